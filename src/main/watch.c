/* watch.c: asks the database once a second whether others have changed it, and what the districts somebody listens to
 * have new. */
#include "main/watch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/db.h"
#include "http/sse.h"
#include "kit/district.h"
#include "kit/feature_list.h"
#include "kit/flow.h"
#include "kit/gate.h"
#include "kit/holiday.h"

enum { REST_S = 30, HOLIDAYS_EVERY = 60 /* looks */ };

/* The newest step seen of a district; never dropped, there are as many as districts at most. */
struct mark {
	struct mark *next;
	const struct feature_live *live;
	int64_t district, newest;
	bool known;	    /* newest was read */
	bool failed;	    /* the last look, which was logged */
	int64_t rest_until; /* after it failed */
};

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
mark_of(struct watch *w, const struct feature_live *live, int64_t district)
{
	struct mark *m = w->marks;

	while (m && (m->live != live || m->district != district))
		m = m->next;
	if (!m) {
		m = NEW(&w->arena, struct mark);
		*m = (struct mark){.next = w->marks, .live = live, .district = district};
		w->marks = m;
	}
	return m;
}

static int
read_newest(struct tx *tx, void *arg)
{
	struct mark *m = arg;

	return flow_newest(tx, m->district, m->live->subject, &m->newest);
}

/* A district that fails for an hour is one line, and the others are looked at meanwhile. */
static void
look_at(struct watch *w, struct arena *a, const struct feature_live *live, int64_t district)
{
	struct str topic = live->topic(a, district);
	struct mark *m;
	int64_t before, now = clock_now();
	int rc;

	if (!sse_listeners(w->app->events, topic))
		return;
	m = mark_of(w, live, district);
	if (m->rest_until > now && m->rest_until - now <= REST_S)
		return;
	before = m->newest;
	rc = db_read_now(w->app->db, a, read_newest, m);
	if (rc < 0 && !m->failed)
		log_warn("live pages of district %lld are not told of changes: %s", (long long)district,
			 err_name(rc));
	m->failed = rc < 0;
	m->rest_until = rc < 0 ? now + REST_S : 0;
	if (rc < 0)
		return;
	if (m->known && m->newest != before)
		sse_send(w->app->events, topic, S("change"), str_number(a, m->newest));
	m->known = true;
}

static void
look_around(struct watch *w, struct arena *a, int64_t district)
{
	const struct feature_list *all = w->app->features;

	for (size_t i = 0; i < all->n; i++)
		for (const struct feature_live *live = all->v[i]->live; live && live->subject; live++)
			look_at(w, a, live, district);
}

static int
read_districts(struct tx *tx, void *arg)
{
	TRY(db_look(tx));
	return district_all(tx, arg);
}

static int
load_holidays(struct tx *tx, void *arg)
{
	(void)arg;
	return holiday_load(tx);
}

int
watch_look(struct watch *w)
{
	struct district_list districts;
	struct arena keep, a;
	int rc;

	arena_init(&keep);
	arena_init(&a);
	rc = db_read_now(w->app->db, &keep, read_districts, &districts);
	for (size_t i = 0; rc == 0 && i < districts.n; i++) {
		look_around(w, &a, districts.v[i].code);
		arena_reset(&a);
	}
	/* Another process may have imported holidays. */
	if (rc == 0 && w->looks++ % HOLIDAYS_EVERY == 0)
		rc = db_read_now(w->app->db, &a, load_holidays, NULL);
	arena_release(&a);
	arena_release(&keep);
	return rc;
}

static void *
run(void *arg)
{
	struct watch *w = arg;

	while (!atomic_load(&w->stop)) {
		/* A database that is away is the readers' to report; this only misses a second. */
		watch_look(w);
		nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
	}
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
