/* appeal_work_keep.c: what cases took, kept by the moves themselves, and made anew from the cases. */
#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_work_keep.h"

#include "db/db.h"
#include "features/appeal/appeal_figure.h"
#include "features/appeal/appeal_see.h"
#include "features/appeal/appeal_sort.h"
#include "gen/appeal_sql.h"
#include "lib/calendar.h"

/* Where a case counts: in its community, and with the body that leads; among all and among those of its kind. */
struct counts_at {
	int64_t district, place, body, kind, at;
};

static struct counts_at
where(int64_t district, int64_t community, int64_t lead, int64_t shown, int64_t kind, int64_t at)
{
	bool never = shown == MATTER_NEVER;

	return (struct counts_at){district, never || !community ? district : community, never ? 0 : lead, kind, at};
}

static void
put_at(struct appeal_works *to, int64_t desk, const struct counts_at *c, struct appeal_work one, int64_t sign)
{
	one.desk = desk;
	for (int unit = APPEAL_WEEK; unit <= APPEAL_MONTH; unit++) {
		one.unit = unit;
		one.start = appeal_unit_start((enum appeal_unit)unit, c->at);
		one.kind = 0;
		appeal_works_add(to, &one, sign);
		one.kind = c->kind;
		if (one.kind)
			appeal_works_add(to, &one, sign);
	}
}

static void
put(struct appeal_works *to, const struct counts_at *c, const struct appeal_work *one, int64_t sign)
{
	put_at(to, c->place, c, *one, sign);
	if (c->body)
		put_at(to, c->body, c, *one, sign);
}

/* Of a clock the place knows all minutes, a body those of its own. */
static void
put_clock(struct appeal_works *to, const struct counts_at *c, int64_t stage, int64_t org, int64_t minutes, int64_t sign)
{
	struct appeal_work one = {0};

	switch (stage) {
	case STAGE_NEAR: one.near = minutes; break;
	case STAGE_TRIAGE: one.triage = minutes; break;
	case STAGE_ACCEPT: one.accept = minutes; break;
	case STAGE_HANDLE: one.handle = minutes; break;
	case STAGE_RULE: one.rule = minutes; break;
	default: return;
	}
	put_at(to, c->place, c, one, sign);
	if (c->body && org == c->body)
		put_at(to, c->body, c, one, sign);
}

static struct appeal_work
closed(int64_t district, int64_t filed_at, int64_t replied_at, int64_t promised_at, int64_t extended)
{
	return (struct appeal_work){
		.closed = 1,
		.on_time = replied_at <= promised_at,
		.extended = extended > 0,
		.minutes = calendar_used((struct calendar_whose){.district = district}, CALENDAR_OFFICE, filed_at, replied_at),
	};
}

static struct appeal_work
rated(int64_t result, int64_t attitude)
{
	return (struct appeal_work){.rated = 1, .pleased = result >= 4 && attitude >= 4};
}

/* ---- moves ---- */

/* Into the sums of many cases, or the rows. */
static int
keep(struct appeal_moving *a, struct appeal_works *own)
{
	return a->sums ? 0 : appeal_works_write(a->move.tx, a->move.who->district, own);
}

int
appeal_work_closed(struct appeal_moving *a, const struct matter *m, const struct appeal_row *row, int sign, int64_t at)
{
	struct counts_at c = where(a->move.who->district, m->community, m->lead, m->shown, appeal_kind_of(row->sort, row->affair), at);
	struct appeal_work one = closed(a->move.who->district, m->filed_at, row->replied_at, m->promised_at, row->extended);
	struct appeal_works own = {0}, *to = a->sums ? &a->sums->works : &own;
	const struct clocks *clocks = &a->move.clocks;
	int64_t minutes;

	/* A part is work on a case that is counted. */
	if (m->part_of)
		return 0;
	put(to, &c, &one, sign);
	for (size_t i = 0; i < clocks->n; i++) {
		const struct due *d = &clocks->v[i];
		int rc;

		if (!d->stopped_at)
			continue;
		rc = due_spent(a->move.tx, clocks, i, a->move.tail != NULL, &minutes);
		if (rc < 0) {
			arena_release(&own.memory);
			return rc;
		}
		put_clock(to, &c, d->stage, d->org, minutes, sign);
	}
	return keep(a, &own);
}

int
appeal_work_rated(struct appeal_moving *a, const struct matter *m, const struct appeal_row *row, int sign)
{
	struct counts_at c = where(a->move.who->district, m->community, m->lead, m->shown, appeal_kind_of(row->sort, row->affair),
				   row->rated_at);
	struct appeal_work one = rated(row->result, row->attitude);
	struct appeal_works own = {0}, *to = a->sums ? &a->sums->works : &own;

	if (m->part_of)
		return 0;
	put(to, &c, &one, sign);
	return keep(a, &own);
}

/* ---- from the cases ---- */

struct counting {
	int64_t district;
	struct appeal_works works;
};

static int
add_case(void *ctx, const struct appeal_source *r)
{
	struct counting *k = ctx;
	struct counts_at c = where(k->district, r->community, r->lead, r->shown, appeal_kind_of(r->sort, r->affair), r->closed_at);
	struct appeal_work one = closed(k->district, r->filed_at, r->replied_at, r->promised_at, r->extended);

	if (r->state == APPEAL_CLOSED)
		put(&k->works, &c, &one, 1);
	c.at = r->rated_at;
	one = rated(r->result, r->attitude);
	if (r->result && r->repinned != MARK_BY_PHONE)
		put(&k->works, &c, &one, 1);
	return 0;
}

static int
add_clock(void *ctx, const struct appeal_clock *r)
{
	struct counting *k = ctx;
	struct counts_at c = where(k->district, r->community, r->lead, r->shown, appeal_kind_of(r->sort, r->affair), r->closed_at);

	put_clock(&k->works, &c, r->stage, r->org, due_ran(r->started_at, r->stopped_at, r->paused_at), 1);
	return 0;
}

static int
add_pause(void *ctx, const struct appeal_pause *r)
{
	struct counting *k = ctx;
	struct counts_at c = where(k->district, r->community, r->lead, r->shown, appeal_kind_of(r->sort, r->affair), r->closed_at);

	put_clock(&k->works, &c, r->stage, r->org, due_rested(r->stopped_at, r->paused_at, r->from_at, r->to_at), -1);
	return 0;
}

static int
count_all(struct tx *tx, struct counting *k)
{
	TRY(sql_appeal_figures(tx, k->district, add_case, k));
	TRY(sql_appeal_clock_sources(tx, k->district, add_clock, k));
	return sql_appeal_pause_sources(tx, k->district, add_pause, k);
}

static int
take_off(void *ctx, const struct appeal_work *row)
{
	appeal_works_add(&((struct counting *)ctx)->works, row, -1);
	return 0;
}

/* What is left of the difference between what must be and what is. */
static bool
is_wrong(const struct appeal_work *w, bool late)
{
	bool minutes = w->minutes || w->near || w->triage || w->accept || w->handle || w->rule;

	return w->closed || w->on_time || w->extended || w->rated || w->pleased || (minutes && !late);
}

int
appeal_work_verify(struct tx *tx, int64_t district, bool late, int (*broken)(void *ctx, struct str line), void *ctx)
{
	enum { TOLD = 20 };
	struct counting k = {.district = district};
	int told = 0, rc = count_all(tx, &k);

	if (rc == 0)
		rc = sql_appeal_work_all(tx, district, take_off, &k);
	for (size_t i = 0; i < k.works.n && rc == 0 && told < TOLD; i++) {
		const struct appeal_work *w = &k.works.v[i];

		if (!is_wrong(w, late))
			continue;
		told++;
		rc = broken(ctx, str_fmt(tx->arena, "appeal: what the cases took is not the sum of the cases: desk %lld from day %lld, kind %lld",
					 (long long)w->desk, (long long)w->start, (long long)w->kind));
	}
	arena_release(&k.works.memory);
	return rc;
}

int
appeal_work_missing(struct tx *tx, int64_t district, bool *ret)
{
	struct appeal_work_there there;

	TRY(sql_appeal_work_there(tx, district, &there));
	*ret = there.cases && !there.rows;
	return 0;
}

int
appeal_work_anew(struct tx *tx, int64_t district, int64_t after, int64_t most, int64_t *ret_last)
{
	struct counting k = {.district = district};
	int rc;

	(void)most;
	TRY(sql_appeal_work_empty(tx, district, NULL));
	rc = count_all(tx, &k);
	if (rc == 0)
		rc = appeal_works_write(tx, district, &k.works);
	arena_release(&k.works.memory);
	TRY(rc);
	*ret_last = after;
	return 0;
}
