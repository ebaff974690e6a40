-- refused: stand where a text begins

--pg
SELECT 1;
