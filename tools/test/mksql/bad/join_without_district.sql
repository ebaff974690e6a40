-- refused: is reached here without its own

--many street_houses(id) -> house(id)
SELECT house.id AS id FROM street JOIN house ON house.street = street.id
 WHERE street.district = $district AND street.id = $id;
