/* appeal_join.c: many cases that say the same are dealt with under one of them (并案). Each keeps its code, its PIN, its promise, its answer
 * and its marks; the case they are joined to has no step of it, so that two hundred of them do not make the forms of its body stale.
 *
 * Whoever joins a case to another holds both; what becomes of the one (answered, refused, withdrawn, joined to another itself) becomes of
 * the others by a job of the outbox, so many at a time. What was joined wrongly leaves again, also after the answer. */
#include "features/appeal/appeal_join.h"

#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_stage.h"
#include "features/event/event.h"
#include "gen/appeal_sql.h"

/* ---- one case goes to another ---- */

/* May others be dealt with under a case in this state? */
static bool
takes_others(int64_t state)
{
	return state == APPEAL_FILED || state == APPEAL_DISPATCHED || state == APPEAL_ACCEPTED || state == APPEAL_ASKED ||
	       state == APPEAL_RULING;
}

/* The case that was named, held, so that it is not answered in between; E_INVALID at the field when it cannot lead this one. */
static int
hold_leader(struct move *m, struct matter *ret)
{
	struct arena *arena = m->tx->arena;
	struct str code = matter_code_typed(arena, str_trim(appeal_of(m)->c->other));
	struct party_list none = {0};
	enum flow_sight sight = FLOW_PUBLIC;
	struct place place;
	int rc = matter_hold_code(m->tx, m->who->district, code, ret);

	if (rc == 0)
		rc = ret->kind == m->was.kind ? course_sight(m->course, m->who, ret, &none, &sight) : E_NOTFOUND;
	if (rc == E_NOTFOUND || (rc == 0 && ret->id == m->was.id))
		return fail(m->tx, E_INVALID, "other", N_("没有这个编号，请再核对一下。"));
	TRY(rc);
	place = matter_place(m->who->district, ret);
	if (m->who->kind != ACTOR_SYSTEM && !actor_can(m->who, APPEAL_DISPATCH, &place, 0))
		return fail(m->tx, E_INVALID, "other", N_("那一件不归您派，不能并过去。请报上一级来并。"));
	return 0;
}

static int
check_leader(struct move *m, const struct matter *leader)
{
	const struct appeal_moving *a = appeal_of(m);
	struct appeal_row row;

	if (leader->part_of)
		return fail(m->tx, E_INVALID, "other", N_("那一件是拆出来的，请并到它的原件。"));
	TRY(sql_appeal_row_get(m->tx, m->who->district, leader->id, &row));
	if (row.joined == m->was.id)
		return fail(m->tx, E_INVALID, "other", N_("那一件已经并在这一件里了。要换主件，请先把它拆出来。"));
	if (leader->state == APPEAL_JOINED)
		return fail(m->tx, E_INVALID, "other", N_("那一件自己也并到别的件里了，请写它的主件的编号。"));
	if (!takes_others(leader->state))
		return fail(m->tx, E_INVALID, "other", N_("那一件已经答复或办结，不能再并。可以把它的答复抄过来，单独答复。"));
	if (leader->id == a->was.joined && m->was.state == APPEAL_JOINED)
		return fail(m->tx, E_INVALID, "other", N_("已经并在那一件里了。"));
	/* What one of them is answered, the other reads. */
	if ((leader->shown == MATTER_NEVER) != (m->was.shown == MATTER_NEVER))
		return fail(m->tx, E_INVALID, "other", N_("从不公开的事项只能和从不公开的并在一起。"));
	return 0;
}

/* The body that had it no longer does. */
static int
let_go(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	for (size_t i = 0; i < m->parties.n; i++) {
		struct party *p = &m->parties.v[i];

		if (p->state != PARTY_GONE)
			TRY(party_put(m, p->org, (enum party_part)p->part, PARTY_GONE));
	}
	m->m.lead = 0;
	a->a.accepted_at = 0;
	return 0;
}

int
do_join(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	struct matter leader;
	int64_t open;

	TRY(hold_leader(m, &leader));
	TRY(check_leader(m, &leader));
	TRY(matter_parts_live(m->tx, m->who->district, m->was.id, &open));
	if (open)
		return fail(m->tx, E_INVALID, "other", N_("这一件拆出去的还没办完，不能并到别的件里。"));
	if (m->was.state != APPEAL_JOINED)
		a->a.joined_lead = m->was.lead;
	a->a.joined = leader.id;
	a->a.extend_ask = 0;
	m->data = str_fmt(m->tx->arena, "join=%.*s org=%lld>0", STR(leader.code), (long long)m->was.lead);
	TRY(let_go(m));
	/* What the office has to do, it does with the other one; the promise to who filed this one stays. */
	for (int stage = STAGE_TRIAGE; stage < STAGE__MAX; stage++)
		if (stage != STAGE_PROMISE)
			due_stop(&m->clocks, stage, -1, m->at);
	appeal_near_leave(m);
	m->m.rung = 0;
	TRY(event_led_by(m->tx, m->who, m->was.id, leader.id));
	return appeal_joined_follow(m);
}

/* What the card of the case it is dealt with under says, for who filed it. */
int
do_event(struct move *m)
{
	m->data = str_fmt(m->tx->arena, "event=%.*s", STR(appeal_of(m)->c->other));
	return 0;
}

/* ---- and leaves it ---- */

/* The answer was not for this one. */
static int
take_answer_back(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	a->a.reply = S("");
	a->a.replied_at = 0;
	return appeal_promise(m, a->rule.accept_min + a->rule.handle_min);
}

int
do_leave(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	struct matter leader;
	struct org org;

	if (m->who->kind != ACTOR_SYSTEM)
		TRY(need_text(m, N_("请写明为什么单独办，比如“不是同一处”。")));
	TRY(matter_get(m->tx, m->who->district, a->was.joined, &leader));
	m->data = str_fmt(m->tx->arena, "leave=%.*s", STR(leader.code));
	TRY(let_go(m));
	TRY(appeal_call_end(m));
	if (m->was.state == APPEAL_REPLIED)
		TRY(take_answer_back(m));
	a->a.joined = a->a.joined_lead = 0;
	if (m->m.state != APPEAL_DISPATCHED)
		return appeal_next_stage(m, STAGE_TRIAGE, 0, appeal_triage_min(&m->m));
	TRY(account_org(m->tx, m->who->district, a->was.joined_lead, &org));
	return appeal_give(m, &org);
}

/* ---- what becomes of one becomes of all: appeal_joined.c makes these moves ---- */

/* The answer, from the body that answers; each has its own time to rate it, and who is not content begins again with that body. */
int
do_share_reply(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	struct matter leader;
	struct appeal_row row;

	TRY(matter_by_code(m->tx, m->who->district, a->c->other, &leader));
	TRY(sql_appeal_row_get(m->tx, m->who->district, leader.id, &row));
	due_stop(&m->clocks, STAGE_PROMISE, -1, m->at);
	a->a.joined = leader.id;
	a->a.reply = str_trim(m->c->text);
	a->a.replied_at = m->at;
	a->a.accepted_at = row.accepted_at;
	m->m.lead = leader.lead;
	if (leader.lead)
		TRY(party_put(m, leader.lead, PARTY_LEAD, PARTY_ANSWERED));
	m->org = leader.lead;
	m->data = str_fmt(m->tx->arena, "with=%.*s", STR(leader.code));
	TRY(appeal_call_wait(m));
	return appeal_next_stage(m, STAGE_FOLLOW, 0, a->rule.follow_min);
}

int
do_succeed(struct move *m)
{
	struct matter next;

	TRY(matter_by_code(m->tx, m->who->district, appeal_of(m)->c->other, &next));
	appeal_of(m)->a.joined = next.id;
	TRY(event_led_by(m->tx, m->who, m->was.id, next.id));
	m->data = str_fmt(m->tx->arena, "next=%.*s", STR(next.code));
	return 0;
}

/* ---- reading ---- */

int
appeal_joined(struct tx *tx, int64_t district, int64_t id, int64_t before, int64_t limit, struct appeal_line_list *ret)
{
	return sql_appeal_joined_lines(tx, district, id, before ? before : INT64_MAX, limit, ret);
}

int
appeal_joined_count(struct tx *tx, int64_t district, int64_t id, int64_t most, int64_t *ret)
{
	struct appeal_number n;

	TRY(sql_appeal_joined_count(tx, district, id, most, &n));
	*ret = n.n;
	return 0;
}
