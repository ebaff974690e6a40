-- refused: $key is no parameter of street_get

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE district = $district AND id = $key;
