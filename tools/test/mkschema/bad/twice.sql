-- refused: exists already
CREATE TABLE t (district BIGINT NOT NULL, PRIMARY KEY (district));
CREATE TABLE t (district BIGINT NOT NULL, PRIMARY KEY (district));
