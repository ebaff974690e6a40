-- Passwords that an administrator gave, and since when a district has been told something.

ALTER TABLE person ADD COLUMN temporary_until BIGINT NOT NULL DEFAULT 0; -- the password was given by somebody else and ends then; 0 = it is their own
CREATE INDEX person_temporary ON person (district, temporary_until) WHERE temporary_until <> 0;
ALTER TABLE setting ADD COLUMN set_at BIGINT NOT NULL DEFAULT 0; -- 0 = before this was kept
