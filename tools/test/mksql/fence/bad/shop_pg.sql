-- refused: shop_words writes street, which belongs to mkschema

--exec shop_words(id)
--sqlite
UPDATE shop SET house = 0 WHERE district = $district AND id = $id;
--pg
DELETE FROM street WHERE district = $district AND id = $id;
