-- refused: does not say district = $1

--one houses() -> houses(n)
SELECT count(*) AS n FROM house WHERE $1 > 0;
