-- refused: returns rows

--exec street_look()
SELECT id FROM street WHERE district = $district;
