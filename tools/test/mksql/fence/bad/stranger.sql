-- refused: stranger does not say that it uses shop

--many stranger_shops() -> stranger(id)
SELECT id FROM shop WHERE district = $district;
