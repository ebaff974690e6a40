-- What a body says before it comes, which body leads, and its signature under what was concluded.

ALTER TABLE whistle ADD COLUMN lead BIGINT NOT NULL DEFAULT 0;              -- the body that leads, 0 = none

ALTER TABLE whistle_body ADD COLUMN reply BIGINT NOT NULL DEFAULT 0;        -- enum whistle_reply
ALTER TABLE whistle_body ADD COLUMN replied_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE whistle_body ADD COLUMN reply_words TEXT NOT NULL DEFAULT '';
ALTER TABLE whistle_body ADD COLUMN rung_at BIGINT NOT NULL DEFAULT 0;      -- when it was told once more, having said nothing
ALTER TABLE whistle_body ADD COLUMN signed_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE whistle_body ADD COLUMN signed_words TEXT NOT NULL DEFAULT '';
