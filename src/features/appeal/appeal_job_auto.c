/* appeal_job_auto.c: a new case is looked at once its filing is over: does a rule send it by itself? */
#include "db/db.h"
#include "features/appeal/appeal_auto.h"
#include "features/appeal/appeal_job.h"

static int
run_send(struct tx *tx, void *arg)
{
	const struct outbox_job *job = arg;

	return appeal_auto_send(tx, job->district, job->subject, job->text);
}

int
appeal_auto_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct arena a;
	int rc;

	(void)ctx;
	arena_init(&a);
	rc = db_write_now(db, &a, run_send, (void *)job);
	arena_release(&a);
	return rc;
}
