/* appeal_move.c: the one way a case changes: state.def and act.def as code. */
#include "base/clock.h"
#include "db/db.h"
#include "db/outbox.h"
#include "features/account/account.h"
#include "features/appeal/appeal.h"
#include "features/appeal/appeal_rules.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"
#include "kit/calendar.h"

/* Of each state: does a body act, does it wait for the resident, or is it over? */
static const int live_of[APPEAL_STATE__MAX] = {
#define STATE(name, word, live, lamp) [APPEAL_##name] = live,
#include "features/appeal/state.def"
#undef STATE
};

/* act.def speaks of sets of states and of who acts; these are its words. */
enum {
	NOWHERE = 0,
	ANYWHERE = ~0,
#define STATE(name, word, live, lamp) name = 1 << APPEAL_##name,
#include "features/appeal/state.def"
#undef STATE
	SAME = 1 << 30,
	BACK = 1 << 29,
};
enum by { ANYBODY = 1, STAFF, BODY, EITHER, FILER };

static const struct act_row {
	const char *word;
	int from, to;
	enum by by;
	enum perm perm;
	enum flow_sight sight;
} acts[ACT__MAX] = {
#define ACT(name_, word_, from_, to_, by_, perm_, sight_) \
	[ACT_##name_] = {.word = word_, \
			 .from = from_, \
			 .to = to_, \
			 .by = by_, \
			 .perm = perm_, \
			 .sight = FLOW_##sight_},
#include "features/appeal/act.def"
#undef ACT
};

/* ---- who may ---- */

static bool
may_by(const struct actor *who, const struct appeal *a, const struct place *place, bool filer,
       const struct act_row *act)
{
	bool staff = actor_can(who, act->perm, place, 0);
	bool body = a->org && actor_can(who, act->perm, NULL, a->org);
	/* A community's or grid's own people handle what no other body holds at their place. */
	bool local = staff && (!a->org || actor_can(who, APPEAL_TRIAGE, place, 0));

	switch (act->by) {
	case STAFF: return staff;
	case BODY: return body || local;
	case EITHER: return staff || body;
	case FILER: return filer || (act->perm != APPEAL_FILE && staff);
	case ANYBODY: return true;
	}
	return false;
}

bool
appeal_may(const struct actor *who, const struct appeal *a, const struct place *place, bool filer,
	   enum appeal_act act)
{
	const struct act_row *row = &acts[act];

	if (who->kind != ACTOR_SYSTEM && !may_by(who, a, place, filer, row))
		return false;
	if (act == ACT_RATE &&
	    (a->result || clock_now() > a->replied_at + APPEAL_REOPEN_DAYS * 86400))
		return false;
	if (act == ACT_REOPEN && a->state == APPEAL_CLOSED &&
	    clock_now() > a->closed_at + APPEAL_REOPEN_DAYS * 86400)
		return false;
	return row->from & 1 << a->state;
}

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

/* Goes on with what was left; the promise moves by the working time that was spent waiting. */
static void
resume_clock(struct appeal *a, int64_t at)
{
	int64_t waited = calendar_between(a->paused_at, at);

	if (a->promised_at)
		a->promised_at = calendar_add(a->promised_at, waited);
	run_clock(a, at, a->paused_left);
}

/* ---- what each move changes besides the state ---- */

/* Everything one move works on. */
struct move {
	struct tx *tx;
	const struct actor *who;
	const struct appeal_change *c;
	struct appeal was, a; /* before and after */
	struct catalogue_rule rule;
	int64_t at;
	int64_t org; /* the body that acts */
	struct str data;
	enum flow_sight sight;
	int64_t remind_at; /* when the case's clock job runs, 0 = none */
};

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
	int64_t then =
		calendar_add(m->a.filed_at, APPEAL_TRIAGE_MIN + old->accept_min + old->handle_min);
	int64_t now = calendar_add(m->a.filed_at,
				   APPEAL_TRIAGE_MIN + m->rule.accept_min + m->rule.handle_min);
	int64_t waited = calendar_between(then, m->a.promised_at);

	m->a.promised_at = calendar_add(now, waited);
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
		m->a.place = node.id;
		m->a.street = node.street;
		m->a.community = node.community;
		m->a.area = node.area;
		m->a.grid = node.grid;
		m->a.building = node.building;
		m->a.place_name = territory_name(&node);
	}
	if (m->a.class != m->was.class || m->a.community != m->was.community) {
		int64_t day = clock_day(m->was.filed_at);

		TRY(sql_appeal_day_add(m->tx, d, m->was.community, m->was.class, day, -1, 0, 0, 0,
				       0, 0));
		TRY(sql_appeal_day_add(m->tx, d, m->a.community, m->a.class, day, 1, 0, 0, 0, 0,
				       0));
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
	m->a.reply = str_trim(m->c->text);
	m->a.replied_at = m->at;
	run_clock(&m->a, m->at, m->rule.follow_min);
	m->remind_at = m->a.due_at;
	return 0;
}

/* Counted when it is over: on time means the answer came within the promise. */
static int
count_closed(struct move *m)
{
	return sql_appeal_day_add(m->tx, m->who->district, m->a.community, m->a.class,
				  clock_day(m->at), 0, 1, m->a.replied_at <= m->a.promised_at,
				  calendar_between(m->a.filed_at, m->a.replied_at), 0, 0);
}

static int
do_close(struct move *m)
{
	stop_clock(&m->a);
	m->a.closed_at = m->at;
	return count_closed(m);
}

static int
do_rate(struct move *m)
{
	bool pleased = m->c->result >= 4 && m->c->attitude >= 4;

	if (m->c->result < 1 || m->c->result > 5)
		return fail(m->tx, E_INVALID, "result", N_("请给办理结果打个分。"));
	if (m->c->attitude < 1 || m->c->attitude > 5)
		return fail(m->tx, E_INVALID, "attitude", N_("请给办理态度打个分。"));
	m->a.result = m->c->result;
	m->a.attitude = m->c->attitude;
	m->a.rated_at = m->at;
	m->data = str_fmt(m->tx->arena, "result=%lld attitude=%lld", (long long)m->c->result,
			  (long long)m->c->attitude);
	TRY(sql_appeal_day_add(m->tx, m->who->district, m->a.community, m->a.class,
			       clock_day(m->at), 0, 0, 0, 0, 1, pleased));
	return m->was.state == APPEAL_CLOSED ? 0 : do_close(m);
}

static int
do_reopen(struct move *m)
{
	TRY(need_text(m, N_("请说说哪里还没办好。")));
	/* It counts as closed again only when it is closed again. */
	if (m->was.state == APPEAL_CLOSED)
		TRY(sql_appeal_day_add(m->tx, m->who->district, m->a.community, m->a.class,
				       clock_day(m->was.closed_at), 0, -1,
				       -(m->was.replied_at <= m->was.promised_at),
				       -calendar_between(m->was.filed_at, m->was.replied_at), 0,
				       0));
	if (m->was.result)
		TRY(sql_appeal_day_add(m->tx, m->who->district, m->a.community, m->a.class,
				       clock_day(m->was.rated_at), 0, 0, 0, 0, -1,
				       -(m->was.result >= 4 && m->was.attitude >= 4)));
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
	[ACT_PUBLISH] = do_publish,
};

/* ---- one move ---- */

static int64_t
state_after(const struct appeal *a, const struct act_row *act)
{
	if (act->to == SAME)
		return a->state;
	if (act->to == BACK)
		return a->org && a->accepted_at ? APPEAL_ACCEPTED : APPEAL_FILED;
	for (int s = 1; s < APPEAL_STATE__MAX; s++)
		if (act->to == 1 << s)
			return s;
	return a->state;
}

static int
save(struct move *m)
{
	struct appeal *a = &m->a;

	a->live = live_of[a->state];
	a->queue_at = a->due_at ? a->due_at : APPEAL_FAR_AWAY;
	/* A broken promise is overdue, whatever the present stage still allows. */
	if (a->live == 1 && a->promised_at < a->queue_at)
		a->queue_at = a->promised_at;
	return sql_appeal_update(m->tx, m->who->district, a->id, m->was.version, a->item, a->class,
				 a->rule, a->place, a->street, a->community, a->area, a->grid,
				 a->building, a->place_name, a->state, a->live, a->queue_at, a->org,
				 a->open, a->due_at, a->paused_at, a->paused_left, a->accepted_at,
				 a->replied_at, a->closed_at, a->promised_at, a->reply, a->result,
				 a->attitude, a->rated_at, a->reopened, m->at);
}

/* The filer hears of what concerns them, by account or by the number they left. */
static int
tell_filer(struct move *m, const struct act_row *act, bool filer)
{
	struct appeal_contact contact;
	struct str title;
	int rc;

	if (filer || act->sight == FLOW_INTERNAL || m->c->act == ACT_TRIAGE ||
	    m->c->act == ACT_ACCEPT || m->c->at)
		return 0;
	title = str_fmt(m->tx->arena, "%.*s %s", STR(m->a.code), act->word);
	if (m->a.person)
		return account_notify(m->tx, m->who->district, m->a.person, title, m->c->text);
	rc = m->a.anon == ANON_NOBODY
		     ? E_NOTFOUND
		     : sql_appeal_contact_get(m->tx, m->who->district, m->a.id, &contact);
	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	return contact.phone.n ? account_notify_phone(m->tx, m->who->district, contact.phone, title,
						      m->c->text)
			       : 0;
}

static int
record(struct move *m, const struct act_row *act, bool filer)
{
	struct actor who;

	TRY(appeal_keep_photos(m->tx, m->who->district, m->a.id, m->c->act == ACT_REPLY ? 2 : 1,
			       m->c->photos, m->c->photos_n));
	who = appeal_in_history(m->who, &m->a, filer);
	TRY(flow_add(m->tx, &who,
		     &(struct flow_new){
			     .subject = FLOW_APPEAL,
			     .id = m->a.id,
			     .kind = m->c->act,
			     .sight = act->sight,
			     .org = m->org,
			     .at = m->c->at,
			     .text = str_trim(m->c->text),
			     .data = m->data,
			     .photos =
				     appeal_photo_names(m->tx->arena, m->c->photos, m->c->photos_n),
		     }));
	if (m->remind_at)
		TRY(outbox_put(m->tx, m->who->district, OUTBOX_CLOCK, m->remind_at, m->a.id,
			       S("appeal"), S(""), S("")));
	return tell_filer(m, act, filer);
}

/* The body somebody acts for here: the one that has the case if they act for it, else none. */
static int64_t
acting_body(const struct actor *who, const struct appeal *a)
{
	for (size_t i = 0; i < who->grants_n; i++)
		if (who->grants[i].org && who->grants[i].org == a->org)
			return a->org;
	for (size_t i = 0; i < who->grants_n; i++)
		if (who->grants[i].org)
			return who->grants[i].org;
	return 0;
}

/* A form that saw an older case is refused, unless nothing its reader may see has changed since (an internal note
 * is no reason to refuse the resident), or it only adds. */
static int
check_version(const struct move *m, bool filer)
{
	struct flow_step_list steps;
	int64_t seen = m->c->version;
	bool adds = m->c->act == ACT_NOTE || m->c->act == ACT_ADD;

	if (!seen || seen == m->was.version || (adds && seen < m->was.version))
		return 0;
	if (!filer || seen > m->was.version)
		return E_STALE;
	TRY(flow_list(m->tx, m->who->district, FLOW_APPEAL, m->was.id, FLOW_PARTIES, &steps));
	return steps.n && steps.v[steps.n - 1].seq > seen ? E_STALE : 0;
}

int
appeal_move(struct tx *tx, const struct actor *who, struct str code, const struct appeal_change *c)
{
	const struct act_row *act = &acts[c->act];
	struct move m = {.tx = tx, .who = who, .c = c, .at = c->at ? c->at : clock_now()};
	struct place place;
	bool filer;

	TRY(sql_appeal_by_code(tx, who->district, code, &m.was));
	TRY(appeal_full_place(tx, who->district, &m.was, &place));
	filer = appeal_is_filer(who, &m.was);
	if (!appeal_may(who, &m.was, &place, filer, c->act)) {
		bool knows = filer || m.was.open || actor_can(who, APPEAL_QUEUE, &place, m.was.org);

		if (!knows)
			return E_NOTFOUND;
		return c->version && c->version != m.was.version ? E_STALE : E_DENIED;
	}
	TRY(check_version(&m, filer));
	m.a = m.was;
	m.org = filer ? 0 : acting_body(who, &m.was);
	TRY(catalogue_rule_get(tx, who->district, m.was.rule, &m.rule));
	m.a.state = state_after(&m.was, act);
	if (deeds[c->act])
		TRY(deeds[c->act](&m));
	TRY(save(&m));
	return record(&m, act, filer);
}

int
appeal_body_for(struct tx *tx, const struct appeal *a, struct org *ret)
{
	struct catalogue_rule rule;
	struct place place;
	int64_t district = a->district;

	TRY(catalogue_rule_get(tx, district, a->rule, &rule));
	TRY(appeal_full_place(tx, district, a, &place));
	return account_org_for(tx, district, rule.body, &place, ret);
}

int
appeal_clock(struct tx *tx, int64_t district, int64_t id)
{
	struct actor system = actor_system_of;
	struct appeal a;
	struct appeal_change c = {0};

	TRY(sql_appeal_get(tx, district, id, &a));
	system.district = district;
	if (a.state == APPEAL_REPLIED && a.due_at && a.due_at <= clock_now()) {
		c.act = ACT_CLOSE;
		c.text = S("到期没有评价，自动办结。之后 30 天内仍可评价或要求重新办理。");
	} else if (a.state == APPEAL_ASKED && calendar_between(a.paused_at, clock_now()) >=
						      APPEAL_ASK_DAYS * CALENDAR_DAY_MIN) {
		c.act = ACT_ANSWER;
		c.text = S("等了 5 个工作日没有收到补充，继续办理。");
	} else {
		return 0;
	}
	return appeal_move(tx, &system, a.code, &c);
}
