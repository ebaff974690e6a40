-- refused: belongs to no header

SELECT 1;
