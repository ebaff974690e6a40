-- urgent.sql: every statement of the words of emergencies.

--cols urgent_kind(id, code text, name text, name_en text, say text, say_en text, calls text, words text, spared text, position, state, version)

--walks: a district has a score of kinds
--many urgent_all(all) -> urgent_kind
SELECT {urgent_kind} FROM urgent_kind WHERE district = $district AND ($all = 1 OR state = {URGENT_LIVE}) ORDER BY position, id;

--walks: only whether there is one
--one urgent_any() -> urgent_number(n)
SELECT count(*) AS n FROM (SELECT 1 AS one FROM urgent_kind WHERE district = $district LIMIT 1) AS counted;

--one urgent_get(id) -> urgent_kind
SELECT {urgent_kind} FROM urgent_kind WHERE district = $district AND id = $id;

--one urgent_coded(code text) -> urgent_kind
SELECT {urgent_kind} FROM urgent_kind WHERE district = $district AND code = $code;

--exec1 urgent_insert(*urgent_kind)
INSERT INTO urgent_kind (district, {urgent_kind}) VALUES ($district, {*urgent_kind});

--exec1 urgent_update(*urgent_kind)
UPDATE urgent_kind SET {urgent_kind=} WHERE district = $district AND id = $id;

-- For sealing and verifying.
--walks: a score of kinds, page by page
--many urgent_things(after, limit) -> urgent_thing(id)
SELECT id FROM urgent_kind WHERE district = $district AND id > $after ORDER BY id LIMIT $limit;
