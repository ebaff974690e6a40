-- refused: an empty statement
;
