-- Reads what the used feature uses.

--many market_all() -> market(id)
SELECT id FROM house WHERE district = $district;

-- Writes the table that the shop gave away.
--exec1 market_give(id, shop)
UPDATE booth SET shop = $shop WHERE district = $district AND id = $id;
