-- refused: not another table's district

--many house_all() -> house(id)
SELECT h.id FROM house h JOIN street s ON s.district = h.district AND s.id = h.street
 WHERE h.district = $district;
