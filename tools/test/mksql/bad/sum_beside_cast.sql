-- refused: sum( without CAST

--one street_sum() -> sum_of(n)
SELECT CAST(1 AS BIGINT) + sum(number) AS n FROM house WHERE district = $district;
