-- refused: is reached here without its own

--many street_full() -> street(id)
SELECT id FROM street WHERE district = $district AND id IN (SELECT street FROM house);
