-- refused: one of --sqlite and --pg is missing

--one street_get(id) -> street(id, name text)
--sqlite
SELECT id, name FROM street WHERE district = $1 AND id = $2;
