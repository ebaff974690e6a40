-- refused: goes on with an engine
--@pg SELECT 1
DELETE FROM x;
--@+ , 2;
