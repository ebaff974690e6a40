-- refused: default means something in C

--many street_by(default) -> street(id)
SELECT id FROM street WHERE district = $district AND id = $default;
