-- Work promised in a transaction and done after it. A row is gone once the work is done; what failed
-- for good stays, for people to see.
CREATE TABLE outbox (
	district      BIGINT NOT NULL,
	id            BIGINT NOT NULL,
	kind          BIGINT NOT NULL,  -- enum outbox_kind
	subject       BIGINT NOT NULL,
	due_at        BIGINT NOT NULL,
	claimed_until BIGINT NOT NULL,  -- 0 = by nobody
	tries         BIGINT NOT NULL,
	recipient     TEXT   NOT NULL,  -- '' once it failed for good
	title         TEXT   NOT NULL,
	body          TEXT   NOT NULL,
	failed_at     BIGINT NOT NULL,  -- 0 = alive
	error         TEXT   NOT NULL,  -- name of the last error
	PRIMARY KEY (district, id)
);
CREATE INDEX outbox_due ON outbox (kind, due_at) WHERE failed_at = 0;
