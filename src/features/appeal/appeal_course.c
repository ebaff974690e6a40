/* appeal_course.c: state.def, act.def and stage.def as the course of appeals, and what the runner asks of the feature. */
#include <assert.h>

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_extend.h"
#include "features/appeal/appeal_help.h"
#include "features/appeal/appeal_join.h"
#include "features/appeal/appeal_near.h"
#include "features/appeal/appeal_rule.h"
#include "features/appeal/appeal_rules.h"
#include "features/appeal/appeal_sort.h"
#include "features/appeal/appeal_urgent.h"
#include "features/appeal/appeal_way.h"
#include "gen/appeal_sql.h"
#include "kit/notice.h"
#include "lib/calendar.h"
#include "lib/secret.h"

static const struct state_row states[APPEAL_STATE__MAX] = {
#define STATE(number, name_, word_, live_, tab_, lamp_) \
	[APPEAL_##name_] = {.name = #name_, .word = word_, .live = LIVE_##live_, .tab = DESK_##tab_, .lamp = lamp_},
#include "features/appeal/state.def"
#undef STATE
};

/* act.def speaks of sets of states; these are its words. */
enum {
	NOWHERE = 0,
	ANYWHERE = ~0,
#define STATE(number, name, word, live, tab, lamp) name = 1 << APPEAL_##name,
#include "features/appeal/state.def"
#undef STATE
};
enum {
#define STATE(number, name, word, live, tab, lamp) TO_##name = APPEAL_##name,
#include "features/appeal/state.def"
#undef STATE
};

static const struct move_row moves[ACT__MAX] = {
#define ACT(number, name_, word_, from_, to_, by_, perm_, sight_, deed_) \
	[ACT_##name_] = {.name = #name_, \
			 .word = word_, \
			 .from = (uint32_t)(from_), \
			 .to = TO_##to_, \
			 .by = BY_##by_, \
			 .perm = perm_, \
			 .sight = FLOW_##sight_, \
			 .deed = deed_, \
			 .adds = ACT_##name_ == ACT_NOTE || ACT_##name_ == ACT_ADD},
#include "features/appeal/act.def"
#undef ACT
};

enum { ACT_NONE = 0 };
static const struct stage_row stages[STAGE__MAX] = {
#define STAGE(number, name_, word_, kind_, ends_, says_) \
	[STAGE_##name_] = {.name = #name_, .word = word_, .kind = STAGE_##kind_, .ends = ACT_##ends_, .says = says_},
#define RUNG(stage, days, level)
#include "features/appeal/stage.def"
#undef RUNG
#undef STAGE
};

static const struct rung rungs[] = {
#define STAGE(number, name, word, kind, ends, says)
#define RUNG(stage_, days, level_) \
	{.stage = STAGE_##stage_, .minutes = (days) * CALENDAR_DAY_MIN, .level = LEVEL_##level_},
#define URGENT_RUNG(stage_, minutes_, level_) \
	{.stage = STAGE_##stage_, .minutes = (minutes_), .level = LEVEL_##level_, .urgent = true},
#include "features/appeal/stage.def"
#undef RUNG
#undef STAGE
};

/* ---- what the runner asks ---- */

/* What a move of time itself asks for. */
static const struct appeal_change nothing;

static int
load(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	if (!a->c)
		a->c = &nothing;
	if (m->tail) {
		a->was = a->a;
		return 0;
	}
	TRY(sql_appeal_row_get(m->tx, m->who->district, m->was.id, &a->was));
	a->a = a->was;
	m->topic = a->was.class;
	TRY(catalogue_rule_get(m->tx, m->who->district, a->was.rule, &a->rule));
	appeal_fit_rule(a);
	return 0;
}

/* Does the actor work for a body that has the case, as its lead or as one that helps? */
static bool
holds(const struct move *m)
{
	const struct actor *who = m->who;

	for (size_t i = 0; i < who->grants_n; i++) {
		int64_t org = who->grants[i].org;
		const struct party *p = org ? party_of(m, org) : NULL;

		if (org && (org == m->was.lead || (p && p->state != PARTY_GONE)))
			return true;
	}
	return false;
}

/* A ruling binds: whom it names may ask for another one, once, and only those who rule may give the case to others. */
static bool
is_bound(const struct move *m)
{
	const struct appeal_row *a = &((const struct appeal_moving *)m)->was;

	return a->ruled && a->ruled == m->was.lead;
}

/* Sent by mistake, and seen at once: later the body has read it. */
static bool
sent_just_now(const struct move *m, int64_t now)
{
	const struct party *lead = party_of(m, m->was.lead);

	return lead && lead->state == PARTY_SENT && now <= lead->sent_at + APPEAL_UNSEND_S;
}

/* Nobody raised a part, and nobody reads it but the office. */
static bool
is_raisers(int act)
{
	return act == ACT_ASK || act == ACT_PUBLISH || act == ACT_PIN || act == ACT_REFUSE || act == ACT_RATE || act == ACT_JOIN || act == ACT_URGE ||
	       act == ACT_CALL_RATE || act == ACT_CALL_MISSED || act == ACT_CALL_REFUSED;
}

static bool
may(const struct move *m, int act)
{
	const struct appeal_row *a = &((const struct appeal_moving *)m)->was;
	int64_t now = clock_now(), again = APPEAL_REOPEN_DAYS * 86400, change = APPEAL_MARK_DAYS * 86400;

	if (m->was.part_of > MATTER_PRACTICE && is_raisers(act))
		return false;
	if (m->was.part_of == MATTER_PRACTICE && (act == ACT_PUBLISH || act == ACT_JOIN || act == ACT_SPLIT))
		return false;
	switch (act) {
	/* What a case is refused with, those that were joined to it are. */
	case ACT_REFUSE: return m->was.state != APPEAL_JOINED || m->who->kind == ACTOR_SYSTEM;
	/* A case that nobody has accepted yet may be asked about, but not answered. */
	case ACT_REPLY: return a->accepted_at;
	/* Nobody rates their own work, nor makes the PIN to do so. A mark is changed for a while, and not given anew. */
	case ACT_RATE: return now <= (a->result ? a->rated_at + change : a->replied_at + again) && !holds(m);
	case ACT_PIN: return !holds(m);
	/* Asked by phone is who may still rate and has not, by none of those who did the work. */
	case ACT_CALL_RATE:
	case ACT_CALL_MISSED:
	case ACT_CALL_REFUSED: return !a->result && now <= a->replied_at + again && m->was.anon != ANON_NOBODY && !m->raiser && !holds(m);
	case ACT_REOPEN: return m->was.state != APPEAL_CLOSED || now <= m->was.closed_at + again;
	case ACT_HELP: return m->was.lead;
	case ACT_BOUNCE: return !is_bound(m);
	case ACT_DISPATCH: return !is_bound(m) || appeal_may_rule(m);
	case ACT_RULE: return appeal_may_rule(m);
	/* The place's own staff may act for a body in other things: here its own people ask. */
	case ACT_APPEAL_RULING:
		return is_bound(m) && a->rulings < APPEAL_RULINGS_MAX && actor_can(m->who, APPEAL_HANDLE, NULL, m->was.lead);
	case ACT_HURRY: return !m->was.urgent;
	case ACT_CALM: return m->was.urgent;
	case ACT_LEAVE: return a->joined;
	/* What has minutes of the day and night is not put off by days. */
	case ACT_EXTEND_ASK: return !m->was.urgent && !a->extend_ask && a->extended < APPEAL_EXTENDS_MAX;
	/* Nobody gives their own body more time. */
	case ACT_EXTEND_GRANT:
	case ACT_EXTEND_REFUSE: return a->extend_ask && !holds(m) && appeal_may_extend(m);
	case ACT_TAKE: return !a->taken_at && appeal_may_settle(m);
	/* Nobody answers themselves. */
	case ACT_SETTLE: return appeal_may_settle(m) && !m->raiser;
	case ACT_PASS_UP: return appeal_may_settle(m);
	/* Nobody calls their own matter a private one, and what is never public or urgent is nobody's private matter. */
	case ACT_ADVISE: return !m->raiser && !m->was.urgent && m->was.shown != MATTER_NEVER && m->was.part_of <= MATTER_PRACTICE;
	case ACT_RISE: return a->held;
	case ACT_UNSEND: return sent_just_now(m, now) && (!is_bound(m) || appeal_may_rule(m));
	}
	return true;
}

static int
back(const struct move *m)
{
	if (m->row && m->row == &moves[ACT_BOUNCE])
		return ((const struct appeal_moving *)m)->was.bounces + 1 < APPEAL_BOUNCES_MAX ? APPEAL_FILED : APPEAL_RULING;
	if (m->row && m->row == &moves[ACT_LEAVE])
		return ((const struct appeal_moving *)m)->was.joined_lead ? APPEAL_DISPATCHED : APPEAL_FILED;
	return m->was.lead && ((const struct appeal_moving *)m)->was.accepted_at ? APPEAL_ACCEPTED : APPEAL_FILED;
}

/* A case that waits for a ruling lies above, on the desk of who rules; one that a building or a grid may settle lies there. */
static int
foot(const struct move *m)
{
	return m->m.state == APPEAL_RULING ? (int)((const struct appeal_moving *)m)->a.tier : (int)((const struct appeal_moving *)m)->a.held;
}

static int
save(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	const struct appeal_row *row = &a->a;

	if (a->forgets)
		TRY(sql_appeal_forget(m->tx, m->who->district, row->id, row->body, row->answers, row->spot));
	return sql_appeal_update(m->tx, m->who->district, row->id,
				 &(struct appeal_now){
					 .item = row->item,
					 .class = row->class,
					 .community = m->m.community,
					 .rule = row->rule,
					 .accepted_at = row->accepted_at,
					 .replied_at = row->replied_at,
					 .reply = row->reply,
					 .result = row->result,
					 .attitude = row->attitude,
					 .rated_at = row->rated_at,
					 .reopened = row->reopened,
					 .repinned = row->repinned,
					 .bounces = row->bounces,
					 .reason = row->reason,
					 .tier = row->tier,
					 .rulings = row->rulings,
					 .ruled = row->ruled,
					 .open_body = row->open_body,
					 .joined = row->joined,
					 .joined_lead = row->joined_lead,
					 .urges = row->urges,
					 .urged_at = row->urged_at,
					 .extended = row->extended,
					 .extend_min = row->extend_min,
					 .extend_ask = row->extend_ask,
					 .extend_tier = row->extend_tier,
					 .held = row->held,
					 .taken_at = row->taken_at,
					 .sort = row->sort,
					 .affair = row->affair,
				 });
}

static void
seal_rulings(struct buf *b, const struct appeal_row *a)
{
	seal_number(b, "\x1f" "bounces ", a->bounces);
	seal_number(b, "\x1freason ", a->reason);
	seal_number(b, "\x1ftier ", a->tier);
	seal_number(b, "\x1frulings ", a->rulings);
	seal_number(b, "\x1fruled ", a->ruled);
}

static void
seal_time(struct buf *b, const struct appeal_row *a)
{
	if (a->urges || a->urged_at) {
		seal_number(b, "\x1furges ", a->urges);
		seal_number(b, " ", a->urged_at);
	}
	if (!a->extended && !a->extend_min && !a->extend_ask && !a->extend_tier)
		return;
	seal_number(b, "\x1f" "extended ", a->extended);
	seal_number(b, " ", a->extend_min);
	seal_number(b, " ", a->extend_ask);
	seal_number(b, " ", a->extend_tier);
}

static void
seal(struct buf *b, const struct move *m)
{
	const struct appeal_row *a = &((const struct appeal_moving *)m)->a;
	const int64_t numbers[] = {
		a->channel,	a->item,       a->class,  a->rule,     a->guess,    a->guess_permille,
		a->accepted_at, a->replied_at, a->result, a->attitude, a->rated_at, a->reopened,
	};
	const struct str texts[] = {a->source, a->source_id, a->body, a->answers, a->spot, a->reply};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, "\x1f", numbers[i]);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		seal_text(b, "\x1f", texts[i]);
	/* Seals from before there was this column have nothing here. */
	if (a->repinned)
		seal_number(b, "\x1frepinned ", a->repinned);
	if (a->bounces || a->tier)
		seal_rulings(b, a);
	if (a->open_body.n)
		seal_text(b, "\x1fopen ", a->open_body);
	if (a->crowd)
		seal_number(b, "\x1f" "crowd ", a->crowd);
	if (a->held) {
		seal_number(b, "\x1fheld ", a->held);
		seal_number(b, " ", a->taken_at);
	}
	if (a->joined) {
		seal_number(b, "\x1fjoined ", a->joined);
		seal_number(b, " ", a->joined_lead);
	}
	if (a->sort || a->affair) {
		seal_number(b, "\x1fsort ", a->sort);
		seal_number(b, " ", a->affair);
	}
	seal_time(b, a);
}

static const struct telling tells[] = {
#define NOTICE(move_, who_, word_) {.move = ACT_##move_, .who = TELLS_##who_, .word = word_},
#include "features/appeal/notice.def"
#undef NOTICE
};

/* Who filed it without an account is told by the number they left, at the usual hours. */
static int
tell_number(struct move *m, const char *word)
{
	struct arena *a = m->tx->arena;
	struct appeal_contact contact;
	struct str phone;
	int rc = m->m.anon == ANON_NOBODY ? E_NOTFOUND
					  : sql_appeal_contact_get(m->tx, m->who->district, m->m.id, &contact);

	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	TRY(secret_open(a, contact.phone, &phone));
	/* No message reaches a landline. */
	if (!str_starts(phone, S("1")))
		return 0;
	return account_notify_number(m->tx, m->who->district, notice_hour(&notice_usual, false, clock_now()), contact.phone,
				     &(struct account_told){FLOW_APPEAL, m->m.id, m->m.version},
				    str_fmt(a, "%.*s %s", STR(m->m.code), word),
				    m->row->sight == FLOW_INTERNAL ? S("") : m->c->text);
}

static_assert(APPEAL_STATE__MAX <= 32, "move_row.from has a bit for each state");

const struct course appeal_course = {
	.name = "appeal",
	.kind = FLOW_APPEAL,
	.size = sizeof(struct appeal_moving),
	.states = states,
	.states_n = APPEAL_STATE__MAX,
	.moves = moves,
	.moves_n = ACT__MAX,
	.stages = stages,
	.stages_n = STAGE__MAX,
	.rungs = rungs,
	.rungs_n = sizeof rungs / sizeof *rungs,
	.promise = STAGE_PROMISE,
	.climb = ACT_CLIMB,
	.retime = ACT_RETIME,
	.forget = ACT_FORGET,
	.raise = APPEAL_FILE,
	.track = APPEAL_TRACK,
	.manage = APPEAL_TRIAGE,
	.see = APPEAL_QUEUE,
	.found = true,
	.load = load,
	.may = may,
	.back = back,
	.foot = foot,
	.save = save,
	.seal = seal,
	.tells = tells,
	.tells_n = sizeof tells / sizeof *tells,
	.tell_number = tell_number,
	.way_in = appeal_way_in,
	.check = appeal_contact_check,
};
