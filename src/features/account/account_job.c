/* account_job.c: what the worker does for accounts: codes and notices; and what goes once a day. */
#include "features/account/account_job.h"

#include "base/clock.h"
#include "features/account/account_message.h"
#include "features/account/account_sweep.h"
#include "kit/district.h"
#include "kit/feature.h"

static int
open_message(struct tx *tx, void *arg)
{
	return account_message_open(tx, arg);
}

static int
show_message(struct tx *tx, void *arg)
{
	return account_message_show(tx, arg);
}

static int
show(struct db *db, struct account_message *m)
{
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_write_now(db, &a, show_message, m);
	arena_release(&a);
	return rc;
}

static int
deliver(struct db *db, struct arena *a, struct account_message *m, const struct feature_env *env)
{
	const struct account_channels *c = &m->channels;

	TRY(db_read_now(db, a, open_message, m));
	if (!m->phone.n && !m->mail.n)
		return 0;
	if (env->demo)
		return show(db, m);
	if (m->phone.n && c->sms_url.n)
		return account_send_sms(a, c, m->phone, m->text);
	if (m->mail.n && c->smtp_url.n)
		return account_send_mail(a, c, m->mail, m->title, m->text);
	return E_NOTFOUND;
}

int
account_code_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct account_message m = {
		.district = job->district, .person = job->subject, .to = job->to,
		.title = job->title, .text = job->text,
	};
	struct arena a;
	int rc;

	arena_init(&a);
	rc = deliver(db, &a, &m, ctx);
	arena_release(&a);
	return rc;
}

int
account_notice_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	int rc = account_code_job(db, job, ctx);

	return rc == E_NOTFOUND ? 0 : rc;
}

static int
sweep_district(struct db *db, int64_t district, void *arg)
{
	struct account_sweep s = {.district = district, .now = clock_now()};
	struct arena found, a;
	bool some;
	int rc;

	(void)arg;
	arena_init(&found);
	arena_init(&a);
	do {
		arena_reset(&found);
		rc = db_read_now(db, &found, account_sweep_find, &s);
		some = rc == 0 && s.sessions.n + s.codes.n;
		if (some)
			rc = db_write_now(db, &a, account_sweep_drop, &s);
		arena_reset(&a);
	} while (rc == 0 && some);
	arena_release(&a);
	arena_release(&found);
	return rc;
}

int
account_sweep_daily(struct db *db)
{
	return district_each(db, sweep_district, NULL);
}
