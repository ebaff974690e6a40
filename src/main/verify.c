/* verify.c: checks the chained history of every matter of a district, asks the features whether their rows agree with it,
 * and says what the outbox gave up. */
#include <stdio.h>

#include "db/outbox.h"
#include "kit/district.h"
#include "kit/feature_list.h"
#include "kit/flow.h"
#include "lib/secret.h"
#include "main/main.h"

enum { BATCH = 500 };

struct verify {
	int64_t district, kind, after, checked, broken, unsealed;
};

static int
run_verify(struct tx *tx, void *arg)
{
	struct verify *v = arg;
	int64_t ids[BATCH];
	size_t n;

	TRY(flow_subjects(tx, v->district, (enum flow_subject)v->kind, v->after, ids, BATCH, &n));
	for (size_t i = 0; i < n; i++) {
		int64_t bad;

		TRY(flow_verify(tx, v->district, (enum flow_subject)v->kind, ids[i], &bad));
		v->checked++;
		v->after = ids[i];
		if (bad) {
			v->broken++;
			printf("broken: %s %lld at step %lld\n", flow_word(v->kind), (long long)ids[i], (long long)bad);
		}
	}
	return n < BATCH ? E_NOTFOUND : 0;
}

/* The kinds are those that the database has: a kind that this program does not know is told, never left out. */
static int
next_kind(struct tx *tx, void *arg)
{
	struct verify *v = arg;

	v->after = 0;
	TRY(flow_kind_after(tx, v->district, v->kind, &v->kind));
	if (v->kind && !flow_knows(v->kind)) {
		v->broken++;
		printf("broken: there are histories of kind %lld, which this program does not know\n", (long long)v->kind);
	}
	return 0;
}

static int
tell_broken(void *ctx, struct str line)
{
	struct verify *v = ctx;

	v->broken++;
	printf("broken: %.*s\n", STR(line));
	return 0;
}

static int
ask_features(struct tx *tx, void *arg)
{
	struct verify *v = arg;

	return feature_verify(&all_features, tx, v->district, tell_broken, v, &v->unsealed);
}

int
verify_district(struct db *db, int64_t district, struct verified *sum)
{
	struct verify v = {.district = district};
	struct arena a;
	int rc;

	arena_init(&a);
	while ((rc = db_read_now(db, &a, next_kind, &v)) == 0 && v.kind) {
		do {
			rc = db_read_now(db, &a, run_verify, &v);
			arena_reset(&a);
		} while (rc == 0);
		if (rc != E_NOTFOUND)
			break;
	}
	if (rc == 0)
		rc = db_read_now(db, &a, ask_features, &v);
	arena_release(&a);
	sum->checked += v.checked;
	sum->broken += v.broken;
	sum->unsealed += v.unsealed;
	return rc;
}

struct all {
	struct district_list districts;
	int64_t only; /* this district, 0 = all */
	int64_t failed;
};

/* The districts, and how many of their jobs the outbox gave up. */
static int
look_at_all(struct tx *tx, void *arg)
{
	struct all *all = arg;

	all->failed = 0;
	TRY(district_all(tx, &all->districts));
	for (size_t i = 0; i < all->districts.n; i++) {
		int64_t n = 0;

		if (all->only && all->districts.v[i].code != all->only)
			continue;
		TRY(outbox_failed(tx, all->districts.v[i].code, &n));
		all->failed += n;
	}
	return 0;
}

int
verify_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct all all = {.only = o->district};
	struct verified sum = {.checked = 0};
	struct arena a;
	int rc;

	(void)argv;
	if (argc) {
		fprintf(stderr, "linli: verify takes nothing more\n");
		return 2;
	}
	arena_init(&a);
	rc = db_read_now(db, &a, look_at_all, &all);
	for (size_t i = 0; rc == 0 && i < all.districts.n; i++)
		if (!all.only || all.districts.v[i].code == all.only)
			rc = verify_district(db, all.districts.v[i].code, &sum);
	arena_release(&a);
	if (rc < 0) {
		fprintf(stderr, "linli: verify failed: %s\n", err_line(rc));
		return 1;
	}
	printf("%lld histories checked, %lld broken\n", (long long)sum.checked, (long long)sum.broken);
	if (!secret_loaded())
		fputs("linli: without --data nobody checks the rows of people and bodies: their seals need the key\n", stderr);
	if (sum.unsealed)
		fprintf(stderr, "linli: %lld people, bodies, places or items have no seal yet: linli seal\n", (long long)sum.unsealed);
	if (all.failed)
		fprintf(stderr, "linli: %lld notices or deadlines failed: linli outbox list --failed\n", (long long)all.failed);
	return sum.broken > 0;
}
