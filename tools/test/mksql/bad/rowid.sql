-- refused: rowid: name the key

--many street_rows() -> street(id)
SELECT rowid AS id FROM street WHERE district = $district;
