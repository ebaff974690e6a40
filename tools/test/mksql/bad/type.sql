-- refused: the types are text

--many street_by(id string) -> street(id)
SELECT id FROM street WHERE district = $1 AND id = $2;
