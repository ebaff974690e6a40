-- refused: does not say district = $district

--one division_get(code) -> division(name text)
SELECT name FROM division WHERE code = $code AND $district > 0;
