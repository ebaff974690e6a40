-- refused: has its text already

--one street_get(id) -> street(id, name text)
--pg
SELECT 1;
--pg
SELECT 1;
