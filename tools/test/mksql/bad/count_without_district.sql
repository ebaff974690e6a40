-- refused: does not say district = $district

--one houses() -> houses(n)
SELECT count(*) AS n FROM house WHERE $district > 0;
