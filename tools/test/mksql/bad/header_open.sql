-- refused: bracket is not closed

--many street_by(id,
SELECT id FROM street WHERE district = $1 AND id = $2;
