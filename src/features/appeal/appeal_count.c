/* appeal_count.c: the ledger's figures: sums by place, class, week and month, kept by the moves themselves. */
#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_see.h"
#include "features/appeal/appeal_sum.h"
#include "features/appeal/appeal_word.h"
#include "features/appeal/appeal_work_keep.h"
#include "gen/appeal_sql.h"
#include "kit/holiday.h"
#include "kit/workday.h"
#include "lib/calendar.h"

enum { PLACES = 2, UNITS = 2 };

/* What counts at a moment in a community counts four times: in its week and its month, for the community and for the district. Rows
 * are held in the order of their key, here and in appeal_sums_write. */
static void
spread(int64_t district, int64_t at, const struct appeal_figure *one, struct appeal_figure ret[PLACES * UNITS])
{
	bool first = one->place < district;
	const int64_t places[PLACES] = {first ? one->place : district, first ? district : one->place};

	for (int i = 0; i < PLACES * UNITS; i++) {
		ret[i] = *one;
		ret[i].place = places[i / UNITS];
		ret[i].unit = i % UNITS ? APPEAL_MONTH : APPEAL_WEEK;
		ret[i].start = appeal_unit_start((enum appeal_unit)ret[i].unit, at);
	}
}

/* Of what is never public the district's figures alone know. */
static bool
counts(int64_t shown, int64_t district, const struct appeal_figure *f)
{
	return shown != MATTER_NEVER || f->place == district;
}

/* Of the district's hours, whoever had it. */
static int64_t
work_between(int64_t district, int64_t from, int64_t to)
{
	return calendar_used((struct calendar_whose){.district = district}, CALENDAR_OFFICE, from, to);
}

static int
add(const struct appeal_moving *m, const struct matter *row, int64_t at, struct appeal_figure one)
{
	int64_t district = m->move.who->district;
	struct appeal_figure all[PLACES * UNITS];

	/* A part is work on a case that is counted. */
	if (row->part_of)
		return 0;
	spread(district, at, &one, all);
	for (int i = 0; i < PLACES * UNITS; i++)
		if (!counts(row->shown, district, &all[i]))
			continue;
		else if (m->sums)
			appeal_sums_add(m->sums, &all[i]);
		else
			TRY(sql_appeal_figure_add(m->move.tx, district, &all[i]));
	return 0;
}

int
appeal_count_filed(struct appeal_moving *a, const struct matter *m, int64_t class, int sign)
{
	return add(a, m, m->filed_at,
		   (struct appeal_figure){.place = m->community, .class = class, .filed = sign});
}

/* On time: the answer came within the promise. sign -1: it is no longer counted as closed. */
static int
count_closed(struct appeal_moving *m, int sign, int64_t at)
{
	const struct matter *row = sign < 0 ? &m->move.was : &m->move.m;
	const struct appeal_row *a = sign < 0 ? &m->was : &m->a;

	TRY(appeal_work_closed(m, row, a, sign, sign < 0 ? row->closed_at : at));
	return add(m, row, sign < 0 ? row->closed_at : at,
		   (struct appeal_figure){
			   .place = row->community,
			   .class = a->class,
			   .closed = sign,
			   .on_time = sign * (a->replied_at <= row->promised_at),
			   .minutes = sign * work_between(m->move.who->district, row->filed_at, a->replied_at),
			   .extended = sign * (a->extended > 0),
		   });
}

int
appeal_count_closed(struct appeal_moving *m, int sign)
{
	return count_closed(m, sign, m->move.at);
}

static int
count_rated(struct appeal_moving *m, int sign)
{
	const struct matter *row = sign < 0 ? &m->move.was : &m->move.m;
	const struct appeal_row *a = sign < 0 ? &m->was : &m->a;
	bool phone = a->repinned == MARK_BY_PHONE;
	int64_t pleased = sign * (a->result >= APPEAL_MARK_GOOD && a->attitude >= APPEAL_MARK_GOOD);

	/* Marks told by telephone stand apart, also on the board. */
	if (!phone)
		TRY(appeal_work_rated(m, row, a, sign));
	return add(m, row, a->rated_at,
		   (struct appeal_figure){
			   .place = row->community,
			   .class = a->class,
			   .rated = phone ? 0 : sign,
			   .pleased = phone ? 0 : pleased,
			   .called = phone ? sign : 0,
			   .called_pleased = phone ? pleased : 0,
		   });
}

int
appeal_count_rated(struct appeal_moving *m, int sign)
{
	return count_rated(m, sign);
}

/* What leaves one community or class for another is added up first, so that its rows are held in the order of their key too: two cases
 * that change places do not wait for each other. */
static int
gathered(struct appeal_moving *a, int (*count)(struct appeal_moving *a))
{
	struct appeal_sums sums = {0};
	int rc;

	if (a->sums)
		return count(a);
	a->sums = &sums;
	rc = count(a);
	a->sums = NULL;
	if (rc < 0)
		appeal_sums_drop(&sums);
	return rc < 0 ? rc : appeal_sums_write(a->move.tx, a->move.who->district, &sums);
}

static int
count_elsewhere(struct appeal_moving *a)
{
	TRY(appeal_count_filed(a, &a->move.was, a->was.class, -1));
	return appeal_count_filed(a, &a->move.m, a->a.class, 1);
}

int
appeal_count_elsewhere(struct appeal_moving *a)
{
	const struct matter *was = &a->move.was, *is = &a->move.m;

	if (a->a.class == a->was.class && is->community == was->community &&
	    (is->shown == MATTER_NEVER) == (was->shown == MATTER_NEVER))
		return 0;
	return gathered(a, count_elsewhere);
}

static int
count_again(struct appeal_moving *a)
{
	TRY(count_elsewhere(a));
	if (a->move.was.state == APPEAL_CLOSED) {
		TRY(count_closed(a, -1, 0));
		TRY(count_closed(a, 1, a->move.m.closed_at));
	}
	if (!a->was.result)
		return 0;
	TRY(count_rated(a, -1));
	return count_rated(a, 1);
}

int
appeal_count_again(struct appeal_moving *a)
{
	return gathered(a, count_again);
}

/* ---- do they agree with the cases? ---- */

/* Each figure is multiplied with a number that belongs to its place, class and week or month alone: two equal sums are equal figures, but
 * for a chance of one in 2^64 a figure. */
struct figures {
	uint64_t sum[9];
	int64_t district, elsewhere; /* elsewhere: kept with another community than that of their matter */
};

static void
put(struct figures *f, const struct appeal_figure *d)
{
	const int64_t values[] = {d->filed, d->closed, d->on_time, d->minutes, d->rated, d->pleased, d->extended, d->called, d->called_pleased};
	const int64_t key[] = {d->place, d->class, d->unit, d->start};
	uint64_t weight = UINT64_C(0x9e3779b97f4a7c15);

	for (size_t i = 0; i < sizeof key / sizeof *key; i++) {
		weight = (weight ^ (uint64_t)key[i]) * UINT64_C(0xff51afd7ed558ccd);
		weight ^= weight >> 32;
	}
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		f->sum[i] += weight * (uint64_t)values[i];
}

static int
put_figure(void *ctx, const struct appeal_figure *row)
{
	put(ctx, row);
	return 0;
}

/* As add counts it. */
static void
put_all(struct figures *f, int64_t shown, int64_t at, struct appeal_figure one)
{
	struct appeal_figure all[PLACES * UNITS];

	spread(f->district, at, &one, all);
	for (int i = 0; i < PLACES * UNITS; i++)
		if (counts(shown, f->district, &all[i]))
			put(f, &all[i]);
}

static int
put_case(void *ctx, const struct appeal_source *r)
{
	struct figures *f = ctx;
	struct appeal_figure one = {.place = r->community, .class = r->class, .filed = 1};

	f->elsewhere += r->kept != r->community;
	put_all(f, r->shown, r->filed_at, one);
	one = (struct appeal_figure){.place = r->community, .class = r->class, .closed = 1};
	one.on_time = r->replied_at <= r->promised_at;
	one.minutes = work_between(f->district, r->filed_at, r->replied_at);
	one.extended = r->extended > 0;
	if (r->state == APPEAL_CLOSED)
		put_all(f, r->shown, r->closed_at, one);
	one = (struct appeal_figure){.place = r->community, .class = r->class};
	if (r->repinned == MARK_BY_PHONE) {
		one.called = 1;
		one.called_pleased = r->result >= APPEAL_MARK_GOOD && r->attitude >= APPEAL_MARK_GOOD;
	} else {
		one.rated = 1;
		one.pleased = r->result >= APPEAL_MARK_GOOD && r->attitude >= APPEAL_MARK_GOOD;
	}
	if (r->result)
		put_all(f, r->shown, r->rated_at, one);
	return 0;
}

int
appeal_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx)
{
	static const char *const names[] = {"filed", "closed", "on time", "minutes", "rated", "pleased", "extended", "called", "pleased by phone"};
	struct figures counted = {0}, must = {.district = district};
	struct appeal_number calls;
	bool late;

	/* Minutes were counted by the calendar of their day: a holiday written down too late makes them others. */
	TRY(holiday_late(tx, &late));
	if (!late)
		TRY(workday_late(tx, district, &late));
	TRY(sql_appeal_figure_all(tx, district, put_figure, &counted));
	TRY(sql_appeal_figures(tx, district, put_case, &must));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (counted.sum[i] != must.sum[i] && !(late && i == 3))
			TRY(broken(ctx, str_fmt(tx->arena, "appeal: the ledger's figures \"%s\" are not the sums of its cases", names[i])));
	TRY(sql_appeal_calls_wrong(tx, district, &calls));
	if (calls.n)
		TRY(broken(ctx, str_fmt(tx->arena, "appeal: %lld wait for a follow-up call that is not due to them", (long long)calls.n)));
	if (must.elsewhere)
		TRY(broken(ctx, str_fmt(tx->arena, "appeal: %lld are listed in a community where they are not", (long long)must.elsewhere)));
	return appeal_work_verify(tx, district, late, broken, ctx);
}
