-- refused: $3 is not declared

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE district = $1 AND id = $2 AND length > $3;
