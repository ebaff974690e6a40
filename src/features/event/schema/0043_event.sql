-- Event cards (热点卡片): what many people call about, what to tell the next of them, and who has been told.

CREATE TABLE event (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	code TEXT NOT NULL,                  -- R-2611-0003
	version BIGINT NOT NULL,             -- number of its last step: stale forms are told
	lead BIGINT NOT NULL,                -- the case that the others are dealt with under
	node BIGINT NOT NULL,                -- where it is felt, and what that lies in
	street BIGINT NOT NULL,
	community BIGINT NOT NULL,
	area BIGINT NOT NULL,
	grid BIGINT NOT NULL,
	building BIGINT NOT NULL,
	spot TEXT NOT NULL,                  -- the same as people say it: 1–6号楼
	item BIGINT NOT NULL,                -- what is of this item is asked about it too; 0 = none
	words TEXT NOT NULL,                 -- a line each, folded: any of them
	title TEXT NOT NULL,
	text TEXT NOT NULL,                  -- what the next caller is told
	todo TEXT NOT NULL,                  -- what to do meanwhile
	who TEXT NOT NULL,                   -- who works on it
	since BIGINT NOT NULL,
	next_at BIGINT NOT NULL,             -- when the next word comes, 0 = not said
	over_at BIGINT NOT NULL,             -- 0 = it goes on
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX event_code ON event (district, code);
CREATE INDEX event_over ON event (district, over_at, id);
CREATE INDEX event_lead ON event (district, lead, id);

-- Which version of a card a case was told last: nobody is told one twice.
CREATE TABLE event_told (
	district BIGINT NOT NULL,
	event BIGINT NOT NULL,
	matter BIGINT NOT NULL,
	version BIGINT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (district, event, matter)
);
