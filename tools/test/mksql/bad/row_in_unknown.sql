-- refused: no row street was declared above

--exec1 street_add(*street)
INSERT INTO street (district, id) VALUES ($district, 1);
