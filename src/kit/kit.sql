-- kit.sql: statements of the kit: districts, settings, history, guesses.

--shared one district_get(code) -> district(code, name text, name_en text, host text, opened_at)
SELECT code, name, name_en, host, opened_at FROM district WHERE code = $code;

--shared many district_all() -> district
SELECT code, name, name_en, host, opened_at FROM district ORDER BY opened_at, code;

--shared one district_by_host(host text) -> district
SELECT code, name, name_en, host, opened_at FROM district WHERE host = $host AND host <> '' LIMIT 1;

-- '' takes the name away.
--shared exec district_set_host(code, host text)
UPDATE district SET host = $host WHERE code = $code;

--shared exec1 district_add(code, name text, name_en text, host text, opened_at)
INSERT INTO district (code, name, name_en, host, opened_at) VALUES ($code, $name, $name_en, $host, $opened_at);

--one setting_get(name text) -> setting(name text, value text)
SELECT name, value FROM setting WHERE district = $district AND name = $name;

--exec1 setting_put(name text, value text)
INSERT INTO setting (district, name, value) VALUES ($district, $name, $value)
ON CONFLICT (district, name) DO UPDATE SET value = excluded.value;

--exec setting_drop(name text)
DELETE FROM setting WHERE district = $district AND name = $name;

-- The newest step of a matter.
--one flow_last(subject_kind, subject) -> flow_tail(seq, digest text)
SELECT seq, digest FROM flow_step
 WHERE district = $district AND subject_kind = $subject_kind AND subject = $subject ORDER BY seq DESC LIMIT 1;

--exec1 flow_insert(id, subject_kind, subject, seq, kind, sight, at, person, org, text text, data text, photos text, text_salt text, text_digest text, digest text)
INSERT INTO flow_step (district, id, subject_kind, subject, seq, kind, sight, at, person, org, text, data, photos,
                       text_salt, text_digest, digest)
VALUES ($district, $id, $subject_kind, $subject, $seq, $kind, $sight, $at, $person, $org, $text, $data, $photos, $text_salt, $text_digest, $digest);

-- The text goes and what would tell a guess at it; its digest stays.
--exec1 flow_forget(subject_kind, subject, seq)
UPDATE flow_step SET text = '', text_salt = '' WHERE district = $district AND subject_kind = $subject_kind AND subject = $subject AND seq = $seq;

-- Steps of a matter seen by those who may see up to this width, oldest first.
--many flow_steps(subject_kind, subject, sight) -> flow_step(id, seq, kind, sight, at, person, org, text text, data text, photos text, text_salt text, text_digest text, digest text, person_title text, org_name text, org_name_en text)
SELECT s.id, s.seq, s.kind, s.sight, s.at, s.person, s.org, s.text, s.data, s.photos, s.text_salt, s.text_digest, s.digest,
       COALESCE(p.title, '') AS person_title, COALESCE(o.name, '') AS org_name, COALESCE(o.name_en, '') AS org_name_en
  FROM flow_step s
  LEFT JOIN person p ON p.district = s.district AND p.id = s.person
  LEFT JOIN org o ON o.district = s.district AND o.id = s.org
 WHERE s.district = $district AND s.subject_kind = $subject_kind AND s.subject = $subject AND s.sight <= $sight
 ORDER BY s.seq;

-- All matters that have a history, for verifying.
--many flow_subjects(subject_kind, after, limit) -> flow_subject_row(subject)
SELECT DISTINCT subject FROM flow_step
 WHERE district = $district AND subject_kind = $subject_kind AND subject > $after ORDER BY subject LIMIT $limit;

-- The chains of a district without the texts: what anybody may be given to check them.
--each flow_all() -> flow_link(subject_kind, subject, seq, kind, sight, at, person, org, data text, photos text, text_digest text, digest text)
SELECT subject_kind, subject, seq, kind, sight, at, person, org, data, photos, text_digest, digest FROM flow_step
 WHERE district = $district ORDER BY subject_kind, subject, seq;

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
   SET full_at = CASE WHEN guess.full_at + $seconds > $empty THEN $empty WHEN guess.full_at > $now THEN guess.full_at + $seconds
                      ELSE $now + $seconds END;

--exec guess_sweep(now)
DELETE FROM guess WHERE district = $district AND full_at <= $now;
