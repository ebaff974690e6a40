-- refused: first column is district
CREATE TABLE t (id BIGINT NOT NULL, PRIMARY KEY (id));
