/* appeal_list.c: lists of cases, queues and figures: who sees which rows, and where the next page begins. */
#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal.h"
#include "features/appeal/appeal_rules.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"
#include "kit/calendar.h"
#include "kit/paging.h"
#include "kit/text.h"

/* Soon = due within a working day. */
enum { SOON_MIN = CALENDAR_DAY_MIN };

static void
next_by_id(struct tx *tx, struct appeal_line_list *list, int64_t limit, struct str *ret_next)
{
	*ret_next = paging_cut(&list->n, limit)
			    ? str_fmt(tx->arena, "%lld", (long long)list->v[list->n - 1].id)
			    : S("");
}

/* "id" of an after cursor; a cursor that is none starts from the newest. */
static int64_t
before_of(struct str after)
{
	int64_t id;

	return str_int(after, &id) && id > 0 ? id : INT64_MAX;
}

static int64_t
limit_of(const struct appeal_filter *f, int64_t usual)
{
	return f->limit > 0 && f->limit <= 200 ? f->limit : usual;
}

/* ---- public and own ---- */

int
appeal_public(struct tx *tx, int64_t district, const struct appeal_filter *f,
	      struct appeal_line_list *ret, struct str *ret_next)
{
	struct str tokens = text_query(tx->arena, f->query);
	int64_t limit = limit_of(f, APPEAL_PAGE), before = before_of(f->after);

	*ret = (struct appeal_line_list){0};
	*ret_next = S("");
	if (f->query.n && !tokens.n)
		return fail(tx, E_INVALID, "q", N_("请至少写两个字，一个字找出来的太多。"));
	if (tokens.n)
		TRY(sql_appeal_search(tx, district, tokens, before, 1, f->community, f->class_,
				      f->over, 0, 0, 0, limit + 1, ret));
	else if (f->community)
		TRY(sql_appeal_public_place(tx, district, f->community, before, f->class_, f->over,
					    limit + 1, ret));
	else if (f->class_)
		TRY(sql_appeal_public_class(tx, district, f->class_, before, f->over, limit + 1,
					    ret));
	else
		TRY(sql_appeal_public_all(tx, district, before, 0, f->over, limit + 1, ret));
	next_by_id(tx, ret, limit, ret_next);
	return 0;
}

/* Cases whose PIN this browser has shown stand before those of the account, on the first page. */
static int
add_proven(struct tx *tx, const struct actor *who, struct appeal_line_list *list)
{
	struct appeal_line_list all = {NEW_ARRAY(tx->arena, struct appeal_line,
						 who->proven_n + list->n),
				       0};

	for (size_t i = 0; i < who->proven_n; i++) {
		bool own = false;
		int rc;

		for (size_t k = 0; k < list->n; k++)
			own |= list->v[k].id == who->proven[i];
		rc = own ? E_NOTFOUND
			 : sql_appeal_line_get(tx, who->district, who->proven[i], &all.v[all.n]);
		if (rc == 0)
			all.n++;
		else if (rc != E_NOTFOUND)
			return rc;
	}
	for (size_t k = 0; k < list->n; k++)
		all.v[all.n++] = list->v[k];
	*list = all;
	return 0;
}

int
appeal_mine(struct tx *tx, const struct actor *who, struct str after, struct appeal_line_list *ret,
	    struct str *ret_next)
{
	bool account = who->person && actor_has(who, APPEAL_TRACK);

	*ret = (struct appeal_line_list){0};
	*ret_next = S("");
	if (account)
		TRY(sql_appeal_of_person(tx, who->district, who->person, before_of(after),
					 APPEAL_PAGE + 1, ret));
	next_by_id(tx, ret, APPEAL_PAGE, ret_next);
	return after.n ? 0 : add_proven(tx, who, ret);
}

/* ---- the desk ---- */

/* What part of the cases a reader's desk covers: a node and below, or one body's. */
struct scope {
	int64_t level, node; /* level 0 = whole district */
	int64_t org;	     /* > 0: only this body's */
};

/* What one role opens; false when it has no queue. */
static bool
scope_of_grant(const struct grant *g, struct scope *ret)
{
	struct scope s = {0};

	if (!role_has(g->role, APPEAL_QUEUE))
		return false;
	if (g->org && (g->role == ROLE_HANDLER || !g->node))
		s.org = g->org;
	else if (g->level != LEVEL_DISTRICT)
		s = (struct scope){.level = g->level, .node = g->node};
	*ret = s;
	return true;
}

/* desk counts the actor's roles from 1; 0 is the widest place, else the first body. */
static int
scope_of(const struct actor *who, int64_t desk, struct scope *ret)
{
	enum level level;
	struct scope s = {0};

	if (who->kind == ACTOR_SYSTEM) {
		*ret = s;
		return 0;
	}
	if (desk > 0 && desk <= (int64_t)who->grants_n && actor_has(who, APPEAL_QUEUE))
		return scope_of_grant(&who->grants[desk - 1], ret) ? 0 : E_DENIED;
	if (actor_reach(who, APPEAL_QUEUE, &level, &s.node)) {
		s.level = level == LEVEL_DISTRICT ? 0 : level;
		*ret = s;
		return 0;
	}
	for (size_t i = 0; i < who->grants_n && actor_has(who, APPEAL_QUEUE); i++)
		if (scope_of_grant(&who->grants[i], ret))
			return 0;
	return E_DENIED;
}

int
appeal_desks(struct tx *tx, const struct actor *who, struct appeal_desk_list *ret)
{
	struct appeal_desk_list list = {NEW_ARRAY(tx->arena, struct appeal_desk, who->grants_n), 0};

	for (size_t i = 0; i < who->grants_n; i++) {
		const struct grant *g = &who->grants[i];
		struct appeal_desk *desk = &list.v[list.n];
		struct territory_node node;
		struct scope s;
		struct org org;

		if (!scope_of_grant(g, &s))
			continue;
		desk->number = (int64_t)i + 1;
		if (s.org) {
			TRY(account_org(tx, who->district, s.org, &org));
			desk->name = org.name;
			desk->name_en = org.name_en;
		} else {
			TRY(territory_get(tx, who->district, g->node, &node));
			desk->name = node.name;
			desk->name_en = node.name_en.n ? node.name_en
						       : text_place_en(tx->arena, node.name);
		}
		list.n++;
	}
	*ret = list;
	return 0;
}

static const struct tab {
	int64_t live, state;
	bool soon, over;
} tabs[TAB__MAX] = {
	[TAB_MINE] = {.live = 1},
	[TAB_NEW] = {.live = 1, .state = APPEAL_FILED},
	[TAB_SOON] = {.live = 1, .soon = true},
	[TAB_OVER] = {.live = 1, .over = true},
	[TAB_WAITING] = {.live = 2, .state = APPEAL_ASKED},
	[TAB_REPLIED] = {.live = 2, .state = APPEAL_REPLIED},
};

/* The cursor of a queue is "queue_at.id". */
static void
after_of(struct str after, int64_t *ret_at, int64_t *ret_id)
{
	struct str part;

	*ret_at = 0;
	*ret_id = 0;
	if (str_next(&after, '.', &part) && str_int(part, ret_at) && !str_int(after, ret_id))
		*ret_at = 0;
}

int
appeal_queue(struct tx *tx, const struct actor *who, enum appeal_tab tab,
	     const struct appeal_filter *f, struct appeal_line_list *ret, struct str *ret_next)
{
	const struct tab *t = &tabs[tab];
	struct str tokens = text_query(tx->arena, f->query);
	int64_t limit = limit_of(f, APPEAL_DESK_PAGE), now = clock_now(), at, id;
	int64_t least = t->soon ? now : 0, most = t->over   ? now
						  : t->soon ? calendar_add(now, SOON_MIN)
							    : INT64_MAX;
	int64_t state = f->state ? f->state : t->state;
	struct scope s;

	TRY(scope_of(who, f->desk, &s));
	*ret = (struct appeal_line_list){0};
	*ret_next = S("");
	if (f->query.n && !tokens.n)
		return fail(tx, E_INVALID, "q", N_("请至少写两个字，一个字找出来的太多。"));
	if (tokens.n || tab == TAB_ALL) {
		int64_t before = before_of(f->after);

		if (tokens.n)
			TRY(sql_appeal_search(tx, who->district, tokens, before, 0, 0, f->class_, 0,
					      s.level, s.node, s.org, limit + 1, ret));
		else
			TRY(sql_appeal_desk_all(tx, who->district, before, state, f->class_,
						s.level, s.node, s.org, limit + 1, ret));
		next_by_id(tx, ret, limit, ret_next);
		return 0;
	}
	after_of(f->after, &at, &id);
	if (s.org)
		TRY(sql_appeal_queue_org(tx, who->district, s.org, t->live, at, id, state, least,
					 most, f->class_, limit + 1, ret));
	else
		TRY(sql_appeal_queue_place(tx, who->district, t->live, at, id, state, least, most,
					   f->class_, s.level, s.node, limit + 1, ret));
	if (paging_cut(&ret->n, limit))
		*ret_next = str_fmt(tx->arena, "%lld.%lld", (long long)ret->v[ret->n - 1].queue_at,
				    (long long)ret->v[ret->n - 1].id);
	return 0;
}

int
appeal_counts(struct tx *tx, const struct actor *who, int64_t desk, int64_t ret[TAB__MAX])
{
	struct appeal_tabs t;
	struct scope s;
	int64_t now = clock_now();

	TRY(scope_of(who, desk, &s));
	TRY(sql_appeal_tab_counts(tx, who->district, s.level, s.node, s.org, now,
				  calendar_add(now, SOON_MIN), &t));
	ret[TAB_MINE] = t.live;
	ret[TAB_NEW] = t.fresh;
	ret[TAB_SOON] = t.soon;
	ret[TAB_OVER] = t.over;
	ret[TAB_WAITING] = t.waiting;
	ret[TAB_REPLIED] = t.replied;
	ret[TAB_ALL] = -1;
	return 0;
}

int
appeal_each(struct tx *tx, const struct actor *who,
	    int (*row)(void *ctx, const struct appeal_out *row), void *ctx)
{
	struct scope s = {0};
	enum level level = LEVEL_DISTRICT;

	if (who->kind != ACTOR_SYSTEM) {
		if (!actor_reach(who, APPEAL_EXPORT, &level, &s.node))
			return E_DENIED;
		s.level = level == LEVEL_DISTRICT ? 0 : level;
	}
	return sql_appeal_out_all(tx, who->district, 0, s.level, s.node, row, ctx);
}

/* ---- figures ---- */

int
appeal_figures(struct tx *tx, int64_t district, int64_t community, int64_t from_day, int64_t to_day,
	       struct appeal_figures *ret)
{
	struct appeal_sum sum;
	struct appeal_open open;
	int64_t now = clock_now();

	TRY(sql_appeal_day_sum(tx, district, community, from_day, to_day, &sum));
	TRY(sql_appeal_open_now(tx, district, community, now, &open));
	*ret = (struct appeal_figures){
		.filed = sum.filed,
		.closed = sum.closed,
		.on_time = sum.on_time,
		.minutes = sum.minutes,
		.rated = sum.rated,
		.pleased = sum.pleased,
		.open_now = open.open_now,
		.over_now = open.over_now,
		.as_of = now,
	};
	return 0;
}

int
appeal_by_week(struct tx *tx, int64_t district, int64_t community, int64_t from_day, int64_t to_day,
	       struct appeal_week_list *ret)
{
	return sql_appeal_day_weeks(tx, district, community, from_day, to_day, ret);
}

int
appeal_by_class(struct tx *tx, int64_t district, int64_t community, int64_t from_day,
		int64_t to_day, struct appeal_class_list *ret)
{
	return sql_appeal_day_classes(tx, district, community, from_day, to_day, ret);
}

int
appeal_lessons(struct tx *tx, int64_t district,
	       int (*row)(void *ctx, const struct appeal_lesson *row), void *ctx)
{
	return sql_appeal_lessons(tx, district, row, ctx);
}
