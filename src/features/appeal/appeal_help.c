/* appeal_help.c: bodies that help the lead, each with its own clock and answer, and links between matters. The resident reads one
 * answer: the lead's. */
#include "features/appeal/appeal_help.h"

#include "base/id.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_rules.h"
#include "kit/link.h"

static bool
owes(const struct party *p)
{
	return p->part == PARTY_HELPS && (p->state == PARTY_SENT || p->state == PARTY_ACCEPTED);
}

int
do_help(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	struct party *p;
	struct org org;
	int rc = account_org(m->tx, m->who->district, a->c->org, &org);

	if (rc == E_NOTFOUND || (rc == 0 && org.state != ORG_ACTIVE))
		return fail(m->tx, E_INVALID, "org", N_("没有这个单位，请从列表里选。"));
	TRY(rc);
	TRY(need_text(m, N_("请写清楚要这家单位帮什么。")));
	if (org.id == m->was.lead)
		return fail(m->tx, E_INVALID, "org", N_("这家单位在主办，不用再请它会办。"));
	p = party_of(m, org.id);
	if (p && owes(p))
		return fail(m->tx, E_INVALID, "org", N_("已经请这家会办了，还在等它答复。"));
	rc = party_put(m, org.id, PARTY_HELPS, PARTY_SENT);
	if (rc == E_MANY)
		return fail(m->tx, E_INVALID, "org", N_("这一件经手的单位太多了，最多 32 家。请派给经手过的单位。"));
	TRY(rc);
	m->data = str_fmt(m->tx->arena, "help=%lld", (long long)org.id);
	return move_clock(m, STAGE_HELP_ACCEPT, org.id, a->rule.accept_min);
}

int
do_help_accept(struct move *m)
{
	struct party *p = party_of(m, m->org);

	if (p->state != PARTY_SENT)
		return E_STALE;
	TRY(party_put(m, m->org, PARTY_HELPS, PARTY_ACCEPTED));
	due_stop(&m->clocks, STAGE_HELP_ACCEPT, m->org, m->at);
	m->data = str_fmt(m->tx->arena, "help=%lld", (long long)m->org);
	TRY(move_clock(m, STAGE_HELP, m->org, appeal_of(m)->rule.handle_min));
	/* While the resident is asked all clocks stand, also one that begins. */
	if (m->was.state == APPEAL_ASKED)
		due_pause(&m->clocks, STAGE_ASK, m->at);
	return 0;
}

/* The body's part is over, one way or the other. */
static int
end_help(struct move *m, enum party_state state)
{
	due_stop(&m->clocks, STAGE_HELP_ACCEPT, m->org, m->at);
	due_stop(&m->clocks, STAGE_HELP, m->org, m->at);
	TRY(party_put(m, m->org, PARTY_HELPS, state));
	party_of(m, m->org)->answer = str_trim(m->c->text);
	m->data = str_fmt(m->tx->arena, "help=%lld", (long long)m->org);
	return 0;
}

int
do_help_reply(struct move *m)
{
	TRY(need_text(m, N_("请写明做了什么、结果怎样，主办单位据此答复居民。")));
	return end_help(m, PARTY_ANSWERED);
}

int
do_help_bounce(struct move *m)
{
	TRY(need_text(m, N_("请写明依据职责清单的哪一条不归本单位。")));
	return end_help(m, PARTY_GONE);
}

int
appeal_helpers_done(struct move *m)
{
	for (size_t i = 0; i < m->parties.n; i++) {
		struct party *p = &m->parties.v[i];
		struct due *clock = due_of(&m->clocks, STAGE_HELP, p->org);

		if (!owes(p))
			continue;
		if (!clock)
			clock = due_of(&m->clocks, STAGE_HELP_ACCEPT, p->org);
		/* Its time is not over yet: the resident gets one answer, not two halves. */
		if (clock && clock->due_at > m->at)
			return fail(m->tx, E_INVALID, "text", N_("会办单位还没答复，时限也没到。请等它答复，或者请它退回。"));
		due_stop(&m->clocks, STAGE_HELP_ACCEPT, p->org, m->at);
		due_stop(&m->clocks, STAGE_HELP, p->org, m->at);
		TRY(party_put(m, p->org, PARTY_HELPS, PARTY_GONE));
	}
	return 0;
}

/* ---- links ---- */

/* The other end, when this reader may see it; E_INVALID at the field otherwise, so that nobody learns of hidden matters. */
static int
other_end(struct move *m, struct matter *ret)
{
	struct str code = matter_code_typed(m->tx->arena, str_trim(appeal_of(m)->c->other));
	struct party_list none = {0};
	enum flow_sight sight;
	int rc = matter_by_code(m->tx, m->who->district, code, ret);

	/* Of another kind only its own course knows who may see it. */
	if (rc == 0)
		rc = ret->kind == m->was.kind ? course_sight(m->course, m->who, ret, &none, &sight) : E_NOTFOUND;
	if (rc == E_NOTFOUND || (rc == 0 && ret->id == m->was.id))
		return fail(m->tx, E_INVALID, "other", N_("没有这个编号，请再核对一下。"));
	return rc;
}

int
do_link(struct move *m)
{
	struct matter other;
	int rc;

	TRY(other_end(m, &other));
	m->data = str_fmt(m->tx->arena, "link=%.*s", STR(other.code));
	rc = link_put(m->tx, m->who, m->was.id, other.id, LINK_RELATED, m->at);
	if (rc == E_MANY)
		return fail(m->tx, E_INVALID, "other", N_("关联太多了，一件最多 50 个。"));
	return rc == E_STALE ? fail(m->tx, E_INVALID, "other", N_("这两件已经关联了。")) : rc;
}

int
do_unlink(struct move *m)
{
	struct matter other;
	int rc;

	TRY(other_end(m, &other));
	m->data = str_fmt(m->tx->arena, "unlink=%.*s", STR(other.code));
	rc = link_end(m->tx, m->who, m->was.id, other.id, LINK_RELATED, m->at);
	return rc == E_NOTFOUND ? fail(m->tx, E_INVALID, "other", N_("这两件没有关联。")) : rc;
}
