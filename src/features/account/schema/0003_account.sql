-- People, bodies, roles, sessions, tokens.

CREATE TABLE person (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	login TEXT NOT NULL,                 -- '' = signs in by phone code only
	name TEXT NOT NULL,
	name_en TEXT NOT NULL,
	title TEXT NOT NULL,                 -- what they are called in public: 网格员, 03 号席
	phone BYTEA NOT NULL,                -- sealed
	phone_index TEXT NOT NULL,           -- blind index of the phone
	email BYTEA NOT NULL,                -- sealed
	password TEXT NOT NULL,              -- argon2id, '' = none
	totp BYTEA NOT NULL,                 -- sealed secret, empty = off
	totp_step BIGINT NOT NULL,           -- last step a code was used for
	home BIGINT NOT NULL,                -- territory node, 0 = unknown
	state BIGINT NOT NULL,               -- 1 active, 2 stopped, 3 erased
	version BIGINT NOT NULL,             -- of what the administrator edits
	created_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX person_login ON person (district, login) WHERE login <> '';
CREATE UNIQUE INDEX person_phone ON person (district, phone_index) WHERE phone_index <> '';
CREATE INDEX person_name ON person (district, name, id);

-- A body that answers for matters: community, department, property company, partner.
CREATE TABLE org (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	name_en TEXT NOT NULL,
	kind TEXT NOT NULL,                  -- body code of the catalogue: street_city, property…
	place BIGINT NOT NULL,               -- territory node it serves, 0 = the whole district
	phone TEXT NOT NULL,                 -- public desk number
	about TEXT NOT NULL,
	state BIGINT NOT NULL,               -- 1 active, 2 closed
	version BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX org_code ON org (district, code);
CREATE INDEX org_kind ON org (district, kind, place);

CREATE TABLE role_grant (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	person BIGINT NOT NULL,
	role BIGINT NOT NULL,                -- enum role
	node BIGINT NOT NULL,                -- territory node, 0 = bound to the body only
	level BIGINT NOT NULL,               -- of node
	org BIGINT NOT NULL,                 -- 0 = bound to the place only
	granted_by BIGINT NOT NULL,
	granted_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX role_grant_once ON role_grant (district, person, role, node, org);
CREATE INDEX role_grant_role ON role_grant (district, role, node);
CREATE INDEX role_grant_org ON role_grant (district, org) WHERE org <> 0;

CREATE TABLE session (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	token TEXT NOT NULL,                 -- digest of the cookie's token
	person BIGINT NOT NULL,
	created_at BIGINT NOT NULL,
	seen_at BIGINT NOT NULL,             -- refreshed at most once an hour
	expires_at BIGINT NOT NULL,
	agent TEXT NOT NULL,                 -- "Chrome, Android": what its owner will recognise
	remote TEXT NOT NULL,                -- address without its last part
	factor BIGINT NOT NULL,              -- 1 complete, 2 second factor still missing
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX session_token ON session (district, token);
CREATE INDEX session_person ON session (district, person);

CREATE TABLE login_code (
	district BIGINT NOT NULL,
	phone_index TEXT NOT NULL,           -- or "person ID": how often they asked for a new number
	code TEXT NOT NULL,                  -- keyed digest
	asked_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	tries BIGINT NOT NULL,               -- at this code
	day BIGINT NOT NULL,                 -- days since 1970, of the last asking
	asked BIGINT NOT NULL,               -- how often on that day
	PRIMARY KEY (district, phone_index)
);

-- Codes on paper for a lost telephone; each is deleted when used.
CREATE TABLE recovery_code (
	district BIGINT NOT NULL,
	person BIGINT NOT NULL,
	code TEXT NOT NULL,                  -- keyed digest
	PRIMARY KEY (district, person, code)
);

CREATE TABLE api_token (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	person BIGINT NOT NULL,
	name TEXT NOT NULL,
	token TEXT NOT NULL,                 -- digest
	scopes TEXT NOT NULL,                -- names of permissions, separated by spaces
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,          -- 0 = until revoked
	used_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX api_token_token ON api_token (district, token);
CREATE INDEX api_token_person ON api_token (district, person);

-- Every reading of a full personal value, with its reason.
CREATE TABLE access_log (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	person BIGINT NOT NULL,
	subject_kind BIGINT NOT NULL,
	subject BIGINT NOT NULL,
	what TEXT NOT NULL,
	reason TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE INDEX access_log_subject ON access_log (district, subject_kind, subject);

-- In the demo messages are not sent but shown.
CREATE TABLE shown_message (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	sent_to TEXT NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
