-- What the dispatch suggestion has learned: one model a district, the newest counts.

CREATE TABLE suggest_model (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	made_at BIGINT NOT NULL,
	classes BIGINT NOT NULL,
	cases BIGINT NOT NULL,
	f1_permille BIGINT NOT NULL,         -- cross-validated macro-F1
	bytes BYTEA NOT NULL,
	PRIMARY KEY (district, id)
);
