/* guess.c: one row for each secret that was guessed at in vain: the moment all its guesses are there again. */
#include "kit/guess.h"

#include <assert.h>
#include <stdlib.h>

#include "base/clock.h"
#include "db/db.h"
#include "gen/kit_sql.h"
#include "lib/secret.h"

enum { CLOCKS_S = 60 }; /* so far the clocks of two machines may differ */

/* What was typed may be a login or a number: the row does not say it. */
static struct str
row_key(struct arena *a, const struct guess *g, struct str key)
{
	return secret_index(a, "guess", str_fmt(a, "%s %.*s", g->what, STR(key)));
}

int
guess_check(struct tx *tx, int64_t district, const struct guess *g, struct str key)
{
	int64_t empty = clock_now() + (int64_t)g->burst * g->seconds;
	struct guess_row row;
	int rc = sql_guess_get(tx, district, row_key(tx->arena, g, key), &row);

	assert(g->what && g->burst > 0 && g->seconds > 0);
	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	/* No count reaches beyond an empty bucket: the clock went back since, and the next wrong guess is counted anew. */
	if (row.full_at > empty + CLOCKS_S)
		return 0;
	return row.full_at + g->seconds > empty ? E_LIMIT : 0;
}

/* A job that outlives the request it was noticed in, so it owns its memory. */
struct wrong {
	struct db_job job;
	struct arena arena;
	int64_t district, burst, seconds;
	struct str key;
};

static int
run_wrong(struct db_job *job, struct tx *tx)
{
	struct wrong *w = (struct wrong *)job;
	int64_t now = clock_now();

	TRY(sql_guess_sweep(tx, w->district, now, NULL));
	return sql_guess_count(tx, w->district, w->key, now, w->seconds, now + w->burst * w->seconds);
}

static void
done_wrong(struct db_job *job, int err)
{
	struct wrong *w = (struct wrong *)job;

	(void)err;
	arena_release(&w->arena);
	free(w);
}

void
guess_wrong(struct db *db, int64_t district, const struct guess *g, struct str key)
{
	struct wrong *w = calloc(1, sizeof *w);

	assert(g->what && g->burst > 0 && g->seconds > 0);
	if (!w)
		return;
	arena_init(&w->arena);
	w->job = (struct db_job){.run = run_wrong, .done = done_wrong, .arena = &w->arena};
	w->district = district;
	w->burst = g->burst;
	w->seconds = g->seconds;
	w->key = row_key(&w->arena, g, key);
	db_write(db, &w->job);
}
