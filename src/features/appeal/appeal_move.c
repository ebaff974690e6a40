/* appeal_move.c: moving a case by its course: what a form asks for, several cases at once, what time and places do. The course is in
 * appeal_course.c, what each move changes in appeal_deed.c and appeal_help.c. */
#include "features/appeal/appeal_move.h"

#include <stdlib.h>

#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_rules.h"
#include "features/appeal/appeal_steer.h"
#include "features/appeal/appeal_see.h"
#include "features/appeal/appeal_time.h"
#include "features/event/event.h"
#include "gen/appeal_sql.h"

enum { PLACE_BATCH = 100, LEADERS_MAX = 20 };

static struct change
change_of(struct arena *a, const struct appeal_change *c)
{
	return (struct change){
		.move = (int)c->act,
		.version = c->version,
		.text = c->text,
		.content = str_fmt(a, "%lld %lld %lld %lld %lld %d %.*s%s%.*s %d\x1f%.*s\x1f%.*s%s%.*s%s", (long long)c->item, (long long)c->place,
				   (long long)c->org, (long long)c->result, (long long)c->attitude, c->open,
				   STR(c->other), c->reason ? " " : "", STR(c->reason ? str_number(a, c->reason) : S("")),
				   c->pictures, STR(c->let), STR(c->also), c->days ? "\x1f" : "", STR(c->days ? str_number(a, c->days) : S("")),
				   c->sort || c->affair ? str_z(a, str_fmt(a, "\x1fsort %d %d", (int)c->sort, (int)c->affair)) : ""),
		.files = c->photos,
		.files_n = c->photos_n,
		.file_kind = c->act == ACT_REPLY || c->act == ACT_SETTLE || c->act == ACT_ADVISE || c->act == ACT_SHARE_REPLY ? PHOTO_REPLY : PHOTO_FILER,
		.at = c->at,
		.quiet = c->at != 0 || c->quiet,
	};
}

static struct appeal_moving
moving(struct tx *tx, const struct actor *who, const struct appeal_change *c, struct change *change)
{
	struct appeal_moving m = {.move = {.tx = tx, .who = who, .course = &appeal_course}, .c = c};

	*change = change_of(tx->arena, c);
	m.body = c->body;
	m.answers = c->answers;
	m.spot = c->spot;
	return m;
}

/* With the dispatch, words that nobody has looked at yet are let out as they are marked, if who filed the case agreed; not of one that
 * came with many others. */
static int
let_out(struct tx *tx, const struct actor *who, struct str code, int64_t at)
{
	struct appeal a;

	TRY(sql_appeal_by_code(tx, who->district, code, &a));
	if (a.sight != FLOW_PUBLIC || matter_is_shown(a.sight, a.shown) || a.crowd)
		return 0;
	return appeal_move(tx, who, code, &(struct appeal_change){.act = ACT_PUBLISH, .open = true, .at = at});
}

/* What is urged of a case that is dealt with under another one reaches that one, and whatever that one is dealt with under. Its desk hears
 * of it once a day, however many urge. */
static int
urge_leaders(struct tx *tx, const struct appeal_moving *m)
{
	struct actor system = actor_system_of;
	struct appeal a = {.state = m->move.was.state, .joined = m->was.joined};

	system.district = m->move.who->district;
	for (int i = 0; i < LEADERS_MAX && a.state == APPEAL_JOINED && a.joined; i++) {
		struct appeal_change c = {.act = ACT_URGED, .at = m->c->at};
		int rc;

		TRY(sql_appeal_get(tx, system.district, a.joined, &a));
		c.quiet = appeal_urged_today(a.urged_at, m->move.at);
		rc = appeal_move_id(tx, &system, a.id, &c);
		/* It was answered, or asks who filed it: nothing of it is urged. */
		if (rc != E_DENIED)
			TRY(rc);
	}
	return 0;
}

/* One move of a case by its id; *ret_moved: something was written. */
static int
move_id(struct tx *tx, const struct actor *who, int64_t id, const struct appeal_change *c, struct appeal_moving *ret)
{
	struct change change;

	*ret = moving(tx, who, c, &change);
	ret->move.c = &change;
	TRY(course_move_id(&ret->move, id));
	ret->move.c = NULL;
	return 0;
}

int
appeal_tell_event(struct tx *tx, int64_t district, const struct event *e, int64_t id, bool quiet)
{
	struct appeal_change c = {.act = e->over_at ? ACT_EVENT_OVER : ACT_EVENT, .text = event_said(tx->arena, e), .other = e->code, .quiet = quiet};
	struct actor system = actor_system_of;
	struct appeal_moving m;
	bool first;
	int rc;

	TRY(event_tell(tx, district, e, id, &first));
	if (!first)
		return 0;
	system.district = district;
	rc = move_id(tx, &system, id, &c, &m);
	/* It was withdrawn in between. */
	return rc == E_DENIED ? 0 : rc;
}

/* Who is dealt with under a case that has a card hears at once what it says. */
static int
answer_joined(struct tx *tx, const struct appeal_moving *m)
{
	struct event e;
	int rc = event_of_lead(tx, m->move.who->district, m->a.joined, false, &e);

	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	return appeal_tell_event(tx, m->move.who->district, &e, m->move.m.id, m->c->quiet || m->c->at != 0);
}

int
appeal_move(struct tx *tx, const struct actor *who, struct str code, const struct appeal_change *c)
{
	struct change change;
	struct appeal_moving m = moving(tx, who, c, &change);

	m.move.c = &change;
	TRY(course_move(&m.move, code));
	if (c->act == ACT_JOIN && m.move.m.version > m.move.was.version)
		return answer_joined(tx, &m);
	/* The same form sent twice moved nothing the second time. */
	if (c->act == ACT_URGE && m.move.m.version > m.move.was.version)
		return urge_leaders(tx, &m);
	return c->act == ACT_DISPATCH && c->open ? let_out(tx, who, code, c->at) : 0;
}

int
appeal_join(struct tx *tx, const struct actor *who, struct str code, struct str other)
{
	return appeal_move(tx, who, code, &(struct appeal_change){.act = ACT_JOIN, .other = other});
}

int
appeal_leave(struct tx *tx, const struct actor *who, struct str code, struct str why)
{
	return appeal_move(tx, who, code, &(struct appeal_change){.act = ACT_LEAVE, .text = why});
}

int
appeal_move_id(struct tx *tx, const struct actor *who, int64_t id, const struct appeal_change *c)
{
	struct appeal_moving m;

	TRY(move_id(tx, who, id, c, &m));
	return c->act == ACT_JOIN ? answer_joined(tx, &m) : 0;
}

/* What keeps a case from being moved is found before anything of it is written, so the others may go on. */
static int
tell_refusal(struct tx *tx, int rc, struct appeal_bulk *b)
{
	if (rc == E_STALE || rc == E_DENIED)
		b->why = N_("别人先办了，现在不能派。");
	else if (rc == E_NOTFOUND)
		b->why = N_("没有这一件，或者不归您派。");
	else if (rc == E_INVALID)
		b->why = tx->fault.text;
	else
		TRY(rc);
	b->err = rc == E_DENIED ? E_STALE : rc;
	tx->fault = (struct fault){0};
	return 0;
}

/* What one person must look at is not sent with fifty others. */
static int
check_bulk(struct tx *tx, const struct actor *who, struct appeal_bulk *b, struct appeal_seen *ret)
{
	struct appeal_seen s;

	TRY(appeal_see(tx, who, b->code, &s));
	if (s.see < FLOW_INTERNAL)
		return E_NOTFOUND;
	*ret = s;
	b->title = s.a.title;
	if (!s.may[ACT_DISPATCH])
		return E_DENIED;
	if (b->version != s.a.version)
		return E_STALE;
	if (s.a.urgent)
		return fail(tx, E_INVALID, "id", N_("这是急件，请打开它单独派，再打电话确认对方收到。"));
	if (s.a.shown == MATTER_NEVER)
		return fail(tx, E_INVALID, "id", N_("这一类从不公开，要有人看过，请打开它单独派。"));
	if (!s.a.item)
		return fail(tx, E_INVALID, "id", N_("还没归类，不知道归谁管，请打开它先归类。"));
	return 0;
}

static int
by_code(const void *a, const void *b)
{
	const struct appeal_bulk *const *x = a, *const *y = b;

	return str_cmp((*x)->code, (*y)->code);
}

/* Several cases are moved in the order of their codes, whatever order they were ticked in: two people who send the same ones do not hold
 * what the other waits for. */
static struct appeal_bulk **
in_order(struct arena *a, struct appeal_bulk *v, size_t n)
{
	struct appeal_bulk **order = NEW_ARRAY(a, struct appeal_bulk *, n);

	for (size_t i = 0; i < n; i++)
		order[i] = &v[i];
	if (n)
		qsort(order, n, sizeof *order, by_code);
	return order;
}

int
appeal_dispatch_all(struct tx *tx, const struct actor *who, int64_t org, bool open, struct appeal_bulk *v, size_t n)
{
	struct appeal_bulk **order = in_order(tx->arena, v, n);

	for (size_t i = 0; i < n; i++) {
		struct appeal_bulk *b = order[i];
		struct appeal_seen seen;
		int rc = check_bulk(tx, who, b, &seen);

		if (rc == 0)
			rc = appeal_move(tx, who, b->code,
					 &(struct appeal_change){.act = ACT_DISPATCH, .org = org, .open = open, .version = b->version});
		TRY(tell_refusal(tx, rc, b));
	}
	return 0;
}

int
appeal_dispatch_plan(struct tx *tx, const struct actor *who, int64_t org, struct appeal_bulk *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct appeal_whom to = {0};
		struct appeal_seen seen;
		int rc = check_bulk(tx, who, &v[i], &seen);

		if (rc == 0)
			rc = org ? account_org(tx, who->district, org, &to.org) : appeal_whom_of(tx, &seen.a, &seen.parties, 0, &to);
		if (rc == E_NOTFOUND && v[i].title.n)
			rc = fail(tx, E_INVALID, "org", N_("按职责清单找不到管这里的单位，请选一个单位。"));
		if (rc == 0) {
			v[i].org = to.org.name;
			v[i].org_en = to.org.name_en;
			v[i].rule = to.rule.name;
			v[i].rule_number = to.rule.number;
		}
		TRY(tell_refusal(tx, rc, &v[i]));
	}
	return 0;
}

int
appeal_unsend_all(struct tx *tx, const struct actor *who, struct appeal_bulk *v, size_t n)
{
	struct appeal_bulk **order = in_order(tx->arena, v, n);

	for (size_t i = 0; i < n; i++)
		TRY(tell_refusal(tx, appeal_move(tx, who, order[i]->code, &(struct appeal_change){.act = ACT_UNSEND}), order[i]));
	return 0;
}

/* ---- places ---- */

int
appeal_live_at(struct tx *tx, int64_t district, int64_t node, int64_t after, struct matter_id_list *ret)
{
	return matter_live_at(tx, district, node, FLOW_APPEAL, after, PLACE_BATCH, ret);
}

/* The system makes the same move of each; those that have nothing to change stay. */
static int
move_all(struct tx *tx, int64_t district, const struct matter_id_list *ids, enum appeal_act act)
{
	struct actor system = actor_system_of;

	system.district = district;
	for (size_t i = 0; i < ids->n; i++) {
		int rc = appeal_move_id(tx, &system, ids->v[i].id, &(struct appeal_change){.act = act});

		if (rc != E_DENIED)
			TRY(rc);
	}
	return 0;
}

int
appeal_follow_place(struct tx *tx, int64_t district, const struct matter_id_list *ids)
{
	return move_all(tx, district, ids, ACT_FOLLOW);
}

int
appeal_of_item(struct tx *tx, int64_t district, int64_t node, int64_t after, struct matter_id_list *ret)
{
	struct appeal_number_list list;

	TRY(sql_appeal_of_item(tx, district, node, after, PLACE_BATCH, &list));
	ret->v = NEW_ARRAY(tx->arena, struct matter_id, list.n);
	ret->n = list.n;
	for (size_t i = 0; i < list.n; i++)
		ret->v[i].id = list.v[i].n;
	return 0;
}

int
appeal_hide_all(struct tx *tx, int64_t district, const struct matter_id_list *ids)
{
	return move_all(tx, district, ids, ACT_HIDE);
}

/* ---- a new PIN ---- */

int
appeal_new_pin(struct tx *tx, const struct actor *who, struct str code, struct str reason, struct str *ret_pin)
{
	struct matter m;

	TRY(appeal_move(tx, who, code, &(struct appeal_change){.act = ACT_PIN, .text = reason}));
	TRY(matter_by_code(tx, who->district, code, &m));
	TRY(account_log_access(tx, who, FLOW_APPEAL, m.id, S("pin"), reason));
	*ret_pin = matter_pin(tx->arena, who->district, m.id, m.pin_salt);
	return 0;
}
