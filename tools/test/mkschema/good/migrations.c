/* Made by mkschema; do not edit. */
#include "db/migrate.h"

const struct migration migrations[] = {
	{
		.number = 1,
		.name = "0001_street",
		.sqlite =
			"CREATE TABLE street (\n"
			"\tdistrict INTEGER NOT NULL,\n"
			"\tid INTEGER NOT NULL,\n"
			"\tname TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),\n"
			"\tlength REAL NOT NULL,\n"
			"\tphoto BLOB NOT NULL,\n"
			"\tPRIMARY KEY (district, id),\n"
			"\tUNIQUE (district, name)\n"
			") STRICT;\n"
			"CREATE TABLE house (district INTEGER NOT NULL, id INTEGER NOT NULL, street INTEGER NOT NULL,\n"
			"\tnumber INTEGER NOT NULL, PRIMARY KEY (district, id)) STRICT;\n"
			"CREATE UNIQUE INDEX house_number ON house (district, street, number);\n"
			"CREATE TABLE division (\n"
			"\tcode INTEGER PRIMARY KEY NOT NULL,\n"
			"\tname TEXT NOT NULL\n"
			") STRICT;\n"
			"INSERT INTO division (code, name) VALUES (110101, '东城区; -- no comment');\n",
		.pg =
			"CREATE TABLE street (\n"
			"\tdistrict BIGINT NOT NULL,\n"
			"\tid BIGINT NOT NULL,\n"
			"\tname TEXT COLLATE \"C\" NOT NULL CHECK (length(name) BETWEEN 1 AND 80),\n"
			"\tlength DOUBLE PRECISION NOT NULL,\n"
			"\tphoto BYTEA NOT NULL,\n"
			"\tPRIMARY KEY (district, id),\n"
			"\tUNIQUE (district, name)\n"
			");\n"
			"CREATE TABLE house (district BIGINT NOT NULL, id BIGINT NOT NULL, street BIGINT NOT NULL,\n"
			"\tnumber BIGINT NOT NULL, PRIMARY KEY (district, id));\n"
			"CREATE UNIQUE INDEX house_number ON house (district, street, number);\n"
			"CREATE TABLE division (\n"
			"\tcode BIGINT PRIMARY KEY NOT NULL,\n"
			"\tname TEXT COLLATE \"C\" NOT NULL\n"
			");\n"
			"INSERT INTO division (code, name) VALUES (110101, '东城区; -- no comment');\n",
		.citus =
			"SELECT create_distributed_table('street', 'district');\n"
			"SELECT create_distributed_table('house', 'district');\n"
			"SELECT create_reference_table('division');\n",
		.checksum = "2fd2a520c162b88e",
	},
	{
		.number = 2,
		.name = "0002_more",
		.sqlite =
			"ALTER TABLE street ADD COLUMN words TEXT NOT NULL DEFAULT '';\n"
			"UPDATE street SET length = CAST(length AS INTEGER);\n"
			"CREATE VIRTUAL TABLE street_words USING fts5 (words);\n"
			"CREATE TABLE visit (district INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (district, id)) STRICT;\n"
			"CREATE TABLE lane_new (district INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (district, id)) STRICT;\n"
			"ALTER TABLE lane_new RENAME TO lane;\n"
			"CREATE TABLE passer (district INTEGER NOT NULL, street INTEGER NOT NULL, hour INTEGER NOT NULL, n INTEGER NOT NULL,\n"
			"\tPRIMARY KEY (district, street, hour)) STRICT, WITHOUT ROWID;\n"
			"CREATE TABLE gone (district INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (district, id)) STRICT;\n"
			"DROP TABLE gone;\n"
			"CREATE VIEW house_wide AS\n"
			"SELECT h.*, s.name AS street_name FROM house h JOIN street s ON s.district = h.district AND s.id = h.street;\n",
		.pg =
			"ALTER TABLE street ADD COLUMN words TEXT COLLATE \"C\" NOT NULL DEFAULT '';\n"
			"UPDATE street SET length = CAST(length AS BIGINT);\n"
			"ALTER TABLE street ADD COLUMN tokens tsvector;\n"
			"CREATE INDEX street_tokens ON street\n"
			"USING gin (tokens);\n"
			"CREATE TABLE visit (district BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (district, id));\n"
			"CREATE TABLE lane_new (district BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (district, id));\n"
			"ALTER TABLE lane_new RENAME TO lane;\n"
			"CREATE TABLE passer (district BIGINT NOT NULL, street BIGINT NOT NULL, hour BIGINT NOT NULL, n BIGINT NOT NULL,\n"
			"\tPRIMARY KEY (district, street, hour));\n"
			"CREATE TABLE gone (district BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (district, id));\n"
			"DROP TABLE gone;\n"
			"CREATE VIEW house_wide AS\n"
			"SELECT h.*, s.name AS street_name FROM house h JOIN street s ON s.district = h.district AND s.id = h.street;\n",
		.citus =
			"SELECT create_distributed_table('visit', 'district', colocate_with => 'house');\n"
			"SELECT create_distributed_table('lane', 'district');\n"
			"SELECT create_distributed_table('passer', 'district');\n",
		.checksum = "f61131cd3863aa7f",
	},
};
const int migrations_n = (int)(sizeof migrations / sizeof migrations[0]);
