-- Notes of a district.

CREATE TABLE sample (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	version BIGINT NOT NULL,             -- raised by every change
	text TEXT NOT NULL,
	person BIGINT NOT NULL,              -- who wrote it first
	at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
