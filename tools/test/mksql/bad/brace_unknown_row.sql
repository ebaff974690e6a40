-- refused: {place}: no row of this file

--one street_get(id) -> street(id, name text)
SELECT {place} FROM street WHERE district = $district AND id = $id;
