-- refused: its kind is one, many or each

--exec street_clear()
DELETE FROM street WHERE district = $1 RETURNING id;
