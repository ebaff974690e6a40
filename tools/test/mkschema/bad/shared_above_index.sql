-- refused: --@shared stands above a CREATE TABLE
CREATE TABLE t (district BIGINT NOT NULL, PRIMARY KEY (district));
--@shared
CREATE INDEX i ON t (district);
