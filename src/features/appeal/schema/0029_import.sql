-- A table of cases that is being taken in, or was: how far it is, and which of its rows did not go in. The table itself lies sealed in
-- the file store.

CREATE TABLE appeal_import (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	person BIGINT NOT NULL,              -- who takes it in
	file TEXT NOT NULL,                  -- digest of the table, read and sealed
	source TEXT NOT NULL,                -- name of the file: with a row's own id it makes the row the same however often it comes
	chosen TEXT NOT NULL,                -- which column is what: numbers from 0 on, with blanks between; -1 = none
	rows_all BIGINT NOT NULL,
	rows_done BIGINT NOT NULL,
	fresh BIGINT NOT NULL,
	known BIGINT NOT NULL,               -- had come before
	refused BIGINT NOT NULL,
	state BIGINT NOT NULL,               -- enum import_state
	why TEXT NOT NULL,                   -- why it stopped by itself: a Chinese message key
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE INDEX appeal_import_file ON appeal_import (district, file);
CREATE INDEX appeal_import_state ON appeal_import (district, state, changed_at);

CREATE TABLE appeal_import_refused (
	district BIGINT NOT NULL,
	import BIGINT NOT NULL,
	line BIGINT NOT NULL,                -- in the file
	at BIGINT NOT NULL,                  -- its place among the rows, from 0
	why TEXT NOT NULL,                   -- a Chinese message key
	PRIMARY KEY (district, import, at)
);

-- Places are found by what somebody types in pinyin.
CREATE INDEX territory_node_initials ON territory_node (district, initials);
