/* setup_hours.c: hours and days of work as the administrator of a district changes them, and clocks computed again behind it. */
#include "base/clock.h"
#include "base/log.h"
#include "db/outbox.h"
#include "features/setup/setup.h"
#include "kit/course_retime.h"
#include "kit/feature.h"
#include "kit/holiday.h"
#include "kit/workday.h"

/* Every server has read new days by then: it looks once a minute. */
enum { ALL_HAVE_READ_S = 90 };

int
setup_would_move(struct tx *tx, const struct actor *who, const struct feature_list *features, const struct workday_change *c,
		 struct would_move *ret)
{
	struct calendar_book book;

	if (!setup_may(who))
		return E_DENIED;
	TRY(workday_book(tx, who->district, c, &book));
	return course_would_move(tx, features, who->district, &book, ret);
}

int
setup_keep_work(struct tx *tx, const struct actor *who, const struct workday_change *c)
{
	bool changed;

	if (!setup_may(who))
		return E_DENIED;
	TRY(workday_put(tx, who, c, &changed));
	if (!changed)
		return 0;
	TRY(outbox_put(tx, who->district, OUTBOX_RETIME, 0, who->district, S(""), S(""), S("")));
	return outbox_put(tx, who->district, OUTBOX_RETIME, clock_now() + ALL_HAVE_READ_S, who->district, S(""), S(""), S(""));
}

int
setup_work(struct tx *tx, const struct actor *who, struct calendar_book *ret_book, struct work_day_list *ret_days)
{
	if (!setup_may(who))
		return E_DENIED;
	TRY(workday_book(tx, who->district, NULL, ret_book));
	return workday_days(tx, who->district, ret_days);
}

static int
read_days(struct tx *tx, void *arg)
{
	(void)arg;
	return holiday_load(tx);
}

/* Doing it twice is doing it once: what is due when its minutes say is left alone. */
int
setup_retime_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	const struct feature_env *env = ctx;
	struct retimed sum = {0};
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_read_now(db, &a, read_days, NULL);
	arena_release(&a);
	TRY(rc);
	TRY(course_retime_all(db, env->features, job->district, false, &sum));
	if (sum.failed)
		log_warn("%lld matters of district %lld could not be given their new dates: linli verify says why", (long long)sum.failed,
			 (long long)job->district);
	return 0;
}
