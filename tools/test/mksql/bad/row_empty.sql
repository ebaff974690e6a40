-- refused: street has no columns

--many street_all() -> street()
SELECT id FROM street WHERE district = $district;
