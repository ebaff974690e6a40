-- refused: join rows in C

--one street_names() -> names(names text)
SELECT string_agg(name, ',') AS names FROM street WHERE district = $district;
