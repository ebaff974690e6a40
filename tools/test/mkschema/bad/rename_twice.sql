-- refused: table s exists already
CREATE TABLE t (district BIGINT NOT NULL, PRIMARY KEY (district));
CREATE TABLE s (district BIGINT NOT NULL, PRIMARY KEY (district));
ALTER TABLE t RENAME TO s;
