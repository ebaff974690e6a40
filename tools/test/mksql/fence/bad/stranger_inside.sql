-- refused: stranger does not say that it uses mkschema

--many stranger_houses() -> stranger(id)
SELECT id FROM house_wide WHERE district = $district;
