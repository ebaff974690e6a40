/* commands.c: commands that are a few lines each: bringing the schema up to date, filling the demo. */
#include <stdio.h>
#include <string.h>

#include "db/migrate.h"
#include "demo/demo.h"
#include "demo/fill.h"
#include "main/main.h"

int
migrate_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct arena a;
	struct str why = S("");
	int applied = 0, rc;

	(void)o;
	(void)argv;
	if (argc) {
		fprintf(stderr, "linli: migrate takes nothing more\n");
		return 2;
	}
	arena_init(&a);
	rc = schema_migrate(db, &a, &applied, &why);
	if (rc < 0)
		fprintf(stderr, "linli: %.*s\n", STR(why));
	else
		printf("schema %d, %d applied now\n", migrations_n, applied);
	arena_release(&a);
	if (rc == 0 && applied)
		rc = seal_found(db);
	return rc < 0;
}

int
demo_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	(void)argv;
	if (argc) {
		fprintf(stderr, "linli: demo takes nothing more\n");
		return 2;
	}
	return demo_fill(db, o->data) < 0;
}

int
bench_fill_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	int64_t cases = 0;

	if (argc != 2 || strcmp(argv[0], "--cases") != 0 || !str_int(str_of(argv[1]), &cases) || cases < 1) {
		fprintf(stderr, "linli: bench fill takes --cases N\n");
		return 2;
	}
	return fill_district(db, o->data, cases) < 0;
}
