-- refused: shop_gave writes booth, which belongs to market

--exec1 shop_gave(id)
UPDATE booth SET shop = 0 WHERE district = $district AND id = $id;
