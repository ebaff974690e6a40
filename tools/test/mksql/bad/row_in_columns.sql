-- refused: needs a name before

--one street_get(id) -> street(*place)
SELECT id FROM street WHERE district = $district AND id = $id;
