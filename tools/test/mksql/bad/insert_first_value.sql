-- refused: first value inserted

--exec1 house_add(id)
INSERT INTO house (district, id, street, number) VALUES ($id, $district, 0, 0);
