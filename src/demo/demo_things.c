/* demo_things.c: rooms, school libraries and sports grounds, and who booked them in the last and next weeks. */
#include <stdlib.h>

#include "base/clock.h"
#include "demo/demo_in.h"
#include "features/account/account.h"
#include "features/share/share.h"
#include "features/share/share_hours.h"
#include "features/territory/territory.h"
#include "kit/slot.h"

enum { DAY_S = 86400, BACK_DAYS = 21, AHEAD_DAYS = 12, HOURS_MOST = 40, PURPOSES = 8, RESIDENTS_MOST = 64 };

static const char *const purposes[SHARE_KIND__MAX][PURPOSES] = {
	[SHARE_ROOM] = {"3号楼电梯更换碰头会", "太极队排练", "亲子绘本课", "业委会例会", "智能手机课", "合唱队排练", "楼栋议事", "书法班"},
	[SHARE_LIBRARY] = {"陪孩子看书", "写作业", "", "备考", "读报", "", "借书", "绘本时间"},
	[SHARE_GROUND] = {"约了老同事打球", "青少年训练", "楼栋友谊赛", "", "晨练", "父子打球", "社区联赛", ""},
};

struct resident {
	struct actor who;
	int64_t community;
};
struct crowd {
	struct resident v[RESIDENTS_MOST];
	size_t n;
};

/* ---- things ---- */

static void
add_hours(struct str spans, int first, int last, struct share_hours *v, size_t *n)
{
	const char *why;

	for (int day = first; day <= last; day++)
		if (share_hours_read(spans, day, v, n, &why) < 0)
			abort();
}

/* weekday=9:00-12:00,14:00-21:00 weekend=9:00-21:00 holiday=… shifted=… */
static void
read_hours(struct str text, struct share_hours *v, size_t *n)
{
	struct str part, name;

	while (str_next(&text, ' ', &part)) {
		str_next(&part, '=', &name);
		if (str_is(name, "weekday"))
			add_hours(part, 0, 4, v, n);
		else if (str_is(name, "weekend"))
			add_hours(part, 5, 6, v, n);
		else if (str_is(name, "holiday"))
			add_hours(part, SHARE_HOLIDAY, SHARE_HOLIDAY, v, n);
		else if (str_is(name, "shifted"))
			add_hours(part, SHARE_SHIFTED, SHARE_SHIFTED, v, n);
		else
			abort();
	}
}

static struct str
lines(struct arena *a, struct str text)
{
	struct str all = str_dup(a, text);

	for (size_t i = 0; i < all.n; i++)
		if (all.p[i] == '|')
			((char *)(uintptr_t)all.p)[i] = '\n';
	return all;
}

static int
read_thing(struct tx *tx, const struct table *t, struct share_draft *ret)
{
	struct str kind = table_cell(t, "kind"), who = table_cell(t, "who"), wait = table_cell(t, "wait");
	struct share_draft d = {
		.thing = {.name = table_cell(t, "name"), .name_en = table_cell(t, "name_en"), .about = table_cell(t, "about"),
			  .rules = lines(tx->arena, table_cell(t, "rules")), .seats = table_number(t, "seats"),
			  .whole = table_number(t, "whole"), .approval = table_number(t, "approval"),
			  .cells_least = table_number(t, "least"), .ahead_days = table_number(t, "ahead"), .open_most = 3, .org_most = 6,
			  .cancel_s = 2 * 3600, .check_in = table_number(t, "check_in"), .absent_most = 3, .absent_days = 90,
			  .pause_days = 14},
		.slot = {.step_s = table_number(t, "step") * 60, .cells_most = table_number(t, "most"), .offer_s = 4 * 3600},
	};
	struct org org;

	d.thing.kind = str_is(kind, "room") ? SHARE_ROOM : str_is(kind, "library") ? SHARE_LIBRARY : SHARE_GROUND;
	d.thing.who = str_is(who, "anybody") ? SHARE_ANYBODY : SHARE_RESIDENTS;
	d.slot.wait = str_is(wait, "auto") ? SLOT_WAIT_AUTO : SLOT_WAIT_OFFER;
	TRY(demo_place(tx, table_cell(t, "place"), &d.thing.place));
	d.thing.reach = str_is(who, "residents") ? d.thing.place : 0;
	TRY(account_org_by_code(tx, DEMO_DISTRICT, str_lower(tx->arena, table_cell(t, "org")), &org));
	d.thing.org = org.id;
	*ret = d;
	return 0;
}

/* ---- people ---- */

static int
gather(struct tx *tx, struct crowd *c)
{
	struct territory_node home;
	struct table t;

	table_open(&t, "demo/people.tsv");
	while (c->n < RESIDENTS_MOST && table_next(&t)) {
		struct resident *r = &c->v[c->n];

		TRY(demo_person(tx, table_cell(&t, "login"), &r->who));
		if (!r->who.home || actor_has(&r->who, SHARE_MANAGE))
			continue;
		TRY(territory_get(tx, DEMO_DISTRICT, r->who.home, &home));
		r->community = home.community;
		c->n++;
	}
	return c->n ? 0 : E_BUG;
}

/* One of those who may book there. */
static const struct actor *
draw(const struct crowd *c, const struct share_thing *t, int64_t key)
{
	const struct actor *near[RESIDENTS_MOST];
	int64_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (!t->reach || c->v[i].community == t->community)
			near[n++] = &c->v[i].who;
	return n ? near[lot(key, 3, n)] : &c->v[0].who;
}

/* ---- bookings ---- */

/* Refusals are part of a believable day: closed then, full, too many at once. */
static bool
is_usual(int rc)
{
	return rc == E_INVALID || rc == E_STALE || rc == E_DENIED || rc == E_EXPIRED;
}

/* As share_book. The demo is one transaction: what is refused after its place was taken would stay taken, so the limit is asked before. */
static int
try_book(struct tx *tx, const struct actor *who, const struct share_thing *t, const struct share_wish *w, struct share_booking *ret)
{
	int64_t left;

	TRY(share_open_left(tx, who, t, w->for_org, &left));
	return left ? share_book(tx, who, w, ret) : E_INVALID;
}

static int
one_booking(struct tx *tx, const struct demo *d, const struct share_thing *t, const struct actor *who, int64_t from, int64_t key)
{
	int64_t lasts = t->cells_least + lot(key, 5, 2), before = from - 3 * DAY_S;
	const struct share_wish w = {
		.thing = t->id, .from = from, .to = from + lasts * 3600, .people = 1 + lot(key, 7, t->whole ? t->seats : 3),
		.purpose = str_of(purposes[t->kind][lot(key, 11, PURPOSES)]), .may_wait = lot(key, 13, 3) == 0,
	};
	struct share_booking b;
	int rc;

	clock_set(before < d->now ? before : d->now - lot(key, 17, 6 * 3600) - 60);
	rc = try_book(tx, who, t, &w, &b);
	if (rc < 0)
		return is_usual(rc) ? 0 : rc;
	if (b.state == SHARE_ASKED && (from < d->now || lot(key, 19, 3))) {
		struct actor system = d->system;

		TRY(share_accept(tx, &system, b.id));
		b.state = SHARE_BOOKED;
	}
	if (b.state != SHARE_BOOKED || from + 300 > d->now || lot(key, 23, 9) == 0)
		return 0;
	clock_set(from + 300);
	return share_check_in(tx, who, b.id);
}

static int
book_days(struct tx *tx, const struct demo *d, const struct share_thing *t, int64_t number, const struct crowd *c, int64_t first,
	  int64_t last)
{
	struct civil now = clock_civil(d->now);
	int64_t today = clock_at(now.year, now.month, now.day, 0, 0, 0);

	for (int64_t day = first; day <= last; day++)
		for (int64_t hour = 8; hour < 21; hour++) {
			int64_t key = number * 7919 + (day + BACK_DAYS) * 24 + hour;

			if (lot(key, 29, day < 8 ? 3 : 6))
				continue;
			TRY(one_booking(tx, d, t, draw(c, t, key), today + day * DAY_S + hour * 3600, key));
		}
	return 0;
}

/* Of what is over nobody is told when the demo begins: while those days are booked nobody has to agree, and nobody waits. */
static int
book_past(struct tx *tx, const struct demo *d, struct share_draft *draft, int64_t number, const struct crowd *c)
{
	int64_t asks = draft->thing.approval, waits = draft->slot.wait;
	struct share_thing thing;

	draft->thing.approval = 0;
	draft->slot.wait = SLOT_NO_WAIT;
	TRY(share_put(tx, &d->system, draft, &draft->thing.id));
	TRY(share_get(tx, DEMO_DISTRICT, draft->thing.id, &thing));
	TRY(book_days(tx, d, &thing, number, c, -BACK_DAYS, -1));
	draft->thing.approval = asks;
	draft->slot.wait = waits;
	draft->thing.version = thing.version;
	return share_put(tx, &d->system, draft, &draft->thing.id);
}

/* A body whose staff books for it: the first that may. */
static int
book_for_body(struct tx *tx, const struct demo *d, const struct share_thing *t)
{
	struct civil now = clock_civil(d->now);
	int64_t sunday = clock_at(now.year, now.month, now.day, 0, 0, 0) + (7 - now.weekday) * DAY_S;
	struct share_wish w = {.thing = t->id, .people = 12, .purpose = S("物业和业主代表碰头")};
	struct table people;
	struct share_booking b;

	clock_set(d->now - 3600);
	table_open(&people, "demo/people.tsv");
	while (table_next(&people)) {
		struct actor who;

		TRY(demo_person(tx, table_cell(&people, "login"), &who));
		for (size_t i = 0; i < who.grants_n; i++) {
			if (!who.grants[i].org || who.grants[i].org == t->org)
				continue;
			w.for_org = who.grants[i].org;
			for (int64_t hour = 9; hour < 20; hour++) {
				int rc;

				w.from = sunday + hour * 3600;
				w.to = w.from + t->cells_least * 3600;
				rc = try_book(tx, &who, t, &w, &b);
				if (rc == 0)
					return 0;
				if (!is_usual(rc))
					return rc;
			}
		}
	}
	return 0;
}

/* A basketball court closes for the school's own day. */
static int
close_once(struct tx *tx, const struct demo *d, const struct share_thing *t)
{
	struct civil now = clock_civil(d->now);
	int64_t today = clock_at(now.year, now.month, now.day, 0, 0, 0), told;
	int64_t saturday = today + (13 - now.weekday) * DAY_S;
	struct actor system = d->system;

	clock_set(d->now);
	return share_close(tx, &system, t->id, saturday + 8 * 3600, saturday + 12 * 3600, S("学校运动会用场地"), &told);
}

int
demo_fill_things(struct tx *tx, struct demo *d)
{
	struct share_hours hours[HOURS_MOST];
	static struct crowd crowd;
	struct table t;

	crowd.n = 0;
	TRY(gather(tx, &crowd));
	table_open(&t, "demo/things.tsv");
	d->table = &t;
	while (table_next(&t)) {
		struct share_draft draft;
		struct share_thing thing;

		TRY(read_thing(tx, &t, &draft));
		draft.hours = hours;
		draft.hours_n = 0;
		read_hours(table_cell(&t, "hours"), hours, &draft.hours_n);
		clock_set(d->now - (BACK_DAYS + 30) * DAY_S);
		TRY(book_past(tx, d, &draft, (int64_t)t.line, &crowd));
		TRY(share_get(tx, DEMO_DISTRICT, draft.thing.id, &thing));
		TRY(book_days(tx, d, &thing, (int64_t)t.line, &crowd, 0, AHEAD_DAYS));
		if (thing.kind == SHARE_ROOM)
			TRY(book_for_body(tx, d, &thing));
		if (thing.kind == SHARE_GROUND && !thing.reach)
			TRY(close_once(tx, d, &thing));
	}
	d->table = NULL;
	clock_set(d->now);
	return share_sweep(tx, DEMO_DISTRICT, INT32_MAX);
}
