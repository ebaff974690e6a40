-- refused: reaches house without its district

--many street_houses(id) -> house(id)
SELECT house.id AS id FROM street JOIN house ON house.street = street.id
 WHERE street.district = $1 AND street.id = $2;
