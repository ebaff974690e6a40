-- Matters: what appeals, proposals, projects and wishes have in common is here once. The rest of each kind stands in the
-- table of its feature under the same id.

DROP VIEW appeal_wide;

CREATE TABLE matter (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	kind BIGINT NOT NULL,                -- enum flow_subject
	code TEXT NOT NULL,                  -- BL-2611-0387
	title TEXT NOT NULL,
	pin_salt TEXT NOT NULL,              -- the PIN is a MAC of id and salt: nothing to steal
	seal_salt TEXT NOT NULL,             -- before the row in its seal; renewed when texts are erased
	place BIGINT NOT NULL,               -- territory node, and its ancestors
	street BIGINT NOT NULL,
	community BIGINT NOT NULL,
	area BIGINT NOT NULL,
	grid BIGINT NOT NULL,
	building BIGINT NOT NULL,
	place_name TEXT NOT NULL,            -- as it was called: 和平里片区 3号楼
	lon BIGINT NOT NULL,
	lat BIGINT NOT NULL,
	state BIGINT NOT NULL,               -- of the kind's course
	live BIGINT NOT NULL,                -- enum matter_live: whom it waits for
	sight BIGINT NOT NULL,               -- enum flow_sight: who may see it
	version BIGINT NOT NULL,             -- number of its last step: stale forms are told
	raiser BIGINT NOT NULL,              -- the person who raised it, 0 = without an account
	kept BIGINT NOT NULL,                -- 1 = it is still kept who raised it
	entered_by BIGINT NOT NULL,          -- staff who entered it for somebody
	anon BIGINT NOT NULL,                -- enum matter_anon: who learns who raised it
	lead BIGINT NOT NULL,                -- the body that answers for it, 0 = none yet
	rung BIGINT NOT NULL,                -- level the ladder has taken the present stage to, 0 = none
	filed_at BIGINT NOT NULL,
	due_at BIGINT NOT NULL,              -- of the present stage; 0 = no clock runs
	queue_at BIGINT NOT NULL,            -- order of desks: the earliest clock of the office, or far away
	promised_at BIGINT NOT NULL,         -- when the raiser gets an answer
	paused_at BIGINT NOT NULL,           -- waiting for the raiser since; 0 = running
	closed_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL,
	PRIMARY KEY (district, id),
	CHECK (length(title) BETWEEN 1 AND 200)
);
INSERT INTO matter (district, id, kind, code, title, pin_salt, seal_salt, place, street, community, area, grid, building, place_name,
       lon, lat, state, live, sight, version, raiser, kept, entered_by, anon, lead, rung, filed_at, due_at, queue_at, promised_at,
       paused_at, closed_at, updated_at)
SELECT district, id, 1, code, title, pin_salt, '', place, street, community, area, grid, building, place_name,
       lon, lat, state, live, CASE WHEN open = 1 THEN 1 ELSE 2 END, version, person, 1, entered_by, anon, org, 0, filed_at, due_at,
       queue_at, promised_at, paused_at, closed_at, updated_at
  FROM appeal;
CREATE UNIQUE INDEX matter_code ON matter (district, code);
-- Public lists, newest first: of a kind, of a community; what is not over is little among all that ever was.
CREATE INDEX matter_public ON matter (district, kind, sight, id);
CREATE INDEX matter_public_live ON matter (district, kind, sight, id) WHERE live < 3;
CREATE INDEX matter_public_place ON matter (district, community, kind, sight, id);
CREATE INDEX matter_public_place_live ON matter (district, community, kind, sight, id) WHERE live < 3;
CREATE INDEX matter_raiser ON matter (district, raiser, id);
-- What is over and still names who raised it, longest over first.
CREATE INDEX matter_kept ON matter (district, kind, updated_at) WHERE live = 3 AND kept = 1;

-- How many of a kind are not over, by community: the same transactions keep it that move matters.
--@clustered
CREATE TABLE matter_count (
	district BIGINT NOT NULL,
	kind BIGINT NOT NULL,
	community BIGINT NOT NULL,
	n BIGINT NOT NULL,
	PRIMARY KEY (district, kind, community)
);
INSERT INTO matter_count (district, kind, community, n)
SELECT district, 1, community, count(*) FROM appeal WHERE live < 3 GROUP BY district, community;

-- The bodies a matter was given to. The lead answers the raiser; the others answer the lead.
--@clustered
CREATE TABLE party (
	district BIGINT NOT NULL,
	matter BIGINT NOT NULL,
	org BIGINT NOT NULL,
	part BIGINT NOT NULL,                -- enum party_part
	state BIGINT NOT NULL,               -- enum party_state
	sent_at BIGINT NOT NULL,
	accepted_at BIGINT NOT NULL,
	done_at BIGINT NOT NULL,             -- answered, or gave it back
	answer TEXT NOT NULL,                -- for the lead
	PRIMARY KEY (district, matter, org)
);
CREATE INDEX party_org ON party (district, org, matter);
INSERT INTO party (district, matter, org, part, state, sent_at, accepted_at, done_at, answer)
SELECT district, id, org, 1, CASE WHEN accepted_at > 0 THEN 2 ELSE 1 END, filed_at, accepted_at, 0, ''
  FROM appeal WHERE org > 0;

-- A clock a row, also when it has stopped: who used which hours is a sum, computing again is replaying.
CREATE TABLE due (
	district BIGINT NOT NULL,
	matter BIGINT NOT NULL,
	id BIGINT NOT NULL,
	stage BIGINT NOT NULL,               -- of the kind's course
	org BIGINT NOT NULL,                 -- whose hours, 0 = those of the place's own staff
	minutes BIGINT NOT NULL,             -- working time given; 0 = carried over from before clocks had rows
	started_at BIGINT NOT NULL,
	due_at BIGINT NOT NULL,              -- while paused: as it was
	paused_at BIGINT NOT NULL,           -- 0 = runs
	left_min BIGINT NOT NULL,            -- working minutes left when it paused
	stopped_at BIGINT NOT NULL,          -- 0 = has not ended
	rung BIGINT NOT NULL,                -- so many rungs of the ladder were climbed
	next_at BIGINT NOT NULL,             -- when somebody must look, 0 = never
	PRIMARY KEY (district, matter, id)
);
CREATE INDEX due_next ON due (district, next_at) WHERE next_at > 0;
--@clustered
CREATE TABLE due_pause (
	district BIGINT NOT NULL,
	matter BIGINT NOT NULL,
	due BIGINT NOT NULL,
	from_at BIGINT NOT NULL,
	to_at BIGINT NOT NULL,
	PRIMARY KEY (district, matter, due, from_at)
);
-- The stage's clock: 1 triage, 2 accept, 3 handle, 4 follow up; paused while the raiser is asked (5). 6 is the promise.
INSERT INTO due (district, matter, id, stage, org, minutes, started_at, due_at, paused_at, left_min, stopped_at, rung, next_at)
SELECT district, id, 1, CASE WHEN state = 1 THEN 1 WHEN state = 2 THEN 2 WHEN state = 5 THEN 4 WHEN accepted_at > 0 THEN 3 ELSE 1 END,
       org, 0, filed_at, due_at, paused_at, paused_left, 0, 0, due_at
  FROM appeal WHERE live < 3 AND (due_at > 0 OR paused_at > 0);
INSERT INTO due (district, matter, id, stage, org, minutes, started_at, due_at, paused_at, left_min, stopped_at, rung, next_at)
SELECT district, id, 2, 5, 0, 0, paused_at, paused_at + 604800, 0, 0, 0, 0, paused_at + 604800
  FROM appeal WHERE state = 4 AND paused_at > 0;
INSERT INTO due (district, matter, id, stage, org, minutes, started_at, due_at, paused_at, left_min, stopped_at, rung, next_at)
SELECT district, id, 3, 6, 0, 0, filed_at, promised_at, paused_at, 0, 0, 0, 0
  FROM appeal WHERE live < 3 AND state <> 5 AND promised_at > 0;

-- The desks a matter lies on: one row for each place and body that answers for it, so that anybody's queue is one range of one
-- index. desk is a territory node, a body, or the district's code. Rows stay when a matter is over: they list what ever was there.
--@clustered
CREATE TABLE desk (
	district BIGINT NOT NULL,
	desk BIGINT NOT NULL,
	matter BIGINT NOT NULL,
	kind BIGINT NOT NULL,
	tab BIGINT NOT NULL,                 -- enum desk_tab
	queue_at BIGINT NOT NULL,
	PRIMARY KEY (district, desk, matter)
);
INSERT INTO desk (district, desk, matter, kind, tab, queue_at)
SELECT district, district, id, 1, CASE WHEN live = 3 THEN 9 WHEN state = 1 THEN 1 WHEN state = 4 THEN 4 WHEN state = 5 THEN 5 ELSE 2 END, queue_at
  FROM appeal;
INSERT INTO desk (district, desk, matter, kind, tab, queue_at)
SELECT a.district, a.street, d.matter, d.kind, d.tab, d.queue_at
  FROM appeal a JOIN desk d ON d.district = a.district AND d.desk = a.district AND d.matter = a.id WHERE a.street > 0;
INSERT INTO desk (district, desk, matter, kind, tab, queue_at)
SELECT a.district, a.community, d.matter, d.kind, d.tab, d.queue_at
  FROM appeal a JOIN desk d ON d.district = a.district AND d.desk = a.district AND d.matter = a.id WHERE a.community > 0;
INSERT INTO desk (district, desk, matter, kind, tab, queue_at)
SELECT a.district, a.area, d.matter, d.kind, d.tab, d.queue_at
  FROM appeal a JOIN desk d ON d.district = a.district AND d.desk = a.district AND d.matter = a.id WHERE a.area > 0;
INSERT INTO desk (district, desk, matter, kind, tab, queue_at)
SELECT a.district, a.grid, d.matter, d.kind, d.tab, d.queue_at
  FROM appeal a JOIN desk d ON d.district = a.district AND d.desk = a.district AND d.matter = a.id WHERE a.grid > 0;
INSERT INTO desk (district, desk, matter, kind, tab, queue_at)
SELECT a.district, a.building, d.matter, d.kind, d.tab, d.queue_at
  FROM appeal a JOIN desk d ON d.district = a.district AND d.desk = a.district AND d.matter = a.id WHERE a.building > 0;
INSERT INTO desk (district, desk, matter, kind, tab, queue_at)
SELECT a.district, a.org, d.matter, d.kind, d.tab, d.queue_at
  FROM appeal a JOIN desk d ON d.district = a.district AND d.desk = a.district AND d.matter = a.id WHERE a.org > 0;
CREATE INDEX desk_queue ON desk (district, desk, tab, queue_at, matter) WHERE tab < 9;

-- Matter to matter, with why: seen from both ends.
CREATE TABLE link (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	source BIGINT NOT NULL,
	target BIGINT NOT NULL,
	why BIGINT NOT NULL,                 -- enum link_why
	person BIGINT NOT NULL,              -- who linked them
	at BIGINT NOT NULL,
	ended_at BIGINT NOT NULL,            -- 0 = holds
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX link_once ON link (district, source, target, why) WHERE ended_at = 0;
CREATE INDEX link_target ON link (district, target);

-- Who wants to hear of a matter that is not theirs.
--@clustered
CREATE TABLE follow (
	district BIGINT NOT NULL,
	matter BIGINT NOT NULL,
	person BIGINT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (district, matter, person)
);
CREATE INDEX follow_person ON follow (district, person, matter);

-- What was made for appeals serves all matters.
ALTER TABLE appeal_photo RENAME TO matter_file;
ALTER TABLE matter_file RENAME COLUMN appeal TO matter;
DROP INDEX appeal_photo_appeal;
DROP INDEX appeal_photo_file;
CREATE INDEX matter_file_matter ON matter_file (district, matter, id);
CREATE INDEX matter_file_file ON matter_file (district, file);
ALTER TABLE appeal_once RENAME TO matter_once;
ALTER TABLE matter_once RENAME COLUMN appeal TO matter;
CREATE INDEX matter_once_at ON matter_once (district, at);
ALTER TABLE appeal_number RENAME TO matter_number;
--@sqlite ALTER TABLE appeal_find RENAME TO matter_find;
--@pg ALTER TABLE appeal_find RENAME TO matter_find;
--@pg ALTER INDEX appeal_find_tokens RENAME TO matter_find_tokens;

-- A step also holds the seal of the matter's row after it, and a mark of what was sent, so that the same form sent twice is one step.
ALTER TABLE flow_step ADD COLUMN seal TEXT NOT NULL DEFAULT '';
ALTER TABLE flow_step ADD COLUMN once TEXT NOT NULL DEFAULT '';

-- Deadlines are rows of clocks now.
DELETE FROM outbox WHERE kind = 3;
