-- refused: key begins with district
CREATE TABLE t (district BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (id, district));
