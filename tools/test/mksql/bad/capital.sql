-- refused: small letters

--many streetBy(id) -> street(id)
SELECT id FROM street WHERE district = $district AND id = $id;
