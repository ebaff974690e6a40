-- sample.sql: every statement of notes. Ids grow with time: newest first is by id.

--exec1 sample_insert(id, text text, person, at)
INSERT INTO sample (district, id, text, person, at) VALUES ($1, $2, $3, $4, $5);

--many sample_before(before, limit) -> sample(id, text text, at)
SELECT id, text, at FROM sample WHERE district = $1 AND id < $2 ORDER BY id DESC LIMIT $3;
