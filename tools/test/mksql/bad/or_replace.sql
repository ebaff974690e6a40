-- refused: ON CONFLICT

--exec1 street_put(id)
INSERT OR REPLACE INTO street (district, id) VALUES ($district, $id);
