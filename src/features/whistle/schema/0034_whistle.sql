-- Whistles (街乡吹哨 部门报到): bodies are called to a place by a time, prove that they came, and what they concluded is followed until it is
-- done. What all matters have in common stands in matter, under the same id.

CREATE TABLE whistle (
	district BIGINT NOT NULL,
	id BIGINT NOT NULL,
	street BIGINT NOT NULL,              -- where it lies, as its matter: lists are ranges of these
	community BIGINT NOT NULL,
	ended BIGINT NOT NULL,               -- 1 = closed or called off
	about TEXT NOT NULL,                 -- what is to be solved
	goal TEXT NOT NULL,                  -- what must be concluded
	spot TEXT NOT NULL,                  -- where exactly: 4号楼北侧
	metres BIGINT NOT NULL,              -- who is nearer than this has come
	arrive_by BIGINT NOT NULL,
	origin BIGINT NOT NULL,              -- the case it comes of, 0 = none
	origin_code TEXT NOT NULL,
	salt TEXT NOT NULL,                  -- the code at the place is a MAC of id and salt
	called BIGINT NOT NULL,              -- bodies; how many came, and how many were not there in time
	arrived BIGINT NOT NULL,
	late BIGINT NOT NULL,
	conclusion TEXT NOT NULL,
	concluded_at BIGINT NOT NULL,
	PRIMARY KEY (district, id)
);
CREATE INDEX whistle_all ON whistle (district, ended, id);
CREATE INDEX whistle_street ON whistle (district, street, ended, id);
CREATE INDEX whistle_community ON whistle (district, community, ended, id);

-- A body that was called, and what each side thought of the other afterwards (1 to 5, 0 = not said yet).
CREATE TABLE whistle_body (
	district BIGINT NOT NULL,
	whistle BIGINT NOT NULL,
	org BIGINT NOT NULL,
	street BIGINT NOT NULL,              -- of the whistle, for figures
	ended BIGINT NOT NULL,
	due_at BIGINT NOT NULL,              -- when it had to be there; 0 = called off before that
	arrived_at BIGINT NOT NULL,
	proof BIGINT NOT NULL,               -- enum whistle_proof
	metres BIGINT NOT NULL,              -- by position: how far from the place, -1 = not known
	late BIGINT NOT NULL,
	why TEXT NOT NULL,                   -- the convener's reason, when they said that it came
	came BIGINT NOT NULL,                -- the convener: did it come as it should
	did BIGINT NOT NULL,                 -- and do its part
	came_words TEXT NOT NULL,
	scored_at BIGINT NOT NULL,
	needed BIGINT NOT NULL,              -- the body: was the whistle needed
	clear BIGINT NOT NULL,               -- and clear
	needed_words TEXT NOT NULL,
	rated_at BIGINT NOT NULL,
	PRIMARY KEY (district, whistle, org)
);
CREATE INDEX whistle_body_org ON whistle_body (district, org, ended, whistle);
CREATE INDEX whistle_body_due ON whistle_body (district, due_at);

-- What was concluded: who does what by when.
CREATE TABLE whistle_task (
	district BIGINT NOT NULL,
	whistle BIGINT NOT NULL,
	number BIGINT NOT NULL,              -- from 1
	org BIGINT NOT NULL,
	due_at BIGINT NOT NULL,
	part BIGINT NOT NULL,                -- the part of the case that it is, 0 = it is done here
	done_at BIGINT NOT NULL,
	text TEXT NOT NULL,
	done_text TEXT NOT NULL,
	PRIMARY KEY (district, whistle, number)
);
