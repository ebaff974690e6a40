-- refused: first column that is inserted

--exec1 house_add(id)
INSERT INTO house VALUES ($1, $2, 0, 0);
