-- What everybody reads of a matter is separate from what was written: no word is public before somebody of the staff has looked at it.

DROP VIEW appeal_wide;
DROP VIEW notice_wide;

ALTER TABLE matter ADD COLUMN shown BIGINT NOT NULL DEFAULT 5;       -- enum matter_shown
ALTER TABLE matter ADD COLUMN open_title TEXT NOT NULL DEFAULT '';   -- the title as everybody reads it
ALTER TABLE appeal ADD COLUMN open_body TEXT NOT NULL DEFAULT '';    -- the text as everybody reads it
ALTER TABLE appeal ADD COLUMN crowd BIGINT NOT NULL DEFAULT 0;       -- 1 = one of many that came from one network within an hour
-- Who may ever see matters of an item: 0 everybody, 1 never the public.
ALTER TABLE catalogue_node ADD COLUMN never BIGINT NOT NULL DEFAULT 0;

-- What had passed triage keeps the words it shows (5), the few that had not wait (6). Their last seals know nothing of it.
UPDATE matter SET shown = 6 WHERE kind = 1 AND (state = 1 OR (state = 8 AND lead = 0));
--@sqlite INSERT INTO matter_find (matter_find, rowid, tokens) SELECT 'delete', id, '' FROM matter WHERE sight = 1 AND shown = 6;
--@pg UPDATE matter_find SET tokens = ts_delete(matter_find.tokens, '')
--@+ FROM matter m WHERE m.district = matter_find.district AND m.id = matter_find.id AND m.sight = 1 AND m.shown = 6;

-- Live matters that are never public, which the figures of a community leave out.
CREATE INDEX matter_never ON matter (district, kind, community, queue_at) WHERE live < 3 AND shown = 4;
-- Of a community, what waits for somebody to look at it, and what everybody reads.
CREATE INDEX matter_waits ON matter (district, community, kind, sight) WHERE live < 3 AND (shown = 1 OR shown = 6);
CREATE INDEX matter_place_shown ON matter (district, community, kind, sight, id) WHERE shown = 2 OR shown = 5;

-- An appeal with its matter and the names of what both refer to: every reading statement starts from here.
CREATE VIEW appeal_wide AS
SELECT m.district, m.id, m.kind, m.code, m.title, m.pin_salt, m.place, m.street, m.community, m.area, m.grid, m.building,
       m.place_name, m.lon, m.lat, m.state, m.live, m.sight, m.version, m.raiser, m.entered_by, m.anon, m.lead, m.rung,
       m.filed_at, m.due_at, m.queue_at, m.promised_at, m.paused_at, m.closed_at, m.updated_at, m.urgent, m.shown, m.open_title,
       a.channel, a.source, a.source_id, a.body, a.answers, a.item, a.class, a.rule, a.guess, a.guess_permille, a.spot,
       a.accepted_at, a.replied_at, a.reply, a.result, a.attitude, a.rated_at, a.reopened, a.repinned, a.open_body, a.crowd,
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

-- A notice with what is read in it.
CREATE VIEW notice_wide AS
SELECT n.district, n.id, n.person, n.why, n.kind, n.matter, n.step, n.urgent, n.word, n.text, n.at, n.read_at,
       COALESCE(m.code, '') AS code, COALESCE(m.title, '') AS title, COALESCE(m.kind, 0) AS of_kind, COALESCE(m.sight, 0) AS sight,
       COALESCE(m.shown, 0) AS shown, COALESCE(m.open_title, '') AS open_title,
       COALESCE(f.text, '') AS said, COALESCE(f.sight, 0) AS said_sight, COALESCE(f.org, 0) AS said_org
  FROM notice n
  LEFT JOIN matter m ON m.district = n.district AND m.id = n.matter
  LEFT JOIN flow_step f ON f.district = n.district AND f.subject_kind = n.kind AND f.subject = n.matter AND f.seq = n.step;
