-- share.sql: things that neighbours book, and their bookings.

--cols share_thing(id, name text, name_en text, about text, rules text, photo text, place, community, org, who, reach, approval,
--   cells_least, ahead_days, open_most, cancel_s, absent_most, absent_days, pause_days, state, version)

--one share_thing_get(id) -> share_thing
SELECT {share_thing}
  FROM share_thing WHERE district = $district AND id = $id;

-- Open things, of one community.
--many share_things_of(community, after, limit) -> share_thing
SELECT {share_thing}
  FROM share_thing WHERE district = $district AND state = {SHARE_OPEN} AND community = $community AND id > $after ORDER BY id LIMIT $limit;

-- Open things of the district.
--many share_things_all(after, limit) -> share_thing
SELECT {share_thing}
  FROM share_thing WHERE district = $district AND state = {SHARE_OPEN} AND id > $after ORDER BY id LIMIT $limit;

--exec1 share_thing_add(*share_thing)
INSERT INTO share_thing (district, {share_thing}) VALUES ($district, {*share_thing});

-- What staff may edit, if nobody did since that version.
--cols share_thing_edit(name text, name_en text, about text, rules text, photo text, place, community, org, who, reach, approval,
--   cells_least, ahead_days, open_most, cancel_s, absent_most, absent_days, pause_days, state)
--exec1 share_thing_change(*share_thing)
UPDATE share_thing SET {share_thing_edit=}, version = version + 1 WHERE district = $district AND id = $id AND version = $version;

--many share_hours_of(thing) -> share_hours(id, days, from_min, to_min)
SELECT id, days, from_min, to_min FROM share_hours WHERE district = $district AND thing = $thing ORDER BY id;

--exec share_hours_drop(thing)
DELETE FROM share_hours WHERE district = $district AND thing = $thing;

--exec1 share_hours_add(thing, id, days, from_min, to_min)
INSERT INTO share_hours (district, thing, id, days, from_min, to_min) VALUES ($district, $thing, $id, $days, $from_min, $to_min);

--cols share_booking(id, thing, take, series, person, org, from_at, to_at, units, purpose text, state, why text, sequence, changed_at)

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

-- What a thing has in a span; a booking lasts no longer than lasts.
--many share_bookings_at(thing, from, to, lasts, limit) -> share_booking
SELECT {share_booking}
  FROM share_booking WHERE district = $district AND thing = $thing AND from_at > $from - $lasts AND from_at < $to AND to_at > $from
 ORDER BY from_at, id LIMIT $limit;

-- Bookings ahead of a person at a thing.
--one share_open_count(person, thing, now) -> share_count(n)
SELECT count(*) AS n FROM share_booking
 WHERE district = $district AND person = $person AND to_at > $now AND thing = $thing AND state IN ({SHARE_ASKED}, {SHARE_BOOKED}, {SHARE_WAITING}, {SHARE_OFFERED});

--one share_absent_count(person, org, since) -> share_count
SELECT count(*) AS n FROM share_booking WHERE district = $district AND person = $person AND org = $org AND from_at > $since AND state = {SHARE_ABSENT};

--exec1 share_booking_set(id, was, state, why text, at)
UPDATE share_booking SET state = $state, why = $why, sequence = sequence + 1, changed_at = $at
 WHERE district = $district AND id = $id AND state = $was;

--cols share_pause(id, person, org, from_at, until_at, word text, lifted_by)

--one share_pause_now(person, org, now) -> share_pause
SELECT {share_pause} FROM share_pause
 WHERE district = $district AND person = $person AND org = $org AND until_at > $now AND lifted_by = 0 ORDER BY until_at DESC LIMIT 1;

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

--one share_feed_by(token text) -> share_feed(person, made_at)
SELECT person, made_at FROM share_feed WHERE district = $district AND token = $token;

-- ---- privacy ----

-- Everything of a person, from an id on.
--many share_bookings_all(person, after, limit) -> share_booking
SELECT {share_booking}
  FROM share_booking WHERE district = $district AND person = $person AND id > $after ORDER BY id LIMIT $limit;

-- What was used stays counted, without the person.
--exec share_bookings_forget(person)
UPDATE share_booking SET person = 0, purpose = '', why = '' WHERE district = $district AND person = $person;

--exec share_pauses_forget(person)
DELETE FROM share_pause WHERE district = $district AND person = $person;

--exec share_feed_forget(person)
DELETE FROM share_feed WHERE district = $district AND person = $person;
