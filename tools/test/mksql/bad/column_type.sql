-- refused: has another type in the table

--one street_get(id) -> street(id, name)
SELECT id, name FROM street WHERE district = $district AND id = $id;
