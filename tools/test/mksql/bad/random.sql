-- refused: chance comes from C

--exec street_touch()
UPDATE street SET length = random() WHERE district = $district;
