/* recount.c: counts anew what is counted beside the matters, as verify finds it wrong. */
#include <stdio.h>

#include "kit/district.h"
#include "kit/feature_list.h"
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

/* Makes what features make of their matters, and count; what backups rebuild besides is not counting. */
struct anew {
	const struct feature_rebuild *table;
	int64_t district;
	bool only_missing, made;
};

static int
run_anew(struct tx *tx, void *arg)
{
	struct anew *w = arg;
	int64_t last = 0;
	bool missing = true;

	if (w->only_missing)
		TRY(w->table->missing(tx, w->district, &missing));
	w->made = missing;
	return missing ? w->table->run(tx, w->district, 0, INT64_MAX, &last) : 0;
}

static int
tables_anew(struct db *db, struct arena *a, int64_t district, bool only_missing)
{
	for (size_t i = 0; i < all_features.n; i++)
		for (const struct feature_rebuild *r = all_features.v[i]->rebuilds; r && r->table; r++) {
			struct anew w = {.table = r, .district = district, .only_missing = only_missing};

			if (!r->missing)
				continue;
			TRY(db_write_now(db, a, run_anew, &w));
			if (w.made && only_missing)
				printf("%s made from what is there\n", r->table);
		}
	return 0;
}

static int
found_in(struct db *db, int64_t district, void *arg)
{
	struct arena a;
	int rc;

	(void)arg;
	arena_init(&a);
	rc = tables_anew(db, &a, district, true);
	arena_release(&a);
	return rc;
}

int
recount_found(struct db *db)
{
	int rc = district_each(db, found_in, NULL);

	if (rc < 0)
		fprintf(stderr, "linli: figures were not made from what is there: %s; once more: linli recount\n", err_line(rc));
	return rc;
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
	if (rc == 0)
		rc = tables_anew(db, &a, o->district, false);
	arena_release(&a);
	if (rc < 0) {
		fprintf(stderr, "linli: recount failed: %s\n", err_line(rc));
		return 1;
	}
	puts("counted");
	return 0;
}
