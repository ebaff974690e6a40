-- refused: first column that is inserted

--exec1 house_add(id)
INSERT INTO house VALUES ($district, $id, 0, 0);
