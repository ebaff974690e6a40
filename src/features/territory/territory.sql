-- territory.sql: the national table of divisions, and the district's own tree.

-- ---- the national table ----

--cols division(id, parent, level, code text, name text, initials text)

--shared one division_get(id) -> division
SELECT {division} FROM division WHERE id = $id;

--shared one division_by_code(code text) -> division
SELECT {division} FROM division WHERE code = $code AND code <> '' LIMIT 1;

-- Children in the order of the official list they came from.
--shared many division_children(parent, after, limit) -> division
SELECT {division} FROM division WHERE parent = $parent AND id > $after ORDER BY id LIMIT $limit;

--shared many division_named(level, name text, limit) -> division
SELECT {division} FROM division WHERE name = $name AND level = $level ORDER BY id LIMIT $limit;

-- What an import must know of the children that are there.
--shared each division_brood(parent) -> division_child(id, code text, name text)
SELECT id, code, name FROM division WHERE parent = $parent;

--shared exec1 division_add(*division)
INSERT INTO division ({division}) VALUES ({*division});

--cols division_eight(id0, parent0, level0, code0 text, name0 text, initials0 text, id1, parent1, level1,
--   code1 text, name1 text, initials1 text, id2, parent2, level2, code2 text, name2 text, initials2 text,
--   id3, parent3, level3, code3 text, name3 text, initials3 text, id4, parent4, level4, code4 text,
--   name4 text, initials4 text, id5, parent5, level5, code5 text, name5 text, initials5 text, id6, parent6,
--   level6, code6 text, name6 text, initials6 text, id7, parent7, level7, code7 text, name7 text,
--   initials7 text)

-- Eight at once: a large import saves seven of eight round trips to the server.
--shared exec division_add_eight(*division_eight)
INSERT INTO division (id, parent, level, code, name, initials)
VALUES ($id0, $parent0, $level0, $code0, $name0, $initials0),
       ($id1, $parent1, $level1, $code1, $name1, $initials1),
       ($id2, $parent2, $level2, $code2, $name2, $initials2),
       ($id3, $parent3, $level3, $code3, $name3, $initials3),
       ($id4, $parent4, $level4, $code4, $name4, $initials4),
       ($id5, $parent5, $level5, $code5, $name5, $initials5),
       ($id6, $parent6, $level6, $code6, $name6, $initials6),
       ($id7, $parent7, $level7, $code7, $name7, $initials7);

--shared exec1 division_set_code(id, code text)
UPDATE division SET code = $code WHERE id = $id;

--cols division_hit({division}, up1 text, up2 text, up3 text, up4 text)

-- Places by the beginning of their name, from (name, id) on; up = names of what they lie in, nearest first.
--shared many division_by_name(from text, to text, after_name text, after_id, limit) -> division_hit
SELECT {d.division}, COALESCE(a.name, '') AS up1, COALESCE(b.name, '') AS up2,
       COALESCE(c.name, '') AS up3, COALESCE(e.name, '') AS up4
  FROM division d
  LEFT JOIN division a ON a.id = d.parent
  LEFT JOIN division b ON b.id = a.parent
  LEFT JOIN division c ON c.id = b.parent
  LEFT JOIN division e ON e.id = c.parent
 WHERE d.name >= $from AND d.name < $to AND (d.name, d.id) > ($after_name, $after_id)
 ORDER BY d.name, d.id LIMIT $limit;

-- The same by the beginning of the pinyin initials.
--shared many division_by_initials(from text, to text, after_initials text, after_id, limit) -> division_hit
SELECT {d.division}, COALESCE(a.name, '') AS up1, COALESCE(b.name, '') AS up2,
       COALESCE(c.name, '') AS up3, COALESCE(e.name, '') AS up4
  FROM division d
  LEFT JOIN division a ON a.id = d.parent
  LEFT JOIN division b ON b.id = a.parent
  LEFT JOIN division c ON c.id = b.parent
  LEFT JOIN division e ON e.id = c.parent
 WHERE d.initials >= $from AND d.initials < $to AND (d.initials, d.id) > ($after_initials, $after_id)
 ORDER BY d.initials, d.id LIMIT $limit;

-- ---- one node ----

--cols territory_node(district, id, parent, level, kind, code text, name text, name_en text, sort_key text,
--   plate text, lon, lat, street, community, area, grid, building, unit, full_name text, state,
--   merged_into, division, version, opened_at, retired_at)

--one territory_get(id) -> territory_node
SELECT {territory_node} FROM territory_node WHERE district = $district AND id = $id;

--one territory_by_code(code text) -> territory_node
SELECT {territory_node} FROM territory_node WHERE district = $district AND code = $code AND code <> '';

-- A live child of that name.
--one territory_by_name(parent, name text) -> territory_node
SELECT {territory_node}
  FROM territory_node WHERE district = $district AND parent = $parent AND name = $name
   AND state = {TERRITORY_LIVE} LIMIT 1;

--walks: the streets and communities of a district are some hundred
--one territory_by_division(division) -> territory_node
SELECT {territory_node}
  FROM territory_node WHERE district = $district AND level <= {LEVEL_COMMUNITY} AND division = $division AND division <> 0
   AND state = {TERRITORY_LIVE} LIMIT 1;

--one territory_by_plate(plate text) -> territory_ref(id)
SELECT id FROM territory_node WHERE district = $district AND plate = $plate AND plate <> '';

-- ---- lists ----

--many territory_children(parent, after text, limit) -> territory_node
SELECT {territory_node}
  FROM territory_node WHERE district = $district AND parent = $parent AND state = {TERRITORY_LIVE}
   AND sort_key > $after
 ORDER BY sort_key, id LIMIT $limit;

-- Live nodes of one level inside a community, 0 = the whole district.
--many territory_of_level(level, community) -> territory_node
SELECT {territory_node}
  FROM territory_node WHERE district = $district AND level = $level
   AND ($community = 0 OR community = $community) AND state = {TERRITORY_LIVE}
 ORDER BY community, area, sort_key;

--many territory_communities() -> territory_node
SELECT {territory_node}
  FROM territory_node WHERE district = $district AND level = {LEVEL_COMMUNITY}
   AND state = {TERRITORY_LIVE} ORDER BY sort_key;

-- From the district down to the node.
--many territory_path(id) -> territory_node
WITH RECURSIVE up(id, parent, depth) AS (
	SELECT id, parent, 0 FROM territory_node WHERE district = $district AND id = $id
	UNION ALL
	SELECT t.id, t.parent, up.depth + 1 FROM up JOIN territory_node t ON t.id = up.parent
	 WHERE t.district = $district AND up.depth < 12
)
SELECT {n.territory_node}
  FROM up JOIN territory_node n ON n.id = up.id WHERE n.district = $district ORDER BY up.depth DESC;

--cols territory_words(pattern text, said text, initials_from text, initials_to text, code_from text, code_to text,
--   limit)

-- Down to buildings, by a pattern of the name with its area, by the beginning of the initials or of the code.
--walks: words are looked for inside the names of all places down to buildings, some thousand
--many territory_search(*territory_words) -> territory_node
SELECT {territory_node}
  FROM territory_node
 WHERE district = $district AND level <= {LEVEL_BUILDING} AND state = {TERRITORY_LIVE}
   AND (lower(full_name) LIKE $pattern ESCAPE '\' OR lower(full_name) LIKE $said ESCAPE '\' OR (initials >= $initials_from AND initials < $initials_to)
        OR (code >= $code_from AND code < $code_to))
 ORDER BY id DESC LIMIT $limit;

-- Down to buildings, by the beginning of the initials; whether the whole pinyin fits is for the caller to see.
--many territory_by_initials(initials_from text, initials_to text, limit) -> territory_node
SELECT {territory_node}
  FROM territory_node
 WHERE district = $district AND initials >= $initials_from AND initials < $initials_to AND level <= {LEVEL_BUILDING} AND state = {TERRITORY_LIVE}
 ORDER BY initials LIMIT $limit;

-- The live unit of a building.
--one territory_unit(parent, name text) -> territory_node
SELECT {territory_node}
  FROM territory_node WHERE district = $district AND parent = $parent AND name = $name AND state = {TERRITORY_LIVE} AND level = {LEVEL_UNIT};

-- Nodes of one level in a community that fit the words; those in which a word begins with them come first.
--many territory_inside(level, community, start text, *territory_words) -> territory_node
SELECT {territory_node}
  FROM territory_node
 WHERE district = $district AND level = $level AND community = $community AND state = {TERRITORY_LIVE}
   AND (lower(full_name) LIKE $pattern ESCAPE '\' OR lower(full_name) LIKE $said ESCAPE '\' OR (initials >= $initials_from AND initials < $initials_to)
        OR (code >= $code_from AND code < $code_to))
 ORDER BY CASE WHEN ' ' || lower(full_name) LIKE $start ESCAPE '\' THEN 0 ELSE 1 END, area, sort_key LIMIT $limit;

--cols territory_count(level, n)

-- How many live nodes of each level lie below: of the district (street 0) or one street, down to buildings.
--many territory_counts_wide(street) -> territory_count
SELECT level, count(*) AS n FROM territory_node
 WHERE district = $district AND level BETWEEN {LEVEL_STREET} AND {LEVEL_BUILDING} AND state = {TERRITORY_LIVE}
   AND ($street = 0 OR (street = $street AND id <> $street))
 GROUP BY level ORDER BY level;

-- The same inside a community: below its node of that level (3 = the community itself).
--walks: PostgreSQL may count among all live places of the district
--many territory_counts_below(community, level, node) -> territory_count
SELECT level, count(*) AS n FROM territory_node
 WHERE district = $district AND level IN ({LEVEL_AREA}, {LEVEL_GRID}, {LEVEL_BUILDING}, {LEVEL_UNIT}, {LEVEL_ROOM})
   AND community = $community AND state = {TERRITORY_LIVE} AND id <> $node
   AND ($level = {LEVEL_COMMUNITY} OR ($level = {LEVEL_AREA} AND area = $node)
        OR ($level = {LEVEL_GRID} AND grid = $node) OR ($level = {LEVEL_BUILDING} AND building = $node)
        OR ($level = {LEVEL_UNIT} AND unit = $node))
 GROUP BY level ORDER BY level;

--cols territory_out(id, level, kind, code text, name text, name_en text, plate text, lon, lat,
--   parent_code text)

-- Everything live below a node of that level, in the order of the tree's levels: for the export.
--walks: an export of places
--each territory_below(level, node) -> territory_out
SELECT n.id, n.level, n.kind, n.code, n.name, n.name_en, n.plate, n.lon, n.lat, COALESCE(p.code, '') AS parent_code
  FROM territory_node n JOIN territory_node p ON p.district = $district AND p.id = n.parent
 WHERE n.district = $district AND n.state = {TERRITORY_LIVE} AND n.id <> $node
   AND ($level = {LEVEL_DISTRICT} OR ($level = {LEVEL_STREET} AND n.street = $node)
        OR ($level = {LEVEL_COMMUNITY} AND n.community = $node) OR ($level = {LEVEL_AREA} AND n.area = $node)
        OR ($level = {LEVEL_GRID} AND n.grid = $node) OR ($level = {LEVEL_BUILDING} AND n.building = $node)
        OR ($level = {LEVEL_UNIT} AND n.unit = $node))
 ORDER BY n.level, n.kind, n.community, n.sort_key;

-- All nodes, for verifying.
--walks: verify reads every place once, page by page
--many territory_things(after, limit) -> territory_thing(id)
SELECT id FROM territory_node WHERE district = $district AND id > $after ORDER BY id LIMIT $limit;

-- ---- changing ----

--exec1 territory_insert(*territory_node, initials text)
INSERT INTO territory_node ({territory_node}, initials) VALUES ({*territory_node}, $initials);

--cols territory_said(code text, name text, name_en text, sort_key text, plate text, lon, lat, full_name text)

-- What an edit may change, if nobody changed the node since version.
--exec1 territory_update(*territory_node, initials text)
UPDATE territory_node SET {territory_said=}, initials = $initials, version = version + 1
 WHERE district = $district AND id = $id AND version = $version AND state = {TERRITORY_LIVE};

-- Takes a node out of use: merged into another, or retired.
--exec1 territory_end(id, version, state, merged_into, retired_at)
UPDATE territory_node SET version = version + 1, state = $state, merged_into = $merged_into, retired_at = $retired_at
 WHERE district = $district AND id = $id AND version = $version AND state = {TERRITORY_LIVE};

--cols territory_hung(parent, name text, sort_key text, street, community, area, grid, building, unit,
--   full_name text)

-- Hangs a node under another parent; its own ancestors and full name come with it.
--exec1 territory_hang(*territory_node)
UPDATE territory_node SET {territory_hung=}, version = version + 1
 WHERE district = $district AND id = $id AND version = $version AND state = {TERRITORY_LIVE};

--exec1 territory_touch(id, version)
UPDATE territory_node SET version = version + 1 WHERE district = $district AND id = $id
   AND version = $version AND state = {TERRITORY_LIVE};

-- Brings nodes of one level that stood below a node (of at, before it changed) into line with their parents:
-- ancestors, and the name with the area. Runs from the top level down; live or not, they keep their place.
--exec territory_follow(level, at, node)
UPDATE territory_node
   SET street = p.street, community = p.community,
       area = CASE WHEN territory_node.level = {LEVEL_AREA} THEN territory_node.id ELSE p.area END,
       grid = CASE WHEN territory_node.level = {LEVEL_GRID} AND p.level < {LEVEL_GRID} THEN territory_node.id
                   ELSE p.grid END,
       building = CASE WHEN territory_node.level = {LEVEL_BUILDING} THEN territory_node.id ELSE p.building END,
       unit = CASE WHEN territory_node.level = {LEVEL_UNIT} THEN territory_node.id ELSE p.unit END,
       full_name = CASE
	WHEN territory_node.level = {LEVEL_BUILDING} AND p.area <> 0
	THEN (SELECT a.name FROM territory_node a WHERE a.district = $district AND a.id = p.area) || ' ' || territory_node.name
	WHEN territory_node.level > {LEVEL_BUILDING} THEN p.full_name || territory_node.name
	ELSE territory_node.name END
  FROM territory_node p
 WHERE territory_node.district = $district AND p.district = $district AND p.id = territory_node.parent
   AND territory_node.level = $level AND territory_node.level > {LEVEL_COMMUNITY} AND territory_node.id <> $node
   AND (($at = {LEVEL_STREET} AND territory_node.street = $node)
        OR ($at = {LEVEL_COMMUNITY} AND territory_node.community = $node)
        OR ($at = {LEVEL_AREA} AND territory_node.area = $node)
        OR ($at = {LEVEL_GRID} AND territory_node.grid = $node)
        OR ($at = {LEVEL_BUILDING} AND territory_node.building = $node)
        OR ($at = {LEVEL_UNIT} AND territory_node.unit = $node));

-- ---- boundaries ----

--cols territory_box(node, level, geojson text, west, south, east, north, updated_at)

--exec1 territory_boundary_put(*territory_box)
INSERT INTO territory_boundary (district, {territory_box}) VALUES ($district, {*territory_box})
ON CONFLICT (district, node) DO UPDATE SET geojson = excluded.geojson, west = excluded.west, south = excluded.south,
       east = excluded.east, north = excluded.north, updated_at = excluded.updated_at;

--exec territory_boundary_drop(node)
DELETE FROM territory_boundary WHERE district = $district AND node = $node;

--cols territory_shape(node, level, code text, name text, name_en text, geojson text)

--one territory_boundary(node) -> territory_shape
SELECT b.node, b.level, n.code, n.name, n.name_en, b.geojson
  FROM territory_boundary b JOIN territory_node n ON n.district = $district AND n.id = b.node
 WHERE b.district = $district AND b.node = $node;

-- Boundaries of live nodes in a community, itself first; with 0 those of the district, its streets and communities.
--walks: a district has some hundred boundaries
--many territory_boundaries(community) -> territory_shape
SELECT b.node, b.level, n.code, n.name, n.name_en, b.geojson
  FROM territory_boundary b JOIN territory_node n ON n.district = $district AND n.id = b.node
 WHERE b.district = $district AND n.state = {TERRITORY_LIVE}
   AND (($community = 0 AND b.level <= {LEVEL_COMMUNITY}) OR ($community <> 0 AND n.community = $community))
 ORDER BY b.level, n.sort_key;

-- What lies right under a node, and its boundary; '' where it has none and others may lie under it.
--many territory_areas(parent) -> territory_area(node, level, kind, geojson text, west, south, east, north)
SELECT n.id AS node, n.level, n.kind, COALESCE(b.geojson, '') AS geojson, COALESCE(b.west, 0) AS west, COALESCE(b.south, 0) AS south,
       COALESCE(b.east, 0) AS east, COALESCE(b.north, 0) AS north
  FROM territory_node n LEFT JOIN territory_boundary b ON b.district = $district AND b.node = n.id
 WHERE n.district = $district AND n.parent = $parent AND n.state = {TERRITORY_LIVE} AND (b.node > 0 OR n.level < {LEVEL_GRID})
 ORDER BY n.name;

-- Boundaries of this level or above whose box holds a point, narrowest level first.
--walks: a district has some hundred boundaries
--many territory_boxes(level, lon, lat) -> territory_shape
SELECT b.node, b.level, n.code, n.name, n.name_en, b.geojson
  FROM territory_boundary b JOIN territory_node n ON n.district = $district AND n.id = b.node
 WHERE b.district = $district AND b.level <= $level AND n.state = {TERRITORY_LIVE}
   AND b.west <= $lon AND b.east >= $lon AND b.south <= $lat AND b.north >= $lat
 ORDER BY b.level DESC, n.kind DESC, b.node;

-- ---- households ----

--cols territory_household(node, households, told_at)

--many territory_household(node) -> territory_household
SELECT {territory_household} FROM territory_household WHERE district = $district AND node = $node;

--walks: a district has some hundreds of communities
--many territory_households() -> territory_household
SELECT {territory_household} FROM territory_household WHERE district = $district ORDER BY node;

--exec1 territory_household_put(*territory_household)
INSERT INTO territory_household (district, {territory_household}) VALUES ($district, {*territory_household})
ON CONFLICT (district, node) DO UPDATE SET households = excluded.households, told_at = excluded.told_at;

--exec territory_household_drop(node)
DELETE FROM territory_household WHERE district = $district AND node = $node;

-- ---- layers of the map ----

--cols territory_layer(kind, features, points, tiles, digest text, set_at)

--walks: a district has four layers at most
--many territory_layers() -> territory_layer
SELECT {territory_layer} FROM territory_layer WHERE district = $district ORDER BY kind;

--exec1 territory_layer_put(*territory_layer)
INSERT INTO territory_layer (district, {territory_layer}) VALUES ($district, {*territory_layer})
ON CONFLICT (district, kind) DO UPDATE SET features = excluded.features, points = excluded.points, tiles = excluded.tiles,
       digest = excluded.digest, set_at = excluded.set_at;

--exec territory_layer_drop(kind)
DELETE FROM territory_layer WHERE district = $district AND kind = $kind;

--cols territory_tile(zoom, x, y, kind, shapes text, names text)

--exec1 territory_tile_put(*territory_tile)
INSERT INTO territory_tile (district, {territory_tile}) VALUES ($district, {*territory_tile});

--exec territory_tiles_drop(kind)
DELETE FROM territory_tile WHERE district = $district AND kind = $kind;

-- Some tiles of one column, in the order of drawing.
--many territory_tiles(zoom, x, north, south, limit) -> territory_tile
SELECT {territory_tile} FROM territory_tile
 WHERE district = $district AND zoom = $zoom AND x = $x AND y BETWEEN $north AND $south ORDER BY y, kind LIMIT $limit;

-- All of a layer, for verifying.
--each territory_tiles_of(kind) -> territory_tile
SELECT {territory_tile} FROM territory_tile WHERE district = $district AND kind = $kind ORDER BY zoom, x, y;

-- Live buildings in a strip around a point, in no order.
--cols territory_reach(west, east, south, north, limit)
--many territory_near(*territory_reach) -> territory_node
SELECT {territory_node} FROM territory_node
 WHERE district = $district AND level = {LEVEL_BUILDING} AND state = {TERRITORY_LIVE} AND lon <> 0 AND lon BETWEEN $west AND $east
   AND lat BETWEEN $south AND $north LIMIT $limit;

-- ---- people ----

--cols territory_duty(id, node, level, node_name text, node_name_en text, person, name text, duty text,
--   phone text, days, from_min, to_min)

--cols territory_chain(n1, n2, n3, n4, n5, n6, n7, n8, n9)

-- Who answers for any of these nodes, the narrowest first.
--many territory_duties(*territory_chain) -> territory_duty
SELECT d.id, d.node, n.level, n.full_name AS node_name, n.name_en AS node_name_en, d.person, d.name, d.duty,
       d.phone, d.days, d.from_min, d.to_min
  FROM territory_duty d JOIN territory_node n ON n.district = $district AND n.id = d.node
 WHERE d.district = $district AND d.node IN ({*territory_chain})
 ORDER BY n.level DESC, n.kind DESC, d.id;

--walks: a district has some hundred duties
--many territory_duties_of(person) -> territory_duty
SELECT d.id, d.node, n.level, n.full_name AS node_name, n.name_en AS node_name_en, d.person, d.name, d.duty,
       d.phone, d.days, d.from_min, d.to_min
  FROM territory_duty d JOIN territory_node n ON n.district = $district AND n.id = d.node
 WHERE d.district = $district AND d.person = $person AND d.person > 0 ORDER BY d.id;

--one territory_duty_get(node, id) -> territory_duty
SELECT d.id, d.node, n.level, n.full_name AS node_name, n.name_en AS node_name_en, d.person, d.name, d.duty,
       d.phone, d.days, d.from_min, d.to_min
  FROM territory_duty d JOIN territory_node n ON n.district = $district AND n.id = d.node
 WHERE d.district = $district AND d.node = $node AND d.id = $id;

--cols territory_duty_said(id, node, person, name text, duty text, phone text, days, from_min, to_min)

--exec1 territory_duty_add(*territory_duty)
INSERT INTO territory_duty (district, {territory_duty_said}) VALUES ($district, {*territory_duty_said});

--exec1 territory_duty_remove(node, id)
DELETE FROM territory_duty WHERE district = $district AND node = $node AND id = $id;

--exec territory_duty_pass(node, to)
UPDATE territory_duty SET node = $to WHERE district = $district AND node = $node;
