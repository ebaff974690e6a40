/* db_time.c: how long writing jobs run, by name; counted without a lock. */
#include <stdlib.h>

#include "db/driver.h"

/* The slot of this name; the last one is shared by all that found no other. */
static struct db_time_slot *
slot_of(struct db *db, const char *what)
{
	size_t at = (size_t)(((uintptr_t)what >> 3) * 0x9e3779b97f4a7c15u >> 40) % DB_TIMES;

	for (size_t tries = 0; tries < DB_TIMES - 1; tries++, at = (at + 1) % DB_TIMES) {
		const char *there = NULL;

		if (atomic_compare_exchange_strong(&db->times[at].what, &there, what) || there == what)
			return &db->times[at];
	}
	return &db->times[DB_TIMES - 1];
}

void
db_time_add(struct db *db, const char *what, int64_t us)
{
	static const int64_t under_us[DB_TIME_STEPS - 1] = {1000, 5000, 20000, 100000};
	struct db_time_slot *t = slot_of(db, what ? what : "other");
	int64_t most = atomic_load(&t->most_us);
	size_t step = 0;

	while (step < DB_TIME_STEPS - 1 && us >= under_us[step])
		step++;
	atomic_fetch_add(&t->n, 1);
	atomic_fetch_add(&t->total_us, us);
	atomic_fetch_add(&t->steps[step], 1);
	while (us > most && !atomic_compare_exchange_weak(&t->most_us, &most, us))
		;
}

static int
slowest_first(const void *a, const void *b)
{
	int64_t x = ((const struct db_time *)a)->most_us, y = ((const struct db_time *)b)->most_us;

	return x < y ? 1 : x > y ? -1 : 0;
}

size_t
db_times(struct db *db, struct db_time *v, size_t most)
{
	struct db_time all[DB_TIMES];
	size_t n = 0;

	for (size_t i = 0; i < DB_TIMES; i++) {
		struct db_time_slot *t = &db->times[i];

		if (!atomic_load(&t->n))
			continue;
		all[n] = (struct db_time){
			.what = atomic_load(&t->what),
			.n = atomic_load(&t->n),
			.total_us = atomic_load(&t->total_us),
			.most_us = atomic_load(&t->most_us),
		};
		for (size_t k = 0; k < DB_TIME_STEPS; k++)
			all[n].steps[k] = atomic_load(&t->steps[k]);
		n++;
	}
	qsort(all, n, sizeof *all, slowest_first);
	if (n > most)
		n = most;
	for (size_t i = 0; i < n; i++)
		v[i] = all[i];
	return n;
}
