/* notice_job.c: finds who hears of something, a batch a transaction. Each job does one batch and puts the rest as a new job in
 * the same transaction in which it retires, so any number of workers share the work and no batch is done twice. */
#include "kit/notice_job.h"

#include <assert.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "gen/kit_sql.h"
#include "kit/course.h"
#include "kit/feature_list.h"
#include "kit/follow.h"

enum { BATCH = 100 };

/* ---- who ---- */

struct telling_turn {
	const struct feature_env *env;
	const struct outbox_job *job;
	struct tx *tx;
	int64_t district;
	struct notice_job n;
	struct matter m; /* id 0 = of no matter, or it is gone */
};

static int
one_person(struct telling_turn *t, int64_t id, struct person_id_list *ret)
{
	ret->n = 0;
	if (!id || id <= t->n.after)
		return 0;
	ret->v = NEW(t->tx->arena, struct person_id);
	ret->v[ret->n++] = (struct person_id){id};
	return 0;
}

/* What was public when it happened may not be any more. */
static int
find_followers(struct telling_turn *t, int64_t most, struct person_id_list *ret)
{
	struct flow_seen step;

	ret->n = 0;
	if (!t->m.id || t->m.sight != FLOW_PUBLIC)
		return 0;
	TRY(sql_flow_sight_of(t->tx, t->district, t->n.kind, t->n.matter, t->n.step, &step));
	return step.sight == FLOW_PUBLIC ? follow_people(t->tx, t->district, t->m.id, t->n.after, most, ret) : 0;
}

static int
staff_of(struct telling_turn *t, int64_t desk, int64_t after, int64_t most, struct person_id_list *ret)
{
	const struct course *c = feature_course(t->env->features, t->m.kind);

	ret->n = 0;
	if (!c)
		return 0;
	for (size_t i = 0; i < t->env->features->n; i++)
		if (t->env->features->v[i]->staff)
			return t->env->features->v[i]->staff(t->tx, t->district, desk, c->see, after, most, ret);
	return 0;
}

/* The next wider desk on which the matter lies; 0 = none. A body's desk has none. */
static int64_t
wider_desk(const struct telling_turn *t, int64_t desk)
{
	const int64_t nodes[] = {t->m.building, t->m.grid, t->m.area, t->m.community, t->m.street, t->district};
	bool met = false;

	for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
		if (met && nodes[i])
			return nodes[i];
		met |= nodes[i] && nodes[i] == desk;
	}
	return 0;
}

/* The people of the desk. What lies at a place that nobody staffs is told at the next wider desk on which it lies. */
static int
find_staff(struct telling_turn *t, int64_t desk, int64_t most, struct person_id_list *ret)
{
	for (; desk; desk = wider_desk(t, desk)) {
		TRY(staff_of(t, desk, 0, 1, ret));
		if (ret->n)
			return staff_of(t, desk, t->n.after, most, ret);
	}
	ret->n = 0;
	return 0;
}

static int
find(struct telling_turn *t, const struct notice_part *p, int64_t most, struct person_id_list *ret)
{
	switch (p->who) {
	case HEARS_RAISER: return one_person(t, t->m.raiser, ret);
	case HEARS_FOLLOWERS: return find_followers(t, most, ret);
	case HEARS_DESK: return find_staff(t, p->id, most, ret);
	case HEARS_PERSON: return one_person(t, p->id, ret);
	}
	return E_MALFORMED;
}

/* ---- telling one ---- */

static int64_t
way_of(const struct notice_wish *w, enum notice_why why)
{
	return why == NOTICE_FOLLOWED ? w->followed : why == NOTICE_DESK ? w->desk : w->own;
}

static int
send(struct telling_turn *t, int64_t person, int64_t id, enum notice_why why)
{
	struct notice_wish wish;
	int64_t way, at;

	TRY(notice_wish_of(t->tx, t->district, person, &wish));
	way = way_of(&wish, why);
	at = notice_hour(&wish, t->n.urgent, clock_now());
	if (way == NOTICE_BY_PHONE || way == NOTICE_BY_BOTH)
		TRY(outbox_put(t->tx, t->district, OUTBOX_PHONE, at, id, S(""), S(""), S("")));
	if (way == NOTICE_BY_MAIL || way == NOTICE_BY_BOTH)
		TRY(outbox_put(t->tx, t->district, OUTBOX_MAIL, at, id, S(""), S(""), S("")));
	return 0;
}

static int
tell_one(struct telling_turn *t, const struct notice_part *p, int64_t person)
{
	static const enum notice_why whys[] = {
		[HEARS_RAISER] = NOTICE_OWN,
		[HEARS_FOLLOWERS] = NOTICE_FOLLOWED,
		[HEARS_DESK] = NOTICE_DESK,
		[HEARS_PERSON] = NOTICE_MEANT,
	};
	static_assert(sizeof whys / sizeof *whys == HEARS_PERSON + 1, "each audience has a reason that is stored");
	const struct notice row = {
		.id = id_new(), .person = person, .why = whys[p->who], .kind = t->n.kind, .matter = t->n.matter,
		.step = t->n.step, .urgent = t->n.urgent, .word = p->word, .text = t->n.text, .at = clock_now(),
	};
	int64_t made;

	if (person == t->n.by)
		return 0;
	TRY(sql_notice_put(t->tx, t->district, &row, &made));
	return made ? send(t, person, row.id, whys[p->who]) : 0;
}

/* One batch, of as many audiences as it takes. */
static int
tell_batch(struct telling_turn *t)
{
	int64_t left = BATCH;

	while (left > 0 && t->n.at < t->n.n) {
		const struct notice_part *p = &t->n.v[t->n.at];
		struct person_id_list people = {0};

		TRY(find(t, p, left, &people));
		for (size_t i = 0; i < people.n; i++)
			TRY(tell_one(t, p, t->n.after = people.v[i].id));
		left -= (int64_t)people.n;
		if (left > 0) {
			t->n.at++;
			t->n.after = 0;
		}
	}
	return 0;
}

static int
run_batch(struct tx *tx, void *arg)
{
	struct telling_turn *t = arg;
	int rc = 0;

	t->tx = tx;
	t->m = (struct matter){0};
	TRY(notice_job_read(t->job->text, &t->n));
	if (t->n.matter)
		rc = matter_get(tx, t->district, t->n.matter, &t->m);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	TRY(tell_batch(t));
	if (t->n.at < t->n.n)
		TRY(notice_job_put(tx, t->district, &t->n));
	return outbox_retire(tx, t->job);
}

int
notice_tell_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct telling_turn t = {.env = ctx, .job = job, .district = job->district};
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_write_now(db, &a, run_batch, &t);
	arena_release(&a);
	/* Another worker has it. */
	return rc == E_STALE ? 0 : rc;
}
