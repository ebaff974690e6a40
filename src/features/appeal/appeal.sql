-- appeal.sql: every statement of appeals. Times are seconds, working time is in minutes. What all matters share is in kit.sql.

-- An appeal's own row: the matter under the same id has the rest.
--cols appeal_row(id, channel, source text, source_id text, body text, answers text, item, class, rule, guess, guess_permille,
--   spot text, accepted_at, replied_at, reply text, result, attitude, rated_at, reopened, repinned, community,
--   bounces, reason, tier, rulings, ruled, open_body text, crowd, joined, joined_lead, held, taken_at,
--   urges, urged_at, extended, extend_min, extend_ask, extend_tier, sort, affair)

-- Matter and appeal together, with the names of what they refer to.
--cols appeal(district, id, code text, pin_salt text, channel, title text, body text, answers text, item, class, rule, guess, guess_permille,
--   place, street, community, area, grid, building, place_name text, spot text, lon, lat, state, live, sight, queue_at, org, person,
--   entered_by, anon, open, version, rung, filed_at, due_at, paused_at, accepted_at, replied_at, closed_at, promised_at,
--   reply text, result, attitude, rated_at, reopened, repinned, bounces, reason, tier, rulings, ruled, held, taken_at, updated_at, urgent, item_name text, item_name_en text, item_path text, item_path_en text,
--   colour text, org_name text, org_name_en text, org_phone text, community_name text, community_name_en text,
--   shown, open_title text, open_body text, crowd, joined, part_of, urges, urged_at, extended, extend_min, extend_ask, extend_tier, sort, affair)

-- One line of a list. unsorted_body: the text of what was filed and nobody has said what it is about, else "".
--cols appeal_line(id, code text, title text, place_name text, state, live, rung, queue_at, due_at, promised_at, paused_at, filed_at,
--   closed_at, updated_at, reply text, result, reopened, bounces, rulings, street, community, org, channel, anon, open, version, urgent, item_name text, item_name_en text, colour text,
--   org_name text, org_name_en text, community_name text, community_name_en text, lon, lat, sight, shown, open_title text, crowd, joined, part_of, urges, extend_ask,
--   unsorted_body text, sort, affair)

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
--cols appeal_now(item, class, community, rule, accepted_at, replied_at, reply text, result, attitude, rated_at, reopened, repinned,
--   bounces, reason, tier, rulings, ruled, open_body text, joined, joined_lead, held, taken_at, urges, urged_at, extended, extend_min, extend_ask, extend_tier, sort, affair)
--exec1 appeal_update(id, *appeal_now)
UPDATE appeal SET {appeal_now=} WHERE district = $district AND id = $id;

-- What who filed it wrote goes.
--exec1 appeal_forget(id, body text, answers text, spot text)
UPDATE appeal SET body = $body, answers = $answers, spot = $spot WHERE district = $district AND id = $id;

-- Cases of an item or of what lies under it.
--walks: once, when an item becomes never public
--many appeal_of_item(node, after, limit) -> appeal_number(n)
SELECT a.id AS n FROM appeal a JOIN catalogue_node c ON c.district = $district AND c.id = a.item
 WHERE a.district = $district AND a.id > $after AND (c.id = $node OR c.parent = $node OR c.class = $node) ORDER BY a.id LIMIT $limit;

-- How often somebody did the work of a body on it.
--one appeal_hands(id, person) -> appeal_number
SELECT count(*) AS n FROM flow_step
 WHERE district = $district AND subject_kind = {FLOW_APPEAL} AND subject = $id AND person = $person AND person > 0
   AND kind IN ({ACT_ACCEPT}, {ACT_REPLY}, {ACT_TAKE}, {ACT_SETTLE}, {ACT_ADVISE}, {ACT_HELP_ACCEPT}, {ACT_HELP_REPLY});

-- Did this person refuse it before?
--one appeal_refused_by(id, person) -> appeal_number
SELECT count(*) AS n FROM flow_step
 WHERE district = $district AND subject_kind = {FLOW_APPEAL} AND subject = $id AND kind = {ACT_REFUSE} AND person = $person AND person > 0;

-- Did this person ask for the extension that waits? The last ask of it is theirs then.
--one appeal_extend_asked(id, person) -> appeal_number
SELECT count(*) AS n FROM flow_step
 WHERE district = $district AND subject_kind = {FLOW_APPEAL} AND subject = $id AND kind = {ACT_EXTEND_ASK} AND person = $person AND person > 0
   AND seq = (SELECT max(l.seq) FROM flow_step l WHERE l.district = $district AND l.subject_kind = {FLOW_APPEAL} AND l.subject = $id
                 AND l.kind = {ACT_EXTEND_ASK});

-- How often staff gave it a new PIN.
--one appeal_repins(id) -> appeal_number
SELECT count(*) AS n FROM flow_step
 WHERE district = $district AND subject_kind = {FLOW_APPEAL} AND subject = $id AND kind = {ACT_PIN};

-- ---- cases that are dealt with under another one ----

-- Those that still wait for its answer, oldest first.
--many appeal_joined_waiting(joined, after, limit) -> appeal_number
SELECT a.id AS n FROM appeal a JOIN matter m ON m.district = $district AND m.id = a.id
 WHERE a.district = $district AND a.joined = $joined AND a.joined <> 0 AND a.id > $after AND m.state = {APPEAL_JOINED}
 ORDER BY a.id LIMIT $limit;

-- The case that leads and those that are, or were answered, with it; oldest first.
--many appeal_event_hears(lead, after, limit) -> appeal_number
SELECT a.id AS n FROM appeal a WHERE a.district = $district AND a.id = $lead AND a.id > $after
UNION ALL
SELECT s.n FROM (SELECT j.id AS n FROM appeal j JOIN matter m ON m.district = $district AND m.id = j.id
        WHERE j.district = $district AND j.joined = $lead AND j.joined <> 0 AND j.id > $after AND m.state <> {APPEAL_WITHDRAWN}
        ORDER BY j.id LIMIT $limit) s
ORDER BY n LIMIT $limit;

-- All of them but what was withdrawn, newest first.
--many appeal_joined_lines(joined, before, limit) -> appeal_line
SELECT {w.appeal_line} FROM appeal a CROSS JOIN appeal_wide w
 WHERE a.district = $district AND a.joined = $joined AND a.joined <> 0 AND a.id < $before AND w.district = $district AND w.id = a.id
   AND w.state <> {APPEAL_WITHDRAWN}
 ORDER BY a.id DESC LIMIT $limit;

-- How many, no further than most.
--one appeal_joined_count(joined, most) -> appeal_number
SELECT count(*) AS n FROM (SELECT 1 AS one FROM appeal a JOIN matter m ON m.district = $district AND m.id = a.id
        WHERE a.district = $district AND a.joined = $joined AND a.joined <> 0 AND m.state <> {APPEAL_WITHDRAWN} LIMIT $most) AS counted;

-- The parts of a case, oldest first.
--many appeal_parts(part_of, after, limit) -> appeal_part(id, code text, title text, state, live, promised_at, closed_at,
--   lead_name text, lead_name_en text)
SELECT m.id, m.code, m.title, m.state, m.live, m.promised_at, m.closed_at,
       COALESCE(o.name, '') AS lead_name, COALESCE(o.name_en, '') AS lead_name_en
  FROM matter m LEFT JOIN org o ON o.district = $district AND o.id = m.lead
 WHERE m.district = $district AND m.part_of = $part_of AND m.part_of <> 0 AND m.id > $after ORDER BY m.id LIMIT $limit;

-- ---- who filed it ----

--cols caller(phone_index text, phone_tail text, name_index text)

--exec1 appeal_contact_put(appeal, name bytes, phone bytes, *caller)
INSERT INTO appeal_contact (district, appeal, name, phone, {caller}, indexed)
VALUES ($district, $appeal, $name, $phone, {*caller}, 1);

--one appeal_contact_get(appeal) -> appeal_contact(name bytes, phone bytes)
SELECT name, phone FROM appeal_contact WHERE district = $district AND appeal = $appeal;

-- The sealed fields of all who filed: a drill of a backup tries whether its key opens them.
--walks: every sealed field of the district is opened
--each appeal_contact_sealed() -> appeal_contact_box(appeal, name bytes, phone bytes)
SELECT appeal, name, phone FROM appeal_contact WHERE district = $district ORDER BY appeal;

-- Those from before people were found by their names.
--many appeal_contact_old(after, limit) -> appeal_contact_old(appeal, name bytes, phone bytes)
SELECT appeal, name, phone FROM appeal_contact WHERE district = $district AND indexed = 0 AND appeal > $after ORDER BY appeal LIMIT $limit;

--exec appeal_contact_index(appeal, *caller)
UPDATE appeal_contact SET {caller=}, indexed = 1 WHERE district = $district AND appeal = $appeal;

-- Cases of who left this number, of who left a number that ends so, or this name; of whose account has the number or name. Newest first.
--many caller_phone(phone_index text, before, limit) -> caller_case(id)
SELECT appeal AS id FROM appeal_contact WHERE district = $district AND phone_index = $phone_index AND phone_index <> '' AND appeal < $before
 ORDER BY appeal DESC LIMIT $limit;

--many caller_tail(phone_tail text, before, limit) -> caller_case
SELECT appeal AS id FROM appeal_contact WHERE district = $district AND phone_tail = $phone_tail AND phone_tail <> '' AND appeal < $before
 ORDER BY appeal DESC LIMIT $limit;

--many caller_name(name_index text, before, limit) -> caller_case
SELECT appeal AS id FROM appeal_contact WHERE district = $district AND name_index = $name_index AND name_index <> '' AND appeal < $before
 ORDER BY appeal DESC LIMIT $limit;

--many caller_account_phone(phone_index text, before, limit) -> caller_case
SELECT m.id FROM person p CROSS JOIN matter m
 WHERE p.district = $district AND p.phone_index = $phone_index AND p.phone_index <> '' AND m.district = $district AND m.raiser = p.id AND m.id < $before
 ORDER BY m.id DESC LIMIT $limit;

-- By the cases of the people, not from the newest case on (+ 0): a name has few.
--many caller_account_name(name text, before, limit) -> caller_case
SELECT m.id FROM person p CROSS JOIN matter m
 WHERE p.district = $district AND p.name = $name AND m.district = $district AND m.raiser = p.id AND m.id + 0 < $before
 ORDER BY m.id + 0 DESC LIMIT $limit;

--exec appeal_contact_drop(appeal)
DELETE FROM appeal_contact WHERE district = $district AND appeal = $appeal;

--many appeal_contacts_of(phone_index text, limit) -> appeal_reached(appeal)
SELECT appeal FROM appeal_contact WHERE district = $district AND phone_index = $phone_index AND phone_index <> '' LIMIT $limit;

-- ---- words that staff keep: reasons of a bounce, usual answers ----

--cols phrase(id, kind, desk, title text, words text, gone, changed_by, changed_at, item, use, version)

--many phrases(kind, desk, limit) -> phrase
SELECT {phrase} FROM appeal_phrase WHERE district = $district AND kind = $kind AND desk = $desk ORDER BY id LIMIT $limit;

--one phrase_get(id) -> phrase
SELECT {phrase} FROM appeal_phrase WHERE district = $district AND id = $id;

--exec1 phrase_put(*phrase)
INSERT INTO appeal_phrase (district, {phrase}) VALUES ($district, {*phrase})
ON CONFLICT (district, id) DO UPDATE SET title = excluded.title, words = excluded.words, gone = excluded.gone,
       changed_by = excluded.changed_by, changed_at = excluded.changed_at, item = excluded.item, use = excluded.use, version = excluded.version;

--cols phrase_was(phrase, version, title text, words text, item, use, gone, changed_by, changed_at)
--exec1 phrase_was_add(*phrase_was)
INSERT INTO appeal_phrase_was (district, {phrase_was}) VALUES ($district, {*phrase_was});

-- What it said before, the newest first.
--many phrase_versions(phrase, limit) -> phrase_was
SELECT {phrase_was} FROM appeal_phrase_was WHERE district = $district AND phrase = $phrase ORDER BY version DESC LIMIT $limit;

-- For sealing.
--walks: verify looks at every phrase, page by page
--many phrase_ids(after, limit) -> appeal_number
SELECT id AS n FROM appeal_phrase WHERE district = $district AND id > $after ORDER BY id LIMIT $limit;

-- ---- public lists, newest first. only: enum appeal_only, 0 = all ----

--many appeal_public_all(before, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide
 WHERE district = $district AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND id < $before
 ORDER BY id DESC LIMIT $limit;

--many appeal_public_live(before, class, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide
 WHERE district = $district AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND live < 3 AND id < $before AND ($class = 0 OR class = $class)
 ORDER BY id DESC LIMIT $limit;

--many appeal_public_place(community, before, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide
 WHERE district = $district AND community = $community AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND id < $before
 ORDER BY id DESC LIMIT $limit;

-- Those whose words everybody reads.
--many appeal_public_shown(community, before, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide
 WHERE district = $district AND community = $community AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND id < $before
   AND (shown = {MATTER_SHOWN} OR shown = {MATTER_SHOWN_BEFORE})
 ORDER BY id DESC LIMIT $limit;

-- How many live ones wait for somebody to look at their words, no further than most.
--one appeal_waiting(community, most) -> appeal_number
SELECT count(*) AS n FROM (SELECT 1 AS one FROM matter
        WHERE district = $district AND community = $community AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND live < 3
          AND (shown = {MATTER_WAITS} OR shown = {MATTER_WAITS_BEFORE}) LIMIT $most) AS counted;

-- Live ones of a community that are never public, and those of them that are late.
--one appeal_never_at(community, now) -> appeal_never_at(n, late)
SELECT count(*) AS n, COALESCE(CAST(sum(CASE WHEN live = {LIVE_OFFICE} AND queue_at < $now THEN 1 ELSE 0 END) AS BIGINT), 0) AS late
  FROM matter WHERE district = $district AND kind = {FLOW_APPEAL} AND community = $community AND live < 3 AND shown = 4;

--many appeal_never_each(now) -> appeal_never_of(community, n, late)
SELECT community, count(*) AS n, CAST(sum(CASE WHEN live = {LIVE_OFFICE} AND queue_at < $now THEN 1 ELSE 0 END) AS BIGINT) AS late
  FROM matter WHERE district = $district AND kind = {FLOW_APPEAL} AND live < 3 AND shown = 4 GROUP BY community;

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

--cols appeal_class_at(class, community, before, only, limit)
--many appeal_public_class_place(*appeal_class_at) -> appeal_line
SELECT {w.appeal_line} FROM appeal a CROSS JOIN appeal_wide w
 WHERE a.district = $district AND a.class = $class AND a.community = $community AND a.id < $before
   AND w.district = $district AND w.id = a.id AND w.sight = {FLOW_PUBLIC}
   AND ($only = 0 OR ($only = {ONLY_LIVE} AND w.live < {LIVE_OVER}) OR ($only = {ONLY_OVER} AND w.live = {LIVE_OVER}))
 ORDER BY a.id DESC LIMIT $limit;

-- What is over, newest first: among the newest it is rare.
--many appeal_public_over(before, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide
 WHERE district = $district AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND live = 3 AND id < $before
 ORDER BY id DESC LIMIT $limit;

--many appeal_public_place_over(community, before, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide
 WHERE district = $district AND community = $community AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND live = 3 AND id < $before
 ORDER BY id DESC LIMIT $limit;

-- How many there are, no further than most.
--one appeal_number_all(most) -> appeal_number
SELECT count(*) AS n FROM (SELECT 1 AS one FROM matter
        WHERE district = $district AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} LIMIT $most) AS counted;

--one appeal_number_live(most) -> appeal_number
SELECT count(*) AS n FROM (SELECT 1 AS one FROM matter
        WHERE district = $district AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND live < 3 LIMIT $most) AS counted;

--one appeal_number_over(most) -> appeal_number
SELECT count(*) AS n FROM (SELECT 1 AS one FROM matter
        WHERE district = $district AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND live = 3 LIMIT $most) AS counted;

--one appeal_number_place_all(community, most) -> appeal_number
SELECT count(*) AS n FROM (SELECT 1 AS one FROM matter
        WHERE district = $district AND community = $community AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} LIMIT $most) AS counted;

--one appeal_number_place_live(community, most) -> appeal_number
SELECT count(*) AS n FROM (SELECT 1 AS one FROM matter
        WHERE district = $district AND community = $community AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND live < 3 LIMIT $most) AS counted;

--one appeal_number_place_over(community, most) -> appeal_number
SELECT count(*) AS n FROM (SELECT 1 AS one FROM matter
        WHERE district = $district AND community = $community AND kind = {FLOW_APPEAL} AND sight = {FLOW_PUBLIC} AND live = 3 LIMIT $most) AS counted;

-- ---- by words ----

-- words are of matter_find_query: desk, class and who may see it are among them, so that nothing else is read than what is shown.
--cols appeal_seek(words text, before, community, only, limit)
--walks: PostgreSQL reads from the newest on when it believes that many cases have the words
--many appeal_search(*appeal_seek) -> appeal_line
--sqlite
SELECT {a.appeal_line} FROM matter_find f CROSS JOIN appeal_wide a
 WHERE matter_find MATCH replace(replace($words, '&', ' AND '), '|', ' OR ') AND f.rowid < $before AND a.district = $district AND a.id = f.rowid
   AND ($community = 0 OR a.community = $community)
   AND ($only = 0 OR ($only = {ONLY_LIVE} AND a.live < {LIVE_OVER}) OR ($only = {ONLY_OVER} AND a.live = {LIVE_OVER}))
 ORDER BY f.rowid DESC LIMIT $limit;
--pg
SELECT {a.appeal_line} FROM matter_find f JOIN appeal_wide a ON a.district = $district AND a.id = f.id
 WHERE f.district = $district AND f.tokens @@ CAST($words AS tsquery) AND f.id < $before
   AND ($community = 0 OR a.community = $community)
   AND ($only = 0 OR ($only = {ONLY_LIVE} AND a.live < {LIVE_OVER}) OR ($only = {ONLY_OVER} AND a.live = {LIVE_OVER}))
 ORDER BY f.id DESC LIMIT $limit;

-- What the index of words is made of.
--walks: the index of words is made anew from all cases, page by page
--many appeal_words_after(after, limit) -> appeal_words(id, sight, class, code text, title text, body text, place_name text, spot text, shown, open_title text,
--   open_body text)
SELECT id, sight, class, code, title, body, place_name, spot, shown, open_title, open_body FROM appeal_wide
 WHERE district = $district AND id > $after AND kind = {FLOW_APPEAL} ORDER BY id LIMIT $limit;

-- ---- of a person, of a desk ----

--many appeal_of_person(person, before, limit) -> appeal_line
SELECT {appeal_line} FROM appeal_wide WHERE district = $district AND raiser = $person AND id < $before ORDER BY id DESC LIMIT $limit;

--one appeal_line_get(id) -> appeal_line
SELECT {appeal_line} FROM appeal_wide WHERE district = $district AND id = $id;

-- A public case by its code.
--one appeal_line_open(code text) -> appeal_line
SELECT {appeal_line} FROM appeal_wide WHERE district = $district AND code = $code AND sight = {FLOW_PUBLIC};

-- One line, for cases opened by the PIN they still have.
--one appeal_line_proven(id, pin_salt text) -> appeal_line
SELECT {appeal_line} FROM appeal_wide WHERE district = $district AND id = $id AND pin_salt = $pin_salt;

-- One tab of a desk, what is due first. state 0 = any; due before to; calm 1 = without what is urgent, which lies on a part of its own.
--cols appeal_place_in_queue(desk, tab, after_at, after_id, to, state, topic, calm, limit)
--many appeal_queue(*appeal_place_in_queue) -> appeal_line
SELECT {a.appeal_line} FROM desk d CROSS JOIN appeal_wide a
 WHERE d.district = $district AND d.desk = $desk AND d.tab = $tab AND d.tab < {DESK_OVER} AND (d.queue_at, d.matter) > ($after_at, $after_id)
   AND d.queue_at < $to AND d.kind = {FLOW_APPEAL} AND a.district = $district AND a.id = d.matter AND ($calm = 0 OR a.urgent = 0)
 ORDER BY d.queue_at, d.matter LIMIT $limit;

-- The same of one state.
--many appeal_queue_state(*appeal_place_in_queue) -> appeal_line
SELECT {a.appeal_line} FROM desk d CROSS JOIN appeal_wide a
 WHERE d.district = $district AND d.desk = $desk AND d.tab = $tab AND d.tab < {DESK_OVER} AND d.kind = {FLOW_APPEAL}
   AND d.state = $state AND d.state <> 0
   AND (d.queue_at, d.matter) > ($after_at, $after_id) AND d.queue_at < $to
   AND a.district = $district AND a.id = d.matter AND ($calm = 0 OR a.urgent = 0)
 ORDER BY d.queue_at, d.matter LIMIT $limit;

-- The same of one class.
--many appeal_queue_topic(*appeal_place_in_queue) -> appeal_line
SELECT {a.appeal_line} FROM desk d CROSS JOIN appeal_wide a
 WHERE d.district = $district AND d.desk = $desk AND d.topic = $topic AND d.topic <> 0 AND d.tab = $tab AND d.tab < {DESK_OVER}
   AND (d.queue_at, d.matter) > ($after_at, $after_id)
   AND d.queue_at < $to AND d.kind = {FLOW_APPEAL} AND ($state = 0 OR d.state = $state)
   AND a.district = $district AND a.id = d.matter AND ($calm = 0 OR a.urgent = 0)
 ORDER BY d.queue_at, d.matter LIMIT $limit;

-- The same three backwards, from before the cursor; due at `to` or later.
--many appeal_queue_back(*appeal_place_in_queue) -> appeal_line
SELECT {a.appeal_line} FROM desk d CROSS JOIN appeal_wide a
 WHERE d.district = $district AND d.desk = $desk AND d.tab = $tab AND d.tab < {DESK_OVER} AND (d.queue_at, d.matter) < ($after_at, $after_id)
   AND d.queue_at >= $to AND d.kind = {FLOW_APPEAL} AND a.district = $district AND a.id = d.matter AND ($calm = 0 OR a.urgent = 0)
 ORDER BY d.queue_at DESC, d.matter DESC LIMIT $limit;

--many appeal_queue_state_back(*appeal_place_in_queue) -> appeal_line
SELECT {a.appeal_line} FROM desk d CROSS JOIN appeal_wide a
 WHERE d.district = $district AND d.desk = $desk AND d.tab = $tab AND d.tab < {DESK_OVER} AND d.kind = {FLOW_APPEAL}
   AND d.state = $state AND d.state <> 0
   AND (d.queue_at, d.matter) < ($after_at, $after_id) AND d.queue_at >= $to
   AND a.district = $district AND a.id = d.matter AND ($calm = 0 OR a.urgent = 0)
 ORDER BY d.queue_at DESC, d.matter DESC LIMIT $limit;

--many appeal_queue_topic_back(*appeal_place_in_queue) -> appeal_line
SELECT {a.appeal_line} FROM desk d CROSS JOIN appeal_wide a
 WHERE d.district = $district AND d.desk = $desk AND d.topic = $topic AND d.topic <> 0 AND d.tab = $tab AND d.tab < {DESK_OVER}
   AND (d.queue_at, d.matter) < ($after_at, $after_id)
   AND d.queue_at >= $to AND d.kind = {FLOW_APPEAL} AND ($state = 0 OR d.state = $state)
   AND a.district = $district AND a.id = d.matter AND ($calm = 0 OR a.urgent = 0)
 ORDER BY d.queue_at DESC, d.matter DESC LIMIT $limit;

-- One tab of a desk, newest first, due from a moment on and before another. state and topic: 0 = any. The rows of the tab are sorted (+ 0):
-- what a desk ever had is longer.
--cols appeal_place_in_tab(desk, tab, before, from, to, state, topic, limit)
--many appeal_queue_newest(*appeal_place_in_tab) -> appeal_line
SELECT {a.appeal_line}
  FROM (SELECT matter FROM desk WHERE district = $district AND desk = $desk AND tab = $tab AND tab < {DESK_OVER}
           AND queue_at >= $from AND queue_at < $to AND matter + 0 < $before AND kind = {FLOW_APPEAL}
           AND ($state = 0 OR state = $state) AND ($topic = 0 OR topic = $topic) ORDER BY matter + 0 DESC LIMIT $limit) d
 CROSS JOIN appeal_wide a WHERE a.district = $district AND a.id = d.matter
 ORDER BY d.matter + 0 DESC;

-- Everything a desk ever had, newest first.
--many appeal_desk_all(desk, before, limit) -> appeal_line
SELECT {a.appeal_line} FROM desk d CROSS JOIN appeal_wide a
 WHERE d.district = $district AND d.desk = $desk AND d.matter < $before AND d.kind = {FLOW_APPEAL} AND a.district = $district AND a.id = d.matter
 ORDER BY d.matter DESC LIMIT $limit;

-- What a desk has by its code.
--one appeal_desk_coded(desk, code text) -> appeal_line
SELECT {a.appeal_line} FROM appeal_wide a CROSS JOIN desk d
 WHERE a.district = $district AND a.code = $code AND a.kind = {FLOW_APPEAL} AND d.district = $district AND d.desk = $desk AND d.matter = a.id;

-- The same, oldest first, as a file has it: without parts, which nobody raised.
--many appeal_out_after(desk, after, limit) -> appeal_out(id, code text, title text, body text, item, item_path text, state, channel, street, community,
--   area, grid, building, place_name text, community_name text, org_name text, filed_at, promised_at, replied_at, closed_at, reply text,
--   result, attitude, reopened, repinned, source text, source_id text, class, org, anon, place_code text, sort, affair)
SELECT a.id, a.code, a.title, a.body, a.item, a.item_path, a.state, a.channel, a.street, a.community, a.area, a.grid, a.building,
       a.place_name, a.community_name, a.org_name, a.filed_at, a.promised_at, a.replied_at, a.closed_at, a.reply, a.result, a.attitude,
       a.reopened, a.repinned, a.source, a.source_id, a.class, a.org, a.anon, COALESCE(n.code, '') AS place_code, a.sort, a.affair
  FROM desk d CROSS JOIN appeal_wide a LEFT JOIN territory_node n ON n.district = $district AND n.id = a.place
 WHERE d.district = $district AND d.desk = $desk AND d.matter > $after AND d.kind = {FLOW_APPEAL} AND a.district = $district AND a.id = d.matter
   AND a.part_of = 0
 ORDER BY d.matter LIMIT $limit;

-- Cases whose item a person chose: what the suggestion learns from. Those whose text was deleted teach nothing, nor do those that are never public.
--walks: training reads all cases that teach something
--each appeal_lessons() -> appeal_lesson(title text, body text, item)
SELECT w.title, w.body, w.item FROM appeal_wide w
 WHERE w.district = $district AND w.kind = {FLOW_APPEAL} AND w.item > 0 AND (w.source <> '' OR w.state > {APPEAL_FILED})
   AND (w.body <> '' OR w.open = 1 OR w.source <> '') AND w.part_of <> {MATTER_PRACTICE}
   AND NOT EXISTS (SELECT 1 FROM catalogue_node n JOIN catalogue_node p ON p.district = $district AND p.id IN (n.id, n.parent, n.class)
                    WHERE n.district = $district AND n.id = w.item AND p.never = 1)
 ORDER BY w.id;

-- What cases say and where, in the order they were filed: to find those that say the same. Parts are nobody's words.
--walks: the newest cases are read once, so many at a time
--many appeal_texts(after, limit) -> appeal_text(id, filed_at, building, area, community, street, title text, body text)
SELECT m.id, m.filed_at, m.building, m.area, m.community, m.street, m.title, a.body
  FROM matter m JOIN appeal a ON a.district = $district AND a.id = m.id
 WHERE m.district = $district AND m.id > $after AND m.kind = {FLOW_APPEAL} AND m.part_of = 0 ORDER BY m.id LIMIT $limit;

-- The case after so many, from the newest on.
--walks: a stated number of the newest is passed over
--one appeal_newest(skip) -> appeal_number
SELECT id AS n FROM matter WHERE district = $district AND kind = {FLOW_APPEAL} ORDER BY id DESC LIMIT 1 OFFSET $skip;

-- ---- practice ----

--exec1 practice_erase(id)
DELETE FROM appeal WHERE district = $district AND id = $id;

-- ---- figures ----

-- Of a week or month (unit), which begins at start, in a place: a community, or the district's code for all communities.
--cols appeal_figure(place, unit, start, class, filed, closed, on_time, minutes, rated, pleased, extended, called, called_pleased)

-- All figures, and what they must be the sums of, for verifying.
--walks: verify reads every figure once
--each appeal_figure_all() -> appeal_figure
SELECT {appeal_figure} FROM appeal_figure WHERE district = $district;

--each appeal_figures() -> appeal_source(community, class, state, shown, filed_at, promised_at, replied_at, closed_at, result, attitude, rated_at, kept, extended, lead, repinned, sort, affair)
SELECT m.community, a.class, m.state, m.shown, m.filed_at, m.promised_at, a.replied_at, m.closed_at, a.result, a.attitude, a.rated_at, a.community AS kept, a.extended, m.lead, a.repinned, a.sort, a.affair
  FROM matter m JOIN appeal a ON a.district = $district AND a.id = m.id
 WHERE m.district = $district AND m.kind = {FLOW_APPEAL} AND m.part_of = 0;

--exec1 appeal_figure_add(*appeal_figure)
INSERT INTO appeal_figure (district, {appeal_figure}) VALUES ($district, {*appeal_figure})
ON CONFLICT (district, place, unit, start, class) DO UPDATE SET
       filed = appeal_figure.filed + excluded.filed, closed = appeal_figure.closed + excluded.closed,
       on_time = appeal_figure.on_time + excluded.on_time, minutes = appeal_figure.minutes + excluded.minutes,
       rated = appeal_figure.rated + excluded.rated, pleased = appeal_figure.pleased + excluded.pleased,
       extended = appeal_figure.extended + excluded.extended, called = appeal_figure.called + excluded.called,
       called_pleased = appeal_figure.called_pleased + excluded.called_pleased;

-- From the unit that begins at start on, before the one that begins at until.
--one appeal_figure_sum(place, unit, start, until) -> appeal_sum(filed, closed, on_time, minutes, rated, pleased, extended, called, called_pleased)
SELECT COALESCE(CAST(sum(filed) AS BIGINT), 0) AS filed, COALESCE(CAST(sum(closed) AS BIGINT), 0) AS closed,
       COALESCE(CAST(sum(on_time) AS BIGINT), 0) AS on_time, COALESCE(CAST(sum(minutes) AS BIGINT), 0) AS minutes,
       COALESCE(CAST(sum(rated) AS BIGINT), 0) AS rated, COALESCE(CAST(sum(pleased) AS BIGINT), 0) AS pleased,
       COALESCE(CAST(sum(extended) AS BIGINT), 0) AS extended,
       COALESCE(CAST(sum(called) AS BIGINT), 0) AS called, COALESCE(CAST(sum(called_pleased) AS BIGINT), 0) AS called_pleased
  FROM appeal_figure WHERE district = $district AND place = $place AND unit = $unit AND start >= $start AND start < $until;

--many appeal_figure_weeks(place, start) -> appeal_week(start, filed, closed, on_time, minutes, rated, pleased)
SELECT start, CAST(sum(filed) AS BIGINT) AS filed, CAST(sum(closed) AS BIGINT) AS closed, CAST(sum(on_time) AS BIGINT) AS on_time,
       CAST(sum(minutes) AS BIGINT) AS minutes, CAST(sum(rated) AS BIGINT) AS rated, CAST(sum(pleased) AS BIGINT) AS pleased
  FROM appeal_figure WHERE district = $district AND place = $place AND unit = {APPEAL_WEEK} AND start >= $start
 GROUP BY start ORDER BY start;

-- The same of each community of the district.
--many appeal_figure_each(unit, start, until) -> appeal_place_sum(place, filed, closed, on_time, minutes, rated, pleased, extended, called, called_pleased)
SELECT f.place, CAST(sum(f.filed) AS BIGINT) AS filed, CAST(sum(f.closed) AS BIGINT) AS closed, CAST(sum(f.on_time) AS BIGINT) AS on_time,
       CAST(sum(f.minutes) AS BIGINT) AS minutes, CAST(sum(f.rated) AS BIGINT) AS rated, CAST(sum(f.pleased) AS BIGINT) AS pleased,
       CAST(sum(f.extended) AS BIGINT) AS extended, CAST(sum(f.called) AS BIGINT) AS called,
       CAST(sum(f.called_pleased) AS BIGINT) AS called_pleased
  FROM territory_node t CROSS JOIN appeal_figure f
 WHERE f.district = $district AND f.place = t.id AND f.unit = $unit AND f.start >= $start AND f.start < $until AND t.district = $district AND t.level = {LEVEL_COMMUNITY}
 GROUP BY f.place;

--many appeal_figure_weeks_each(start) -> appeal_place_week(place, start, filed, closed, on_time, minutes, rated, pleased)
SELECT f.place, f.start, CAST(sum(f.filed) AS BIGINT) AS filed, CAST(sum(f.closed) AS BIGINT) AS closed, CAST(sum(f.on_time) AS BIGINT) AS on_time,
       CAST(sum(f.minutes) AS BIGINT) AS minutes, CAST(sum(f.rated) AS BIGINT) AS rated, CAST(sum(f.pleased) AS BIGINT) AS pleased
  FROM territory_node t CROSS JOIN appeal_figure f
 WHERE f.district = $district AND f.place = t.id AND f.unit = {APPEAL_WEEK} AND f.start >= $start AND t.district = $district AND t.level = {LEVEL_COMMUNITY}
 GROUP BY f.place, f.start;

--many appeal_figure_classes(place, unit, start) -> appeal_class(class, name text, name_en text, filed)
SELECT d.class, COALESCE(n.name, '') AS name, COALESCE(n.name_en, '') AS name_en, d.filed
  FROM (SELECT class, CAST(sum(filed) AS BIGINT) AS filed FROM appeal_figure
         WHERE district = $district AND place = $place AND unit = $unit AND start >= $start GROUP BY class) d
  LEFT JOIN catalogue_node n ON n.district = $district AND n.id = d.class
 WHERE d.filed > 0 ORDER BY d.filed DESC, d.class LIMIT 12;

-- ---- what cases took, by community and by body ----

--cols appeal_work(desk, unit, start, kind, closed, on_time, extended, minutes, near, triage, accept, handle, rule, rated, pleased)

--exec1 appeal_work_add(*appeal_work)
INSERT INTO appeal_work (district, {appeal_work}) VALUES ($district, {*appeal_work})
ON CONFLICT (district, desk, unit, start, kind) DO UPDATE SET
       closed = appeal_work.closed + excluded.closed, on_time = appeal_work.on_time + excluded.on_time,
       extended = appeal_work.extended + excluded.extended, minutes = appeal_work.minutes + excluded.minutes,
       near = appeal_work.near + excluded.near, triage = appeal_work.triage + excluded.triage,
       accept = appeal_work.accept + excluded.accept, handle = appeal_work.handle + excluded.handle,
       rule = appeal_work.rule + excluded.rule, rated = appeal_work.rated + excluded.rated, pleased = appeal_work.pleased + excluded.pleased;

--walks: all of it is made anew
--exec appeal_work_empty()
DELETE FROM appeal_work WHERE district = $district;

-- Is any case over, and is anything counted of those that are?
--walks: the first row of a district tells
--one appeal_work_there() -> appeal_work_there(cases, rows)
SELECT CASE WHEN EXISTS (SELECT 1 FROM appeal_figure WHERE district = $district AND place = $district AND closed > 0) THEN 1 ELSE 0 END AS cases,
       CASE WHEN EXISTS (SELECT 1 FROM appeal_work WHERE district = $district) THEN 1 ELSE 0 END AS rows;

-- For verifying and making it anew, beside appeal_figures.
--walks: verify reads every figure once
--each appeal_work_all() -> appeal_work
SELECT {appeal_work} FROM appeal_work WHERE district = $district;

--cols appeal_clock(community, lead, shown, closed_at, stage, org, started_at, stopped_at, paused_at, sort, affair)
--walks: verify adds up every clock once
--each appeal_clock_sources() -> appeal_clock
SELECT m.community, m.lead, m.shown, m.closed_at, d.stage, d.org, d.started_at, d.stopped_at, d.paused_at, a.sort, a.affair
  FROM due d JOIN matter m ON m.district = $district AND m.id = d.matter JOIN appeal a ON a.district = $district AND a.id = d.matter
 WHERE d.district = $district AND d.stopped_at > 0 AND m.kind = {FLOW_APPEAL} AND m.state = {APPEAL_CLOSED} AND m.part_of = 0
   AND d.stage IN ({STAGE_TRIAGE}, {STAGE_ACCEPT}, {STAGE_HANDLE}, {STAGE_RULE}, {STAGE_NEAR});

--walks: verify adds up every pause once
--each appeal_pause_sources() -> appeal_pause(community, lead, shown, closed_at, stage, org, stopped_at, paused_at, from_at, to_at, sort, affair)
SELECT m.community, m.lead, m.shown, m.closed_at, d.stage, d.org, d.stopped_at, d.paused_at, p.from_at, p.to_at, a.sort, a.affair
  FROM due_pause p JOIN due d ON d.district = $district AND d.matter = p.matter AND d.id = p.due
  JOIN matter m ON m.district = $district AND m.id = p.matter JOIN appeal a ON a.district = $district AND a.id = p.matter
 WHERE p.district = $district AND d.stopped_at > 0 AND m.kind = {FLOW_APPEAL} AND m.state = {APPEAL_CLOSED} AND m.part_of = 0
   AND d.stage IN ({STAGE_TRIAGE}, {STAGE_ACCEPT}, {STAGE_HANDLE}, {STAGE_RULE}, {STAGE_NEAR});

-- From the unit that begins at start until now, of each community and of the district's own row.
--many appeal_work_places(unit, start) -> appeal_work_place(desk, closed, minutes, near, triage, accept, handle, rule)
SELECT w.desk, CAST(sum(w.closed) AS BIGINT) AS closed, CAST(sum(w.minutes) AS BIGINT) AS minutes, CAST(sum(w.near) AS BIGINT) AS near,
       CAST(sum(w.triage) AS BIGINT) AS triage, CAST(sum(w.accept) AS BIGINT) AS accept, CAST(sum(w.handle) AS BIGINT) AS handle,
       CAST(sum(w.rule) AS BIGINT) AS rule
  FROM territory_node t CROSS JOIN appeal_work w
 WHERE w.district = $district AND w.desk = t.id AND w.unit = $unit AND w.start >= $start AND w.kind = 0
   AND t.district = $district AND t.level IN ({LEVEL_DISTRICT}, {LEVEL_COMMUNITY})
 GROUP BY w.desk;

-- The same of each body.
--walks: a district has some hundred bodies
--many appeal_work_bodies(unit, start) -> appeal_work_body(id, code text, name text, name_en text, place, closed, on_time, extended, minutes, accept, handle, rated, pleased)
SELECT o.id, o.code, o.name, o.name_en, o.place, COALESCE(CAST(sum(w.closed) AS BIGINT), 0) AS closed,
       COALESCE(CAST(sum(w.on_time) AS BIGINT), 0) AS on_time, COALESCE(CAST(sum(w.extended) AS BIGINT), 0) AS extended,
       COALESCE(CAST(sum(w.minutes) AS BIGINT), 0) AS minutes, COALESCE(CAST(sum(w.accept) AS BIGINT), 0) AS accept,
       COALESCE(CAST(sum(w.handle) AS BIGINT), 0) AS handle, COALESCE(CAST(sum(w.rated) AS BIGINT), 0) AS rated,
       COALESCE(CAST(sum(w.pleased) AS BIGINT), 0) AS pleased
  FROM org o LEFT JOIN appeal_work w ON w.district = $district AND w.desk = o.id AND w.unit = $unit AND w.start >= $start AND w.kind = 0
 WHERE o.district = $district
 GROUP BY o.id, o.code, o.name, o.name_en, o.place ORDER BY o.name, o.id;

-- By kind: of a community, or the district's own row for what no community knows.
--many appeal_work_kinds(desk, unit, start) -> appeal_work_kind(kind, closed, near, triage, work)
SELECT w.kind, CAST(sum(w.closed) AS BIGINT) AS closed, CAST(sum(w.near) AS BIGINT) AS near, CAST(sum(w.triage) AS BIGINT) AS triage,
       CAST(sum(w.accept + w.handle) AS BIGINT) AS work
  FROM appeal_work w
 WHERE w.district = $district AND w.desk = $desk AND w.unit = $unit AND w.start >= $start AND w.kind > 0
 GROUP BY w.kind;

-- The same of all communities, and of what no community knows.
--many appeal_work_kinds_all(unit, start) -> appeal_work_kind
SELECT w.kind, CAST(sum(w.closed) AS BIGINT) AS closed, CAST(sum(w.near) AS BIGINT) AS near, CAST(sum(w.triage) AS BIGINT) AS triage,
       CAST(sum(w.accept + w.handle) AS BIGINT) AS work
  FROM territory_node t CROSS JOIN appeal_work w
 WHERE w.district = $district AND w.desk = t.id AND w.unit = $unit AND w.start >= $start AND w.kind > 0 AND t.district = $district
   AND t.level IN ({LEVEL_DISTRICT}, {LEVEL_COMMUNITY})
 GROUP BY w.kind;

-- What bodies of communities carried themselves, all (kind 0) and by kind. community 0: of every community.
--many appeal_work_own(community, unit, start) -> appeal_work_kind
SELECT w.kind, CAST(sum(w.closed) AS BIGINT) AS closed, CAST(sum(w.near) AS BIGINT) AS near, CAST(sum(w.triage) AS BIGINT) AS triage,
       CAST(sum(w.accept + w.handle) AS BIGINT) AS work
  FROM org o CROSS JOIN appeal_work w
 WHERE w.district = $district AND w.desk = o.id AND w.unit = $unit AND w.start >= $start AND o.district = $district
   AND o.kind = 'community' AND (o.place = $community OR $community = 0)
 GROUP BY w.kind;

-- ---- where cases were settled ----

--cols appeal_near(place, unit, start, kind, org, n)

--exec1 appeal_near_add(*appeal_near)
INSERT INTO appeal_near (district, {appeal_near}) VALUES ($district, {*appeal_near})
ON CONFLICT (district, place, unit, start, kind, org) DO UPDATE SET n = appeal_near.n + excluded.n;

-- Of one place, from the unit that begins at start until now.
--many appeal_near_sums(place, unit, start) -> appeal_near_sum(kind, org, n)
SELECT kind, org, CAST(sum(n) AS BIGINT) AS n FROM appeal_near
 WHERE district = $district AND place = $place AND unit = $unit AND start >= $start
 GROUP BY kind, org ORDER BY kind, n DESC, org;

-- Of each community, without to whom.
--many appeal_near_each(unit, start) -> appeal_near_place(place, kind, n)
SELECT w.place, w.kind, CAST(sum(w.n) AS BIGINT) AS n
  FROM territory_node t CROSS JOIN appeal_near w
 WHERE w.district = $district AND w.place = t.id AND w.unit = $unit AND w.start >= $start AND t.district = $district AND t.level = {LEVEL_COMMUNITY}
 GROUP BY w.place, w.kind;

-- ---- a table of cases that is taken in ----

--cols table_import(id, person, file text, source text, chosen text, rows_all, rows_done, fresh, known, refused, state, why text, changed_at)

--exec1 import_add(*table_import)
INSERT INTO appeal_import (district, {table_import}) VALUES ($district, {*table_import});

--one import_get(id) -> table_import
SELECT {table_import} FROM appeal_import WHERE district = $district AND id = $id;

-- The same table with the same choice that is in this state.
--one import_same(file text, chosen text, state) -> table_import
SELECT {table_import} FROM appeal_import
 WHERE district = $district AND file = $file AND chosen = $chosen AND state = $state LIMIT 1;

-- The newest of the district.
--walks: twenty at most, and they are kept a week
--many import_newest(limit) -> table_import
SELECT {table_import} FROM appeal_import WHERE district = $district ORDER BY id DESC LIMIT $limit;

-- Some rows on, if nobody else was there meanwhile.
--cols import_step(rows_done, fresh, known, refused, state, why text, changed_at)
--exec1 import_go_on(id, was, running, *import_step)
UPDATE appeal_import SET {import_step=}
 WHERE district = $district AND id = $id AND rows_done = $was AND state = $running;

--exec1 import_turn(id, state_was, state, why text, changed_at)
UPDATE appeal_import SET state = $state, why = $why, changed_at = $changed_at
 WHERE district = $district AND id = $id AND state = $state_was;

--exec1 import_refuse(import, line, at, why text)
INSERT INTO appeal_import_refused (district, import, line, at, why) VALUES ($district, $import, $line, $at, $why);

--many import_refused(import, after, limit) -> import_refused(line, at, why text)
SELECT line, at, why FROM appeal_import_refused
 WHERE district = $district AND import = $import AND at > $after ORDER BY at LIMIT $limit;

-- Those that nobody needs any more: at rest for long.
--many import_old(state, before, limit) -> import_number(id)
SELECT id FROM appeal_import WHERE district = $district AND state = $state AND changed_at < $before ORDER BY changed_at LIMIT $limit;

--exec import_forget_refused(import)
DELETE FROM appeal_import_refused WHERE district = $district AND import = $import;

--exec import_forget(id)
DELETE FROM appeal_import WHERE district = $district AND id = $id;

--walks: the daily sweep compares the store with all names; tables that were taken in stay a week
--city each import_files() -> import_file(file text)
SELECT file FROM appeal_import;

-- ---- rules of dispatching: what a version of a rule decides ----

--cols steer_to(id, org, body text)

--one steer_get(id) -> steer_to
SELECT {steer_to} FROM appeal_steer WHERE district = $district AND id = $id;

--exec1 steer_insert(*steer_to)
INSERT INTO appeal_steer (district, {steer_to}) VALUES ($district, {*steer_to});

-- ---- rules of dispatching that send by themselves ----

--cols steer_auto(rule, version, bar, state, person, since_at, sent, undone)

--one auto_get(rule) -> steer_auto
SELECT {steer_auto} FROM appeal_auto WHERE district = $district AND rule = $rule;

-- Is any switched on?
--one auto_any(state) -> auto_any(rule)
SELECT rule FROM appeal_auto WHERE district = $district AND state = $state ORDER BY rule LIMIT 1;

--exec1 auto_insert(*steer_auto)
INSERT INTO appeal_auto (district, {steer_auto}) VALUES ($district, {*steer_auto});

--exec auto_delete(rule)
DELETE FROM appeal_auto WHERE district = $district AND rule = $rule;

--exec auto_count(rule, version, sent, undone)
UPDATE appeal_auto SET sent = sent + $sent, undone = undone + $undone
 WHERE district = $district AND rule = $rule AND version = $version;

--cols auto_sent(id, rule, version, org, at, undone_at)

--one auto_sent_get(id) -> auto_sent
SELECT {auto_sent} FROM appeal_auto_sent WHERE district = $district AND id = $id;

--exec1 auto_sent_insert(*auto_sent)
INSERT INTO appeal_auto_sent (district, {auto_sent}) VALUES ($district, {*auto_sent});

--exec1 auto_sent_undone(id, at)
UPDATE appeal_auto_sent SET undone_at = $at WHERE district = $district AND id = $id AND undone_at = 0;

-- ---- rules tried on the past ----

--cols trial(id, person, node, months, over, looked, moved, cut, began_at)

--exec1 trial_insert(*trial)
INSERT INTO appeal_trial (district, {trial}) VALUES ($district, {*trial});

--one trial_get(id) -> trial
SELECT {trial} FROM appeal_trial WHERE district = $district AND id = $id;

--many trials_of(person, limit) -> trial
SELECT {trial} FROM appeal_trial WHERE district = $district AND person = $person ORDER BY id DESC LIMIT $limit;

--exec trial_note(id, over, looked, moved, cut)
UPDATE appeal_trial SET over = $over, looked = $looked, moved = $moved, cut = $cut WHERE district = $district AND id = $id;

--exec trial_drop(id)
DELETE FROM appeal_trial WHERE district = $district AND id = $id;

--exec trial_drop_rules(trial)
DELETE FROM appeal_trial_rule WHERE district = $district AND trial = $trial;

--exec trial_drop_cases(trial)
DELETE FROM appeal_trial_case WHERE district = $district AND trial = $trial;

--cols trial_rule(at, rule, number, name text, decided, moved, lost, lost_to text, back, covered_by text, gone)

--exec1 trial_rule_insert(trial, *trial_rule)
INSERT INTO appeal_trial_rule (district, trial, {trial_rule}) VALUES ($district, $trial, {*trial_rule});

--many trial_rules(trial, limit) -> trial_rule
SELECT {trial_rule} FROM appeal_trial_rule WHERE district = $district AND trial = $trial ORDER BY at LIMIT $limit;

--exec1 trial_case_insert(trial, id, was, becomes, number)
INSERT INTO appeal_trial_case (district, trial, id, was, becomes, number) VALUES ($district, $trial, $id, $was, $becomes, $number);

--many trial_cases(trial, before, limit) -> trial_case(id, number, code text, place_name text, item_name text, item_name_en text,
--   was_name text, was_name_en text, to_name text, to_name_en text)
SELECT c.id, c.number, w.code, w.place_name, w.item_name, w.item_name_en, COALESCE(f.name, '') AS was_name,
       COALESCE(f.name_en, '') AS was_name_en, COALESCE(o.name, '') AS to_name, COALESCE(o.name_en, '') AS to_name_en
  FROM appeal_trial_case c CROSS JOIN appeal_wide w
  LEFT JOIN org f ON f.district = $district AND f.id = c.was
  LEFT JOIN org o ON o.district = $district AND o.id = c.becomes
 WHERE c.district = $district AND c.trial = $trial AND c.id < $before AND w.district = $district AND w.id = c.id
 ORDER BY c.id DESC LIMIT $limit;

-- What a place has had, newest first, as rules see it.
--many steer_past(desk, before, limit) -> steer_past(id, place, street, community, area, grid, building, channel, urgent, title text, body text,
--   answers text, item, class, level, parent, filed_at, lead, bounces)
SELECT m.id, m.place, m.street, m.community, m.area, m.grid, m.building, a.channel, m.urgent, m.title, a.body, a.answers, a.item, a.class,
       COALESCE(c.level, 0) AS level, COALESCE(c.parent, 0) AS parent, m.filed_at, m.lead, a.bounces
  FROM desk d CROSS JOIN matter m CROSS JOIN appeal a LEFT JOIN catalogue_node c ON c.district = $district AND c.id = a.item
 WHERE d.district = $district AND d.desk = $desk AND d.matter < $before AND d.kind = {FLOW_APPEAL}
   AND m.district = $district AND m.id = d.matter AND m.part_of <> {MATTER_PRACTICE} AND a.district = $district AND a.id = d.matter
 ORDER BY d.matter DESC LIMIT $limit;

-- Cases of an item that the district, or this subdistrict, has ruled, newest first.
--cols precedent_at(item, street, besides, limit)
--many precedents(*precedent_at) -> precedent_row(id, code text, title text, body text, tier)
SELECT a.id, m.code, m.title, a.body, a.tier
  FROM appeal a JOIN matter m ON m.district = $district AND m.id = a.id
 WHERE a.district = $district AND a.item = $item AND a.rulings > 0 AND a.id <> $besides AND m.part_of <> {MATTER_PRACTICE} AND (a.tier = {LEVEL_DISTRICT} OR m.street = $street)
 ORDER BY a.id DESC LIMIT $limit;

-- The newest ruling of a case.
--one precedent_step(subject) -> precedent_step(at, text text, data text)
SELECT at, text, data FROM flow_step
 WHERE district = $district AND subject_kind = {FLOW_APPEAL} AND subject = $subject AND kind = {ACT_RULE} ORDER BY seq DESC LIMIT 1;

-- ---- follow-up calls ----

--cols appeal_call(appeal, street, community, promised_at, answered_at, tries, tried_at, taken_by, taken_until)

--exec appeal_call_wait(*appeal_call)
INSERT INTO appeal_call (district, {appeal_call}) VALUES ($district, {*appeal_call})
ON CONFLICT (district, appeal) DO UPDATE SET street = excluded.street, community = excluded.community, promised_at = excluded.promised_at,
       answered_at = excluded.answered_at, tries = 0, tried_at = 0, taken_by = 0, taken_until = 0;

--exec appeal_call_end(appeal)
DELETE FROM appeal_call WHERE district = $district AND appeal = $appeal;

--exec appeal_call_place(appeal, street, community)
UPDATE appeal_call SET street = $street, community = $community WHERE district = $district AND appeal = $appeal;

--one appeal_call_get(appeal) -> appeal_call
SELECT {appeal_call} FROM appeal_call WHERE district = $district AND appeal = $appeal;

-- 0 rows: somebody else is calling.
--exec appeal_call_take(appeal, person, until, now)
UPDATE appeal_call SET taken_by = $person, taken_until = $until
 WHERE district = $district AND appeal = $appeal AND (taken_by = 0 OR taken_by = $person OR taken_until < $now);

--exec appeal_call_leave(appeal, person)
UPDATE appeal_call SET taken_by = 0, taken_until = 0 WHERE district = $district AND appeal = $appeal AND taken_by = $person;

--exec appeal_call_missed(appeal, person, at)
UPDATE appeal_call SET tries = tries + 1, tried_at = $at, taken_by = 0, taken_until = 0
 WHERE district = $district AND appeal = $appeal AND taken_by = $person AND taken_until >= $at;

-- Those whose time to rate is over.
--exec appeal_calls_drop(before)
DELETE FROM appeal_call WHERE district = $district AND answered_at < $before;

-- Of all, of a subdistrict, of a community: the oldest promise first, of what was answered between two moments.
--cols appeal_calls_span(node, since, until, promised_at, appeal, limit)
--cols appeal_call_line({appeal_call}, code text, title text, place_name text, version, org_name text, org_name_en text, community_name text, community_name_en text, item_name text, item_name_en text)
--many appeal_calls_all(*appeal_calls_span) -> appeal_call_line
SELECT c.appeal, c.street, c.community, c.promised_at, c.answered_at, c.tries, c.tried_at, c.taken_by, c.taken_until,
       a.code, a.title, a.place_name, a.version, a.org_name, a.org_name_en, a.community_name, a.community_name_en, a.item_name, a.item_name_en
  FROM appeal_call c JOIN appeal_wide a ON a.district = $district AND a.id = c.appeal
 WHERE c.district = $district AND c.answered_at >= $since AND c.answered_at <= $until AND c.promised_at >= $promised_at
   AND (c.promised_at > $promised_at OR c.appeal > $appeal) AND ($node = $node) ORDER BY c.promised_at, c.appeal LIMIT $limit;

--many appeal_calls_street(*appeal_calls_span) -> appeal_call_line
SELECT c.appeal, c.street, c.community, c.promised_at, c.answered_at, c.tries, c.tried_at, c.taken_by, c.taken_until,
       a.code, a.title, a.place_name, a.version, a.org_name, a.org_name_en, a.community_name, a.community_name_en, a.item_name, a.item_name_en
  FROM appeal_call c JOIN appeal_wide a ON a.district = $district AND a.id = c.appeal
 WHERE c.district = $district AND c.street = $node AND c.answered_at >= $since AND c.answered_at <= $until AND c.promised_at >= $promised_at
   AND (c.promised_at > $promised_at OR c.appeal > $appeal) ORDER BY c.promised_at, c.appeal LIMIT $limit;

--many appeal_calls_community(*appeal_calls_span) -> appeal_call_line
SELECT c.appeal, c.street, c.community, c.promised_at, c.answered_at, c.tries, c.tried_at, c.taken_by, c.taken_until,
       a.code, a.title, a.place_name, a.version, a.org_name, a.org_name_en, a.community_name, a.community_name_en, a.item_name, a.item_name_en
  FROM appeal_call c JOIN appeal_wide a ON a.district = $district AND a.id = c.appeal
 WHERE c.district = $district AND c.community = $node AND c.answered_at >= $since AND c.answered_at <= $until AND c.promised_at >= $promised_at
   AND (c.promised_at > $promised_at OR c.appeal > $appeal) ORDER BY c.promised_at, c.appeal LIMIT $limit;

-- Calls that wait for a case that was rated, is not answered, or is gone.
--walks: verify looks at every call that waits
--one appeal_calls_wrong() -> appeal_number
SELECT count(*) AS n FROM appeal_call c LEFT JOIN appeal_wide a ON a.district = $district AND a.id = c.appeal
 WHERE c.district = $district AND (a.id IS NULL OR a.state NOT IN ({APPEAL_REPLIED}, {APPEAL_CLOSED}) OR a.result > 0 OR a.community <> c.community);
