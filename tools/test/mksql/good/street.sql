-- This comment belongs to the file: an empty line follows.

-- One street.
-- Its photo too.
--one street_get(id) -> street(id, name text, length real, photo bytes)
SELECT id, name, length, photo FROM street WHERE district = $1 AND id = $2;

--many street_long(least real, limit) -> street -- the longest first
SELECT s.id, s.name, -- the name people use
       s.length, s.photo
  FROM street AS s
 WHERE length >= $2 AND s.district = $1
 ORDER BY length DESC, id LIMIT $3;

--each street_all() -> street
SELECT id, name, length, photo FROM street WHERE district = $1 ORDER BY id;

--exec1 street_add(id, name text, length real, photo bytes)
INSERT INTO street (district, id, name, length, photo) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (district, id) DO NOTHING;

--exec street_rename(name_from text, name_to text)
UPDATE street SET name = $3 WHERE district = $1 AND name = $2;

--one street_remove(id) -> removed(name text)
DELETE FROM street WHERE district = $1 AND id = $2 RETURNING name;

-- A header may take several lines.
--many house_of_street(street, number_from, number_to,
--   limit) -> house(id, street text, number,
--   total)
SELECT h.id, s.name AS street, h.number,
       CAST(sum(h.number) OVER (PARTITION BY h.district) AS BIGINT) AS total
  FROM house h JOIN street s ON s.district = h.district AND s.id = h.street
 WHERE h.district = $1 AND h.street = $2 AND h.number BETWEEN $3 AND $4 AND s.name NOT LIKE '!%' ESCAPE '!'
 ORDER BY h.number LIMIT $5;

--exec house_copy(street_from, street_to, above)
INSERT INTO house (district, id, street, number)
SELECT district, id + $4, $3, number FROM house WHERE district = $1 AND street = $2;

--shared one division_get(code) -> division(code, name text)
SELECT code, name FROM division WHERE code = $1;

--city one street_count() -> counted(n)
SELECT count(*) AS n FROM street;

-- The engines find words each in its own way.
--many street_find(words text) -> found(id)
--sqlite
SELECT s.id FROM street_words w JOIN street s ON s.id = w.rowid
 WHERE w.words MATCH $2 AND s.district = $1;
--pg
SELECT id FROM street WHERE district = $1 AND tokens @@ $2::tsquery;

--many house_wide_all() -> house_wide(id, street_name text)
SELECT id, street_name FROM house_wide WHERE district = $1 ORDER BY id;
