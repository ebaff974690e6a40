-- refused: first column that is inserted

--exec1 house_add(id)
INSERT INTO house (id, district, street, number) VALUES ($id, $district, 0, 0);
