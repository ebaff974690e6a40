-- refused: declared and never used

--one street_get(id, other) -> street(id)
SELECT id FROM street WHERE district = $district AND id = $id;
