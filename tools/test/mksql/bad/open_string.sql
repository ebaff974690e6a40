-- refused: string is not closed

--exec street_clear()
UPDATE street SET name = 'x
' WHERE district = $district;
