/* territory_duty.c: who answers for a place, and when. */
#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"
#include "lib/calendar.h"
#include "kit/flow.h"

enum { HOLIDAY = 7 }; /* bit of days */

int
territory_duties(struct tx *tx, const struct territory_node *n, struct territory_duty_list *ret)
{
	const struct territory_chain chain = {n->id,   n->parent, n->unit,      n->building, n->grid,
					      n->area, n->community, n->street, n->district};

	return sql_territory_duties(tx, n->district, &chain, ret);
}

/* The day's bit: public holidays, and days on which the district said that it is closed, are Mondays to Fridays nobody works. */
static int
day_bit(int64_t district, int64_t day)
{
	int monday = (int)((day + 3) % 7); /* 1970-01-01 was a Thursday */

	return monday < 5 && !calendar_day_works((struct calendar_whose){.district = district}, day) ? HOLIDAY : monday;
}

bool
territory_on_duty(int64_t district, const struct territory_duty *d, int64_t at)
{
	struct civil c = clock_civil(at);
	int64_t day = clock_day(at), minute = c.hour * 60 + c.minute;
	bool today = d->days & 1 << day_bit(district, day), yesterday = d->days & 1 << day_bit(district, day - 1);

	if (d->from_min <= d->to_min)
		return today && minute >= d->from_min && minute < d->to_min;
	return (today && minute >= d->from_min) || (yesterday && minute < d->to_min);
}

/* ---- hours as people write them ---- */

static const char *const day_words[] = {"周一", "周二", "周三", "周四",
					"周五", "周六", "周日", "节假日"};

static bool
take(struct str *s, const char *word)
{
	struct str w = str_of(word);

	if (!str_starts(*s, w))
		return false;
	*s = str_sub(*s, w.n, s->n);
	return true;
}

static void
skip_blanks(struct str *s)
{
	while (take(s, " ") || take(s, "\xe3\x80\x80"))
		;
}

static int
take_day(struct str *s)
{
	for (int i = 0; i <= HOLIDAY; i++)
		if (take(s, day_words[i]))
			return i;
	return take(s, "周天") || take(s, "星期日") ? 6 : -1;
}

/* 周一至周五 · 周六、周日 · 每天 · 周末 · 工作日 */
static bool
take_days(struct str *s, int64_t *ret)
{
	int64_t days = 0;

	do {
		int from, to;

		if (take(s, "每天")) {
			days |= TERRITORY_EVERY_DAY;
		} else if (take(s, "工作日")) {
			days |= 0x1f;
		} else if (take(s, "周末")) {
			days |= 0x60;
		} else {
			from = to = take_day(s);
			if (from >= 0 &&
			    (take(s, "至") || take(s, "到") || take(s, "–") || take(s, "-")))
				to = take_day(s);
			if (from < 0 || to < from)
				return false;
			for (int i = from; i <= to; i++)
				days |= 1 << i;
		}
	} while (take(s, "、") || take(s, "，") || take(s, "和") || take(s, "及"));
	*ret = days;
	return true;
}

static bool
take_number(struct str *s, int64_t *ret)
{
	size_t n = 0;

	while (n < s->n && n < 2 && s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	if (!str_int(str_sub(*s, 0, n), ret))
		return false;
	*s = str_sub(*s, n, s->n);
	return true;
}

static bool
take_time(struct str *s, int64_t *ret)
{
	int64_t hour, minute = 0;

	if (!take_number(s, &hour))
		return false;
	if ((take(s, ":") || take(s, "：")) && !take_number(s, &minute))
		return false;
	if (hour > 24 || minute > 59 || (hour == 24 && minute))
		return false;
	*ret = hour * 60 + minute;
	return true;
}

bool
territory_hours_read(struct str s, int64_t *ret_days, int64_t *ret_from, int64_t *ret_to)
{
	int64_t days, from = 0, to = TERRITORY_DAY_MIN;

	s = str_trim(s);
	if (!take_days(&s, &days))
		return false;
	skip_blanks(&s);
	if (s.n && !take(&s, "全天")) {
		if (!take_time(&s, &from))
			return false;
		skip_blanks(&s);
		if (!take(&s, "–") && !take(&s, "-") && !take(&s, "至") && !take(&s, "到") &&
		    !take(&s, "—"))
			return false;
		skip_blanks(&s);
		if (!take_time(&s, &to) || from == to)
			return false;
	}
	if (s.n)
		return false;
	*ret_days = days;
	*ret_from = from;
	*ret_to = to;
	return true;
}

/* What hours are written with. */
struct hour_words {
	const char *const *days;
	const char *every_day, *all_day, *through, *and;
};
static const char *const english_days[] = {"Mon", "Tue", "Wed", "Thu",
					   "Fri", "Sat", "Sun", "holidays"};
static const struct hour_words chinese = {day_words, "每天", "全天", "至", "、"};
static const struct hour_words english_words = {english_days, "Daily", "all day", "–", ", "};

static void
put_days(struct buf *b, int64_t days, const struct hour_words *w)
{
	bool first = true;

	if ((days & TERRITORY_EVERY_DAY) == TERRITORY_EVERY_DAY || (days & 0x7f) == 0x7f) {
		buf_z(b, w->every_day);
		return;
	}
	for (int i = 0; i <= HOLIDAY; i++) {
		int last = i;

		if (!(days & 1 << i))
			continue;
		while (last < 6 && days & 1 << (last + 1))
			last++;
		if (!first)
			buf_z(b, w->and);
		first = false;
		buf_z(b, w->days[i]);
		if (last > i) {
			buf_z(b, last > i + 1 ? w->through : w->and);
			buf_z(b, w->days[last]);
		}
		i = last;
	}
}

struct str
territory_hours(struct arena *a, const struct territory_duty *d, bool english)
{
	const struct hour_words *w = english ? &english_words : &chinese;
	struct buf b;

	buf_init(&b, a);
	put_days(&b, d->days, w);
	if (d->from_min == 0 && d->to_min == TERRITORY_DAY_MIN)
		buf_fmt(&b, " %s", w->all_day);
	else
		buf_fmt(&b, " %lld:%02lld–%lld:%02lld", (long long)(d->from_min / 60),
			(long long)(d->from_min % 60), (long long)(d->to_min / 60),
			(long long)(d->to_min % 60));
	return buf_done(&b);
}

/* ---- changing ---- */

static bool
is_phone(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digits++;
		else if (s.p[i] != '-' && s.p[i] != ' ' && !(s.p[i] == '+' && i == 0))
			return false;
	}
	return digits >= 3 && digits <= 15 && s.n <= 24;
}

static int
check(struct tx *tx, const struct territory_duty_new *d)
{
	if (!str_trim(d->name).n || str_chars(d->name) > 20 || !str_valid(d->name))
		return fail(tx, E_INVALID, "name", N_("请填负责人怎么称呼，最多 20 个字。"));
	if (!str_trim(d->duty).n || str_chars(d->duty) > 20 || !str_valid(d->duty))
		return fail(tx, E_INVALID, "duty",
			    N_("请填负责什么，比如“网格员”，最多 20 个字。"));
	if (d->phone.n && !is_phone(d->phone))
		return fail(tx, E_INVALID, "phone",
			    N_("工作电话只写数字和短横，比如 0755-12345678。"));
	if (!(d->days & TERRITORY_EVERY_DAY) || d->days & ~(int64_t)TERRITORY_EVERY_DAY)
		return fail(tx, E_INVALID, "days", N_("请选在哪几天。"));
	if (d->from_min < 0 || d->from_min >= TERRITORY_DAY_MIN)
		return fail(tx, E_INVALID, "from", N_("请填几点开始，比如 8:30。"));
	if (d->to_min <= 0 || d->to_min > TERRITORY_DAY_MIN || d->to_min == d->from_min)
		return fail(tx, E_INVALID, "to", N_("请填几点结束，比如 20:00。"));
	return 0;
}

/* A form sent twice, a program that asks again: the same person is not there twice. */
static int
find_same(struct tx *tx, const struct territory_node *n, const struct territory_duty_new *d,
	  int64_t *ret_id)
{
	const struct territory_chain chain = {.n1 = n->id};
	struct territory_duty_list list;

	TRY(sql_territory_duties(tx, n->district, &chain, &list));
	for (size_t i = 0; i < list.n; i++) {
		const struct territory_duty *o = &list.v[i];

		if (str_eq(o->name, str_trim(d->name)) && str_eq(o->duty, str_trim(d->duty)) &&
		    str_eq(o->phone, d->phone) && o->days == d->days &&
		    o->from_min == d->from_min && o->to_min == d->to_min &&
		    o->person == d->person) {
			*ret_id = o->id;
			return 0;
		}
	}
	return E_NOTFOUND;
}

int
territory_duty_add(struct tx *tx, const struct actor *who, int64_t node,
		   const struct territory_duty_new *d, int64_t *ret_id)
{
	struct territory_duty row = {
		.id = id_new(),
		.node = node,
		.person = d->person,
		.name = str_trim(d->name),
		.duty = str_trim(d->duty),
		.phone = d->phone,
		.days = d->days,
		.from_min = d->from_min,
		.to_min = d->to_min,
	};
	struct territory_node n;
	int rc;

	TRY(territory_for_change(tx, who, node, 0, TERRITORY_DUTY, &n));
	TRY(check(tx, d));
	rc = find_same(tx, &n, d, ret_id);
	if (rc != E_NOTFOUND)
		return rc;
	TRY(sql_territory_duty_add(tx, who->district, &row));
	TRY(territory_note(tx, who, &n, TERRITORY_DUTY_ADDED,
			   str_fmt(tx->arena, "duty=%lld", (long long)row.id),
			   str_fmt(tx->arena, "%.*s %.*s", STR(row.duty), STR(row.name))));
	*ret_id = row.id;
	return 0;
}

int
territory_duty_remove(struct tx *tx, const struct actor *who, int64_t node, int64_t id)
{
	struct territory_node n;
	struct territory_duty d;

	TRY(territory_for_change(tx, who, node, 0, TERRITORY_DUTY, &n));
	TRY(sql_territory_duty_get(tx, who->district, node, id, &d));
	TRY(sql_territory_duty_remove(tx, who->district, node, id));
	return territory_note(tx, who, &n, TERRITORY_DUTY_REMOVED,
			      str_fmt(tx->arena, "duty=%lld", (long long)id),
			      str_fmt(tx->arena, "%.*s %.*s", STR(d.duty), STR(d.name)));
}

int
territory_own_duties(struct tx *tx, const struct actor *who, struct territory_duty_list *ret)
{
	return sql_territory_duties_of(tx, who->district, who->person, ret);
}

/* The name stands in the history of the place too, in the steps that added this duty. */
static int
forget_duty(struct tx *tx, int64_t district, const struct territory_duty *d)
{
	struct str data = str_fmt(tx->arena, "duty=%lld", (long long)d->id);
	struct actor nobody = actor_system_of;
	struct flow_step_list steps;
	struct territory_node n;

	nobody.district = district;
	TRY(flow_list(tx, district, FLOW_TERRITORY, d->node, FLOW_INTERNAL, &steps));
	for (size_t i = 0; i < steps.n; i++)
		if (str_eq(steps.v[i].data, data))
			TRY(flow_forget_text(tx, district, FLOW_TERRITORY, d->node, steps.v[i].seq));
	TRY(sql_territory_duty_remove(tx, district, d->node, d->id));
	TRY(territory_get(tx, district, d->node, &n));
	return territory_note(tx, &nobody, &n, TERRITORY_DUTY_REMOVED, data, d->duty);
}

int
territory_forget(struct tx *tx, const struct actor *who)
{
	struct territory_duty_list duties;

	TRY(territory_own_duties(tx, who, &duties));
	for (size_t i = 0; i < duties.n; i++)
		TRY(forget_duty(tx, who->district, &duties.v[i]));
	return 0;
}
