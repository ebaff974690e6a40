-- What people are told, how they want to be told, and what neighbours say under a public matter.

-- One row a person and step: nothing is told twice. What happened and what was said stand in the history, so that a text that
-- is erased there is gone here too.
CREATE TABLE notice (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	person BIGINT NOT NULL,
	why BIGINT NOT NULL,                 -- enum notice_why
	kind BIGINT NOT NULL,                -- enum flow_subject, 0 = of no matter
	matter BIGINT NOT NULL,
	step BIGINT NOT NULL,                -- number in the history of kind and matter; of no matter: the sender's own mark
	urgent BIGINT NOT NULL,              -- 1 = it is sent at any hour
	word TEXT NOT NULL,                  -- what happened, a Chinese message key
	text TEXT NOT NULL,                  -- of no matter: the message
	at BIGINT NOT NULL,
	read_at BIGINT NOT NULL,             -- 0 = not yet
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX notice_once ON notice (district, person, kind, matter, step);
CREATE INDEX notice_unread ON notice (district, person, id) WHERE read_at = 0;
CREATE INDEX notice_read ON notice (district, person, id) WHERE read_at > 0;
CREATE VIEW notice_wide AS
SELECT n.district, n.id, n.person, n.why, n.kind, n.matter, n.step, n.urgent, n.word, n.text, n.at, n.read_at,
       COALESCE(m.code, '') AS code, COALESCE(m.title, '') AS title, COALESCE(m.kind, 0) AS of_kind, COALESCE(m.sight, 0) AS sight,
       COALESCE(f.text, '') AS said, COALESCE(f.sight, 0) AS said_sight
  FROM notice n
  LEFT JOIN matter m ON m.district = n.district AND m.id = n.matter
  LEFT JOIN flow_step f ON f.district = n.district AND f.subject_kind = n.kind AND f.subject = n.matter AND f.seq = n.step;

-- How somebody wants to be told, where it is not as usual.
CREATE TABLE notice_wish (
	district BIGINT NOT NULL,
	person BIGINT NOT NULL,
	own BIGINT NOT NULL,                 -- enum notice_way: of what they raised
	followed BIGINT NOT NULL,            -- of what they follow
	desk BIGINT NOT NULL,                -- of what lies on their desk
	quiet_from BIGINT NOT NULL,          -- minutes of the day; equal = no quiet hours
	quiet_to BIGINT NOT NULL,
	lang BIGINT NOT NULL,                -- enum lang of messages
	PRIMARY KEY (district, person)
);

-- What a neighbour said under a public matter. The words are the text of a step of their own history (FLOW_COMMENT).
CREATE TABLE comment (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	matter BIGINT NOT NULL,
	person BIGINT NOT NULL,              -- 0 = the account is erased
	state BIGINT NOT NULL,               -- enum comment_state
	step BIGINT NOT NULL,                -- the step that brought the words
	at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX comment_matter ON comment (district, matter, step);
CREATE INDEX comment_person ON comment (district, person, id);

-- How many comments a matter has: who adds one or judges one changes this row first, so that two do it one after the other.
CREATE TABLE comment_count (
	district BIGINT NOT NULL,
	matter BIGINT NOT NULL,
	n BIGINT NOT NULL,
	PRIMARY KEY (district, matter)
);
