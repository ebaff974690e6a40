-- Capacity over time: rooms, bays, shifts, meals, plots. See kit/slot.h.

CREATE TABLE slot_thing (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,                  -- the feature's own
	capacity BIGINT NOT NULL CHECK (capacity >= 0),
	step_s BIGINT NOT NULL CHECK (step_s > 0), -- length of a cell in seconds
	cells_most BIGINT NOT NULL CHECK (cells_most BETWEEN 1 AND 400), -- a take's most cells
	wait BIGINT NOT NULL,                -- enum slot_wait
	offer_s BIGINT NOT NULL,             -- how long somebody may think who is offered a place
	turn BIGINT NOT NULL,                -- raised by everybody who changes what it holds
	PRIMARY KEY (district, id)
);

-- A cell is there once somebody took of it. room is the capacity, or what was taken before the capacity was lowered.
CREATE TABLE slot_cell (
	district BIGINT NOT NULL,
	thing BIGINT NOT NULL,
	cell BIGINT NOT NULL,
	used BIGINT NOT NULL CHECK (used >= 0),
	room BIGINT NOT NULL CHECK (used <= room),
	PRIMARY KEY (district, thing, cell)
);

CREATE TABLE slot_take (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	thing BIGINT NOT NULL,
	first BIGINT NOT NULL,               -- first cell
	past BIGINT NOT NULL,                -- first cell that is not in it any more
	units BIGINT NOT NULL CHECK (units > 0),
	state BIGINT NOT NULL,               -- enum slot_state
	person BIGINT NOT NULL,
	subject BIGINT NOT NULL,             -- the feature's row it is for, 0 = none
	once TEXT NOT NULL,                  -- the same key is the same take, '' = none
	due_at BIGINT NOT NULL,              -- a hold or an offer ends then, 0 = never
	at BIGINT NOT NULL,
	ended_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX slot_take_once ON slot_take (district, thing, once) WHERE once <> '';
CREATE INDEX slot_take_span ON slot_take (district, thing, state, first);
CREATE INDEX slot_take_person ON slot_take (district, person) WHERE person > 0;
CREATE INDEX slot_take_due ON slot_take (district, due_at) WHERE due_at > 0;

CREATE TABLE slot_closing (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	thing BIGINT NOT NULL,
	first BIGINT NOT NULL,
	past BIGINT NOT NULL,
	why TEXT NOT NULL,                   -- told to everybody
	PRIMARY KEY (district, id)
);
CREATE INDEX slot_closing_span ON slot_closing (district, thing, past);
