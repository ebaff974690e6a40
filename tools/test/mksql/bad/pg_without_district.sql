-- refused: does not say district = $district

--one street_get(id) -> street(id, name text)
--sqlite
SELECT id, name FROM street WHERE district = $district AND id = $id;
--pg
SELECT id, name FROM street WHERE id = $id;
