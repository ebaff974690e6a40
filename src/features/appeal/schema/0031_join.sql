-- Many say the same: each keeps their case, which is dealt with under one of them.

DROP VIEW appeal_wide;
ALTER TABLE appeal ADD COLUMN joined BIGINT NOT NULL DEFAULT 0;      -- the case it is, or was answered, with; 0 = by itself
ALTER TABLE appeal ADD COLUMN joined_lead BIGINT NOT NULL DEFAULT 0; -- the body that had it before, 0 = none
CREATE INDEX appeal_joined ON appeal (district, joined, id) WHERE joined <> 0;

-- An appeal with its matter and the names of what both refer to: every reading statement starts from here.
CREATE VIEW appeal_wide AS
SELECT m.district, m.id, m.kind, m.code, m.title, m.pin_salt, m.place, m.street, m.community, m.area, m.grid, m.building,
       m.place_name, m.lon, m.lat, m.state, m.live, m.sight, m.version, m.raiser, m.entered_by, m.anon, m.lead, m.rung,
       m.filed_at, m.due_at, m.queue_at, m.promised_at, m.paused_at, m.closed_at, m.updated_at, m.urgent, m.shown, m.open_title, m.part_of,
       a.channel, a.source, a.source_id, a.body, a.answers, a.item, a.class, a.rule, a.guess, a.guess_permille, a.spot,
       a.accepted_at, a.replied_at, a.reply, a.result, a.attitude, a.rated_at, a.reopened, a.repinned, a.open_body, a.crowd,
       a.bounces, a.reason, a.tier, a.rulings, a.ruled, a.joined, CASE WHEN m.state = 1 AND a.item = 0 THEN a.body ELSE '' END AS unsorted_body,
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
