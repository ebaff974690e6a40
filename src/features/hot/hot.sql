-- hot.sql: what is said of the cases of a cluster.

--one hot_case(id) -> hot_case(code text, title text, source_id text, place_name text)
SELECT m.code, m.title, a.source_id, m.place_name FROM matter m JOIN appeal a ON a.district = $district AND a.id = m.id
 WHERE m.district = $district AND m.id = $id;

-- A case of a cluster, as who dispatches it sees it.
--one hot_line(code text) -> hot_line(id, code text, title text, place_name text, state, live, part_of, street, community, filed_at)
SELECT id, code, title, place_name, state, live, part_of, street, community, filed_at FROM matter
 WHERE district = $district AND code = $code AND kind = {FLOW_APPEAL};
