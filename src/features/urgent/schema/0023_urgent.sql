-- What is urgent: words that say so, whom to call, and matters whose clocks count around the clock.

-- A kind of emergency: the words that tell of it, what does not, and whom to call. A district without a row has the shipped ones.
CREATE TABLE urgent_kind (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	code TEXT NOT NULL,                  -- its address: fire
	name TEXT NOT NULL,
	name_en TEXT NOT NULL,
	say TEXT NOT NULL,                   -- what to do first
	say_en TEXT NOT NULL,
	calls TEXT NOT NULL,                 -- a line each: number, space, name / name in English
	words TEXT NOT NULL,                 -- a line each, folded; … = some characters between
	spared TEXT NOT NULL,                -- a line each: what does not count, * = the word itself
	position BIGINT NOT NULL,
	state BIGINT NOT NULL,               -- enum urgent_state
	version BIGINT NOT NULL,             -- number of its last step: stale forms are told
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX urgent_kind_code ON urgent_kind (district, code);

ALTER TABLE due ADD COLUMN calendar BIGINT NOT NULL DEFAULT 1;    -- enum calendar_kind: 1 office hours, 2 around the clock
ALTER TABLE matter ADD COLUMN urgent BIGINT NOT NULL DEFAULT 0;   -- 1 = its clocks count around the clock, and it stands first
ALTER TABLE catalogue_rule ADD COLUMN urgent BIGINT NOT NULL DEFAULT 0; -- 1 = its matters are urgent: accept_min and handle_min are minutes of the day and night

-- An appeal with its matter and the names of what both refer to: every reading statement starts from here.
DROP VIEW appeal_wide;
CREATE VIEW appeal_wide AS
SELECT m.district, m.id, m.kind, m.code, m.title, m.pin_salt, m.place, m.street, m.community, m.area, m.grid, m.building,
       m.place_name, m.lon, m.lat, m.state, m.live, m.sight, m.version, m.raiser, m.entered_by, m.anon, m.lead, m.rung,
       m.filed_at, m.due_at, m.queue_at, m.promised_at, m.paused_at, m.closed_at, m.updated_at, m.urgent,
       a.channel, a.source, a.source_id, a.body, a.answers, a.item, a.class, a.rule, a.guess, a.guess_permille, a.spot,
       a.accepted_at, a.replied_at, a.reply, a.result, a.attitude, a.rated_at, a.reopened, a.repinned,
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
