-- refused: street_get is declared twice

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE district = $district AND id = $id;
--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE district = $district AND id = $id;

