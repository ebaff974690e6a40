-- refused: a text is a statement and its ;

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE district = $district AND id = $id -- ;
