-- The duty catalogue: a tree of subjects, and for each item the rule it is judged by, by date.

CREATE TABLE catalogue_node (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	parent BIGINT NOT NULL,              -- 0 for a class
	level BIGINT NOT NULL,               -- 1 class, 2 group, 3 item
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	name_en TEXT NOT NULL,
	path TEXT NOT NULL,                  -- names from the first level down, joined by /
	path_en TEXT NOT NULL,               -- the same in English, where a level has an English name
	colour TEXT NOT NULL,                -- service colour: red … purple
	class BIGINT NOT NULL,               -- the first-level node it lies in
	position BIGINT NOT NULL,
	leaf BIGINT NOT NULL,                -- 1 = nothing live below it
	state BIGINT NOT NULL,               -- 1 live, 2 retired, 3 retired with what it lies under
	version BIGINT NOT NULL,             -- raised by every change of the node or its rule
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX catalogue_node_name ON catalogue_node (district, parent, name);
CREATE UNIQUE INDEX catalogue_node_code ON catalogue_node (district, code) WHERE code <> '';
CREATE INDEX catalogue_node_find ON catalogue_node (district, name);
CREATE INDEX catalogue_node_path ON catalogue_node (district, path);
CREATE INDEX catalogue_node_class ON catalogue_node (district, class);

-- One version of an item's rule. Never changed once a case was judged by it: a change opens a new one.
CREATE TABLE catalogue_rule (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	node BIGINT NOT NULL,
	valid_from BIGINT NOT NULL,          -- 0 = since always: the first version
	valid_to BIGINT NOT NULL,            -- 0 = still in force
	body TEXT NOT NULL,                  -- responsible kind of body
	co TEXT NOT NULL,                    -- co-handlers, ; between
	circle BIGINT NOT NULL,              -- smallest level that settles it
	basis TEXT NOT NULL,
	accept_min BIGINT NOT NULL,          -- working minutes until the body accepts
	handle_min BIGINT NOT NULL,          -- … until it replies
	follow_min BIGINT NOT NULL,          -- … the resident has to rate
	standard TEXT NOT NULL,
	evidence TEXT NOT NULL,
	questions TEXT NOT NULL,
	keywords TEXT NOT NULL,
	changed_by BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX catalogue_rule_from ON catalogue_rule (district, node, valid_from);

-- Kinds of bodies, with the words people use for them.
CREATE TABLE catalogue_body (
	district BIGINT NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	name_en TEXT NOT NULL,
	about TEXT NOT NULL,
	PRIMARY KEY (district, code)
);
