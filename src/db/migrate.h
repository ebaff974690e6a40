/* migrate.h: brings a database to the program's schema by numbered files, each applied once. */
#ifndef LINLI_DB_MIGRATE_H
#define LINLI_DB_MIGRATE_H

#include "db/db.h"

/* Made by mkschema from the schema folders of the kit and the features; numbers are global, start at
 * 1 and leave no gap. */
struct migration {
	int number;
	const char *name;      /* 0003_territory */
	const char *sqlite;    /* the text in each spelling */
	const char *pg;
	const char *citus;     /* extra statements when the citus extension is there; "" if none */
	const char *checksum;  /* of the source file */
};
extern const struct migration migrations[];
extern const int migrations_n;

enum schema_state {
	SCHEMA_EMPTY = 1,
	SCHEMA_OLD,
	SCHEMA_CURRENT,
	SCHEMA_NEWER,
	SCHEMA_EDITED,
	SCHEMA_LOCAL, /* Citus came after the tables: they lie on one node */
};

/* Where the database stands; *ret_have = its number. */
int schema_state(struct db *db, struct arena *a, enum schema_state *ret, int *ret_have);
/* Applies what is missing, each file in its own transaction, under a lock against a second migrator.
 * Refuses a database that is newer, whose applied files were edited since, or whose tables Citus does not
 * distribute although it is there (E_SCHEMA); *ret_why is a line for the terminal. *ret_applied = how many were applied now. */
int schema_migrate(struct db *db, struct arena *a, int *ret_applied, struct str *ret_why);
/* The same inside a transaction that is open, and no further than number to, at most migrations_n; a
 * database that is further already stays there. For restoring: schema and rows are one change. */
int schema_migrate_in(struct tx *tx, int to, struct str *ret_why);

#endif
