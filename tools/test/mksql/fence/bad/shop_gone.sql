-- refused: no such table: stall

--many shop_gone() -> shop_gone(id)
SELECT id FROM stall WHERE district = $district;
