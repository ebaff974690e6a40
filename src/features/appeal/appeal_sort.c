/* appeal_sort.c: what a case is at first sight, and where that sends it; and how much of it stayed with the community. See appeal_sort.h. */
#include "features/appeal/appeal_sort.h"

#include "db/db.h"
#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_join.h"
#include "features/appeal/appeal_near.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"

/* A kind is the affair's number times this and the sort's. */
enum { AFFAIR_TIMES = 10 };

int64_t
appeal_kind_of(int64_t sort, int64_t affair)
{
	return affair * AFFAIR_TIMES + sort;
}

void
appeal_sort_proposed(const struct catalogue_rule *rule, enum appeal_sort *ret_sort, enum appeal_affair *ret_affair)
{
	static const char *const neighbourhood[] = {"community", "grid", "property", "owners"};
	bool near = false;

	*ret_sort = 0;
	*ret_affair = 0;
	if (!rule->id)
		return;
	for (size_t i = 0; i < sizeof neighbourhood / sizeof *neighbourhood; i++)
		near |= str_is(rule->body, neighbourhood[i]);
	*ret_affair = near ? AFFAIR_RESIDENTS : AFFAIR_GOVERNMENT;
	if (rule->circle >= LEVEL_GRID)
		*ret_sort = SORT_SMALL;
	else if (near)
		*ret_sort = SORT_BIG;
}

/* What is said of both, after what the step says already. */
static void
tell(struct move *m)
{
	const struct appeal_moving *a = appeal_of(m);

	if (a->a.sort != a->was.sort)
		m->data = str_fmt(m->tx->arena, "%.*s%ssort=%lld>%lld", STR(m->data), m->data.n ? " " : "", (long long)a->was.sort,
				  (long long)a->a.sort);
	if (a->a.affair != a->was.affair)
		m->data = str_fmt(m->tx->arena, "%.*s%saffair=%lld>%lld", STR(m->data), m->data.n ? " " : "", (long long)a->was.affair,
				  (long long)a->a.affair);
}

void
appeal_sort_sent(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	enum appeal_sort sort;
	enum appeal_affair affair;

	appeal_sort_proposed(&a->rule, &sort, &affair);
	if (a->c->sort)
		a->a.sort = a->c->sort;
	else if (!a->a.sort)
		a->a.sort = sort;
	if (a->c->affair)
		a->a.affair = a->c->affair;
	else if (!a->a.affair)
		a->a.affair = affair;
	tell(m);
}

int
do_sort(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	bool changed;

	if (!a->c->sort && !a->c->affair)
		return fail(m->tx, E_INVALID, "sort", N_("请选是大事、小事还是私事，或者选是政务还是居务。"));
	if (a->c->sort)
		a->a.sort = a->c->sort;
	if (a->c->affair)
		a->a.affair = a->c->affair;
	if (a->a.sort == a->was.sort && a->a.affair == a->was.affair)
		return fail(m->tx, E_INVALID, "sort", N_("和现在的一样。要改请选别的。"));
	changed = (a->was.sort && a->a.sort != a->was.sort) || (a->was.affair && a->a.affair != a->was.affair);
	if (changed)
		TRY(need_text(m, N_("已经定过了，要改请写明为什么。")));
	tell(m);
	if (a->a.sort == SORT_SMALL && a->was.sort != SORT_SMALL)
		return appeal_near_small(m);
	return 0;
}

int
do_advise(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	TRY(need_text(m, N_("请写明可以找谁帮忙、怎么做，让反映人照着就能办。")));
	TRY(appeal_parts_done(m));
	a->a.sort = SORT_PRIVATE;
	a->a.affair = AFFAIR_RESIDENTS;
	tell(m);
	due_stop(&m->clocks, STAGE_PROMISE, -1, m->at);
	appeal_near_leave(m);
	a->a.reply = str_trim(m->c->text);
	a->a.replied_at = m->at;
	TRY(appeal_near_answered(m));
	TRY(appeal_call_wait(m));
	TRY(appeal_joined_follow(m));
	return appeal_next_stage(m, STAGE_FOLLOW, 0, a->rule.follow_min);
}

/* ---- figures ---- */

static struct appeal_kind_sum *
sum_of(struct appeal_kinds *k, int64_t kind)
{
	int64_t sort = kind % AFFAIR_TIMES, affair = kind / AFFAIR_TIMES;

	return &k->v[sort < SORT__MAX ? sort : 0][affair < AFFAIR__MAX ? affair : 0];
}

int
appeal_kinds(struct tx *tx, int64_t district, int64_t community, struct appeal_period p, struct appeal_kinds *ret)
{
	struct appeal_work_kind_list all, own;

	*ret = (struct appeal_kinds){0};
	TRY(community ? sql_appeal_work_kinds(tx, district, community, p.unit, p.start, &all)
		      : sql_appeal_work_kinds_all(tx, district, p.unit, p.start, &all));
	TRY(sql_appeal_work_own(tx, district, community, p.unit, p.start, &own));
	for (size_t i = 0; i < all.n; i++) {
		struct appeal_kind_sum *s = sum_of(ret, all.v[i].kind);

		s->closed += all.v[i].closed;
		s->near += all.v[i].near;
		s->triage += all.v[i].triage;
		s->work += all.v[i].work;
	}
	for (size_t i = 0; i < own.n; i++) {
		if (own.v[i].kind) {
			sum_of(ret, own.v[i].kind)->own += own.v[i].closed;
			continue;
		}
		ret->own += own.v[i].closed;
		ret->own_minutes += own.v[i].work;
	}
	return 0;
}

int64_t
appeal_freed(const struct appeal_kinds *k, const struct appeal_kind_sum *s)
{
	return k->own < APPEAL_OWN_FEW ? -1 : (s->closed - s->own) * k->own_minutes / k->own;
}
