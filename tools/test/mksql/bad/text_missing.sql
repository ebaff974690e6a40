-- refused: does not end with ;

--one street_get(id) -> street(id, name text)

--exec street_clear()
DELETE FROM street WHERE district = $district;
