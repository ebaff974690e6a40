-- refused: {HOUSE_TALL}: no header

--one street_get() -> street(id, name text)
SELECT id, name FROM street WHERE district = $district AND id = {HOUSE_TALL};
