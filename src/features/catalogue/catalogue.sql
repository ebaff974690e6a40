-- catalogue.sql: every statement of the duty catalogue. Times are seconds, limits working minutes.

-- ---- nodes ----

-- What may change about a node.
--cols catalogue_said(parent, code text, name text, name_en text, path text, path_en text, colour text,
--   class, position, state, never)

--cols catalogue_node(id, level, {catalogue_said}, leaf, version)

--one catalogue_node_get(id) -> catalogue_node
SELECT {catalogue_node} FROM catalogue_node WHERE district = $district AND id = $id;

-- Is it, or what it lies under, never public?
--one catalogue_never(id) -> catalogue_never(never)
SELECT COALESCE(max(p.never), 0) AS never FROM catalogue_node n JOIN catalogue_node p ON p.district = $district AND p.id IN (n.id, n.parent, n.class)
 WHERE n.district = $district AND n.id = $id;

-- What somebody may have called it: live before retired, the highest level first. Each branch has an index of
-- its own.
--one catalogue_node_find(name text) -> catalogue_node
SELECT {catalogue_node}
  FROM catalogue_node
 WHERE (district = $district AND name = $name) OR (district = $district AND path = $name)
   OR (district = $district AND code = $name AND code <> '')
 ORDER BY state, level, position, id LIMIT 1;

--one catalogue_node_named(parent, name text) -> catalogue_node
SELECT {catalogue_node} FROM catalogue_node WHERE district = $district AND parent = $parent AND name = $name;

--one catalogue_node_coded(code text) -> catalogue_node
SELECT {catalogue_node} FROM catalogue_node WHERE district = $district AND code = $code AND code <> '';

--many catalogue_node_under(parent, all) -> catalogue_node
SELECT {catalogue_node}
  FROM catalogue_node WHERE district = $district AND parent = $parent AND ($all = 1 OR state = {CATALOGUE_LIVE})
 ORDER BY position, id;

-- Everything of one class, or of all with 0, parents before children.
--walks: the whole catalogue, some thousand items
--many catalogue_node_all(class) -> catalogue_node
SELECT {catalogue_node}
  FROM catalogue_node WHERE district = $district AND ($class = 0 OR class = $class) ORDER BY level, position, id;

-- Live nodes without anything below, in the order of the tree.
--walks: the whole catalogue, some thousand items
--many catalogue_node_leaves() -> catalogue_node
SELECT {n.catalogue_node}
  FROM catalogue_node n
  JOIN catalogue_node c ON c.district = $district AND c.id = n.class
  JOIN catalogue_node g ON g.district = $district AND g.id = CASE WHEN n.level = {CATALOGUE_ITEM} THEN n.parent ELSE n.id END
 WHERE n.district = $district AND n.leaf = 1 AND n.state = {CATALOGUE_LIVE}
 ORDER BY c.position, c.id, g.position, g.id, n.position, n.id;

-- Live leaves in the order of their paths, of one class or of all with 0: for lists.
--many catalogue_items_after(class, after text, limit) -> catalogue_node
SELECT {catalogue_node}
  FROM catalogue_node
 WHERE district = $district AND path > $after AND leaf = 1 AND state = {CATALOGUE_LIVE} AND (CAST($class AS BIGINT) = 0 OR class = $class)
 ORDER BY path LIMIT $limit;

-- How many matters each class holds.
--walks: the whole catalogue, some thousand items, is counted
--many catalogue_node_counts() -> catalogue_count(class, items)
SELECT class, count(*) AS items FROM catalogue_node WHERE district = $district AND leaf = 1
   AND state = {CATALOGUE_LIVE} GROUP BY class;

--walks: one row is enough
--one catalogue_node_any() -> catalogue_any(nodes)
SELECT count(*) AS nodes FROM (SELECT id FROM catalogue_node WHERE district = $district LIMIT 1) t;

-- All nodes, for verifying.
--walks: verify reads the whole catalogue, page by page
--many catalogue_things(after, limit) -> catalogue_thing(id)
SELECT id FROM catalogue_node WHERE district = $district AND id > $after ORDER BY id LIMIT $limit;

--exec1 catalogue_node_insert(*catalogue_node)
INSERT INTO catalogue_node (district, {catalogue_node}) VALUES ($district, {*catalogue_node});

-- Everything that may change about a node, if nobody changed it since version.
--exec1 catalogue_node_update(*catalogue_node)
UPDATE catalogue_node SET {catalogue_said=}, version = version + 1
 WHERE district = $district AND id = $id AND version = $version;

--exec1 catalogue_node_touch(id, version)
UPDATE catalogue_node SET version = version + 1 WHERE district = $district AND id = $id AND version = $version;

-- A node whose ancestor was renamed or moved.
--exec1 catalogue_node_repath(id, path text, path_en text, class)
UPDATE catalogue_node SET version = version + 1, path = $path, path_en = $path_en, class = $class
 WHERE district = $district AND id = $id;

-- What lies under a retired node goes with it, and comes back with it; what was retired by itself stays so.
--exec catalogue_node_retire_under(id, class)
UPDATE catalogue_node SET version = version + 1, state = {CATALOGUE_UNDER}
 WHERE district = $district AND state = {CATALOGUE_LIVE} AND id <> $id AND class = $class
   AND (parent = $id OR class = $id);

--exec catalogue_node_restore_under(id)
UPDATE catalogue_node SET version = version + 1, state = {CATALOGUE_LIVE} WHERE district = $district
   AND state = {CATALOGUE_UNDER} AND parent = $id;

-- What was retired with a node that comes back alone is retired by itself from now on.
--exec catalogue_node_part_under(id)
UPDATE catalogue_node SET version = version + 1, state = {CATALOGUE_RETIRED}
 WHERE district = $district AND state = {CATALOGUE_UNDER} AND parent = $id;

--walks: PostgreSQL reads the parents of all items once, some thousand, instead of asking for each
--exec catalogue_leaf_refresh(class)
UPDATE catalogue_node SET leaf = CASE WHEN EXISTS (
       SELECT 1 FROM catalogue_node c
        WHERE c.district = $district AND c.parent = catalogue_node.id
        AND c.state = {CATALOGUE_LIVE}) THEN 0 ELSE 1 END
 WHERE district = $district AND class = $class;

-- Live leaves that a building or a grid may settle, in the order of the tree.
--walks: the whole catalogue, some thousand items
--many catalogue_nearby(at, limit) -> catalogue_node
SELECT {n.catalogue_node}
  FROM catalogue_node n
  JOIN catalogue_node c ON c.district = $district AND c.id = n.class
  JOIN catalogue_rule r ON r.district = $district AND r.node = n.id AND r.valid_from <= $at AND (r.valid_to = 0 OR r.valid_to > $at)
 WHERE n.district = $district AND n.leaf = 1 AND n.state = {CATALOGUE_LIVE} AND n.never = 0 AND r.circle > {LEVEL_COMMUNITY}
 ORDER BY c.position, c.id, n.position, n.id LIMIT $limit;

-- ---- rules ----

--cols catalogue_rule(id, node, valid_from, valid_to, body text, co text, circle, basis text, accept_min,
--   handle_min, follow_min, standard text, evidence text, questions text, keywords text, changed_by, urgent)

-- The rule of a node at a moment: its own, else its group's, else its class's.
--one catalogue_rule_in_force(node, at) -> catalogue_rule
SELECT {r.catalogue_rule}
  FROM catalogue_node n
  JOIN catalogue_rule r ON r.district = $district AND r.node IN (n.id, n.parent, n.class)
 WHERE n.district = $district AND n.id = $node AND r.valid_from <= $at AND (r.valid_to = 0 OR r.valid_to > $at)
 ORDER BY CASE r.node WHEN n.id THEN 1 WHEN n.parent THEN 2 ELSE 3 END LIMIT 1;

--one catalogue_rule_by_id(id) -> catalogue_rule
SELECT {catalogue_rule} FROM catalogue_rule WHERE district = $district AND id = $id;

-- All versions of a node's own rule, newest first.
--many catalogue_rule_versions(node) -> catalogue_rule
SELECT {catalogue_rule}
  FROM catalogue_rule WHERE district = $district AND node = $node ORDER BY valid_from DESC;

-- Every node's own rule at a moment.
--walks: the rules of the whole catalogue, some thousand items
--many catalogue_rules_at(at) -> catalogue_rule
SELECT {catalogue_rule}
  FROM catalogue_rule
 WHERE district = $district AND valid_from <= $at AND (valid_to = 0 OR valid_to > $at) ORDER BY node;

--one catalogue_rule_own(node, at) -> catalogue_rule
SELECT {catalogue_rule}
  FROM catalogue_rule
 WHERE district = $district AND node = $node AND valid_from <= $at AND (valid_to = 0 OR valid_to > $at);

--exec1 catalogue_rule_insert(*catalogue_rule)
INSERT INTO catalogue_rule (district, {catalogue_rule}) VALUES ($district, {*catalogue_rule});

-- Ends a version where the next begins.
--exec1 catalogue_rule_end(id, until)
UPDATE catalogue_rule SET valid_to = $until WHERE district = $district AND id = $id;

-- Takes back a version that has not begun.
--exec1 catalogue_rule_drop(id, now)
DELETE FROM catalogue_rule WHERE district = $district AND id = $id AND valid_from > $now;

-- ---- kinds of bodies ----

--cols catalogue_body(code text, name text, name_en text, about text)

--one catalogue_body_get(code text) -> catalogue_body
SELECT {catalogue_body} FROM catalogue_body WHERE district = $district AND code = $code;

--walks: a catalogue names some hundred bodies
--many catalogue_body_all() -> catalogue_body
SELECT {catalogue_body} FROM catalogue_body WHERE district = $district ORDER BY code;

--exec1 catalogue_body_put(code text, name text, name_en text, about text)
INSERT INTO catalogue_body (district, {catalogue_body}) VALUES ($district, {*catalogue_body})
ON CONFLICT (district, code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, about = excluded.about;

-- ---- the whole ----

-- All live leaves with the words residents use for them.
--walks: the whole catalogue, some thousand items
--many catalogue_seed_all(at) -> catalogue_seed(item, class, path text, name text, keywords text)
SELECT n.id AS item, n.class, n.path, n.name, COALESCE(r.keywords, '') AS keywords
  FROM catalogue_node n
  LEFT JOIN catalogue_rule r ON r.district = $district AND r.node = n.id
        AND r.valid_from <= $at AND (r.valid_to = 0 OR r.valid_to > $at)
 WHERE n.district = $district AND n.leaf = 1 AND n.state = {CATALOGUE_LIVE} ORDER BY n.id;

-- Every live node with what it may be found by, the highest level first.
--walks: words are looked for inside names of the whole catalogue, some thousand items
--each catalogue_scan(at) -> catalogue_found({catalogue_node}, keywords text)
SELECT {n.catalogue_node}, COALESCE(r.keywords, '') AS keywords
  FROM catalogue_node n
  LEFT JOIN catalogue_rule r ON r.district = $district AND r.node = n.id
        AND r.valid_from <= $at AND (r.valid_to = 0 OR r.valid_to > $at)
 WHERE n.district = $district AND n.state = {CATALOGUE_LIVE} ORDER BY n.level, n.class, n.parent, n.position, n.id;
