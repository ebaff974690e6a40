-- refused: join rows in C

--one street_names() -> names(names text)
SELECT group_concat(name) AS names FROM street WHERE district = $district;
