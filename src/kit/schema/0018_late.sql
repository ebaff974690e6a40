-- How many of a community's matters somebody should have looked at: counted up to a moment, and from there on what lies on its desk.

ALTER TABLE matter_count ADD COLUMN late BIGINT NOT NULL DEFAULT 0; -- the office has them, and queue_at was before until
ALTER TABLE matter_count ADD COLUMN until BIGINT NOT NULL DEFAULT 0; -- up to when late is counted; moves forward by itself

-- Public lists of what is over: what is new is mostly not.
CREATE INDEX matter_public_over ON matter (district, kind, sight, id) WHERE live = 3;
CREATE INDEX matter_public_place_over ON matter (district, community, kind, sight, id) WHERE live = 3;
