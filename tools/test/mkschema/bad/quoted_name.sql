-- refused: double quotes
CREATE TABLE "t" (district BIGINT NOT NULL, PRIMARY KEY (district));
