-- refused: its kind is one, many or each

--exec street_clear()
DELETE FROM street WHERE district = $district RETURNING id;
