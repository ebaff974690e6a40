-- Workers look at one district after the other: first whether anything is due there, then for each kind.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (district, kind, due_at) WHERE failed_at = 0;
CREATE INDEX outbox_next ON outbox (district, due_at) WHERE failed_at = 0;
