/* prevent_find.c: which item comes again and again at which place. Cases of a year are read some at a time, each batch in a short
 * transaction; what is counted lies in memory. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/db.h"
#include "features/prevent/prevent_rules.h"
#include "gen/prevent_sql.h"

enum { WEEK_S = 7 * 86400, BATCH = 2000, SHORT_WEEKS = 4, LONG_WEEKS = 12, SLOTS_LEAST = 1024 };

/* Cases of an item at a place, a list by week. */
struct case_node {
	int64_t id;
	struct case_node *next;
};
struct pair {
	int64_t item, place;
	bool building;
	int64_t parent; /* of a building, its community */
	int64_t weeks[PREVENT_WEEKS];
	struct case_node *newest;
	size_t cases;
};
struct table {
	struct arena *keep;
	struct pair **v; /* by hash, open */
	size_t size, n;
	int64_t from, first_week; /* first_week: in which the district has its first case */
	int64_t cases;
};

static size_t
slot_of(const struct table *t, int64_t item, int64_t place)
{
	uint64_t h = ((uint64_t)item * UINT64_C(0x9e3779b97f4a7c15)) ^ ((uint64_t)place * UINT64_C(0xc2b2ae3d27d4eb4f));
	size_t i = (size_t)(h ^ h >> 29) & (t->size - 1);

	while (t->v[i] && (t->v[i]->item != item || t->v[i]->place != place))
		i = (i + 1) & (t->size - 1);
	return i;
}

static void
grow(struct table *t)
{
	struct pair **old = t->v;
	size_t was = t->size;

	t->size = was ? was * 2 : SLOTS_LEAST;
	t->v = NEW_ARRAY(t->keep, struct pair *, t->size);
	for (size_t i = 0; i < t->size; i++)
		t->v[i] = NULL;
	for (size_t i = 0; i < was; i++)
		if (old[i])
			t->v[slot_of(t, old[i]->item, old[i]->place)] = old[i];
}

static void
count(struct table *t, const struct prevent_seen *c, int64_t place, bool building)
{
	int64_t week = (c->filed_at - t->from) / WEEK_S;
	struct case_node *node;
	size_t i;

	if (!place || week < 0 || week >= PREVENT_WEEKS)
		return;
	if (2 * (t->n + 1) > t->size)
		grow(t);
	i = slot_of(t, c->item, place);
	if (!t->v[i]) {
		t->v[i] = NEW(t->keep, struct pair);
		*t->v[i] = (struct pair){.item = c->item, .place = place, .building = building, .parent = building ? c->community : 0};
		t->n++;
	}
	t->v[i]->weeks[week]++;
	node = NEW(t->keep, struct case_node);
	*node = (struct case_node){.id = c->id, .next = t->v[i]->newest};
	t->v[i]->newest = node;
	t->v[i]->cases++;
}

struct batch {
	int64_t district, after;
	struct prevent_seen_list list;
};

static int
read_batch(struct tx *tx, void *arg)
{
	struct batch *b = arg;

	return sql_prevent_cases(tx, b->district, b->after, BATCH, &b->list);
}

/* Ids begin with the time: 42 bits of milliseconds since 2000. */
static int64_t
id_floor(int64_t at)
{
	return (at - INT64_C(946684800)) * 1000 * (INT64_C(1) << 21);
}

static int
each_case(struct db *db, int64_t district, int64_t from, void (*one)(void *ctx, const struct prevent_seen *c), void *ctx)
{
	/* A case is filed at the moment of its id or, where a clock was set back, a little before: who asks looks at the moment. */
	struct batch b = {.district = district, .after = id_floor(from) - 1};
	int rc;

	do {
		struct arena a;

		arena_init(&a);
		b.list.n = 0;
		rc = db_read_now(db, &a, read_batch, &b);
		for (size_t i = 0; rc == 0 && i < b.list.n; i++) {
			one(ctx, &b.list.v[i]);
			b.after = b.list.v[i].id;
		}
		arena_release(&a);
	} while (rc == 0 && b.list.n == BATCH);
	return rc;
}

static void
count_case(void *ctx, const struct prevent_seen *c)
{
	struct table *t = ctx;
	int64_t week = (c->filed_at - t->from) / WEEK_S;

	if (week >= 0 && week < t->first_week)
		t->first_week = week;
	t->cases++;
	count(t, c, c->community, false);
	count(t, c, c->building, true);
}

/* ---- what is a finding ---- */

static int64_t
sum_of(const int64_t *weeks, int64_t from, int64_t to)
{
	int64_t n = 0;

	for (int64_t i = from; i < to; i++)
		n += weeks[i];
	return n;
}

static void
compare(const struct table *t, const struct pair *p, int64_t recent_weeks, struct prevent_found *best, int64_t *tests)
{
	int64_t from = PREVENT_WEEKS - recent_weeks, past_weeks = from - t->first_week;
	int64_t recent = sum_of(p->weeks, from, PREVENT_WEEKS), past = sum_of(p->weeks, t->first_week, from);
	double chance;

	if (past_weeks < PREVENT_PAST_MIN)
		return;
	(*tests)++;
	if (recent < PREVENT_RECENT_MIN)
		return;
	chance = prevent_chance(recent, recent + past, (double)recent_weeks / (double)(recent_weeks + past_weeks));
	if (chance * 1e6 > PREVENT_CHANCE_MAX || (best->kind == PREVENT_RISING && best->chance <= chance))
		return;
	best->kind = PREVENT_RISING;
	best->recent = recent;
	best->recent_weeks = recent_weeks;
	best->past = past;
	best->past_weeks = past_weeks;
	best->chance = chance;
}

static void
see_steady(const struct table *t, const struct pair *p, struct prevent_found *best)
{
	int64_t from = PREVENT_WEEKS - LONG_WEEKS, with = 0, recent = sum_of(p->weeks, from, PREVENT_WEEKS);

	for (int64_t i = from; i < PREVENT_WEEKS; i++)
		with += p->weeks[i] > 0;
	if (best->kind || with < PREVENT_STEADY_WEEKS || recent < PREVENT_STEADY_CASES)
		return;
	best->kind = PREVENT_STEADY;
	best->recent = recent;
	best->recent_weeks = LONG_WEEKS;
	best->past = sum_of(p->weeks, t->first_week, from);
	best->past_weeks = from > t->first_week ? from - t->first_week : 0;
	best->chance = -1;
}

static void
keep_cases(struct arena *keep, const struct pair *p, struct prevent_found *f)
{
	f->cases = NEW_ARRAY(keep, int64_t, PREVENT_CASES_KEPT);
	for (const struct case_node *c = p->newest; c && f->cases_n < PREVENT_CASES_KEPT; c = c->next)
		f->cases[f->cases_n++] = c->id;
	for (size_t i = 0; i < PREVENT_WEEKS; i++)
		f->weeks[i] = p->weeks[i];
}

/* Rising ones by chance, the least first; then steady ones by their number. */
static int
surest_first(const void *a, const void *b)
{
	const struct prevent_found *x = a, *y = b;

	if (x->kind != y->kind)
		return (int)x->kind - (int)y->kind;
	if (x->kind == PREVENT_RISING && x->chance != y->chance)
		return x->chance < y->chance ? -1 : 1;
	if (x->recent != y->recent)
		return x->recent > y->recent ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

/* A community whose recent cases are nearly all of one building of its own says the same once more. */
static bool
is_of_building(const struct table *t, const struct prevent_found *f)
{
	if (f->building)
		return false;
	for (size_t i = 0; i < t->size; i++) {
		const struct pair *p = t->v[i];

		if (p && p->building && p->item == f->item && p->parent == f->place &&
		    5 * sum_of(p->weeks, PREVENT_WEEKS - f->recent_weeks, PREVENT_WEEKS) >= 4 * f->recent)
			return true;
	}
	return false;
}

int
prevent_find(struct db *db, int64_t district, int64_t now, struct arena *keep, struct prevent_found_list *ret)
{
	struct table t = {.keep = keep, .from = now - PREVENT_WEEKS * (int64_t)WEEK_S, .first_week = PREVENT_WEEKS};

	grow(&t);
	TRY(each_case(db, district, t.from, count_case, &t));
	*ret = (struct prevent_found_list){.v = NEW_ARRAY(keep, struct prevent_found, t.n + 1), .cases = t.cases};
	for (size_t i = 0; i < t.size; i++) {
		struct prevent_found f = {.chance = -1};

		if (!t.v[i])
			continue;
		f.item = t.v[i]->item;
		f.place = t.v[i]->place;
		f.building = t.v[i]->building;
		compare(&t, t.v[i], SHORT_WEEKS, &f, &ret->tests);
		compare(&t, t.v[i], LONG_WEEKS, &f, &ret->tests);
		see_steady(&t, t.v[i], &f);
		if (!f.kind || is_of_building(&t, &f))
			continue;
		keep_cases(keep, t.v[i], &f);
		ret->v[ret->n++] = f;
	}
	qsort(ret->v, ret->n, sizeof *ret->v, surest_first);
	ret->n = ret->n < PREVENT_LISTED_MAX ? ret->n : PREVENT_LISTED_MAX;
	return 0;
}

/* ---- counting afterwards ---- */

struct counting {
	const struct prevent_window *w;
	int64_t n;
};

static void
count_one(void *ctx, const struct prevent_seen *c)
{
	struct counting *k = ctx;

	k->n += c->item == k->w->item && c->filed_at >= k->w->from && c->filed_at < k->w->to &&
		(c->building == k->w->place || c->community == k->w->place);
}

int
prevent_count(struct db *db, int64_t district, const struct prevent_window *w, int64_t *ret)
{
	struct counting k = {.w = w};

	TRY(each_case(db, district, w->from, count_one, &k));
	*ret = k.n;
	return 0;
}
