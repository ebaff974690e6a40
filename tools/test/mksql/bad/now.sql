-- refused: now(: time comes from C

--exec street_touch()
UPDATE street SET length = now() WHERE district = $district;
