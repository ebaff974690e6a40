-- refused: does not end with ;
CREATE TABLE t (district BIGINT NOT NULL, PRIMARY KEY (district))
