-- refused: takes one row at most

--cols a(id)
--cols b(name text)
--exec1 street_add(*a, *b)
INSERT INTO street (district, id, name) VALUES ($district, $id, $name);
