-- refused: one header has one statement

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE district = $1 AND id = $2; SELECT 1;
