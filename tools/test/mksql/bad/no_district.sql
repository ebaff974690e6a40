-- refused: does not say district = $1

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE id = $2;
