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
	struct district_list districts;
	size_t at;
	int64_t n; /* cases of the last batch */
};

static int
read_districts(struct tx *tx, void *arg)
{
	struct forgetting *f = arg;

	return district_all(tx, &f->districts);
}

static int
run_forget(struct tx *tx, void *arg)
{
	struct forgetting *f = arg;

	return appeal_forget_over(tx, f->districts.v[f->at].code, &f->n);
}

/* All that is over in one district, in small transactions. */
static int
forget_district(struct db *db, struct forgetting *f)
{
	struct arena a;
	int rc;

	arena_init(&a);
	do {
		rc = db_write_now(db, &a, run_forget, f);
		arena_reset(&a);
	} while (rc == 0 && f->n);
	arena_release(&a);
	return rc;
}

int
appeal_forget_daily(struct db *db)
{
	struct forgetting f = {0};
	struct arena keep;
	int first;

	arena_init(&keep);
	first = db_read_now(db, &keep, read_districts, &f);
	if (first < 0)
		f.districts.n = 0;
	/* A district that fails does not hold the others. */
	for (; f.at < f.districts.n; f.at++) {
		int rc = forget_district(db, &f);

		first = first ? first : rc;
	}
	arena_release(&keep);
	return first;
}
