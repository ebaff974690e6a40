-- refused: h is reached here without its own

--many street_empty() -> street(id)
SELECT s.id FROM street s WHERE s.district = $district
   AND NOT EXISTS (SELECT h.district FROM house h WHERE h.street = s.id);
