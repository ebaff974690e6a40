-- refused: sum( without CAST

--one street_sum() -> sum_of(n)
SELECT sum(number) AS n FROM house WHERE district = $district;
