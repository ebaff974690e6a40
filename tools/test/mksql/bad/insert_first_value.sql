-- refused: first value inserted

--exec1 house_add(id)
INSERT INTO house (district, id, street, number) VALUES ($2, $1, 0, 0);
