-- refused: no such table: road

--one street_get(id) -> street(id, name text)
SELECT id, name FROM road WHERE district = $district AND id = $id;
