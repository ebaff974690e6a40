-- How many households a community has, as the district told it: what is counted there is laid beside others by the thousand.

CREATE TABLE territory_household (
	district BIGINT NOT NULL,
	node BIGINT NOT NULL,
	households BIGINT NOT NULL,          -- 1 and more; no row = nobody told it
	told_at BIGINT NOT NULL,
	PRIMARY KEY (district, node)
);
