-- A street and its houses; what the two programs are tried on.
CREATE TABLE street (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80), -- what people call it
	length DOUBLE PRECISION NOT NULL,
	photo BYTEA NOT NULL,
	PRIMARY KEY (district, id),
	UNIQUE (district, name)
);
CREATE TABLE house (district BIGINT NOT NULL, id BIGINT NOT NULL, street BIGINT NOT NULL,
	number BIGINT NOT NULL, PRIMARY KEY (district, id));
CREATE UNIQUE INDEX house_number ON house (district, street, number);

--@shared
CREATE TABLE division (
	code BIGINT PRIMARY KEY NOT NULL,
	name TEXT NOT NULL
);
INSERT INTO division (code, name) VALUES (110101, '东城区; -- no comment');
