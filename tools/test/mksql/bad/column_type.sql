-- refused: has another type in the table

--one street_get(id) -> street(id, name)
SELECT id, name FROM street WHERE district = $1 AND id = $2;
