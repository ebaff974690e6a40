-- A matter may be a part of another one, which is over after it: work that was split off. It is no matter of its own in figures.

ALTER TABLE matter ADD COLUMN part_of BIGINT NOT NULL DEFAULT 0; -- the matter it was split off, 0 = none
CREATE INDEX matter_part ON matter (district, part_of, id) WHERE part_of <> 0;
