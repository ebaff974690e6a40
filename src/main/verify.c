/* verify.c: checks the chained history of every matter of a district, that every appeal agrees with its own, and
 * says what the outbox gave up. */
#include <stdio.h>

#include "db/outbox.h"
#include "features/appeal/appeal_list.h"
#include "kit/flow.h"
#include "main/main.h"

enum { BATCH = 500 };

struct verify {
	int64_t district, after, checked, broken, failed; /* failed: of the outbox */
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

static int
tell_adrift(void *ctx, const struct appeal_drift *row)
{
	struct verify *v = ctx;

	v->broken++;
	printf(row->lost ? "broken: appeal %lld is gone, its history is there\n"
			 : "broken: appeal %lld does not agree with the number of its steps\n",
	       (long long)row->id);
	return 0;
}

static int
run_adrift(struct tx *tx, void *arg)
{
	struct verify *v = arg;

	return appeal_adrift(tx, v->district, tell_adrift, v);
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
	for (v.kind = FLOW_APPEAL; v.kind <= FLOW_ACCOUNT; v.kind++) {
		v.after = 0;
		do {
			rc = db_read_now(db, &a, run_verify, &v);
			arena_reset(&a);
		} while (rc == 0);
		if (rc != E_NOTFOUND)
			break;
	}
	if (rc == E_NOTFOUND)
		rc = db_read_now(db, &a, run_adrift, &v);
	if (rc == 0)
		rc = db_read_now(db, &a, count_failed, &v);
	arena_release(&a);
	if (rc < 0) {
		fprintf(stderr, "linli: verify failed: %s\n", err_line(rc));
		return 1;
	}
	printf("%lld histories checked, %lld broken\n", (long long)v.checked, (long long)v.broken);
	if (v.failed)
		fprintf(stderr, "linli: %lld notices or deadlines failed: linli outbox list --failed\n", (long long)v.failed);
	return v.broken > 0;
}
