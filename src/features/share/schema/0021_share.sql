-- Bookings have a chained history, are also made for bodies, and closed times come from an outside calendar.

-- The body it was booked for, 0 = whoever booked. steps: of its history, 0 = from before there was one.
ALTER TABLE share_booking ADD COLUMN for_org BIGINT NOT NULL DEFAULT 0;
ALTER TABLE share_booking ADD COLUMN steps BIGINT NOT NULL DEFAULT 0;
CREATE INDEX share_booking_for ON share_booking (district, for_org, to_at, id) WHERE for_org <> 0;
-- What was asked and nobody answered before it began.
CREATE INDEX share_booking_asked ON share_booking (district, from_at, id) WHERE state = 1;

-- Bookings a body may have ahead of it, 0 = any number.
ALTER TABLE share_thing ADD COLUMN org_most BIGINT NOT NULL DEFAULT 0;

-- The body that was absent too often; person is 0 then.
ALTER TABLE share_pause ADD COLUMN for_org BIGINT NOT NULL DEFAULT 0;

-- Closed times that were read from a calendar: the next one read replaces them.
CREATE TABLE share_outside (
	district BIGINT NOT NULL,
	thing BIGINT NOT NULL,
	closing BIGINT NOT NULL,             -- slot_closing
	PRIMARY KEY (district, thing, closing)
);
