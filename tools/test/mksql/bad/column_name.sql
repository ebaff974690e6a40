-- refused: the statement calls it name

--one street_get(id) -> street(id, title text)
SELECT id, name FROM street WHERE district = $district AND id = $id;
