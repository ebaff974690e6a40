-- appeal.sql: every statement of appeals. Times are seconds, working time is in minutes. What all matters share is in kit.sql.

-- An appeal's own row: the matter under the same id has the rest.
--cols appeal_row(id, channel, source text, source_id text, body text, answers text, item, class, rule, guess, guess_permille,
--   spot text, accepted_at, replied_at, reply text, result, attitude, rated_at, reopened)

-- Matter and appeal together, with the names of what they refer to.
--cols appeal(district, id, code text, pin_salt text, channel, title text, body text, answers text, item, class, rule, guess, guess_permille,
--   place, street, community, area, grid, building, place_name text, spot text, lon, lat, state, live, sight, queue_at, org, person,
--   entered_by, anon, open, version, rung, filed_at, due_at, paused_at, accepted_at, replied_at, closed_at, promised_at,
--   reply text, result, attitude, rated_at, reopened, updated_at, item_name text, item_name_en text, item_path text, item_path_en text,
--   colour text, org_name text, org_name_en text, org_phone text, community_name text, community_name_en text)

-- One line of a list.
--cols appeal_line(id, code text, title text, place_name text, state, live, rung, queue_at, due_at, promised_at, paused_at, filed_at,
--   closed_at, updated_at, reply text, result, reopened, anon, open, version, item_name text, item_name_en text, colour text,
--   org_name text, org_name_en text, community_name text, community_name_en text, lon, lat)

-- ---- one case ----

--one appeal_get(id) -> appeal
SELECT {appeal} FROM appeal_wide WHERE district = $district AND id = $id;

--one appeal_by_code(code text) -> appeal
SELECT {appeal} FROM appeal_wide WHERE district = $district AND code = $code;

--one appeal_row_get(id) -> appeal_row
SELECT {appeal_row} FROM appeal WHERE district = $district AND id = $id;

--one appeal_by_source(source text, source_id text) -> appeal_ref(id, code text, pin_salt text)
SELECT m.id, m.code, m.pin_salt FROM appeal a JOIN matter m ON m.district = $district AND m.id = a.id
 WHERE a.district = $district AND a.source = $source AND a.source <> '' AND a.source_id = $source_id;

--exec1 appeal_insert(*appeal_row)
INSERT INTO appeal (district, {appeal_row}) VALUES ($district, {*appeal_row});

-- What a move may change. The matter's version was compared before.
--cols appeal_now(item, class, rule, accepted_at, replied_at, reply text, result, attitude, rated_at, reopened)
--exec1 appeal_update(id, *appeal_now)
UPDATE appeal SET {appeal_now=} WHERE district = $district AND id = $id;

-- What who filed it wrote goes.
--exec1 appeal_forget(id, body text, answers text, spot text)
UPDATE appeal SET body = $body, answers = $answers, spot = $spot WHERE district = $district AND id = $id;

-- ---- who filed it ----

--exec1 appeal_contact_put(appeal, name bytes, phone bytes, phone_index text)
INSERT INTO appeal_contact (district, appeal, name, phone, phone_index) VALUES ($district, $appeal, $name, $phone, $phone_index);

--one appeal_contact_get(appeal) -> appeal_contact(name bytes, phone bytes)
SELECT name, phone FROM appeal_contact WHERE district = $district AND appeal = $appeal;

-- The sealed fields of all who filed: a drill of a backup tries whether its key opens them.
--walks: every sealed field of the district is opened
--each appeal_contact_sealed() -> appeal_contact_box(appeal, name bytes, phone bytes)
SELECT appeal, name, phone FROM appeal_contact WHERE district = $district ORDER BY appeal;

--exec appeal_contact_drop(appeal)
DELETE FROM appeal_contact WHERE district = $district AND appeal = $appeal;

--exec appeal_contact_drop_phone(phone_index text)
DELETE FROM appeal_contact WHERE district = $district AND phone_index = $phone_index AND phone_index <> '';

-- ---- public lists, newest first. only: enum appeal_only, 0 = all ----

--many appeal_public_all(before, class, only, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide
 WHERE district = $district AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND id < $before AND ($class = 0 OR class = $class)
   AND ($only = 0 OR ($only = {ONLY_LIVE} AND live < {LIVE_OVER}) OR ($only = {ONLY_OVER} AND live = {LIVE_OVER}))
 ORDER BY id DESC LIMIT $limit;

--many appeal_public_live(before, class, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide
 WHERE district = $district AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND live < 3 AND id < $before AND ($class = 0 OR class = $class)
 ORDER BY id DESC LIMIT $limit;

--many appeal_public_place(community, before, class, only, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide
 WHERE district = $district AND community = $community AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND id < $before
   AND ($class = 0 OR class = $class) AND ($only = 0 OR ($only = {ONLY_LIVE} AND live < {LIVE_OVER}) OR ($only = {ONLY_OVER} AND live = {LIVE_OVER}))
 ORDER BY id DESC LIMIT $limit;

--many appeal_public_place_live(community, before, class, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide
 WHERE district = $district AND community = $community AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND live < 3 AND id < $before
   AND ($class = 0 OR class = $class)
 ORDER BY id DESC LIMIT $limit;

--many appeal_public_class(class, before, only, limit) -> appeal_line
SELECT {w.appeal_line} FROM appeal a CROSS JOIN appeal_wide w
 WHERE a.district = $district AND a.class = $class AND a.id < $before AND w.district = $district AND w.id = a.id AND w.sight = {FLOW_PUBLIC}
   AND ($only = 0 OR ($only = {ONLY_LIVE} AND w.live < {LIVE_OVER}) OR ($only = {ONLY_OVER} AND w.live = {LIVE_OVER}))
 ORDER BY a.id DESC LIMIT $limit;

-- ---- by words ----

-- tokens are of text_query. desk 0 = anywhere, else a node, a body or the district's code; sight 0 = any.
--cols appeal_seek(tokens text, before, sight, community, class, only, desk, limit)
--walks: PostgreSQL reads from the newest on when it believes that many cases have the words
--many appeal_search(*appeal_seek) -> appeal_line
--sqlite
SELECT {a.appeal_line} FROM matter_find f CROSS JOIN appeal_wide a
 WHERE matter_find MATCH $tokens AND f.rowid < $before AND a.district = $district AND a.id = f.rowid AND ($sight = 0 OR a.sight = $sight)
   AND ($community = 0 OR a.community = $community) AND ($class = 0 OR a.class = $class)
   AND ($only = 0 OR ($only = {ONLY_LIVE} AND a.live < {LIVE_OVER}) OR ($only = {ONLY_OVER} AND a.live = {LIVE_OVER}))
   AND ($desk = 0 OR EXISTS (SELECT 1 FROM desk d WHERE d.district = $district AND d.desk = $desk AND d.matter = a.id))
 ORDER BY f.rowid DESC LIMIT $limit;
--pg
SELECT {a.appeal_line} FROM matter_find f JOIN appeal_wide a ON a.district = $district AND a.id = f.id
 WHERE f.district = $district AND f.tokens @@ CAST(replace($tokens, ' ', ' & ') AS tsquery) AND f.id < $before
   AND ($sight = 0 OR a.sight = $sight) AND ($community = 0 OR a.community = $community) AND ($class = 0 OR a.class = $class)
   AND ($only = 0 OR ($only = {ONLY_LIVE} AND a.live < {LIVE_OVER}) OR ($only = {ONLY_OVER} AND a.live = {LIVE_OVER}))
   AND ($desk = 0 OR EXISTS (SELECT 1 FROM desk d WHERE d.district = $district AND d.desk = $desk AND d.matter = a.id))
 ORDER BY f.id DESC LIMIT $limit;

-- What the index of words is made of.
--walks: the index of words is made anew from all cases, page by page
--many appeal_words_after(after, limit) -> appeal_words(id, sight, code text, title text, body text, place_name text, spot text)
SELECT id, sight, code, title, body, place_name, spot FROM appeal_wide
 WHERE district = $district AND id > $after AND kind = {FLOW_APPEAL} ORDER BY id LIMIT $limit;

-- ---- of a person, of a desk ----

--many appeal_of_person(person, before, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide WHERE district = $district AND raiser = $person AND id < $before ORDER BY id DESC LIMIT $limit;

-- One line, for cases opened by PIN.
--one appeal_line_get(id) -> appeal_line
SELECT {appeal_line} FROM appeal_wide WHERE district = $district AND id = $id;

-- One tab of a desk, most urgent first. state 0 = any; due before to.
--cols appeal_place_in_queue(desk, tab, after_at, after_id, to, state, class, limit)
--many appeal_queue(*appeal_place_in_queue) -> appeal_line
SELECT {a.appeal_line} FROM desk d CROSS JOIN appeal_wide a
 WHERE d.district = $district AND d.desk = $desk AND d.tab = $tab AND d.tab < {DESK_OVER} AND (d.queue_at, d.matter) > ($after_at, $after_id)
   AND d.queue_at < $to AND d.kind = {FLOW_APPEAL} AND a.district = $district AND a.id = d.matter
   AND ($state = 0 OR a.state = $state) AND ($class = 0 OR a.class = $class)
 ORDER BY d.queue_at, d.matter LIMIT $limit;

-- Everything a desk ever had, newest first.
--many appeal_desk_all(desk, before, state, class, limit) -> appeal_line
SELECT {a.appeal_line} FROM desk d CROSS JOIN appeal_wide a
 WHERE d.district = $district AND d.desk = $desk AND d.matter < $before AND d.kind = {FLOW_APPEAL} AND a.district = $district AND a.id = d.matter
   AND ($state = 0 OR a.state = $state) AND ($class = 0 OR a.class = $class)
 ORDER BY d.matter DESC LIMIT $limit;

-- The same, oldest first, as a file has it.
--each appeal_out_all(desk, after) -> appeal_out(id, code text, title text, body text, item, item_path text, state, channel, street, community,
--   area, grid, building, place_name text, community_name text, org_name text, filed_at, promised_at, replied_at, closed_at, reply text,
--   result, attitude, reopened, source text, source_id text, place_code text)
SELECT a.id, a.code, a.title, a.body, a.item, a.item_path, a.state, a.channel, a.street, a.community, a.area, a.grid, a.building,
       a.place_name, a.community_name, a.org_name, a.filed_at, a.promised_at, a.replied_at, a.closed_at, a.reply, a.result, a.attitude,
       a.reopened, a.source, a.source_id, COALESCE(n.code, '') AS place_code
  FROM desk d CROSS JOIN appeal_wide a LEFT JOIN territory_node n ON n.district = $district AND n.id = a.place
 WHERE d.district = $district AND d.desk = $desk AND d.matter > $after AND d.kind = {FLOW_APPEAL} AND a.district = $district AND a.id = d.matter
 ORDER BY d.matter;

-- Cases whose item a person chose: what the suggestion learns from. Those whose text was deleted teach nothing.
--walks: training reads all cases that teach something
--each appeal_lessons() -> appeal_lesson(title text, body text, item)
SELECT title, body, item FROM appeal_wide
 WHERE district = $district AND kind = {FLOW_APPEAL} AND item > 0 AND (source <> '' OR state > {APPEAL_FILED})
   AND (body <> '' OR open = 1 OR source <> '')
 ORDER BY id;

-- ---- figures ----

-- Adds to the day of a community and class: also to class -1, all classes of a community, and to the district's code as community.
--cols appeal_day(community, class, day, filed, closed, on_time, minutes, rated, pleased)
-- All figures, and what they must be the sums of, for verifying.
--walks: verify reads every figure once
--each appeal_day_all() -> appeal_day
SELECT {appeal_day} FROM appeal_day WHERE district = $district;

--each appeal_figures() -> appeal_figure(community, class, state, filed_at, promised_at, replied_at, closed_at, result, attitude, rated_at)
SELECT m.community, a.class, m.state, m.filed_at, m.promised_at, a.replied_at, m.closed_at, a.result, a.attitude, a.rated_at
  FROM matter m JOIN appeal a ON a.district = $district AND a.id = m.id
 WHERE m.district = $district AND m.kind = {FLOW_APPEAL};

--exec1 appeal_day_add(*appeal_day)
INSERT INTO appeal_day (district, {appeal_day}) VALUES ($district, {*appeal_day})
ON CONFLICT (district, community, class, day) DO UPDATE SET
       filed = appeal_day.filed + excluded.filed, closed = appeal_day.closed + excluded.closed,
       on_time = appeal_day.on_time + excluded.on_time, minutes = appeal_day.minutes + excluded.minutes,
       rated = appeal_day.rated + excluded.rated, pleased = appeal_day.pleased + excluded.pleased;

--one appeal_day_sum(community, from_day, to_day) -> appeal_sum(filed, closed, on_time, minutes, rated, pleased)
SELECT COALESCE(CAST(sum(filed) AS BIGINT), 0) AS filed, COALESCE(CAST(sum(closed) AS BIGINT), 0) AS closed,
       COALESCE(CAST(sum(on_time) AS BIGINT), 0) AS on_time, COALESCE(CAST(sum(minutes) AS BIGINT), 0) AS minutes,
       COALESCE(CAST(sum(rated) AS BIGINT), 0) AS rated, COALESCE(CAST(sum(pleased) AS BIGINT), 0) AS pleased
  FROM appeal_day WHERE district = $district AND community = $community AND class = -1 AND day >= $from_day AND day <= $to_day;

-- Day 0 was a Thursday: weeks begin on Mondays.
--many appeal_day_weeks(community, from_day, to_day) -> appeal_week(week, filed, closed)
SELECT (day + 3) / 7 AS week, CAST(sum(filed) AS BIGINT) AS filed, CAST(sum(closed) AS BIGINT) AS closed
  FROM appeal_day WHERE district = $district AND community = $community AND class = -1 AND day >= $from_day AND day <= $to_day
 GROUP BY (day + 3) / 7 ORDER BY (day + 3) / 7;

--many appeal_day_classes(community, from_day, to_day) -> appeal_class(class, name text, name_en text, filed)
SELECT d.class, COALESCE(n.name, '') AS name, COALESCE(n.name_en, '') AS name_en, CAST(sum(d.filed) AS BIGINT) AS filed
  FROM appeal_day d LEFT JOIN catalogue_node n ON n.district = $district AND n.id = d.class
 WHERE d.district = $district AND d.community = $community AND d.class >= 0 AND d.day >= $from_day AND d.day <= $to_day
 GROUP BY d.class, n.name, n.name_en HAVING CAST(sum(d.filed) AS BIGINT) > 0
 ORDER BY CAST(sum(d.filed) AS BIGINT) DESC, d.class LIMIT 12;
