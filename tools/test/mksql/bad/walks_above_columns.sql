-- refused: --walks: stands above a statement

--walks: all are exported
--cols house(id)
--each house_all() -> house
SELECT id FROM house WHERE district = $district;
