-- refused: no primary key
CREATE TABLE t (district BIGINT NOT NULL, id BIGINT NOT NULL);
