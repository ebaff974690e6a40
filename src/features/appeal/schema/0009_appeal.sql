-- An appeal keeps what only an appeal has; the rest of the row is the matter's, under the same id.

CREATE TABLE appeal_own (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	channel BIGINT NOT NULL,             -- enum appeal_channel
	source TEXT NOT NULL,                -- imports: where it came from, '' = here
	source_id TEXT NOT NULL,             -- … and its id there
	body TEXT NOT NULL,
	answers TEXT NOT NULL,               -- to the item's extra questions, one "label: answer" a line
	item BIGINT NOT NULL,                -- catalogue node, 0 = not yet known
	class BIGINT NOT NULL,               -- first-level node the item lies in
	rule BIGINT NOT NULL,                -- version of the item's rule it is judged by
	guess BIGINT NOT NULL,               -- item the suggestion named, 0 = not sure
	guess_permille BIGINT NOT NULL,      -- its confidence
	spot TEXT NOT NULL,                  -- exact spot in words; not shown in public when it names a room
	accepted_at BIGINT NOT NULL,         -- by the lead; 0 = not yet
	replied_at BIGINT NOT NULL,
	reply TEXT NOT NULL,                 -- the latest answer, as the public page shows it
	result BIGINT NOT NULL,              -- rating 1–5, 0 = none
	attitude BIGINT NOT NULL,
	rated_at BIGINT NOT NULL,            -- when; 0 = not rated
	reopened BIGINT NOT NULL,            -- how often
	PRIMARY KEY (district, id)
);
INSERT INTO appeal_own (district, id, channel, source, source_id, body, answers, item, class, rule, guess, guess_permille, spot,
       accepted_at, replied_at, reply, result, attitude, rated_at, reopened)
SELECT district, id, channel, source, source_id, body, answers, item, class, rule, guess, guess_permille, spot,
       accepted_at, replied_at, reply, result, attitude, rated_at, reopened
  FROM appeal;
DROP TABLE appeal;
ALTER TABLE appeal_own RENAME TO appeal;
CREATE UNIQUE INDEX appeal_source ON appeal (district, source, source_id) WHERE source <> '';
CREATE INDEX appeal_class ON appeal (district, class, id);

-- An appeal with its matter and the names of what both refer to: every reading statement starts from here.
CREATE VIEW appeal_wide AS
SELECT m.district, m.id, m.kind, m.code, m.title, m.pin_salt, m.place, m.street, m.community, m.area, m.grid, m.building,
       m.place_name, m.lon, m.lat, m.state, m.live, m.sight, m.version, m.raiser, m.entered_by, m.anon, m.lead, m.rung,
       m.filed_at, m.due_at, m.queue_at, m.promised_at, m.paused_at, m.closed_at, m.updated_at,
       a.channel, a.source, a.source_id, a.body, a.answers, a.item, a.class, a.rule, a.guess, a.guess_permille, a.spot,
       a.accepted_at, a.replied_at, a.reply, a.result, a.attitude, a.rated_at, a.reopened,
       m.lead AS org, m.raiser AS person, CASE WHEN m.sight = 1 THEN 1 ELSE 0 END AS open,
       COALESCE(i.name, '') AS item_name, COALESCE(i.name_en, '') AS item_name_en,
       COALESCE(i.path, '') AS item_path, COALESCE(i.path_en, '') AS item_path_en,
       COALESCE(i.colour, '') AS colour,
       COALESCE(o.name, '') AS org_name, COALESCE(o.name_en, '') AS org_name_en,
       COALESCE(o.phone, '') AS org_phone,
       COALESCE(c.name, '') AS community_name, COALESCE(c.name_en, '') AS community_name_en
  FROM matter m
  JOIN appeal a ON a.district = m.district AND a.id = m.id
  LEFT JOIN catalogue_node i ON i.district = m.district AND i.id = a.item
  LEFT JOIN org o ON o.district = m.district AND o.id = m.lead
  LEFT JOIN territory_node c ON c.district = m.district AND c.id = m.community;
