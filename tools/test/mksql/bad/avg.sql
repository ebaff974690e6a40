-- refused: avg( without CAST

--one street_avg() -> avg_of(n real)
SELECT avg(number) AS n FROM house WHERE district = $district;
