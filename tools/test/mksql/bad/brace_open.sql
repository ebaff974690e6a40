-- refused: known are {row}

--one street_get(id) -> street(id, name text)
SELECT {street FROM street WHERE district = $district AND id = $id;
