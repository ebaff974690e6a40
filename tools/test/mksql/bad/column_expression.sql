-- refused: (write AS n)

--one houses() -> houses(n)
SELECT count(*) FROM house WHERE district = $district;
