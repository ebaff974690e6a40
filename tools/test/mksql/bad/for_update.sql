-- refused: FOR UPDATE: compare and set

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE district = $district AND id = $id FOR UPDATE;
