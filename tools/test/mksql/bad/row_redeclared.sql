-- refused: declared above with other columns

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE district = $1 AND id = $2;

--many street_all() -> street(id)
SELECT id FROM street WHERE district = $1;
