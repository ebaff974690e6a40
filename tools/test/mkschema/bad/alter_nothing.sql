-- refused: there is no table t
ALTER TABLE t ADD COLUMN a BIGINT NOT NULL DEFAULT 0;
