-- What cases took, where they were settled and by whom: of each community and each body, by week and by month. It is made anew from the
-- cases (appeal_work.c), so no backup holds it.

CREATE TABLE appeal_work (
	district BIGINT NOT NULL,
	desk BIGINT NOT NULL,                -- a community, the body that led when it was over, or the district for what no community knows
	unit BIGINT NOT NULL,                -- enum appeal_unit
	start BIGINT NOT NULL,               -- clock_day() of its first day
	closed BIGINT NOT NULL,
	on_time BIGINT NOT NULL,             -- of closed: answered within the promise
	extended BIGINT NOT NULL,            -- of closed: given more time
	minutes BIGINT NOT NULL,             -- of closed: working minutes from filing to answer, summed
	near BIGINT NOT NULL,                -- of those minutes: at a building or a grid
	triage BIGINT NOT NULL,              -- … until it was dispatched
	accept BIGINT NOT NULL,              -- … until the body took it up; of a body: its own
	handle BIGINT NOT NULL,              -- … until it answered; of a body: its own
	rule BIGINT NOT NULL,                -- … until somebody ruled whose it is
	rated BIGINT NOT NULL,
	pleased BIGINT NOT NULL,             -- of rated: result and attitude both 4 or 5
	PRIMARY KEY (district, desk, unit, start)
);
