-- Rooms, school libraries and sports grounds that neighbours book. How much is free when stands in slot_*.

CREATE TABLE share_thing (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,                  -- the same as slot_thing's
	kind BIGINT NOT NULL,                -- enum share_kind
	name TEXT NOT NULL,
	name_en TEXT NOT NULL,
	about TEXT NOT NULL,
	rules TEXT NOT NULL,                 -- what people agree to
	photo TEXT NOT NULL,                 -- digest of a file, '' = none
	place BIGINT NOT NULL,               -- territory node
	community BIGINT NOT NULL,           -- of the place, for lists
	org BIGINT NOT NULL,                 -- the body that answers for it, 0 = none
	seats BIGINT NOT NULL,               -- people it holds
	whole BIGINT NOT NULL,               -- 1: one booking has all of it; 0: as many people as there are seats
	who BIGINT NOT NULL,                 -- enum share_who
	reach BIGINT NOT NULL,               -- territory node whose residents may book, 0 = all of the district
	approval BIGINT NOT NULL,            -- 1: staff say yes first
	cells_least BIGINT NOT NULL,         -- shortest booking, in cells of the grid; the longest is slot_thing's
	ahead_days BIGINT NOT NULL,          -- how far ahead may be booked
	open_most BIGINT NOT NULL,           -- bookings a person may have ahead of them, 0 = any number
	cancel_s BIGINT NOT NULL,            -- a booking is cancelled so long before it begins at the latest
	check_in BIGINT NOT NULL,            -- 1: who was not checked in when it ends was absent
	absent_most BIGINT NOT NULL,         -- so often absent …
	absent_days BIGINT NOT NULL,         -- … within so many days …
	pause_days BIGINT NOT NULL,          -- … and there is no booking for so many; 0 = never
	state BIGINT NOT NULL,               -- enum share_thing_state
	version BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE INDEX share_thing_community ON share_thing (district, state, community, id);

CREATE TABLE share_hours (
	district BIGINT NOT NULL,
	thing BIGINT NOT NULL,
	id BIGINT NOT NULL,
	days BIGINT NOT NULL,                -- bits of enum share_day
	from_min BIGINT NOT NULL,            -- minutes of the day
	to_min BIGINT NOT NULL CHECK (to_min > from_min),
	PRIMARY KEY (district, thing, id)
);

CREATE TABLE share_booking (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	thing BIGINT NOT NULL,
	take BIGINT NOT NULL,                -- slot_take
	series BIGINT NOT NULL,              -- one id for all instances of a recurring booking, 0 = alone
	person BIGINT NOT NULL,
	org BIGINT NOT NULL,                 -- the thing's, when it was booked
	from_at BIGINT NOT NULL,
	to_at BIGINT NOT NULL,
	people BIGINT NOT NULL,
	purpose TEXT NOT NULL,
	state BIGINT NOT NULL,               -- enum share_state
	why TEXT NOT NULL,                   -- why it was refused or called off
	sequence BIGINT NOT NULL,            -- raised by each change: calendars follow it
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX share_booking_take ON share_booking (district, take);
CREATE INDEX share_booking_person ON share_booking (district, person, to_at);
CREATE INDEX share_booking_thing ON share_booking (district, thing, from_at);
CREATE INDEX share_booking_series ON share_booking (district, series, id) WHERE series > 0;
-- What the sweep looks for: it leaves these states when the time has passed.
CREATE INDEX share_booking_booked ON share_booking (district, to_at, id) WHERE state = 2;
CREATE INDEX share_booking_waiting ON share_booking (district, to_at, id) WHERE state = 3;
CREATE INDEX share_booking_absent ON share_booking (district, person, org, from_at) WHERE state = 9;

-- Nobody is punished for ever: no booking at the things of a body for a while, and a word about it is heard.
CREATE TABLE share_pause (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	person BIGINT NOT NULL,
	org BIGINT NOT NULL,
	from_at BIGINT NOT NULL,
	until_at BIGINT NOT NULL,
	word TEXT NOT NULL,                  -- what the person says to it
	lifted_by BIGINT NOT NULL,           -- 0 = in force
	PRIMARY KEY (district, id)
);
CREATE INDEX share_pause_person ON share_pause (district, person, org, until_at);
CREATE INDEX share_pause_org ON share_pause (district, org, until_at) WHERE lifted_by = 0;

-- The secret address of a person's own calendar.
CREATE TABLE share_feed (
	district BIGINT NOT NULL,
	person BIGINT NOT NULL,
	token TEXT NOT NULL,                 -- keyed digest
	made_at BIGINT NOT NULL,
	PRIMARY KEY (district, person)
);
CREATE UNIQUE INDEX share_feed_token ON share_feed (district, token);
