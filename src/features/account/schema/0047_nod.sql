-- What one administrator of the district has asked for and another must agree to first.

CREATE TABLE nod (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	kind BIGINT NOT NULL,                -- enum nod_kind
	person BIGINT NOT NULL,              -- who gets the role, 0 = of a setting
	name TEXT NOT NULL,                  -- of the setting, "" = of a role
	was TEXT NOT NULL,
	becomes TEXT NOT NULL,
	state BIGINT NOT NULL,               -- enum nod_state
	alone BIGINT NOT NULL,               -- 1 = there was no other administrator when it was asked for
	asked_by BIGINT NOT NULL,
	asked_at BIGINT NOT NULL,
	lapse_at BIGINT NOT NULL,            -- nobody agrees from then on
	ended_by BIGINT NOT NULL,
	ended_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX nod_waits ON nod (district, kind, person, name) WHERE state = 1;
CREATE INDEX nod_open ON nod (district, lapse_at) WHERE state = 1;
