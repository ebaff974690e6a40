-- Rules of dispatching: what a version of a rule (table rule) decides.

CREATE TABLE appeal_steer (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,                  -- of the version
	org BIGINT NOT NULL,                 -- the body it names, 0 = the one of a kind
	body TEXT NOT NULL,                  -- the kind of body, resolved where the case stands; '' = a named one
	PRIMARY KEY (district, id)
);

-- Rules tried on the cases of the months before: somebody's, each takes the place of their last one.
CREATE TABLE appeal_trial (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	person BIGINT NOT NULL,
	node BIGINT NOT NULL,                -- the place whose cases are looked at
	months BIGINT NOT NULL,
	over BIGINT NOT NULL,                -- 1 = all was looked at
	looked BIGINT NOT NULL,              -- cases that had been dispatched
	moved BIGINT NOT NULL,               -- of these would have gone elsewhere
	cut BIGINT NOT NULL,                 -- 1 = there were more cases than are looked at
	began_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE INDEX appeal_trial_person ON appeal_trial (district, person, id);

-- What a rule would have done.
CREATE TABLE appeal_trial_rule (
	district BIGINT NOT NULL,
	trial BIGINT NOT NULL,
	at BIGINT NOT NULL,                  -- place in the order, from 1
	rule BIGINT NOT NULL,
	number BIGINT NOT NULL,
	name TEXT NOT NULL,
	decided BIGINT NOT NULL,
	moved BIGINT NOT NULL,               -- of these would have gone elsewhere
	lost BIGINT NOT NULL,                -- it held, and one before it decided
	lost_to TEXT NOT NULL,               -- the one that took most of them, and how many: "10 name (4)"
	back BIGINT NOT NULL,                -- would have gone to a body that gave the case back
	covered_by TEXT NOT NULL,            -- one before it that covers all its cases: it can never decide
	gone BIGINT NOT NULL,                -- its body is gone, or is nowhere here
	PRIMARY KEY (district, trial, at)
);

-- Cases that would have gone elsewhere, the newest some hundred.
CREATE TABLE appeal_trial_case (
	district BIGINT NOT NULL,
	trial BIGINT NOT NULL,
	id BIGINT NOT NULL,                  -- the case
	was BIGINT NOT NULL,                 -- body
	becomes BIGINT NOT NULL,             -- body
	number BIGINT NOT NULL,              -- of the rule
	PRIMARY KEY (district, trial, id)
);

-- What was ruled of an item is a precedent for the next case of it.
CREATE INDEX appeal_ruled ON appeal (district, item, id) WHERE rulings > 0;
