-- kit.sql: statements of the kit: districts, settings, history, guesses.

--cols district(code, name text, name_en text, host text, opened_at)

--shared one district_get(code) -> district
SELECT {district} FROM district WHERE code = $code;

--walks: districts are few
--shared many district_all() -> district
SELECT {district} FROM district ORDER BY opened_at, code;

--walks: districts are few
--shared one district_by_host(host text) -> district
SELECT {district} FROM district WHERE host = $host AND host <> '' LIMIT 1;

-- '' takes the name away.
--shared exec district_set_host(code, host text)
UPDATE district SET host = $host WHERE code = $code;

--shared exec1 district_add(*district)
INSERT INTO district ({district}) VALUES ({*district});

--cols setting(name text, value text, set_at)

--one setting_get(name text) -> setting
SELECT {setting} FROM setting WHERE district = $district AND name = $name;

--walks: a district has some twenty settings
--many settings() -> setting
SELECT {setting} FROM setting WHERE district = $district ORDER BY name;

--exec1 setting_put(*setting)
INSERT INTO setting (district, {setting}) VALUES ($district, {*setting})
ON CONFLICT (district, name) DO UPDATE SET value = excluded.value, set_at = excluded.set_at;

--exec setting_drop(name text)
DELETE FROM setting WHERE district = $district AND name = $name;

-- The newest step of a matter.
--one flow_last(subject_kind, subject) -> flow_tail(seq, digest text, seal text, once text)
SELECT seq, digest, seal, once FROM flow_step
 WHERE district = $district AND subject_kind = $subject_kind AND subject = $subject ORDER BY seq DESC LIMIT 1;

-- Did a form with this mark make one of the steps since?
--one flow_once(subject_kind, subject, after, once text) -> flow_made(n)
SELECT count(*) AS n FROM flow_step
 WHERE district = $district AND subject_kind = $subject_kind AND subject = $subject AND seq > $after AND once = $once;

-- A step as it is kept with its matter.
--cols flow_kept(id, seq, kind, sight, at, person, org, text text, data text, photos text,
--   text_salt text, text_digest text, seal text, once text, digest text)

-- A step with the names of who did it, which the kit does not know: account_name_steps.
--cols flow_step({flow_kept}, person_title text, org_name text, org_name_en text)

--exec1 flow_insert(subject_kind, subject, *flow_step)
INSERT INTO flow_step (district, subject_kind, subject, {flow_kept})
VALUES ($district, $subject_kind, $subject, {*flow_kept});

-- The text goes and what would tell a guess at it; its digest stays.
--exec1 flow_forget(subject_kind, subject, seq)
UPDATE flow_step SET text = '', text_salt = '' WHERE district = $district
   AND subject_kind = $subject_kind AND subject = $subject AND seq = $seq;

-- Steps of a matter seen by those who may see up to this width, oldest first. The names stay empty here.
--many flow_steps(subject_kind, subject, sight) -> flow_step
SELECT {flow_kept}, '' AS person_title, '' AS org_name, '' AS org_name_en FROM flow_step
 WHERE district = $district AND subject_kind = $subject_kind AND subject = $subject AND sight <= $sight
 ORDER BY seq;

--one flow_sight_of(subject_kind, subject, seq) -> flow_seen(sight)
SELECT sight FROM flow_step WHERE district = $district AND subject_kind = $subject_kind AND subject = $subject AND seq = $seq;

-- All matters that have a history, for verifying.
--many flow_subjects(subject_kind, after, limit) -> flow_subject_row(subject)
SELECT DISTINCT subject FROM flow_step
 WHERE district = $district AND subject_kind = $subject_kind AND subject > $after ORDER BY subject LIMIT $limit;

--cols flow_link(subject_kind, subject, seq, kind, sight, at, person, org, data text, photos text,
--   text_digest text, seal text, digest text)

-- The chains of a district without the texts: what anybody may be given to check them.
--walks: the whole history is verified and exported
--each flow_all() -> flow_link
SELECT {flow_link} FROM flow_step WHERE district = $district ORDER BY subject_kind, subject, seq;

--one flow_kind_after(kind) -> flow_kind(kind)
SELECT COALESCE(min(subject_kind), 0) AS kind FROM flow_step WHERE district = $district AND subject_kind > $kind;

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
   SET full_at = CASE WHEN guess.full_at + $seconds > $empty THEN $empty
                      WHEN guess.full_at > $now THEN guess.full_at + $seconds
                      ELSE $now + $seconds END;

--exec guess_sweep(now)
DELETE FROM guess WHERE district = $district AND full_at <= $now;

-- ---- matters ----

--cols matter(id, kind, code text, title text, pin_salt text, seal_salt text, place, street, community, area, grid, building,
--   place_name text, lon, lat, state, live, sight, version, raiser, kept, entered_by, anon, lead, rung, filed_at, due_at, queue_at,
--   promised_at, paused_at, closed_at, updated_at, urgent, shown, open_title text, part_of)

--one matter_get(id) -> matter
SELECT {matter} FROM matter WHERE district = $district AND id = $id;

--one matter_by_code(code text) -> matter
SELECT {matter} FROM matter WHERE district = $district AND code = $code;

-- The same for a move: on PostgreSQL whoever comes later waits, and then reads what the earlier one wrote.
--one matter_hold(id) -> matter
--sqlite
SELECT {matter} FROM matter WHERE district = $district AND id = $id;
--pg
SELECT {matter} FROM matter WHERE district = $district AND id = $id FOR UPDATE;

--one matter_hold_code(code text) -> matter
--sqlite
SELECT {matter} FROM matter WHERE district = $district AND code = $code;
--pg
SELECT {matter} FROM matter WHERE district = $district AND code = $code FOR UPDATE;

--exec1 matter_insert(*matter)
INSERT INTO matter (district, {matter}) VALUES ($district, {*matter});

-- What nearly every move changes, if nobody moved the matter since version seen.
--cols matter_now(state, live, version, seal_salt text, lead, rung, due_at, queue_at, promised_at, paused_at, closed_at, updated_at, urgent)
--exec1 matter_step(id, seen, *matter_now)
UPDATE matter SET {matter_now=} WHERE district = $district AND id = $id AND version = $seen;

-- What few moves change: indexes of it are only touched then.
--cols matter_face(title text, pin_salt text, place, street, community, area, grid, building, place_name text, lon, lat, sight, raiser, kept, anon, shown, open_title text)
--exec1 matter_turn(id, *matter_face)
UPDATE matter SET {matter_face=} WHERE district = $district AND id = $id;

-- Live matters of a kind at a node or below it: the desk of the node has them.
--many matter_live_at(node, kind, after, limit) -> matter_id(id)
SELECT matter AS id FROM desk
 WHERE district = $district AND desk = $node AND matter > $after AND kind = $kind AND tab < {DESK_OVER} ORDER BY matter LIMIT $limit;

-- Matters of somebody, of a kind.
--many matter_of_raiser(raiser, kind, after, limit) -> matter_id
SELECT id FROM matter WHERE district = $district AND raiser = $raiser AND id > $after AND kind = $kind ORDER BY id LIMIT $limit;

-- All matters of a kind, for rebuilding and verifying.
--walks: all matters are verified and indexed, page by page
--many matter_after(kind, after, limit) -> matter_id
SELECT id FROM matter WHERE district = $district AND id > $after AND kind = $kind ORDER BY id LIMIT $limit;

-- Over since before a moment, and it is still kept who raised it.
--many matter_kept(kind, before, limit) -> matter_id
SELECT id FROM matter WHERE district = $district AND kind = $kind AND live = {LIVE_OVER} AND kept = 1 AND updated_at < $before
 ORDER BY updated_at LIMIT $limit;

-- One more, one less, or one that is late at another moment: was_at and is_at are when it was and is late. A new row counts until 0.
--cols matter_tally(kind, community, n, was_at, is_at)
--exec1 matter_count_add(*matter_tally)
INSERT INTO matter_count (district, kind, community, n) VALUES ($district, $kind, $community, $n)
ON CONFLICT (district, kind, community) DO UPDATE SET n = matter_count.n + excluded.n,
       late = matter_count.late + CASE WHEN $is_at < matter_count.until THEN 1 ELSE 0 END
                                - CASE WHEN $was_at < matter_count.until THEN 1 ELSE 0 END;

-- late is exact at now: what lies on the desk between then and until is added, or taken away when the clock was set back.
--one matter_count_at(kind, community, now) -> matter_number_of(n, late)
SELECT c.n, c.late + CASE WHEN c.until <= $now THEN 1 ELSE -1 END * (SELECT CAST(sum((SELECT count(*) FROM desk d
         WHERE d.district = $district AND d.desk = CASE WHEN c.community = 0 THEN $district ELSE c.community END
           AND d.tab = t.tab AND d.tab < {DESK_OVER} AND d.kind = c.kind
           AND d.queue_at >= CASE WHEN c.until < $now THEN c.until ELSE $now END
           AND d.queue_at < CASE WHEN c.until < $now THEN $now ELSE c.until END
           AND (c.community <> 0 OR (SELECT m.community FROM matter m WHERE m.district = $district AND m.id = d.matter) = 0))) AS BIGINT)
          FROM (SELECT {DESK_NEW} AS tab UNION ALL SELECT {DESK_WORK} UNION ALL SELECT {DESK_RAISED}) t) AS late
  FROM matter_count c WHERE c.district = $district AND c.kind = $kind AND c.community = $community;

-- The same of the whole district.
--one matter_count_all(kind, now) -> matter_number_of
SELECT COALESCE(CAST(sum(c.n) AS BIGINT), 0) AS n,
       COALESCE(CAST(sum(c.late + CASE WHEN c.until <= $now THEN 1 ELSE -1 END * (SELECT CAST(sum((SELECT count(*) FROM desk d
         WHERE d.district = $district AND d.desk = CASE WHEN c.community = 0 THEN $district ELSE c.community END
           AND d.tab = t.tab AND d.tab < {DESK_OVER} AND d.kind = c.kind
           AND d.queue_at >= CASE WHEN c.until < $now THEN c.until ELSE $now END
           AND d.queue_at < CASE WHEN c.until < $now THEN $now ELSE c.until END
           AND (c.community <> 0 OR (SELECT m.community FROM matter m WHERE m.district = $district AND m.id = d.matter) = 0))) AS BIGINT)
          FROM (SELECT {DESK_NEW} AS tab UNION ALL SELECT {DESK_WORK} UNION ALL SELECT {DESK_RAISED}) t))
         AS BIGINT), 0) AS late
  FROM matter_count c WHERE c.district = $district AND c.kind = $kind;

-- The same of each community.
--many matter_count_each(kind, now) -> matter_count_of(community, live, late)
SELECT c.community, c.n AS live,
       c.late + CASE WHEN c.until <= $now THEN 1 ELSE -1 END * (SELECT CAST(sum((SELECT count(*) FROM desk d
         WHERE d.district = $district AND d.desk = CASE WHEN c.community = 0 THEN $district ELSE c.community END
           AND d.tab = t.tab AND d.tab < {DESK_OVER} AND d.kind = c.kind
           AND d.queue_at >= CASE WHEN c.until < $now THEN c.until ELSE $now END
           AND d.queue_at < CASE WHEN c.until < $now THEN $now ELSE c.until END
           AND (c.community <> 0 OR (SELECT m.community FROM matter m WHERE m.district = $district AND m.id = d.matter) = 0))) AS BIGINT)
          FROM (SELECT {DESK_NEW} AS tab UNION ALL SELECT {DESK_WORK} UNION ALL SELECT {DESK_RAISED}) t) AS late
  FROM matter_count c WHERE c.district = $district AND c.kind = $kind;

-- Communities on whose desk something has become late that is not counted yet.
--cols matter_late(kind, community, until)
--walks: a district has a row a kind and community
--many matter_late_ripe(now, limit) -> matter_late
SELECT c.kind, c.community, c.until FROM matter_count c
 WHERE c.district = $district AND (SELECT CAST(sum((SELECT count(*) FROM desk d
         WHERE d.district = $district AND d.desk = CASE WHEN c.community = 0 THEN $district ELSE c.community END
           AND d.tab = t.tab AND d.tab < {DESK_OVER} AND d.kind = c.kind
           AND d.queue_at >= c.until AND d.queue_at < $now)) AS BIGINT)
          FROM (SELECT {DESK_NEW} AS tab UNION ALL SELECT {DESK_WORK} UNION ALL SELECT {DESK_RAISED}) t) > 0
 ORDER BY c.kind, c.community LIMIT $limit;

-- For counting on: whoever moves a matter of the community waits, or has committed.
--one matter_late_hold(kind, community) -> matter_late
--sqlite
SELECT kind, community, until FROM matter_count WHERE district = $district AND kind = $kind AND community = $community;
--pg
SELECT kind, community, until FROM matter_count WHERE district = $district AND kind = $kind AND community = $community FOR UPDATE;

-- When the row after so many from a moment on is late: as far as one turn counts.
--one matter_late_step(desk, tab, from, skip) -> matter_moment(at)
SELECT queue_at AS at FROM desk WHERE district = $district AND desk = $desk AND tab = $tab AND tab < {DESK_OVER} AND queue_at >= $from
 ORDER BY queue_at LIMIT 1 OFFSET $skip;

-- What of a community became late between two moments.
--cols matter_span(kind, community, from, to)
--one matter_late_between(*matter_span) -> desk_number(n)
SELECT CAST(sum((SELECT count(*) FROM desk d
 WHERE d.district = $district AND d.desk = CASE WHEN $community = 0 THEN $district ELSE $community END
   AND d.tab = t.tab AND d.tab < {DESK_OVER} AND d.kind = $kind
   AND d.queue_at >= $from AND d.queue_at < $to
   AND ($community <> 0 OR (SELECT m.community FROM matter m WHERE m.district = $district AND m.id = d.matter) = 0))) AS BIGINT) AS n
  FROM (SELECT {DESK_NEW} AS tab UNION ALL SELECT {DESK_WORK} UNION ALL SELECT {DESK_RAISED}) t;

--exec1 matter_late_set(kind, community, more, until)
UPDATE matter_count SET late = late + $more, until = $until WHERE district = $district AND kind = $kind AND community = $community;

-- What was counted, and what is there to count, by community: for verifying.
--many matter_counts(kind) -> matter_counted(community, n, live, late, over)
SELECT c.community, c.n, (SELECT count(*) FROM matter m
         WHERE m.district = $district AND m.community = c.community AND m.kind = $kind AND m.live < {LIVE_OVER} AND m.part_of = 0) AS live, c.late,
       (SELECT CAST(sum((SELECT count(*) FROM desk d
         WHERE d.district = $district AND d.desk = CASE WHEN c.community = 0 THEN $district ELSE c.community END
           AND d.tab = t.tab AND d.tab < {DESK_OVER} AND d.kind = $kind AND d.queue_at < c.until
           AND (c.community <> 0 OR (SELECT m.community FROM matter m WHERE m.district = $district AND m.id = d.matter) = 0))) AS BIGINT)
          FROM (SELECT {DESK_NEW} AS tab UNION ALL SELECT {DESK_WORK} UNION ALL SELECT {DESK_RAISED}) t) AS over
  FROM matter_count c WHERE c.district = $district AND c.kind = $kind ORDER BY c.community;

-- Counting anew: a row for each community that has live matters; each is then held and counted.
--walks: all live matters are counted anew
--exec matter_count_open()
INSERT INTO matter_count (district, kind, community, n)
SELECT m.district, m.kind, m.community, 0 FROM matter m
 WHERE m.district = $district AND m.live < 3 AND m.part_of = 0 GROUP BY m.district, m.kind, m.community
    ON CONFLICT (district, kind, community) DO NOTHING;

--walks: a district has a row a kind and community
--many matter_count_rows() -> matter_late
SELECT kind, community, until FROM matter_count WHERE district = $district ORDER BY kind, community;

--exec1 matter_count_renew(kind, community)
UPDATE matter_count SET late = 0, until = 0, n = (SELECT count(*) FROM matter m
         WHERE m.district = $district AND m.community = $community AND m.kind = $kind AND m.live < {LIVE_OVER} AND m.part_of = 0)
 WHERE district = $district AND kind = $kind AND community = $community;

-- ---- ages of what is not over ----

--cols matter_age(kind, what, desk, day, n)

--exec1 matter_age_add(*matter_age)
INSERT INTO matter_age (district, {matter_age}) VALUES ($district, {*matter_age})
ON CONFLICT (district, kind, what, desk, day) DO UPDATE SET n = matter_age.n + excluded.n;

--exec matter_age_drop(kind, what, desk, day)
DELETE FROM matter_age WHERE district = $district AND kind = $kind AND what = $what AND desk = $desk AND day = $day AND n = 0;

-- Of each desk: from the day first on, from second on but before first, and so on.
--cols matter_age_ask(kind, what, first, second, third, fourth)
--many matter_ages(*matter_age_ask) -> matter_ages_row(desk, first, second, third, fourth, more)
SELECT desk, CAST(sum(CASE WHEN day >= $first THEN n ELSE 0 END) AS BIGINT) AS first,
       CAST(sum(CASE WHEN day >= $second AND day < $first THEN n ELSE 0 END) AS BIGINT) AS second,
       CAST(sum(CASE WHEN day >= $third AND day < $second THEN n ELSE 0 END) AS BIGINT) AS third,
       CAST(sum(CASE WHEN day >= $fourth AND day < $third THEN n ELSE 0 END) AS BIGINT) AS fourth,
       CAST(sum(CASE WHEN day < $fourth THEN n ELSE 0 END) AS BIGINT) AS more
  FROM matter_age WHERE district = $district AND kind = $kind AND what = $what GROUP BY desk;

--many matter_overdue(kind, today) -> matter_overdue(desk, n)
SELECT desk, CAST(sum(n) AS BIGINT) AS n FROM matter_age
 WHERE district = $district AND kind = $kind AND what = {AGE_BODY_DUE} AND day < $today GROUP BY desk;

-- Counting anew. 28800: days are those of China.
--walks: all of it is counted anew
--exec matter_age_empty()
DELETE FROM matter_age WHERE district = $district;

--walks: all live matters are counted anew
--exec matter_age_places()
INSERT INTO matter_age (district, kind, what, desk, day, n)
SELECT m.district, m.kind, {AGE_PLACE}, CASE WHEN m.shown = {MATTER_NEVER} OR m.community = 0 THEN m.district ELSE m.community END,
       (m.filed_at + 28800) / 86400, count(*)
  FROM matter m WHERE m.district = $district AND m.live < {LIVE_OVER} AND m.part_of = 0 GROUP BY 1, 2, 4, 5;

--walks: all live matters are counted anew
--exec matter_age_bodies()
INSERT INTO matter_age (district, kind, what, desk, day, n)
SELECT m.district, m.kind, {AGE_BODY}, m.lead, (m.filed_at + 28800) / 86400, count(*)
  FROM matter m WHERE m.district = $district AND m.live < {LIVE_OVER} AND m.part_of = 0 AND m.lead > 0 AND m.shown <> {MATTER_NEVER}
 GROUP BY 1, 2, 4, 5;

--walks: all live matters are counted anew
--exec matter_age_due()
INSERT INTO matter_age (district, kind, what, desk, day, n)
SELECT m.district, m.kind, {AGE_BODY_DUE}, m.lead, (m.queue_at + 28800) / 86400, count(*)
  FROM matter m JOIN desk d ON d.district = $district AND d.desk = m.lead AND d.matter = m.id
 WHERE m.district = $district AND m.live < {LIVE_OVER} AND m.part_of = 0 AND m.lead > 0 AND m.shown <> {MATTER_NEVER}
   AND d.tab <= {DESK_RAISED}
 GROUP BY 1, 2, 4, 5;

-- What is counted too much, or below zero too little: for verifying.
--many matter_age_wrong(kind, limit) -> matter_age
SELECT CAST($kind AS BIGINT) AS kind, a.what, a.desk, a.day, CAST(sum(a.n) AS BIGINT) AS n
  FROM (SELECT what, desk, day, n FROM matter_age WHERE district = $district AND kind = $kind
        UNION ALL
        SELECT {AGE_PLACE}, CASE WHEN m.shown = {MATTER_NEVER} OR m.community = 0 THEN m.district ELSE m.community END,
               (m.filed_at + 28800) / 86400, -1
          FROM matter m WHERE m.district = $district AND m.kind = $kind AND m.live < {LIVE_OVER} AND m.part_of = 0
        UNION ALL
        SELECT {AGE_BODY}, m.lead, (m.filed_at + 28800) / 86400, -1
          FROM matter m WHERE m.district = $district AND m.kind = $kind AND m.live < {LIVE_OVER} AND m.part_of = 0 AND m.lead > 0
           AND m.shown <> {MATTER_NEVER}
        UNION ALL
        SELECT {AGE_BODY_DUE}, m.lead, (m.queue_at + 28800) / 86400, -1
          FROM matter m JOIN desk d ON d.district = $district AND d.desk = m.lead AND d.matter = m.id
         WHERE m.district = $district AND m.kind = $kind AND m.live < {LIVE_OVER} AND m.part_of = 0 AND m.lead > 0
           AND m.shown <> {MATTER_NEVER} AND d.tab <= {DESK_RAISED}) a
 GROUP BY a.what, a.desk, a.day HAVING CAST(sum(a.n) AS BIGINT) <> 0 LIMIT $limit;

--one matter_live_number(kind) -> matter_number(last)
SELECT count(*) AS last FROM matter WHERE district = $district AND kind = $kind AND live < {LIVE_OVER} AND part_of = 0;

-- How many parts of a matter are not over.
--one matter_parts_live(part_of) -> matter_number
SELECT count(*) AS last FROM matter WHERE district = $district AND part_of = $part_of AND part_of <> 0 AND live < {LIVE_OVER};

-- The next number of a plate's month.
--one matter_number_next(prefix text) -> matter_number(last)
INSERT INTO matter_number (district, prefix, last) VALUES ($district, $prefix, 1)
ON CONFLICT (district, prefix) DO UPDATE SET last = matter_number.last + 1 RETURNING last;

-- The last numbers that were given out, and some that were given out together.
--walks: a number a community and month, read once by who makes many
--many matter_numbers() -> matter_numbered(prefix text, last)
SELECT prefix, last FROM matter_number WHERE district = $district;

--exec matter_number_put(prefix text, last)
INSERT INTO matter_number (district, prefix, last) VALUES ($district, $prefix, $last)
ON CONFLICT (district, prefix) DO UPDATE SET last = excluded.last;

-- 0 rows: an earlier request with this key is there, also one that has just committed.
--exec matter_once_take(key text, matter, at)
INSERT INTO matter_once (district, key, matter, at) VALUES ($district, $key, $matter, $at) ON CONFLICT (district, key) DO NOTHING;

--one matter_once_get(key text) -> matter_made(matter)
SELECT matter FROM matter_once WHERE district = $district AND key = $key;

--exec matter_once_sweep(before, limit)
DELETE FROM matter_once WHERE district = $district AND key IN
       (SELECT o.key FROM matter_once o WHERE o.district = $district AND o.at < $before ORDER BY o.at LIMIT $limit);

-- ---- what was practice is gone (kit/course_erase.h) ----

--many matter_practices(kind, after, limit) -> matter_id
SELECT id FROM matter WHERE district = $district AND part_of = {MATTER_PRACTICE} AND part_of <> 0 AND id > $after AND kind = $kind ORDER BY id LIMIT $limit;

--exec1 practice_blank(id, title text)
UPDATE matter SET title = $title WHERE district = $district AND id = $id AND part_of = {MATTER_PRACTICE};

--exec erase_due_pauses(matter)
DELETE FROM due_pause WHERE district = $district AND matter = $matter;

--exec erase_dues(matter)
DELETE FROM due WHERE district = $district AND matter = $matter;

--exec erase_parties(matter)
DELETE FROM party WHERE district = $district AND matter = $matter;

--exec erase_links(source)
DELETE FROM link WHERE district = $district AND source = $source AND ended_at = 0;

--exec erase_linked(target)
DELETE FROM link WHERE district = $district AND target = $target;

--exec erase_follows(matter)
DELETE FROM follow WHERE district = $district AND matter = $matter;

--exec erase_files(matter)
DELETE FROM matter_file WHERE district = $district AND matter = $matter;

--exec erase_steps(subject_kind, subject)
DELETE FROM flow_step WHERE district = $district AND subject_kind = $subject_kind AND subject = $subject;

--exec1 erase_matter(id)
DELETE FROM matter WHERE district = $district AND id = $id AND part_of = {MATTER_PRACTICE};

-- ---- bodies of a matter ----

--cols party(matter, org, part, state, sent_at, accepted_at, done_at, answer text)

--many party_of(matter) -> party
SELECT {party} FROM party WHERE district = $district AND matter = $matter ORDER BY sent_at, org;

--exec1 party_put(*party)
INSERT INTO party (district, {party}) VALUES ($district, {*party})
ON CONFLICT (district, matter, org) DO UPDATE SET part = excluded.part, state = excluded.state, sent_at = excluded.sent_at,
       accepted_at = excluded.accepted_at, done_at = excluded.done_at, answer = excluded.answer;

-- ---- clocks ----

--cols due(matter, id, stage, org, minutes, started_at, due_at, paused_at, left_min, stopped_at, rung, next_at, calendar)

--many due_of(matter) -> due
SELECT {due} FROM due WHERE district = $district AND matter = $matter ORDER BY id;

--exec1 due_insert(*due)
INSERT INTO due (district, {due}) VALUES ($district, {*due});

--exec1 due_update(*due)
UPDATE due SET {due=} WHERE district = $district AND matter = $matter AND id = $id;

--many due_ripe(now, limit) -> due
SELECT {due} FROM due WHERE district = $district AND next_at > 0 AND next_at <= $now ORDER BY next_at LIMIT $limit;

--exec due_look(matter, id, next_at)
UPDATE due SET next_at = $next_at WHERE district = $district AND matter = $matter AND id = $id;

--exec1 due_pause_put(matter, due, from_at, to_at)
INSERT INTO due_pause (district, matter, due, from_at, to_at) VALUES ($district, $matter, $due, $from_at, $to_at)
ON CONFLICT (district, matter, due, from_at) DO UPDATE SET to_at = excluded.to_at;

--many due_pauses(matter, due) -> due_pause(from_at, to_at)
SELECT from_at, to_at FROM due_pause WHERE district = $district AND matter = $matter AND due = $due ORDER BY from_at;

-- ---- desks ----

--cols desk(desk, matter, kind, tab, queue_at, topic, state)

--exec1 desk_insert(*desk)
INSERT INTO desk (district, {desk}) VALUES ($district, {*desk});

--exec1 desk_update(*desk)
UPDATE desk SET tab = $tab, queue_at = $queue_at, topic = $topic, state = $state WHERE district = $district AND desk = $desk AND matter = $matter;

--exec1 desk_delete(desk, matter)
DELETE FROM desk WHERE district = $district AND desk = $desk AND matter = $matter;

--one desk_get(desk, matter) -> desk
SELECT {desk} FROM desk WHERE district = $district AND desk = $desk AND matter = $matter;

-- Counts no further than most.
--cols desk_span(desk, other, tab, kind, state, from, to, most)
--one desk_count(*desk_span) -> desk_number
SELECT count(*) AS n FROM (SELECT 1 AS one FROM desk
        WHERE district = $district AND desk = $desk AND tab = $tab AND tab < {DESK_OVER} AND queue_at >= $from AND queue_at < $to
        LIMIT $most) AS counted;

-- Those of one state of a kind.
--one desk_count_state(*desk_span) -> desk_number
SELECT count(*) AS n FROM (SELECT 1 AS one FROM desk
        WHERE district = $district AND desk = $desk AND tab = $tab AND tab < {DESK_OVER} AND kind = $kind AND state = $state AND state <> 0
          AND queue_at >= $from AND queue_at < $to LIMIT $most) AS counted;

-- Of those, how many lie on another desk too. state 0 = any.
--one desk_count_both(*desk_span) -> desk_number
SELECT count(*) AS n FROM (SELECT 1 AS one FROM desk a JOIN desk b ON b.district = $district AND b.desk = $other AND b.matter = a.matter
 WHERE a.district = $district AND a.desk = $desk AND a.tab = $tab AND a.tab < {DESK_OVER} AND a.queue_at >= $from AND a.queue_at < $to
   AND ($state = 0 OR (a.kind = $kind AND a.state = $state)) LIMIT $most) AS counted;

-- How many rows of desks the matters of a kind have, for verifying.
--walks: verify counts every row of a desk once
--one desk_rows_of(kind) -> desk_number
SELECT count(*) AS n FROM desk WHERE district = $district AND kind = $kind;

-- ---- files of a matter ----

--cols matter_file(id, matter, kind, file text, thumb text, width, height, open)

--exec1 matter_file_put(*matter_file)
INSERT INTO matter_file (district, {matter_file}) VALUES ($district, {*matter_file});

--many matter_files(matter, least_open) -> matter_file
SELECT {matter_file} FROM matter_file WHERE district = $district AND matter = $matter AND open >= $least_open ORDER BY kind, id;

--one matter_file_find(matter, file text, least_open) -> matter_file
SELECT {matter_file} FROM matter_file
 WHERE district = $district AND matter = $matter AND (file = $file OR thumb = $file) AND open >= $least_open LIMIT 1;

--exec matter_files_publish(matter, open)
UPDATE matter_file SET open = $open WHERE district = $district AND matter = $matter;

-- Files of this kind that nobody else may see.
--exec matter_files_drop(matter, kind)
DELETE FROM matter_file WHERE district = $district AND matter = $matter AND kind = $kind AND open = 0;

-- Every file some matter names, of every district: the store is one.
--walks: the daily sweep compares the store with all names
--city each matter_files_named() -> matter_file_name(file text, thumb text)
SELECT file, thumb FROM matter_file;

-- ---- words a matter is found by ----

--exec matter_find_put(id, tokens text)
--sqlite
INSERT INTO matter_find (rowid, tokens) VALUES (CASE WHEN $district > 0 THEN $id END, $tokens);
--pg
INSERT INTO matter_find (district, id, tokens) SELECT m.district, m.id, array_to_tsvector(string_to_array($tokens, ' '))
  FROM matter m WHERE m.district = $district AND m.id = $id
    ON CONFLICT (district, id) DO UPDATE SET tokens = matter_find.tokens || excluded.tokens;

-- How SQLite keeps the words: what it collects in memory before it writes a segment (bytes), and how many segments of a size it joins.
--exec matter_find_tune(what text, n)
--sqlite
INSERT INTO matter_find (matter_find, rank) SELECT $what, $n WHERE $district > 0;
--pg
DELETE FROM matter_find WHERE district = $district AND id = $n AND length($what) < 0;

-- Takes tokens out that are in it, and puts others in. SQLite's index counts each text that is taken out as one fewer and ends when it
-- has none left, so a text always comes for the one that goes, an empty one if need be.
--exec matter_find_change(id, gone text, come text)
--sqlite
INSERT INTO matter_find (matter_find, rowid, tokens)
SELECT CASE WHEN t.turn = 1 THEN 'delete' END, m.id, CASE WHEN t.turn = 1 THEN $gone ELSE $come END
  FROM matter m CROSS JOIN (SELECT 1 AS turn UNION ALL SELECT 2) t WHERE m.district = $district AND m.id = $id ORDER BY t.turn;
--pg
UPDATE matter_find SET tokens = ts_delete(tokens, string_to_array($gone, ' ')) || array_to_tsvector(string_to_array($come, ' '))
 WHERE district = $district AND id = $id;

-- Words that were taken out stay in the files of SQLite's index until its parts are merged: so many pages of it, fewer than 0 to begin.
--walks: one row is enough
--exec matter_find_merge(pages)
--sqlite
INSERT INTO matter_find (matter_find, rank) SELECT 'merge', $pages FROM matter_number n WHERE n.district = $district LIMIT 1;
--pg
DELETE FROM matter_find WHERE district = $district AND id = 0 AND $pages = 0;

-- How much this connection has changed so far: a merge that had nothing to do changes less than 2.
--walks: one row is enough
--shared one changes_made() -> changes_made(n)
--sqlite
SELECT total_changes() AS n FROM district LIMIT 1;
--pg
SELECT CAST(0 AS BIGINT) AS n FROM district LIMIT 1;

-- ---- links ----

--cols link(id, source, target, why, person, at, ended_at)

--exec link_insert(*link)
INSERT INTO link (district, {link}) VALUES ($district, {*link}) ON CONFLICT DO NOTHING;

--exec link_end(source, target, why, at)
UPDATE link SET ended_at = $at WHERE district = $district AND source = $source AND target = $target AND why = $why AND ended_at = 0;

-- Both ends of what holds, with what the other end is called and who may see it.
--many links_of(matter, limit) -> link_line(id, why, at, ahead, other, kind, code text, title text, shown, open_title text, state, sight, raiser, pin_salt text, lead, street, community, area, grid, building)
SELECT l.id, l.why, l.at, 1 AS ahead, m.id AS other, m.kind, m.code, m.title, m.shown, m.open_title, m.state, m.sight, m.raiser, m.pin_salt, m.lead, m.street, m.community, m.area, m.grid, m.building
  FROM link l JOIN matter m ON m.district = $district AND m.id = l.target
 WHERE l.district = $district AND l.source = $matter AND l.ended_at = 0
 UNION ALL
SELECT l.id, l.why, l.at, 0 AS ahead, m.id AS other, m.kind, m.code, m.title, m.shown, m.open_title, m.state, m.sight, m.raiser, m.pin_salt, m.lead, m.street, m.community, m.area, m.grid, m.building
  FROM link l JOIN matter m ON m.district = $district AND m.id = l.source
 WHERE l.district = $district AND l.target = $matter AND l.ended_at = 0
 ORDER BY 3, 1 LIMIT $limit;

-- Public holidays that came after this program.

--walks: some hundred days
--shared many holiday_all() -> holiday(day, works, name text, at)
SELECT day, works, name, at FROM holiday ORDER BY day;

--shared one holiday_since(after, from_day, to_day) -> holiday_number(n)
SELECT count(*) AS n FROM holiday WHERE day >= $from_day AND day <= $to_day AND at >= $after;

--shared exec1 holiday_put(day, works, name text, at)
INSERT INTO holiday (day, works, name, at) VALUES ($day, $works, $name, $at)
ON CONFLICT (day) DO UPDATE SET works = excluded.works, name = excluded.name, at = excluded.at;

-- ---- hours and days of districts and bodies ----

--cols work_week(from_day, week text, weekend text, at)
--cols work_day(org, day, said, until, name text, at)

--walks: a process keeps all of them in mind, a few hundred rows a district at most
--city many work_weeks_all() -> work_week_of(district, from_day, week text, weekend text)
SELECT district, from_day, week, weekend FROM work_week ORDER BY district, from_day;

--walks: the same
--city many work_days_all() -> work_day_of(district, org, day, said, until)
SELECT district, org, day, said, until FROM work_day ORDER BY district, org, day;

--walks: fifty at most
--many work_weeks() -> work_week
SELECT {work_week} FROM work_week WHERE district = $district ORDER BY from_day;

--walks: a stated number at most
--many work_days() -> work_day
SELECT {work_day} FROM work_day WHERE district = $district ORDER BY org, day;

--one work_days_since(org, after, from_day, to_day) -> work_number(n)
SELECT count(*) AS n FROM work_day WHERE district = $district AND org IN (0, $org) AND day >= $from_day AND day <= $to_day AND at >= $after;

--one work_weeks_since(after, to_day) -> work_number(n)
SELECT count(*) AS n FROM work_week WHERE district = $district AND from_day <= $to_day AND at >= $after;

--exec1 work_week_put(*work_week)
INSERT INTO work_week (district, {work_week}) VALUES ($district, {*work_week})
ON CONFLICT (district, from_day) DO UPDATE SET week = excluded.week, weekend = excluded.weekend, at = excluded.at;

--exec1 work_day_put(*work_day)
INSERT INTO work_day (district, {work_day}) VALUES ($district, {*work_day})
ON CONFLICT (district, org, day) DO UPDATE SET said = excluded.said, until = excluded.until, name = excluded.name, at = excluded.at;

-- ---- capacity over time ----

--cols slot_thing(id, capacity, step_s, cells_most, wait, offer_s)
--one slot_thing_get(id) -> slot_thing
SELECT {slot_thing} FROM slot_thing WHERE district = $district AND id = $id;

--exec1 slot_thing_put(*slot_thing)
INSERT INTO slot_thing (district, {slot_thing}, turn) VALUES ($district, {*slot_thing}, 0)
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
SELECT t.district, t.id, c.cell, $units, $capacity FROM slot_thing t CROSS JOIN c
 WHERE t.district = $district AND t.id = $thing AND $units <= $capacity ORDER BY c.cell
ON CONFLICT (district, thing, cell) DO UPDATE SET used = slot_cell.used + excluded.used, room = excluded.room
 WHERE slot_cell.district = $district AND slot_cell.used + excluded.used <= excluded.room;

--exec slot_drain(thing, first, past, units, capacity)
UPDATE slot_cell SET used = used - $units, room = CASE WHEN used - $units > $capacity THEN used - $units ELSE $capacity END
 WHERE district = $district AND thing = $thing AND cell >= $first AND cell < $past;

-- A lowered capacity takes nothing from anybody: such a cell keeps its room until it is given back.
--exec slot_resize(thing, first, capacity)
UPDATE slot_cell SET room = CASE WHEN used > $capacity THEN used ELSE $capacity END WHERE district = $district AND thing = $thing AND cell >= $first;

--cols slot_take(id, thing, first, past, units, state, person, subject, due_at, at, ended_at)

--cols slot_take_new({slot_take}, once text)
--exec1 slot_take_add(*slot_take_new)
INSERT INTO slot_take (district, {slot_take_new}) VALUES ($district, {*slot_take_new});

--one slot_take_get(id) -> slot_take
SELECT {slot_take} FROM slot_take WHERE district = $district AND id = $id;

--one slot_take_once(thing, once text) -> slot_take
SELECT {slot_take} FROM slot_take
 WHERE district = $district AND thing = $thing AND once = $once AND once <> '';

--exec1 slot_take_set(id, was, state, due_at, ended_at)
UPDATE slot_take SET state = $state, due_at = $due_at, ended_at = $ended_at WHERE district = $district AND id = $id AND state = $was;

--exec1 slot_take_span(id, thing, first, past)
UPDATE slot_take SET thing = $thing, first = $first, past = $past WHERE district = $district AND id = $id;

-- Of one state, what lies in these cells, by when it was asked for. No take is longer than SLOT_CELLS_MOST.
--many slot_takes(thing, state, first, past) -> slot_take
SELECT {slot_take} FROM slot_take
 WHERE district = $district AND thing = $thing AND state = $state AND first > $first - {SLOT_CELLS_MOST} AND past > $first AND first < $past
 ORDER BY id LIMIT {SLOT_LIST_MOST};

-- Holds and offers that have ended.
--many slot_due(now, limit) -> slot_take
SELECT {slot_take} FROM slot_take
 WHERE district = $district AND due_at > 0 AND due_at <= $now ORDER BY due_at LIMIT $limit;

--exec1 slot_closing_add(id, thing, first, past, why text)
INSERT INTO slot_closing (district, id, thing, first, past, why) VALUES ($district, $id, $thing, $first, $past, $why);

--exec slot_closing_drop(thing, id)
DELETE FROM slot_closing WHERE district = $district AND thing = $thing AND id = $id;

--many slot_closings(thing, first, past) -> slot_closing(id, first, past, why text)
SELECT id, first, past, why FROM slot_closing WHERE district = $district AND thing = $thing AND past > $first AND first < $past ORDER BY first;

-- Cells that do not hold what the takes say. What was left of a take that nobody came to was given back.
--many slot_cells_wrong(thing, step_s, limit) -> slot_cell_wrong(cell, used, taken)
SELECT c.cell, c.used, CAST(COALESCE(sum(k.units), 0) AS BIGINT) AS taken
  FROM slot_cell c
  LEFT JOIN slot_take k ON k.district = $district AND k.thing = $thing AND k.state IN ({SLOT_HELD}, {SLOT_TAKEN}, {SLOT_OFFERED}, {SLOT_ABSENT})
   AND k.first > c.cell - {SLOT_CELLS_MOST} AND k.first <= c.cell AND k.past > c.cell
   AND (k.state <> {SLOT_ABSENT} OR (k.ended_at + 28800) / $step_s >= c.cell)
 WHERE c.district = $district AND c.thing = $thing
 GROUP BY c.cell, c.used HAVING c.used <> CAST(COALESCE(sum(k.units), 0) AS BIGINT) ORDER BY c.cell LIMIT $limit;

-- What all cells of a thing hold.
--one slot_used_all(thing) -> slot_used(n)
SELECT CAST(COALESCE(sum(used), 0) AS BIGINT) AS n FROM slot_cell WHERE district = $district AND thing = $thing;

-- What all takes of a thing fill.
--one slot_taken_all(thing, step_s) -> slot_used
SELECT CAST(COALESCE(sum(units * (CASE WHEN state = {SLOT_ABSENT} AND (ended_at + 28800) / $step_s + 1 < past
                                  THEN (ended_at + 28800) / $step_s + 1 ELSE past END - first)), 0) AS BIGINT) AS n
  FROM slot_take
 WHERE district = $district AND thing = $thing AND state IN ({SLOT_HELD}, {SLOT_TAKEN}, {SLOT_OFFERED}, {SLOT_ABSENT});

--walks: linli verify reads every thing
--many slot_things_after(after, limit) -> slot_thing
SELECT {slot_thing} FROM slot_thing WHERE district = $district AND id > $after ORDER BY id LIMIT $limit;

-- Who took is forgotten; what was taken stays counted.
--exec slot_take_forget(person)
UPDATE slot_take SET person = 0 WHERE district = $district AND person = $person AND person > 0;

-- ---- followers ----

--cols follow(matter, person, at)

--exec follow_put(*follow)
INSERT INTO follow (district, {follow}) VALUES ($district, {*follow}) ON CONFLICT (district, matter, person) DO NOTHING;

--exec follow_drop(matter, person)
DELETE FROM follow WHERE district = $district AND matter = $matter AND person = $person;

--exec follow_forget(person)
DELETE FROM follow WHERE district = $district AND person = $person;

--one follow_get(matter, person) -> follow
SELECT {follow} FROM follow WHERE district = $district AND matter = $matter AND person = $person;

--many follow_people(matter, after, limit) -> person_id(id)
SELECT person AS id FROM follow WHERE district = $district AND matter = $matter AND person > $after ORDER BY person LIMIT $limit;

-- What somebody follows, the newest matter first.
--many follow_of(person, before, limit) -> follow_line(matter, kind, code text, title text, state, sight, shown, open_title text, at)
SELECT f.matter, m.kind, m.code, m.title, m.state, m.sight, m.shown, m.open_title, f.at
  FROM follow f JOIN matter m ON m.district = $district AND m.id = f.matter
 WHERE f.district = $district AND f.person = $person AND f.matter < $before ORDER BY f.matter DESC LIMIT $limit;

-- ---- notices ----

--cols notice(id, person, why, kind, matter, step, urgent, word text, text text, at, read_at)

-- 0 rows: they were told of this step.
--exec notice_put(*notice)
INSERT INTO notice (district, {notice}) VALUES ($district, {*notice}) ON CONFLICT (district, person, kind, matter, step) DO NOTHING;

-- With what it is about; empty when that is gone.
--cols notice_line({notice}, code text, title text, of_kind, sight, shown, open_title text, said text, said_sight, said_org)

--many notice_unread_of(person, before, limit) -> notice_line
SELECT {notice_line} FROM notice_wide
 WHERE district = $district AND person = $person AND read_at = 0 AND id < $before ORDER BY id DESC LIMIT $limit;

--many notice_read_of(person, before, limit) -> notice_line
SELECT {notice_line} FROM notice_wide
 WHERE district = $district AND person = $person AND read_at > 0 AND id < $before ORDER BY id DESC LIMIT $limit;

--one notice_get(id) -> notice_line
SELECT {notice_line} FROM notice_wide WHERE district = $district AND id = $id;

-- Counts no further than most.
--one notice_count(person, most) -> notice_number(n)
SELECT count(*) AS n FROM (SELECT 1 AS one FROM notice
        WHERE district = $district AND person = $person AND read_at = 0 LIMIT $most) AS counted;

--exec notice_read(id, person, at)
UPDATE notice SET read_at = CASE WHEN read_at > 0 THEN read_at ELSE $at END WHERE district = $district AND id = $id AND person = $person;

--exec notice_read_all(person, up_to, at)
UPDATE notice SET read_at = $at WHERE district = $district AND person = $person AND read_at = 0 AND id <= $up_to;

--exec notice_forget(person)
DELETE FROM notice WHERE district = $district AND person = $person;

--walks: once a day, from the oldest notice on, as far as the limit
--exec notice_sweep(before, limit)
DELETE FROM notice WHERE district = $district AND id IN
       (SELECT o.id FROM notice o WHERE o.district = $district AND o.read_at > 0 AND o.id < $before ORDER BY o.id LIMIT $limit);

--cols notice_wish(person, own, followed, desk, quiet_from, quiet_to, lang)

--one notice_wish_get(person) -> notice_wish
SELECT {notice_wish} FROM notice_wish WHERE district = $district AND person = $person;

--exec1 notice_wish_put(*notice_wish)
INSERT INTO notice_wish (district, {notice_wish}) VALUES ($district, {*notice_wish})
ON CONFLICT (district, person) DO UPDATE SET own = excluded.own, followed = excluded.followed, desk = excluded.desk,
       quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, lang = excluded.lang;

--exec notice_wish_drop(person)
DELETE FROM notice_wish WHERE district = $district AND person = $person;

-- ---- comments ----

--cols comment(id, matter, person, state, step, at)
--cols comment_line({comment}, text text)

-- The number of the next step about comments of a matter; who has it is alone with them until the end of the transaction.
--one comment_turn(matter) -> comment_number(n)
INSERT INTO comment_count (district, matter, n) VALUES ($district, $matter, 1)
ON CONFLICT (district, matter) DO UPDATE SET n = comment_count.n + 1 RETURNING n;

--exec1 comment_insert(*comment)
INSERT INTO comment (district, {comment}) VALUES ($district, {*comment});

--exec1 comment_state(id, was, state)
UPDATE comment SET state = $state WHERE district = $district AND id = $id AND state = $was;

--exec1 comment_drop(id)
DELETE FROM comment WHERE district = $district AND id = $id;

--one comment_get(matter, id) -> comment_line
SELECT {c.comment}, COALESCE(f.text, '') AS text FROM comment c
  LEFT JOIN flow_step f ON f.district = $district AND f.subject_kind = {FLOW_COMMENT} AND f.subject = c.matter AND f.seq = c.step
 WHERE c.district = $district AND c.matter = $matter AND c.id = $id;

-- The newest of somebody under a matter.
--one comment_last(matter, person) -> comment_line
SELECT {c.comment}, COALESCE(f.text, '') AS text FROM comment c
  LEFT JOIN flow_step f ON f.district = $district AND f.subject_kind = {FLOW_COMMENT} AND f.subject = c.matter AND f.seq = c.step
 WHERE c.district = $district AND c.matter = $matter AND c.person = $person ORDER BY c.step DESC LIMIT 1;

-- Those shown and the reader's own, or all.
--many comments_of(matter, person, whole, limit) -> comment_line
SELECT {c.comment}, COALESCE(f.text, '') AS text FROM comment c
  LEFT JOIN flow_step f ON f.district = $district AND f.subject_kind = {FLOW_COMMENT} AND f.subject = c.matter AND f.seq = c.step
 WHERE c.district = $district AND c.matter = $matter
   AND ($whole = 1 OR c.state = {COMMENT_SHOWN} OR (c.person = $person AND c.person > 0)) ORDER BY c.step LIMIT $limit;

--many comments_by(person, after, limit) -> comment_line
SELECT {c.comment}, COALESCE(f.text, '') AS text FROM comment c
  LEFT JOIN flow_step f ON f.district = $district AND f.subject_kind = {FLOW_COMMENT} AND f.subject = c.matter AND f.seq = c.step
 WHERE c.district = $district AND c.person = $person AND c.id > $after ORDER BY c.id LIMIT $limit;

-- All, for verifying.
--walks: verify reads every comment once, page by page
--many comments_after(after, limit) -> comment_line
SELECT {c.comment}, '' AS text FROM comment c WHERE c.district = $district AND c.id > $after ORDER BY c.id LIMIT $limit;

-- How many follow a matter, and how its comments stand, for linli show.
--one matter_talk(matter) -> matter_talk(followers, waiting, shown, hidden)
SELECT (SELECT count(*) FROM follow f WHERE f.district = $district AND f.matter = $matter) AS followers,
       (SELECT count(*) FROM comment c WHERE c.district = $district AND c.matter = $matter AND c.state = {COMMENT_WAITS}) AS waiting,
       (SELECT count(*) FROM comment c WHERE c.district = $district AND c.matter = $matter AND c.state = {COMMENT_SHOWN}) AS shown,
       (SELECT count(*) FROM comment c WHERE c.district = $district AND c.matter = $matter AND c.state = {COMMENT_HIDDEN}) AS hidden;

--one comment_since(person, since) -> comment_number
SELECT count(*) AS n FROM comment WHERE district = $district AND person = $person AND at > $since;

-- ---- rules: what applies here and now ----

--cols rule(id, use, rule, version, off, from_at, until_at, number, name text, thing, thing_level, node, node_level, times, day_from, day_to,
--   ways, urgent, words_all text, words_any text, answers text)

-- Those that may decide about a thing, by what it lies in, now or later. They are few: sorted here (+ 0), and once more by the rules of order.
--cols rule_ask(use, at, first, second, third, limit)
--many rules_about(*rule_ask) -> rule
SELECT {rule} FROM rule
 WHERE district = $district AND use = $use AND thing IN (0, $first, $second, $third) AND until_at > $at AND off = 0 AND from_at < until_at
 ORDER BY id + 0 LIMIT $limit;

--many rules_all(use, at, limit) -> rule
SELECT {rule} FROM rule
 WHERE district = $district AND use = $use AND until_at > $at AND off = 0 AND from_at < until_at ORDER BY id + 0 LIMIT $limit;

-- How many are in force, no further than most.
--one rules_live(use, at, most) -> rule_number(n)
SELECT count(*) AS n FROM (SELECT 1 AS one FROM rule
        WHERE district = $district AND use = $use AND until_at > $at AND off = 0 AND from_at < until_at LIMIT $most) AS counted;

--one rule_newest(rule) -> rule
SELECT {rule} FROM rule WHERE district = $district AND rule = $rule ORDER BY version DESC LIMIT 1;

--many rule_versions(rule) -> rule
SELECT {rule} FROM rule WHERE district = $district AND rule = $rule ORDER BY version DESC;

--exec1 rule_insert(*rule)
INSERT INTO rule (district, {rule}) VALUES ($district, {*rule});

-- What holds at this moment ends then; what would begin later never does.
--exec rule_end(rule, at)
UPDATE rule SET until_at = CASE WHEN from_at > $at THEN from_at ELSE $at END
 WHERE district = $district AND rule = $rule AND until_at > $at;

-- For sealing and verifying.
--many rule_ids(use, after, limit) -> rule_id(id)
SELECT rule AS id FROM rule WHERE district = $district AND use = $use AND version = 1 AND rule > $after ORDER BY rule LIMIT $limit;

-- ---- deadlines that come near or pass ----

--cols due_told(what, tab, at, matter)

--one due_told_get(what, tab) -> due_told
SELECT {due_told} FROM due_told WHERE district = $district AND what = $what AND tab = $tab;

--exec due_told_start(*due_told)
INSERT INTO due_told (district, {due_told}) VALUES ($district, {*due_told}) ON CONFLICT (district, what, tab) DO NOTHING;

-- 0 rows: another program was here first.
--exec due_told_move(was_at, was_matter, *due_told)
UPDATE due_told SET at = $at, matter = $matter
 WHERE district = $district AND what = $what AND tab = $tab AND at = $was_at AND matter = $was_matter;

-- Of a tab of the district's desk, what is due after this one and up to a moment, the earliest first.
--many desk_due_after(tab, at, matter, to, limit) -> due_line(matter, queue_at)
SELECT matter, queue_at FROM desk
 WHERE district = $district AND desk = $district AND tab = $tab AND tab < {DESK_OVER} AND queue_at >= $at AND queue_at <= $to
   AND (queue_at > $at OR matter > $matter) ORDER BY queue_at, matter LIMIT $limit;
