/* appeal_deed.c: what each move changes besides the state, and the clock. */
#include "features/appeal/appeal_deed.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_rules.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"
#include "lib/calendar.h"

/* ---- the clock ---- */

static void
run_clock(struct appeal *a, int64_t at, int64_t minutes)
{
	a->due_at = calendar_add(at, minutes);
	a->paused_at = 0;
	a->paused_left = 0;
}

static void
stop_clock(struct appeal *a)
{
	a->due_at = 0;
	a->paused_at = 0;
	a->paused_left = 0;
}

static void
pause_clock(struct appeal *a, int64_t at)
{
	a->paused_left = calendar_between(at, a->due_at);
	a->paused_at = at;
	a->due_at = 0;
}

int64_t
appeal_promise(int64_t filed_at, const struct catalogue_rule *rule)
{
	return calendar_add(filed_at, APPEAL_TRIAGE_MIN + rule->accept_min + rule->handle_min);
}

/* Goes on with what was left; the promise moves by the working time that was spent waiting. */
static void
resume_clock(struct appeal *a, int64_t at)
{
	int64_t waited = calendar_between(a->paused_at, at);

	if (a->promised_at)
		a->promised_at = calendar_add(a->promised_at, waited);
	run_clock(a, at, a->paused_left);
}

/* ---- the figures ---- */

/* On time: the answer came within the promise. sign -1: it is no longer counted as closed. */
static struct appeal_sum
closing(const struct appeal *a, int sign)
{
	return (struct appeal_sum){
		.closed = sign,
		.on_time = sign * (a->replied_at <= a->promised_at),
		.minutes = sign * calendar_between(a->filed_at, a->replied_at),
	};
}

static struct appeal_sum
rating(const struct appeal *a, int sign)
{
	return (struct appeal_sum){
		.rated = sign,
		.pleased = sign * (a->result >= 4 && a->attitude >= 4),
	};
}

int
appeal_count(struct tx *tx, int64_t district, const struct appeal *a, int64_t at,
	     struct appeal_sum add)
{
	return sql_appeal_day_add(tx, district, a->community, a->class, clock_day(at), add.filed,
				  add.closed, add.on_time, add.minutes, add.rated, add.pleased);
}

int
appeal_count_closed(struct move *m)
{
	return appeal_count(m->tx, m->who->district, &m->a, m->at, closing(&m->a, 1));
}

/* ---- what each move changes besides the state ---- */

static int
need_text(struct move *m, const char *missing)
{
	if (str_chars(str_trim(m->c->text)) < 2)
		return fail(m->tx, E_INVALID, "text", missing);
	if (str_chars(m->c->text) > APPEAL_TEXT_MAX)
		return fail(m->tx, E_INVALID, "text", N_("写得太长了，最多 2000 个字。"));
	return 0;
}

/* The promise by another rule, with the time that was spent waiting for the resident so far; an accepted case
 * gets the new rule's time to answer. */
static void
promise_again(struct move *m, const struct catalogue_rule *old)
{
	int64_t waited =
		calendar_between(appeal_promise(m->a.filed_at, old), m->a.promised_at);

	m->a.promised_at = calendar_add(appeal_promise(m->a.filed_at, &m->rule), waited);
	if (m->a.state == APPEAL_ACCEPTED)
		m->a.due_at =
			calendar_add(calendar_add(m->a.accepted_at, m->rule.handle_min), waited);
}

static int
do_triage(struct move *m)
{
	struct catalogue_rule old = m->rule;
	struct catalogue_node item;
	struct territory_node node;
	int64_t d = m->who->district;

	if (m->c->item && m->c->item != m->a.item) {
		int rc = catalogue_get(m->tx, d, m->c->item, &item);

		if (rc == E_NOTFOUND || (rc == 0 && item.state != CATALOGUE_LIVE))
			return fail(m->tx, E_INVALID, "item", N_("没有这一类，请从列表里选。"));
		TRY(rc);
		m->a.item = item.id;
		m->a.class = item.class;
		/* Judged by the rule of the day it came in, whenever it is classified. */
		TRY(catalogue_rule_at(m->tx, d, item.id, m->a.filed_at, &m->rule));
		m->a.rule = m->rule.id;
		promise_again(m, &old);
	}
	if (m->c->place && m->c->place != m->a.place) {
		int rc = territory_get(m->tx, d, m->c->place, &node);

		if (rc == E_NOTFOUND || (rc == 0 && node.state != TERRITORY_LIVE))
			return fail(m->tx, E_INVALID, "place",
				    N_("没有这个地方，请重新选楼栋或社区。"));
		TRY(rc);
		if (node.level == LEVEL_ROOM)
			return fail(m->tx, E_INVALID, "place",
				    N_("请选到单元或楼栋，不要选房间。"));
		appeal_stand_at(&m->a, &node);
	}
	if (m->a.class != m->was.class || m->a.community != m->was.community) {
		TRY(appeal_count(m->tx, d, &m->was, m->was.filed_at,
				 (struct appeal_sum){.filed = -1}));
		TRY(appeal_count(m->tx, d, &m->a, m->was.filed_at,
				 (struct appeal_sum){.filed = 1}));
	}
	if (m->a.item == m->was.item && m->a.place == m->was.place)
		return fail(m->tx, E_INVALID, "item", N_("没有改动。请选别的类别或地点。"));
	m->data = str_fmt(m->tx->arena, "item=%lld>%lld place=%lld>%lld", (long long)m->was.item,
			  (long long)m->a.item, (long long)m->was.place, (long long)m->a.place);
	return 0;
}

static int
do_dispatch(struct move *m)
{
	struct org org;
	int rc = m->c->org ? account_org(m->tx, m->who->district, m->c->org, &org)
			   : appeal_body_for(m->tx, &m->a, &org);

	if (rc == E_NOTFOUND && !m->c->org)
		return fail(m->tx, E_INVALID, "org", N_("按职责清单找不到管这里的单位，请选一个单位。"));
	if (rc == E_NOTFOUND || (rc == 0 && org.state != ORG_ACTIVE))
		return fail(m->tx, E_INVALID, "org", N_("没有这个单位，请从列表里选。"));
	TRY(rc);
	if (org.id == m->was.org && m->was.state != APPEAL_FILED)
		return fail(m->tx, E_INVALID, "org", N_("已经派给这家了，不用再派。"));
	m->a.org = org.id;
	run_clock(&m->a, m->at, m->rule.accept_min);
	m->a.accepted_at = 0;
	m->data = str_fmt(m->tx->arena, "org=%lld>%lld rule=%lld", (long long)m->was.org,
			  (long long)org.id, (long long)m->a.rule);
	return 0;
}

static int
do_accept(struct move *m)
{
	m->a.accepted_at = m->at;
	run_clock(&m->a, m->at, m->rule.handle_min);
	return 0;
}

static int
do_bounce(struct move *m)
{
	TRY(need_text(m, N_("请写明依据职责清单的哪一条不归本单位。")));
	m->data = str_fmt(m->tx->arena, "org=%lld>0", (long long)m->was.org);
	m->a.org = 0;
	m->a.accepted_at = 0;
	run_clock(&m->a, m->at, m->rule.accept_min);
	return 0;
}

static int
do_note(struct move *m)
{
	return need_text(m, N_("便签还没写内容。"));
}

static int
do_ask(struct move *m)
{
	TRY(need_text(m, N_("请写清楚要居民补充什么。")));
	pause_clock(&m->a, m->at);
	m->remind_at = calendar_add(m->at, APPEAL_ASK_DAYS * CALENDAR_DAY_MIN);
	return 0;
}

static int
do_answer(struct move *m)
{
	if (m->who->kind != ACTOR_SYSTEM)
		TRY(need_text(m, N_("还没写补充内容。")));
	resume_clock(&m->a, m->at);
	return 0;
}

/* The question is taken back: the work goes on where it stood, as after an answer. */
static int
do_unask(struct move *m)
{
	resume_clock(&m->a, m->at);
	return 0;
}

static int
do_add(struct move *m)
{
	return m->c->photos_n ? 0 : need_text(m, N_("还没写补充内容。"));
}

static int
do_reply(struct move *m)
{
	TRY(need_text(m, N_("请写明做了什么、结果怎样。")));
	if (m->rule.evidence.n && !m->c->photos_n && !m->was.reply.n && m->rule.id &&
	    str_has(m->rule.evidence, S("照片")) && m->who->kind != ACTOR_SYSTEM)
		return fail(m->tx, E_INVALID, "photo", N_("这一类要附处置后的照片，请拍一张。"));
	/* Answered without waiting any longer: what was waited counts as after an answer of the resident. */
	if (m->was.paused_at)
		resume_clock(&m->a, m->at);
	m->a.reply = str_trim(m->c->text);
	m->a.replied_at = m->at;
	run_clock(&m->a, m->at, m->rule.follow_min);
	m->remind_at = m->a.due_at;
	return 0;
}

static int
do_close(struct move *m)
{
	stop_clock(&m->a);
	m->a.closed_at = m->at;
	return appeal_count_closed(m);
}

static int
do_rate(struct move *m)
{
	if (m->c->result < 1 || m->c->result > 5)
		return fail(m->tx, E_INVALID, "result", N_("请给办理结果打个分。"));
	if (m->c->attitude < 1 || m->c->attitude > 5)
		return fail(m->tx, E_INVALID, "attitude", N_("请给办理态度打个分。"));
	m->a.result = m->c->result;
	m->a.attitude = m->c->attitude;
	m->a.rated_at = m->at;
	m->data = str_fmt(m->tx->arena, "result=%lld attitude=%lld", (long long)m->c->result,
			  (long long)m->c->attitude);
	TRY(appeal_count(m->tx, m->who->district, &m->a, m->at, rating(&m->a, 1)));
	return m->was.state == APPEAL_CLOSED ? 0 : do_close(m);
}

static int
do_reopen(struct move *m)
{
	TRY(need_text(m, N_("请说说哪里还没办好。")));
	/* It counts as closed again only when it is closed again. */
	if (m->was.state == APPEAL_CLOSED)
		TRY(appeal_count(m->tx, m->who->district, &m->a, m->was.closed_at,
				 closing(&m->was, -1)));
	if (m->was.result)
		TRY(appeal_count(m->tx, m->who->district, &m->a, m->was.rated_at,
				 rating(&m->was, -1)));
	m->a.reopened++;
	m->a.closed_at = 0;
	m->a.result = 0;
	m->a.attitude = 0;
	m->a.rated_at = 0;
	run_clock(&m->a, m->at, m->rule.handle_min);
	m->a.promised_at = m->a.due_at;
	return 0;
}

static int
do_refuse(struct move *m)
{
	TRY(need_text(m, N_("请写明依据哪一条不予受理，居民可以据此申请复核。")));
	stop_clock(&m->a);
	m->a.closed_at = m->at;
	m->a.reply = str_trim(m->c->text);
	return 0;
}

static int
do_contest(struct move *m)
{
	TRY(need_text(m, N_("请说说为什么应当受理。")));
	m->a.closed_at = 0;
	m->a.reply = S("");
	run_clock(&m->a, m->at, CALENDAR_DAY_MIN);
	m->a.promised_at =
		calendar_add(m->at, CALENDAR_DAY_MIN + m->rule.accept_min + m->rule.handle_min);
	return 0;
}

static int
do_withdraw(struct move *m)
{
	stop_clock(&m->a);
	m->a.closed_at = m->at;
	return 0;
}

static int
do_publish(struct move *m)
{
	m->a.open = m->c->open;
	m->data = str_fmt(m->tx->arena, "open=%lld>%d", (long long)m->was.open, m->c->open);
	return sql_appeal_photo_publish(m->tx, m->who->district, m->a.id, m->c->open, NULL);
}

static int (*const deeds[ACT__MAX])(struct move *) = {
	[ACT_TRIAGE] = do_triage,   [ACT_DISPATCH] = do_dispatch, [ACT_ACCEPT] = do_accept,
	[ACT_BOUNCE] = do_bounce,   [ACT_NOTE] = do_note,	  [ACT_ASK] = do_ask,
	[ACT_ANSWER] = do_answer,   [ACT_ADD] = do_add,		  [ACT_REPLY] = do_reply,
	[ACT_CLOSE] = do_close,	    [ACT_RATE] = do_rate,	  [ACT_REOPEN] = do_reopen,
	[ACT_REFUSE] = do_refuse,   [ACT_CONTEST] = do_contest,	  [ACT_WITHDRAW] = do_withdraw,
	[ACT_PUBLISH] = do_publish, [ACT_UNASK] = do_unask,
};

int
appeal_deed(struct move *m)
{
	return deeds[m->c->act] ? deeds[m->c->act](m) : 0;
}
