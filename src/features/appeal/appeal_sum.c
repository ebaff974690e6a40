/* appeal_sum.c: figures of many cases, by place, class and week or month. */
#include "features/appeal/appeal_sum.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_figure.h"
#include "gen/appeal_sql.h"

enum { SIZE_MIN = 64 };

int64_t
appeal_unit_start(enum appeal_unit unit, int64_t at)
{
	struct civil c = clock_civil(at);

	return unit == APPEAL_WEEK ? clock_day(at) - (c.weekday + 6) % 7 : clock_day(at) - (c.day - 1);
}

static bool
same_key(const struct appeal_figure *a, const struct appeal_figure *b)
{
	return a->place == b->place && a->unit == b->unit && a->start == b->start && a->class == b->class;
}

static struct appeal_figure *
place_of(struct appeal_figure *v, size_t size, const struct appeal_figure *f)
{
	uint64_t h = (uint64_t)f->place * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)f->class * UINT64_C(0xff51afd7ed558ccd) +
		     (uint64_t)(f->start * 4 + f->unit) * UINT64_C(0xc4ceb9fe1a85ec53);
	size_t at = (h ^ h >> 32) & (size - 1);

	while (v[at].unit && !same_key(&v[at], f))
		at = (at + 1) & (size - 1);
	return &v[at];
}

/* Twice as large; the smaller one stays in memory until all is written. */
static void
grow(struct appeal_sums *s)
{
	size_t size = s->size ? s->size * 2 : SIZE_MIN;
	struct appeal_figure *v = NEW_ARRAY(&s->memory, struct appeal_figure, size);

	for (size_t i = 0; i < s->size; i++)
		if (s->v[i].unit)
			*place_of(v, size, &s->v[i]) = s->v[i];
	s->v = v;
	s->size = size;
}

void
appeal_sums_add(struct appeal_sums *s, const struct appeal_figure *f)
{
	struct appeal_figure *to;

	if (s->n * 2 >= s->size)
		grow(s);
	to = place_of(s->v, s->size, f);
	if (!to->unit) {
		*to = *f;
		s->n++;
		return;
	}
	to->filed += f->filed;
	to->closed += f->closed;
	to->on_time += f->on_time;
	to->minutes += f->minutes;
	to->rated += f->rated;
	to->pleased += f->pleased;
	to->extended += f->extended;
	to->called += f->called;
	to->called_pleased += f->called_pleased;
}

static int
by_key(const void *a, const void *b)
{
	const struct appeal_figure *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->class > y->class) - (x->class < y->class);
}

void
appeal_sums_drop(struct appeal_sums *s)
{
	arena_release(&s->memory);
	arena_release(&s->works.memory);
	*s = (struct appeal_sums){0};
}

int
appeal_sums_write(struct tx *tx, int64_t district, struct appeal_sums *s)
{
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; i < s->size; i++)
		if (s->v[i].unit)
			s->v[n++] = s->v[i];
	if (n)
		qsort(s->v, n, sizeof *s->v, by_key);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = sql_appeal_figure_add(tx, district, &s->v[i]);
	if (rc == 0)
		rc = appeal_works_write(tx, district, &s->works);
	appeal_sums_drop(s);
	return rc;
}

/* ---- what cases took ---- */

static int
work_order(const struct appeal_work *a, const struct appeal_work *b)
{
	if (a->desk != b->desk)
		return a->desk < b->desk ? -1 : 1;
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (a->kind > b->kind) - (a->kind < b->kind);
}

/* Where it stands, or would. */
static size_t
work_at(const struct appeal_works *s, const struct appeal_work *w)
{
	size_t from = 0, to = s->n;

	while (from < to) {
		size_t mid = (from + to) / 2;

		if (work_order(&s->v[mid], w) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Twice as large; the smaller one stays in memory until all is written. */
static void
make_room(struct appeal_works *s)
{
	struct appeal_work *old = s->v;

	if (s->n < s->room)
		return;
	s->room = s->room ? s->room * 2 : SIZE_MIN;
	s->v = NEW_ARRAY(&s->memory, struct appeal_work, s->room);
	if (s->n)
		memcpy(s->v, old, s->n * sizeof *s->v);
}

void
appeal_works_add(struct appeal_works *s, const struct appeal_work *w, int64_t sign)
{
	size_t at = work_at(s, w);
	struct appeal_work *to;

	if (at == s->n || work_order(&s->v[at], w) != 0) {
		make_room(s);
		memmove(&s->v[at + 1], &s->v[at], (s->n - at) * sizeof *s->v);
		s->v[at] = (struct appeal_work){.desk = w->desk, .unit = w->unit, .start = w->start, .kind = w->kind};
		s->n++;
	}
	to = &s->v[at];
	to->closed += sign * w->closed;
	to->on_time += sign * w->on_time;
	to->extended += sign * w->extended;
	to->minutes += sign * w->minutes;
	to->near += sign * w->near;
	to->triage += sign * w->triage;
	to->accept += sign * w->accept;
	to->handle += sign * w->handle;
	to->rule += sign * w->rule;
	to->rated += sign * w->rated;
	to->pleased += sign * w->pleased;
}

int
appeal_works_write(struct tx *tx, int64_t district, struct appeal_works *s)
{
	int rc = 0;

	for (size_t i = 0; i < s->n && rc == 0; i++)
		rc = sql_appeal_work_add(tx, district, &s->v[i]);
	arena_release(&s->memory);
	*s = (struct appeal_works){0};
	return rc;
}
