-- refused: the types are
CREATE TABLE t (district BIGINT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (district, id));
