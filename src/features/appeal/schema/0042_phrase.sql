-- Usual answers are for an item and a state of the case, and keep what they said before.
ALTER TABLE appeal_phrase ADD COLUMN item BIGINT NOT NULL DEFAULT 0;    -- of which item, or what lies under it; 0 = of any
ALTER TABLE appeal_phrase ADD COLUMN use BIGINT NOT NULL DEFAULT 0;     -- enum phrase_use, 0 = of any
ALTER TABLE appeal_phrase ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

CREATE TABLE appeal_phrase_was (
	district BIGINT NOT NULL,
	phrase BIGINT NOT NULL,
	version BIGINT NOT NULL,
	title TEXT NOT NULL,
	words TEXT NOT NULL,
	item BIGINT NOT NULL,
	use BIGINT NOT NULL,
	gone BIGINT NOT NULL,
	changed_by BIGINT NOT NULL,
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (district, phrase, version)
);
