-- refused: string is not closed
UPDATE t SET a = 'x;

