/* appeal_near.c: the smallest circle first: taking, settling and passing up what lies at a building or a grid, and the figures of it. */
#include "features/appeal/appeal_near.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"

/* ---- where it lies ---- */

/* The narrowest level, from one outwards, at which somebody has the duty to settle; 0 = at none below the community. */
static int
level_from(struct move *m, int64_t from, int64_t *ret)
{
	for (*ret = from < LEVEL_BUILDING ? from : LEVEL_BUILDING; *ret >= LEVEL_GRID; --*ret) {
		int64_t node = *ret == LEVEL_BUILDING ? m->m.building : m->m.grid;
		struct person_id_list some = {0};

		if (node)
			TRY(account_staff(m->tx, m->who->district, node, APPEAL_SETTLE, 0, 1, &some));
		if (some.n)
			return 0;
	}
	*ret = 0;
	return 0;
}

/* As long as the community has to look at a new case, and never longer than a body has to accept one of its item. */
static int64_t
near_min(const struct appeal_moving *a)
{
	return a->rule.accept_min && a->rule.accept_min < APPEAL_TRIAGE_MIN ? a->rule.accept_min : APPEAL_TRIAGE_MIN;
}

/* What lies there is a small matter and the residents' own, unless somebody said otherwise. */
static void
is_small(struct appeal_moving *a)
{
	if (!a->a.sort)
		a->a.sort = SORT_SMALL;
	if (!a->a.affair)
		a->a.affair = AFFAIR_RESIDENTS;
}

static int
lie_at(struct move *m, int64_t level)
{
	struct appeal_moving *a = appeal_of(m);

	appeal_near_leave(m);
	if (!level)
		return appeal_next_stage(m, STAGE_TRIAGE, 0, appeal_triage_min(&m->m));
	a->a.held = level;
	is_small(a);
	return appeal_next_stage(m, STAGE_NEAR, 0, near_min(a));
}

/* The level at which a case of this item and place begins. What is urgent is the community's at once. */
static int
first_level(struct move *m, int64_t *ret)
{
	const struct appeal_moving *a = appeal_of(m);

	*ret = 0;
	if (m->m.urgent || m->m.part_of || m->tail || !a->rule.id)
		return 0;
	return level_from(m, a->rule.circle, ret);
}

int
appeal_near_file(struct move *m, bool *ret)
{
	struct appeal_moving *a = appeal_of(m);
	int64_t level;

	TRY(first_level(m, &level));
	*ret = level != 0;
	if (!level)
		return 0;
	a->a.held = level;
	is_small(a);
	return move_clock(m, STAGE_NEAR, 0, near_min(a));
}

int
appeal_near_again(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	bool elsewhere = m->m.building != m->was.building || m->m.grid != m->was.grid;
	int64_t level;

	/* What has come up stays up, unless this is the first time that somebody says what it is. */
	if (m->m.state != APPEAL_FILED || m->m.urgent || m->tail || (!a->was.held && a->was.item))
		return 0;
	TRY(first_level(m, &level));
	if (a->was.held && level >= a->was.held && !elsewhere)
		return 0;
	return level == a->was.held && !elsewhere ? 0 : lie_at(m, level);
}

int
appeal_near_small(struct move *m)
{
	int64_t level = 0;

	if (m->m.state != APPEAL_FILED || m->m.urgent || m->m.part_of || m->tail || appeal_of(m)->was.held)
		return 0;
	TRY(level_from(m, LEVEL_BUILDING, &level));
	return level ? lie_at(m, level) : 0;
}

/* ---- who, and what they do ---- */

bool
appeal_may_settle(const struct move *m)
{
	int64_t held = ((const struct appeal_moving *)m)->was.held;
	struct place at = {0};

	/* Whoever answers for less than the level at which it lies has no say any more: the place ends there. */
	for (int64_t level = LEVEL_DISTRICT; level <= held; level++)
		at.at[level] = m->place.at[level];
	at.node = held ? at.at[held] : 0;
	return held && actor_can(m->who, APPEAL_SETTLE, &at, 0);
}

static int
count(struct move *m, enum near_kind kind, int64_t org, int64_t at, int sign)
{
	const struct {
		int64_t place, unit, start;
	} rows[] = {
		{m->m.community, APPEAL_WEEK, appeal_unit_start(APPEAL_WEEK, at)},
		{m->m.community, APPEAL_MONTH, appeal_unit_start(APPEAL_MONTH, at)},
		{m->who->district, APPEAL_WEEK, appeal_unit_start(APPEAL_WEEK, at)},
		{m->who->district, APPEAL_MONTH, appeal_unit_start(APPEAL_MONTH, at)},
		{m->m.grid, APPEAL_DAY, clock_day(at)},
		{m->m.building, APPEAL_DAY, clock_day(at)},
	};
	bool near = kind <= NEAR_GRID || kind == NEAR_UP_BUILDING || kind == NEAR_UP_GRID;

	/* A part is work on a case that is counted; a district made for measuring has none of these. */
	if (m->m.part_of || m->tail)
		return 0;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!rows[i].place || (rows[i].unit == APPEAL_DAY && !near))
			continue;
		/* Of what is never public the district's figures alone know. */
		if (m->m.shown == MATTER_NEVER && rows[i].place == m->m.community)
			continue;
		TRY(sql_appeal_near_add(m->tx, m->who->district,
					&(struct appeal_near){.place = rows[i].place, .unit = rows[i].unit, .start = rows[i].start,
							      .kind = kind, .org = org, .n = sign}));
	}
	return 0;
}

int
do_take(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	m->data = str_fmt(m->tx->arena, "level=%lld", (long long)a->was.held);
	a->a.taken_at = m->at;
	return appeal_next_stage(m, STAGE_NEAR, 0, a->rule.handle_min);
}

int
do_settle(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	TRY(need_text(m, N_("请写明做了什么、结果怎样。")));
	TRY(appeal_need_photo(m));
	TRY(appeal_parts_done(m));
	due_stop(&m->clocks, STAGE_PROMISE, -1, m->at);
	a->a.reply = str_trim(m->c->text);
	a->a.replied_at = m->at;
	m->data = str_fmt(m->tx->arena, "level=%lld", (long long)a->was.held);
	TRY(count(m, a->was.held == LEVEL_BUILDING ? NEAR_BUILDING : NEAR_GRID, 0, m->at, 1));
	TRY(appeal_call_wait(m));
	TRY(appeal_joined_follow(m));
	return appeal_next_stage(m, STAGE_FOLLOW, 0, a->rule.follow_min);
}

static int
go_up(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	int64_t level;

	TRY(level_from(m, a->was.held - 1, &level));
	m->data = str_fmt(m->tx->arena, "level=%lld>%lld", (long long)a->was.held, (long long)(level ? level : LEVEL_COMMUNITY));
	TRY(count(m, a->was.held == LEVEL_BUILDING ? NEAR_UP_BUILDING : NEAR_UP_GRID, 0, m->at, 1));
	return lie_at(m, level);
}

int
do_pass_up(struct move *m)
{
	TRY(need_text(m, N_("请写明试过什么、为什么办不了。")));
	return go_up(m);
}

int
do_rise(struct move *m)
{
	return go_up(m);
}

/* ---- figures ---- */

int
appeal_near_answered(struct move *m)
{
	struct org org = {0};
	bool own = !m->m.lead;

	if (m->tail || m->m.part_of)
		return 0;
	if (m->m.lead)
		TRY(account_org(m->tx, m->who->district, m->m.lead, &org));
	own |= str_is(org.kind, "community");
	return count(m, own ? NEAR_COMMUNITY : NEAR_BODY, 0, m->at, 1);
}

int
appeal_near_given(struct move *m, int64_t org, int64_t at, int sign)
{
	return org ? count(m, NEAR_GIVEN, org, at, sign) : 0;
}

int
appeal_near_sums_of(struct tx *tx, int64_t district, int64_t place, int64_t unit, int64_t start, struct near_sums *ret)
{
	struct appeal_near_sum_list rows;

	*ret = (struct near_sums){0};
	TRY(sql_appeal_near_sums(tx, district, place, unit, start, &rows));
	ret->given.v = NEW_ARRAY(tx->arena, struct appeal_near_sum, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct appeal_near_sum *s = &rows.v[i];

		if (s->kind <= 0 || s->kind >= NEAR__MAX)
			continue;
		ret->n[s->kind] += s->n;
		if (s->kind == NEAR_GIVEN && s->n > 0)
			ret->given.v[ret->given.n++] = *s;
	}
	return 0;
}

int
appeal_near_sums_each(struct tx *tx, int64_t district, const struct territory_node_list *communities, int64_t unit, int64_t start,
		      struct near_sums **ret)
{
	struct appeal_near_place_list rows;

	TRY(sql_appeal_near_each(tx, district, unit, start, &rows));
	*ret = NEW_ARRAY(tx->arena, struct near_sums, communities->n);
	for (size_t i = 0; i < rows.n; i++)
		for (size_t k = 0; k < communities->n; k++)
			if (communities->v[k].id == rows.v[i].place && rows.v[i].kind > 0 && rows.v[i].kind < NEAR__MAX)
				(*ret)[k].n[rows.v[i].kind] += rows.v[i].n;
	return 0;
}
