-- refused: not another table's district

--many street_empty() -> street(id)
SELECT s.id FROM street s WHERE s.district = $district
   AND NOT EXISTS (SELECT 1 FROM house h WHERE h.district = s.district AND h.street = s.id);
