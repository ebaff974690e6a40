/* commands.c: commands that are a few lines each: bringing the schema up to date, filling the demo. */
#include <stdio.h>
#include <string.h>

#include "db/migrate.h"
#include "demo/demo.h"
#include "demo/fill.h"
#include "main/backup.h"
#include "main/main.h"

/* A database with an older schema is saved first, where a folder for backups is named: the drill of that backup migrates a copy,
 * so that what would fail fails there. */
static int
save_first(const struct options *o, struct db *db, struct arena *a)
{
	enum schema_state state;
	int have;

	if (!o->backups)
		return 0;
	TRY(schema_state(db, a, &state, &have));
	return state == SCHEMA_OLD ? backup_dated(o, db, a) : 0;
}

int
migrate_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct arena a;
	struct str why = S("");
	int applied = 0, rc;

	(void)argv;
	if (argc) {
		fprintf(stderr, "linli: migrate takes nothing more\n");
		return 2;
	}
	arena_init(&a);
	rc = save_first(o, db, &a);
	if (rc == 0)
		rc = schema_migrate(db, &a, &applied, &why);
	if (rc < 0)
		fprintf(stderr, "linli: %.*s\n", STR(why.n ? why : S("nothing was migrated")));
	else
		printf("schema %d, %d applied now\n", migrations_n, applied);
	arena_release(&a);
	if (rc == 0 && applied)
		rc = recount_found(db);
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
