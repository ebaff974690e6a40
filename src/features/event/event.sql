-- event.sql: every statement of event cards.

--cols event(id, code text, version, lead, node, street, community, area, grid, building, spot text, item, words text, title text, text text,
--   todo text, who text, since, next_at, over_at, changed_at)

--one event_get(id) -> event
SELECT {event} FROM event WHERE district = $district AND id = $id;

--one event_coded(code text) -> event
SELECT {event} FROM event WHERE district = $district AND code = $code;

-- Those of a case that go on, the newest first.
--one event_of_lead(lead) -> event
SELECT {event} FROM event WHERE district = $district AND lead = $lead AND over_at = 0 ORDER BY id DESC LIMIT 1;

-- Those of a case whether they go on or are over.
--one event_last_of(lead) -> event
SELECT {event} FROM event WHERE district = $district AND lead = $lead ORDER BY id DESC LIMIT 1;

--many event_live(limit) -> event
SELECT {event} FROM event WHERE district = $district AND over_at = 0 ORDER BY id DESC LIMIT $limit;

-- Newest first, of all.
--walks: one page behind a key
--many event_newest(before, limit) -> event
SELECT {event} FROM event WHERE district = $district AND id < $before ORDER BY id DESC LIMIT $limit;

--exec1 event_insert(*event)
INSERT INTO event (district, {event}) VALUES ($district, {*event});

-- Compare and set: of two who change the same version one is told.
--cols event_now(version, lead, spot text, item, words text, title text, text text, todo text, who text, next_at, over_at, changed_at)
--exec event_update(id, was, *event_now)
UPDATE event SET {event_now=} WHERE district = $district AND id = $id AND version = $was;

--exec event_tell(event, matter, version, at)
INSERT INTO event_told (district, event, matter, version, at) VALUES ($district, $event, $matter, $version, $at)
ON CONFLICT (district, event, matter) DO UPDATE SET version = excluded.version, at = excluded.at
 WHERE event_told.version < excluded.version;

-- How many have been told any of it, no further than most.
--one event_told_count(event, most) -> event_number(n)
SELECT count(*) AS n FROM (SELECT 1 AS one FROM event_told WHERE district = $district AND event = $event LIMIT $most) AS counted;

-- For sealing and verifying.
--walks: page by page
--many event_things(after, limit) -> event_thing(id)
SELECT id FROM event WHERE district = $district AND id > $after ORDER BY id LIMIT $limit;
