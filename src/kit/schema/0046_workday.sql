-- Hours of work of a district, and days that are not what the country's calendar says: its own and those of its bodies.

CREATE TABLE work_week (
	district BIGINT NOT NULL,
	from_day BIGINT NOT NULL,            -- from this day on, days since 1970-01-01
	week TEXT NOT NULL,                  -- Mondays to Fridays: 08:30-12:00 14:00-18:30
	weekend TEXT NOT NULL,               -- Saturdays and Sundays; '' = not worked
	at BIGINT NOT NULL,                  -- when it was written down
	PRIMARY KEY (district, from_day)
);

-- A day that was taken back stays, so that what was counted by it is known.
CREATE TABLE work_day (
	district BIGINT NOT NULL,
	org BIGINT NOT NULL,                 -- a body, 0 = the district
	day BIGINT NOT NULL,
	said BIGINT NOT NULL,                -- enum calendar_said
	until BIGINT NOT NULL,               -- minute of the day at which work ends, of a short one
	name TEXT NOT NULL,                  -- 冬至
	at BIGINT NOT NULL,
	PRIMARY KEY (district, org, day)
);
