-- refused: shop_number writes house, which belongs to mkschema

--exec1 shop_number(id, number)
UPDATE house SET number = $number WHERE district = $district AND id = $id;
