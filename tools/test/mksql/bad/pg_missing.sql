-- refused: one of --sqlite and --pg is missing

--one street_get(id) -> street(id, name text)
--sqlite
SELECT id, name FROM street WHERE district = $district AND id = $id;
