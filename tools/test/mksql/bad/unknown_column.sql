-- refused: no such column: age

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE district = $district AND id = $id AND age > 3;
