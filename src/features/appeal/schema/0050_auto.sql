-- Rules of dispatching that send by themselves: a switch for a version of a rule, and what it did.

CREATE TABLE appeal_auto (
	district BIGINT NOT NULL,
	rule BIGINT NOT NULL,
	version BIGINT NOT NULL,             -- that may send; a version after it may not until somebody says so again
	bar BIGINT NOT NULL,                 -- a suggested item below it, in thousandths, is not sent
	state BIGINT NOT NULL,               -- enum auto_state
	person BIGINT NOT NULL,              -- who switched it on
	since_at BIGINT NOT NULL,
	sent BIGINT NOT NULL,                -- since then
	undone BIGINT NOT NULL,              -- of these
	PRIMARY KEY (district, rule)
);
CREATE INDEX appeal_auto_on ON appeal_auto (district, state, rule);

-- Each case is sent by a rule once at most, also when it was taken back.
CREATE TABLE appeal_auto_sent (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,                  -- the case
	rule BIGINT NOT NULL,
	version BIGINT NOT NULL,
	org BIGINT NOT NULL,
	at BIGINT NOT NULL,
	undone_at BIGINT NOT NULL,           -- 0 = it was not
	PRIMARY KEY (district, id)
);
