-- refused: which belongs to districts

--shared one street_get(id) -> street(id)
SELECT id FROM street WHERE id = $id;
