-- refused: id stands twice

--one street_get(id, id) -> street(id)
SELECT id FROM street WHERE district = $district AND id = $id;
