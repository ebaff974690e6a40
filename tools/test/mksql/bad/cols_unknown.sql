-- refused: no row place was declared above

--cols street({place}, id)
