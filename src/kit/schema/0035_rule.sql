-- What applies here and now: conditions, of which the most specific that holds decides. What it decides is its feature's, under the same id.

-- A version of a rule. A change is a new version; one that is off says that from then on there is none.
CREATE TABLE rule (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	use BIGINT NOT NULL,                 -- enum rule_use
	rule BIGINT NOT NULL,                -- the rule that it is a version of
	version BIGINT NOT NULL,             -- 1, 2, …
	off BIGINT NOT NULL,                 -- 1 = from from_at on there is no such rule
	from_at BIGINT NOT NULL,
	until_at BIGINT NOT NULL,            -- far away while it holds
	number BIGINT NOT NULL,              -- of equally specific rules the lower one decides
	name TEXT NOT NULL,
	thing BIGINT NOT NULL,               -- a kind of thing and what lies below it, 0 = any
	thing_level BIGINT NOT NULL,
	node BIGINT NOT NULL,                -- a place and what lies below it, 0 = any
	node_level BIGINT NOT NULL,
	times BIGINT NOT NULL,               -- enum rule_times
	day_from BIGINT NOT NULL,            -- 1 Monday … 7 Sunday, 0 = any day
	day_to BIGINT NOT NULL,
	ways BIGINT NOT NULL,                -- bit n = it came by the way n; 0 = any
	urgent BIGINT NOT NULL,              -- enum rule_urgent
	words_all TEXT NOT NULL,             -- a line each, folded
	words_any TEXT NOT NULL,
	answers TEXT NOT NULL,               -- "question: answer" a line, folded
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX rule_version ON rule (district, rule, version);
CREATE INDEX rule_thing ON rule (district, use, thing, until_at) WHERE off = 0;
CREATE INDEX rule_until ON rule (district, use, until_at) WHERE off = 0;
