-- refused: id stands twice

--cols street(id, name text)
--exec1 street_edit(id, *street)
UPDATE street SET {street=} WHERE district = $district;
