-- Appeals: one row a case; what happened to it is in flow_step.

CREATE TABLE appeal (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	code TEXT NOT NULL,                  -- BL-2611-0387
	pin_salt TEXT NOT NULL,              -- the PIN is a MAC of id and salt: nothing to steal
	channel BIGINT NOT NULL,             -- enum appeal_channel
	source TEXT NOT NULL,                -- imports: where it came from, '' = here
	source_id TEXT NOT NULL,             -- … and its id there
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	answers TEXT NOT NULL,               -- to the item's extra questions, one "label: answer" a line
	item BIGINT NOT NULL,                -- catalogue node, 0 = not yet known
	class BIGINT NOT NULL,               -- first-level node the item lies in
	rule BIGINT NOT NULL,                -- version of the item's rule it is judged by
	guess BIGINT NOT NULL,               -- item the suggestion named, 0 = not sure
	guess_permille BIGINT NOT NULL,      -- its confidence
	place BIGINT NOT NULL,               -- territory node, and its ancestors as they were
	street BIGINT NOT NULL,
	community BIGINT NOT NULL,
	area BIGINT NOT NULL,
	grid BIGINT NOT NULL,
	building BIGINT NOT NULL,
	place_name TEXT NOT NULL,            -- as it was called: 和平里片区 3号楼
	spot TEXT NOT NULL,                  -- exact spot in words; not shown in public when it names a room
	lon BIGINT NOT NULL,
	lat BIGINT NOT NULL,
	state BIGINT NOT NULL,               -- enum appeal_state
	live BIGINT NOT NULL,                -- 1 a body or the community has to act, 2 waits for the resident, 3 over
	queue_at BIGINT NOT NULL,            -- order of the queue: due_at, or far away while no clock runs
	org BIGINT NOT NULL,                 -- responsible body, 0 = not dispatched
	person BIGINT NOT NULL,              -- who filed it, 0 = without an account
	entered_by BIGINT NOT NULL,          -- staff who entered it for somebody
	anon BIGINT NOT NULL,                -- enum appeal_anon
	open BIGINT NOT NULL,                -- 1 = shown in public
	version BIGINT NOT NULL,             -- grows with every change: stale forms are told
	filed_at BIGINT NOT NULL,
	due_at BIGINT NOT NULL,              -- of the current stage; 0 = no clock runs
	paused_at BIGINT NOT NULL,           -- waiting for the resident since; 0 = running
	paused_left BIGINT NOT NULL,         -- working minutes that were left when it paused
	accepted_at BIGINT NOT NULL,
	replied_at BIGINT NOT NULL,
	closed_at BIGINT NOT NULL,
	promised_at BIGINT NOT NULL,         -- when an answer is due: shown in public
	reply TEXT NOT NULL,                 -- the latest answer, as the public page shows it
	result BIGINT NOT NULL,              -- rating 1–5, 0 = none
	attitude BIGINT NOT NULL,
	rated_at BIGINT NOT NULL,            -- when; 0 = not rated
	reopened BIGINT NOT NULL,            -- how often
	updated_at BIGINT NOT NULL,
	PRIMARY KEY (district, id),
	CHECK (length(title) BETWEEN 1 AND 200)
);
CREATE UNIQUE INDEX appeal_code ON appeal (district, code);
CREATE UNIQUE INDEX appeal_source ON appeal (district, source, source_id) WHERE source <> '';
-- Public lists, newest first: all, by community, by class.
CREATE INDEX appeal_public ON appeal (district, open, id);
-- Open cases are few among all that ever were: their list must not read past the closed ones.
CREATE INDEX appeal_public_open ON appeal (district, open, id) WHERE live < 3;
CREATE INDEX appeal_public_place ON appeal (district, community, open, id);
CREATE INDEX appeal_public_class ON appeal (district, class, open, id);
-- Queues, most urgent first: a district's, a community's, a body's; a person's own; a building's.
CREATE INDEX appeal_queue ON appeal (district, live, queue_at, id);
CREATE INDEX appeal_queue_place ON appeal (district, community, live, queue_at, id);
CREATE INDEX appeal_queue_org ON appeal (district, org, live, queue_at, id);
CREATE INDEX appeal_person ON appeal (district, person, id) WHERE person > 0;
CREATE INDEX appeal_building ON appeal (district, building, id) WHERE building > 0;

-- Who filed it: apart from the case, sealed.
CREATE TABLE appeal_contact (
	district BIGINT NOT NULL,
	appeal BIGINT NOT NULL,
	name BYTEA NOT NULL,
	phone BYTEA NOT NULL,
	phone_index TEXT NOT NULL,
	PRIMARY KEY (district, appeal)
);
CREATE INDEX appeal_contact_phone ON appeal_contact (district, phone_index) WHERE phone_index <> '';

CREATE TABLE appeal_photo (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	appeal BIGINT NOT NULL,
	kind BIGINT NOT NULL,                -- 1 as filed, 2 evidence of the answer
	file TEXT NOT NULL,                  -- digest in the file store
	thumb TEXT NOT NULL,
	width BIGINT NOT NULL,
	height BIGINT NOT NULL,
	open BIGINT NOT NULL,                -- 1 = shown in public
	PRIMARY KEY (district, id)
);
CREATE INDEX appeal_photo_appeal ON appeal_photo (district, appeal, id);
CREATE INDEX appeal_photo_file ON appeal_photo (district, file);

-- A repeated request with the same key finds the case it made.
CREATE TABLE appeal_once (
	district BIGINT NOT NULL,
	key TEXT NOT NULL,
	appeal BIGINT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (district, key)
);

-- Numbers of case codes: one counter a community and month.
CREATE TABLE appeal_number (
	district BIGINT NOT NULL,
	prefix TEXT NOT NULL,                -- BL-2611
	last BIGINT NOT NULL,
	PRIMARY KEY (district, prefix)
);

-- What happened in a community on a day, kept by the same transactions: the ledger's figures at any depth.
CREATE TABLE appeal_day (
	district BIGINT NOT NULL,
	community BIGINT NOT NULL,
	class BIGINT NOT NULL,
	day BIGINT NOT NULL,                 -- clock_day()
	filed BIGINT NOT NULL,
	closed BIGINT NOT NULL,
	on_time BIGINT NOT NULL,             -- of closed: answered within the promise
	minutes BIGINT NOT NULL,             -- of closed: working minutes from filing to answer, summed
	rated BIGINT NOT NULL,
	pleased BIGINT NOT NULL,             -- of rated: result and attitude both 4 or 5
	PRIMARY KEY (district, community, class, day)
);
CREATE INDEX appeal_day_day ON appeal_day (district, day);

-- Words of title and body, for searching; the tokens are made in C, the same for both engines.
--@sqlite CREATE VIRTUAL TABLE appeal_find USING fts5(tokens, content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0');
--@pg CREATE TABLE appeal_find (district BIGINT NOT NULL, id BIGINT NOT NULL, tokens TSVECTOR NOT NULL, PRIMARY KEY (district, id));
--@pg CREATE INDEX appeal_find_tokens ON appeal_find USING gin (tokens);
--@citus SELECT create_distributed_table('appeal_find', 'district');

-- A case with the names of what it refers to: every reading statement starts from here.
CREATE VIEW appeal_wide AS
SELECT a.*, COALESCE(i.name, '') AS item_name, COALESCE(i.name_en, '') AS item_name_en,
       COALESCE(i.path, '') AS item_path, COALESCE(i.path_en, '') AS item_path_en,
       COALESCE(i.colour, '') AS colour,
       COALESCE(o.name, '') AS org_name, COALESCE(o.name_en, '') AS org_name_en,
       COALESCE(o.phone, '') AS org_phone,
       COALESCE(c.name, '') AS community_name, COALESCE(c.name_en, '') AS community_name_en
  FROM appeal a
  LEFT JOIN catalogue_node i ON i.district = a.district AND i.id = a.item
  LEFT JOIN org o ON o.district = a.district AND o.id = a.org
  LEFT JOIN territory_node c ON c.district = a.district AND c.id = a.community;
