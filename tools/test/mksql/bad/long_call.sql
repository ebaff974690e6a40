-- refused: would have 9 arguments, 8 at most

--many street_all(a, b, c, d, e, f) -> street(id, name text)
SELECT id, name FROM street WHERE district = $district AND id IN ($a, $b, $c, $d, $e, $f);
