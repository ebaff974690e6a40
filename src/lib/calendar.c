/* calendar.c: working time, counted in seconds, day by day. */
#include "lib/calendar.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The number clock_day() gives a date; the year begins in March so that the leap day is last. */
#define SHIFTED(y, m) ((y) - ((m) <= 2))
#define DAY_OF(y, m, d)                                                                            \
	(SHIFTED(y, m) * 365 + SHIFTED(y, m) / 4 - SHIFTED(y, m) / 100 + SHIFTED(y, m) / 400 +     \
	 (153 * ((m) > 2 ? (m) - 3 : (m) + 9) + 2) / 5 + (d) - 1 - 719468)

/* Days that are not what their weekday says. */
static const struct {
	int first, days;
	bool works;
	const char *name;
} exceptions[] = {
#define YEAR(y)
#define OFF(y, m, d, n, name_) {.first = DAY_OF(y, m, d), .days = (n), .works = false, .name = (name_)},
#define WORK(y, m, d, name_) {.first = DAY_OF(y, m, d), .days = 1, .works = true, .name = (name_)},
#include "lib/holiday.def"
#undef YEAR
#undef OFF
#undef WORK
};

static const int years[] = {
#define YEAR(y) y,
#define OFF(y, m, d, n, name)
#define WORK(y, m, d, name)
#include "lib/holiday.def"
#undef YEAR
#undef OFF
#undef WORK
};

/* Working hours where nobody said others. */
static const struct calendar_week usual = {
	.week = {.n = 2, .v = {{.from = 8 * 60 + 30, .to = 12 * 60}, {.from = 14 * 60, .to = 18 * 60 + 30}}},
};

enum { DAY_S = 86400, EPOCH_WEEKDAY = 4 /* 1970-01-01 was a Thursday */ };

/* What was loaded of each day. Bytes that stand alone: who reads while another loads sees the old or the new of a day. */
enum said { SAID_NOTHING, SAID_FREE, SAID_WORKS };
enum {
	FIRST_DAY = DAY_OF(CALENDAR_FIRST_YEAR, 1, 1),
	LOADED_DAYS = DAY_OF(CALENDAR_LAST_YEAR + 1, 1, 1) - FIRST_DAY
};
static _Atomic unsigned char loaded[LOADED_DAYS];

void
calendar_load(const struct calendar_day *days, size_t n)
{
	unsigned char said[LOADED_DAYS];

	memset(said, SAID_NOTHING, sizeof said);
	for (size_t i = 0; i < n; i++)
		if (days[i].day >= FIRST_DAY && days[i].day < FIRST_DAY + LOADED_DAYS)
			said[days[i].day - FIRST_DAY] = days[i].works ? SAID_WORKS : SAID_FREE;
	for (size_t i = 0; i < LOADED_DAYS; i++)
		atomic_store_explicit(&loaded[i], said[i], memory_order_relaxed);
}

static enum said
loaded_of(int64_t day)
{
	if (day < FIRST_DAY || day >= FIRST_DAY + LOADED_DAYS)
		return SAID_NOTHING;
	return atomic_load_explicit(&loaded[day - FIRST_DAY], memory_order_relaxed);
}

/* The shipped list by day, made once. */
static unsigned char shipped[LOADED_DAYS];

static void
fill_shipped(void)
{
	for (size_t i = 0; i < COUNT(exceptions); i++)
		memset(&shipped[exceptions[i].first - FIRST_DAY], exceptions[i].works ? SAID_WORKS : SAID_FREE,
		       (size_t)exceptions[i].days);
}

static enum said
said_of(int64_t day)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	enum said said = loaded_of(day);

	pthread_once(&once, fill_shipped);
	if (said != SAID_NOTHING || day < FIRST_DAY || day >= FIRST_DAY + LOADED_DAYS)
		return said;
	return shipped[day - FIRST_DAY];
}

bool
calendar_works(int64_t day)
{
	int64_t weekday = ((day + EPOCH_WEEKDAY) % 7 + 7) % 7;
	enum said said = said_of(day);

	return said == SAID_NOTHING ? weekday != 0 && weekday != 6 : said == SAID_WORKS;
}

const char *
calendar_name(int64_t day)
{
	for (size_t i = 0; i < COUNT(exceptions); i++)
		if (day >= exceptions[i].first && day < exceptions[i].first + exceptions[i].days)
			return exceptions[i].name;
	return "";
}

bool
calendar_known(int year)
{
	for (size_t i = 0; i < COUNT(years); i++)
		if (years[i] == year)
			return true;
	return loaded_of(clock_day(clock_at(year, 10, 1, 0, 0, 0))) == SAID_FREE;
}

int64_t
calendar_day_after(int64_t day, int64_t days)
{
	while (days > 0)
		days -= calendar_works(++day);
	return day;
}

/* ---- what districts and bodies say otherwise ---- */

static pthread_rwlock_t book_lock = PTHREAD_RWLOCK_INITIALIZER;
static struct calendar_book kept;

static void *
copy(const void *v, size_t n, size_t size)
{
	void *p = n ? malloc(n * size) : NULL;

	if (n && !p)
		abort();
	if (n)
		memcpy(p, v, n * size);
	return p;
}

void
calendar_keep(const struct calendar_book *book)
{
	struct calendar_book fresh = {
		.weeks = copy(book->weeks, book->weeks_n, sizeof *book->weeks), .weeks_n = book->weeks_n,
		.days = copy(book->days, book->days_n, sizeof *book->days), .days_n = book->days_n,
	}, old;

	pthread_rwlock_wrlock(&book_lock);
	old = kept;
	kept = fresh;
	pthread_rwlock_unlock(&book_lock);
	free((void *)(uintptr_t)old.weeks);
	free((void *)(uintptr_t)old.days);
}

static bool
own_before(const struct calendar_own *o, int64_t district, int64_t org, int64_t day)
{
	if (o->district != district)
		return o->district < district;
	return o->org != org ? o->org < org : o->day < day;
}

static const struct calendar_own *
own_of(const struct calendar_book *b, int64_t district, int64_t org, int64_t day)
{
	size_t low = 0, high = b->days_n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (own_before(&b->days[mid], district, org, day))
			low = mid + 1;
		else
			high = mid;
	}
	if (low == b->days_n || b->days[low].district != district || b->days[low].org != org || b->days[low].day != day ||
	    b->days[low].said == CALENDAR_AS_USUAL)
		return NULL;
	return &b->days[low];
}

/* The last of the district's weeks that has begun on a day. */
static const struct calendar_week *
week_of(const struct calendar_book *b, int64_t district, int64_t day)
{
	size_t low = 0, high = b->weeks_n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct calendar_week *w = &b->weeks[mid];

		if (w->district < district || (w->district == district && w->from_day <= day))
			low = mid + 1;
		else
			high = mid;
	}
	return low && b->weeks[low - 1].district == district ? &b->weeks[low - 1] : &usual;
}

static int64_t
minutes_of(const struct calendar_hours *h)
{
	int64_t n = 0;

	for (size_t i = 0; i < h->n; i++)
		n += h->v[i].to - h->v[i].from;
	return n;
}

/* ---- counting ---- */

/* A second of a working day counts so many shares of a second: (1 << 20) of one that has eight hours. Rounded up, so that a whole day
 * never counts less than one. */
enum { SHARES = 1 << 20 };

/* One day: its spans in seconds since midnight, and what a second of it counts. */
struct plan {
	size_t n;
	int64_t from[CALENDAR_SPANS], to[CALENDAR_SPANS], shares;
};

/* What a body said of a day, else the district; NULL: neither. */
static const struct calendar_own *
nearest_own(const struct calendar_book *b, const struct calendar_whose *who, int64_t day)
{
	const struct calendar_own *own = who->org ? own_of(b, who->district, who->org, day) : NULL;

	return own || !b->days_n ? own : own_of(b, who->district, 0, day);
}

static struct plan
plan_of(const struct calendar_book *b, const struct calendar_whose *who, int64_t day)
{
	int64_t weekday = ((day + EPOCH_WEEKDAY) % 7 + 7) % 7, until = DAY_S, whole;
	const struct calendar_own *own = nearest_own(b, who, day);
	const struct calendar_week *week = week_of(b, who->district, day);
	const struct calendar_hours *h = &week->week;
	enum said said = said_of(day);
	struct plan p = {0};

	if (own ? own->said == CALENDAR_CLOSED : said == SAID_FREE)
		return p;
	if (!own && said == SAID_NOTHING && (weekday == 0 || weekday == 6))
		h = &week->weekend;
	if (own && own->said == CALENDAR_SHORT)
		until = own->until * 60;
	whole = minutes_of(&week->week) * 60;
	p.shares = (CALENDAR_DAY_MIN * INT64_C(60) * SHARES + whole - 1) / whole;
	for (size_t i = 0; i < h->n; i++) {
		p.from[p.n] = h->v[i].from * 60;
		p.to[p.n] = h->v[i].to * 60 < until ? h->v[i].to * 60 : until;
		p.n += p.from[p.n] < p.to[p.n];
	}
	return p;
}

/* The second a day begins. */
static int64_t
day_begin(int64_t day)
{
	return clock_at(1970, 1, 1, 0, 0, 0) + day * DAY_S;
}

static int64_t
add(const struct calendar_book *b, const struct calendar_whose *who, int64_t from, int64_t minutes)
{
	int64_t left = minutes * 60 * SHARES, day = clock_day(from);

	for (;; day++) {
		int64_t begin = day_begin(day);
		struct plan p = plan_of(b, who, day);

		for (size_t i = 0; i < p.n; i++) {
			int64_t open = begin + p.from[i], close = begin + p.to[i];

			if (open < from)
				open = from;
			if (open < close && left <= (close - open) * p.shares)
				return open + (left + p.shares - 1) / p.shares;
			if (open < close)
				left -= (close - open) * p.shares;
		}
	}
}

static int64_t
between(const struct calendar_book *b, const struct calendar_whose *who, int64_t from, int64_t to)
{
	int64_t shares = 0;

	for (int64_t day = clock_day(from), last = clock_day(to); day <= last; day++) {
		int64_t begin = day_begin(day);
		struct plan p = plan_of(b, who, day);

		for (size_t i = 0; i < p.n; i++) {
			int64_t open = begin + p.from[i], close = begin + p.to[i];

			open = open < from ? from : open;
			close = close > to ? to : close;
			if (open < close)
				shares += (close - open) * p.shares;
		}
	}
	return shares / (INT64_C(60) * SHARES);
}

int64_t
calendar_later(struct calendar_whose whose, enum calendar_kind kind, int64_t from, int64_t minutes)
{
	int64_t to;

	if (minutes <= 0)
		return from;
	if (kind == CALENDAR_AROUND)
		return from + minutes * 60;
	if (whose.book)
		return add(whose.book, &whose, from, minutes);
	pthread_rwlock_rdlock(&book_lock);
	to = add(&kept, &whose, from, minutes);
	pthread_rwlock_unlock(&book_lock);
	return to;
}

int64_t
calendar_used(struct calendar_whose whose, enum calendar_kind kind, int64_t from, int64_t to)
{
	int64_t minutes;

	if (to <= from)
		return 0;
	if (kind == CALENDAR_AROUND)
		return (to - from) / 60;
	if (whose.book)
		return between(whose.book, &whose, from, to);
	pthread_rwlock_rdlock(&book_lock);
	minutes = between(&kept, &whose, from, to);
	pthread_rwlock_unlock(&book_lock);
	return minutes;
}

int64_t
calendar_add(int64_t from, int64_t minutes)
{
	return calendar_later((struct calendar_whose){0}, CALENDAR_OFFICE, from, minutes);
}

int64_t
calendar_between(int64_t from, int64_t to)
{
	return calendar_used((struct calendar_whose){0}, CALENDAR_OFFICE, from, to);
}

bool
calendar_at_work(struct calendar_whose whose, int64_t at)
{
	int64_t day = clock_day(at), second = at - day_begin(day);
	bool works = false;
	struct plan p;

	pthread_rwlock_rdlock(&book_lock);
	p = plan_of(whose.book ? whose.book : &kept, &whose, day);
	pthread_rwlock_unlock(&book_lock);
	for (size_t i = 0; i < p.n; i++)
		works = works || (second >= p.from[i] && second < p.to[i]);
	return works;
}

bool
calendar_day_works(struct calendar_whose whose, int64_t day)
{
	const struct calendar_own *own;
	bool works;

	pthread_rwlock_rdlock(&book_lock);
	own = nearest_own(whose.book ? whose.book : &kept, &whose, day);
	works = own ? own->said != CALENDAR_CLOSED : calendar_works(day);
	pthread_rwlock_unlock(&book_lock);
	return works;
}
