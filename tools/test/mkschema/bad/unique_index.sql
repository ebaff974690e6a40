-- refused: unique index holds district
CREATE TABLE t (district BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (district, id));
CREATE UNIQUE INDEX i ON t (id);
