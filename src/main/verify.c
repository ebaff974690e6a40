/* verify.c: checks the chained history of every matter of a district, that every appeal agrees with its own, and
 * says what the outbox gave up. */
#include <stdio.h>

#include "db/outbox.h"
#include "features/appeal/appeal_see.h"
#include "kit/flow.h"
#include "main/main.h"

enum { BATCH = 500 };

struct verify {
	int64_t district, after, checked, broken, failed; /* failed: of the outbox */
	int64_t unsealed;
	enum flow_subject kind;
};

static int
run_verify(struct tx *tx, void *arg)
{
	struct verify *v = arg;
	int64_t ids[BATCH];
	size_t n;

	TRY(flow_subjects(tx, v->district, v->kind, v->after, ids, BATCH, &n));
	for (size_t i = 0; i < n; i++) {
		int64_t bad;

		TRY(flow_verify(tx, v->district, v->kind, ids[i], &bad));
		v->checked++;
		v->after = ids[i];
		if (bad) {
			v->broken++;
			printf("broken: %s %lld at step %lld\n", flow_word(v->kind), (long long)ids[i], (long long)bad);
		}
	}
	return n < BATCH ? E_NOTFOUND : 0;
}

/* Rows of matters against their histories. */
static int
run_rows(struct tx *tx, void *arg)
{
	struct verify *v = arg;
	struct matter_id_list ids;

	TRY(matter_after(tx, v->district, FLOW_APPEAL, v->after, BATCH, &ids));
	for (size_t i = 0; i < ids.n; i++) {
		struct verdict verdict;

		TRY(appeal_verify(tx, v->district, ids.v[i].id, &verdict));
		v->after = ids.v[i].id;
		v->unsealed += !verdict.sealed;
		if (verdict.why) {
			v->broken++;
			printf("broken: appeal %.*s: %s\n", STR(verdict.code), verdict.why);
		}
	}
	return ids.n < BATCH ? E_NOTFOUND : 0;
}

/* Histories of which the matter is gone. */
static int
run_lost(struct tx *tx, void *arg)
{
	struct verify *v = arg;
	int64_t ids[BATCH];
	struct matter m;
	size_t n;

	TRY(flow_subjects(tx, v->district, FLOW_APPEAL, v->after, ids, BATCH, &n));
	for (size_t i = 0; i < n; i++) {
		int rc = matter_get(tx, v->district, ids[i], &m);

		v->after = ids[i];
		if (rc == E_NOTFOUND) {
			v->broken++;
			printf("broken: appeal %lld is gone, its history is there\n", (long long)ids[i]);
		} else if (rc < 0) {
			return rc;
		}
	}
	return n < BATCH ? E_NOTFOUND : 0;
}

/* Runs until it says that there is no more. */
static int
to_the_end(struct db *db, struct arena *a, struct verify *v, int (*run)(struct tx *, void *))
{
	int rc;

	v->after = 0;
	do {
		rc = db_read_now(db, a, run, v);
		arena_reset(a);
	} while (rc == 0);
	return rc == E_NOTFOUND ? 0 : rc;
}

static int
count_failed(struct tx *tx, void *arg)
{
	struct verify *v = arg;

	return outbox_failed(tx, v->district, &v->failed);
}

int
verify_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct verify v = {.district = o->district};
	struct arena a;
	int rc = 0;

	(void)argv;
	if (argc) {
		fprintf(stderr, "linli: verify takes nothing more\n");
		return 2;
	}
	arena_init(&a);
	for (v.kind = FLOW_APPEAL; rc == 0 && v.kind <= FLOW_ACCOUNT; v.kind++)
		rc = to_the_end(db, &a, &v, run_verify);
	if (rc == 0)
		rc = to_the_end(db, &a, &v, run_rows);
	if (rc == 0)
		rc = to_the_end(db, &a, &v, run_lost);
	if (rc == 0)
		rc = db_read_now(db, &a, count_failed, &v);
	arena_release(&a);
	if (rc < 0) {
		fprintf(stderr, "linli: verify failed: %s\n", err_line(rc));
		return 1;
	}
	printf("%lld histories checked, %lld broken\n", (long long)v.checked, (long long)v.broken);
	if (v.unsealed)
		printf("%lld matters have not moved since seals came: their rows are checked from their next move on\n",
		       (long long)v.unsealed);
	if (v.failed)
		fprintf(stderr, "linli: %lld notices or deadlines failed: linli outbox list --failed\n", (long long)v.failed);
	return v.broken > 0;
}
