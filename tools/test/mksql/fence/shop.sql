-- Reads what mkschema has, writes its own.

--many shop_all() -> shop(id, number)
SELECT s.id, h.number FROM shop s JOIN house h ON h.district = $district AND h.id = s.house
 WHERE s.district = $district;

--exec1 shop_add(id, house)
INSERT INTO shop (district, id, house) VALUES ($district, $id, $house);
