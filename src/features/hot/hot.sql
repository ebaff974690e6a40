-- hot.sql: what is said of the cases of a cluster.

--one hot_case(id) -> hot_case(code text, title text, source_id text, place_name text)
SELECT m.code, m.title, a.source_id, m.place_name FROM matter m JOIN appeal a ON a.district = $district AND a.id = m.id
 WHERE m.district = $district AND m.id = $id;
