-- refused: ILIKE: fold

--many street_find(name text) -> street(id)
SELECT id FROM street WHERE district = $1 AND name ILIKE $2;
