-- refused: ALTER TABLE knows
CREATE TABLE t (district BIGINT NOT NULL, PRIMARY KEY (district));
ALTER TABLE t ADD CONSTRAINT c CHECK (district > 0);
