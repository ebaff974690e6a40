-- account.sql: statements of people, bodies, roles, sessions and tokens.

-- People.

--one person_get(id) -> person(id, login text, name text, name_en text, title text, phone bytes, phone_index text, email bytes, password text, totp bytes, totp_step, home, state, version, created_at)
SELECT id, login, name, name_en, title, phone, phone_index, email, password, totp, totp_step, home, state, version,
       created_at
  FROM person WHERE district = $1 AND id = $2;

--one person_by_login(login text) -> person
SELECT id, login, name, name_en, title, phone, phone_index, email, password, totp, totp_step, home, state, version,
       created_at
  FROM person WHERE district = $1 AND login = $2 AND login <> '';

--one person_by_phone(phone_index text) -> person
SELECT id, login, name, name_en, title, phone, phone_index, email, password, totp, totp_step, home, state, version,
       created_at
  FROM person WHERE district = $1 AND phone_index = $2 AND phone_index <> '';

--exec1 person_insert(id, login text, name text, name_en text, title text, phone bytes, phone_index text, email bytes, password text, totp bytes, home, created_at)
INSERT INTO person (district, id, login, name, name_en, title, phone, phone_index, email, password, totp, totp_step,
                    home, state, version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, 1, 1, $13)
ON CONFLICT DO NOTHING;

-- What the administrator edits, unless somebody else edited first or the login or number is taken.
--exec1 person_edit(id, version, login text, name text, name_en text, title text, phone bytes, phone_index text, email bytes, home)
UPDATE person SET login = $4, name = $5, name_en = $6, title = $7, phone = $8, phone_index = $9, email = $10,
       home = $11, version = version + 1
 WHERE district = $1 AND id = $2 AND version = $3 AND state <> 3
   AND NOT EXISTS (SELECT 1 FROM person o WHERE o.district = $1 AND o.id <> $2
                      AND ((o.login = $4 AND o.login <> '') OR (o.phone_index = $9 AND o.phone_index <> '')));

-- What people change themselves.
--exec1 person_describe(id, name text, name_en text, email bytes, home)
UPDATE person SET name = $3, name_en = $4, email = $5, home = $6, version = version + 1
 WHERE district = $1 AND id = $2 AND state = 1;

--exec1 person_password(id, old text, new text)
UPDATE person SET password = $4 WHERE district = $1 AND id = $2 AND password = $3 AND state <> 3;

-- A number that was proved, unless somebody else has it.
--exec1 person_phone(id, was text, phone bytes, phone_index text)
UPDATE person SET phone = $4, phone_index = $5, version = version + 1
 WHERE district = $1 AND id = $2 AND phone_index = $3 AND state = 1
   AND NOT EXISTS (SELECT 1 FROM person o WHERE o.district = $1 AND o.id <> $2 AND o.phone_index = $5);

--exec1 person_state(id, from, to)
UPDATE person SET state = $4, version = version + 1 WHERE district = $1 AND id = $2 AND state = $3;

-- Only a tombstone stays: other rows name the person by id.
--exec1 person_erase(id, name text, nothing bytes)
UPDATE person SET login = '', name = $3, name_en = '', title = '', phone = $4, phone_index = '', email = $4,
       password = '', totp = $4, totp_step = 0, home = 0, state = 3, version = version + 1
 WHERE district = $1 AND id = $2 AND state <> 3;

--exec1 person_totp(id, totp bytes, step)
UPDATE person SET totp = $3, totp_step = $4 WHERE district = $1 AND id = $2 AND state = 1;

-- A code works once: the step must be later than that of the last code.
--exec1 person_totp_use(id, step)
UPDATE person SET totp_step = $3 WHERE district = $1 AND id = $2 AND totp_step < $3;

-- People whose name begins so, within the reach of a node ($6, 0 = everybody).
--many people_by_name(low text, high text, after text, after_id, reach, limit) -> person_line(id, login text, name text, title text, phone bytes, state, serves text)
SELECT p.id, p.login, p.name, p.title, p.phone, p.state,
       COALESCE((SELECT MIN(COALESCE(o.name, n.full_name))
                   FROM role_grant g
                   LEFT JOIN territory_node n ON n.district = g.district AND n.id = g.node
                   LEFT JOIN org o ON o.district = g.district AND o.id = g.org
                  WHERE g.district = p.district AND g.person = p.id), h.full_name, '') AS serves
  FROM person p
  LEFT JOIN territory_node h ON h.district = p.district AND h.id = p.home
 WHERE p.district = $1 AND p.name >= $2 AND p.name < $3 AND (p.name, p.id) > ($4, $5) AND p.state <> 3
   AND (CAST($6 AS BIGINT) = 0
        OR $6 IN (h.id, h.street, h.community, h.area, h.grid, h.building, h.unit)
        OR EXISTS (SELECT 1 FROM role_grant g
                     JOIN territory_node n ON n.district = g.district AND n.id = g.node
                    WHERE g.district = p.district AND g.person = p.id
                      AND $6 IN (n.id, n.street, n.community, n.area, n.grid, n.building, n.unit)))
 ORDER BY p.name, p.id LIMIT $7;

--many people_by_login(low text, high text, after text, after_id, reach, limit) -> person_line
SELECT p.id, p.login, p.name, p.title, p.phone, p.state,
       COALESCE((SELECT MIN(COALESCE(o.name, n.full_name))
                   FROM role_grant g
                   LEFT JOIN territory_node n ON n.district = g.district AND n.id = g.node
                   LEFT JOIN org o ON o.district = g.district AND o.id = g.org
                  WHERE g.district = p.district AND g.person = p.id), h.full_name, '') AS serves
  FROM person p
  LEFT JOIN territory_node h ON h.district = p.district AND h.id = p.home
 WHERE p.district = $1 AND p.login >= $2 AND p.login < $3 AND (p.login, p.id) > ($4, $5) AND p.login <> ''
   AND p.state <> 3
   AND (CAST($6 AS BIGINT) = 0
        OR $6 IN (h.id, h.street, h.community, h.area, h.grid, h.building, h.unit)
        OR EXISTS (SELECT 1 FROM role_grant g
                     JOIN territory_node n ON n.district = g.district AND n.id = g.node
                    WHERE g.district = p.district AND g.person = p.id
                      AND $6 IN (n.id, n.street, n.community, n.area, n.grid, n.building, n.unit)))
 ORDER BY p.login, p.id LIMIT $7;

-- Everybody who signs in by a name, a row for each role, for the command line.
--each login_roles() -> login_role(id, login text, name text, state, role, node_code text, org_code text)
SELECT p.id, p.login, p.name, p.state, COALESCE(g.role, 0) AS role, COALESCE(n.code, '') AS node_code,
       COALESCE(o.code, '') AS org_code
  FROM person p
  LEFT JOIN role_grant g ON g.district = p.district AND g.person = p.id
  LEFT JOIN territory_node n ON n.district = g.district AND n.id = g.node
  LEFT JOIN org o ON o.district = g.district AND o.id = g.org
 WHERE p.district = $1 AND p.login <> '' ORDER BY p.login, g.id;

-- Roles.

--many grants_of(person) -> role_grant(id, person, role, node, level, org, granted_by, granted_at)
SELECT id, person, role, node, level, org, granted_by, granted_at
  FROM role_grant WHERE district = $1 AND person = $2 ORDER BY level, id;

--one grant_get(id) -> role_grant
SELECT id, person, role, node, level, org, granted_by, granted_at FROM role_grant WHERE district = $1 AND id = $2;

-- The same with the words a page needs.
--many roles_of(person) -> person_role(id, role, node, level, org, granted_at, node_name text, node_name_en text, node_code text, org_name text, org_name_en text, org_code text)
SELECT g.id, g.role, g.node, g.level, g.org, g.granted_at,
       CASE WHEN COALESCE(n.full_name, '') <> '' THEN n.full_name ELSE COALESCE(n.name, '') END AS node_name,
       COALESCE(n.name_en, '') AS node_name_en, COALESCE(n.code, '') AS node_code,
       COALESCE(o.name, '') AS org_name, COALESCE(o.name_en, '') AS org_name_en, COALESCE(o.code, '') AS org_code
  FROM role_grant g
  LEFT JOIN territory_node n ON n.district = g.district AND n.id = g.node
  LEFT JOIN org o ON o.district = g.district AND o.id = g.org
 WHERE g.district = $1 AND g.person = $2 ORDER BY g.level, g.id;

--exec grant_insert(id, person, role, node, level, org, granted_by, granted_at)
INSERT INTO role_grant (district, id, person, role, node, level, org, granted_by, granted_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (district, person, role, node, org) DO NOTHING;

--exec1 grant_delete(id, person)
DELETE FROM role_grant WHERE district = $1 AND id = $2 AND person = $3;

--exec grants_delete(person)
DELETE FROM role_grant WHERE district = $1 AND person = $2;

-- How many active people hold the role at a level, somebody left out.
--one grant_others(role, level, but) -> account_count(n)
SELECT count(*) AS n
  FROM role_grant g JOIN person p ON p.district = g.district AND p.id = g.person AND p.state = 1
 WHERE g.district = $1 AND g.role = $2 AND g.level = $3 AND g.person <> $4;

-- Bodies.

--one org_get(id) -> org(id, code text, name text, name_en text, kind text, place, phone text, about text, state, version)
SELECT id, code, name, name_en, kind, place, phone, about, state, version FROM org WHERE district = $1 AND id = $2;

--one org_by_code(code text) -> org
SELECT id, code, name, name_en, kind, place, phone, about, state, version FROM org WHERE district = $1 AND code = $2;

--many orgs_active() -> org
SELECT id, code, name, name_en, kind, place, phone, about, state, version
  FROM org WHERE district = $1 AND state = 1 ORDER BY kind, name, id;

-- A page of bodies by code, the closed ones too.
--many orgs_after(after text, limit) -> org_line(id, code text, name text, name_en text, kind text, place, phone text, about text, state, place_name text, place_name_en text)
SELECT o.id, o.code, o.name, o.name_en, o.kind, o.place, o.phone, o.about, o.state,
       COALESCE(n.name, '') AS place_name, COALESCE(n.name_en, '') AS place_name_en
  FROM org o LEFT JOIN territory_node n ON n.district = o.district AND n.id = o.place
 WHERE o.district = $1 AND o.code > $2 ORDER BY o.code LIMIT $3;

-- The public list: open bodies only.
--many orgs_open_after(after text, limit) -> org_line
SELECT o.id, o.code, o.name, o.name_en, o.kind, o.place, o.phone, o.about, o.state,
       COALESCE(n.name, '') AS place_name, COALESCE(n.name_en, '') AS place_name_en
  FROM org o LEFT JOIN territory_node n ON n.district = o.district AND n.id = o.place
 WHERE o.district = $1 AND o.code > $2 AND o.state = 1 ORDER BY o.code LIMIT $3;

-- Bodies of a kind bound to any of these nodes, or to the whole district.
--many orgs_serving(kind text, n1, n2, n3, n4, n5, n6, n7, n8) -> org
SELECT id, code, name, name_en, kind, place, phone, about, state, version
  FROM org WHERE district = $1 AND kind = $2 AND place IN (0, $3, $4, $5, $6, $7, $8, $9, $10) AND state = 1
 ORDER BY id;

--exec1 org_insert(id, code text, name text, name_en text, kind text, place, phone text, about text)
INSERT INTO org (district, id, code, name, name_en, kind, place, phone, about, state, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, 1)
ON CONFLICT DO NOTHING;

--exec1 org_edit(id, version, name text, name_en text, kind text, place, phone text, about text)
UPDATE org SET name = $4, name_en = $5, kind = $6, place = $7, phone = $8, about = $9, version = version + 1
 WHERE district = $1 AND id = $2 AND version = $3;

--exec1 org_state(id, from, to)
UPDATE org SET state = $4, version = version + 1 WHERE district = $1 AND id = $2 AND state = $3;

-- Sessions.

-- Who a cookie belongs to, in one read: every page of somebody signed in begins here.
--one session_find(token text) -> bearer(id, person, used_at, expires_at, factor, scopes text, name text, home, state)
SELECT s.id, s.person, s.seen_at AS used_at, s.expires_at, s.factor, '' AS scopes, p.name, p.home, p.state
  FROM session s JOIN person p ON p.district = s.district AND p.id = s.person
 WHERE s.district = $1 AND s.token = $2;

--many sessions_of(person, now) -> session(id, person, created_at, seen_at, expires_at, agent text, remote text, factor)
SELECT id, person, created_at, seen_at, expires_at, agent, remote, factor
  FROM session WHERE district = $1 AND person = $2 AND expires_at > $3 ORDER BY seen_at DESC, id DESC;

--exec1 session_insert(id, token text, person, at, expires_at, agent text, remote text, factor)
INSERT INTO session (district, id, token, person, created_at, seen_at, expires_at, agent, remote, factor)
VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9);

--exec session_touch(id, before, at, expires_at)
UPDATE session SET seen_at = $4, expires_at = $5 WHERE district = $1 AND id = $2 AND seen_at < $3 AND factor = 1;

-- The second factor was given; works once.
--exec1 session_complete(id, person, at, expires_at)
UPDATE session SET factor = 1, seen_at = $4, expires_at = $5
 WHERE district = $1 AND id = $2 AND person = $3 AND factor = 2 AND expires_at > $4;

--exec session_delete(id, person)
DELETE FROM session WHERE district = $1 AND id = $2 AND person = $3;

-- Ends a person's sessions, except one (0 = all).
--exec sessions_delete(person, but)
DELETE FROM session WHERE district = $1 AND person = $2 AND id <> $3;

--exec sessions_sweep(person, now)
DELETE FROM session WHERE district = $1 AND person = $2 AND expires_at <= $3;

-- One-time codes.

-- A new code, unless one was asked for a moment ago ($6: later than this is a moment) or too often today.
--exec1 code_put(phone_index text, code text, at, expires_at, moment, day, most)
INSERT INTO login_code (district, phone_index, code, asked_at, expires_at, tries, day, asked)
VALUES ($1, $2, $3, $4, $5, 0, $7, 1)
ON CONFLICT (district, phone_index) DO UPDATE
   SET code = excluded.code, asked_at = excluded.asked_at, expires_at = excluded.expires_at, tries = 0,
       day = excluded.day, asked = CASE WHEN login_code.day = excluded.day THEN login_code.asked + 1 ELSE 1 END
 WHERE login_code.asked_at <= $6 AND (login_code.day <> excluded.day OR login_code.asked < $8);

-- Takes one try of a code before it is compared.
--exec code_try(phone_index text, most, now)
UPDATE login_code SET tries = tries + 1 WHERE district = $1 AND phone_index = $2 AND tries < $3 AND expires_at > $4;

--one code_get(phone_index text) -> login_code(code text)
SELECT code FROM login_code WHERE district = $1 AND phone_index = $2;

-- A used code is worth nothing; the row stays for counting.
--exec1 code_spend(phone_index text)
UPDATE login_code SET code = '', expires_at = 0 WHERE district = $1 AND phone_index = $2 AND expires_at <> 0;

--exec code_forget(phone_index text)
DELETE FROM login_code WHERE district = $1 AND phone_index = $2;

--exec1 recovery_insert(person, code text)
INSERT INTO recovery_code (district, person, code) VALUES ($1, $2, $3);

--exec1 recovery_use(person, code text)
DELETE FROM recovery_code WHERE district = $1 AND person = $2 AND code = $3;

--exec recovery_delete(person)
DELETE FROM recovery_code WHERE district = $1 AND person = $2;

--one recovery_left(person) -> account_count
SELECT count(*) AS n FROM recovery_code WHERE district = $1 AND person = $2;

-- Tokens of programs.

--one token_find(token text) -> bearer
SELECT t.id, t.person, t.used_at, t.expires_at, CAST(1 AS BIGINT) AS factor, t.scopes, p.name, p.home, p.state
  FROM api_token t JOIN person p ON p.district = t.district AND p.id = t.person
 WHERE t.district = $1 AND t.token = $2;

--many tokens_of(person) -> api_token(id, person, name text, scopes text, created_at, expires_at, used_at)
SELECT id, person, name, scopes, created_at, expires_at, used_at
  FROM api_token WHERE district = $1 AND person = $2 ORDER BY id DESC;

--exec1 token_insert(id, person, name text, token text, scopes text, at, expires_at)
INSERT INTO api_token (district, id, person, name, token, scopes, created_at, expires_at, used_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0);

--exec token_touch(id, before, at)
UPDATE api_token SET used_at = $4 WHERE district = $1 AND id = $2 AND used_at < $3;

--exec token_delete(id, person)
DELETE FROM api_token WHERE district = $1 AND id = $2 AND person = $3;

--exec tokens_delete(person)
DELETE FROM api_token WHERE district = $1 AND person = $2;

-- Readings of personal values.

--exec1 access_insert(id, person, subject_kind, subject, what text, reason text, at)
INSERT INTO access_log (district, id, person, subject_kind, subject, what, reason, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- Who read something of this subject, newest first: the title they are known under; the name is for colleagues only.
--many access_of(subject_kind, subject, limit) -> access_line(id, what text, reason text, at, title text, name text, own)
SELECT a.id, a.what, a.reason, a.at, COALESCE(p.title, '') AS title, COALESCE(p.name, '') AS name,
       CASE WHEN a.person = a.subject THEN 1 ELSE 0 END AS own
  FROM access_log a LEFT JOIN person p ON p.district = a.district AND p.id = a.person
 WHERE a.district = $1 AND a.subject_kind = $2 AND a.subject = $3 ORDER BY a.id DESC LIMIT $4;

-- The demo's mailbox.

--exec1 shown_insert(id, sent_to text, title text, text text, at)
INSERT INTO shown_message (district, id, sent_to, title, text, at) VALUES ($1, $2, $3, $4, $5, $6);

--many shown_latest(limit) -> shown_message(id, sent_to text, title text, text text, at)
SELECT id, sent_to, title, text, at FROM shown_message WHERE district = $1 ORDER BY id DESC LIMIT $2;
