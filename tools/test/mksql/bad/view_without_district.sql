-- refused: is reached here without its own

--many house_visits() -> visit(id)
SELECT h.id FROM house_wide h JOIN visit v ON v.id = h.id WHERE h.district = $district;
