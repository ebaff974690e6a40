/* matter_age.c: how old is what is not over: see matter_age.h. */
#include "kit/matter_age.h"

#include <string.h>

#include "base/clock.h"
#include "gen/kit_sql.h"
#include "kit/course.h"

const int matter_age_days[MATTER_AGES - 1] = {3, 7, 15, 30};

/* A matter is counted three times at most. */
enum { COUNTED = 3, WRONG_TOLD = 20 };

/* ---- moves ---- */

struct counted {
	struct matter_age v[2 * COUNTED];
	size_t n;
};

static int
compare(const struct matter_age *a, const struct matter_age *b)
{
	if (a->what != b->what)
		return a->what < b->what ? -1 : 1;
	if (a->desk != b->desk)
		return a->desk < b->desk ? -1 : 1;
	return (a->day > b->day) - (a->day < b->day);
}

/* Rows stand in the order of their key, so that two moves never wait for each other; those that meet are added up. */
static void
put(struct counted *c, struct matter_age one)
{
	size_t at = 0;

	while (at < c->n && compare(&c->v[at], &one) < 0)
		at++;
	if (at < c->n && compare(&c->v[at], &one) == 0) {
		c->v[at].n += one.n;
		return;
	}
	memmove(&c->v[at + 1], &c->v[at], (c->n - at) * sizeof *c->v);
	c->v[at] = one;
	c->n++;
}

static void
count(struct counted *c, const struct move *move, const struct matter *m, int64_t sign)
{
	int64_t district = move->who->district, kind = move->course->kind, filed = clock_day(m->filed_at);
	bool never = m->shown == MATTER_NEVER;

	if (!m->id || m->live >= LIVE_OVER || m->part_of)
		return;
	put(c, (struct matter_age){kind, AGE_PLACE, never || !m->community ? district : m->community, filed, sign});
	if (!m->lead || never)
		return;
	put(c, (struct matter_age){kind, AGE_BODY, m->lead, filed, sign});
	if (move->course->states[m->state].tab <= DESK_RAISED)
		put(c, (struct matter_age){kind, AGE_BODY_DUE, m->lead, clock_day(m->queue_at), sign});
}

static struct counted
difference(const struct move *m)
{
	struct counted c = {.n = 0};

	count(&c, m, &m->was, -1);
	count(&c, m, &m->m, 1);
	return c;
}

bool
matter_age_differs(const struct move *m)
{
	struct counted c = difference(m);

	for (size_t i = 0; i < c.n; i++)
		if (c.v[i].n)
			return true;
	return false;
}

int
matter_age_move(const struct move *m)
{
	int64_t district = m->who->district;
	struct counted c = difference(m);

	for (size_t i = 0; i < c.n; i++) {
		const struct matter_age *one = &c.v[i];

		if (!one->n)
			continue;
		TRY(sql_matter_age_add(m->tx, district, one));
		if (one->n < 0)
			TRY(sql_matter_age_drop(m->tx, district, one->kind, one->what, one->desk, one->day, NULL));
	}
	return 0;
}

/* ---- reading ---- */

int
matter_ages(struct tx *tx, int64_t district, enum flow_subject kind, enum matter_age_what what, struct matter_ages_row_list *ret)
{
	int64_t today = clock_day(clock_now());

	return sql_matter_ages(tx, district,
			       &(struct matter_age_ask){
				       .kind = kind, .what = what, .first = today - matter_age_days[0], .second = today - matter_age_days[1],
				       .third = today - matter_age_days[2], .fourth = today - matter_age_days[3],
			       },
			       ret);
}

struct matter_ages
matter_ages_of(const struct matter_ages_row_list *rows, int64_t desk)
{
	struct matter_ages sum = {0};

	for (size_t i = 0; i < rows->n; i++) {
		const struct matter_ages_row *r = &rows->v[i];
		const int64_t n[MATTER_AGES] = {r->first, r->second, r->third, r->fourth, r->more};

		for (int k = 0; k < MATTER_AGES; k++)
			sum.n[k] += desk == 0 || r->desk == desk ? n[k] : 0;
	}
	return sum;
}

int
matter_overdue(struct tx *tx, int64_t district, enum flow_subject kind, struct matter_overdue_list *ret)
{
	return sql_matter_overdue(tx, district, kind, clock_day(clock_now()), ret);
}

/* ---- anew ---- */

int
matter_age_recount(struct tx *tx, int64_t district)
{
	TRY(sql_matter_age_empty(tx, district, NULL));
	TRY(sql_matter_age_places(tx, district, NULL));
	TRY(sql_matter_age_bodies(tx, district, NULL));
	return sql_matter_age_due(tx, district, NULL);
}

int
matter_age_wrong(struct tx *tx, int64_t district, enum flow_subject kind, struct matter_age_list *ret)
{
	return sql_matter_age_wrong(tx, district, kind, WRONG_TOLD, ret);
}
