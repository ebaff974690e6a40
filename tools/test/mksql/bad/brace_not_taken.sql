-- refused: $photo is no parameter of street_edit

--cols street(id, photo bytes)
--exec1 street_edit(id, name text)
UPDATE street SET {street=} WHERE district = $district AND id = $id AND name = $name;
