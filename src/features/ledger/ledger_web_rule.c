/* ledger_web_rule.c: what counts in figures, said from the very numbers and tables that count. Whoever changes one of them changes the
 * digest, and adds a version: a test holds the two together. */
#include "features/appeal/appeal.h"
#include "features/ledger/ledger_page.h"
#include "features/ledger/ledger_web.h"
#include "gen/ledger_view.h"
#include "http/reply.h"
#include "kit/actor.h"
#include "lib/calendar.h"
#include "lib/secret.h"

enum { DIGEST_SHOWN = 16, HOUR_MIN = 60 };

static const struct ledger_rule_version versions[] = {
	{2, "0.2.0", N_("打电话回访记下的评价另列，不再和居民自己评的合在一起；拆出去的不另算，并案的各算各的。")},
	{1, "0.1.0", N_("收到、办结、按时率、平均用时、满意率；从不公开的事项只计入全区。")},
};
enum { VERSIONS = sizeof versions / sizeof *versions };

/* Of everything that figures count by: the same on every machine, and another one when a number changes. */
static struct str
digest_of(struct arena *a, const struct ledger_rule_page *p)
{
	struct buf b;

	buf_init(&b, a);
	buf_fmt(&b, "%lld %lld %lld %lld %lld %.*s", (long long)p->good, (long long)p->rated_least, (long long)p->reopen_days,
		(long long)p->mark_days, (long long)p->day_hours, STR(p->faces));
	for (size_t i = 0; i < p->states.n; i++)
		buf_fmt(&b, "\n%lld %d %d %d", (long long)p->states.v[i].number, p->states.v[i].office, p->states.v[i].over, p->states.v[i].closed);
	for (size_t i = 0; i < VERSIONS; i++)
		buf_fmt(&b, "\n%lld %s", (long long)versions[i].number, versions[i].what);
	return str_sub(secret_digest(a, buf_done(&b)), 0, DIGEST_SHOWN);
}

static int
rule_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .title = N_("台账怎么算"), .tab = "ledger", .back = "/ledger"};
	struct appeal_counting c = appeal_counting();
	struct ledger_rule_page p = {
		.version = versions[0].number,
		.good = c.good,
		.rated_least = LEDGER_RATED_LEAST,
		.reopen_days = c.reopen_days,
		.mark_days = c.mark_days,
		.day_hours = CALENDAR_DAY_MIN / HOUR_MIN,
		.faces = str_fmt(&r->arena, "%lld、%lld、%lld", (long long)c.faces[0], (long long)c.faces[1], (long long)c.faces[2]),
		.states = {c.v, c.n},
		.versions = {versions, VERSIONS},
	};

	p.digest = digest_of(&r->arena, &p);
	return reply_page(r, &page, ledger_rule, &p);
}

static const struct route rows[] = {
	ROUTE_GET("/ledger/rule", OPEN, rule_page, .flags = ROUTE_SHARED, .about = "What counts in the figures, in versions"),
};

const struct route_table ledger_rule_routes = {rows, sizeof rows / sizeof *rows};
