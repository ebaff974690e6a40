-- refused: this text belongs to no header

--cols street(id)
SELECT id FROM street;
