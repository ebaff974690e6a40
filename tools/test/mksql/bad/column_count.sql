-- refused: declares 2 columns, the statement has 1

--one street_get(id) -> street(id, name text)
SELECT id FROM street WHERE district = $district AND id = $id;
