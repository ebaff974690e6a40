-- share.sql: things that neighbours book, and their bookings.

--cols share_thing(id, kind, name text, name_en text, about text, rules text, photo text, place, community, org, seats, whole,
--   who, reach, approval, cells_least, ahead_days, open_most, org_most, cancel_s, check_in, absent_most, absent_days, pause_days, state, version)

--one share_thing_get(id) -> share_thing
SELECT {share_thing}
  FROM share_thing WHERE district = $district AND id = $id;

-- Open things, of one community or of all (0), of one kind or of all (0).
--walks: a page of the things of a district that suit, of which there are few
--many share_things_of(community, kind, after, limit) -> share_thing
SELECT {share_thing} FROM share_thing
 WHERE district = $district AND id > $after AND state = {SHARE_OPEN} AND ($community = 0 OR community = $community)
   AND ($kind = 0 OR kind = $kind) ORDER BY id LIMIT $limit;

-- All things, for those who look after some.
--walks: all things of a district, to keep those of the actor
--many share_things_any(after, limit) -> share_thing
SELECT {share_thing} FROM share_thing WHERE district = $district AND id > $after ORDER BY id LIMIT $limit;

--exec1 share_thing_add(*share_thing)
INSERT INTO share_thing (district, {share_thing}) VALUES ($district, {*share_thing});

-- What staff may edit, if nobody did since that version.
--cols share_thing_edit(kind, name text, name_en text, about text, rules text, photo text, place, community, org, seats, whole,
--   who, reach, approval, cells_least, ahead_days, open_most, org_most, cancel_s, check_in, absent_most, absent_days, pause_days, state)
--exec1 share_thing_change(*share_thing)
UPDATE share_thing SET {share_thing_edit=}, version = version + 1 WHERE district = $district AND id = $id AND version = $version;

--many share_hours_of(thing) -> share_hours(id, days, from_min, to_min)
SELECT id, days, from_min, to_min FROM share_hours WHERE district = $district AND thing = $thing ORDER BY id;

--exec share_hours_drop(thing)
DELETE FROM share_hours WHERE district = $district AND thing = $thing;

--exec1 share_hours_add(thing, id, days, from_min, to_min)
INSERT INTO share_hours (district, thing, id, days, from_min, to_min) VALUES ($district, $thing, $id, $days, $from_min, $to_min);

--cols share_booking(id, thing, take, series, person, org, from_at, to_at, people, purpose text, state, why text, sequence, changed_at,
--   for_org, steps)

-- What a change may change.
--cols share_booking_new(person, purpose text, state, why text, sequence, changed_at, steps)

--exec1 share_booking_add(*share_booking)
INSERT INTO share_booking (district, {share_booking}) VALUES ($district, {*share_booking}) ON CONFLICT DO NOTHING;

--one share_booking_get(id) -> share_booking
SELECT {share_booking} FROM share_booking WHERE district = $district AND id = $id;

--one share_booking_of_take(take) -> share_booking
SELECT {share_booking}
  FROM share_booking WHERE district = $district AND take = $take;

-- What a person has from a moment on, the nearest first.
--many share_bookings_of(person, from, limit) -> share_booking
SELECT {share_booking}
  FROM share_booking WHERE district = $district AND person = $person AND to_at > $from ORDER BY to_at, id LIMIT $limit;

-- A booking as lists show it. due_at: until when an offer stands.
--cols share_line({share_booking}, thing_name text, thing_name_en text, cancel_s, due_at, person_name text, for_name text)

-- What a person has behind a moment and an id, the nearest first.
--many share_lines_of(person, from, after, limit) -> share_line
SELECT {b.share_booking}, t.name AS thing_name, t.name_en AS thing_name_en, t.cancel_s, k.due_at, '' AS person_name,
       COALESCE(o.name, '') AS for_name
  FROM share_booking b
  JOIN share_thing t ON t.district = $district AND t.id = b.thing
  JOIN slot_take k ON k.district = $district AND k.id = b.take
  LEFT JOIN org o ON o.district = $district AND o.id = b.for_org
 WHERE b.district = $district AND b.person = $person AND (b.to_at, b.id) > ($from, $after)
 ORDER BY b.to_at, b.id LIMIT $limit;

-- What others have booked for a body behind a moment and an id, the nearest first.
--many share_lines_for(for_org, person, from, after, limit) -> share_line
SELECT {b.share_booking}, t.name AS thing_name, t.name_en AS thing_name_en, t.cancel_s, k.due_at, COALESCE(p.name, '') AS person_name,
       COALESCE(o.name, '') AS for_name
  FROM share_booking b
  JOIN share_thing t ON t.district = $district AND t.id = b.thing
  JOIN slot_take k ON k.district = $district AND k.id = b.take
  LEFT JOIN person p ON p.district = $district AND p.id = b.person
  LEFT JOIN org o ON o.district = $district AND o.id = b.for_org
 WHERE b.district = $district AND b.for_org = $for_org AND b.for_org <> 0 AND b.person <> $person AND (b.to_at, b.id) > ($from, $after)
 ORDER BY b.to_at, b.id LIMIT $limit;

-- What is over, the latest first.
--many share_lines_before(person, until, before, limit) -> share_line
SELECT {b.share_booking}, t.name AS thing_name, t.name_en AS thing_name_en, t.cancel_s, 0 AS due_at, '' AS person_name,
       COALESCE(o.name, '') AS for_name
  FROM share_booking b
  JOIN share_thing t ON t.district = $district AND t.id = b.thing
  LEFT JOIN org o ON o.district = $district AND o.id = b.for_org
 WHERE b.district = $district AND b.person = $person AND (b.to_at, b.id) < ($until, $before)
 ORDER BY b.to_at DESC, b.id DESC LIMIT $limit;

-- What a thing has in a span, with the names of who booked; a booking lasts no longer than lasts.
--many share_lines_at(thing, from, to, lasts) -> share_line
SELECT {b.share_booking}, '' AS thing_name, '' AS thing_name_en, 0 AS cancel_s, 0 AS due_at, COALESCE(p.name, '') AS person_name,
       COALESCE(o.name, '') AS for_name
  FROM share_booking b
  LEFT JOIN person p ON p.district = $district AND p.id = b.person
  LEFT JOIN org o ON o.district = $district AND o.id = b.for_org
 WHERE b.district = $district AND b.thing = $thing AND b.from_at > $from - $lasts AND b.from_at < $to AND b.to_at > $from
 ORDER BY b.from_at, b.id LIMIT {SHARE_SHEET_MOST};

-- The times of a person at a thing that are not over and not ended.
--many share_spans_of(person, thing, from, to) -> share_span(id, from_at, to_at, state)
SELECT id, from_at, to_at, state FROM share_booking
 WHERE district = $district AND person = $person AND to_at > $from AND from_at < $to AND thing = $thing
   AND state IN ({SHARE_ASKED}, {SHARE_BOOKED}, {SHARE_WAITING}, {SHARE_OFFERED}, {SHARE_CAME}) ORDER BY to_at, id LIMIT 200;

-- What a thing has in a span; a booking lasts no longer than lasts.
--many share_bookings_at(thing, from, to, lasts, limit) -> share_booking
SELECT {share_booking}
  FROM share_booking WHERE district = $district AND thing = $thing AND from_at > $from - $lasts AND from_at < $to AND to_at > $from
 ORDER BY from_at, id LIMIT $limit;

-- Bookings ahead of a person at a thing.
--one share_open_count(person, thing, now) -> share_count(n)
SELECT count(*) AS n FROM share_booking
 WHERE district = $district AND person = $person AND to_at > $now AND thing = $thing AND for_org = 0
   AND state IN ({SHARE_ASKED}, {SHARE_BOOKED}, {SHARE_WAITING}, {SHARE_OFFERED});

-- … and of a body.
--one share_open_count_for(for_org, thing, now) -> share_count
SELECT count(*) AS n FROM share_booking
 WHERE district = $district AND for_org = $for_org AND for_org <> 0 AND to_at > $now AND thing = $thing
   AND state IN ({SHARE_ASKED}, {SHARE_BOOKED}, {SHARE_WAITING}, {SHARE_OFFERED});

--one share_absent_count(person, org, since) -> share_count
SELECT count(*) AS n FROM share_booking
 WHERE district = $district AND person = $person AND org = $org AND from_at > $since AND state = {SHARE_ABSENT} AND for_org = 0;

--one share_absent_count_for(for_org, org, since) -> share_count
SELECT count(*) AS n FROM share_booking
 WHERE district = $district AND for_org = $for_org AND for_org <> 0 AND to_at > $since AND org = $org AND state = {SHARE_ABSENT};

-- What the clock has passed: booked times that are over, and who still waits when it begins.
--many share_passed(now, limit) -> share_booking
SELECT {share_booking} FROM share_booking
 WHERE district = $district AND state = {SHARE_BOOKED} AND to_at <= $now ORDER BY to_at, id LIMIT $limit;

--many share_waited(now, limit) -> share_booking
SELECT {share_booking} FROM share_booking
 WHERE district = $district AND state = {SHARE_WAITING} AND to_at <= $now ORDER BY to_at, id LIMIT $limit;

-- Asked, and it began before anybody answered.
--many share_unanswered(now, limit) -> share_booking
SELECT {share_booking} FROM share_booking
 WHERE district = $district AND state = {SHARE_ASKED} AND from_at <= $now ORDER BY from_at, id LIMIT $limit;

-- One change, if nobody made another since that step.
--exec1 share_booking_set(id, was, *share_booking_new)
UPDATE share_booking SET {share_booking_new=} WHERE district = $district AND id = $id AND steps = $was;

--cols share_pause(id, person, org, from_at, until_at, word text, lifted_by, for_org)

-- Of a person, or of a body with person 0.
--one share_pause_now(person, for_org, org, now) -> share_pause
SELECT {share_pause} FROM share_pause
 WHERE district = $district AND person = $person AND org = $org AND for_org = $for_org AND until_at > $now AND lifted_by = 0 ORDER BY until_at DESC LIMIT 1;

-- Pauses in force at the things of a body, with the names of the people.
--cols share_pause_line({share_pause}, person_name text)
--many share_pauses_at(org, now, limit) -> share_pause_line
SELECT {p.share_pause}, COALESCE(o.name, a.name, '') AS person_name
  FROM share_pause p LEFT JOIN person a ON a.district = $district AND a.id = p.person
  LEFT JOIN org o ON o.district = $district AND o.id = p.for_org
 WHERE p.district = $district AND p.org = $org AND p.until_at > $now AND p.lifted_by = 0 ORDER BY p.until_at, p.id LIMIT $limit;

-- Those of a person.
--many share_pauses_of(person, now) -> share_pause
SELECT {share_pause} FROM share_pause
 WHERE district = $district AND person = $person AND until_at > $now AND lifted_by = 0 ORDER BY until_at LIMIT 20;

--one share_pause_get(id) -> share_pause
SELECT {share_pause} FROM share_pause WHERE district = $district AND id = $id;

--exec1 share_pause_add(*share_pause)
INSERT INTO share_pause (district, {share_pause}) VALUES ($district, {*share_pause});

--exec1 share_pause_say(id, person, word text)
UPDATE share_pause SET word = $word WHERE district = $district AND id = $id AND person = $person AND word = '' AND lifted_by = 0;

--exec1 share_pause_lift(id, person)
UPDATE share_pause SET lifted_by = $person WHERE district = $district AND id = $id AND lifted_by = 0;

--exec1 share_feed_put(person, token text, at)
INSERT INTO share_feed (district, person, token, made_at) VALUES ($district, $person, $token, $at)
ON CONFLICT (district, person) DO UPDATE SET token = excluded.token, made_at = excluded.made_at;

--one share_feed_of(person) -> share_feed(person, made_at)
SELECT person, made_at FROM share_feed WHERE district = $district AND person = $person;

--one share_feed_by(token text) -> share_feed
SELECT person, made_at FROM share_feed WHERE district = $district AND token = $token;

-- ---- privacy ----

-- Everything of a person, from an id on.
--walks: once, for the copy of a person's data
--many share_bookings_all(person, after, limit) -> share_booking
SELECT {share_booking}
  FROM share_booking WHERE district = $district AND person = $person AND id > $after ORDER BY id LIMIT $limit;

--exec share_pauses_forget(person)
DELETE FROM share_pause WHERE district = $district AND person = $person;

--exec share_feed_forget(person)
DELETE FROM share_feed WHERE district = $district AND person = $person;

-- ---- what a calendar from outside closed ----

--exec1 share_outside_add(thing, closing)
INSERT INTO share_outside (district, thing, closing) VALUES ($district, $thing, $closing);

--many share_outside_of(thing) -> share_outside(closing)
SELECT closing FROM share_outside WHERE district = $district AND thing = $thing ORDER BY closing;

--exec share_outside_drop(thing, closing)
DELETE FROM share_outside WHERE district = $district AND thing = $thing AND closing = $closing;

-- ---- verify ----

--walks: linli verify reads every booking
--many share_bookings_after(after, limit) -> share_booking
SELECT {share_booking} FROM share_booking WHERE district = $district AND id > $after ORDER BY id LIMIT $limit;

-- Takes of places to book that no booking has.
--walks: linli verify reads every take
--many share_takes_lost(limit) -> share_lost(id, thing)
SELECT k.id, k.thing FROM slot_take k
  JOIN share_thing t ON t.district = $district AND t.id = k.thing
  LEFT JOIN share_booking b ON b.district = $district AND b.take = k.id
 WHERE k.district = $district AND b.id IS NULL ORDER BY k.id LIMIT $limit;
