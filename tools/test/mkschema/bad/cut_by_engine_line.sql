-- refused: does not end with ;
CREATE TABLE t (district BIGINT NOT NULL,
--@pg SELECT 1;
PRIMARY KEY (district));
