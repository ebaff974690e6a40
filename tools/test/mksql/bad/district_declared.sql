-- refused: district stands twice

--one street_get(district, id) -> street(id)
SELECT id FROM street WHERE district = $1 AND id = $2;
