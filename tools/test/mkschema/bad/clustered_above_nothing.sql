-- refused: --@clustered stands above a CREATE TABLE
CREATE TABLE t (district BIGINT NOT NULL, PRIMARY KEY (district));
--@clustered
