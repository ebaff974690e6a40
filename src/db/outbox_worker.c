/* outbox_worker.c: several workers on the outboxes of all districts. One worker at a time is at a
 * district's rows, so a district whose database hangs holds one of them; one that fails rests while the
 * others are served. Of one kind in one district at most half of the workers run jobs, so a slow gateway
 * holds these. */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"

#include <assert.h>
#include "base/log.h"
#include "db/outbox_turn.h"
#include "gen/db_sql.h"

enum {
	LOOK_US = 1000000,   /* between two looks at an idle district */
	REST_FIRST_S = 5,    /* after an error, doubled with each, up to … */
	REST_MOST_S = 60,
	JOBS_MOST = 16, /* of one district, before the worker goes on to the next */
};

/* A district, as this process's workers share it: under the group's lock, or by the one who made it busy. */
struct place {
	struct place *next;
	int64_t code;
	bool busy;		  /* a worker is at its rows */
	int running[OUTBOX__MAX]; /* jobs of each kind at work */
	int64_t looked_us;	  /* when nothing was due last */
	int64_t rest_s, rest_until;
	int said; /* the error that was logged last; 0 = all is well */
};

struct outbox_worker {
	struct db *db;
	outbox_runner *runners[OUTBOX__MAX];
	void *ctx;
	int most; /* jobs of one kind and district side by side */
	pthread_mutex_t lock;
	pthread_cond_t wake;  /* something may be due */
	pthread_cond_t calm;  /* a place is no longer busy */
	struct place *places; /* never dropped: there are as many as districts at most */
	struct arena arena;   /* of the places */
	int64_t woken_us;
	_Atomic bool stop;
	int threads_n;
	pthread_t threads[OUTBOX_WORKERS_MAX];
};

static void
begin_group(struct outbox_worker *w, struct db *db, outbox_runner *const runners[OUTBOX__MAX], void *ctx,
	    int workers)
{
	pthread_condattr_t attr;

	*w = (struct outbox_worker){.db = db, .ctx = ctx, .most = workers > 1 ? workers / 2 : 1};
	for (int i = 0; i < OUTBOX__MAX; i++)
		w->runners[i] = runners[i];
	arena_init(&w->arena);
	pthread_mutex_init(&w->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&w->wake, &attr);
	pthread_cond_init(&w->calm, &attr);
	pthread_condattr_destroy(&attr);
}

static void
end_group(struct outbox_worker *w)
{
	pthread_cond_destroy(&w->calm);
	pthread_cond_destroy(&w->wake);
	pthread_mutex_destroy(&w->lock);
	arena_release(&w->arena);
}

static struct place *
place_of(struct outbox_worker *w, int64_t code)
{
	struct place *p;

	pthread_mutex_lock(&w->lock);
	for (p = w->places; p && p->code != code;)
		p = p->next;
	if (!p) {
		p = NEW(&w->arena, struct place);
		*p = (struct place){.next = w->places, .code = code};
		w->places = p;
	}
	pthread_mutex_unlock(&w->lock);
	return p;
}

/* A clock that was set back does not lengthen a rest. */
static bool
is_resting(const struct place *p)
{
	int64_t now = clock_now();

	return p->rest_until > now && p->rest_until - now <= p->rest_s;
}

/* False: another worker is at the place, it rests, or it was looked at a moment ago. */
static bool
enter(struct outbox_worker *w, struct place *p)
{
	int64_t now = clock_tick_us();
	bool free;

	pthread_mutex_lock(&w->lock);
	free = !p->busy && !is_resting(p) && (p->looked_us <= w->woken_us || now - p->looked_us >= LOOK_US);
	if (free)
		p->busy = true;
	pthread_mutex_unlock(&w->lock);
	return free;
}

/* A job that was run is written down, whoever is at the place now. */
static void
enter_again(struct outbox_worker *w, struct place *p)
{
	pthread_mutex_lock(&w->lock);
	while (p->busy)
		pthread_cond_wait(&w->calm, &w->lock);
	p->busy = true;
	pthread_mutex_unlock(&w->lock);
}

/* A district that fails for an hour is one line, not 3600. */
static void
note_error(struct place *p, int err)
{
	if (err && err != p->said)
		log_warn("outbox: no work is taken in district %lld: %s", (long long)p->code,
			 err_name(err));
	else if (!err && p->said)
		log_info("outbox: district %lld answers again", (long long)p->code);
	p->said = err;
	p->rest_s = !err ? 0 : p->rest_s == 0 ? REST_FIRST_S : p->rest_s * 2;
	if (p->rest_s > REST_MOST_S)
		p->rest_s = REST_MOST_S;
	p->rest_until = clock_now() + p->rest_s;
}

static void
leave(struct outbox_worker *w, struct place *p, const struct outbox_turn *t, int err)
{
	pthread_mutex_lock(&w->lock);
	if (t->claimed)
		p->running[t->next.kind]++;
	note_error(p, err);
	p->busy = false;
	pthread_cond_broadcast(&w->calm);
	/* What else is due need not wait until this job is done. */
	if (t->claimed)
		pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
}

/* The look, and the writing transaction when there is something to write. The place is busy. */
static int
turn(struct outbox_worker *w, struct place *p, struct outbox_turn *t, struct arena *a, bool more)
{
	int64_t looked_us = clock_tick_us();
	int err = 0;

	pthread_mutex_lock(&w->lock);
	if (t->ran)
		p->running[t->last.kind]--;
	for (int kind = 0; kind < OUTBOX__MAX; kind++)
		t->takes[kind] = more && !w->stop && w->runners[kind] && p->running[kind] < w->most;
	pthread_mutex_unlock(&w->lock);
	t->claimed = false;
	t->kind = OUTBOX__NONE;
	if (more)
		err = db_read_now(w->db, a, outbox_turn_look, t);
	arena_reset(a);
	if (err)
		t->kind = OUTBOX__NONE;
	else if (more && !t->kind)
		p->looked_us = looked_us;
	if (t->ran || t->kind) {
		int rc = db_write_now(w->db, a, outbox_turn_write, t);

		if (rc < 0)
			t->claimed = false;
		err = err ? err : rc;
	}
	return err;
}

/* Everything that is due in a district, JOBS_MOST at most. *ret_ran counts on. */
static int
work_at(struct outbox_worker *w, struct place *p, struct arena *a, int *ret_ran)
{
	struct outbox_turn t = {.district = p->code};
	int err;

	if (!enter(w, p))
		return 0;
	for (int n = 0;; n++) {
		err = turn(w, p, &t, a, n < JOBS_MOST);
		leave(w, p, &t, err);
		if (!t.claimed)
			return err;
		outbox_turn_run(&t, w->db, w->runners[t.next.kind], w->ctx);
		arena_reset(a);
		++*ret_ran;
		enter_again(w, p);
	}
}

static int
read_districts(struct tx *tx, void *arg)
{
	return sql_outbox_districts(tx, arg);
}

/* One round through all districts; the first error, after those that do not fail were served. */
static int
go_round(struct outbox_worker *w, int *ret_ran)
{
	struct outbox_district_list districts = {0};
	struct arena keep, a;
	int first;

	arena_init(&keep);
	arena_init(&a);
	first = db_read_now(w->db, &keep, read_districts, &districts);
	if (first)
		districts.n = 0;
	for (size_t i = 0; i < districts.n; i++) {
		int err = work_at(w, place_of(w, districts.v[i].code), &a, ret_ran);

		arena_reset(&a);
		first = first ? first : err;
	}
	arena_release(&a);
	arena_release(&keep);
	return first;
}

int
outbox_drain(struct db *db, outbox_runner *const runners[OUTBOX__MAX], void *ctx, int *ret_ran)
{
	struct outbox_worker w;
	int first = 0, before;

	assert(db && runners && ret_ran);
	*ret_ran = 0;
	begin_group(&w, db, runners, ctx, 1);
	do {
		int err;

		before = *ret_ran;
		w.woken_us = clock_tick_us(); /* a job may have put another one elsewhere */
		err = go_round(&w, ret_ran);
		first = first ? first : err;
	} while (*ret_ran > before);
	end_group(&w);
	return first;
}

/* Until somebody wakes us, a second at most. since: the last waking that was seen. */
static void
rest(struct outbox_worker *w, int64_t since)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec++;
	pthread_mutex_lock(&w->lock);
	if (w->woken_us == since)
		pthread_cond_timedwait(&w->wake, &w->lock, &until);
	pthread_mutex_unlock(&w->lock);
}

static int64_t
last_waking(struct outbox_worker *w)
{
	int64_t us;

	pthread_mutex_lock(&w->lock);
	us = w->woken_us;
	pthread_mutex_unlock(&w->lock);
	return us;
}

static void *
work(void *arg)
{
	struct outbox_worker *w = arg;

	while (!w->stop) {
		int64_t since = last_waking(w);
		int ran = 0;

		/* What failed was said where it failed: of a district by note_error, of all by the driver. */
		go_round(w, &ran);
		if (!w->stop && ran == 0)
			rest(w, since);
	}
	return NULL;
}

struct outbox_worker *
outbox_start(struct db *db, outbox_runner *const runners[OUTBOX__MAX], void *ctx, int workers)
{
	struct outbox_worker *w = calloc(1, sizeof *w);

	assert(db && runners && workers > 0 && workers <= OUTBOX_WORKERS_MAX);
	if (!w || workers < 1)
		abort();
	workers = workers < OUTBOX_WORKERS_MAX ? workers : OUTBOX_WORKERS_MAX;
	begin_group(w, db, runners, ctx, workers);
	for (; w->threads_n < workers; w->threads_n++)
		if (pthread_create(&w->threads[w->threads_n], NULL, work, w) != 0)
			abort();
	return w;
}

void
outbox_wake(struct outbox_worker *w)
{
	pthread_mutex_lock(&w->lock);
	w->woken_us = clock_tick_us();
	pthread_cond_broadcast(&w->wake);
	pthread_mutex_unlock(&w->lock);
}

void
outbox_stop(struct outbox_worker *w)
{
	if (!w)
		return;
	w->stop = true;
	outbox_wake(w);
	for (int i = 0; i < w->threads_n; i++)
		pthread_join(w->threads[i], NULL);
	end_group(w);
	free(w);
}
