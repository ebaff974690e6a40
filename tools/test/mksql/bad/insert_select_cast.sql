-- refused: the first value a SELECT inserts into house is its own table's district

--exec house_add(id)
INSERT INTO house (district, id, street, number)
SELECT CAST($district AS BIGINT), id, id, 0 FROM street WHERE district = $district AND id = $id;
