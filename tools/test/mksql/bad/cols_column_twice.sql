-- refused: id stands twice

--cols place(id)
--cols street({place}, id)
