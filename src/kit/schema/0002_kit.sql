-- What every feature stands on: the districts served, their settings, and the history of matters.

-- A district is a tenant: everything else carries its six-digit division code.
--@shared
CREATE TABLE district (
	code BIGINT NOT NULL PRIMARY KEY CHECK (code BETWEEN 100000 AND 999999),
	name TEXT NOT NULL,
	name_en TEXT NOT NULL,
	host TEXT NOT NULL,                  -- host name its pages are served under, '' = any
	opened_at BIGINT NOT NULL
);

CREATE TABLE setting (
	district BIGINT NOT NULL,
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (district, name)
);

-- What happened to a matter: append-only, each step chained to the one before by its digest.
CREATE TABLE flow_step (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	subject_kind BIGINT NOT NULL,        -- enum flow_subject
	subject BIGINT NOT NULL,             -- id of the matter
	seq BIGINT NOT NULL,                 -- 1, 2, 3… within the matter
	kind BIGINT NOT NULL,                -- the feature's own enum
	sight BIGINT NOT NULL,               -- enum flow_sight
	at BIGINT NOT NULL,
	person BIGINT NOT NULL,              -- who acted, 0 = visitor or system
	org BIGINT NOT NULL,                 -- the body that acted, 0 = none
	text TEXT NOT NULL,
	data TEXT NOT NULL,
	photos TEXT NOT NULL,
	text_salt TEXT NOT NULL,             -- before the text in its digest: erased with it, so few words cannot be guessed
	text_digest TEXT NOT NULL,           -- stays when the text is erased
	digest TEXT NOT NULL,                -- of the step before and of this step's fields
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX flow_step_chain ON flow_step (district, subject_kind, subject, seq);
CREATE INDEX flow_step_newest ON flow_step (district, subject_kind, id);

-- Secrets that were guessed at in vain of late; see kit/guess.h.
CREATE TABLE guess (
	district BIGINT NOT NULL,
	key TEXT NOT NULL,                   -- keyed digest of what was guessed at
	full_at BIGINT NOT NULL,             -- when no guess counts any more
	PRIMARY KEY (district, key)
);
CREATE INDEX guess_full ON guess (district, full_at);
