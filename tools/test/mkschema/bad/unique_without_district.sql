-- refused: unique key holds district
CREATE TABLE t (district BIGINT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (district, id), UNIQUE (name));
