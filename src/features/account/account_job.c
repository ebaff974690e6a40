/* account_job.c: what the worker does for accounts: codes and notices; and what goes once a day. */
#include "features/account/account_job.h"

#include "base/clock.h"
#include "features/account/account_message.h"
#include "features/account/account_sweep.h"
#include "kit/district.h"
#include "kit/feature.h"
#include "kit/notice.h"

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

/* The code in the words that carry it: six digits. "" = they carry none. */
static struct str
code_in(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i <= text.n; i++) {
		bool digit = i < text.n && text.p[i] >= '0' && text.p[i] <= '9';

		if (!digit && n == 6)
			return str_sub(text, i - n, n);
		n = digit ? n + 1 : 0;
	}
	return S("");
}

/* The words, and below them where they are answered. */
static struct str
with_link(struct arena *a, const struct account_message *m)
{
	return m->link.n ? str_trim(str_fmt(a, "%.*s\n%.*s", STR(m->text), STR(m->link))) : m->text;
}

static struct account_sms
sms_of(const struct account_message *m, bool code)
{
	struct account_sms sms = {.text = m->text, .kind = code ? "code" : "notice"};

	if (code) {
		sms.code = code_in(m->text);
	} else {
		sms.what = m->title;
		sms.words = m->text;
	}
	return sms;
}

static int
deliver(struct db *db, struct arena *a, struct account_message *m, bool code, const struct feature_env *env)
{
	const struct account_channels *c = &m->channels;
	struct account_sms sms = sms_of(m, code);

	TRY(db_read_now(db, a, open_message, m));
	if (!m->phone.n && !m->mail.n)
		return 0;
	sms.link = m->link;
	m->text = with_link(a, m);
	sms.text = code ? m->text : str_trim(str_fmt(a, "%.*s\n%.*s", STR(m->title), STR(m->text)));
	if (env->demo)
		return show(db, m);
	if (m->phone.n && c->sms_url.n)
		return account_send_sms(a, c, m->phone, &sms);
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
	rc = deliver(db, &a, &m, job->kind == OUTBOX_CODE, ctx);
	arena_release(&a);
	return rc;
}

/* ---- notices of people ---- */

struct sending {
	const struct outbox_job *job;
	struct notice_line line;
	struct notice_wish wish;
	bool found;
};

static int
read_notice(struct tx *tx, void *arg)
{
	struct sending *s = arg;
	int rc = notice_get(tx, s->job->district, s->job->subject, &s->line);

	s->found = rc == 0;
	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	return notice_wish_of(tx, s->job->district, s->line.person, &s->wish);
}

/* It became quiet while the message waited: it goes on in the morning. */
static int
hold(struct tx *tx, void *arg)
{
	const struct sending *s = arg;
	int64_t at = notice_hour(&s->wish, s->line.urgent, clock_now());

	TRY(outbox_put(tx, s->job->district, s->job->kind, at, s->job->subject, S(""), S(""), S("")));
	return outbox_retire(tx, s->job);
}

/* By phone; who chose only that and has none, or whose district has no such gateway, by e-mail. */
static int
send_notice(struct db *db, struct arena *a, struct sending *s, const struct feature_env *env)
{
	struct account_message m = {.district = s->job->district, .person = s->line.person};
	const struct account_channels *c = &m.channels;
	bool by_mail = s->job->kind == OUTBOX_MAIL;
	int64_t own = s->line.why == NOTICE_FOLLOWED ? s->wish.followed
		      : s->line.why == NOTICE_DESK   ? s->wish.desk
						     : s->wish.own;

	notice_veil(a, &s->line);
	m.title = notice_title(a, &s->line, (int)s->wish.lang);
	m.text = s->line.kind ? s->line.said : s->line.text;
	if (s->line.why == NOTICE_OWN) {
		m.env = env;
		m.of = (struct account_told){s->line.kind, s->line.matter, s->line.step};
	}
	TRY(db_read_now(db, a, open_message, &m));
	m.text = with_link(a, &m);
	if (by_mail)
		m.phone = S("");
	else if (own == NOTICE_BY_BOTH)
		m.mail = S("");
	if (!m.phone.n && !m.mail.n)
		return 0;
	if (env->demo)
		return show(db, &m);
	if (m.phone.n && c->sms_url.n) {
		struct account_sms sms = {
			.text = str_trim(str_fmt(a, "%.*s\n%.*s", STR(m.title), STR(m.text))),
			.kind = "notice",
			.matter = s->line.code,
			.what = str_sub(m.title, s->line.code.n, m.title.n), /* "BL-2611-0387 已答复" */
			.words = s->line.said,
			.link = m.link,
		};

		return account_send_sms(a, c, m.phone, &sms);
	}
	if (m.mail.n && c->smtp_url.n)
		return account_send_mail(a, c, m.mail, m.title, m.text);
	return 0;
}

int
account_send_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct sending s = {.job = job};
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_read_now(db, &a, read_notice, &s);
	if (rc == 0 && s.found) {
		if (notice_hour(&s.wish, s.line.urgent, clock_now()) > clock_now())
			rc = db_write_now(db, &a, hold, &s);
		else
			rc = send_notice(db, &a, &s, ctx);
	}
	arena_release(&a);
	return rc == E_STALE ? 0 : rc;
}

static bool
take_number(struct str *line, int64_t *ret)
{
	struct str part;

	return str_next(line, ' ', &part) && str_int(part, ret);
}

/* As account_notify_number wrote it. */
int
account_number_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct account_message m = {
		.district = job->district, .to = job->to, .title = job->title, .text = job->text, .env = ctx,
	};
	struct arena a;
	struct str line;
	int rc;

	if (!str_next(&m.text, '\n', &line) || !take_number(&line, &m.of.kind) || !take_number(&line, &m.of.matter) ||
	    !take_number(&line, &m.of.step))
		return E_MALFORMED;
	arena_init(&a);
	rc = deliver(db, &a, &m, false, ctx);
	arena_release(&a);
	return rc == E_NOTFOUND ? 0 : rc;
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
