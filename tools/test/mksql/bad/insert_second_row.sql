-- refused: first value inserted

--exec house_add(id)
INSERT INTO house (district, id, street, number) VALUES ($district, $id, 0, 0), (7, $id, 0, 1);
