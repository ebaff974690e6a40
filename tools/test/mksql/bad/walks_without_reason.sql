-- refused: --walks: and a reason stand once above a header

--walks:
--each house_all() -> house(id)
SELECT id FROM house WHERE district = $district;
