/* share.c: things that can be booked, and who manages them. */
#include "features/share/share_rules.h"

#include "base/clock.h"
#include "base/id.h"
#include "features/account/account.h"
#include "features/territory/territory.h"
#include "gen/share_sql.h"
#include "lib/calendar.h"

enum { DAY_S = 86400, DAY_MIN = 1440, NAME_MAX_CHARS = 40, TEXT_MAX_CHARS = 2000, HOURS_MOST = 30, DAYS_ALL = 0x1FF, STEP = 200, SEATS_MOST = 100000 };

int
share_day_of(struct calendar_whose whose, int64_t day)
{
	int monday = (int)(((day + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
	bool works = calendar_day_works(whose, day);

	if (monday < 5)
		return works ? monday : SHARE_HOLIDAY;
	return works ? SHARE_SHIFTED : monday;
}

int
share_get(struct tx *tx, int64_t district, int64_t id, struct share_thing *ret)
{
	return sql_share_thing_get(tx, district, id, ret);
}

int
share_list(struct tx *tx, int64_t district, int64_t community, int64_t kind, int64_t after, int64_t limit,
	   struct share_thing_list *ret)
{
	return sql_share_things_of(tx, district, community, kind, after, limit, ret);
}

int
share_managed_list(struct tx *tx, const struct actor *who, int64_t after, int64_t limit, struct share_thing_list *ret)
{
	struct share_thing_list kept = {NEW_ARRAY(tx->arena, struct share_thing, (size_t)limit), 0}, all;

	do {
		TRY(sql_share_things_any(tx, who->district, after, STEP, &all));
		for (size_t i = 0; i < all.n && (int64_t)kept.n < limit; i++)
			if (share_may_manage(tx, who, &all.v[i]))
				kept.v[kept.n++] = all.v[i];
		if (all.n)
			after = all.v[all.n - 1].id;
	} while (all.n == STEP && (int64_t)kept.n < limit);
	*ret = kept;
	return 0;
}

int
share_load(struct tx *tx, int64_t district, int64_t id, struct share_whole *ret)
{
	struct share_whole w;

	TRY(sql_share_thing_get(tx, district, id, &w.thing));
	TRY(slot_get(tx, district, id, &w.slot));
	TRY(sql_share_hours_of(tx, district, id, &w.hours));
	w.whose = (struct calendar_whose){.district = district, .org = w.thing.org};
	*ret = w;
	return 0;
}

/* The day's minutes of the time lie in one of the thing's hours for such a day. Whole days ask no hours. */
static bool
in_hours(const struct share_whole *w, int64_t from, int64_t to)
{
	int64_t day = clock_day(from), minute = (from + 8 * 3600) % DAY_S / 60, end = minute + (to - from) / 60;
	int bit = share_day_of(w->whose, day);

	if (w->slot.step_s % DAY_S == 0)
		return true;
	for (size_t i = 0; i < w->hours.n; i++) {
		const struct share_hours *h = &w->hours.v[i];

		if (h->days & 1 << bit && minute >= h->from_min && end <= h->to_min)
			return true;
	}
	return false;
}

enum share_fit
share_suits(const struct share_whole *w, int64_t from, int64_t to)
{
	int64_t now = clock_now();

	if (from <= now)
		return SHARE_PAST;
	if (clock_day(from) > clock_day(now) + w->thing.ahead_days)
		return SHARE_TOO_FAR;
	return in_hours(w, from, to) ? SHARE_FITS : SHARE_OUTSIDE_HOURS;
}

/* ---- making and changing ---- */

static int
check_texts(struct tx *tx, const struct share_thing *t)
{
	if (!str_trim(t->name).n || str_chars(t->name) > NAME_MAX_CHARS)
		return fail(tx, E_INVALID, "name", N_("请写名称，最多 40 个字。"));
	if (str_chars(t->name_en) > 2 * NAME_MAX_CHARS)
		return fail(tx, E_INVALID, "name_en", N_("英文名称太长了，最多 80 个字符。"));
	if (str_chars(t->about) > TEXT_MAX_CHARS || str_chars(t->rules) > TEXT_MAX_CHARS)
		return fail(tx, E_INVALID, "rules", N_("写得太长了，最多 2000 个字。"));
	return 0;
}

static int
check_numbers(struct tx *tx, const struct share_draft *d)
{
	const struct share_thing *t = &d->thing;

	if (t->kind < SHARE_ROOM || t->kind >= SHARE_KIND__MAX)
		return fail(tx, E_INVALID, "kind", N_("请选择是什么场地。"));
	if (t->seats < 1 || t->seats > SEATS_MOST)
		return fail(tx, E_INVALID, "seats", N_("请写能坐多少人，1 到 100000。"));
	if (t->who < SHARE_ANYBODY || t->who > SHARE_STAFF)
		return fail(tx, E_INVALID, "who", N_("请选择谁可以约。"));
	if (t->cells_least < 1 || t->cells_least > d->slot.cells_most)
		return fail(tx, E_INVALID, "least", N_("最短的时间不能比最长的还长。"));
	if (t->ahead_days < 0 || t->ahead_days > 400)
		return fail(tx, E_INVALID, "ahead", N_("最多提前 400 天预约。"));
	if (t->open_most < 0 || t->org_most < 0 || t->cancel_s < 0 || t->cancel_s > 30 * DAY_S)
		return fail(tx, E_INVALID, "cancel", N_("取消的期限最长 30 天。"));
	if (t->absent_most < 0 || t->absent_days < 0 || t->absent_days > 400 || t->pause_days < 0 || t->pause_days > 400)
		return fail(tx, E_INVALID, "pause", N_("天数要在 0 到 400 之间。"));
	return 0;
}

static int
put_hours(struct tx *tx, int64_t district, int64_t id, const struct share_draft *d)
{
	if (d->hours_n > HOURS_MOST)
		return fail(tx, E_INVALID, "hours", N_("开放时间最多写 30 段。"));
	TRY(sql_share_hours_drop(tx, district, id, NULL));
	for (size_t i = 0; i < d->hours_n; i++) {
		const struct share_hours *h = &d->hours[i];

		if (!(h->days & DAYS_ALL) || h->days & ~(int64_t)DAYS_ALL || h->from_min < 0 || h->to_min > DAY_MIN ||
		    h->from_min >= h->to_min)
			return fail(tx, E_INVALID, "hours", N_("开放时间不对：要选星期，开始要早于结束。"));
		TRY(sql_share_hours_add(tx, district, id, (int64_t)i + 1, h->days, h->from_min, h->to_min));
	}
	return 0;
}

static int
edit_thing(struct tx *tx, const struct actor *who, const struct share_thing *t)
{
	struct share_thing old;

	TRY(sql_share_thing_get(tx, who->district, t->id, &old));
	if (!share_may_manage(tx, who, &old))
		return E_DENIED;
	return sql_share_thing_change(tx, who->district, t);
}

int
share_put(struct tx *tx, const struct actor *who, const struct share_draft *d, int64_t *ret_id)
{
	struct share_thing t = d->thing;
	struct slot_thing slot = d->slot;
	struct slot_take_list moved;
	struct territory_node n;
	struct org org;

	if (territory_get(tx, who->district, t.place, &n) < 0)
		return fail(tx, E_INVALID, "place", N_("请选择地点。"));
	t.community = n.community;
	t.name = str_trim(t.name);
	t.approval = t.approval != 0;
	t.whole = t.whole != 0;
	t.check_in = t.check_in != 0;
	t.state = t.id && t.state == SHARE_SHUT ? SHARE_SHUT : SHARE_OPEN;
	if (!share_may_manage(tx, who, &t))
		return E_DENIED;
	if (t.org && account_org(tx, who->district, t.org, &org) < 0)
		return fail(tx, E_INVALID, "org", N_("没有这个单位。"));
	if (t.reach && territory_get(tx, who->district, t.reach, &n) < 0)
		return fail(tx, E_INVALID, "reach", N_("请选择哪里的居民可以约。"));
	TRY(check_texts(tx, &t));
	TRY(check_numbers(tx, d));
	if (t.id) {
		TRY(edit_thing(tx, who, &t));
	} else {
		t.id = id_new();
		t.version = 1;
		TRY(sql_share_thing_add(tx, who->district, &t));
	}
	slot.id = t.id;
	slot.capacity = t.whole ? 1 : t.seats;
	TRY(slot_put(tx, who->district, &slot, &moved));
	TRY(put_hours(tx, who->district, t.id, d));
	TRY(share_follow(tx, who->district, &moved));
	*ret_id = t.id;
	return 0;
}
