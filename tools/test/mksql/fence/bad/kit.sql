-- refused: kit does not say that it uses shop

--many kit_shops() -> kit_shop(id)
SELECT id FROM shop WHERE district = $district;
