-- Reads what the used feature uses.

--many market_all() -> market(id)
SELECT id FROM house WHERE district = $district;
