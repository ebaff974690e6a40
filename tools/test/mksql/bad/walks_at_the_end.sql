-- refused: --walks: stands above a statement

--many house_some(id) -> house(id)
SELECT id FROM house WHERE district = $district AND id = $id;
--walks: all are exported
