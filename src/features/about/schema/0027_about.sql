-- The texts of those who run a district instead of the ones that come along, each version for ever, and who agreed to which.

CREATE TABLE paper (
	district BIGINT NOT NULL,
	doc BIGINT NOT NULL,                 -- enum about_doc
	version BIGINT NOT NULL,             -- from 2 on: 1 is the text that comes along
	text TEXT NOT NULL,                  -- '' = from here on the text that comes along again
	text_en TEXT NOT NULL,
	author BIGINT NOT NULL,              -- person
	at BIGINT NOT NULL,
	PRIMARY KEY (district, doc, version)
);

-- Agreed once by a person, or with a matter that nobody's account filed.
CREATE TABLE consent (
	district BIGINT NOT NULL,
	person BIGINT NOT NULL,              -- 0 = of a matter
	matter BIGINT NOT NULL,              -- 0 = of a person
	version BIGINT NOT NULL,             -- of the privacy notice
	at BIGINT NOT NULL,
	PRIMARY KEY (district, person, matter, version)
);
