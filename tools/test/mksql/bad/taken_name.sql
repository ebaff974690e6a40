-- refused: row means something

--many street_by(row) -> street(id)
SELECT id FROM street WHERE district = $1 AND id = $2;
