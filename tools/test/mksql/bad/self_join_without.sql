-- refused: o is reached here without its own

--many street_pairs() -> street(id)
SELECT s.id FROM street s JOIN street o ON o.name = s.name AND o.district > 0 WHERE s.district = $district;
