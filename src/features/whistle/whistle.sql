-- whistle.sql: every statement of whistles. Ids grow with time: newest first is by id.

-- What only whistles have.
--cols whistle_row(id, street, community, ended, about text, goal text, spot text, metres, arrive_by, origin, origin_code text, salt text,
--  called, arrived, late, conclusion text, concluded_at, lead)
--one whistle_row_get(id) -> whistle_row
SELECT {whistle_row} FROM whistle WHERE district = $district AND id = $id;

--exec1 whistle_insert(*whistle_row)
INSERT INTO whistle (district, {whistle_row}) VALUES ($district, {*whistle_row});

--exec1 whistle_update(*whistle_row)
UPDATE whistle SET ended = $ended, arrived = $arrived, late = $late, conclusion = $conclusion, concluded_at = $concluded_at
 WHERE district = $district AND id = $id;

-- A body that was called.
--cols whistle_body(whistle, org, street, ended, due_at, arrived_at, proof, metres, late, why text, came, did, came_words text, scored_at,
--  needed, clear, needed_words text, rated_at, reply, replied_at, reply_words text, rung_at, signed_at, signed_words text)
--cols whistle_body_line({whistle_body}, org_name text, org_name_en text, org_phone text)
--many whistle_bodies(whistle) -> whistle_body_line
SELECT {b.whistle_body}, COALESCE(o.name, '') AS org_name, COALESCE(o.name_en, '') AS org_name_en, COALESCE(o.phone, '') AS org_phone
  FROM whistle_body b LEFT JOIN org o ON o.district = $district AND o.id = b.org
 WHERE b.district = $district AND b.whistle = $whistle ORDER BY b.org;

--exec1 whistle_body_insert(*whistle_body)
INSERT INTO whistle_body (district, {whistle_body}) VALUES ($district, {*whistle_body});

--exec1 whistle_body_update(*whistle_body_line)
UPDATE whistle_body SET ended = $ended, due_at = $due_at, arrived_at = $arrived_at, proof = $proof, metres = $metres, late = $late, why = $why,
       came = $came, did = $did, came_words = $came_words, scored_at = $scored_at, needed = $needed, clear = $clear,
       needed_words = $needed_words, rated_at = $rated_at, reply = $reply, replied_at = $replied_at, reply_words = $reply_words,
       rung_at = $rung_at, signed_at = $signed_at, signed_words = $signed_words
 WHERE district = $district AND whistle = $whistle AND org = $org;

-- What was concluded. part_live: enum matter_live of the part, 0 = it is none.
--cols whistle_task(whistle, number, org, due_at, part, done_at, text text, done_text text)
--cols whistle_task_line({whistle_task}, org_name text, org_name_en text, part_code text, part_live)
--many whistle_tasks(whistle) -> whistle_task_line
SELECT {t.whistle_task}, COALESCE(o.name, '') AS org_name, COALESCE(o.name_en, '') AS org_name_en, COALESCE(p.code, '') AS part_code,
       COALESCE(p.live, 0) AS part_live
  FROM whistle_task t LEFT JOIN org o ON o.district = $district AND o.id = t.org
  LEFT JOIN matter p ON p.district = $district AND p.id = t.part
 WHERE t.district = $district AND t.whistle = $whistle ORDER BY t.number;

--exec1 whistle_task_insert(*whistle_task)
INSERT INTO whistle_task (district, {whistle_task}) VALUES ($district, {*whistle_task});

--exec1 whistle_task_update(*whistle_task_line)
UPDATE whistle_task SET done_at = $done_at, done_text = $done_text WHERE district = $district AND whistle = $whistle AND number = $number;

-- ---- lists: of the district, of a street, of a community, of a body ----

--cols whistle_line(id, code text, title text, place_name text, state, arrive_by, called, arrived, late, at)
--many whistle_of_all(ended, before, limit) -> whistle_line
SELECT s.id, m.code, m.title, m.place_name, m.state, s.arrive_by, s.called, s.arrived, s.late, m.filed_at AS at
  FROM whistle s JOIN matter m ON m.district = $district AND m.id = s.id
 WHERE s.district = $district AND s.ended = $ended AND s.id < $before ORDER BY s.id DESC LIMIT $limit;

--many whistle_of_street(street, ended, before, limit) -> whistle_line
SELECT s.id, m.code, m.title, m.place_name, m.state, s.arrive_by, s.called, s.arrived, s.late, m.filed_at AS at
  FROM whistle s JOIN matter m ON m.district = $district AND m.id = s.id
 WHERE s.district = $district AND s.street = $street AND s.ended = $ended AND s.id < $before ORDER BY s.id DESC LIMIT $limit;

--many whistle_of_community(community, ended, before, limit) -> whistle_line
SELECT s.id, m.code, m.title, m.place_name, m.state, s.arrive_by, s.called, s.arrived, s.late, m.filed_at AS at
  FROM whistle s JOIN matter m ON m.district = $district AND m.id = s.id
 WHERE s.district = $district AND s.community = $community AND s.ended = $ended AND s.id < $before ORDER BY s.id DESC LIMIT $limit;

--many whistle_of_body(org, ended, before, limit) -> whistle_line
SELECT s.id, m.code, m.title, m.place_name, m.state, s.arrive_by, s.called, s.arrived, s.late, m.filed_at AS at
  FROM whistle_body b JOIN whistle s ON s.district = $district AND s.id = b.whistle
  JOIN matter m ON m.district = $district AND m.id = b.whistle
 WHERE b.district = $district AND b.org = $org AND b.ended = $ended AND b.whistle < $before ORDER BY b.whistle DESC LIMIT $limit;

-- ---- figures ----

-- Of all that were due in a time: who came, and who came in time; the sums of marks and how many gave them.
--cols whistle_figure(id, name text, name_en text, called, came, in_time, marks, marked, needs, needed)

--many whistle_figures_body(from, to) -> whistle_figure
SELECT b.org AS id, COALESCE(o.name, '') AS name, COALESCE(o.name_en, '') AS name_en, count(*) AS called,
       CAST(sum(CASE WHEN b.arrived_at > 0 THEN 1 ELSE 0 END) AS BIGINT) AS came,
       CAST(sum(CASE WHEN b.arrived_at > 0 AND b.late = 0 THEN 1 ELSE 0 END) AS BIGINT) AS in_time,
       CAST(sum(b.came + b.did) AS BIGINT) AS marks, CAST(sum(CASE WHEN b.scored_at > 0 THEN 2 ELSE 0 END) AS BIGINT) AS marked,
       CAST(sum(b.needed) AS BIGINT) AS needs, CAST(sum(CASE WHEN b.rated_at > 0 THEN 1 ELSE 0 END) AS BIGINT) AS needed
  FROM whistle_body b LEFT JOIN org o ON o.district = $district AND o.id = b.org
 WHERE b.district = $district AND b.due_at >= $from AND b.due_at < $to GROUP BY b.org, o.name, o.name_en ORDER BY called DESC, b.org LIMIT 200;

--many whistle_figures_street(from, to) -> whistle_figure
SELECT b.street AS id, COALESCE(n.name, '') AS name, COALESCE(n.name_en, '') AS name_en, count(*) AS called,
       CAST(sum(CASE WHEN b.arrived_at > 0 THEN 1 ELSE 0 END) AS BIGINT) AS came,
       CAST(sum(CASE WHEN b.arrived_at > 0 AND b.late = 0 THEN 1 ELSE 0 END) AS BIGINT) AS in_time,
       CAST(sum(b.came + b.did) AS BIGINT) AS marks, CAST(sum(CASE WHEN b.scored_at > 0 THEN 2 ELSE 0 END) AS BIGINT) AS marked,
       CAST(sum(b.needed) AS BIGINT) AS needs, CAST(sum(CASE WHEN b.rated_at > 0 THEN 1 ELSE 0 END) AS BIGINT) AS needed
  FROM whistle_body b LEFT JOIN territory_node n ON n.district = $district AND n.id = b.street
 WHERE b.district = $district AND b.due_at >= $from AND b.due_at < $to GROUP BY b.street, n.name, n.name_en ORDER BY called DESC, b.street LIMIT 200;
