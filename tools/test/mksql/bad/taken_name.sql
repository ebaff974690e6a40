-- refused: row means something

--many street_by(row) -> street(id)
SELECT id FROM street WHERE district = $district AND id = $row;
