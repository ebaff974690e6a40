-- appeal.sql: every statement of appeals. Times are seconds, working time is in minutes.

-- ---- one case ----

--one appeal_get(id) -> appeal(district, id, code text, pin_salt text, channel, title text, body text, answers text, item, class, rule, guess, guess_permille, place, street, community, area, grid, building, place_name text, spot text, lon, lat, state, live, queue_at, org, person, entered_by, anon, open, version, filed_at, due_at, paused_at, paused_left, accepted_at, replied_at, closed_at, promised_at, reply text, result, attitude, rated_at, reopened, updated_at, item_name text, item_name_en text, item_path text, item_path_en text, colour text, org_name text, org_name_en text, org_phone text, community_name text, community_name_en text)
SELECT district, id, code, pin_salt, channel, title, body, answers, item, class, rule, guess, guess_permille, place, street,
       community, area, grid, building, place_name, spot, lon, lat, state, live, queue_at, org, person, entered_by,
       anon, open, version, filed_at, due_at, paused_at, paused_left, accepted_at, replied_at, closed_at,
       promised_at, reply, result, attitude, rated_at, reopened, updated_at, item_name, item_name_en, item_path, item_path_en, colour,
       org_name, org_name_en, org_phone, community_name, community_name_en
  FROM appeal_wide WHERE district = $1 AND id = $2;

--one appeal_by_code(code text) -> appeal
SELECT district, id, code, pin_salt, channel, title, body, answers, item, class, rule, guess, guess_permille, place, street,
       community, area, grid, building, place_name, spot, lon, lat, state, live, queue_at, org, person, entered_by,
       anon, open, version, filed_at, due_at, paused_at, paused_left, accepted_at, replied_at, closed_at,
       promised_at, reply, result, attitude, rated_at, reopened, updated_at, item_name, item_name_en, item_path, item_path_en, colour,
       org_name, org_name_en, org_phone, community_name, community_name_en
  FROM appeal_wide WHERE district = $1 AND code = $2;

--one appeal_by_source(source text, source_id text) -> appeal_ref(id, code text, pin_salt text)
SELECT id, code, pin_salt FROM appeal WHERE district = $1 AND source = $2 AND source <> '' AND source_id = $3;

--one appeal_by_once(key text) -> appeal_ref
SELECT a.id, a.code, a.pin_salt FROM appeal_once o JOIN appeal a ON a.district = o.district AND a.id = o.appeal
 WHERE o.district = $1 AND o.key = $2;

-- 0 rows: an earlier request with this key is there, also one that has just committed.
--exec appeal_once_take(key text, appeal, at)
INSERT INTO appeal_once (district, key, appeal, at) VALUES ($1, $2, $3, $4) ON CONFLICT (district, key) DO NOTHING;

-- A new PIN: the old one opens nothing any more.
--exec1 appeal_salt(id, salt text)
UPDATE appeal SET pin_salt = $3 WHERE district = $1 AND id = $2;

-- The next number of a community's month.
--one appeal_number_next(prefix text) -> appeal_number(last)
INSERT INTO appeal_number (district, prefix, last) VALUES ($1, $2, 1)
ON CONFLICT (district, prefix) DO UPDATE SET last = appeal_number.last + 1 RETURNING last;

--exec1 appeal_insert(id, code text, channel, source text, source_id text, title text, body text, answers text, item, class, rule, guess, guess_permille, place, street, community, area, grid, building, place_name text, spot text, lon, lat, state, live, queue_at, person, entered_by, anon, open, filed_at, due_at, promised_at)
INSERT INTO appeal (district, id, code, pin_salt, channel, source, source_id, title, body, answers, item, class, rule,
       guess, guess_permille, place, street, community, area, grid, building, place_name, spot, lon, lat, state, live,
       queue_at, org, person, entered_by, anon, open, version, filed_at, due_at, paused_at, paused_left, accepted_at,
       replied_at, closed_at, promised_at, reply, result, attitude, rated_at, reopened, updated_at)
VALUES ($1, $2, $3, '', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
       $24, $25, $26, $27, 0, $28, $29, $30, $31, 1, $32, $33, 0, 0, 0, 0, 0, $34, '', 0, 0, 0, 0, $32);

-- Everything a move may change, if nobody moved the case since version.
--exec1 appeal_update(id, version, item, class, rule, place, street, community, area, grid, building, place_name text, state, live, queue_at, org, open, due_at, paused_at, paused_left, accepted_at, replied_at, closed_at, promised_at, reply text, result, attitude, rated_at, reopened, updated_at)
UPDATE appeal SET version = version + 1, item = $4, class = $5, rule = $6, place = $7, street = $8, community = $9,
       area = $10, grid = $11, building = $12, place_name = $13, state = $14, live = $15, queue_at = $16, org = $17,
       open = $18, due_at = $19, paused_at = $20, paused_left = $21, accepted_at = $22, replied_at = $23,
       closed_at = $24, promised_at = $25, reply = $26, result = $27, attitude = $28, rated_at = $29, reopened = $30,
       updated_at = $31
 WHERE district = $1 AND id = $2 AND version = $3;

-- Cases filed from an account.
-- Over since before a moment, and it is still kept who filed it: few among all that are over, so CROSS JOIN and
-- "live + 0" keep the engine from beginning with those.
--many appeal_over_since(before, limit) -> appeal_at(id)
SELECT a.id FROM appeal_contact c CROSS JOIN appeal a
 WHERE c.district = $1 AND a.district = c.district AND a.id = c.appeal AND a.live + 0 = 3 AND a.updated_at < $2
UNION
SELECT a.id FROM appeal a WHERE a.district = $1 AND a.person > 0 AND a.live + 0 = 3 AND a.updated_at < $2
 ORDER BY id LIMIT $3;

--many appeal_own(person, after, limit) -> appeal_at(id)
SELECT id FROM appeal WHERE district = $1 AND person = $2 AND person > 0 AND id > $3 ORDER BY id LIMIT $4;

-- Who filed it goes.
--exec1 appeal_forget(id, version, title text, body text, spot text, anon, updated_at)
UPDATE appeal SET version = version + 1, title = $4, body = $5, answers = '', spot = $6, person = 0, anon = $7,
       updated_at = $8
 WHERE district = $1 AND id = $2 AND version = $3;

-- Cases that are not over at a node or below it, as they were filed.
--many appeal_live_at(node, after, limit) -> appeal_at
SELECT id FROM appeal
 WHERE district = $1 AND live < 3 AND id > $3
   AND (place = $2 OR street = $2 OR community = $2 OR area = $2 OR grid = $2 OR building = $2)
 ORDER BY id LIMIT $4;

-- ---- who filed it, photos ----

--exec1 appeal_contact_put(appeal, name bytes, phone bytes, phone_index text)
INSERT INTO appeal_contact (district, appeal, name, phone, phone_index) VALUES ($1, $2, $3, $4, $5);

--one appeal_contact_get(appeal) -> appeal_contact(name bytes, phone bytes)
SELECT name, phone FROM appeal_contact WHERE district = $1 AND appeal = $2;

--exec appeal_contact_drop(appeal)
DELETE FROM appeal_contact WHERE district = $1 AND appeal = $2;

--exec appeal_contact_drop_phone(phone_index text)
DELETE FROM appeal_contact WHERE district = $1 AND phone_index = $2 AND phone_index <> '';

-- Photos as filed that nobody else may see.
--exec appeal_photo_drop(appeal)
DELETE FROM appeal_photo WHERE district = $1 AND appeal = $2 AND kind = 1 AND open = 0;

--exec1 appeal_photo_put(id, appeal, kind, file text, thumb text, width, height, open)
INSERT INTO appeal_photo (district, id, appeal, kind, file, thumb, width, height, open)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

--exec appeal_photo_publish(appeal, open)
UPDATE appeal_photo SET open = $3 WHERE district = $1 AND appeal = $2;

--many appeal_photos_of(appeal, least_open) -> appeal_photo(id, kind, file text, thumb text, width, height, open)
SELECT id, kind, file, thumb, width, height, open FROM appeal_photo
 WHERE district = $1 AND appeal = $2 AND open >= $3 ORDER BY kind, id;

--one appeal_photo_find(appeal, file text, least_open) -> appeal_photo
SELECT id, kind, file, thumb, width, height, open FROM appeal_photo
 WHERE district = $1 AND appeal = $2 AND (file = $3 OR thumb = $3) AND open >= $4 LIMIT 1;

-- ---- lists ----

--many appeal_public_all(before, class, over, limit) -> appeal_line(id, code text, title text, place_name text, state, live, queue_at, due_at, promised_at, paused_at, filed_at, closed_at, updated_at, reply text, result, reopened, anon, open, version, item_name text, item_name_en text, colour text, org_name text, org_name_en text, community_name text, community_name_en text, lon, lat)
SELECT id, code, title, place_name, state, live, queue_at, due_at, promised_at, paused_at, filed_at, closed_at,
       updated_at, reply, result, reopened, anon, open, version, item_name, item_name_en, colour, org_name,
       org_name_en, community_name, community_name_en, lon, lat
  FROM appeal_wide
 WHERE district = $1 AND open = 1 AND id < $2 AND ($3 = 0 OR class = $3)
   AND ($4 = 0 OR ($4 = 1 AND live < 3) OR ($4 = 2 AND live = 3))
 ORDER BY id DESC LIMIT $5;

--many appeal_public_open(before, community, class, limit) -> appeal_line
SELECT id, code, title, place_name, state, live, queue_at, due_at, promised_at, paused_at, filed_at, closed_at,
       updated_at, reply, result, reopened, anon, open, version, item_name, item_name_en, colour, org_name,
       org_name_en, community_name, community_name_en, lon, lat
  FROM appeal_wide
 WHERE district = $1 AND open = 1 AND live < 3 AND id < $2 AND ($3 = 0 OR community = $3) AND ($4 = 0 OR class = $4)
 ORDER BY id DESC LIMIT $5;

--many appeal_public_place(community, before, class, over, limit) -> appeal_line
SELECT id, code, title, place_name, state, live, queue_at, due_at, promised_at, paused_at, filed_at, closed_at,
       updated_at, reply, result, reopened, anon, open, version, item_name, item_name_en, colour, org_name,
       org_name_en, community_name, community_name_en, lon, lat
  FROM appeal_wide
 WHERE district = $1 AND community = $2 AND open = 1 AND id < $3 AND ($4 = 0 OR class = $4)
   AND ($5 = 0 OR ($5 = 1 AND live < 3) OR ($5 = 2 AND live = 3))
 ORDER BY id DESC LIMIT $6;

--many appeal_public_class(class, before, over, limit) -> appeal_line
SELECT id, code, title, place_name, state, live, queue_at, due_at, promised_at, paused_at, filed_at, closed_at,
       updated_at, reply, result, reopened, anon, open, version, item_name, item_name_en, colour, org_name,
       org_name_en, community_name, community_name_en, lon, lat
  FROM appeal_wide
 WHERE district = $1 AND class = $2 AND open = 1 AND id < $3
   AND ($4 = 0 OR ($4 = 1 AND live < 3) OR ($4 = 2 AND live = 3))
 ORDER BY id DESC LIMIT $5;

-- By words; tokens are of text_query. level and node narrow to a part of the territory, org to a body.
--many appeal_search(tokens text, before, least_open, community, class, over, level, node, org, limit) -> appeal_line
--sqlite
SELECT a.id, a.code, a.title, a.place_name, a.state, a.live, a.queue_at, a.due_at, a.promised_at, a.paused_at,
       a.filed_at, a.closed_at, a.updated_at, a.reply, a.result, a.reopened, a.anon, a.open, a.version, a.item_name,
       a.item_name_en, a.colour, a.org_name, a.org_name_en, a.community_name, a.community_name_en, a.lon, a.lat
  FROM appeal_find f CROSS JOIN appeal_wide a
 WHERE appeal_find MATCH $2 AND f.rowid < $3 AND a.district = $1 AND a.id = f.rowid AND a.open >= $4
   AND ($5 = 0 OR a.community = $5) AND ($6 = 0 OR a.class = $6)
   AND ($7 = 0 OR ($7 = 1 AND a.live < 3) OR ($7 = 2 AND a.live = 3))
   AND ($8 = 0 OR ($8 = 2 AND a.street = $9) OR ($8 = 3 AND a.community = $9) OR ($8 = 4 AND a.area = $9)
        OR ($8 = 5 AND a.grid = $9) OR ($8 = 6 AND a.building = $9))
   AND ($10 = 0 OR a.org = $10)
 ORDER BY f.rowid DESC LIMIT $11;
--pg
SELECT a.id, a.code, a.title, a.place_name, a.state, a.live, a.queue_at, a.due_at, a.promised_at, a.paused_at,
       a.filed_at, a.closed_at, a.updated_at, a.reply, a.result, a.reopened, a.anon, a.open, a.version, a.item_name,
       a.item_name_en, a.colour, a.org_name, a.org_name_en, a.community_name, a.community_name_en, a.lon, a.lat
  FROM appeal_find f JOIN appeal_wide a ON a.district = f.district AND a.id = f.id
 WHERE f.district = $1 AND f.tokens @@ CAST(replace($2, ' ', ' & ') AS tsquery) AND f.id < $3 AND a.open >= $4
   AND ($5 = 0 OR a.community = $5) AND ($6 = 0 OR a.class = $6)
   AND ($7 = 0 OR ($7 = 1 AND a.live < 3) OR ($7 = 2 AND a.live = 3))
   AND ($8 = 0 OR ($8 = 2 AND a.street = $9) OR ($8 = 3 AND a.community = $9) OR ($8 = 4 AND a.area = $9)
        OR ($8 = 5 AND a.grid = $9) OR ($8 = 6 AND a.building = $9))
   AND ($10 = 0 OR a.org = $10)
 ORDER BY f.id DESC LIMIT $11;

--exec appeal_find_put(id, tokens text)
--sqlite
INSERT INTO appeal_find (rowid, tokens) SELECT id, $3 FROM appeal WHERE district = $1 AND id = $2;
--pg
INSERT INTO appeal_find (district, id, tokens) SELECT $1, id, array_to_tsvector(string_to_array($3, ' '))
  FROM appeal WHERE district = $1 AND id = $2;

-- Takes tokens out that are in it: the whole row, or, where a row is nothing but its tokens, these. A put follows.
--exec appeal_find_cut(id, tokens text)
--sqlite
INSERT INTO appeal_find (appeal_find, rowid, tokens) SELECT 'delete', id, $3 FROM appeal WHERE district = $1 AND id = $2;
--pg
DELETE FROM appeal_find WHERE district = $1 AND id = $2 AND length($3) > 0;

-- What the index of words is made of.
--many appeal_words_after(after, limit) -> appeal_words(id, code text, title text, body text, place_name text, spot text)
SELECT id, code, title, body, place_name, spot FROM appeal WHERE district = $1 AND id > $2 ORDER BY id LIMIT $3;

--many appeal_of_person(person, before, limit) -> appeal_line
SELECT id, code, title, place_name, state, live, queue_at, due_at, promised_at, paused_at, filed_at, closed_at,
       updated_at, reply, result, reopened, anon, open, version, item_name, item_name_en, colour, org_name,
       org_name_en, community_name, community_name_en, lon, lat
  FROM appeal_wide WHERE district = $1 AND person = $2 AND person > 0 AND id < $3 ORDER BY id DESC LIMIT $4;

-- One line, for cases opened by PIN.
--one appeal_line_get(id) -> appeal_line
SELECT id, code, title, place_name, state, live, queue_at, due_at, promised_at, paused_at, filed_at, closed_at,
       updated_at, reply, result, reopened, anon, open, version, item_name, item_name_en, colour, org_name,
       org_name_en, community_name, community_name_en, lon, lat
  FROM appeal_wide WHERE district = $1 AND id = $2;

-- The desk's queue, most urgent first. State 0 = any; due between least and most; level 0 = whole district.
--many appeal_queue_place(live, after_at, after_id, state, least, most, class, level, node, limit) -> appeal_line
SELECT id, code, title, place_name, state, live, queue_at, due_at, promised_at, paused_at, filed_at, closed_at,
       updated_at, reply, result, reopened, anon, open, version, item_name, item_name_en, colour, org_name,
       org_name_en, community_name, community_name_en, lon, lat
  FROM appeal_wide
 WHERE district = $1 AND live = $2 AND (queue_at, id) > ($3, $4) AND ($5 = 0 OR state = $5)
   AND queue_at >= $6 AND queue_at < $7 AND ($8 = 0 OR class = $8)
   AND ($9 = 0 OR ($9 = 2 AND street = $10) OR ($9 = 3 AND community = $10) OR ($9 = 4 AND area = $10)
        OR ($9 = 5 AND grid = $10) OR ($9 = 6 AND building = $10))
 ORDER BY queue_at, id LIMIT $11;

--many appeal_queue_org(org, live, after_at, after_id, state, least, most, class, limit) -> appeal_line
SELECT id, code, title, place_name, state, live, queue_at, due_at, promised_at, paused_at, filed_at, closed_at,
       updated_at, reply, result, reopened, anon, open, version, item_name, item_name_en, colour, org_name,
       org_name_en, community_name, community_name_en, lon, lat
  FROM appeal_wide
 WHERE district = $1 AND org = $2 AND live = $3 AND (queue_at, id) > ($4, $5) AND ($6 = 0 OR state = $6)
   AND queue_at >= $7 AND queue_at < $8 AND ($9 = 0 OR class = $9)
 ORDER BY queue_at, id LIMIT $10;

-- Everything of a part of the territory, or of a body (org > 0), newest first.
--many appeal_desk_all(before, state, class, level, node, org, limit) -> appeal_line
SELECT id, code, title, place_name, state, live, queue_at, due_at, promised_at, paused_at, filed_at, closed_at,
       updated_at, reply, result, reopened, anon, open, version, item_name, item_name_en, colour, org_name,
       org_name_en, community_name, community_name_en, lon, lat
  FROM appeal_wide
 WHERE district = $1 AND id < $2 AND ($3 = 0 OR state = $3) AND ($4 = 0 OR class = $4)
   AND ($5 = 0 OR ($5 = 2 AND street = $6) OR ($5 = 3 AND community = $6) OR ($5 = 4 AND area = $6)
        OR ($5 = 5 AND grid = $6) OR ($5 = 6 AND building = $6))
   AND ($7 = 0 OR org = $7)
 ORDER BY id DESC LIMIT $8;

-- What waits, by tab: now and soon are moments; own is the reader's body.
--one appeal_tab_counts(level, node, org, now, soon) -> appeal_tabs(fresh, soon, over, waiting, replied, live)
SELECT count(*) FILTER (WHERE state = 1) AS fresh,
       count(*) FILTER (WHERE live = 1 AND queue_at > $5 AND queue_at <= $6) AS soon,
       count(*) FILTER (WHERE live = 1 AND queue_at <= $5) AS over,
       count(*) FILTER (WHERE state = 4) AS waiting,
       count(*) FILTER (WHERE state = 5) AS replied,
       count(*) FILTER (WHERE live = 1) AS live
  FROM appeal
 WHERE district = $1 AND live < 3
   AND ($2 = 0 OR ($2 = 2 AND street = $3) OR ($2 = 3 AND community = $3) OR ($2 = 4 AND area = $3)
        OR ($2 = 5 AND grid = $3) OR ($2 = 6 AND building = $3))
   AND ($4 = 0 OR org = $4);

--each appeal_out_all(after, level, node, org) -> appeal_out(id, code text, title text, body text, item, item_path text, state, channel, street, community, area, grid, building, place_name text, community_name text, org_name text, filed_at, promised_at, replied_at, closed_at, reply text, result, attitude, reopened, source text, source_id text, place_code text)
SELECT id, code, title, body, item, item_path, state, channel, street, community, area, grid, building, place_name,
       community_name, org_name, filed_at, promised_at, replied_at, closed_at, reply, result, attitude, reopened,
       source, source_id, COALESCE((SELECT n.code FROM territory_node n
        WHERE n.district = appeal_wide.district AND n.id = appeal_wide.place), '') AS place_code
  FROM appeal_wide
 WHERE district = $1 AND id > $2
   AND ($3 = 0 OR ($3 = 2 AND street = $4) OR ($3 = 3 AND community = $4) OR ($3 = 4 AND area = $4)
        OR ($3 = 5 AND grid = $4) OR ($3 = 6 AND building = $4))
   AND ($5 = 0 OR org = $5)
 ORDER BY id;

-- Cases whose item a person chose: what the suggestion learns from. Those whose text was deleted teach nothing.
--each appeal_lessons() -> appeal_lesson(title text, body text, item)
SELECT title, body, item FROM appeal
 WHERE district = $1 AND item > 0 AND (source <> '' OR state > 1) AND (body <> '' OR open = 1 OR source <> '')
 ORDER BY id;

-- What does not agree with its history: changed without a step, or its last steps gone; and histories of no case.
--each appeal_adrift() -> appeal_drift(id, lost)
SELECT a.id, 0 AS lost FROM appeal a
 WHERE a.district = $1
   AND a.version <> COALESCE((SELECT max(f.seq) FROM flow_step f
        WHERE f.district = a.district AND f.subject_kind = 1 AND f.subject = a.id), 0)
 UNION ALL
SELECT f.subject, 1 FROM flow_step f
 WHERE f.district = $1 AND f.subject_kind = 1 AND f.seq = 1
   AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.district = f.district AND a.id = f.subject);

-- ---- figures ----

-- Adds to the day of a community and class.
--exec1 appeal_day_add(community, class, day, filed, closed, on_time, minutes, rated, pleased)
INSERT INTO appeal_day (district, community, class, day, filed, closed, on_time, minutes, rated, pleased)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (district, community, class, day) DO UPDATE SET
       filed = appeal_day.filed + excluded.filed, closed = appeal_day.closed + excluded.closed,
       on_time = appeal_day.on_time + excluded.on_time, minutes = appeal_day.minutes + excluded.minutes,
       rated = appeal_day.rated + excluded.rated, pleased = appeal_day.pleased + excluded.pleased;

--one appeal_day_sum(community, from_day, to_day) -> appeal_sum(filed, closed, on_time, minutes, rated, pleased)
SELECT COALESCE(CAST(sum(filed) AS BIGINT), 0) AS filed, COALESCE(CAST(sum(closed) AS BIGINT), 0) AS closed,
       COALESCE(CAST(sum(on_time) AS BIGINT), 0) AS on_time, COALESCE(CAST(sum(minutes) AS BIGINT), 0) AS minutes,
       COALESCE(CAST(sum(rated) AS BIGINT), 0) AS rated, COALESCE(CAST(sum(pleased) AS BIGINT), 0) AS pleased
  FROM appeal_day WHERE district = $1 AND ($2 = 0 OR community = $2) AND day >= $3 AND day <= $4;

-- Day 0 was a Thursday: weeks begin on Mondays.
--many appeal_day_weeks(community, from_day, to_day) -> appeal_week(week, filed, closed)
SELECT (day + 3) / 7 AS week, CAST(sum(filed) AS BIGINT) AS filed, CAST(sum(closed) AS BIGINT) AS closed
  FROM appeal_day WHERE district = $1 AND ($2 = 0 OR community = $2) AND day >= $3 AND day <= $4
 GROUP BY (day + 3) / 7 ORDER BY (day + 3) / 7;

--many appeal_day_classes(community, from_day, to_day) -> appeal_class(class, name text, name_en text, filed)
SELECT d.class, COALESCE(n.name, '') AS name, COALESCE(n.name_en, '') AS name_en, CAST(sum(d.filed) AS BIGINT) AS filed
  FROM appeal_day d LEFT JOIN catalogue_node n ON n.district = d.district AND n.id = d.class
 WHERE d.district = $1 AND ($2 = 0 OR d.community = $2) AND d.day >= $3 AND d.day <= $4
 GROUP BY d.class, n.name, n.name_en HAVING CAST(sum(d.filed) AS BIGINT) > 0
 ORDER BY CAST(sum(d.filed) AS BIGINT) DESC, d.class LIMIT 12;

--one appeal_open_now(community, now) -> appeal_open(open_now, over_now)
SELECT count(*) AS open_now, count(*) FILTER (WHERE queue_at <= $3 AND live = 1) AS over_now
  FROM appeal WHERE district = $1 AND live < 3 AND ($2 = 0 OR community = $2);

-- Every file some case names, of every district: the store is one.
--city each appeal_photo_named() -> appeal_photo_name(file text, thumb text)
SELECT file, thumb FROM appeal_photo;
