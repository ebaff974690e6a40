/* course_job.c: clocks that ran out, whatever the kind of matter. */
#include "kit/course_job.h"

#include "base/clock.h"
#include "kit/course.h"
#include "kit/district.h"
#include "kit/feature.h"
#include "kit/notice.h"

enum { BATCH = 50, AGAIN_S = 3600 };

struct turn {
	const struct feature_list *features;
	int64_t district, n;
};

static int
move_one(struct tx *tx, const struct turn *t, const struct actor *system, const struct due *d)
{
	const struct course *c;
	struct matter m;
	int rc = matter_get(tx, t->district, d->matter, &m);

	c = rc == 0 ? feature_course(t->features, m.kind) : NULL;
	if (rc == E_NOTFOUND || (rc == 0 && !c))
		return due_look(tx, t->district, d, 0);
	TRY(rc);
	rc = course_ripe(move_new(c, tx, system), d);
	if (rc != E_INVALID && rc != E_STALE)
		return rc;
	tx->fault = (struct fault){0};
	return due_look(tx, t->district, d, clock_now() + AGAIN_S);
}

static int
run_batch(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;
	struct turn *t = arg;
	struct due_list ripe;

	system.district = t->district;
	TRY(due_ripe(tx, t->district, clock_now(), BATCH, &ripe));
	for (size_t i = 0; i < ripe.n; i++)
		TRY(move_one(tx, t, &system, &ripe.v[i]));
	t->n = (int64_t)ripe.n;
	return 0;
}

static int
find_ripe(struct tx *tx, void *arg)
{
	struct turn *t = arg;
	struct due_list ripe;

	TRY(due_ripe(tx, t->district, clock_now(), 1, &ripe));
	t->n = (int64_t)ripe.n;
	return 0;
}

static int
turn_district(struct db *db, int64_t district, void *arg)
{
	struct turn t = {.features = arg, .district = district};
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_read_now(db, &a, find_ripe, &t);
	while (rc == 0 && t.n) {
		arena_reset(&a);
		rc = db_write_now(db, &a, run_batch, &t);
	}
	arena_release(&a);
	return rc;
}

int
course_turn(const struct feature_env *env)
{
	return district_each(env->db, turn_district, (void *)(uintptr_t)env->features);
}

static int
run_sweep(struct tx *tx, void *arg)
{
	struct turn *t = arg;

	int64_t notices;

	TRY(matter_once_sweep(tx, t->district, &t->n));
	TRY(notice_sweep(tx, t->district, &notices));
	t->n += notices;
	return 0;
}

static int
sweep_district(struct db *db, int64_t district, void *arg)
{
	struct turn t = {.district = district};
	struct arena a;
	int rc;

	(void)arg;
	arena_init(&a);
	do {
		rc = db_write_now(db, &a, run_sweep, &t);
		arena_reset(&a);
	} while (rc == 0 && t.n);
	arena_release(&a);
	return rc;
}

int
course_sweep(const struct feature_env *env)
{
	return district_each(env->db, sweep_district, NULL);
}
