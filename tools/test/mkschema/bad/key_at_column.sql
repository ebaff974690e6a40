-- refused: key begins with district
CREATE TABLE t (district BIGINT NOT NULL, id BIGINT PRIMARY KEY NOT NULL);
