/* appeal_job.c: what is done for appeals without anybody asking. Ids are found in reading transactions, so that the writing ones are
 * short. */
#include "features/appeal/appeal_job.h"

#include "db/db.h"
#include "features/appeal/appeal_join.h"
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_see.h"
#include "features/appeal/appeal_take.h"
#include "kit/district.h"
#include "kit/matter.h"
#include "kit/matter_find.h"

/* Work of one kind in one district, a batch at a time. */
struct work {
	struct arena keep; /* the ids of a batch */
	struct matter_id_list ids;
	int64_t district, node, after; /* node: what the job is about */
};

/* ---- places ---- */

static int
find_live(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return appeal_live_at(tx, w->district, w->node, w->after, &w->ids);
}

static int
run_follow(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return appeal_follow_place(tx, w->district, &w->ids);
}

/* Batch after batch: found in a reading transaction, changed in a writing one. */
static int
each_batch(struct db *db, const struct outbox_job *job, int (*find)(struct tx *tx, void *arg), int (*run)(struct tx *tx, void *arg))
{
	struct work w = {.district = job->district, .node = job->subject};
	struct arena a;
	int rc;

	arena_init(&w.keep);
	arena_init(&a);
	do {
		arena_reset(&w.keep);
		rc = db_read_now(db, &w.keep, find, &w);
		if (rc == 0 && w.ids.n) {
			w.after = w.ids.v[w.ids.n - 1].id;
			rc = db_write_now(db, &a, run, &w);
			arena_reset(&a);
		}
	} while (rc == 0 && w.ids.n);
	arena_release(&a);
	arena_release(&w.keep);
	return rc;
}

int
appeal_place_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)ctx;
	return each_batch(db, job, find_live, run_follow);
}

/* ---- items that are never public ---- */

static int
find_of_item(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return appeal_of_item(tx, w->district, w->node, w->after, &w->ids);
}

static int
run_hide(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return appeal_hide_all(tx, w->district, &w->ids);
}

int
appeal_item_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)ctx;
	return each_batch(db, job, find_of_item, run_hide);
}

/* ---- cases that are dealt with under another one ---- */

static int
find_joined(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return appeal_joined_waiting(tx, w->district, w->node, w->after, &w->ids);
}

static int
run_joined(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return appeal_joined_move(tx, w->district, w->node, &w->ids);
}

int
appeal_joined_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)ctx;
	return each_batch(db, job, find_joined, run_joined);
}

/* ---- event cards ---- */

static int
find_told(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return appeal_event_hears(tx, w->district, w->node, w->after, &w->ids);
}

static int
run_told(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return appeal_event_told(tx, w->district, w->node, &w->ids);
}

int
appeal_event_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)ctx;
	return each_batch(db, job, find_told, run_told);
}

/* ---- words that were forgotten ---- */

enum { NIGHT_PARTS = 400 };
enum { WORDS_BEGIN, WORDS_GO_ON }; /* subject of the job; appeal_personal.c puts the first */

struct merge {
	const struct outbox_job *job;
	bool begun, done;
};

static int
run_merge(struct tx *tx, void *arg)
{
	struct merge *m = arg;

	return matter_find_merge(tx, m->job->district, !m->begun, &m->done);
}

static int
run_rest(struct tx *tx, void *arg)
{
	const struct merge *m = arg;

	TRY(outbox_put(tx, m->job->district, OUTBOX_WORDS, m->job->due_at + 86400, WORDS_GO_ON, S(""), S(""), S("")));
	return outbox_retire(tx, m->job);
}

int
appeal_words_night(struct db *db, const struct outbox_job *job, int parts)
{
	struct merge m = {.job = job, .begun = job->subject != WORDS_BEGIN};
	struct arena a;
	int rc = 0;

	arena_init(&a);
	for (int i = 0; i < parts && rc == 0 && !m.done; i++) {
		rc = db_write_now(db, &a, run_merge, &m);
		m.begun = true;
		arena_reset(&a);
	}
	if (rc == 0 && !m.done)
		rc = db_write_now(db, &a, run_rest, &m);
	arena_release(&a);
	return rc;
}

int
appeal_words_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)ctx;
	return appeal_words_night(db, job, NIGHT_PARTS);
}

/* ---- once a day ---- */

static int
find_forgettable(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return appeal_forgettable(tx, w->district, &w->ids);
}

static int
run_forget(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return appeal_forget_over(tx, w->district, &w->ids);
}

static int
run_forget_tables(struct tx *tx, void *arg)
{
	const struct work *w = arg;

	return appeal_take_forget(tx, w->district);
}

static int
forget(struct db *db, int64_t district, void *arg)
{
	struct work w = {.district = district};
	struct arena a;
	int rc;

	(void)arg;
	arena_init(&w.keep);
	arena_init(&a);
	do {
		arena_reset(&w.keep);
		rc = db_read_now(db, &w.keep, find_forgettable, &w);
		if (rc == 0 && w.ids.n)
			rc = db_write_now(db, &a, run_forget, &w);
		arena_reset(&a);
	} while (rc == 0 && w.ids.n);
	if (rc == 0)
		rc = db_write_now(db, &a, run_forget_tables, &w);
	arena_release(&a);
	arena_release(&w.keep);
	return rc;
}

int
appeal_forget_daily(struct db *db)
{
	return district_each(db, forget, NULL);
}
