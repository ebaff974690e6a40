/* outbox_turn.c: claiming the work of one district with a lease, running it, retiring it. */
#include "db/outbox_turn.h"

#include "base/clock.h"
#include "base/log.h"
#include "gen/db_sql.h"

enum promise { AT_LEAST = 1, AT_MOST };

enum {
	LEASE_S = 300,	    /* longer than any runner takes */
	BUSY_S = 30,	    /* later, when a runner said E_BUSY */
	RETRY_FIRST_S = 30, /* doubled with each try, up to … */
	RETRY_MOST_S = 3600,
	LOOK_AT = 8, /* rows read to claim one: other processes want the first too */
};

static const struct {
	enum promise promise;
	int tries;
} kinds[OUTBOX__MAX] = {
#define JOB(number, name, promise, tries, about) [OUTBOX_##name] = {promise, tries},
#include "db/outbox.def"
#undef JOB
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
claim_kind(struct tx *tx, struct outbox_turn *t)
{
	struct outbox_list due;

	TRY(sql_outbox_due(tx, t->district, t->kind, clock_now(), LOOK_AT, &due));
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

int
outbox_turn_look(struct tx *tx, void *arg)
{
	struct outbox_turn *t = arg;
	struct outbox_next any;
	int rc = sql_outbox_next(tx, t->district, clock_now(), &any);

	t->kind = OUTBOX__NONE;
	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	/* The order of outbox.def is the order of urgency. */
	for (int64_t kind = OUTBOX__NONE + 1; kind < OUTBOX__MAX && !t->kind; kind++) {
		struct outbox_list due;

		if (!t->takes[kind])
			continue;
		TRY(sql_outbox_due(tx, t->district, kind, clock_now(), 1, &due));
		if (due.n)
			t->kind = kind;
	}
	return 0;
}

int
outbox_turn_write(struct tx *tx, void *arg)
{
	struct outbox_turn *t = arg;

	t->claimed = false;
	if (t->ran)
		TRY(settle(tx, &t->last, t->last_err));
	return t->kind ? claim_kind(tx, t) : 0;
}

void
outbox_turn_run(struct outbox_turn *t, struct db *db, outbox_runner *run, void *ctx)
{
	const struct outbox *o = &t->next;
	const struct outbox_job job = {
		.district = o->district,
		.id = o->id,
		.subject = o->subject,
		.due_at = o->due_at,
		.tries = o->tries,
		.claimed_until = o->claimed_until,
		.kind = (enum outbox_kind)o->kind,
		.to = o->recipient,
		.title = o->title,
		.text = o->body,
	};
	int err = run(db, &job, ctx);

	if (err < 0 && err != E_BUSY)
		log_warn("outbox: %s %lld, try %lld of %d: %s", outbox_kind_name(o->kind),
			 (long long)o->id, (long long)o->tries, kinds[o->kind].tries,
			 err_name(err));
	t->last_err = err < 0 ? err : 0;
	t->last = t->next;
	t->ran = true;
}
