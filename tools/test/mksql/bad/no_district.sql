-- refused: does not say district = $district

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE id = $id;
