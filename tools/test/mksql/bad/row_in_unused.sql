-- refused: *street is declared and never used

--cols street(id, name text)
--exec street_remove(*street)
DELETE FROM street WHERE district = $district;
