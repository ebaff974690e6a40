-- Three kinds of matters (大事 小事 私事) and whose business they are (政务 居务): who looks at a case first says so.

DROP VIEW appeal_wide;
ALTER TABLE appeal ADD COLUMN sort BIGINT NOT NULL DEFAULT 0;     -- enum appeal_sort, 0 = nobody has said
ALTER TABLE appeal ADD COLUMN affair BIGINT NOT NULL DEFAULT 0;   -- enum appeal_affair, 0 = nobody has said

-- An appeal with its matter and the names of what both refer to: every reading statement starts from here.
CREATE VIEW appeal_wide AS
SELECT m.district, m.id, m.kind, m.code, m.title, m.pin_salt, m.place, m.street, m.community, m.area, m.grid, m.building,
       m.place_name, m.lon, m.lat, m.state, m.live, m.sight, m.version, m.raiser, m.entered_by, m.anon, m.lead, m.rung,
       m.filed_at, m.due_at, m.queue_at, m.promised_at, m.paused_at, m.closed_at, m.updated_at, m.urgent, m.shown, m.open_title, m.part_of,
       a.channel, a.source, a.source_id, a.body, a.answers, a.item, a.class, a.rule, a.guess, a.guess_permille, a.spot,
       a.accepted_at, a.replied_at, a.reply, a.result, a.attitude, a.rated_at, a.reopened, a.repinned, a.open_body, a.crowd,
       a.bounces, a.reason, a.tier, a.rulings, a.ruled, a.joined, a.urges, a.urged_at, a.extended, a.extend_min, a.extend_ask, a.extend_tier, a.held, a.taken_at, a.sort, a.affair, CASE WHEN m.state = 1 AND a.item = 0 THEN a.body ELSE '' END AS unsorted_body,
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

-- What cases took is kept by kind too. It is made anew from the cases.
DROP TABLE appeal_work;
CREATE TABLE appeal_work (
	district BIGINT NOT NULL,
	desk BIGINT NOT NULL,                -- a community, the body that led when it was over, or the district for what no community knows
	unit BIGINT NOT NULL,                -- enum appeal_unit
	start BIGINT NOT NULL,               -- clock_day() of its first day
	kind BIGINT NOT NULL,                -- 0 = all cases; else those of one appeal_kind_of()
	closed BIGINT NOT NULL,
	on_time BIGINT NOT NULL,             -- of closed: answered within the promise
	extended BIGINT NOT NULL,            -- of closed: given more time
	minutes BIGINT NOT NULL,             -- of closed: working minutes from filing to answer, summed
	near BIGINT NOT NULL,                -- of those minutes: at a building or a grid
	triage BIGINT NOT NULL,              -- … until it was dispatched
	accept BIGINT NOT NULL,              -- … until the body took it up; of a body: its own
	handle BIGINT NOT NULL,              -- … until it answered; of a body: its own
	rule BIGINT NOT NULL,                -- … until somebody ruled whose it is
	rated BIGINT NOT NULL,
	pleased BIGINT NOT NULL,             -- of rated: result and attitude both 4 or 5
	PRIMARY KEY (district, desk, unit, start, kind)
);
