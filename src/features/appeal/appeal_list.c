/* appeal_list.c: lists, queues and figures of cases. A rule decides which rows its reader sees, and where the next page begins. */
#include "features/appeal/appeal_list.h"

#include <string.h>

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_open.h"
#include "features/appeal/appeal_rules.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"
#include "kit/desk.h"
#include "kit/matter_count.h"
#include "kit/matter_find.h"
#include "kit/paging.h"
#include "lib/calendar.h"
#include "lib/text.h"

/* Soon = due within a working day. */
enum { SOON_MIN = CALENDAR_DAY_MIN, ROWS_MOST = 1000 };

static void
next_by_id(struct tx *tx, struct appeal_line_list *list, int64_t limit, struct str *ret_next)
{
	*ret_next = paging_cut(&list->n, limit)
			    ? str_number(tx->arena, list->v[list->n - 1].id)
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
	return f->limit > 0 && f->limit <= ROWS_MOST ? f->limit : usual;
}

/* ---- public and own ---- */

/* As people outside the office read it. */
static void
make_plain(struct appeal_line_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		list->v[i].state = appeal_state_plain(list->v[i].state);
}

/* What is looked for, on a desk or, with 0, among what everybody may see; a code may be written any way. */
static struct str
words_of(struct tx *tx, const struct appeal_filter *f, int64_t desk)
{
	return matter_find_query(tx->arena, &(struct matter_wanted){
						    .text = matter_code_typed(tx->arena, f->query),
						    .open = !desk,
						    .desk = desk,
						    .topic = f->class_,
					    });
}

/* One word of two letters at least, if any was typed. */
static int
check_words(struct tx *tx, const struct appeal_filter *f)
{
	if (f->query.n && !text_query(tx->arena, matter_code_typed(tx->arena, f->query)).n)
		return fail(tx, E_INVALID, "q", N_("请至少写两个字，一个字找出来的太多。"));
	return 0;
}

/* All of a community or of the district, or what is over there. */
static int
list_public(struct tx *tx, int64_t district, const struct appeal_filter *f, int64_t before, int64_t limit, struct appeal_line_list *ret)
{
	if (f->only == ONLY_OVER && f->community)
		return sql_appeal_public_place_over(tx, district, f->community, before, limit, ret);
	if (f->only == ONLY_OVER)
		return sql_appeal_public_over(tx, district, before, limit, ret);
	if (f->community && f->shown)
		return sql_appeal_public_shown(tx, district, f->community, before, limit, ret);
	if (f->community)
		return sql_appeal_public_place(tx, district, f->community, before, limit, ret);
	return sql_appeal_public_all(tx, district, before, limit, ret);
}

int
appeal_public(struct tx *tx, int64_t district, const struct appeal_filter *f,
	      struct appeal_line_list *ret, struct str *ret_next)
{
	int64_t limit = limit_of(f, APPEAL_PAGE), before = before_of(f->after);

	*ret = (struct appeal_line_list){0};
	*ret_next = S("");
	TRY(check_words(tx, f));
	if (f->query.n)
		TRY(sql_appeal_search(tx, district,
				      &(struct appeal_seek){
					      .words = words_of(tx, f, 0),
					      .before = before,
					      .community = f->community,
					      .only = f->only,
					      .limit = limit + 1,
				      },
				      ret));
	else if (f->only == ONLY_LIVE && f->community)
		TRY(sql_appeal_public_place_live(tx, district, f->community, before, f->class_, limit + 1, ret));
	else if (f->only == ONLY_LIVE)
		TRY(sql_appeal_public_live(tx, district, before, f->class_, limit + 1, ret));
	else if (f->class_ && f->community)
		TRY(sql_appeal_public_class_place(tx, district,
						  &(struct appeal_class_at){
							  .class = f->class_,
							  .community = f->community,
							  .before = before,
							  .only = f->only,
							  .limit = limit + 1,
						  },
						  ret));
	else if (f->class_)
		TRY(sql_appeal_public_class(tx, district, f->class_, before, f->only, limit + 1, ret));
	else
		TRY(list_public(tx, district, f, before, limit + 1, ret));
	next_by_id(tx, ret, limit, ret_next);
	if (f->query.n)
		TRY(appeal_open_coded(tx, district, f, ret));
	make_plain(ret);
	for (size_t i = 0; i < ret->n; i++)
		appeal_open_line(tx->arena, &ret->v[i]);
	return 0;
}

/* Puts a case where the order of the list has it, unless it is there. */
static void
put_in(struct appeal_line_list *list, const struct appeal_line *l)
{
	size_t at = list->n;

	while (at && list->v[at - 1].id < l->id)
		at--;
	if (at && list->v[at - 1].id == l->id)
		return;
	memmove(&list->v[at + 1], &list->v[at], (list->n - at) * sizeof *list->v);
	list->v[at] = *l;
	list->n++;
}

/* Cases whose PIN this browser has shown stand among those of the account. */
static int
add_proven(struct tx *tx, const struct actor *who, int64_t before, struct appeal_line_list *list)
{
	struct appeal_line_list all = {NEW_ARRAY(tx->arena, struct appeal_line, who->proven_n + list->n), list->n};

	for (size_t i = 0; i < list->n; i++)
		all.v[i] = list->v[i];
	for (size_t i = 0; i < who->proven_n; i++) {
		struct appeal_line l;
		int rc;

		if (who->proven[i].matter >= before)
			continue;
		rc = sql_appeal_line_proven(tx, who->district, who->proven[i].matter, who->proven[i].salt, &l);
		if (rc == 0)
			put_in(&all, &l);
		else if (rc != E_NOTFOUND)
			return rc;
	}
	*list = all;
	return 0;
}

int
appeal_mine(struct tx *tx, const struct actor *who, struct str after, int64_t limit, struct appeal_line_list *ret,
	    struct str *ret_next)
{
	bool account = who->person && actor_has(who, APPEAL_TRACK);
	int64_t before = before_of(after);

	limit = limit ? limit : APPEAL_PAGE;
	*ret = (struct appeal_line_list){0};
	if (account)
		TRY(sql_appeal_of_person(tx, who->district, who->person, before, limit + 1, ret));
	TRY(add_proven(tx, who, before, ret));
	make_plain(ret);
	next_by_id(tx, ret, limit, ret_next);
	return 0;
}

/* ---- the desk ---- */

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

/* A tab of the page gathers tabs of desks. */
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

/* One desk's rows of all that a tab gathers, from where the page begins, at most so many. */
static int
gather(struct tx *tx, const struct actor *who, const struct tab *t, const struct appeal_filter *f,
       const struct scope *s, bool urgent, int64_t most_rows, struct appeal_line_list *ret)
{
	struct appeal_place_in_queue from = {
		.desk = urgent ? desk_urgent(s->desk) : s->desk,
		.calm = !urgent,
		.state = f->state ? f->state : t->state,
		.topic = f->class_,
		.limit = most_rows,
	};
	int64_t least;

	*ret = (struct appeal_line_list){0};
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
		if (f->class_)
			TRY(sql_appeal_queue_topic(tx, who->district, &from, &more));
		else
			TRY(sql_appeal_queue(tx, who->district, &from, &more));
		merge(tx->arena, ret, &more, false);
	}
	return 0;
}

/* One desk's rows from where the page begins. */
static int
queue_of(struct tx *tx, const struct actor *who, enum appeal_tab tab, const struct appeal_filter *f,
	 const struct scope *s, bool urgent, int64_t most_rows, struct appeal_line_list *ret)
{
	/* Of one class the index knows all that a desk ever had. */
	if (f->query.n || (tab == TAB_ALL && f->class_))
		return sql_appeal_search(tx, who->district,
					 &(struct appeal_seek){
						 .words = words_of(tx, f, s->desk),
						 .before = before_of(f->after),
						 .state = f->state,
						 .limit = most_rows,
					 },
					 ret);
	if (tab == TAB_ALL)
		return sql_appeal_desk_all(tx, who->district, s->desk, before_of(f->after), f->state, most_rows, ret);
	return gather(tx, who, &tabs[tab], f, s, urgent, most_rows, ret);
}

/* The rows of all desks of a reader in one order. */
static int
queue_all(struct tx *tx, const struct actor *who, enum appeal_tab tab, const struct appeal_filter *f, const struct scope_list *scopes,
	  bool urgent, int64_t most_rows, struct appeal_line_list *ret)
{
	bool by_id = f->query.n || tab == TAB_ALL;
	struct appeal_line_list more;

	TRY(queue_of(tx, who, tab, f, &scopes->v[0], urgent, most_rows, ret));
	for (size_t i = 1; i < scopes->n; i++) {
		TRY(queue_of(tx, who, tab, f, &scopes->v[i], urgent, most_rows, &more));
		merge(tx->arena, ret, &more, by_id);
	}
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
	bool by_id = f->query.n || tab == TAB_ALL;
	int64_t limit = limit_of(f, APPEAL_DESK_PAGE);
	struct appeal_filter part = *f;
	bool urgent = !by_id && (goes_on_urgent(&part.after) || !f->after.n);
	struct appeal_line_list more;
	struct scope_list scopes;

	TRY(scopes_of(tx, who, APPEAL_QUEUE, f->desk, &scopes));
	*ret = (struct appeal_line_list){0};
	*ret_next = S("");
	TRY(check_words(tx, f));
	if (urgent) {
		TRY(queue_all(tx, who, tab, &part, &scopes, true, limit + 1, ret));
		part.after = S("");
	}
	if ((int64_t)ret->n <= limit) {
		TRY(queue_all(tx, who, tab, &part, &scopes, false, limit + 1 - (int64_t)ret->n, &more));
		add_rows(tx->arena, ret, &more);
	}
	if (by_id)
		next_by_id(tx, ret, limit, ret_next);
	else if (paging_cut(&ret->n, limit))
		*ret_next = str_fmt(tx->arena, "%s%lld.%lld", ret->v[ret->n - 1].urgent ? "u" : "",
				    (long long)ret->v[ret->n - 1].queue_at, (long long)ret->v[ret->n - 1].id);
	return 0;
}

int
appeal_alarms(struct tx *tx, const struct actor *who, int64_t desk, int64_t most, struct appeal_line_list *ret)
{
	struct appeal_filter f = {.desk = desk};
	struct scope_list scopes;
	size_t kept = 0;

	TRY(scopes_of(tx, who, APPEAL_QUEUE, desk, &scopes));
	TRY(queue_all(tx, who, TAB_MINE, &f, &scopes, true, most, ret));
	for (size_t i = 0; i < ret->n; i++)
		if (ret->v[i].state == APPEAL_FILED || ret->v[i].state == APPEAL_DISPATCHED)
			ret->v[kept++] = ret->v[i];
	ret->n = kept;
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
		.state = f->state ? f->state : t->state,
		.topic = f->class_,
		.limit = 1,
	};
	int64_t to;

	*ret = (struct appeal_line_list){0};
	span_of(t, &at.to, &to);
	after_of(f->after, &at.after_at, &at.after_id);
	for (int tab = DESK_NEW; tab < DESK_OVER; tab++) {
		struct appeal_line_list more;

		if (!(t->tabs & 1 << tab))
			continue;
		at.tab = tab;
		if (f->class_)
			TRY(sql_appeal_queue_topic_back(tx, who->district, &at, &more));
		else
			TRY(sql_appeal_queue_back(tx, who->district, &at, &more));
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

	if (tab == TAB_ALL || f->query.n)
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
	int64_t from, to, n = 0;

	span_of(t, &from, &to);
	*ret = 0;
	for (int tab = DESK_NEW; tab < DESK_OVER && *ret < APPEAL_COUNT_MAX; tab++) {
		int64_t most = APPEAL_COUNT_MAX - *ret;

		if (!(t->tabs & 1 << tab))
			continue;
		if (other)
			TRY(desk_count_both(tx, district, desk, other, (enum desk_tab)tab, from, to, most, &n));
		else
			TRY(desk_count(tx, district, desk, (enum desk_tab)tab, from, to, most, &n));
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
