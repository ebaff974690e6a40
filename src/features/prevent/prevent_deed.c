/* prevent_deed.c: what each move of a prevention changes besides the state. */
#include "db/db.h"
#include "features/account/account.h"
#include "features/prevent/prevent_rules.h"

enum { DAY_S = 86400 };

static int
say(struct move *m, const char *missing, struct str *ret)
{
	struct str text = str_trim(m->c->text);

	if (!text.n)
		return fail(m->tx, E_INVALID, "text", missing);
	if (str_chars(text) > PREVENT_TEXT_MAX)
		return fail(m->tx, E_INVALID, "text", N_("写得太长了，最多 500 个字。"));
	*ret = text;
	return 0;
}

int
prevent_do_accept(struct move *m)
{
	struct prevent_moving *s = prevent_of(m);
	int64_t weeks = s->c->weeks ? s->c->weeks : PREVENT_JUDGE_WEEKS;
	struct org org;
	int rc = s->c->org ? account_org(m->tx, m->who->district, s->c->org, &org) : E_NOTFOUND;

	if (rc == E_NOTFOUND || (rc == 0 && org.state != ORG_ACTIVE))
		return fail(m->tx, E_INVALID, "org", N_("请选由哪家管。"));
	TRY(rc);
	TRY(say(m, N_("请写打算怎么做。"), &s->row.plan));
	if (!s->c->day || s->c->day + DAY_S <= m->at)
		return fail(m->tx, E_INVALID, "day", N_("请写哪天前做完，不能早于今天。"));
	if (s->c->day > m->at + PREVENT_DAYS_MAX * (int64_t)DAY_S)
		return fail(m->tx, E_INVALID, "day", N_("太远了，最多约到 120 天以后：再晚就没法和从前比了。"));
	if (weeks < PREVENT_JUDGE_MIN || weeks > PREVENT_JUDGE_MAX)
		return fail(m->tx, E_INVALID, "weeks", N_("做完后看几周效果，请写 2 到 20。"));
	s->row.org = m->m.lead = org.id;
	s->row.due_at = s->c->day;
	s->row.judge_weeks = weeks;
	s->row.accepted_at = m->at;
	m->data = str_fmt(m->tx->arena, "org=%lld due=%lld weeks=%lld", (long long)org.id, (long long)s->c->day, (long long)weeks);
	return party_put(m, org.id, PARTY_LEAD, PARTY_ACCEPTED);
}

int
prevent_do_done(struct move *m)
{
	struct prevent_moving *s = prevent_of(m);

	TRY(say(m, N_("请写做了什么。"), &s->row.done_text));
	s->row.done_at = m->at;
	m->org = m->m.lead;
	return 0;
}

int
prevent_do_judge(struct move *m)
{
	struct prevent_moving *s = prevent_of(m);

	s->row.before_n = s->c->before;
	s->row.after_n = s->c->after;
	s->row.verdict = prevent_judge(s->c->before, s->c->after);
	m->m.closed_at = m->at;
	m->data = str_fmt(m->tx->arena, "before=%lld after=%lld verdict=%lld", (long long)s->c->before, (long long)s->c->after,
			  (long long)s->row.verdict);
	return 0;
}

int
prevent_do_aside(struct move *m)
{
	struct str why;

	TRY(say(m, N_("请写为什么先放下，以后的人要看。"), &why));
	m->m.closed_at = m->at;
	return 0;
}
