/* appeal_queue.c: the desk's queues: which rows of which desks a reader sees, in which order, and how many there are. */
#include "features/appeal/appeal_queue.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_rules.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"
#include "gen/kit_row.h"
#include "kit/desk.h"
#include "kit/paging.h"
#include "lib/calendar.h"
#include "lib/text.h"

/* Soon = due within a working day. */
enum { SOON_MIN = CALENDAR_DAY_MIN };

/* ---- desks of a reader ---- */

/* A desk the reader answers for: a node with all below it, or one body. */
struct scope {
	int64_t desk;	 /* as in kit/desk.h */
	bool org;	 /* it is a body's */
	enum level level; /* of the node */
	struct place at; /* of the node, with what it lies in */
};

enum { SCOPES_MAX = 32 };
struct scope_list {
	struct scope v[SCOPES_MAX];
	size_t n;
};

/* Fills in the desk that a role opens. false: the role does not have perm. */
static bool
scope_of_grant(const struct grant *g, int64_t district, enum perm perm, struct scope *ret)
{
	struct scope s = {.desk = district, .level = LEVEL_DISTRICT};

	if (!role_has(g->role, perm))
		return false;
	if (g->org && (g->role == ROLE_HANDLER || !g->node))
		s = (struct scope){.desk = g->org, .org = true};
	else if (g->level != LEVEL_DISTRICT)
		s = (struct scope){.desk = g->node, .level = g->level};
	*ret = s;
	return true;
}

/* Does everything of b belong to a? A body's cases may lie anywhere, so only the whole district covers them. */
static bool
covers(const struct scope *a, const struct scope *b)
{
	if (a->org || b->org)
		return a->org ? a->desk == b->desk : a->level == LEVEL_DISTRICT;
	return a->level == LEVEL_DISTRICT || b->at.at[a->level] == a->desk;
}

/* Adds a scope, keeping the list such that a case lies in at most one place and one body of it. */
static int
add_scope(struct tx *tx, int64_t district, struct scope s, struct scope_list *list)
{
	struct territory_node node;
	size_t kept = 0;

	if (!s.org && s.level != LEVEL_DISTRICT) {
		TRY(territory_get(tx, district, s.desk, &node));
		s.at = territory_place_of(&node);
	}
	for (size_t i = 0; i < list->n; i++)
		if (covers(&list->v[i], &s))
			return 0;
	for (size_t i = 0; i < list->n; i++)
		if (!covers(&s, &list->v[i]))
			list->v[kept++] = list->v[i];
	list->n = kept;
	if (list->n < SCOPES_MAX)
		list->v[list->n++] = s;
	return 0;
}

/* desk counts the actor's roles from 1; 0 is all of them together. */
static int
scopes_of(struct tx *tx, const struct actor *who, enum perm perm, int64_t desk,
	  struct scope_list *ret)
{
	struct scope s;

	ret->n = 0;
	if (who->kind == ACTOR_SYSTEM)
		return add_scope(tx, who->district,
				 (struct scope){.desk = who->district, .level = LEVEL_DISTRICT}, ret);
	for (size_t i = 0; i < who->grants_n && actor_has(who, perm); i++)
		if ((!desk || desk == (int64_t)i + 1) && scope_of_grant(&who->grants[i], who->district, perm, &s))
			TRY(add_scope(tx, who->district, s, ret));
	return ret->n ? 0 : E_DENIED;
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

		if (!scope_of_grant(g, who->district, APPEAL_QUEUE, &s))
			continue;
		desk->number = (int64_t)i + 1;
		if (s.org) {
			TRY(account_org(tx, who->district, s.desk, &org));
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

/* A tab of the page gathers tabs of desks; one that gathers none has everything that a desk ever had. */
enum {
	BIT_NEW = 1 << DESK_NEW,
	BIT_WORK = 1 << DESK_WORK,
	BIT_RAISED = 1 << DESK_RAISED,
	BIT_OFFICE = BIT_NEW | BIT_WORK | BIT_RAISED,
};
static const struct tab {
	int tabs; /* bits (1 << enum desk_tab) */
	int64_t state;
	bool soon, late;
} tabs[TAB__MAX] = {
	[TAB_MINE] = {.tabs = BIT_OFFICE},
	[TAB_NEW] = {.tabs = BIT_NEW | BIT_RAISED, .state = APPEAL_FILED},
	[TAB_SOON] = {.tabs = BIT_OFFICE, .soon = true},
	[TAB_LATE] = {.tabs = BIT_OFFICE, .late = true},
	[TAB_RULING] = {.tabs = BIT_RAISED, .state = APPEAL_RULING},
	[TAB_RAISED] = {.tabs = BIT_RAISED},
	[TAB_WAITING] = {.tabs = 1 << DESK_ASKED},
	[TAB_REPLIED] = {.tabs = 1 << DESK_ANSWERED, .state = APPEAL_REPLIED},
	[TAB_JOINED] = {.tabs = 1 << DESK_JOINED},
	[TAB_PARTS] = {.tabs = 1 << DESK_PART},
};

/* The cursor of a queue is "queue_at.id"; while what is urgent goes on, "u" stands before it. */
static bool
goes_on_urgent(struct str *after)
{
	bool urgent = str_starts(*after, S("u"));

	if (urgent)
		*after = str_sub(*after, 1, after->n);
	return urgent;
}

static void
after_of(struct str after, int64_t *ret_at, int64_t *ret_id)
{
	struct str part;

	*ret_at = 0;
	*ret_id = 0;
	if (str_next(&after, '.', &part) && str_int(part, ret_at) && !str_int(after, ret_id))
		*ret_at = 0;
}

/* When the rows of a tab are due: from (included) to (not). */
static void
span_of(const struct tab *t, int64_t *ret_from, int64_t *ret_to)
{
	int64_t now = clock_now();

	*ret_from = t->soon ? now : 0;
	*ret_to = t->late ? now : t->soon ? calendar_add(now, SOON_MIN) : INT64_MAX;
}

static bool
comes_first(const struct appeal_line *a, const struct appeal_line *b, bool by_id)
{
	if (by_id)
		return a->id > b->id;
	return a->queue_at != b->queue_at ? a->queue_at < b->queue_at : a->id < b->id;
}

/* Two desks' rows in one order; a case of both stands there once. */
static void
merge(struct arena *a, struct appeal_line_list *list, const struct appeal_line_list *more,
      bool by_id)
{
	struct appeal_line_list all = {NEW_ARRAY(a, struct appeal_line, list->n + more->n), 0};
	size_t i = 0, k = 0;

	while (i < list->n || k < more->n) {
		bool both = i < list->n && k < more->n, same = both && list->v[i].id == more->v[k].id;
		bool first = both ? same || comes_first(&list->v[i], &more->v[k], by_id)
				  : i < list->n;

		all.v[all.n++] = first ? list->v[i] : more->v[k];
		i += first;
		k += !first || same;
	}
	*list = all;
}

/* The state that a tab and a filter ask for, 0 = any. false: no case has both. */
static bool
state_of(const struct tab *t, const struct appeal_filter *f, int64_t *ret)
{
	*ret = t->state ? t->state : f->state;
	return !t->state || !f->state || t->state == f->state;
}

static int
read_on(struct tx *tx, int64_t district, const struct appeal_place_in_queue *from, struct appeal_line_list *ret)
{
	if (from->topic)
		return sql_appeal_queue_topic(tx, district, from, ret);
	return from->state ? sql_appeal_queue_state(tx, district, from, ret) : sql_appeal_queue(tx, district, from, ret);
}

static int
read_back(struct tx *tx, int64_t district, const struct appeal_place_in_queue *from, struct appeal_line_list *ret)
{
	if (from->topic)
		return sql_appeal_queue_topic_back(tx, district, from, ret);
	return from->state ? sql_appeal_queue_state_back(tx, district, from, ret) : sql_appeal_queue_back(tx, district, from, ret);
}

/* One desk's rows of all that a tab gathers, from where the page begins, at most so many. */
static int
gather(struct tx *tx, const struct actor *who, const struct tab *t, const struct appeal_filter *f,
       const struct scope *s, bool urgent, int64_t most_rows, struct appeal_line_list *ret)
{
	struct appeal_place_in_queue from = {
		.desk = urgent ? desk_urgent(s->desk) : s->desk,
		.calm = !urgent,
		.topic = f->class_,
		.limit = most_rows,
	};
	int64_t least;

	*ret = (struct appeal_line_list){0};
	if (!state_of(t, f, &from.state))
		return 0;
	span_of(t, &least, &from.to);
	after_of(f->after, &from.after_at, &from.after_id);
	if (from.after_at < least) {
		from.after_at = least;
		from.after_id = 0;
	}
	for (int tab = DESK_NEW; tab < DESK_OVER; tab++) {
		struct appeal_line_list more;

		if (!(t->tabs & 1 << tab))
			continue;
		from.tab = tab;
		TRY(read_on(tx, who->district, &from, &more));
		merge(tx->arena, ret, &more, false);
	}
	return 0;
}

/* The same, newest first. */
static int
gather_newest(struct tx *tx, const struct actor *who, const struct tab *t, const struct appeal_filter *f,
	      const struct scope *s, int64_t most_rows, struct appeal_line_list *ret)
{
	struct appeal_place_in_tab at = {
		.desk = s->desk, .before = appeal_before_id(f->after), .topic = f->class_, .limit = most_rows,
	};

	*ret = (struct appeal_line_list){0};
	if (!state_of(t, f, &at.state))
		return 0;
	span_of(t, &at.from, &at.to);
	for (int tab = DESK_NEW; tab < DESK_OVER; tab++) {
		struct appeal_line_list more;

		if (!(t->tabs & 1 << tab))
			continue;
		at.tab = tab;
		TRY(sql_appeal_queue_newest(tx, who->district, &at, &more));
		merge(tx->arena, ret, &more, true);
	}
	return 0;
}

/* One desk's rows from where the page begins. */
static int
queue_of(struct tx *tx, const struct actor *who, const struct tab *t, const struct appeal_filter *f,
	 const struct scope *s, bool urgent, int64_t most_rows, struct appeal_line_list *ret)
{
	/* Of one class the index of words knows all that a desk ever had. */
	if (f->query.n || (!t->tabs && f->class_))
		return sql_appeal_search(tx, who->district,
					 &(struct appeal_seek){
						 .words = appeal_wanted(tx, f, s->desk),
						 .before = appeal_before_id(f->after),
						 .limit = most_rows,
					 },
					 ret);
	if (!t->tabs)
		return sql_appeal_desk_all(tx, who->district, s->desk, appeal_before_id(f->after), most_rows, ret);
	if (f->newest)
		return gather_newest(tx, who, t, f, s, most_rows, ret);
	return gather(tx, who, t, f, s, urgent, most_rows, ret);
}

static bool
is_by_id(const struct tab *t, const struct appeal_filter *f)
{
	return f->query.n || !t->tabs || f->newest;
}

/* The rows of all desks of a reader in one order. */
static int
queue_all(struct tx *tx, const struct actor *who, const struct tab *t, const struct appeal_filter *f, const struct scope_list *scopes,
	  bool urgent, int64_t most_rows, struct appeal_line_list *ret)
{
	struct appeal_line_list more;

	TRY(queue_of(tx, who, t, f, &scopes->v[0], urgent, most_rows, ret));
	for (size_t i = 1; i < scopes->n; i++) {
		TRY(queue_of(tx, who, t, f, &scopes->v[i], urgent, most_rows, &more));
		merge(tx->arena, ret, &more, is_by_id(t, f));
	}
	return 0;
}

/* The case of the desks that has the code which was typed. E_NOTFOUND: none, or no code was typed. */
static int
find_coded(struct tx *tx, const struct actor *who, const struct appeal_filter *f, const struct scope_list *scopes,
	   struct appeal_line_list *ret)
{
	struct appeal_line *l = NEW(tx->arena, struct appeal_line);
	int rc = E_NOTFOUND;

	if (!f->query.n || f->after.n || f->class_)
		return E_NOTFOUND;
	for (size_t i = 0; i < scopes->n && rc == E_NOTFOUND; i++)
		rc = sql_appeal_desk_coded(tx, who->district, scopes->v[i].desk, matter_code_typed(tx->arena, f->query), l);
	TRY(rc);
	*ret = (struct appeal_line_list){l, 1};
	return 0;
}

static void
add_rows(struct arena *a, struct appeal_line_list *list, const struct appeal_line_list *more)
{
	struct appeal_line_list all = {NEW_ARRAY(a, struct appeal_line, list->n + more->n), 0};

	for (size_t i = 0; i < list->n; i++)
		all.v[all.n++] = list->v[i];
	for (size_t i = 0; i < more->n; i++)
		all.v[all.n++] = more->v[i];
	*list = all;
}

int
appeal_queue(struct tx *tx, const struct actor *who, enum appeal_tab tab,
	     const struct appeal_filter *f, struct appeal_line_list *ret, struct str *ret_next)
{
	const struct tab *t = &tabs[tab];
	int64_t limit = appeal_limit(f, APPEAL_DESK_PAGE);
	struct appeal_filter part = *f;
	bool urgent = !is_by_id(t, f) && (goes_on_urgent(&part.after) || !f->after.n);
	struct appeal_line_list more;
	struct scope_list scopes;
	int rc;

	TRY(scopes_of(tx, who, APPEAL_QUEUE, f->desk, &scopes));
	*ret = (struct appeal_line_list){0};
	*ret_next = S("");
	TRY(appeal_check_query(tx, f));
	rc = find_coded(tx, who, f, &scopes, ret);
	if (rc != E_NOTFOUND)
		return rc;
	if (urgent) {
		TRY(queue_all(tx, who, t, &part, &scopes, true, limit + 1, ret));
		part.after = S("");
	}
	if ((int64_t)ret->n <= limit) {
		TRY(queue_all(tx, who, t, &part, &scopes, false, limit + 1 - (int64_t)ret->n, &more));
		add_rows(tx->arena, ret, &more);
	}
	if (is_by_id(t, f))
		appeal_next_by_id(tx, ret, limit, ret_next);
	else if (paging_cut(&ret->n, limit))
		*ret_next = str_fmt(tx->arena, "%s%lld.%lld", ret->v[ret->n - 1].urgent ? "u" : "",
				    (long long)ret->v[ret->n - 1].queue_at, (long long)ret->v[ret->n - 1].id);
	return 0;
}

int
appeal_alarms(struct tx *tx, const struct actor *who, int64_t desk, int64_t most, struct appeal_line_list *ret)
{
	static const struct tab untaken[] = {
		{.tabs = BIT_NEW | BIT_RAISED, .state = APPEAL_FILED},
		{.tabs = BIT_WORK | BIT_RAISED, .state = APPEAL_DISPATCHED},
	};
	struct appeal_filter f = {.desk = desk};
	struct appeal_line_list list = {0}, more;
	struct scope_list scopes;

	TRY(scopes_of(tx, who, APPEAL_QUEUE, desk, &scopes));
	for (size_t i = 0; i < sizeof untaken / sizeof *untaken; i++) {
		TRY(queue_all(tx, who, &untaken[i], &f, &scopes, true, most, &more));
		merge(tx->arena, &list, &more, false);
	}
	list.n = (int64_t)list.n > most ? (size_t)most : list.n;
	*ret = list;
	return 0;
}

/* The last row before the cursor on one desk; n is 0 or 1. */
static int
before_of_desk(struct tx *tx, const struct actor *who, const struct tab *t, const struct appeal_filter *f,
	       const struct scope *s, bool urgent, struct appeal_line_list *ret)
{
	struct appeal_place_in_queue at = {
		.desk = urgent ? desk_urgent(s->desk) : s->desk,
		.calm = !urgent,
		.topic = f->class_,
		.limit = 1,
	};
	int64_t to;

	*ret = (struct appeal_line_list){0};
	if (!state_of(t, f, &at.state))
		return 0;
	span_of(t, &at.to, &to);
	after_of(f->after, &at.after_at, &at.after_id);
	for (int tab = DESK_NEW; tab < DESK_OVER; tab++) {
		struct appeal_line_list more;

		if (!(t->tabs & 1 << tab))
			continue;
		at.tab = tab;
		TRY(read_back(tx, who->district, &at, &more));
		if (more.n && (!ret->n || comes_first(&ret->v[0], &more.v[0], false)))
			*ret = more;
	}
	return 0;
}

/* The last row before the cursor on all desks of a reader. */
static int
before_all(struct tx *tx, const struct actor *who, enum appeal_tab tab, const struct appeal_filter *f, const struct scope_list *scopes,
	   bool urgent, struct appeal_line_list *ret)
{
	struct appeal_line_list more;

	*ret = (struct appeal_line_list){0};
	for (size_t i = 0; i < scopes->n; i++) {
		TRY(before_of_desk(tx, who, &tabs[tab], f, &scopes->v[i], urgent, &more));
		if (more.n && (!ret->n || comes_first(&ret->v[0], &more.v[0], false)))
			*ret = more;
	}
	return 0;
}

int
appeal_before(struct tx *tx, const struct actor *who, enum appeal_tab tab, const struct appeal_filter *f,
	      struct appeal_line *ret)
{
	struct appeal_filter part = *f;
	bool urgent = goes_on_urgent(&part.after);
	struct appeal_line_list found;
	struct scope_list scopes;

	if (is_by_id(&tabs[tab], f))
		return E_NOTFOUND;
	TRY(scopes_of(tx, who, APPEAL_QUEUE, f->desk, &scopes));
	TRY(before_all(tx, who, tab, &part, &scopes, urgent, &found));
	/* What is urgent stands before all others. */
	if (!found.n && !urgent && part.after.n) {
		part.after = str_fmt(tx->arena, "%lld.0", (long long)INT64_MAX);
		TRY(before_all(tx, who, tab, &part, &scopes, true, &found));
	}
	if (!found.n)
		return E_NOTFOUND;
	*ret = found.v[0];
	return 0;
}

/* How many of a tab lie on a desk; of those, with other, how many lie on that desk too. */
static int
count_tab(struct tx *tx, int64_t district, const struct tab *t, int64_t desk, int64_t other, int64_t *ret)
{
	struct desk_span span = {.desk = desk, .other = other, .kind = FLOW_APPEAL, .state = t->state};
	int64_t n = 0;

	span_of(t, &span.from, &span.to);
	*ret = 0;
	for (int tab = DESK_NEW; tab < DESK_OVER && *ret < APPEAL_COUNT_MAX; tab++) {
		if (!(t->tabs & 1 << tab))
			continue;
		span.tab = tab;
		span.most = APPEAL_COUNT_MAX - *ret;
		TRY(desk_count(tx, district, &span, &n));
		*ret += n;
	}
	return 0;
}

/* Places do not overlap, nor do bodies: what was counted twice is what a body has at a place. */
int
appeal_counts(struct tx *tx, const struct actor *who, int64_t desk, int64_t ret[TAB__MAX])
{
	struct scope_list scopes;

	TRY(scopes_of(tx, who, APPEAL_QUEUE, desk, &scopes));
	for (int t = TAB_MINE; t < TAB_ALL; t++) {
		int64_t n;

		ret[t] = 0;
		for (size_t i = 0; i < scopes.n; i++) {
			TRY(count_tab(tx, who->district, &tabs[t], scopes.v[i].desk, 0, &n));
			ret[t] += n;
			for (size_t k = 0; k < scopes.n && scopes.v[i].org; k++) {
				if (scopes.v[k].org)
					continue;
				TRY(count_tab(tx, who->district, &tabs[t], scopes.v[i].desk, scopes.v[k].desk, &n));
				ret[t] -= n;
			}
		}
		ret[t] = ret[t] < 0 ? 0 : ret[t] > APPEAL_COUNT_MAX ? APPEAL_COUNT_MAX : ret[t];
	}
	ret[TAB_ALL] = -1;
	return 0;
}

/* ---- export ---- */

/* Of a body's rows those at one of the places came before. */
static bool
came_before(const struct scope_list *scopes, const struct appeal_out *o)
{
	const int64_t at[LEVEL__MAX] = {
		[LEVEL_STREET] = o->street, [LEVEL_COMMUNITY] = o->community, [LEVEL_AREA] = o->area,
		[LEVEL_GRID] = o->grid,	    [LEVEL_BUILDING] = o->building,
	};

	for (size_t i = 0; i < scopes->n; i++)
		if (!scopes->v[i].org && at[scopes->v[i].level] == scopes->v[i].desk)
			return true;
	return false;
}

/* The cursor of an export is "scope.id". */
int
appeal_out(struct tx *tx, const struct actor *who, int64_t desk, struct str after, int64_t limit, struct appeal_out_list *ret,
	   struct str *ret_next)
{
	struct scope_list scopes;
	int64_t scope, id;
	size_t kept = 0;
	bool more;

	TRY(scopes_of(tx, who, APPEAL_EXPORT, desk, &scopes));
	*ret_next = S("");
	after_of(after, &scope, &id);
	if (scope < 0 || scope >= (int64_t)scopes.n)
		return E_NOTFOUND;
	TRY(sql_appeal_out_after(tx, who->district, scopes.v[scope].desk, id, limit, ret));
	more = (int64_t)ret->n == limit;
	if (more)
		*ret_next = str_fmt(tx->arena, "%lld.%lld", (long long)scope, (long long)ret->v[ret->n - 1].id);
	else if (scope + 1 < (int64_t)scopes.n)
		*ret_next = str_fmt(tx->arena, "%lld.0", (long long)scope + 1);
	for (size_t i = 0; i < ret->n; i++)
		if (!scopes.v[scope].org || !came_before(&scopes, &ret->v[i]))
			ret->v[kept++] = ret->v[i];
	ret->n = kept;
	return 0;
}
