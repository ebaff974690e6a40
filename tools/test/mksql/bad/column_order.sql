-- refused: is declared id, the statement calls it name

--one street_get(id) -> street(id, name text)
SELECT name, id FROM street WHERE district = $district AND id = $id;
