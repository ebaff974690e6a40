-- refused: and nothing more
CREATE TABLE t (district BIGINT NOT NULL, PRIMARY KEY (district)) WITHOUT ROWID;
