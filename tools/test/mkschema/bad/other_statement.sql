-- refused: say it for one engine
CREATE TABLE t (district BIGINT NOT NULL, PRIMARY KEY (district));
CREATE SEQUENCE s;
