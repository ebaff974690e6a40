/* share_book.c: booking, once and again and again. */
#include "base/clock.h"
#include "base/id.h"
#include "features/account/account.h"
#include "features/share/share_rules.h"
#include "features/territory/territory.h"
#include "gen/share_sql.h"
#include "lib/recur.h"

enum { PURPOSE_MAX_CHARS = 200 };

/* How much of its capacity they take. */
static int64_t
units_of(const struct share_thing *t, int64_t people)
{
	return t->whole ? 1 : people;
}

/* ---- who may ---- */

/* Does the person live in reach of the thing? */
static bool
lives_in(struct tx *tx, const struct actor *who, int64_t reach)
{
	struct territory_node home, wide;

	if (!reach)
		return who->home != 0;
	if (!who->home || territory_get(tx, who->district, who->home, &home) < 0 ||
	    territory_get(tx, who->district, reach, &wide) < 0)
		return false;
	return territory_place_of(&home).at[wide.level] == reach;
}

/* Does the body lie in reach of the thing, or serve the whole district? */
static bool
body_in_reach(struct tx *tx, const struct actor *who, int64_t for_org, int64_t reach)
{
	struct territory_node home, wide;
	struct org body;

	if (account_org(tx, who->district, for_org, &body) < 0)
		return false;
	if (!reach || !body.place)
		return true;
	return territory_get(tx, who->district, body.place, &home) == 0 && territory_get(tx, who->district, reach, &wide) == 0 &&
	       territory_place_of(&home).at[wide.level] == reach;
}

/* Who books for a body asks for the body: its staff may, and its reach, limit and pause count. */
static int
check_body(struct tx *tx, const struct actor *who, const struct share_thing *t, int64_t for_org)
{
	struct share_pause pause;
	int rc;

	if (!share_serves(who, for_org))
		return fail(tx, E_INVALID, "for", N_("只能替自己工作的单位预约。"));
	if (t->who == SHARE_RESIDENTS && !body_in_reach(tx, who, for_org, t->reach) && !share_may_manage(tx, who, t))
		return fail(tx, E_DENIED, NULL, N_("这里只给附近的居民和单位预约。"));
	rc = sql_share_pause_now(tx, who->district, 0, for_org, t->org, clock_now(), &pause);
	if (rc == 0)
		return fail(tx, E_INVALID, NULL, N_("您的单位前几次约了没有来，暂停预约一段时间。有特殊情况请找管理的人。"));
	return rc == E_NOTFOUND ? 0 : rc;
}

static int
check_person(struct tx *tx, const struct actor *who, const struct share_thing *t, int64_t for_org)
{
	struct share_pause pause;
	int rc;

	if (!who->person || !actor_has(who, SHARE_BOOK))
		return E_DENIED;
	if (t->state != SHARE_OPEN)
		return fail(tx, E_INVALID, NULL, N_("这里现在不接受预约。"));
	if (t->who == SHARE_STAFF && !actor_is_staff(who))
		return fail(tx, E_DENIED, NULL, N_("这里只给工作人员预约。"));
	if (for_org)
		return check_body(tx, who, t, for_org);
	if (t->who == SHARE_RESIDENTS && !lives_in(tx, who, t->reach) && !share_may_manage(tx, who, t))
		return fail(tx, E_DENIED, NULL, N_("这里只给附近的居民预约。您要是住在这里，请先在“我的”里填好住处。"));
	rc = sql_share_pause_now(tx, who->district, who->person, 0, t->org, clock_now(), &pause);
	if (rc == 0)
		return fail(tx, E_INVALID, NULL, N_("前几次约了没有来，位子空着别人也用不上，所以暂停预约一段时间。有特殊情况请告诉我们。"));
	return rc == E_NOTFOUND ? 0 : rc;
}

static int
refuse_fit(struct tx *tx, enum share_fit fit)
{
	static const char *const why[] = {
		[SHARE_CLOSED] = N_("这段时间不开放，请换一个时间。"),
		[SHARE_OUTSIDE_HOURS] = N_("这个时间不在开放时间里，请换一个时间。"),
		[SHARE_TOO_FAR] = N_("还没有放到这么远的日子，请过几天再来约。"),
		[SHARE_PAST] = N_("这个时间已经开始了，请约后面的时间。"),
	};

	return fail(tx, E_INVALID, "from", why[fit]);
}

static int
check_wish(struct tx *tx, const struct share_whole *w, const struct share_wish *wish)
{
	if (wish->to - wish->from < w->thing.cells_least * w->slot.step_s)
		return fail(tx, E_INVALID, "to", N_("时间太短了，请约长一点。"));
	if (wish->people < 1 || wish->people > w->thing.seats)
		return fail(tx, E_INVALID, "people", N_("请写几个人来；这里坐不下的，请换大一点的地方。"));
	if (str_chars(wish->purpose) > PURPOSE_MAX_CHARS)
		return fail(tx, E_INVALID, "purpose", N_("用途写得太长了，最多 200 个字。"));
	return 0;
}

/* ---- one ---- */

int
share_open_left(struct tx *tx, const struct actor *who, const struct share_thing *t, int64_t for_org, int64_t *ret)
{
	int64_t most = for_org ? t->org_most : t->open_most;
	struct share_count open;

	if (for_org)
		TRY(sql_share_open_count_for(tx, who->district, for_org, t->id, clock_now(), &open));
	else
		TRY(sql_share_open_count(tx, who->district, who->person, t->id, clock_now(), &open));
	*ret = !most ? INT64_MAX : open.n < most ? most - open.n : 0;
	return 0;
}

static int
check_open_count(struct tx *tx, const struct actor *who, const struct share_thing *t, int64_t for_org)
{
	int64_t left;

	TRY(share_open_left(tx, who, t, for_org, &left));
	if (left)
		return 0;
	return fail(tx, E_INVALID, NULL, for_org ? N_("您的单位在这里约的次数已经到上限了，用完或取消一次再约。")
						 : N_("您在这里约的次数已经到上限了，用完或取消一次再约。"));
}

/* The time suits; takes the place, and writes the booking down. The same form twice is one booking. */
static int
book(struct tx *tx, const struct actor *who, const struct share_whole *w, const struct share_wish *wish, int64_t series,
     struct share_booking *ret)
{
	bool ask = w->thing.approval && !share_may_manage(tx, who, &w->thing);
	const struct slot_want want = {
		.thing = wish->thing, .from = wish->from, .to = wish->to, .units = units_of(&w->thing, wish->people), .person = who->person,
		.once = wish->once, .may_wait = wish->may_wait, .hold_until = ask ? wish->from : 0,
	};
	struct slot_take take;
	struct share_booking b;
	enum share_state state;
	int rc;

	TRY(slot_take(tx, who->district, &want, &take));
	rc = sql_share_booking_of_take(tx, who->district, take.id, ret);
	if (rc != E_NOTFOUND)
		return rc;
	/* In the thing's turn: nobody counts past the limit from two windows. */
	TRY(check_open_count(tx, who, &w->thing, wish->for_org));
	state = take.state == SLOT_WAITING ? SHARE_WAITING : ask ? SHARE_ASKED : SHARE_BOOKED;
	b = (struct share_booking){
		.id = id_new(), .thing = wish->thing, .take = take.id, .series = series, .person = who->person,
		.org = w->thing.org, .from_at = wish->from, .to_at = wish->to, .people = wish->people,
		.purpose = str_trim(wish->purpose), .state = state, .changed_at = clock_now(), .for_org = wish->for_org,
	};
	TRY(share_make(tx, who, &b));
	*ret = b;
	return 0;
}

int
share_book(struct tx *tx, const struct actor *who, const struct share_wish *wish, struct share_booking *ret)
{
	struct share_whole w;
	enum share_fit fit;
	int rc;

	TRY(share_load(tx, who->district, wish->thing, &w));
	TRY(check_person(tx, who, &w.thing, wish->for_org));
	TRY(check_wish(tx, &w, wish));
	fit = share_suits(&w, wish->from, wish->to);
	if (fit != SHARE_FITS)
		return refuse_fit(tx, fit);
	rc = book(tx, who, &w, wish, 0, ret);
	return rc == E_STALE ? fail(tx, E_STALE, "from", N_("刚刚被别人约走了，可以换一个时间，或者排队。")) : rc;
}

/* ---- again and again ---- */

static int
look_at(struct tx *tx, int64_t district, const struct share_whole *w, int64_t people, struct share_instance *i)
{
	struct slot_closing_list closings;
	int64_t n;

	i->fit = share_suits(w, i->from, i->to);
	if (i->fit != SHARE_FITS)
		return 0;
	TRY(slot_closings(tx, district, w->thing.id, i->from, i->to, &closings));
	TRY(slot_free(tx, district, w->thing.id, i->from, i->to, &n));
	i->fit = closings.n ? SHARE_CLOSED : n < units_of(&w->thing, people) ? SHARE_FULL : SHARE_FITS;
	return 0;
}

/* The instances of the rule from the wish's time on; their length is the wish's. */
static int
expand(struct tx *tx, const struct share_wish *wish, struct str text, struct share_instance_list *ret)
{
	const struct recur_time start = {.at = wish->from};
	struct share_instance_list list = {.v = NEW_ARRAY(tx->arena, struct share_instance, SHARE_SERIES_MOST)};
	struct recur_walk walk;
	struct recur rule;
	const char *why;
	int64_t at;
	int rc;

	if (recur_parse(text, &rule, &why) < 0 || recur_begin(&walk, &rule, &start, true, &why) < 0)
		return fail(tx, E_INVALID, "repeat", why);
	while ((rc = recur_next(&walk, &at)) == 0) {
		if (list.n == SHARE_SERIES_MOST)
			return fail(tx, E_INVALID, "repeat", N_("一次最多约 60 回，请写到哪一天为止。"));
		list.v[list.n++] = (struct share_instance){.from = at, .to = at + wish->to - wish->from};
	}
	if (rc != E_NOTFOUND || !list.n)
		return fail(tx, E_INVALID, "repeat", N_("按这个规则一次也没有，请改一改。"));
	*ret = list;
	return 0;
}

int
share_series_look(struct tx *tx, const struct actor *who, const struct share_wish *wish, struct str rule,
		  struct share_instance_list *ret)
{
	struct share_instance_list list;
	struct share_whole w;

	TRY(share_load(tx, who->district, wish->thing, &w));
	TRY(check_person(tx, who, &w.thing, wish->for_org));
	TRY(check_wish(tx, &w, wish));
	TRY(expand(tx, wish, rule, &list));
	for (size_t i = 0; i < list.n; i++)
		TRY(look_at(tx, who->district, &w, wish->people, &list.v[i]));
	*ret = list;
	return 0;
}

int
share_book_series(struct tx *tx, const struct actor *who, const struct share_wish *wish, struct str rule, int64_t *ret_series,
		  struct share_instance_list *ret)
{
	struct share_instance_list list;
	struct share_whole w;
	int64_t series = id_new();
	size_t booked = 0;

	TRY(share_load(tx, who->district, wish->thing, &w));
	TRY(share_series_look(tx, who, wish, rule, &list));
	for (size_t i = 0; i < list.n; i++) {
		struct share_wish one = *wish;
		struct share_booking b;
		int rc;

		if (list.v[i].fit != SHARE_FITS)
			continue;
		one.from = list.v[i].from;
		one.to = list.v[i].to;
		one.may_wait = false;
		one.once = wish->once.n ? str_fmt(tx->arena, "%.*s/%zu", STR(wish->once), i) : S("");
		rc = book(tx, who, &w, &one, series, &b);
		if (rc == E_STALE) { /* taken since it was looked at */
			list.v[i].fit = SHARE_FULL;
			continue;
		}
		TRY(rc);
		series = b.series;
		booked++;
	}
	if (!booked)
		return fail(tx, E_INVALID, "repeat", N_("这些时间一次也约不上，请换一个时间。"));
	*ret_series = series;
	*ret = list;
	return 0;
}
