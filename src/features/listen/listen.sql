-- listen.sql: every statement of listening. Ids grow with time: newest first is by id.

-- What only sessions have.
--cols listen_row_own(id, street, community, person, ended, kind, open, starts_at, spot text, host text, closed_at, came, names bytes, shown,
-- matters, settled, private)
--one listen_get(id) -> listen_row_own
SELECT {listen_row_own} FROM listen WHERE district = $district AND id = $id;

--exec1 listen_insert(*listen_row_own)
INSERT INTO listen (district, {listen_row_own}) VALUES ($district, {*listen_row_own});

--exec1 listen_update(*listen_row_own)
UPDATE listen SET ended = $ended, kind = $kind, open = $open, starts_at = $starts_at, spot = $spot, host = $host, closed_at = $closed_at,
       came = $came, names = $names, shown = $shown, matters = $matters, settled = $settled, private = $private
 WHERE district = $district AND id = $id;

-- ---- what was raised ----

--cols listen_line(session, number, sort, org, person, day, appeal, appeal_code text, text text, words text, name bytes, phone bytes)
--many listen_lines(session, limit) -> listen_line
SELECT {listen_line} FROM listen_row WHERE district = $district AND session = $session ORDER BY number LIMIT $limit;

--exec1 listen_line_insert(*listen_line)
INSERT INTO listen_row (district, {listen_line}) VALUES ($district, {*listen_line});

--exec listen_lines_drop(session)
DELETE FROM listen_row WHERE district = $district AND session = $session;

-- A line as it is shown, with what became of its case.
--many listen_told(session, limit) -> listen_told(number, sort, org, person, day, appeal, appeal_code text, text text, words text, state, live,
-- org_name text, org_name_en text)
SELECT r.number, r.sort, r.org, r.person, r.day, r.appeal, r.appeal_code, r.text, r.words, COALESCE(m.state, 0) AS state,
       COALESCE(m.live, 0) AS live, COALESCE(o.name, '') AS org_name, COALESCE(o.name_en, '') AS org_name_en
  FROM listen_row r LEFT JOIN matter m ON m.district = $district AND m.id = r.appeal
  LEFT JOIN org o ON o.district = $district AND o.id = r.org
 WHERE r.district = $district AND r.session = $session ORDER BY r.number LIMIT $limit;

-- The sealed fields: a drill of a backup tries whether its key opens them.
--walks: every sealed field of the district is opened
--each listen_sealed() -> listen_box(id, names bytes)
SELECT id, names FROM listen WHERE district = $district ORDER BY id;

--walks: every sealed field of the district is opened
--each listen_lines_sealed() -> listen_line_box(session, number, name bytes, phone bytes)
SELECT session, number, name, phone FROM listen_row WHERE district = $district ORDER BY session, number;

-- ---- lists: announced to everybody, of the district, of a street, of a community, of who planned them ----

--cols listen_item(id, code text, title text, place_name text, state, kind, open, starts_at, came, matters, settled, at)
--many listen_of_open(ended, before, limit) -> listen_item
SELECT s.id, m.code, m.title, m.place_name, m.state, s.kind, s.open, s.starts_at, s.came, s.matters, s.settled, m.filed_at AS at
  FROM listen s JOIN matter m ON m.district = $district AND m.id = s.id
 WHERE s.district = $district AND s.open = 1 AND s.ended = $ended AND s.id < $before ORDER BY s.id DESC LIMIT $limit;

--many listen_of_all(ended, before, limit) -> listen_item
SELECT s.id, m.code, m.title, m.place_name, m.state, s.kind, s.open, s.starts_at, s.came, s.matters, s.settled, m.filed_at AS at
  FROM listen s JOIN matter m ON m.district = $district AND m.id = s.id
 WHERE s.district = $district AND s.ended = $ended AND s.id < $before ORDER BY s.id DESC LIMIT $limit;

--many listen_of_street(street, ended, before, limit) -> listen_item
SELECT s.id, m.code, m.title, m.place_name, m.state, s.kind, s.open, s.starts_at, s.came, s.matters, s.settled, m.filed_at AS at
  FROM listen s JOIN matter m ON m.district = $district AND m.id = s.id
 WHERE s.district = $district AND s.street = $street AND s.ended = $ended AND s.id < $before ORDER BY s.id DESC LIMIT $limit;

--many listen_of_community(community, ended, before, limit) -> listen_item
SELECT s.id, m.code, m.title, m.place_name, m.state, s.kind, s.open, s.starts_at, s.came, s.matters, s.settled, m.filed_at AS at
  FROM listen s JOIN matter m ON m.district = $district AND m.id = s.id
 WHERE s.district = $district AND s.community = $community AND s.ended = $ended AND s.id < $before ORDER BY s.id DESC LIMIT $limit;

--many listen_of_person(person, ended, before, limit) -> listen_item
SELECT s.id, m.code, m.title, m.place_name, m.state, s.kind, s.open, s.starts_at, s.came, s.matters, s.settled, m.filed_at AS at
  FROM listen s JOIN matter m ON m.district = $district AND m.id = s.id
 WHERE s.district = $district AND s.person = $person AND s.ended = $ended AND s.id < $before ORDER BY s.id DESC LIMIT $limit;

-- ---- figures: of the sessions that were closed in a time, by kind ----

-- done: of the cases made there, how many are over by now.
--many listen_sums(from, to) -> listen_sum(kind, sessions, came, matters, settled, private, cases, done)
SELECT s.kind, count(*) AS sessions, CAST(sum(s.came) AS BIGINT) AS came, CAST(sum(s.matters) AS BIGINT) AS matters,
       CAST(sum(s.settled) AS BIGINT) AS settled, CAST(sum(s.private) AS BIGINT) AS private,
       CAST(sum((SELECT count(*) FROM listen_row r WHERE r.district = $district AND r.session = s.id AND r.appeal > 0)) AS BIGINT) AS cases,
       CAST(sum((SELECT count(*) FROM listen_row r JOIN matter m ON m.district = $district AND m.id = r.appeal AND m.live = 3
                  WHERE r.district = $district AND r.session = s.id)) AS BIGINT) AS done
  FROM listen s WHERE s.district = $district AND s.closed_at >= $from AND s.closed_at < $to GROUP BY s.kind ORDER BY s.kind;
