/* workday.c: hours and days of work of districts and bodies. */
#include "kit/workday.h"

#include <stdlib.h>

#include "base/clock.h"
#include "gen/kit_sql.h"
#include "kit/sealed.h"
#include "kit/setting.h"
#include "lib/decree.h"

enum { DAY_S = 86400, DAY_MIN = 1440, HOUR = 60 };

/* ---- hours as people write them ---- */

static bool
take(struct str *rest, struct str word)
{
	if (!str_starts(*rest, word))
		return false;
	*rest = str_sub(*rest, word.n, rest->n);
	return true;
}

static bool
take_between(struct str *rest, const struct str *words, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++)
		if (take(rest, words[i])) {
			any = true;
			i = SIZE_MAX;
		}
	return any;
}

static bool
take_digits(struct str *rest, size_t least, int64_t most, int64_t *ret)
{
	size_t n = 0;
	int64_t v = 0;

	while (n < rest->n && n < 2 && rest->p[n] >= '0' && rest->p[n] <= '9')
		v = v * 10 + (rest->p[n++] - '0');
	if (n < least || v > most)
		return false;
	*ret = v;
	*rest = str_sub(*rest, n, rest->n);
	return true;
}

static bool
take_time(struct str *rest, int64_t *ret)
{
	int64_t hour, minute;

	if (!take_digits(rest, 1, 24, &hour) || !(take(rest, S(":")) || take(rest, S("：")) || take(rest, S("点"))) ||
	    !take_digits(rest, 2, 59, &minute) || hour * HOUR + minute > DAY_MIN)
		return false;
	*ret = hour * HOUR + minute;
	return true;
}

const char *
workday_hours(struct str text, struct calendar_hours *ret)
{
	static const struct str to[] = {S("-"), S("–"), S("—"), S("－"), S("~"), S("～"), S("到"), S("至"), S(" ")};
	static const struct str apart[] = {S(" "), S(","), S("，"), S("、"), S(";"), S("；"), S("　")};
	struct calendar_hours h = {0};
	struct str rest = str_trim(text);
	int64_t last = -1, sum = 0;

	while (rest.n) {
		int64_t a, b;

		if (h.n == CALENDAR_SPANS)
			return N_("一天最多写三段");
		if (!take_time(&rest, &a) || !take_between(&rest, to, sizeof to / sizeof *to) || !take_time(&rest, &b))
			return N_("请写成 8:30-12:00 14:00-18:30");
		if (b <= a || a <= last)
			return N_("要从早到晚写，每段的结束要晚于开始");
		h.v[h.n].from = a;
		h.v[h.n++].to = last = b;
		sum += b - a;
		if (rest.n && !take_between(&rest, apart, sizeof apart / sizeof *apart))
			return N_("请写成 8:30-12:00 14:00-18:30");
	}
	if (h.n && sum < CALENDAR_DAY_LEAST)
		return N_("一天至少要上一小时");
	*ret = h;
	return NULL;
}

struct str
workday_hours_text(struct arena *a, const struct calendar_hours *h)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < h->n; i++)
		buf_fmt(&b, "%s%02d:%02d-%02d:%02d", i ? " " : "", (int)(h->v[i].from / HOUR), (int)(h->v[i].from % HOUR),
			(int)(h->v[i].to / HOUR), (int)(h->v[i].to % HOUR));
	return buf_done(&b);
}

/* ---- what is kept ---- */

static struct calendar_hours
hours_of(struct str text)
{
	struct calendar_hours h = {0};

	workday_hours(text, &h);
	return h;
}

int
workday_load(struct tx *tx)
{
	struct work_week_of_list weeks;
	struct work_day_of_list days;
	struct calendar_week *w;
	struct calendar_own *d;

	TRY(sql_work_weeks_all(tx, &weeks));
	TRY(sql_work_days_all(tx, &days));
	w = NEW_ARRAY(tx->arena, struct calendar_week, weeks.n);
	d = NEW_ARRAY(tx->arena, struct calendar_own, days.n);
	for (size_t i = 0; i < weeks.n; i++)
		w[i] = (struct calendar_week){
			.district = weeks.v[i].district, .from_day = weeks.v[i].from_day,
			.week = hours_of(weeks.v[i].week), .weekend = hours_of(weeks.v[i].weekend),
		};
	for (size_t i = 0; i < days.n; i++)
		d[i] = (struct calendar_own){
			.district = days.v[i].district, .org = days.v[i].org, .day = days.v[i].day, .until = days.v[i].until,
			.said = (enum calendar_said)days.v[i].said,
		};
	calendar_keep(&(struct calendar_book){.weeks = w, .weeks_n = weeks.n, .days = d, .days_n = days.n});
	return 0;
}

int
workday_days(struct tx *tx, int64_t district, struct work_day_list *ret)
{
	return sql_work_days(tx, district, ret);
}

static int
by_day(const void *a, const void *b)
{
	const struct calendar_own *x = a, *y = b;

	return x->org != y->org ? (x->org > y->org) - (x->org < y->org) : (x->day > y->day) - (x->day < y->day);
}

static int
by_from(const void *a, const void *b)
{
	const struct calendar_week *x = a, *y = b;

	return (x->from_day > y->from_day) - (x->from_day < y->from_day);
}

/* Puts a day in, over the one that is there. */
static void
put_own(struct calendar_own *v, size_t *n, const struct calendar_own *one)
{
	size_t i = 0;

	while (i < *n && (v[i].org != one->org || v[i].day != one->day))
		i++;
	v[i] = *one;
	*n += i == *n;
}

int
workday_book(struct tx *tx, int64_t district, const struct workday_change *change, struct calendar_book *ret)
{
	size_t more = change ? change->n : 0, weeks_n = 0, days_n = 0;
	struct work_week_list weeks;
	struct work_day_list days;
	struct calendar_week *w;
	struct calendar_own *d;

	TRY(sql_work_weeks(tx, district, &weeks));
	TRY(sql_work_days(tx, district, &days));
	w = NEW_ARRAY(tx->arena, struct calendar_week, weeks.n + 1);
	d = NEW_ARRAY(tx->arena, struct calendar_own, days.n + more);
	for (size_t i = 0; i < weeks.n; i++)
		if (!change || weeks.v[i].from_day != change->week.from_day)
			w[weeks_n++] = (struct calendar_week){
				.district = district, .from_day = weeks.v[i].from_day,
				.week = hours_of(weeks.v[i].week), .weekend = hours_of(weeks.v[i].weekend),
			};
	if (change && change->week.from_day)
		w[weeks_n++] = change->week;
	for (size_t i = 0; i < days.n; i++)
		d[days_n++] = (struct calendar_own){
			.district = district, .org = days.v[i].org, .day = days.v[i].day, .until = days.v[i].until,
			.said = (enum calendar_said)days.v[i].said,
		};
	for (size_t i = 0; i < more; i++)
		put_own(d, &days_n, &change->v[i].own);
	qsort(w, weeks_n, sizeof *w, by_from);
	qsort(d, days_n, sizeof *d, by_day);
	*ret = (struct calendar_book){.weeks = w, .weeks_n = weeks_n, .days = d, .days_n = days_n};
	return 0;
}

int
workday_since(struct tx *tx, int64_t district, int64_t org, int64_t at, int64_t to, bool *ret)
{
	struct work_number days, weeks;

	TRY(sql_work_days_since(tx, district, org, at, 0, clock_day(to), &days));
	TRY(sql_work_weeks_since(tx, district, at, clock_day(to), &weeks));
	*ret = days.n || weeks.n;
	return 0;
}

int
workday_late(struct tx *tx, int64_t district, bool *ret)
{
	struct work_day_list days;

	TRY(sql_work_days(tx, district, &days));
	*ret = false;
	for (size_t i = 0; i < days.n; i++)
		*ret |= days.v[i].day <= clock_day(days.v[i].at);
	return 0;
}

/* ---- what is said ---- */

static int
refuse(struct workday_change *c, const char *at, const char *flaw, struct str by)
{
	c->at = at;
	c->flaw = flaw;
	c->by = by;
	return E_INVALID;
}

static int
check_room(struct tx *tx, int64_t district, struct workday_change *c, const char *at)
{
	struct calendar_book book;

	TRY(workday_book(tx, district, c, &book));
	return book.days_n > WORKDAY_MOST ? refuse(c, at, N_("记的日子太多了，最多 {1} 天"), str_number(tx->arena, WORKDAY_MOST)) : 0;
}

/* Is there work on a day, by what is kept? */
static int
is_worked(struct tx *tx, int64_t district, int64_t day, bool *ret)
{
	struct calendar_book book;
	int64_t begin = clock_at(1970, 1, 1, 0, 0, 0) + day * DAY_S;

	TRY(workday_book(tx, district, NULL, &book));
	*ret = calendar_used((struct calendar_whose){.district = district, .book = &book}, CALENDAR_OFFICE, begin, begin + DAY_S) > 0;
	return 0;
}

int
workday_run(struct tx *tx, int64_t district, int64_t org, int64_t from_day, int64_t to_day, enum calendar_said said, int64_t until,
	    struct str name, struct workday_change *ret)
{
	int64_t today = clock_day(clock_now());
	bool worked;

	*ret = (struct workday_change){0};
	if (from_day < today)
		return refuse(ret, "from", N_("过去的日子不能再改，已经算过了"), S(""));
	if (to_day < from_day)
		return refuse(ret, "to", N_("结束的日子要不早于开始的日子"), S(""));
	if (to_day - from_day >= WORKDAY_RUN_MOST)
		return refuse(ret, "to", N_("一次最多 {1} 天"), str_number(tx->arena, WORKDAY_RUN_MOST));
	if (to_day > today + WORKDAY_AHEAD_MOST)
		return refuse(ret, "to", N_("太远了，最多到 {1} 天以后"), str_number(tx->arena, WORKDAY_AHEAD_MOST));
	if (str_chars(name) > WORKDAY_NAME_CHARS)
		return refuse(ret, "name", N_("最多 {1} 个字"), str_number(tx->arena, WORKDAY_NAME_CHARS));
	if (said == CALENDAR_SHORT && (until <= 0 || until >= DAY_MIN))
		return refuse(ret, "until", N_("请写几点下班，例如 17:00"), S(""));
	ret->v = NEW_ARRAY(tx->arena, struct workday_new, (size_t)(to_day - from_day + 1));
	for (int64_t day = from_day; day <= to_day; day++) {
		TRY(is_worked(tx, district, day, &worked));
		if (said == CALENDAR_SHORT && !worked)
			return refuse(ret, "from", N_("里面有不上班的日子，不能说早下班"), S(""));
		ret->v[ret->n++] = (struct workday_new){
			.own = {.district = district, .org = org, .day = day, .said = said, .until = said == CALENDAR_SHORT ? until : 0},
			.name = name,
		};
	}
	return check_room(tx, district, ret, "from");
}

int
workday_notice(struct tx *tx, int64_t district, const struct decree *d, struct workday_change *ret)
{
	int64_t today = clock_day(clock_now());
	bool known = calendar_known(d->year);

	*ret = (struct workday_change){.v = NEW_ARRAY(tx->arena, struct workday_new, d->n)};
	for (size_t i = 0; i < d->n; i++)
		if (d->v[i].day >= today && !(known && calendar_works(d->v[i].day) == d->v[i].works))
			ret->v[ret->n++] = (struct workday_new){
				.own = {.district = district, .day = d->v[i].day, .said = d->v[i].works ? CALENDAR_OPEN : CALENDAR_CLOSED},
				.name = d->v[i].name,
			};
	if (!ret->n)
		return refuse(ret, "text", known ? N_("这一年的放假和调休早就带上了，没有不一样的") : N_("这些日子都过去了"), S(""));
	if (ret->v[ret->n - 1].own.day > today + WORKDAY_AHEAD_MOST)
		return refuse(ret, "text", N_("太远了，最多到 {1} 天以后"), str_number(tx->arena, WORKDAY_AHEAD_MOST));
	return check_room(tx, district, ret, "text");
}

int
workday_week(struct tx *tx, int64_t district, int64_t from_day, struct str week, struct str weekend, struct workday_change *ret)
{
	int64_t today = clock_day(clock_now());
	struct work_week_list weeks;
	const char *flaw;

	*ret = (struct workday_change){.week = {.district = district, .from_day = from_day}};
	flaw = workday_hours(week, &ret->week.week);
	if (!flaw && !ret->week.week.n)
		flaw = N_("周一到周五总要有上班的时间；放假写在下面“不一样的日子”里");
	if (flaw)
		return refuse(ret, "week", flaw, S(""));
	flaw = workday_hours(weekend, &ret->week.weekend);
	if (flaw)
		return refuse(ret, "weekend", flaw, S(""));
	if (from_day <= today)
		return refuse(ret, "from", N_("最早从明天起：今天的已经在算了"), S(""));
	if (from_day > today + WORKDAY_AHEAD_MOST)
		return refuse(ret, "from", N_("太远了，最多到 {1} 天以后"), str_number(tx->arena, WORKDAY_AHEAD_MOST));
	TRY(sql_work_weeks(tx, district, &weeks));
	return weeks.n >= WORKDAY_WEEKS_MOST ? refuse(ret, "from", N_("上班时间改得太多了，最多记 {1} 次"), str_number(tx->arena, WORKDAY_WEEKS_MOST))
					     : 0;
}

/* ---- keeping it ---- */

static void
spell_date(struct buf *b, int64_t day)
{
	struct civil c = clock_civil(day * DAY_S);

	buf_fmt(b, "%04d-%02d-%02d", c.year, c.month, c.day);
}

/* "2027-01-01~2027-01-03 closed 元旦;2027-01-04 open": days in runs, as the step tells them. */
static void
spell(struct buf *b, const struct workday_new *v, size_t n)
{
	static const char *const words[CALENDAR_SAID__MAX] = {
		[CALENDAR_AS_USUAL] = "usual", [CALENDAR_CLOSED] = "closed", [CALENDAR_OPEN] = "open", [CALENDAR_SHORT] = "until",
	};

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && v[end].own.day == v[end - 1].own.day + 1 && v[end].own.said == v[i].own.said &&
				  v[end].own.until == v[i].own.until && str_eq(v[end].name, v[i].name);
		     end++)
			;
		buf_z(b, i ? ";" : "");
		spell_date(b, v[i].own.day);
		if (end - i > 1) {
			buf_z(b, "~");
			spell_date(b, v[end - 1].own.day);
		}
		buf_fmt(b, " %s", words[v[i].own.said]);
		if (v[i].own.said == CALENDAR_SHORT)
			buf_fmt(b, " %02d:%02d", (int)(v[i].own.until / HOUR), (int)(v[i].own.until % HOUR));
		if (v[i].name.n)
			buf_fmt(b, " %.*s", STR(v[i].name));
	}
}

static int
put_days(struct tx *tx, const struct actor *who, const struct workday_change *c, bool *ret_changed)
{
	struct workday_new *was = NEW_ARRAY(tx->arena, struct workday_new, c->n);
	struct work_day_list days;
	struct buf b;

	*ret_changed = false;
	TRY(sql_work_days(tx, who->district, &days));
	for (size_t i = 0; i < c->n; i++) {
		const struct workday_new *n = &c->v[i];

		was[i].own = (struct calendar_own){.day = n->own.day, .said = CALENDAR_AS_USUAL};
		was[i].name = S("");
		for (size_t k = 0; k < days.n; k++)
			if (days.v[k].org == n->own.org && days.v[k].day == n->own.day) {
				was[i].own.said = (enum calendar_said)days.v[k].said;
				was[i].own.until = days.v[k].until;
				was[i].name = days.v[k].name;
			}
		if (was[i].own.said == n->own.said && was[i].own.until == n->own.until && str_eq(was[i].name, n->name))
			continue;
		*ret_changed = true;
		TRY(sql_work_day_put(tx, who->district,
				     &(struct work_day){n->own.org, n->own.day, n->own.said, n->own.until, n->name, clock_now()}));
	}
	if (!*ret_changed)
		return 0;
	buf_init(&b, tx->arena);
	spell(&b, was, c->n);
	buf_z(&b, "\n");
	spell(&b, c->v, c->n);
	return sealed_add(tx, who, &setting_sealed,
			  &(struct flow_new){.id = who->district, .kind = SETTING_STEP_DAYS, .sight = FLOW_INTERNAL,
					     .data = c->v[0].own.org ? str_fmt(tx->arena, "work.days %lld", (long long)c->v[0].own.org)
								     : S("work.days"),
					     .text = buf_done(&b)});
}

/* The hours that hold on a day, as the step tells them. */
static int
spell_week(struct tx *tx, int64_t district, int64_t day, struct buf *b)
{
	struct str week = S("08:30-12:00 14:00-18:30"), weekend = S("");
	struct work_week_list weeks;

	TRY(sql_work_weeks(tx, district, &weeks));
	for (size_t i = 0; i < weeks.n && weeks.v[i].from_day <= day; i++) {
		week = weeks.v[i].week;
		weekend = weeks.v[i].weekend;
	}
	buf_fmt(b, "%.*s / %.*s", STR(week), STR(weekend.n ? weekend : S("-")));
	return 0;
}

static int
put_week(struct tx *tx, const struct actor *who, const struct calendar_week *w, bool *ret_changed)
{
	struct work_week row = {w->from_day, workday_hours_text(tx->arena, &w->week), workday_hours_text(tx->arena, &w->weekend), clock_now()};
	struct str is = str_fmt(tx->arena, "%.*s / %.*s", STR(row.week), STR(row.weekend.n ? row.weekend : S("-")));
	struct buf was, b;

	buf_init(&was, tx->arena);
	TRY(spell_week(tx, who->district, w->from_day, &was));
	*ret_changed = !str_eq(buf_done(&was), is);
	if (!*ret_changed)
		return 0;
	TRY(sql_work_week_put(tx, who->district, &row));
	buf_init(&b, tx->arena);
	buf_fmt(&b, "%.*s\n", STR(buf_done(&was)));
	spell_date(&b, w->from_day);
	buf_fmt(&b, " %.*s", STR(is));
	return sealed_add(tx, who, &setting_sealed,
			  &(struct flow_new){.id = who->district, .kind = SETTING_STEP_WEEK, .sight = FLOW_INTERNAL, .data = S("work.week"),
					     .text = buf_done(&b)});
}

int
workday_put(struct tx *tx, const struct actor *who, const struct workday_change *c, bool *ret_changed)
{
	return c->week.from_day ? put_week(tx, who, &c->week, ret_changed) : put_days(tx, who, c, ret_changed);
}
