/* appeal_job_auto.c: a new case is looked at once its filing is over: does a rule send it by itself? */
#include "db/db.h"
#include "features/appeal/appeal_auto.h"
#include "features/appeal/appeal_job.h"

struct look {
	const struct outbox_job *job;
	bool goes;
};

static int
run_look(struct tx *tx, void *arg)
{
	struct look *l = arg;

	return appeal_auto_look(tx, l->job->district, l->job->subject, l->job->text, &l->goes);
}

static int
run_send(struct tx *tx, void *arg)
{
	const struct outbox_job *job = arg;

	return appeal_auto_send(tx, job->district, job->subject, job->text);
}

int
appeal_auto_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct look look = {.job = job};
	struct arena a;
	int rc;

	(void)ctx;
	arena_init(&a);
	/* Earlier rulings are read before the writer's turn. */
	rc = db_read_now(db, &a, run_look, &look);
	if (rc == 0 && look.goes)
		rc = db_write_now(db, &a, run_send, (void *)job);
	arena_release(&a);
	return rc;
}
