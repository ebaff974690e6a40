-- refused: LIKE without ESCAPE

--many street_find(name text) -> street(id)
SELECT id FROM street WHERE district = $1 AND (name LIKE $2 || '%')
 ORDER BY id;
