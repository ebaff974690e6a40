-- refused: small letters

--many streetBy(id) -> street(id)
SELECT id FROM street WHERE district = $1 AND id = $2;
