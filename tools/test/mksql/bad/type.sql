-- refused: the types are text

--many street_by(id string) -> street(id)
SELECT id FROM street WHERE district = $district AND id = $id;
