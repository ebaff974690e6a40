-- refused: declared above with other columns

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE district = $district AND id = $id;

--many street_all() -> street(id)
SELECT id FROM street WHERE district = $district;
