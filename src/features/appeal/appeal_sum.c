/* appeal_sum.c: figures of many cases, by community, class and day. */
#include "features/appeal/appeal_sum.h"

#include <stdlib.h>

#include "db/db.h"
#include "gen/appeal_sql.h"

enum { SIZE_MIN = 4096 };

static struct appeal_day *
place_of(struct appeal_day *v, size_t size, const struct appeal_day *d)
{
	uint64_t h = (uint64_t)d->community * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)d->class * UINT64_C(0xff51afd7ed558ccd) +
		     (uint64_t)d->day * UINT64_C(0xc4ceb9fe1a85ec53);
	size_t at = (h ^ h >> 32) & (size - 1);

	while (v[at].day && (v[at].community != d->community || v[at].class != d->class || v[at].day != d->day))
		at = (at + 1) & (size - 1);
	return &v[at];
}

/* Twice as large; the smaller one stays in memory until all is written. */
static void
grow(struct appeal_sums *s)
{
	size_t size = s->size ? s->size * 2 : SIZE_MIN;
	struct appeal_day *v = NEW_ARRAY(&s->memory, struct appeal_day, size);

	for (size_t i = 0; i < s->size; i++)
		if (s->v[i].day)
			*place_of(v, size, &s->v[i]) = s->v[i];
	s->v = v;
	s->size = size;
}

void
appeal_sums_add(struct appeal_sums *s, const struct appeal_day *d)
{
	struct appeal_day *to;

	if (s->n * 2 >= s->size)
		grow(s);
	to = place_of(s->v, s->size, d);
	if (!to->day) {
		*to = *d;
		s->n++;
		return;
	}
	to->filed += d->filed;
	to->closed += d->closed;
	to->on_time += d->on_time;
	to->minutes += d->minutes;
	to->rated += d->rated;
	to->pleased += d->pleased;
}

static int
by_key(const void *a, const void *b)
{
	const struct appeal_day *x = a, *y = b;

	if (x->community != y->community)
		return x->community < y->community ? -1 : 1;
	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	return (x->day > y->day) - (x->day < y->day);
}

int
appeal_sums_write(struct tx *tx, int64_t district, struct appeal_sums *s)
{
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; i < s->size; i++)
		if (s->v[i].day)
			s->v[n++] = s->v[i];
	if (n)
		qsort(s->v, n, sizeof *s->v, by_key);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = sql_appeal_day_add(tx, district, &s->v[i]);
	arena_release(&s->memory);
	*s = (struct appeal_sums){0};
	return rc;
}
