-- Notes of a district. What all matters have in common stands in matter, under the same id.

CREATE TABLE sample (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (district, id)
);
