-- refused: --@clustered stands above a CREATE TABLE
CREATE TABLE t (district BIGINT NOT NULL, PRIMARY KEY (district));
--@clustered
CREATE INDEX t_district ON t (district);
