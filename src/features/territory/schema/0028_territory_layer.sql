-- What the map shows under its places: the district's own roads, water, green and buildings.

CREATE TABLE territory_layer (
	district BIGINT NOT NULL,
	kind BIGINT NOT NULL,                -- enum layer_kind
	features BIGINT NOT NULL,
	points BIGINT NOT NULL,
	tiles BIGINT NOT NULL,
	digest TEXT NOT NULL,                -- of its tiles, as the district's history has it
	set_at BIGINT NOT NULL,
	PRIMARY KEY (district, kind)
);

-- One square of one layer, simplified for its zoom: see lib/layer.h.
CREATE TABLE territory_tile (
	district BIGINT NOT NULL,
	zoom BIGINT NOT NULL,
	x BIGINT NOT NULL,
	y BIGINT NOT NULL,
	kind BIGINT NOT NULL,
	shapes TEXT NOT NULL,
	names TEXT NOT NULL,
	PRIMARY KEY (district, zoom, x, y, kind)
);
CREATE INDEX territory_tile_kind ON territory_tile (district, kind, zoom, x, y);

-- Buildings around a point.
CREATE INDEX territory_node_at ON territory_node (district, lon) WHERE level = 6 AND state = 1 AND lon <> 0;
