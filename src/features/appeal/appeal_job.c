/* appeal_job.c: what the worker does for appeals. */
#include "features/appeal/appeal_job.h"

#include "db/db.h"
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_see.h"
#include "kit/district.h"

static int
run_clock(struct tx *tx, void *arg)
{
	const struct outbox_job *job = arg;

	return appeal_clock(tx, job->district, job->subject);
}

int
appeal_clock_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct outbox_job copy = *job;
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_write_now(db, &a, run_clock, &copy);
	arena_release(&a);
	return rc;
}

struct following {
	int64_t district, node, after;
};

static int
run_follow(struct tx *tx, void *arg)
{
	struct following *f = arg;

	return appeal_follow_place(tx, f->district, f->node, f->after, &f->after);
}

int
appeal_place_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct following f = {.district = job->district, .node = job->subject};
	struct arena a;
	int rc;

	arena_init(&a);
	do {
		rc = db_write_now(db, &a, run_follow, &f);
		arena_reset(&a);
	} while (rc == 0 && f.after);
	arena_release(&a);
	return rc;
}

/* ---- once a day ---- */

struct forgetting {
	int64_t district;
	int64_t n; /* cases of the last batch */
};

static int
run_forget(struct tx *tx, void *arg)
{
	struct forgetting *f = arg;

	return appeal_forget_over(tx, f->district, &f->n);
}

/* All that is over in one district, in small transactions. */
static int
forget_district(struct db *db, int64_t district, void *arg)
{
	struct forgetting f = {.district = district};
	struct arena a;
	int rc;

	(void)arg;
	arena_init(&a);
	do {
		rc = db_write_now(db, &a, run_forget, &f);
		arena_reset(&a);
	} while (rc == 0 && f.n);
	arena_release(&a);
	return rc;
}

int
appeal_forget_daily(struct db *db)
{
	return district_each(db, forget_district, NULL);
}
