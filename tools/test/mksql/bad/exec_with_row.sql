-- refused: the header ends before

--exec street_clear() -> street(id)
DELETE FROM street WHERE district = $district;
