-- refused: default means something in C

--many street_by(default) -> street(id)
SELECT id FROM street WHERE district = $1 AND id = $2;
