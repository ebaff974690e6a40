-- A case that was given back twice goes up for a ruling, which binds the body it names.

DROP VIEW appeal_wide;
-- How often it was given back since the last ruling; cases from before begin at 0.
ALTER TABLE appeal ADD COLUMN bounces BIGINT NOT NULL DEFAULT 0;
ALTER TABLE appeal ADD COLUMN reason BIGINT NOT NULL DEFAULT 0;  -- of the last time: reason.def or appeal_phrase
ALTER TABLE appeal ADD COLUMN tier BIGINT NOT NULL DEFAULT 0;    -- enum level whose dispatcher rules, or ruled last
ALTER TABLE appeal ADD COLUMN rulings BIGINT NOT NULL DEFAULT 0; -- how often it was ruled
ALTER TABLE appeal ADD COLUMN ruled BIGINT NOT NULL DEFAULT 0;   -- the body that the ruling binds, 0 = none

-- An appeal with its matter and the names of what both refer to: every reading statement starts from here.
CREATE VIEW appeal_wide AS
SELECT m.district, m.id, m.kind, m.code, m.title, m.pin_salt, m.place, m.street, m.community, m.area, m.grid, m.building,
       m.place_name, m.lon, m.lat, m.state, m.live, m.sight, m.version, m.raiser, m.entered_by, m.anon, m.lead, m.rung,
       m.filed_at, m.due_at, m.queue_at, m.promised_at, m.paused_at, m.closed_at, m.updated_at, m.urgent, m.shown, m.open_title,
       a.channel, a.source, a.source_id, a.body, a.answers, a.item, a.class, a.rule, a.guess, a.guess_permille, a.spot,
       a.accepted_at, a.replied_at, a.reply, a.result, a.attitude, a.rated_at, a.reopened, a.repinned, a.open_body, a.crowd,
       a.bounces, a.reason, a.tier, a.rulings, a.ruled, CASE WHEN m.state = 1 AND a.item = 0 THEN a.body ELSE '' END AS unsorted_body,
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

-- Words that staff keep. A reason of a bounce (kind 1) belongs to the district; one of reason.def has a row when the administrator
-- changed it. A usual answer (kind 2) belongs to a desk: a body, a node of the territory, or the district's code.
CREATE TABLE appeal_phrase (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	kind BIGINT NOT NULL,                -- enum phrase_kind
	desk BIGINT NOT NULL,
	title TEXT NOT NULL,
	words TEXT NOT NULL,                 -- of a reason: what it asks for
	gone BIGINT NOT NULL,                -- 1 = no longer offered
	changed_by BIGINT NOT NULL,
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE INDEX appeal_phrase_desk ON appeal_phrase (district, kind, desk, id);
