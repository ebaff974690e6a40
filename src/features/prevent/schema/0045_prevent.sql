-- Before they complain (未诉先办): what comes again and again at one place was found, is taken in hand, and judged by whether complaints fell. What
-- all matters have in common stands in matter, under the same id.

CREATE TABLE prevent (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	street BIGINT NOT NULL,              -- where it lies, as its matter: lists are ranges of these
	community BIGINT NOT NULL,
	org BIGINT NOT NULL,                 -- the body that took it in hand, 0 = nobody yet
	ended BIGINT NOT NULL,               -- 1 = judged or set aside
	kind BIGINT NOT NULL,                -- enum prevent_kind
	item BIGINT NOT NULL,                -- of the cases
	item_name TEXT NOT NULL,             -- as it was called then
	found_at BIGINT NOT NULL,
	weeks TEXT NOT NULL,                 -- cases of each of the 52 weeks before it was found, oldest first: "0 2 1 …"
	recent BIGINT NOT NULL,              -- cases of the last recent_weeks, and of the past_weeks before those
	recent_weeks BIGINT NOT NULL,
	past BIGINT NOT NULL,
	past_weeks BIGINT NOT NULL,
	chance BIGINT NOT NULL,              -- that chance alone makes so many, in millionths; -1 = nothing was compared
	tests BIGINT NOT NULL,               -- so many pairs of item and place were compared that week
	plan TEXT NOT NULL,
	due_at BIGINT NOT NULL,              -- the day by which it shall be done, its first moment
	done_at BIGINT NOT NULL,
	done_text TEXT NOT NULL,
	judge_weeks BIGINT NOT NULL,         -- so many weeks after it was done are compared with as many before it was taken in hand
	accepted_at BIGINT NOT NULL,
	before_n BIGINT NOT NULL,
	after_n BIGINT NOT NULL,
	verdict BIGINT NOT NULL,             -- enum prevent_verdict
	PRIMARY KEY (district, id)
);
CREATE INDEX prevent_all ON prevent (district, ended, id);
CREATE INDEX prevent_street ON prevent (district, street, ended, id);
CREATE INDEX prevent_community ON prevent (district, community, ended, id);
CREATE INDEX prevent_org ON prevent (district, org, ended, id);
CREATE INDEX prevent_item ON prevent (district, item, id);
CREATE INDEX prevent_ripe ON prevent (district, done_at) WHERE done_at > 0 AND verdict = 0;

-- The cases it was found by, the newest of them.
CREATE TABLE prevent_case (
	district BIGINT NOT NULL,
	prevent BIGINT NOT NULL,
	id BIGINT NOT NULL,                  -- the case
	PRIMARY KEY (district, prevent, id)
);

-- When a district was looked at: once a week, whatever number of workers there is.
CREATE TABLE prevent_run (
	district BIGINT NOT NULL,
	week BIGINT NOT NULL,                -- its first moment, a Monday
	at BIGINT NOT NULL,
	cases BIGINT NOT NULL,
	tests BIGINT NOT NULL,
	found BIGINT NOT NULL,
	PRIMARY KEY (district, week)
);
