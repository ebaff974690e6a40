/* course_job.c: clocks that ran out, whatever the kind of matter. */
#include "kit/course_job.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "kit/course.h"
#include "kit/district.h"
#include "kit/feature_list.h"
#include "kit/matter_count.h"
#include "kit/notice.h"

enum { BATCH = 50, AGAIN_S = 3600 };

struct turn {
	const struct feature_list *features;
	int64_t district, n;
	struct due failed; /* the clock whose matter could not be moved; matter 0 = none */
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
	return course_ripe(move_new(c, tx, system), d);
}

static int
by_matter(const void *a, const void *b)
{
	const struct due *x = a, *y = b;

	if (x->matter != y->matter)
		return x->matter < y->matter ? -1 : 1;
	if (x->next_at != y->next_at)
		return x->next_at < y->next_at ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static int
run_batch(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;
	struct turn *t = arg;
	struct due_list ripe;

	system.district = t->district;
	t->failed.matter = 0;
	TRY(due_ripe(tx, t->district, clock_now(), BATCH, &ripe));
	/* Who moves several matters holds them in one order. */
	if (ripe.n)
		qsort(ripe.v, ripe.n, sizeof *ripe.v, by_matter);
	for (size_t i = 0; i < ripe.n; i++) {
		int rc = move_one(tx, t, &system, &ripe.v[i]);

		if (rc < 0)
			t->failed = ripe.v[i];
		TRY(rc);
	}
	t->n = (int64_t)ripe.n;
	return 0;
}

/* In a transaction of its own: that of the batch may hold half a move and is undone. */
static int
run_later(struct tx *tx, void *arg)
{
	const struct turn *t = arg;

	return due_look(tx, t->district, &t->failed, clock_now() + AGAIN_S);
}

/* Refused for what the matter is, so that the others may go on without it? */
static bool
is_refusal(int rc)
{
	return rc == E_INVALID || rc == E_STALE || rc == E_DENIED || rc == E_NOTFOUND || rc == E_MANY || rc == E_BUG;
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
		if (!t.failed.matter || !is_refusal(rc))
			continue;
		log_warn("clock of matter %lld in district %lld: %s; tried again in an hour", (long long)t.failed.matter,
			 (long long)district, err_line(rc));
		rc = db_write_now(db, &a, run_later, &t);
	}
	arena_release(&a);
	return rc;
}

int
course_turn(const struct feature_env *env)
{
	return district_each(env->db, turn_district, (void *)(uintptr_t)env->features);
}

/* ---- what has become late ---- */

struct late {
	int64_t district;
	bool more;
};

static int
find_late(struct tx *tx, void *arg)
{
	struct late *l = arg;

	return matter_late_waits(tx, l->district, &l->more);
}

static int
run_late(struct tx *tx, void *arg)
{
	struct late *l = arg;

	return matter_late_turn(tx, l->district, &l->more);
}

static int
late_district(struct db *db, int64_t district, void *arg)
{
	struct late l = {.district = district};
	struct arena a;
	int rc;

	(void)arg;
	arena_init(&a);
	rc = db_read_now(db, &a, find_late, &l);
	while (rc == 0 && l.more) {
		arena_reset(&a);
		rc = db_write_now(db, &a, run_late, &l);
	}
	arena_release(&a);
	return rc;
}

int
course_late(const struct feature_env *env)
{
	return district_each(env->db, late_district, NULL);
}

/* ---- once a day ---- */

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
