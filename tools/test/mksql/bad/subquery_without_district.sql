-- refused: reaches house without its district

--many street_full() -> street(id)
SELECT id FROM street WHERE district = $district AND id IN (SELECT street FROM house);
