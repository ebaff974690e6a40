/* appeal_verify.c: do cases agree with their histories? */
#include "db/db.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_see.h"

enum { BATCH = 500 };

int
appeal_verify(struct tx *tx, int64_t district, int64_t id, struct verdict *ret)
{
	struct actor system = actor_system_of;
	struct appeal_moving m = {.move = {.tx = tx, .who = &system, .course = &appeal_course}};

	system.district = district;
	return course_verify(&m.move, id, ret);
}

/* A case's memory goes when it has been told. */
static int
verify_one(struct tx *tx, int64_t district, int64_t id, int (*broken)(void *ctx, struct str line), void *ctx)
{
	struct arena *memory = tx->arena, one;
	struct verdict v;
	int rc;

	arena_init(&one);
	tx->arena = &one;
	rc = appeal_verify(tx, district, id, &v);
	if (rc == 0 && v.why)
		rc = broken(ctx, str_fmt(&one, "appeal %.*s: %s", STR(v.code), v.why));
	tx->arena = memory;
	arena_release(&one);
	return rc;
}

int
appeal_verify_all(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx)
{
	struct matter_id_list ids;
	int64_t after = 0, subjects[BATCH];
	size_t n;

	do {
		TRY(matter_after(tx, district, FLOW_APPEAL, after, BATCH, &ids));
		for (size_t i = 0; i < ids.n; i++)
			TRY(verify_one(tx, district, after = ids.v[i].id, broken, ctx));
	} while (ids.n == BATCH);
	after = 0;
	do {
		TRY(flow_subjects(tx, district, FLOW_APPEAL, after, subjects, BATCH, &n));
		for (size_t i = 0; i < n; i++) {
			struct matter m;
			int rc = matter_get(tx, district, after = subjects[i], &m);

			if (rc == E_NOTFOUND)
				rc = broken(ctx, str_fmt(tx->arena, "appeal %lld is gone, its history is there",
							 (long long)subjects[i]));
			TRY(rc);
		}
	} while (n == BATCH);
	return 0;
}
