-- refused: district stands twice

--one street_get(district, id) -> street(id)
SELECT id FROM street WHERE district = $district AND id = $district;
