-- refused: --walks: and a reason stand once above a header

--many house_some(id) -> house(id)
SELECT id FROM house
--walks: all are exported
 WHERE district = $district AND id = $id;
