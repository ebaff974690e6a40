-- refused: the header needs ->

--one street_get(id)
SELECT id FROM street WHERE district = $district AND id = $id;
