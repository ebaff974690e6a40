-- Rules of dispatching: what a version of a rule (table rule) decides.

CREATE TABLE appeal_steer (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,                  -- of the version
	org BIGINT NOT NULL,                 -- the body it names, 0 = the one of a kind
	body TEXT NOT NULL,                  -- the kind of body, resolved where the case stands; '' = a named one
	PRIMARY KEY (district, id)
);
