/* appeal_move.c: the one way a case changes: state.def and act.def as code. What each move changes besides the
 * state is in appeal_deed.c. */
#include "features/appeal/appeal_move.h"

#include "base/clock.h"
#include "db/db.h"
#include "db/outbox.h"
#include "features/account/account.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_rules.h"
#include "features/catalogue/catalogue.h"
#include "gen/appeal_sql.h"
#include "lib/calendar.h"
#include "lib/secret.h"

static const enum appeal_live live_of[APPEAL_STATE__MAX] = {
#define STATE(name, word, live, lamp) [APPEAL_##name] = LIVE_##live,
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
	/* A case that nobody has accepted yet may be asked about, but not answered. */
	if (act == ACT_REPLY && !a->accepted_at)
		return false;
	if (act == ACT_RATE &&
	    (a->result || clock_now() > a->replied_at + APPEAL_REOPEN_DAYS * 86400))
		return false;
	if (act == ACT_REOPEN && a->state == APPEAL_CLOSED &&
	    clock_now() > a->closed_at + APPEAL_REOPEN_DAYS * 86400)
		return false;
	return row->from & 1 << a->state;
}

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

int
appeal_save(struct tx *tx, const struct appeal *a, int64_t at)
{
	return sql_appeal_update(tx, a->district, a->id, a->version, a->item, a->class, a->rule,
				 a->place, a->street, a->community, a->area, a->grid, a->building,
				 a->place_name, a->state, a->live, a->queue_at, a->org, a->open,
				 a->due_at, a->paused_at, a->paused_left, a->accepted_at,
				 a->replied_at, a->closed_at, a->promised_at, a->reply, a->result,
				 a->attitude, a->rated_at, a->reopened, at);
}

static int
save(struct move *m)
{
	struct appeal *a = &m->a;

	a->live = live_of[a->state];
	a->queue_at = a->due_at ? a->due_at : APPEAL_FAR_AWAY;
	/* A broken promise is overdue, whatever the present stage still allows. */
	if (a->live == LIVE_OFFICE && a->promised_at < a->queue_at)
		a->queue_at = a->promised_at;
	return appeal_save(m->tx, a, m->at);
}

/* The filer hears of what concerns them, by account or by the number they left. */
static int
tell_filer(struct move *m, const struct act_row *act, bool filer)
{
	struct appeal_contact contact;
	struct str title, phone;
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
	TRY(secret_open(m->tx->arena, contact.phone, &phone));
	/* No message reaches a landline. */
	return str_starts(phone, S("1")) ? account_notify_phone(m->tx, m->who->district,
								contact.phone, title, m->c->text)
					 : 0;
}

static int
record(struct move *m, const struct act_row *act, bool filer)
{
	struct actor who;

	TRY(appeal_keep_photos(m->tx, m->who->district, m->a.id,
			       m->c->act == ACT_REPLY ? PHOTO_REPLY : PHOTO_FILER, m->c->photos,
			       m->c->photos_n));
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
	TRY(appeal_deed(&m));
	TRY(save(&m));
	return record(&m, act, filer);
}

/* What keeps a case from being moved is found before anything of it is written, so the others may go on. */
int
appeal_dispatch_all(struct tx *tx, const struct actor *who, int64_t org, struct appeal_bulk *v,
		    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int rc = appeal_move(tx, who, v[i].code,
				     &(struct appeal_change){.act = ACT_DISPATCH,
							     .org = org,
							     .version = v[i].version});

		if (rc == E_STALE || rc == E_DENIED)
			v[i].why = N_("别人先办了，现在不能派。");
		else if (rc == E_NOTFOUND)
			v[i].why = N_("没有这一件，或者不归您派。");
		else if (rc == E_INVALID)
			v[i].why = tx->fault.text;
		else
			TRY(rc);
		v[i].err = rc == E_DENIED ? E_STALE : rc;
		tx->fault = (struct fault){0};
	}
	return 0;
}

/* No move: nobody accepted it here, and nobody waits for a rating. */
int
appeal_answered(struct tx *tx, const struct actor *who, struct str code, struct str reply, int64_t at)
{
	struct appeal_change c = {.act = ACT_REPLY, .text = reply, .at = at};
	struct move m = {.tx = tx, .who = who, .c = &c, .at = at};

	TRY(sql_appeal_by_code(tx, who->district, code, &m.was));
	m.a = m.was;
	m.a.state = APPEAL_CLOSED;
	m.a.due_at = 0;
	m.a.reply = reply;
	m.a.replied_at = at;
	m.a.closed_at = at;
	TRY(appeal_count_closed(&m));
	TRY(save(&m));
	return record(&m, &acts[ACT_REPLY], false);
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
