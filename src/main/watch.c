/* watch.c: asks the database once a second whether others have changed it, and what the districts somebody listens to
 * have new. */
#include "main/watch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "db/db.h"
#include "http/sse.h"
#include "kit/district.h"
#include "kit/feature.h"
#include "kit/flow.h"
#include "kit/gate.h"
#include "kit/holiday.h"

/* The newest step seen of what a feature's pages listen to in a district; never dropped, there are few. */
struct mark {
	struct mark *next;
	const struct feature_live *live;
	int64_t district, newest;
};

enum { HOLIDAYS_EVERY = 60 }; /* looks */

struct watch {
	struct app *app;
	struct mark *marks;
	unsigned looks;
	struct arena arena; /* of the marks */
	atomic_bool stop;
	bool running;
	pthread_t thread;
};

static struct mark *
find(const struct watch *w, const struct feature_live *live, int64_t district)
{
	struct mark *m = w->marks;

	while (m && (m->live != live || m->district != district))
		m = m->next;
	return m;
}

static void
remember(struct watch *w, const struct feature_live *live, int64_t district, int64_t newest)
{
	struct mark *m = NEW(&w->arena, struct mark);

	*m = (struct mark){w->marks, live, district, newest};
	w->marks = m;
}

static int
look_at(struct tx *tx, struct watch *w, const struct feature_live *live, int64_t district)
{
	struct str topic = live->topic(tx->arena, district);
	struct mark *m = find(w, live, district);
	int64_t newest;

	if (!sse_listeners(w->app->events, topic))
		return 0;
	TRY(flow_newest(tx, district, live->subject, &newest));
	if (!m) {
		remember(w, live, district, newest);
	} else if (m->newest != newest) {
		m->newest = newest;
		sse_send(w->app->events, topic, S("change"), str_number(tx->arena, newest));
	}
	return 0;
}

static int
look_around(struct tx *tx, struct watch *w, int64_t district)
{
	const struct feature_list *all = w->app->features;

	for (size_t i = 0; i < all->n; i++)
		for (const struct feature_live *live = all->v[i]->live; live && live->subject; live++)
			TRY(look_at(tx, w, live, district));
	return 0;
}

int
watch_look(struct tx *tx, void *arg)
{
	struct district_list districts;
	struct watch *w = arg;

	TRY(db_look(tx));
	if (w->looks++ % HOLIDAYS_EVERY == 0)
		TRY(holiday_load(tx));
	TRY(district_all(tx, &districts));
	for (size_t i = 0; i < districts.n; i++)
		TRY(look_around(tx, w, districts.v[i].code));
	return 0;
}

static void *
run(void *arg)
{
	struct watch *w = arg;
	struct arena a;

	arena_init(&a);
	while (!atomic_load(&w->stop)) {
		/* A database that is away is the readers' to report; this only misses a second. */
		db_read_now(w->app->db, &a, watch_look, w);
		arena_reset(&a);
		nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
	}
	arena_release(&a);
	return NULL;
}

struct watch *
watch_new(struct app *app)
{
	struct watch *w = calloc(1, sizeof *w);

	if (!w)
		abort();
	w->app = app;
	arena_init(&w->arena);
	return w;
}

void
watch_start(struct watch *w)
{
	w->running = pthread_create(&w->thread, NULL, run, w) == 0;
}

void
watch_free(struct watch *w)
{
	if (!w)
		return;
	atomic_store(&w->stop, true);
	if (w->running)
		pthread_join(w->thread, NULL);
	arena_release(&w->arena);
	free(w);
}
