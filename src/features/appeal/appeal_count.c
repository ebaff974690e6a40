/* appeal_count.c: the ledger's figures: sums by community, class and day, kept by the moves themselves. */
#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_see.h"
#include "gen/appeal_sql.h"
#include "lib/calendar.h"

enum { ALL_CLASSES = -1 };

/* A day counts four times: for the class in its community, for all of the community, and for both in the whole district. */
static int
add(const struct appeal_moving *m, int64_t at, struct appeal_day d)
{
	int64_t district = m->move.who->district;
	const int64_t communities[] = {d.community, district}, classes[] = {d.class, ALL_CLASSES};

	d.day = clock_day(at);
	for (size_t i = 0; i < 4; i++) {
		d.community = communities[i / 2];
		d.class = classes[i % 2];
		if (m->sums)
			appeal_sums_add(m->sums, &d);
		else
			TRY(sql_appeal_day_add(m->move.tx, district, &d));
	}
	return 0;
}

int
appeal_count_filed(struct appeal_moving *a, const struct matter *m, int64_t class, int sign)
{
	return add(a, m->filed_at,
		   (struct appeal_day){.community = m->community, .class = class, .filed = sign});
}

/* On time: the answer came within the promise. sign -1: it is no longer counted as closed. */
int
appeal_count_closed(struct appeal_moving *m, int sign)
{
	const struct matter *row = sign < 0 ? &m->move.was : &m->move.m;
	const struct appeal_row *a = sign < 0 ? &m->was : &m->a;

	return add(m, sign < 0 ? row->closed_at : m->move.at,
		   (struct appeal_day){
			   .community = row->community,
			   .class = a->class,
			   .closed = sign,
			   .on_time = sign * (a->replied_at <= row->promised_at),
			   .minutes = sign * calendar_between(row->filed_at, a->replied_at),
		   });
}

int
appeal_count_rated(struct appeal_moving *m, int sign)
{
	const struct matter *row = sign < 0 ? &m->move.was : &m->move.m;
	const struct appeal_row *a = sign < 0 ? &m->was : &m->a;

	return add(m, sign < 0 ? a->rated_at : m->move.at,
		   (struct appeal_day){
			   .community = row->community,
			   .class = a->class,
			   .rated = sign,
			   .pleased = sign * (a->result >= 4 && a->attitude >= 4),
		   });
}

/* ---- do they agree with the cases? ---- */

/* Each figure of each day is multiplied with a number that belongs to its place, class and day alone: two equal sums are equal figures, but
 * for a chance of one in 2^64 a figure. */
struct figures {
	uint64_t sum[6];
	int64_t district;
};

static void
put(struct figures *f, const struct appeal_day *d)
{
	const int64_t values[] = {d->filed, d->closed, d->on_time, d->minutes, d->rated, d->pleased};
	const int64_t key[] = {d->community, d->class, d->day};
	uint64_t weight = UINT64_C(0x9e3779b97f4a7c15);

	for (size_t i = 0; i < sizeof key / sizeof *key; i++) {
		weight = (weight ^ (uint64_t)key[i]) * UINT64_C(0xff51afd7ed558ccd);
		weight ^= weight >> 32;
	}
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		f->sum[i] += weight * (uint64_t)values[i];
}

static int
put_day(void *ctx, const struct appeal_day *row)
{
	put(ctx, row);
	return 0;
}

/* As add counts it. */
static void
put_all(struct figures *f, struct appeal_day d)
{
	const int64_t communities[] = {d.community, f->district}, classes[] = {d.class, ALL_CLASSES};

	for (size_t i = 0; i < 4; i++) {
		d.community = communities[i / 2];
		d.class = classes[i % 2];
		put(f, &d);
	}
}

static int
put_case(void *ctx, const struct appeal_figure *r)
{
	struct appeal_day d = {.community = r->community, .class = r->class, .day = clock_day(r->filed_at), .filed = 1};

	put_all(ctx, d);
	d = (struct appeal_day){.community = r->community, .class = r->class, .day = clock_day(r->closed_at), .closed = 1};
	d.on_time = r->replied_at <= r->promised_at;
	d.minutes = calendar_between(r->filed_at, r->replied_at);
	if (r->state == APPEAL_CLOSED)
		put_all(ctx, d);
	d = (struct appeal_day){.community = r->community, .class = r->class, .day = clock_day(r->rated_at), .rated = 1};
	d.pleased = r->result >= 4 && r->attitude >= 4;
	if (r->result)
		put_all(ctx, d);
	return 0;
}

int
appeal_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx)
{
	static const char *const names[] = {"filed", "closed", "on time", "minutes", "rated", "pleased"};
	struct figures counted = {0}, must = {.district = district};

	TRY(sql_appeal_day_all(tx, district, put_day, &counted));
	TRY(sql_appeal_figures(tx, district, put_case, &must));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (counted.sum[i] != must.sum[i])
			TRY(broken(ctx, str_fmt(tx->arena, "appeal: the ledger's figures \"%s\" are not the sums of its cases", names[i])));
	return 0;
}
