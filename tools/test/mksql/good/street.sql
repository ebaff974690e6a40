-- This comment belongs to the file: an empty line follows.

-- What is known of a street.
-- Its photo too.
--cols street(id, name text, length real, photo bytes)

-- One street.
--one street_get(id) -> street
SELECT {street} FROM street WHERE district = $district AND id = $id;

--many street_long(least real, limit) -> street -- the longest first
SELECT {s.street} -- with the name people use: {street}
  FROM street AS s
 WHERE length >= $least AND s.district = $district
 ORDER BY length DESC, id LIMIT $limit;

--walks: a district has few streets, and all are exported
--each street_all() -> street
SELECT id, name, length, photo FROM street WHERE district = $district ORDER BY id;

--exec1 street_add(*street)
INSERT INTO street (district, {street}) VALUES ($district, {*street})
    ON CONFLICT (district, id) DO NOTHING;

--cols street_words(name text, words text)
-- Parameters may stand before and after the row.
--exec1 street_edit(id, *street_words, least real)
UPDATE street SET {street_words=}, length = length + {HOUSE_EVEN} + {HOUSE_ODD} WHERE district = $district AND id = $id
   AND length >= $least AND name <> $name;


--exec street_rename(name_from text, name_to text)
UPDATE street SET name = $name_to WHERE district = $district AND name = $name_from;

--one street_remove(id) -> removed(name text)
DELETE FROM street WHERE district = $district AND id = $id RETURNING name;

-- A header may take several lines.
--many house_of_street(street, number_from, number_to,
--   limit) -> house(id, street text, number,
--   total)
SELECT h.id, s.name AS street, h.number,
       CAST(sum(h.number) OVER (PARTITION BY h.district) AS BIGINT) AS total
  FROM house h JOIN street s ON s.district = $district AND s.id = h.street
 WHERE h.district = $district AND h.street = $street AND h.number BETWEEN $number_from AND $number_to AND s.name NOT LIKE '!%' ESCAPE '!'
 ORDER BY h.number LIMIT $limit;

-- A row may bring its district, and columns that the text does not name.
--cols house_row(district, id, street, number)
--exec1 house_add(*house_row)
INSERT INTO house ({house_row}) VALUES ({*house_row});
--exec1 house_move(*house_row)
UPDATE house SET {house_row=} WHERE district = $district AND id = $id;
--exec1 house_number(*house_row)
UPDATE house SET number = $number WHERE district = $district AND id = $id;

-- Rows may hold rows.
--cols house_lane({street}, number)
--each house_lanes(from) -> house_lane
SELECT {s.street}, h.number
  FROM house h JOIN street s ON s.district = $district AND s.id = h.street
 WHERE h.district = $district AND h.number >= $from ORDER BY h.number;

--exec house_copy(street_from, street_to, above)
INSERT INTO house (district, id, street, number)
SELECT district, id + $above, $street_to, number FROM house WHERE district = $district AND street = $street_from;

--shared one division_get(code) -> division(code, name text)
SELECT code, name FROM division WHERE code = $code;

--city one street_count() -> counted(n)
SELECT count(*) AS n FROM street;

-- The engines find words each in its own way.
--many street_find(words text) -> found(id)
--sqlite
SELECT s.id FROM street_words w JOIN street s ON s.id = w.rowid
 WHERE w.words MATCH $words AND s.district = $district;
--pg
SELECT id FROM street WHERE district = $district AND tokens @@ $words::tsquery;

--many house_wide_all() -> house_wide(id, street_name text)
SELECT id, street_name FROM house_wide WHERE district = $district ORDER BY id;
