/* schema.h: the numbered migrations as mkschema and mksql read them; the manual is mkschema.c. */
#ifndef LINLI_TOOLS_SCHEMA_H
#define LINLI_TOOLS_SCHEMA_H

#include "base/str.h"

struct schema_table {
	struct str name;
	struct str owner; /* the folder above schema/: a feature, kit or db */
	bool shared; /* of all districts */
	int made_in; /* number of the migration */
};

struct schema_file {
	int number;
	struct str name; /* 0003_territory */
	struct str owner;
	const char *path;
	struct str sqlite, pg, citus;
	char checksum[17];
};

struct schema {
	struct schema_file *files; /* sorted by number: 1, 2, 3 … */
	size_t files_n;
	struct schema_table *tables; /* as they are after the last file */
	size_t tables_n;
};

/* Reads, checks and respells all files of the folders; ends the program at the first mistake. */
void schema_load(struct schema *s, struct arena *a, char *const dirs[], size_t dirs_n);

#endif
