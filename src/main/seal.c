/* seal.c: linli seal: what was there before seals were gets one, as it is found, and a step that says so. */
#include <stdio.h>

#include "features/account/account_seal.h"
#include "kit/district.h"
#include "kit/sealed.h"
#include "lib/secret.h"
#include "main/main.h"

enum { BATCH = 100 };

struct sealing {
	const struct sealed *s; /* NULL: who read what */
	int64_t district, after, n, sum;
};

static int
run_batch(struct tx *tx, void *arg)
{
	struct sealing *v = arg;

	return v->s ? sealed_found(tx, v->district, v->s, BATCH, &v->after, &v->n)
		    : account_access_found(tx, v->district, &v->after, &v->n);
}

static int
seal_kind(struct db *db, struct sealing *v, const struct sealed *s)
{
	struct arena a;
	int rc = 0;

	v->s = s;
	v->after = s ? 0 : -1;
	arena_init(&a);
	while (rc == 0 && v->after != INT64_MAX) {
		rc = db_write_now(db, &a, run_batch, v);
		v->sum += rc == 0 ? v->n : 0;
		arena_reset(&a);
	}
	arena_release(&a);
	return rc;
}

struct total {
	int64_t districts, n;
};

static int
seal_district(struct db *db, int64_t district, void *arg)
{
	struct total *t = arg;
	struct sealing v = {.district = district};

	for (size_t i = 0; i < all_features.n; i++)
		for (const struct sealed *const *s = all_features.v[i]->sealed; s && *s; s++)
			TRY(seal_kind(db, &v, *s));
	TRY(seal_kind(db, &v, NULL));
	t->n += v.sum;
	t->districts++;
	return 0;
}

int
seal_found(struct db *db)
{
	struct total t = {0};
	int rc = district_each(db, seal_district, &t);

	if (rc < 0) {
		fprintf(stderr, "linli: what was found is not all sealed: %s; once more: linli seal\n", err_line(rc));
		return rc;
	}
	if (t.n)
		printf("%lld rows sealed as found\n", (long long)t.n);
	if (t.districts && !secret_loaded())
		fputs("linli: people and bodies are sealed with the key: linli seal --data DIR\n", stderr);
	return 0;
}

int
seal_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	(void)o;
	(void)argv;
	if (argc) {
		fprintf(stderr, "linli: seal takes nothing more\n");
		return 2;
	}
	return seal_found(db) < 0;
}
