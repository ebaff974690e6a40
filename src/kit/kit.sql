-- kit.sql: statements of the kit: districts, settings, history, guesses.

--shared one district_get(code) -> district(code, name text, name_en text, host text, opened_at)
SELECT code, name, name_en, host, opened_at FROM district WHERE code = $1;

--shared many district_all() -> district
SELECT code, name, name_en, host, opened_at FROM district ORDER BY opened_at, code;

--shared one district_by_host(host text) -> district
SELECT code, name, name_en, host, opened_at FROM district WHERE host = $1 AND host <> '' LIMIT 1;

--shared exec1 district_add(code, name text, name_en text, host text, opened_at)
INSERT INTO district (code, name, name_en, host, opened_at) VALUES ($1, $2, $3, $4, $5);

--one setting_get(name text) -> setting(name text, value text)
SELECT name, value FROM setting WHERE district = $1 AND name = $2;

--exec1 setting_put(name text, value text)
INSERT INTO setting (district, name, value) VALUES ($1, $2, $3)
ON CONFLICT (district, name) DO UPDATE SET value = excluded.value;

--exec setting_drop(name text)
DELETE FROM setting WHERE district = $1 AND name = $2;

-- The newest step of a matter.
--one flow_last(subject_kind, subject) -> flow_tail(seq, digest text)
SELECT seq, digest FROM flow_step
 WHERE district = $1 AND subject_kind = $2 AND subject = $3 ORDER BY seq DESC LIMIT 1;

--exec1 flow_insert(id, subject_kind, subject, seq, kind, sight, at, person, org, text text, data text, photos text, text_salt text, text_digest text, digest text)
INSERT INTO flow_step (district, id, subject_kind, subject, seq, kind, sight, at, person, org, text, data, photos,
                       text_salt, text_digest, digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);

-- The text goes and what would tell a guess at it; its digest stays.
--exec1 flow_forget(subject_kind, subject, seq)
UPDATE flow_step SET text = '', text_salt = '' WHERE district = $1 AND subject_kind = $2 AND subject = $3 AND seq = $4;

-- Steps of a matter seen by those who may see up to this width, oldest first.
--many flow_steps(subject_kind, subject, sight) -> flow_step(id, seq, kind, sight, at, person, org, text text, data text, photos text, text_salt text, text_digest text, digest text, person_title text, org_name text, org_name_en text)
SELECT s.id, s.seq, s.kind, s.sight, s.at, s.person, s.org, s.text, s.data, s.photos, s.text_salt, s.text_digest, s.digest,
       COALESCE(p.title, '') AS person_title, COALESCE(o.name, '') AS org_name, COALESCE(o.name_en, '') AS org_name_en
  FROM flow_step s
  LEFT JOIN person p ON p.district = s.district AND p.id = s.person
  LEFT JOIN org o ON o.district = s.district AND o.id = s.org
 WHERE s.district = $1 AND s.subject_kind = $2 AND s.subject = $3 AND s.sight <= $4
 ORDER BY s.seq;

-- All matters that have a history, for verifying.
--many flow_subjects(subject_kind, after, limit) -> flow_subject_row(subject)
SELECT DISTINCT subject FROM flow_step
 WHERE district = $1 AND subject_kind = $2 AND subject > $3 ORDER BY subject LIMIT $4;

-- The chains of a district without the texts: what anybody may be given to check them.
--each flow_all() -> flow_link(subject_kind, subject, seq, kind, sight, at, person, org, data text, photos text, text_digest text, digest text)
SELECT subject_kind, subject, seq, kind, sight, at, person, org, data, photos, text_digest, digest FROM flow_step
 WHERE district = $1 ORDER BY subject_kind, subject, seq;

-- The newest change of any matter of a kind: live pages ask once a second.
--one flow_newest(subject_kind) -> flow_mark(id)
SELECT COALESCE(max(id), 0) AS id FROM flow_step WHERE district = $1 AND subject_kind = $2;

-- Wrong guesses at secrets.

--one guess_get(key text) -> guess_row(full_at)
SELECT full_at FROM guess WHERE district = $1 AND key = $2;

-- One more, never beyond the moment that all are spent.
--exec1 guess_count(key text, now, seconds, empty)
INSERT INTO guess (district, key, full_at) VALUES ($1, $2, $3 + $4)
ON CONFLICT (district, key) DO UPDATE
   SET full_at = CASE WHEN guess.full_at + $4 > $5 THEN $5 WHEN guess.full_at > $3 THEN guess.full_at + $4
                      ELSE $3 + $4 END;

--exec guess_sweep(now)
DELETE FROM guess WHERE district = $1 AND full_at <= $2;
