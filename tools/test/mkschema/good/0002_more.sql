ALTER TABLE street ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE street SET length = CAST(length AS BIGINT);
--@sqlite CREATE VIRTUAL TABLE street_words USING fts5 (words);
--@pg ALTER TABLE street ADD COLUMN tokens tsvector;
--@pg CREATE INDEX street_tokens ON street
--@+    USING gin (tokens);
CREATE TABLE visit (district BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (district, id));
--@citus SELECT create_distributed_table('visit', 'district', colocate_with => 'house');
CREATE TABLE lane_new (district BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (district, id));
ALTER TABLE lane_new RENAME TO lane;
--@clustered
CREATE TABLE passer (district BIGINT NOT NULL, street BIGINT NOT NULL, hour BIGINT NOT NULL, n BIGINT NOT NULL,
	PRIMARY KEY (district, street, hour));
CREATE TABLE gone (district BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (district, id));
DROP TABLE gone;
CREATE VIEW house_wide AS
SELECT h.*, s.name AS street_name FROM house h JOIN street s ON s.district = h.district AND s.id = h.street;
