-- refused: ILIKE: fold

--many street_find(name text) -> street(id)
SELECT id FROM street WHERE district = $district AND name ILIKE $name;
