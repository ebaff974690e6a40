-- refused: say NOT NULL
CREATE TABLE t (district BIGINT NOT NULL, id BIGINT NOT NULL, name TEXT, PRIMARY KEY (district, id));
