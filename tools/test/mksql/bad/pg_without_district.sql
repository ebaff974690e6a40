-- refused: does not say district = $1

--one street_get(id) -> street(id, name text)
--sqlite
SELECT id, name FROM street WHERE district = $1 AND id = $2;
--pg
SELECT id, name FROM street WHERE id = $2;
