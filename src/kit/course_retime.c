/* course_retime.c: clocks computed again, after the calendar or the hours of work have changed. */
#include "kit/course_retime.h"

#include "kit/course.h"
#include "kit/feature_list.h"

enum { BATCH = 50 };

static int
replay(struct move *m, const struct due *d, int64_t *ret_due)
{
	*ret_due = d->due_at;
	return d->stopped_at ? 0 : due_replay(m->tx, m->who->district, d, ret_due);
}

static int
count_clocks(struct move *m, int64_t *ret_n)
{
	int64_t due_at;

	*ret_n = 0;
	for (size_t i = 0; i < m->clocks.n; i++) {
		TRY(replay(m, &m->clocks.v[i], &due_at));
		*ret_n += due_at != m->clocks.v[i].due_at;
	}
	return 0;
}

int
course_retime(struct move *m)
{
	struct buf said;
	int64_t due_at;

	buf_init(&said, m->tx->arena);
	for (size_t i = 0; i < m->clocks.n; i++) {
		struct due *d = &m->clocks.v[i];

		TRY(replay(m, d, &due_at));
		if (due_at == d->due_at)
			continue;
		buf_fmt(&said, "%sstage=%lld due=%lld>%lld", said.n ? " " : "", (long long)d->stage, (long long)d->due_at,
			(long long)due_at);
		TRY(move_clock_change(m, d, d->minutes, d->minutes));
	}
	m->data = buf_done(&said);
	/* Somebody else computed them a moment ago, or nothing differs. */
	return m->data.n ? 0 : E_DENIED;
}

static int
would_move_one(struct tx *tx, int64_t district, const struct calendar_book *book, int64_t id, struct would_move *w)
{
	bool earlier = false, later = false;
	struct clocks clocks;
	int64_t due_at;

	TRY(clocks_read(tx, district, id, &clocks));
	for (size_t i = 0; i < clocks.n; i++) {
		if (clocks.v[i].stopped_at)
			continue;
		TRY(due_replay_by(tx, district, book, &clocks.v[i], &due_at));
		earlier |= due_at < clocks.v[i].due_at;
		later |= due_at > clocks.v[i].due_at;
	}
	w->matters += earlier || later;
	w->earlier += earlier;
	w->later += later;
	w->looked++;
	return 0;
}

static int
would_move_kind(struct tx *tx, const struct course *c, int64_t district, const struct calendar_book *book, struct would_move *w)
{
	struct matter_id_list ids;
	int64_t after = 0, looked = 0;

	do {
		TRY(matter_live_at(tx, district, district, c->kind, after, BATCH, &ids));
		for (size_t i = 0; i < ids.n; i++, looked++) {
			if (looked == RETIME_LOOK_MOST) {
				w->more = true;
				return 0;
			}
			TRY(would_move_one(tx, district, book, after = ids.v[i].id, w));
		}
	} while (ids.n == BATCH);
	return 0;
}

int
course_would_move(struct tx *tx, const struct feature_list *features, int64_t district, const struct calendar_book *book,
		  struct would_move *ret)
{
	struct would_move w = {0};

	for (size_t i = 0; i < features->n; i++)
		for (const struct course *const *c = features->v[i]->courses; c && *c; c++)
			if ((*c)->retime)
				TRY(would_move_kind(tx, *c, district, book, &w));
	*ret = w;
	return 0;
}

struct turn {
	const struct course *course;
	int64_t district, after;
	bool dry, more;
	struct retimed sum; /* of this batch */
};

static int
look_at(struct tx *tx, struct turn *t, const struct actor *system, int64_t id)
{
	const struct change c = {.move = t->course->retime, .text = S("上班时间或放假安排有变，时限重新计算。"), .quiet = true};
	struct move *m = move_new(t->course, tx, system);
	int64_t clocks = 0;
	int rc = course_read_id(m, id);

	if (rc == 0)
		rc = count_clocks(m, &clocks);
	if (rc == 0 && clocks && !t->dry) {
		m = move_new(t->course, tx, system);
		m->c = &c;
		rc = course_move_id(m, id);
	}
	/* Refused before anything of it was written, so the others may go on. */
	if (rc == E_NOTFOUND || rc == E_BUG || rc == E_MANY) {
		t->sum.failed++;
		return 0;
	}
	if (rc == E_DENIED)
		return 0;
	TRY(rc);
	t->sum.matters += clocks > 0;
	t->sum.clocks += clocks;
	return 0;
}

static int
run_batch(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;
	struct turn *t = arg;
	struct matter_id_list ids;

	t->sum = (struct retimed){0};
	system.district = t->district;
	TRY(matter_live_at(tx, t->district, t->district, t->course->kind, t->after, BATCH, &ids));
	for (size_t i = 0; i < ids.n; i++)
		TRY(look_at(tx, t, &system, ids.v[i].id));
	t->more = ids.n == BATCH;
	t->after = ids.n ? ids.v[ids.n - 1].id : t->after;
	return 0;
}

static int
retime_kind(struct db *db, struct turn *t, struct retimed *ret)
{
	struct arena a;
	int rc = 0;

	arena_init(&a);
	for (t->more = true; rc == 0 && t->more; arena_reset(&a)) {
		int64_t after = t->after;

		rc = t->dry ? db_read_now(db, &a, run_batch, t) : db_write_now(db, &a, run_batch, t);
		if (rc < 0)
			t->after = after;
		ret->matters += rc == 0 ? t->sum.matters : 0;
		ret->clocks += rc == 0 ? t->sum.clocks : 0;
		ret->failed += rc == 0 ? t->sum.failed : 0;
	}
	arena_release(&a);
	return rc;
}

int
course_retime_all(struct db *db, const struct feature_list *features, int64_t district, bool dry, struct retimed *ret)
{
	for (size_t i = 0; i < features->n; i++)
		for (const struct course *const *c = features->v[i]->courses; c && *c; c++) {
			struct turn t = {.course = *c, .district = district, .dry = dry};

			if ((*c)->retime)
				TRY(retime_kind(db, &t, ret));
		}
	return 0;
}
