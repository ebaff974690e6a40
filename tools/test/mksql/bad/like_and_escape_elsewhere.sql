-- refused: LIKE without ESCAPE

--many street_find(name text) -> street(id)
SELECT id FROM street WHERE district = $district AND name LIKE $name AND name LIKE $name ESCAPE '!';
