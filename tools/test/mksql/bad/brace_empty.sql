-- refused: after { comes the name

--one street_get(id) -> street(id, name text)
SELECT {} FROM street WHERE district = $district AND id = $id;
