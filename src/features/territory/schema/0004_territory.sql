-- The national table of divisions, and each district's own tree below it.

--@shared
CREATE TABLE division (
	id BIGINT NOT NULL PRIMARY KEY,
	parent BIGINT NOT NULL,              -- 0 at the top
	level BIGINT NOT NULL,               -- 1 province, 2 city, 3 county, 4 township or street, 5 village or community
	code TEXT NOT NULL,                  -- official code, '' when the source had none
	name TEXT NOT NULL,
	initials TEXT NOT NULL               -- pinyin initials, for searching
);
CREATE UNIQUE INDEX division_name ON division (parent, name);
CREATE INDEX division_code ON division (code) WHERE code <> '';
CREATE INDEX division_initials ON division (initials, id);
CREATE INDEX division_find ON division (name, id);

CREATE TABLE territory_node (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,                  -- the district's own node: its code
	parent BIGINT NOT NULL,              -- 0 for the district itself
	level BIGINT NOT NULL,               -- enum level
	kind BIGINT NOT NULL,                -- enum territory_kind: village, micro-grid… 1 = the usual
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	name_en TEXT NOT NULL,
	initials TEXT NOT NULL,
	sort_key TEXT NOT NULL,              -- by pinyin, numbers count: 9号楼 before 10号楼; ends with the id, so it is unique
	plate TEXT NOT NULL,                 -- communities: prefix of case codes, BL
	lon BIGINT NOT NULL,                 -- degrees x 1e7, 0 = unknown
	lat BIGINT NOT NULL,
	street BIGINT NOT NULL,              -- ancestors by level, the node itself included; 0 = none
	community BIGINT NOT NULL,
	area BIGINT NOT NULL,
	grid BIGINT NOT NULL,                -- a micro-grid's: the grid it lies in
	building BIGINT NOT NULL,
	unit BIGINT NOT NULL,
	full_name TEXT NOT NULL,             -- below the community: 和平里片区 3号楼2单元
	state BIGINT NOT NULL,               -- 1 live, 2 merged, 3 retired
	merged_into BIGINT NOT NULL,
	division BIGINT NOT NULL,            -- row of the national table it stands for, 0 = none
	version BIGINT NOT NULL,
	opened_at BIGINT NOT NULL,
	retired_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX territory_node_code ON territory_node (district, code) WHERE code <> '';
CREATE UNIQUE INDEX territory_node_plate ON territory_node (district, plate) WHERE plate <> '';
CREATE UNIQUE INDEX territory_node_name ON territory_node (district, parent, name) WHERE state = 1;
CREATE INDEX territory_node_parent ON territory_node (district, parent, sort_key, id);
CREATE INDEX territory_node_level ON territory_node (district, level, community, state);

CREATE TABLE territory_boundary (
	district BIGINT NOT NULL,
	node BIGINT NOT NULL,
	level BIGINT NOT NULL,
	geojson TEXT NOT NULL,               -- normalised geometry
	west BIGINT NOT NULL, south BIGINT NOT NULL, east BIGINT NOT NULL, north BIGINT NOT NULL,
	updated_at BIGINT NOT NULL,
	PRIMARY KEY (district, node)
);
CREATE INDEX territory_boundary_box ON territory_boundary (district, level, west, east);

-- Who answers for a node, and when they can be reached.
CREATE TABLE territory_duty (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	node BIGINT NOT NULL,
	person BIGINT NOT NULL,              -- account, 0 = somebody without one
	name TEXT NOT NULL,                  -- shown on the poster
	duty TEXT NOT NULL,                  -- 网格员, 楼长, 社区值班
	phone TEXT NOT NULL,                 -- public work number
	days BIGINT NOT NULL,                -- bit 0 = Monday … bit 6 = Sunday, bit 7 = public holidays
	from_min BIGINT NOT NULL,            -- minutes of the day
	to_min BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE INDEX territory_duty_node ON territory_duty (district, node);
