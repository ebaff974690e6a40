-- sample.sql: every statement of notes. Ids grow with time: newest first is by id.

--exec1 sample_insert(id, text text, person, at)
INSERT INTO sample (district, id, version, text, person, at) VALUES ($district, $id, 1, $text, $person, $at);

-- E_STALE when somebody changed it first.
--exec1 sample_update(id, version, text text)
UPDATE sample SET text = $text, version = version + 1 WHERE district = $district AND id = $id AND version = $version;

--one sample_get(id) -> sample(id, version, text text, at)
SELECT id, version, text, at FROM sample WHERE district = $district AND id = $id;

--many sample_before(before, limit) -> sample
SELECT id, version, text, at FROM sample WHERE district = $district AND id < $before ORDER BY id DESC LIMIT $limit;
