-- kit.sql: statements of the kit: districts, settings, history, guesses.

--shared one district_get(code) -> district(code, name text, name_en text, host text, opened_at)
SELECT code, name, name_en, host, opened_at FROM district WHERE code = $code;

--shared many district_all() -> district
SELECT code, name, name_en, host, opened_at FROM district ORDER BY opened_at, code;

--shared one district_by_host(host text) -> district
SELECT code, name, name_en, host, opened_at FROM district WHERE host = $host AND host <> '' LIMIT 1;

--shared exec1 district_add(code, name text, name_en text, host text, opened_at)
INSERT INTO district (code, name, name_en, host, opened_at) VALUES ($code, $name, $name_en, $host, $opened_at);

--one setting_get(name text) -> setting(name text, value text)
SELECT name, value FROM setting WHERE district = $district AND name = $name;

--exec1 setting_put(name text, value text)
INSERT INTO setting (district, name, value) VALUES ($district, $name, $value)
ON CONFLICT (district, name) DO UPDATE SET value = excluded.value;

--exec setting_drop(name text)
DELETE FROM setting WHERE district = $district AND name = $name;

-- The newest step of a matter.
--one flow_last(subject_kind, subject) -> flow_tail(seq, digest text)
SELECT seq, digest FROM flow_step
 WHERE district = $district AND subject_kind = $subject_kind AND subject = $subject ORDER BY seq DESC LIMIT 1;

--exec1 flow_insert(id, subject_kind, subject, seq, kind, sight, at, person, org, text text, data text, photos text, text_salt text, text_digest text, digest text)
INSERT INTO flow_step (district, id, subject_kind, subject, seq, kind, sight, at, person, org, text, data, photos,
                       text_salt, text_digest, digest)
VALUES ($district, $id, $subject_kind, $subject, $seq, $kind, $sight, $at, $person, $org, $text, $data, $photos, $text_salt, $text_digest, $digest);

-- The text goes and what would tell a guess at it; its digest stays.
--exec1 flow_forget(subject_kind, subject, seq)
UPDATE flow_step SET text = '', text_salt = '' WHERE district = $district AND subject_kind = $subject_kind AND subject = $subject AND seq = $seq;

-- Steps of a matter seen by those who may see up to this width, oldest first.
--many flow_steps(subject_kind, subject, sight) -> flow_step(id, seq, kind, sight, at, person, org, text text, data text, photos text, text_salt text, text_digest text, digest text, person_title text, org_name text, org_name_en text)
SELECT s.id, s.seq, s.kind, s.sight, s.at, s.person, s.org, s.text, s.data, s.photos, s.text_salt, s.text_digest, s.digest,
       COALESCE(p.title, '') AS person_title, COALESCE(o.name, '') AS org_name, COALESCE(o.name_en, '') AS org_name_en
  FROM flow_step s
  LEFT JOIN person p ON p.district = s.district AND p.id = s.person
  LEFT JOIN org o ON o.district = s.district AND o.id = s.org
 WHERE s.district = $district AND s.subject_kind = $subject_kind AND s.subject = $subject AND s.sight <= $sight
 ORDER BY s.seq;

-- All matters that have a history, for verifying.
--many flow_subjects(subject_kind, after, limit) -> flow_subject_row(subject)
SELECT DISTINCT subject FROM flow_step
 WHERE district = $district AND subject_kind = $subject_kind AND subject > $after ORDER BY subject LIMIT $limit;

-- The chains of a district without the texts: what anybody may be given to check them.
--each flow_all() -> flow_link(subject_kind, subject, seq, kind, sight, at, person, org, data text, photos text, text_digest text, digest text)
SELECT subject_kind, subject, seq, kind, sight, at, person, org, data, photos, text_digest, digest FROM flow_step
 WHERE district = $district ORDER BY subject_kind, subject, seq;

-- The newest change of any matter of a kind: live pages ask once a second.
--one flow_newest(subject_kind) -> flow_mark(id)
SELECT COALESCE(max(id), 0) AS id FROM flow_step WHERE district = $district AND subject_kind = $subject_kind;

-- Wrong guesses at secrets.

--one guess_get(key text) -> guess_row(full_at)
SELECT full_at FROM guess WHERE district = $district AND key = $key;

-- One more, never beyond the moment that all are spent.
--exec1 guess_count(key text, now, seconds, empty)
INSERT INTO guess (district, key, full_at) VALUES ($district, $key, $now + $seconds)
ON CONFLICT (district, key) DO UPDATE
   SET full_at = CASE WHEN guess.full_at + $seconds > $empty THEN $empty WHEN guess.full_at > $now THEN guess.full_at + $seconds
                      ELSE $now + $seconds END;

--exec guess_sweep(now)
DELETE FROM guess WHERE district = $district AND full_at <= $now;

-- Public holidays that came after this program.

--shared many holiday_all() -> holiday(day, works, name text)
SELECT day, works, name FROM holiday ORDER BY day;

--shared exec1 holiday_put(day, works, name text, at)
INSERT INTO holiday (day, works, name, at) VALUES ($day, $works, $name, $at)
ON CONFLICT (day) DO UPDATE SET works = excluded.works, name = excluded.name, at = excluded.at;

-- Capacity over time.

--one slot_thing_get(id) -> slot_thing(id, capacity, step_s, cells_most, wait, offer_s)
SELECT id, capacity, step_s, cells_most, wait, offer_s FROM slot_thing WHERE district = $district AND id = $id;

--exec1 slot_thing_put(id, capacity, step_s, cells_most, wait, offer_s)
INSERT INTO slot_thing (district, id, capacity, step_s, cells_most, wait, offer_s, turn) VALUES ($district, $id, $capacity, $step_s, $cells_most, $wait, $offer_s, 0)
ON CONFLICT (district, id) DO UPDATE SET capacity = excluded.capacity, step_s = excluded.step_s,
       cells_most = excluded.cells_most, wait = excluded.wait, offer_s = excluded.offer_s, turn = slot_thing.turn + 1;

-- Who changes what a thing holds is alone with it until the end of the transaction.
--exec slot_turn(id)
UPDATE slot_thing SET turn = turn + 1 WHERE district = $district AND id = $id;

-- The most that is used in any of these cells.
--one slot_peak(thing, first, past) -> slot_peak(used)
SELECT COALESCE(max(used), 0) AS used FROM slot_cell WHERE district = $district AND thing = $thing AND cell >= $first AND cell < $past;

--many slot_cells(thing, first, past) -> slot_cell(cell, used, room)
SELECT cell, used, room FROM slot_cell WHERE district = $district AND thing = $thing AND cell >= $first AND cell < $past ORDER BY cell;

-- As many rows as cells were filled; one that has no room is left as it is.
--exec slot_fill(thing, first, past, units, capacity)
WITH RECURSIVE c(cell) AS (SELECT CAST($first AS BIGINT) UNION ALL SELECT cell + 1 FROM c WHERE cell + 1 < $past)
INSERT INTO slot_cell (district, thing, cell, used, room)
SELECT $district, $thing, cell, $units, $capacity FROM c WHERE $units <= $capacity ORDER BY cell
ON CONFLICT (district, thing, cell) DO UPDATE SET used = slot_cell.used + excluded.used, room = excluded.room
 WHERE slot_cell.district = $district AND slot_cell.used + excluded.used <= excluded.room;

--exec slot_drain(thing, first, past, units, capacity)
UPDATE slot_cell SET used = used - $units, room = CASE WHEN used - $units > $capacity THEN used - $units ELSE $capacity END
 WHERE district = $district AND thing = $thing AND cell >= $first AND cell < $past;

-- A lowered capacity takes nothing from anybody: such a cell keeps its room until it is given back.
--exec slot_resize(thing, first, capacity)
UPDATE slot_cell SET room = CASE WHEN used > $capacity THEN used ELSE $capacity END WHERE district = $district AND thing = $thing AND cell >= $first;

--exec1 slot_take_add(id, thing, first, past, units, state, person, subject, once text, due_at, at)
INSERT INTO slot_take (district, id, thing, first, past, units, state, person, subject, once, due_at, at, ended_at)
VALUES ($district, $id, $thing, $first, $past, $units, $state, $person, $subject, $once, $due_at, $at, 0);

--one slot_take_get(id) -> slot_take(id, thing, first, past, units, state, person, subject, due_at, at, ended_at)
SELECT id, thing, first, past, units, state, person, subject, due_at, at, ended_at FROM slot_take WHERE district = $district AND id = $id;

--one slot_take_once(thing, once text) -> slot_take
SELECT id, thing, first, past, units, state, person, subject, due_at, at, ended_at FROM slot_take
 WHERE district = $district AND thing = $thing AND once = $once AND once <> '';

--exec1 slot_take_set(id, was, state, due_at, ended_at)
UPDATE slot_take SET state = $state, due_at = $due_at, ended_at = $ended_at WHERE district = $district AND id = $id AND state = $was;

--exec1 slot_take_span(id, thing, first, past)
UPDATE slot_take SET thing = $thing, first = $first, past = $past WHERE district = $district AND id = $id;

-- Of one state, what lies in these cells, by when it was asked for. low is first less the longest take.
--many slot_takes(thing, state, low, first, past, limit) -> slot_take
SELECT id, thing, first, past, units, state, person, subject, due_at, at, ended_at FROM slot_take
 WHERE district = $district AND thing = $thing AND state = $state AND first > $low AND past > $first AND first < $past
 ORDER BY id LIMIT $limit;

-- Holds and offers that have ended.
--many slot_due(now, limit) -> slot_take
SELECT id, thing, first, past, units, state, person, subject, due_at, at, ended_at FROM slot_take
 WHERE district = $district AND due_at > 0 AND due_at <= $now ORDER BY due_at LIMIT $limit;

--exec1 slot_closing_add(id, thing, first, past, why text)
INSERT INTO slot_closing (district, id, thing, first, past, why) VALUES ($district, $id, $thing, $first, $past, $why);

--exec slot_closing_drop(thing, id)
DELETE FROM slot_closing WHERE district = $district AND thing = $thing AND id = $id;

--many slot_closings(thing, first, past) -> slot_closing(id, first, past, why text)
SELECT id, first, past, why FROM slot_closing WHERE district = $district AND thing = $thing AND past > $first AND first < $past ORDER BY first;

-- Who took is forgotten; what was taken stays counted.
--exec slot_take_forget(person)
UPDATE slot_take SET person = 0 WHERE district = $district AND person = $person AND person > 0;
