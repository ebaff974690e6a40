-- refused: does not say district = $1

--one division_get(code) -> division(name text)
SELECT name FROM division WHERE code = $2 AND $1 > 0;
