-- refused: street is declared twice

--cols street(id)
--cols street(id)
