-- prevent.sql: every statement of prevention. Ids grow with time: newest first is by id.

-- What only preventions have.
--cols prevent_row(id, street, community, org, ended, kind, item, item_name text, found_at, weeks text, recent, recent_weeks, past, past_weeks,
-- chance, tests, plan text, due_at, done_at, done_text text, judge_weeks, accepted_at, before_n, after_n, verdict)
--one prevent_get(id) -> prevent_row
SELECT {prevent_row} FROM prevent WHERE district = $district AND id = $id;

--exec1 prevent_insert(*prevent_row)
INSERT INTO prevent (district, {prevent_row}) VALUES ($district, {*prevent_row});

--exec1 prevent_update(*prevent_row)
UPDATE prevent SET org = $org, ended = $ended, plan = $plan, due_at = $due_at, done_at = $done_at, done_text = $done_text,
       judge_weeks = $judge_weeks, accepted_at = $accepted_at, before_n = $before_n, after_n = $after_n, verdict = $verdict
 WHERE district = $district AND id = $id;

-- ---- the cases ----

--exec1 prevent_case_insert(prevent, id)
INSERT INTO prevent_case (district, prevent, id) VALUES ($district, $prevent, $id);

--many prevent_cases_of(prevent, limit) -> prevent_case_line(id, code text, title text, place_name text, live, street, community, filed_at)
SELECT m.id, m.code, m.title, m.place_name, m.live, m.street, m.community, m.filed_at
  FROM prevent_case c JOIN matter m ON m.district = $district AND m.id = c.id
 WHERE c.district = $district AND c.prevent = $prevent ORDER BY c.id DESC LIMIT $limit;

-- ---- finding: cases of a window of ids, some at a time ----

--walks: the weekly job reads the cases of a year, some at a time, on a thread for which nobody waits
--many prevent_cases(after, limit) -> prevent_seen(id, item, building, community, filed_at)
SELECT a.id, a.item, m.building, m.community, m.filed_at
  FROM appeal a JOIN matter m ON m.district = $district AND m.id = a.id
 WHERE a.district = $district AND a.id > $after AND m.id > $after AND a.item > 0 AND m.part_of = 0 ORDER BY a.id LIMIT $limit;

-- The newest of an item at a place.
--one prevent_last(item, place) -> prevent_last(id, live, closed_at)
SELECT p.id, m.live, m.closed_at FROM prevent p JOIN matter m ON m.district = $district AND m.id = p.id
 WHERE p.district = $district AND p.item = $item AND m.place = $place ORDER BY p.id DESC LIMIT 1;

--exec prevent_run_put(week, at, cases, tests, found)
INSERT INTO prevent_run (district, week, at, cases, tests, found) VALUES ($district, $week, $at, $cases, $tests, $found)
    ON CONFLICT (district, week) DO NOTHING;

--exec prevent_run_again(week, at, cases, tests, found)
UPDATE prevent_run SET at = $at, cases = $cases, tests = $tests, found = found + $found WHERE district = $district AND week = $week;

--walks: a row a week, of which the newest is read
--one prevent_run_last() -> prevent_run_line(week, at, cases, tests, found)
SELECT week, at, cases, tests, found FROM prevent_run WHERE district = $district ORDER BY week DESC LIMIT 1;

-- Done, and looked at no more often than once: those whose weeks may be over.
--many prevent_ripe(before, limit) -> prevent_ripe_line(id, done_at, judge_weeks, item, place, accepted_at)
SELECT p.id, p.done_at, p.judge_weeks, p.item, m.place, p.accepted_at
  FROM prevent p JOIN matter m ON m.district = $district AND m.id = p.id
 WHERE p.district = $district AND p.done_at > 0 AND p.verdict = 0 AND p.done_at < $before ORDER BY p.done_at LIMIT $limit;

-- ---- lists: of the district, of a street, of a community, of a body ----

--cols prevent_line(id, code text, title text, place_name text, state, recent, recent_weeks, past, past_weeks, chance, tests, due_at, at)
--many prevent_of_all(ended, before, limit) -> prevent_line
SELECT p.id, m.code, m.title, m.place_name, m.state, p.recent, p.recent_weeks, p.past, p.past_weeks, p.chance, p.tests, p.due_at, m.filed_at AS at
  FROM prevent p JOIN matter m ON m.district = $district AND m.id = p.id
 WHERE p.district = $district AND p.ended = $ended AND p.id < $before ORDER BY p.id DESC LIMIT $limit;

--many prevent_of_street(street, ended, before, limit) -> prevent_line
SELECT p.id, m.code, m.title, m.place_name, m.state, p.recent, p.recent_weeks, p.past, p.past_weeks, p.chance, p.tests, p.due_at, m.filed_at AS at
  FROM prevent p JOIN matter m ON m.district = $district AND m.id = p.id
 WHERE p.district = $district AND p.street = $street AND p.ended = $ended AND p.id < $before ORDER BY p.id DESC LIMIT $limit;

--many prevent_of_community(community, ended, before, limit) -> prevent_line
SELECT p.id, m.code, m.title, m.place_name, m.state, p.recent, p.recent_weeks, p.past, p.past_weeks, p.chance, p.tests, p.due_at, m.filed_at AS at
  FROM prevent p JOIN matter m ON m.district = $district AND m.id = p.id
 WHERE p.district = $district AND p.community = $community AND p.ended = $ended AND p.id < $before ORDER BY p.id DESC LIMIT $limit;

--many prevent_of_body(org, ended, before, limit) -> prevent_line
SELECT p.id, m.code, m.title, m.place_name, m.state, p.recent, p.recent_weeks, p.past, p.past_weeks, p.chance, p.tests, p.due_at, m.filed_at AS at
  FROM prevent p JOIN matter m ON m.district = $district AND m.id = p.id
 WHERE p.district = $district AND p.org = $org AND p.ended = $ended AND p.id < $before ORDER BY p.id DESC LIMIT $limit;
