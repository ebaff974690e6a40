-- refused: any(: join

--one street_get(id) -> street(id, name text)
SELECT id, name FROM street WHERE district = $1 AND id = ANY($2);
