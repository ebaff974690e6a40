-- Notes: written once, never changed.

CREATE TABLE sample (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	text TEXT NOT NULL,
	person BIGINT NOT NULL,              -- who wrote it
	at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
