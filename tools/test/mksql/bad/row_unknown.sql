-- refused: none were declared above

--many street_all() -> street
SELECT id FROM street WHERE district = $district;
