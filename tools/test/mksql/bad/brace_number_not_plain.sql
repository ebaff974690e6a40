-- refused: {HOUSE_LAST}: its number is not written out

--one street_get() -> street(id, name text)
SELECT id, name FROM street WHERE district = $district AND id = {HOUSE_LAST};
