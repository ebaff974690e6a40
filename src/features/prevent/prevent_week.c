/* prevent_week.c: once a week each district is looked at; what was done is judged when its weeks are over. */
#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "db/outbox.h"
#include "features/prevent/prevent_rules.h"
#include "gen/prevent_sql.h"
#include "kit/district.h"
#include "kit/feature.h"

enum { DAY_S = 86400, WEEK_S = 7 * DAY_S, CHINA_S = 8 * 3600, MONDAY = 3, RIPE_MAX = 50 };

static int64_t
week_of(int64_t at)
{
	int64_t day = clock_day(at);

	return (day - (day + MONDAY) % 7) * DAY_S - CHINA_S;
}

/* ---- finding ---- */

struct keeping {
	int64_t district, now;
	bool again; /* somebody asked for it, though this week was looked at */
	const struct prevent_found_list *found;
};

/* May the same be opened anew? */
static int
is_open(struct tx *tx, const struct keeping *k, const struct prevent_found *f, bool *ret)
{
	struct prevent_last last;
	int rc = sql_prevent_last(tx, k->district, f->item, f->place, &last);

	*ret = rc == 0 && (last.live != LIVE_OVER || last.closed_at > k->now - PREVENT_QUIET_WEEKS * (int64_t)WEEK_S);
	return rc == E_NOTFOUND ? 0 : rc;
}

static int
keep(struct tx *tx, void *arg)
{
	const struct keeping *k = arg;
	int64_t week = week_of(k->now), opened = 0, changed = 0;

	TRY(sql_prevent_run_put(tx, k->district, week, k->now, k->found->cases, k->found->tests, 0, &changed));
	if (!changed && !k->again)
		return 0;
	for (size_t i = 0; i < k->found->n && opened < PREVENT_NEW_MAX; i++) {
		struct prevent_new n = {.found = &k->found->v[i], .tests = k->found->tests, .at = k->now};
		struct str code;
		bool open;
		int rc;

		TRY(is_open(tx, k, n.found, &open));
		if (open)
			continue;
		rc = prevent_open(tx, k->district, &n, &code);
		/* The place or the item is gone since. */
		if (rc != E_NOTFOUND)
			TRY(rc);
		opened += rc == 0;
	}
	return sql_prevent_run_again(tx, k->district, week, k->now, k->found->cases, k->found->tests, opened, NULL);
}

/* ---- judging ---- */

struct judging {
	int64_t district, now;
	struct prevent_ripe_line_list list;
	const struct prevent_ripe_line *one;
	struct prevent_change c;
};

static int
read_ripe(struct tx *tx, void *arg)
{
	struct judging *j = arg;

	return sql_prevent_ripe(tx, j->district, j->now - PREVENT_JUDGE_MIN * (int64_t)WEEK_S, RIPE_MAX, &j->list);
}

static int
judge_one(struct tx *tx, void *arg)
{
	const struct judging *j = arg;
	struct actor system = actor_system_of;
	int rc;

	system.district = j->district;
	rc = prevent_move_id(tx, &system, j->one->id, &j->c);
	return rc == E_STALE || rc == E_DENIED ? 0 : rc; /* another worker was there first */
}

static int
judge(struct db *db, struct judging *j, const struct prevent_ripe_line *p)
{
	int64_t span = p->judge_weeks * WEEK_S;
	struct prevent_window before = {p->item, p->place, p->accepted_at - span, p->accepted_at};
	struct prevent_window after = {p->item, p->place, p->done_at, p->done_at + span};
	struct arena a;
	int rc;

	j->one = p;
	j->c = (struct prevent_change){.act = PREVENT_ACT_JUDGE, .at = j->now, .text = S("")};
	TRY(prevent_count(db, j->district, &before, &j->c.before));
	TRY(prevent_count(db, j->district, &after, &j->c.after));
	arena_init(&a);
	rc = db_write_now(db, &a, judge_one, j);
	arena_release(&a);
	return rc;
}

static int
judge_ripe(struct db *db, int64_t district, int64_t now)
{
	struct judging j = {.district = district, .now = now};
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_read_now(db, &a, read_ripe, &j);
	for (size_t i = 0; rc == 0 && i < j.list.n; i++)
		if (j.list.v[i].done_at + j.list.v[i].judge_weeks * WEEK_S <= now)
			rc = judge(db, &j, &j.list.v[i]);
	arena_release(&a);
	return rc;
}

/* ---- when ---- */

struct last {
	int64_t district;
	struct prevent_run_line run;
};

static int
read_last(struct tx *tx, void *arg)
{
	struct last *l = arg;
	int rc = sql_prevent_run_last(tx, l->district, &l->run);

	return rc == E_NOTFOUND ? 0 : rc;
}

static int
look(struct db *db, int64_t district, bool again)
{
	struct last last = {.district = district};
	struct prevent_found_list found;
	struct keeping k = {.district = district, .now = clock_now(), .again = again, .found = &found};
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_read_now(db, &a, read_last, &last);
	if (rc == 0 && (again || last.run.week != week_of(k.now))) {
		rc = prevent_find(db, district, k.now, &a, &found);
		if (rc == 0) {
			struct arena tx_arena;

			arena_init(&tx_arena);
			rc = db_write_now(db, &tx_arena, keep, &k);
			arena_release(&tx_arena);
		}
	}
	arena_release(&a);
	return rc ? rc : judge_ripe(db, district, k.now);
}

static int
look_in_time(struct db *db, int64_t district, void *arg)
{
	(void)arg;
	return look(db, district, false);
}

int
prevent_timer(const struct feature_env *env)
{
	return district_each(env->db, look_in_time, NULL);
}

int
prevent_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)ctx;
	return look(db, job->district, true);
}

int
prevent_ask(struct tx *tx, const struct actor *who, bool *ret)
{
	struct prevent_run_line run;
	int rc;

	if (!actor_has(who, PREVENT_MANAGE))
		return E_DENIED;
	rc = sql_prevent_run_last(tx, who->district, &run);
	*ret = rc == E_NOTFOUND || (rc == 0 && run.at <= clock_now() - PREVENT_AGAIN_S);
	if (rc != E_NOTFOUND)
		TRY(rc);
	return *ret ? outbox_put(tx, who->district, OUTBOX_PREVENT, 0, 0, S(""), S(""), S("")) : 0;
}
