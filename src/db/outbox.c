/* outbox.c: promising work in a transaction, claiming it with a lease, retiring it. */
#include "db/outbox.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "gen/db_sql.h"

enum promise { AT_LEAST = 1, AT_MOST };

enum {
	LEASE_S = 300,	    /* longer than any runner takes */
	BUSY_S = 30,	    /* later, when a runner said E_BUSY */
	RETRY_FIRST_S = 30, /* doubled with each try, up to … */
	RETRY_MOST_S = 3600,
	LOOK_AT = 8, /* rows read to claim one: other workers want the first too */
};

static const struct {
	const char *name;
	enum promise promise;
	int tries;
} kinds[OUTBOX__MAX] = {
#define JOB(number, name, promise, tries, about) [OUTBOX_##name] = {#name, promise, tries},
#include "db/outbox.def"
#undef JOB
};

int
outbox_put(struct tx *tx, int64_t district, enum outbox_kind kind, int64_t due_at, int64_t subject,
	   struct str to, struct str title, struct str text)
{
	struct outbox row = {
		.id = id_new(),
		.kind = (int64_t)kind,
		.subject = subject,
		.due_at = due_at ? due_at : clock_now(),
		.recipient = to,
		.title = title,
		.body = text,
	};

	assert(kind > OUTBOX__NONE && kind < OUTBOX__MAX);
	return sql_outbox_add(tx, district, &row);
}

int
outbox_rows(struct tx *tx, int64_t district, bool only_failed, int64_t limit,
	    struct outbox_row_list *ret)
{
	return sql_outbox_rows(tx, district, only_failed ? 1 : 0, limit, ret);
}

int
outbox_failed(struct tx *tx, int64_t district, int64_t *ret_n)
{
	struct outbox_count count;

	TRY(sql_outbox_failed(tx, district, &count));
	*ret_n = count.n;
	return 0;
}

int
outbox_retry(struct tx *tx, int64_t district, int64_t id, int64_t *ret_n)
{
	int64_t n;

	if (id)
		TRY(sql_outbox_revive(tx, district, id, clock_now(), &n));
	else
		TRY(sql_outbox_revive_all(tx, district, clock_now(), &n));
	if (n == 0)
		return E_NOTFOUND;
	*ret_n = n;
	return 0;
}

int
outbox_drop(struct tx *tx, int64_t district, int64_t id)
{
	int64_t n;

	TRY(sql_outbox_drop(tx, district, id, &n));
	return n ? 0 : E_NOTFOUND;
}

const char *
outbox_kind_name(int64_t kind)
{
	return kind > OUTBOX__NONE && kind < OUTBOX__MAX ? kinds[kind].name : "?";
}

/* One turn of a worker: what became of the last job is written down in the transaction that claims
 * the next one, so a turn costs one commit. */
struct turn {
	outbox_runner *const *runners;
	bool ran;	    /* last and last_err count */
	struct outbox last; /* its numbers only: the texts ended with its turn */
	int last_err;
	bool claimed; /* out: next is ours until its claimed_until */
	struct outbox next;
};

static int64_t
pause_after(int64_t tries)
{
	int64_t s = RETRY_FIRST_S;

	while (--tries > 0 && s < RETRY_MOST_S)
		s *= 2;
	return s < RETRY_MOST_S ? s : RETRY_MOST_S;
}

/* A worker that outlived its lease changes nothing here: somebody else has the job. */
static int
settle(struct tx *tx, const struct outbox *job, int err)
{
	int64_t now = clock_now();

	if (kinds[job->kind].promise == AT_MOST)
		return 0;
	if (err == 0)
		return sql_outbox_remove(tx, job->district, job->id, job->claimed_until, NULL);
	if (err == E_BUSY)
		return sql_outbox_postpone(tx, job->district, job->id, job->claimed_until,
					   now + BUSY_S, job->tries - 1, NULL);
	if (job->tries >= kinds[job->kind].tries)
		return sql_outbox_fail(tx, job->district, job->id, job->claimed_until, now,
				       str_of(err_name(err)), NULL);
	return sql_outbox_postpone(tx, job->district, job->id, job->claimed_until,
				   now + pause_after(job->tries), job->tries, NULL);
}

/* Takes the job if nobody else did since it was read. */
static int
claim(struct tx *tx, struct outbox *job, bool *ret_ours)
{
	int64_t until = clock_now() + LEASE_S, changed;

	if (kinds[job->kind].promise == AT_MOST) {
		TRY(sql_outbox_remove(tx, job->district, job->id, job->claimed_until, &changed));
	} else {
		TRY(sql_outbox_claim(tx, job->district, job->id, job->claimed_until, until,
				     &changed));
		job->claimed_until = until;
	}
	job->tries++;
	*ret_ours = changed == 1;
	return 0;
}

/* A job whose last try ended with the worker's own end would end the next one too. */
static bool
worn_out(const struct outbox *job)
{
	return job->tries >= kinds[job->kind].tries;
}

static int
claim_kind(struct tx *tx, int64_t kind, struct turn *t)
{
	struct outbox_list due;

	TRY(sql_outbox_due(tx, kind, clock_now(), LOOK_AT, &due));
	for (size_t i = 0; i < due.n && !t->claimed; i++) {
		struct outbox *job = &due.v[i];

		if (worn_out(job)) {
			TRY(sql_outbox_fail(tx, job->district, job->id, job->claimed_until,
					    clock_now(), S("CRASH"), NULL));
			continue;
		}
		TRY(claim(tx, job, &t->claimed));
		t->next = *job;
	}
	return 0;
}

static int
take_turn(struct tx *tx, void *arg)
{
	struct turn *t = arg;

	t->claimed = false;
	if (t->ran)
		TRY(settle(tx, &t->last, t->last_err));
	/* The order of outbox.def is the order of urgency. */
	for (int64_t kind = OUTBOX__NONE + 1; kind < OUTBOX__MAX && !t->claimed; kind++)
		if (t->runners[kind])
			TRY(claim_kind(tx, kind, t));
	return 0;
}

static int
run_claimed(struct db *db, struct turn *t, void *ctx)
{
	const struct outbox *o = &t->next;
	const struct outbox_job job = {
		.district = o->district,
		.id = o->id,
		.subject = o->subject,
		.due_at = o->due_at,
		.tries = o->tries,
		.kind = (enum outbox_kind)o->kind,
		.to = o->recipient,
		.title = o->title,
		.text = o->body,
	};
	int err = t->runners[o->kind](db, &job, ctx);

	if (err < 0 && err != E_BUSY)
		log_warn("outbox: %s %lld, try %lld of %d: %s", kinds[o->kind].name,
			 (long long)o->id, (long long)o->tries, kinds[o->kind].tries,
			 err_name(err));
	return err < 0 ? err : 0;
}

/* Runs until nothing is due, or the job at hand when *stop is set. */
static int
drain(struct db *db, outbox_runner *const runners[OUTBOX__MAX], void *ctx, const _Atomic bool *stop,
      int *ret_ran)
{
	static outbox_runner *const nobody[OUTBOX__MAX];
	struct turn t = {.runners = runners};
	struct arena a;
	int err, ran = 0;

	arena_init(&a);
	while ((err = db_write_now(db, &a, take_turn, &t)) == 0 && t.claimed) {
		t.last_err = run_claimed(db, &t, ctx);
		t.last = t.next;
		t.ran = true;
		ran++;
		arena_reset(&a);
		if (stop && *stop)
			t.runners = nobody;
	}
	arena_release(&a);
	*ret_ran = ran;
	return err;
}

int
outbox_drain(struct db *db, outbox_runner *const runners[OUTBOX__MAX], void *ctx, int *ret_ran)
{
	return drain(db, runners, ctx, NULL, ret_ran);
}

struct outbox_worker {
	struct db *db;
	outbox_runner *runners[OUTBOX__MAX];
	void *ctx;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool woken;
	_Atomic bool stop;
};

/* Until somebody wakes us, a second at most. */
static void
rest(struct outbox_worker *w)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec++;
	pthread_mutex_lock(&w->lock);
	while (!w->woken && pthread_cond_timedwait(&w->wake, &w->lock, &until) == 0)
		;
	w->woken = false;
	pthread_mutex_unlock(&w->lock);
}

static void *
work(void *arg)
{
	struct outbox_worker *w = arg;
	int said = 0;

	while (!w->stop) {
		int ran, err = drain(w->db, w->runners, w->ctx, &w->stop, &ran);

		/* A database that is away for an hour is one line, not 3600. */
		if (err && err != said)
			log_warn("outbox: cannot claim work: %s", err_name(err));
		said = err;
		if (!w->stop)
			rest(w);
	}
	return NULL;
}

struct outbox_worker *
outbox_start(struct db *db, outbox_runner *const runners[OUTBOX__MAX], void *ctx)
{
	struct outbox_worker *w = calloc(1, sizeof *w);
	pthread_condattr_t attr;

	if (!w)
		abort();
	w->db = db;
	w->ctx = ctx;
	for (int i = 0; i < OUTBOX__MAX; i++)
		w->runners[i] = runners[i];
	pthread_mutex_init(&w->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&w->wake, &attr);
	pthread_condattr_destroy(&attr);
	if (pthread_create(&w->thread, NULL, work, w) != 0)
		abort();
	return w;
}

void
outbox_wake(struct outbox_worker *w)
{
	pthread_mutex_lock(&w->lock);
	w->woken = true;
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
}

void
outbox_stop(struct outbox_worker *w)
{
	if (!w)
		return;
	w->stop = true;
	outbox_wake(w);
	pthread_join(w->thread, NULL);
	pthread_cond_destroy(&w->wake);
	pthread_mutex_destroy(&w->lock);
	free(w);
}
