-- refused: known are {row}

--cols street(id, name text)
--exec1 street_edit(*street)
UPDATE street SET {*s.street} WHERE district = $district;
