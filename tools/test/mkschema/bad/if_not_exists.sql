-- refused: and nothing more
CREATE TABLE IF NOT EXISTS t (district BIGINT NOT NULL, PRIMARY KEY (district));
