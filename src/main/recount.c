/* recount.c: counts anew what is counted beside the matters, as verify finds it wrong. */
#include <stdio.h>

#include "kit/matter_count.h"
#include "main/main.h"

struct recount {
	int64_t district;
	bool more;
};

static int
run_recount(struct tx *tx, void *arg)
{
	const struct recount *r = arg;

	return matter_recount(tx, r->district);
}

static int
run_late(struct tx *tx, void *arg)
{
	struct recount *r = arg;

	return matter_late_turn(tx, r->district, &r->more);
}

int
recount_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct recount r = {.district = o->district, .more = true};
	struct arena a;
	int rc;

	(void)argv;
	if (argc) {
		fprintf(stderr, "linli: recount takes nothing more\n");
		return 2;
	}
	arena_init(&a);
	rc = db_write_now(db, &a, run_recount, &r);
	while (rc == 0 && r.more) {
		arena_reset(&a);
		rc = db_write_now(db, &a, run_late, &r);
	}
	arena_release(&a);
	if (rc < 0) {
		fprintf(stderr, "linli: recount failed: %s\n", err_line(rc));
		return 1;
	}
	puts("counted");
	return 0;
}
