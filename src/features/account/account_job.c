/* account_job.c: what the worker does for accounts: codes and notices. */
#include "features/account/account_job.h"

#include "base/clock.h"
#include "base/id.h"
#include "features/account/account_rules.h"
#include "features/account/account_send.h"
#include "gen/account_sql.h"
#include "gen/kit_sql.h"
#include "kit/secret.h"

/* One message on its way: whom to, and by which channels. */
struct message {
	const struct outbox_job *job;
	struct str phone, mail;
	struct account_channels channels;
};

static int
setting(struct tx *tx, int64_t district, const char *name, struct str *ret)
{
	struct setting row = {0};
	int rc = sql_setting_get(tx, district, str_of(name), &row);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret = row.value;
	return 0;
}

/* Who is told: the number in `to`, or the person in `subject` if they still want to be. */
static int
read_message(struct tx *tx, void *arg)
{
	struct message *m = arg;
	const struct outbox_job *job = m->job;
	struct account_channels *c = &m->channels;
	struct str sealed;
	struct person p;
	int rc;

	if (job->to.n) {
		TRY(account_unpack(tx->arena, job->to, &sealed));
		TRY(secret_open(tx->arena, sealed, &m->phone));
	} else {
		rc = account_get(tx, job->district, job->subject, &p);
		if (rc == E_NOTFOUND || (rc == 0 && p.state != PERSON_ACTIVE))
			return 0;
		TRY(rc);
		TRY(secret_open(tx->arena, p.phone, &m->phone));
		TRY(secret_open(tx->arena, p.email, &m->mail));
	}
	TRY(setting(tx, job->district, "notify.sms_url", &c->sms_url));
	TRY(setting(tx, job->district, "notify.sms_token_file", &c->sms_token_file));
	TRY(setting(tx, job->district, "notify.smtp_url", &c->smtp_url));
	TRY(setting(tx, job->district, "notify.smtp_from", &c->smtp_from));
	return setting(tx, job->district, "notify.smtp_login_file", &c->smtp_login_file);
}

/* In the demo, where everybody reads the mailbox, numbers stay masked. */
static int
show(struct tx *tx, void *arg)
{
	const struct message *m = arg;
	struct str to = m->phone.n ? account_mask_phone(tx->arena, secret_seal(tx->arena, m->phone)) : S("邮箱");

	return sql_shown_insert(tx, m->job->district, id_new(), to, m->job->title, m->job->text, clock_now());
}

static int
deliver(struct db *db, struct arena *a, const struct outbox_job *job, const struct account_job_conf *conf)
{
	struct message m = {.job = job};
	struct account_channels *c = &m.channels;

	TRY(db_read_now(db, a, read_message, &m));
	if (!m.phone.n && !m.mail.n)
		return 0;
	if (conf->demo)
		return db_write_now(db, a, show, &m);
	if (m.phone.n && c->sms_url.n)
		return account_send_sms(a, c, m.phone, job->text);
	if (m.mail.n && c->smtp_url.n)
		return account_send_mail(a, c, m.mail, job->title, job->text);
	return E_NOTFOUND;
}

static int
run(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct arena a;
	int rc;

	arena_init(&a);
	rc = deliver(db, &a, job, ctx);
	arena_release(&a);
	return rc;
}

int
account_code_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	return run(db, job, ctx);
}

int
account_notice_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	int rc = run(db, job, ctx);

	return rc == E_NOTFOUND ? 0 : rc;
}
