-- refused: street has no columns

--cols street()
