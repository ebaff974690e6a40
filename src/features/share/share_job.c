/* share_job.c: the timer of bookings. */
#include "features/share/share_job.h"

#include "features/share/share.h"
#include "kit/district.h"
#include "kit/feature.h"

enum { PORTION = 100 };

struct work {
	int64_t district;
	bool due;
};

static int
look(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return share_is_due(tx, w->district, &w->due);
}

static int
sweep(struct tx *tx, void *arg)
{
	struct work *w = arg;

	return share_sweep(tx, w->district, PORTION);
}

/* Nothing is written while nothing is due. */
static int
turn(struct db *db, int64_t district, void *arg)
{
	struct work w = {.district = district};
	struct arena a;
	int rc;

	(void)arg;
	arena_init(&a);
	rc = db_read_now(db, &a, look, &w);
	while (rc == 0 && w.due) {
		arena_reset(&a);
		rc = db_write_now(db, &a, sweep, &w);
		if (rc == 0)
			rc = db_read_now(db, &a, look, &w);
	}
	arena_release(&a);
	return rc;
}

int
share_turn(const struct feature_env *env)
{
	return district_each(env->db, turn, NULL);
}
