-- sample.sql: every statement of notes. Ids grow with time: newest first is by id.

--exec1 sample_insert(id, text text, person, at)
INSERT INTO sample (district, id, text, person, at) VALUES ($district, $id, $text, $person, $at);

--many sample_before(before, limit) -> sample(id, text text, at)
SELECT id, text, at FROM sample WHERE district = $district AND id < $before ORDER BY id DESC LIMIT $limit;
