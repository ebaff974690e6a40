-- refused: a header begins with

--select street_by(id) -> street(id)
SELECT id FROM street WHERE district = $1 AND id = $2;
