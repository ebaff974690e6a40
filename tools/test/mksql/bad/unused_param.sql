-- refused: declared and never used: $3

--one street_get(id, other) -> street(id)
SELECT id FROM street WHERE district = $1 AND id = $2;
