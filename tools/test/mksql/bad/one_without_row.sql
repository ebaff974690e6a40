-- refused: the header needs ->

--one street_get(id)
SELECT id FROM street WHERE district = $1 AND id = $2;
