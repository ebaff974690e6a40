-- Listening: tea sessions, 问需会, open days and visits, and what was raised there. What all matters have in common stands in matter, under the
-- same id.

CREATE TABLE listen (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	street BIGINT NOT NULL,              -- where it is held, as its matter: lists are ranges of these
	community BIGINT NOT NULL,
	person BIGINT NOT NULL,              -- who planned it
	ended BIGINT NOT NULL,               -- 1 = closed or called off
	kind BIGINT NOT NULL,                -- enum listen_kind
	open BIGINT NOT NULL,                -- 1 = announced to everybody
	starts_at BIGINT NOT NULL,
	spot TEXT NOT NULL,                  -- where exactly: 3号楼一层活动室
	host TEXT NOT NULL,                  -- who hosts it, as it is announced
	closed_at BIGINT NOT NULL,
	came BIGINT NOT NULL,                -- how many came
	names BYTEA NOT NULL,                -- who came, sealed; only when they agreed
	shown BIGINT NOT NULL,               -- 1 = everybody may read its matters, without numbers and doors
	matters BIGINT NOT NULL,             -- when it was closed: all, settled there, of these private ones
	settled BIGINT NOT NULL,
	private BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE INDEX listen_all ON listen (district, ended, id);
CREATE INDEX listen_street ON listen (district, street, ended, id);
CREATE INDEX listen_community ON listen (district, community, ended, id);
CREATE INDEX listen_person ON listen (district, person, ended, id);
CREATE INDEX listen_public ON listen (district, open, ended, id);
CREATE INDEX listen_closed ON listen (district, closed_at);

-- What was raised, a line each.
CREATE TABLE listen_row (
	district BIGINT NOT NULL,
	session BIGINT NOT NULL,
	number BIGINT NOT NULL,              -- from 1; a line that was emptied leaves a gap
	sort BIGINT NOT NULL,                -- enum listen_sort, 0 = nobody said
	org BIGINT NOT NULL,                 -- who answers for it: a body or a person, 0 = nobody yet
	person BIGINT NOT NULL,
	day BIGINT NOT NULL,                 -- by when, its first moment; 0 = nobody said
	appeal BIGINT NOT NULL,              -- the case that was made of it, 0 = none
	appeal_code TEXT NOT NULL,
	text TEXT NOT NULL,
	words TEXT NOT NULL,                 -- how it was settled there; '' = it was not
	name BYTEA NOT NULL,                 -- who raised it, sealed, until the session is over: then it goes with the case
	phone BYTEA NOT NULL,
	PRIMARY KEY (district, session, number)
);
