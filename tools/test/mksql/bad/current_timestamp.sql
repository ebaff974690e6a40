-- refused: time comes from C

--exec street_touch()
UPDATE street SET length = current_timestamp WHERE district = $district;
