-- refused: street_edit does not take *street

--cols street(id, name text)
--exec1 street_edit(id, name text)
UPDATE street SET {street=} WHERE district = $district AND id = $id AND name = $name;
