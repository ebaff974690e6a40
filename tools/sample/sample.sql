-- sample.sql: every statement of notes. Ids grow with time: newest first is by id.

-- What people say in a note.
--cols sample_said(text text)

-- What only notes have.
--cols sample_row(id, {sample_said})
--one sample_row_get(id) -> sample_row
SELECT {sample_row} FROM sample WHERE district = $district AND id = $id;

--exec1 sample_insert(*sample_row)
INSERT INTO sample (district, {sample_row}) VALUES ($district, {*sample_row});

--exec1 sample_update(id, *sample_said)
UPDATE sample SET {sample_said=} WHERE district = $district AND id = $id;

-- A note as everybody may read it.
--cols sample(id, code text, state, version, at, {sample_said})
--one sample_by_code(code text) -> sample
SELECT m.id, m.code, m.state, m.version, m.filed_at AS at, {s.sample_said}
  FROM matter m JOIN sample s ON s.district = $district AND s.id = m.id
 WHERE m.district = $district AND m.code = $code AND m.kind = {FLOW_SAMPLE};

--many sample_before(before, limit) -> sample
SELECT m.id, m.code, m.state, m.version, m.filed_at AS at, {s.sample_said}
  FROM matter m JOIN sample s ON s.district = $district AND s.id = m.id
 WHERE m.district = $district AND m.kind = {FLOW_SAMPLE} AND m.sight = {FLOW_PUBLIC} AND m.id < $before
 ORDER BY m.id DESC LIMIT $limit;
