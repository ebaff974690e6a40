-- account.sql: statements of people, bodies, roles, sessions and tokens.

-- People.

-- What is said of somebody.
--cols person_said(login text, name text, name_en text, title text, phone bytes, phone_index text,
--   email bytes, home)

--cols person(id, {person_said}, password text, totp bytes, totp_step, state, version, created_at, temporary_until)

--one person_get(id) -> person
SELECT {person} FROM person WHERE district = $district AND id = $id;

--one person_by_login(login text) -> person
SELECT {person} FROM person WHERE district = $district AND login = $login AND login <> '';

--one person_by_phone(phone_index text) -> person
SELECT {person} FROM person WHERE district = $district AND phone_index = $phone_index AND phone_index <> '';

--exec1 person_insert(*person)
INSERT INTO person (district, {person}) VALUES ($district, {*person}) ON CONFLICT DO NOTHING;

-- What the administrator edits, unless somebody else edited first or the login or number is taken.
--exec1 person_edit(*person)
UPDATE person SET {person_said=}, version = version + 1
 WHERE district = $district AND id = $id AND version = $version AND state <> {PERSON_ERASED}
   AND NOT EXISTS (SELECT 1 FROM person o WHERE o.district = $district AND o.id <> $id
                      AND o.login = $login AND o.login <> '')
   AND NOT EXISTS (SELECT 1 FROM person o WHERE o.district = $district AND o.id <> $id
                      AND o.phone_index = $phone_index AND o.phone_index <> '');

-- What people change themselves.
--exec1 person_describe(id, name text, name_en text, email bytes, home)
UPDATE person SET name = $name, name_en = $name_en, email = $email, home = $home, version = version + 1
 WHERE district = $district AND id = $id AND state = {PERSON_ACTIVE};

-- until: when a password ends that somebody else gave; 0 = it is their own.
--exec1 person_password(id, old text, new text, until)
UPDATE person SET password = $new, temporary_until = $until WHERE district = $district AND id = $id AND password = $old
   AND state <> {PERSON_ERASED};

-- A number that was proved, unless somebody else has it.
--exec1 person_phone(id, was text, phone bytes, phone_index text)
UPDATE person SET phone = $phone, phone_index = $phone_index, version = version + 1
 WHERE district = $district AND id = $id AND phone_index = $was AND state = {PERSON_ACTIVE}
   AND NOT EXISTS (SELECT 1 FROM person o WHERE o.district = $district AND o.id <> $id
                      AND o.phone_index = $phone_index AND o.phone_index <> '');

--exec1 person_state(id, from, to)
UPDATE person SET state = $to, version = version + 1 WHERE district = $district AND id = $id AND state = $from;

-- Only a tombstone stays: other rows name the person by id.
--exec1 person_erase(id, name text, nothing bytes)
UPDATE person SET login = '', name = $name, name_en = '', title = '', phone = $nothing, phone_index = '',
       email = $nothing, password = '', temporary_until = 0, totp = $nothing, totp_step = 0, home = 0, state = {PERSON_ERASED},
       version = version + 1
 WHERE district = $district AND id = $id AND state <> {PERSON_ERASED};

--exec1 person_totp(id, totp bytes, step)
UPDATE person SET totp = $totp, totp_step = $step WHERE district = $district AND id = $id AND state = {PERSON_ACTIVE};

-- A code works once: the step must be later than that of the last code.
--exec1 person_totp_use(id, step)
UPDATE person SET totp_step = $step WHERE district = $district AND id = $id AND totp_step < $step;

--cols person_line(id, login text, name text, title text, phone bytes, state, serves text)

--cols people_page(low text, high text, after text, after_id, reach, limit)

-- People whose name begins so, within the reach of a node (reach, 0 = everybody).
--many people_by_name(*people_page) -> person_line
SELECT p.id, p.login, p.name, p.title, p.phone, p.state,
       COALESCE((SELECT MIN(COALESCE(o.name, n.full_name))
                   FROM role_grant g
                   LEFT JOIN territory_node n ON n.district = $district AND n.id = g.node
                   LEFT JOIN org o ON o.district = $district AND o.id = g.org
                  WHERE g.district = $district AND g.person = p.id), h.full_name, '') AS serves
  FROM person p
  LEFT JOIN territory_node h ON h.district = $district AND h.id = p.home
 WHERE p.district = $district AND p.name >= $low AND p.name < $high
   AND (p.name, p.id) > ($after, $after_id) AND p.state <> {PERSON_ERASED}
   AND (CAST($reach AS BIGINT) = 0
        OR $reach IN (h.id, h.street, h.community, h.area, h.grid, h.building, h.unit)
        OR EXISTS (SELECT 1 FROM role_grant g
                     JOIN territory_node n ON n.district = $district AND n.id = g.node
                    WHERE g.district = $district AND g.person = p.id
                      AND $reach IN (n.id, n.street, n.community, n.area, n.grid, n.building, n.unit)))
 ORDER BY p.name, p.id LIMIT $limit;

--many people_by_login(*people_page) -> person_line
SELECT p.id, p.login, p.name, p.title, p.phone, p.state,
       COALESCE((SELECT MIN(COALESCE(o.name, n.full_name))
                   FROM role_grant g
                   LEFT JOIN territory_node n ON n.district = $district AND n.id = g.node
                   LEFT JOIN org o ON o.district = $district AND o.id = g.org
                  WHERE g.district = $district AND g.person = p.id), h.full_name, '') AS serves
  FROM person p
  LEFT JOIN territory_node h ON h.district = $district AND h.id = p.home
 WHERE p.district = $district AND p.login >= $low AND p.login < $high
   AND (p.login, p.id) > ($after, $after_id) AND p.login <> ''
   AND p.state <> {PERSON_ERASED}
   AND (CAST($reach AS BIGINT) = 0
        OR $reach IN (h.id, h.street, h.community, h.area, h.grid, h.building, h.unit)
        OR EXISTS (SELECT 1 FROM role_grant g
                     JOIN territory_node n ON n.district = $district AND n.id = g.node
                    WHERE g.district = $district AND g.person = p.id
                      AND $reach IN (n.id, n.street, n.community, n.area, n.grid, n.building, n.unit)))
 ORDER BY p.login, p.id LIMIT $limit;

-- The sealed fields of all people: a drill of a backup tries whether its key opens them.
--walks: every sealed field of the district is opened
--each person_sealed() -> person_box(id, phone bytes, email bytes, totp bytes)
SELECT id, phone, email, totp FROM person WHERE district = $district ORDER BY id;

--cols login_role(id, login text, name text, state, role, node_code text, org_code text)

-- Everybody who signs in by a name, a row for each role, for the command line.
--walks: an export of all who sign in
--each login_roles() -> login_role
SELECT p.id, p.login, p.name, p.state, COALESCE(g.role, 0) AS role, COALESCE(n.code, '') AS node_code,
       COALESCE(o.code, '') AS org_code
  FROM person p
  LEFT JOIN role_grant g ON g.district = $district AND g.person = p.id
  LEFT JOIN territory_node n ON n.district = $district AND n.id = g.node
  LEFT JOIN org o ON o.district = $district AND o.id = g.org
 WHERE p.district = $district AND p.login <> '' ORDER BY p.login, g.id;

-- Roles.

--cols role_grant(id, person, role, node, level, org, granted_by, granted_at)

--many grants_of(person) -> role_grant
SELECT {role_grant} FROM role_grant WHERE district = $district AND person = $person ORDER BY level, id;

--one grant_get(id) -> role_grant
SELECT {role_grant} FROM role_grant WHERE district = $district AND id = $id;

--cols person_role(id, role, node, level, org, granted_at, node_name text, node_name_en text,
--   node_code text, org_name text, org_name_en text, org_code text)

-- The same with the words a page needs.
--many roles_of(person) -> person_role
SELECT g.id, g.role, g.node, g.level, g.org, g.granted_at,
       CASE WHEN COALESCE(n.full_name, '') <> '' THEN n.full_name ELSE COALESCE(n.name, '') END AS node_name,
       COALESCE(n.name_en, '') AS node_name_en, COALESCE(n.code, '') AS node_code,
       COALESCE(o.name, '') AS org_name, COALESCE(o.name_en, '') AS org_name_en, COALESCE(o.code, '') AS org_code
  FROM role_grant g
  LEFT JOIN territory_node n ON n.district = $district AND n.id = g.node
  LEFT JOIN org o ON o.district = $district AND o.id = g.org
 WHERE g.district = $district AND g.person = $person ORDER BY g.level, g.id;

--exec grant_insert(*role_grant)
INSERT INTO role_grant (district, {role_grant}) VALUES ($district, {*role_grant})
ON CONFLICT (district, person, role, node, org) DO NOTHING;

--exec1 grant_delete(id, person)
DELETE FROM role_grant WHERE district = $district AND id = $id AND person = $person;

--exec grants_delete(person)
DELETE FROM role_grant WHERE district = $district AND person = $person;

-- How many active people hold the role at a level, somebody left out.
--one grant_others(role, level, but) -> account_count(n)
SELECT count(*) AS n
  FROM role_grant g JOIN person p ON p.district = $district AND p.id = g.person AND p.state = {PERSON_ACTIVE}
 WHERE g.district = $district AND g.role = $role AND g.level = $level AND g.person <> $but;

-- How many active people have one of these roles (a bit for each), and no second factor.
--walks: a page of settings counts the staff of the district
--one factor_lacking(roles) -> account_count(n)
SELECT count(*) AS n FROM person p
 WHERE p.district = $district AND p.state = {PERSON_ACTIVE} AND length(p.totp) = 0
   AND EXISTS (SELECT 1 FROM role_grant g
                WHERE g.district = $district AND g.person = p.id AND (($roles >> CAST(g.role AS INTEGER)) & 1) = 1);

-- How many active people have one of these roles.
--walks: pages of the administrator count the staff of the district
--one holder_count(roles) -> account_count(n)
SELECT count(DISTINCT g.person) AS n
  FROM role_grant g JOIN person p ON p.district = $district AND p.id = g.person AND p.state = {PERSON_ACTIVE}
 WHERE g.district = $district AND (($roles >> CAST(g.role AS INTEGER)) & 1) = 1;

-- How many still have the password that somebody else gave them.
--walks: the index holds only people with such a password, who are few
--one temporary_count() -> account_count(n)
SELECT count(*) AS n FROM person WHERE district = $district AND temporary_until <> 0 AND state = {PERSON_ACTIVE};

-- Active people with one of these roles (a bit for each) just at this place or of this body.
--many desk_staff(desk, roles, after, limit) -> desk_staff(id)
SELECT g.person AS id FROM role_grant g JOIN person p ON p.district = $district AND p.id = g.person AND p.state = {PERSON_ACTIVE}
 WHERE g.district = $district AND g.node = $desk AND g.node <> 0 AND g.person > $after AND (($roles >> CAST(g.role AS INTEGER)) & 1) = 1
 UNION
SELECT g.person AS id FROM role_grant g JOIN person p ON p.district = $district AND p.id = g.person AND p.state = {PERSON_ACTIVE}
 WHERE g.district = $district AND g.org = $desk AND g.org <> 0 AND g.person > $after AND (($roles >> CAST(g.role AS INTEGER)) & 1) = 1
 ORDER BY 1 LIMIT $limit;

-- Bodies.

-- What is said of a body.
--cols org_said(name text, name_en text, kind text, place, phone text, about text)

--cols org(id, code text, {org_said}, state, version)

--one org_get(id) -> org
SELECT {org} FROM org WHERE district = $district AND id = $id;

--one org_by_code(code text) -> org
SELECT {org} FROM org WHERE district = $district AND code = $code;

--walks: a district has some hundred bodies
--many orgs_active() -> org
SELECT {org} FROM org WHERE district = $district AND state = {ORG_ACTIVE} ORDER BY kind, name, id;

--cols org_line({org}, place_name text, place_name_en text)

-- A page of bodies by code, the closed ones too.
--many orgs_after(after text, limit) -> org_line
SELECT {o.org}, COALESCE(n.name, '') AS place_name, COALESCE(n.name_en, '') AS place_name_en
  FROM org o LEFT JOIN territory_node n ON n.district = $district AND n.id = o.place
 WHERE o.district = $district AND o.code > $after ORDER BY o.code LIMIT $limit;

-- The public list: open bodies only.
--many orgs_open_after(after text, limit) -> org_line
SELECT {o.org}, COALESCE(n.name, '') AS place_name, COALESCE(n.name_en, '') AS place_name_en
  FROM org o LEFT JOIN territory_node n ON n.district = $district AND n.id = o.place
 WHERE o.district = $district AND o.code > $after AND o.state = {ORG_ACTIVE} ORDER BY o.code LIMIT $limit;

--cols org_places(n1, n2, n3, n4, n5, n6, n7, n8)

-- Bodies of a kind bound to any of these nodes, or to the whole district.
--walks: a district has some hundred bodies, and SQLite reads them in the order that is wanted
--many orgs_serving(kind text, *org_places) -> org
SELECT {org}
  FROM org
 WHERE district = $district AND kind = $kind AND place IN (0, {*org_places}) AND state = {ORG_ACTIVE}
 ORDER BY id;

--exec1 org_insert(*org)
INSERT INTO org (district, {org}) VALUES ($district, {*org}) ON CONFLICT DO NOTHING;

--exec1 org_edit(*org)
UPDATE org SET {org_said=}, version = version + 1
 WHERE district = $district AND id = $id AND version = $version;

--exec1 org_state(id, from, to)
UPDATE org SET state = $to, version = version + 1 WHERE district = $district AND id = $id AND state = $from;

-- Who did the steps of a matter, in words, oldest first.
--many steps_named(subject_kind, subject) -> step_name(id, title text, org_name text, org_name_en text)
SELECT s.id, COALESCE(p.title, '') AS title, COALESCE(o.name, '') AS org_name,
       COALESCE(o.name_en, '') AS org_name_en
  FROM flow_step s
  LEFT JOIN person p ON p.district = $district AND p.id = s.person
  LEFT JOIN org o ON o.district = $district AND o.id = s.org
 WHERE s.district = $district AND s.subject_kind = $subject_kind AND s.subject = $subject ORDER BY s.seq;

-- Sessions.

--cols bearer(id, person, used_at, expires_at, factor, scopes text, name text, home, state, temporary_until, has_factor)

-- Who a cookie belongs to, in one read: every page of somebody signed in begins here.
--one session_find(token text) -> bearer
SELECT s.id, s.person, s.seen_at AS used_at, s.expires_at, s.factor, '' AS scopes, p.name, p.home, p.state,
       p.temporary_until, CASE WHEN length(p.totp) > 0 THEN 1 ELSE 0 END AS has_factor
  FROM session s JOIN person p ON p.district = $district AND p.id = s.person
 WHERE s.district = $district AND s.token = $token;

--cols session(id, person, created_at, seen_at, expires_at, agent text, remote text, factor)

--many sessions_of(person, now) -> session
SELECT {session}
  FROM session WHERE district = $district AND person = $person AND expires_at > $now ORDER BY seen_at DESC, id DESC;

--exec1 session_insert(token text, *session)
INSERT INTO session (district, token, {session}) VALUES ($district, $token, {*session});

--exec session_touch(id, before, at, expires_at)
UPDATE session SET seen_at = $at, expires_at = $expires_at WHERE district = $district AND id = $id
   AND seen_at < $before AND factor = {FACTOR_COMPLETE};

-- The second factor was given; works once.
--exec1 session_complete(id, person, at, expires_at)
UPDATE session SET factor = {FACTOR_COMPLETE}, seen_at = $at, expires_at = $expires_at
 WHERE district = $district AND id = $id AND person = $person AND factor = {FACTOR_MISSING} AND expires_at > $at;

--exec session_delete(id, person)
DELETE FROM session WHERE district = $district AND id = $id AND person = $person;

-- Ends a person's sessions, except one (0 = all).
--exec sessions_delete(person, but)
DELETE FROM session WHERE district = $district AND person = $person AND id <> $but;

--exec sessions_sweep(person, now)
DELETE FROM session WHERE district = $district AND person = $person AND expires_at <= $now;

-- One-time codes.

--cols code_new(phone_index text, code text, asked_at, expires_at, day, moment, most)

-- A new code, unless one was asked for a moment ago (moment: later than this) or too often today.
--exec1 code_put(*code_new)
INSERT INTO login_code (district, phone_index, code, asked_at, expires_at, tries, day, asked)
VALUES ($district, $phone_index, $code, $asked_at, $expires_at, 0, $day, 1)
ON CONFLICT (district, phone_index) DO UPDATE
   SET code = excluded.code, asked_at = excluded.asked_at, expires_at = excluded.expires_at, tries = 0,
       day = excluded.day, asked = CASE WHEN login_code.day = excluded.day THEN login_code.asked + 1 ELSE 1 END
 WHERE login_code.asked_at <= $moment AND (login_code.day <> excluded.day OR login_code.asked < $most);

-- How many numbers of a district got a code since then.
--walks: codes of earlier days are swept
--one codes_since(since) -> account_count
SELECT count(*) AS n FROM login_code WHERE district = $district AND asked_at > $since;

-- Takes one try of a code before it is compared.
--exec code_try(phone_index text, most, now)
UPDATE login_code SET tries = tries + 1 WHERE district = $district AND phone_index = $phone_index
   AND tries < $most AND expires_at > $now;

--one code_get(phone_index text) -> login_code(code text)
SELECT code FROM login_code WHERE district = $district AND phone_index = $phone_index;

-- A used code is worth nothing; the row stays for counting.
--exec1 code_spend(phone_index text)
UPDATE login_code SET code = '', expires_at = 0 WHERE district = $district
   AND phone_index = $phone_index AND expires_at <> 0;

--exec code_forget(phone_index text)
DELETE FROM login_code WHERE district = $district AND phone_index = $phone_index;

--exec1 recovery_insert(person, code text)
INSERT INTO recovery_code (district, person, code) VALUES ($district, $person, $code);

--exec1 recovery_use(person, code text)
DELETE FROM recovery_code WHERE district = $district AND person = $person AND code = $code;

--exec recovery_delete(person)
DELETE FROM recovery_code WHERE district = $district AND person = $person;

--one recovery_left(person) -> account_count
SELECT count(*) AS n FROM recovery_code WHERE district = $district AND person = $person;

-- Tokens of programs.

--one token_find(token text) -> bearer
SELECT t.id, t.person, t.used_at, t.expires_at, CAST({FACTOR_COMPLETE} AS BIGINT) AS factor, t.scopes,
       p.name, p.home, p.state, p.temporary_until, CASE WHEN length(p.totp) > 0 THEN 1 ELSE 0 END AS has_factor
  FROM api_token t JOIN person p ON p.district = $district AND p.id = t.person
 WHERE t.district = $district AND t.token = $token;

--cols api_token(id, person, name text, scopes text, created_at, expires_at, used_at)

--many tokens_of(person) -> api_token
SELECT {api_token} FROM api_token WHERE district = $district AND person = $person ORDER BY created_at DESC, id DESC;

--exec1 token_insert(token text, *api_token)
INSERT INTO api_token (district, token, {api_token}) VALUES ($district, $token, {*api_token});

--exec token_touch(id, before, at)
UPDATE api_token SET used_at = $at WHERE district = $district AND id = $id AND used_at < $before;

--exec token_delete(id, person)
DELETE FROM api_token WHERE district = $district AND id = $id AND person = $person;

--exec tokens_delete(person)
DELETE FROM api_token WHERE district = $district AND person = $person;

-- Readings of personal values.

--cols access_new(id, person, subject_kind, subject, what text, reason text, at)

--exec1 access_insert(*access_new)
INSERT INTO access_log (district, {access_new}) VALUES ($district, {*access_new});

--cols access_line(id, what text, reason text, at, title text, name text, own)

-- Who read something of this subject, newest first: the title they are known under; the name is for colleagues only.
--many access_of(subject_kind, subject, limit) -> access_line
SELECT a.id, a.what, a.reason, a.at, COALESCE(p.title, '') AS title, COALESCE(p.name, '') AS name,
       CASE WHEN a.person = a.subject THEN 1 ELSE 0 END AS own
  FROM access_log a LEFT JOIN person p ON p.district = $district AND p.id = a.person
 WHERE a.district = $district AND a.subject_kind = $subject_kind
   AND a.subject = $subject ORDER BY a.at DESC, a.id DESC LIMIT $limit;

-- All readings of one reader, in the order of their coming.
--many access_by(person) -> access_new
SELECT {access_new} FROM access_log WHERE district = $district AND person = $person ORDER BY id;

--one access_number(person) -> access_count(n)
SELECT count(*) AS n FROM access_log WHERE district = $district AND person = $person;

-- Who ever read something, 0 = a command.
--many access_readers(after, limit) -> access_reader(person)
SELECT DISTINCT person FROM access_log WHERE district = $district AND person > $after ORDER BY person LIMIT $limit;

-- On PostgreSQL whoever comes later waits until the earlier transaction has ended.
--one person_hold(id) -> person_held(id)
--sqlite
SELECT id FROM person WHERE district = $district AND id = $id;
--pg
SELECT id FROM person WHERE district = $district AND id = $id FOR UPDATE;

-- All people and bodies, for verifying.
--walks: verify reads every person and body once, page by page
--many account_things(after, limit) -> account_thing(id)
SELECT id FROM person WHERE district = $district AND id > $after
 UNION ALL
SELECT id FROM org WHERE district = $district AND id > $after
 ORDER BY 1 LIMIT $limit;

-- The demo's mailbox.

--exec1 shown_insert(id, sent_to text, title text, text text, at)
INSERT INTO shown_message (district, id, sent_to, title, text, at) VALUES ($district, $id, $sent_to, $title,
       $text, $at);

--walks: the newest few
--many shown_latest(limit) -> shown_message(id, sent_to text, title text, text text, at)
SELECT id, sent_to, title, text, at FROM shown_message WHERE district = $district ORDER BY id DESC LIMIT $limit;

-- Daily: what nobody can use any more. Found in a reading transaction, dropped a few at a time.

--walks: once a day
--many sessions_old(now, limit) -> session_old(id)
SELECT id FROM session WHERE district = $district AND expires_at <= $now ORDER BY id LIMIT $limit;

--exec session_drop(id, now)
DELETE FROM session WHERE district = $district AND id = $id AND expires_at <= $now;

-- Those asked for on an earlier day: they say no more how often that was.
--walks: once a day; who signs in by phone has one row
--many codes_old(now, day, limit) -> code_old(phone_index text)
SELECT phone_index FROM login_code
 WHERE district = $district AND expires_at <= $now AND day < $day ORDER BY phone_index LIMIT $limit;

--exec code_drop(phone_index text, now, day)
DELETE FROM login_code WHERE district = $district AND phone_index = $phone_index AND expires_at <= $now AND day < $day;

-- ---- what waits for a second administrator ----

--cols nod(id, kind, person, name text, was text, becomes text, state, alone, asked_by, asked_at, lapse_at, ended_by, ended_at)

--exec nod_insert(*nod)
INSERT INTO nod (district, {nod}) VALUES ($district, {*nod}) ON CONFLICT DO NOTHING;

--exec nods_lapse(now)
UPDATE nod SET state = {NOD_LAPSED} WHERE district = $district AND state = {NOD_WAITS} AND lapse_at <= $now;

--exec1 nod_end(id, state, ended_by, ended_at)
UPDATE nod SET state = $state, ended_by = $ended_by, ended_at = $ended_at WHERE district = $district AND id = $id AND state = {NOD_WAITS};

--one nod_get(id) -> nod_line(id, kind, person, name text, was text, becomes text, state, alone, asked_by, asked_at, lapse_at, ended_at, person_name text, asker text, ender text)
SELECT n.id, n.kind, n.person, n.name, n.was, n.becomes, n.state, n.alone, n.asked_by, n.asked_at, n.lapse_at, n.ended_at,
       COALESCE(p.name, '') AS person_name, COALESCE(a.name, '') AS asker, COALESCE(e.name, '') AS ender
  FROM nod n LEFT JOIN person p ON p.district = $district AND p.id = n.person
  LEFT JOIN person a ON a.district = $district AND a.id = n.asked_by
  LEFT JOIN person e ON e.district = $district AND e.id = n.ended_by
 WHERE n.district = $district AND n.id = $id;

--walks: newest first, as far as the limit
--many nods(limit) -> nod_line
SELECT n.id, n.kind, n.person, n.name, n.was, n.becomes, n.state, n.alone, n.asked_by, n.asked_at, n.lapse_at, n.ended_at,
       COALESCE(p.name, '') AS person_name, COALESCE(a.name, '') AS asker, COALESCE(e.name, '') AS ender
  FROM nod n LEFT JOIN person p ON p.district = $district AND p.id = n.person
  LEFT JOIN person a ON a.district = $district AND a.id = n.asked_by
  LEFT JOIN person e ON e.district = $district AND e.id = n.ended_by
 WHERE n.district = $district ORDER BY n.id DESC LIMIT $limit;

-- Active people who have a role at a node.
--many nod_hearers(role, node) -> nod_hearer(person)
SELECT g.person FROM role_grant g CROSS JOIN person p
 WHERE g.district = $district AND g.role = $role AND g.node = $node AND g.org = 0
   AND p.district = $district AND p.id = g.person AND p.state = {PERSON_ACTIVE} ORDER BY g.granted_at, g.person LIMIT 50;
