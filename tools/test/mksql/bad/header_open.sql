-- refused: bracket is not closed

--many street_by(id,
SELECT id FROM street WHERE district = $district AND id = $id;
