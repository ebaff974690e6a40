-- refused: the statement calls it name

--one street_get(id) -> street(id, title text)
SELECT id, name FROM street WHERE district = $1 AND id = $2;
