-- refused: use coalesce

--one street_max() -> max_of(n)
SELECT ifnull(max(number), 0) AS n FROM house WHERE district = $district;
