-- hot.sql: what is said of the cases of a cluster.

--walks: the newest ones, some hundred at once, each ten minutes on the thread of timers
--many hot_cases(after, limit) -> hot_case(id, code text, title text, source_id text, place_name text, street, community)
SELECT m.id, m.code, m.title, a.source_id, m.place_name, m.street, m.community
  FROM matter m JOIN appeal a ON a.district = $district AND a.id = m.id
 WHERE m.district = $district AND m.id > $after AND m.kind = {FLOW_APPEAL} AND m.part_of = 0 ORDER BY m.id LIMIT $limit;

-- Cases of clusters, as who dispatches them sees them: so many at once; 0 = none.
--cols hot_ids(i00, i01, i02, i03, i04, i05, i06, i07, i08, i09, i10, i11, i12, i13, i14, i15,
--   i16, i17, i18, i19, i20, i21, i22, i23, i24, i25, i26, i27, i28, i29, i30, i31)
--cols hot_line(id, code text, title text, place_name text, state, live, part_of, street, community, filed_at)
--many hot_lines(*hot_ids) -> hot_line
SELECT {hot_line} FROM matter WHERE district = $district AND kind = {FLOW_APPEAL} AND id IN ({*hot_ids});

--one hot_line(code text) -> hot_line
SELECT {hot_line} FROM matter WHERE district = $district AND code = $code AND kind = {FLOW_APPEAL};

-- ---- the card of a hot issue ----

-- The case that leads, with the body that has it.
--one hot_lead(id) -> hot_lead(id, code text, title text, state, live, part_of, sight, shown, open_title text, place, street, community,
--   promised_at, filed_at, item, item_name text, item_name_en text, org_name text, org_name_en text)
SELECT m.id, m.code, m.title, m.state, m.live, m.part_of, m.sight, m.shown, m.open_title, m.place, m.street, m.community, m.promised_at,
       m.filed_at, a.item, COALESCE(i.name, '') AS item_name, COALESCE(i.name_en, '') AS item_name_en,
       COALESCE(o.name, '') AS org_name, COALESCE(o.name_en, '') AS org_name_en
  FROM matter m JOIN appeal a ON a.district = $district AND a.id = m.id
  LEFT JOIN catalogue_node i ON i.district = $district AND i.id = a.item
  LEFT JOIN org o ON o.district = $district AND o.id = m.lead
 WHERE m.district = $district AND m.id = $id;

-- Those that are, or were answered, with it, newest first.
--many hot_said(lead, event, before, limit) -> hot_said(id, code text, title text, place_name text, state, street, community, filed_at,
--   channel, told)
SELECT m.id, m.code, m.title, m.place_name, m.state, m.street, m.community, m.filed_at, a.channel, COALESCE(t.version, 0) AS told
  FROM appeal a CROSS JOIN matter m LEFT JOIN event_told t ON t.district = $district AND t.event = $event AND t.matter = a.id
 WHERE a.district = $district AND a.joined = $lead AND a.joined <> 0 AND a.id < $before AND m.district = $district AND m.id = a.id
   AND m.state <> {APPEAL_WITHDRAWN}
 ORDER BY a.id DESC LIMIT $limit;

-- When and where they called, the newest ones.
--many hot_calls(lead, limit) -> hot_call(filed_at, lon, lat, place_name text)
SELECT m.filed_at, m.lon, m.lat, m.place_name FROM appeal a CROSS JOIN matter m
 WHERE a.district = $district AND a.joined = $lead AND a.joined <> 0 AND m.district = $district AND m.id = a.id
   AND m.state <> {APPEAL_WITHDRAWN}
 ORDER BY a.id DESC LIMIT $limit;
