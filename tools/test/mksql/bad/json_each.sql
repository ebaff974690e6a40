-- refused: keep rows, not JSON

--many street_ids(list text) -> street(id)
SELECT id FROM street WHERE district = $district AND id IN (SELECT value FROM json_each($list));
