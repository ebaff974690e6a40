-- refused: first value inserted

--exec house_add(id)
INSERT INTO house (district, id, street, number) VALUES ($1, $2, 0, 0), (7, $2, 0, 1);
