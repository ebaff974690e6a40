-- sample.sql: every statement of notes. Ids grow with time: newest first is by id.

--cols sample(id, text text, person, at)

--exec1 sample_insert(*sample)
INSERT INTO sample (district, {sample}) VALUES ($district, {*sample});

--many sample_before(before, limit) -> sample
SELECT {sample} FROM sample WHERE district = $district AND id < $before ORDER BY id DESC LIMIT $limit;
