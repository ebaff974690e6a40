-- refused: --walks: and a reason stand once above a header

--walks: all are exported
--walks: and all are read
--each house_all() -> house(id)
SELECT id FROM house WHERE district = $district;
