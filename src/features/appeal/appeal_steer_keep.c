/* appeal_steer_keep.c: rules of dispatching as they are kept: who may, what is right, who changed what. */
#include "features/appeal/appeal_steer.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"
#include "kit/due.h"
#include "kit/sealed.h"

enum { SAID_CHARS = 400, AHEAD_S = 366 * 86400 };

const char *
appeal_steer_step_word(int64_t step)
{
	static const char *const words[STEER_STEP__MAX] = {
		[STEER_ADDED] = N_("加上"), [STEER_CHANGED] = N_("改动"), [STEER_STOPPED] = N_("停用"),
		[STEER_AUTO_ON] = N_("打开自动派件"), [STEER_AUTO_OFF] = N_("关掉自动派件"), [STEER_AUTO_HALTED] = N_("自动派件自己停了"),
	};

	return step > 0 && step < STEER_STEP__MAX ? words[step] : N_("封存现状");
}

/* ---- sealing ---- */

static int
put_version(struct tx *tx, int64_t district, const struct rule *r, struct buf *b)
{
	const int64_t numbers[] = {r->id, r->version, r->off, r->from_at, r->until_at, r->number, r->thing, r->thing_level, r->node,
				   r->node_level, r->times, r->day_from, r->day_to, r->ways, r->urgent};
	const struct str texts[] = {r->name, r->words_all, r->words_any, r->answers};
	struct steer_to to;

	TRY(sql_steer_get(tx, district, r->id, &to));
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, "\x1f", numbers[i]);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		seal_text(b, "\x1f", texts[i]);
	seal_number(b, "\x1f", to.org);
	seal_text(b, "\x1f", to.body);
	return 0;
}

static int
put_rule(struct tx *tx, int64_t district, int64_t id, struct buf *b)
{
	struct rule_list versions;
	struct steer_auto on;
	int rc;

	TRY(rule_versions(tx, district, id, &versions));
	if (!versions.n)
		return E_NOTFOUND;
	for (size_t i = 0; i < versions.n; i++)
		TRY(put_version(tx, district, &versions.v[i], b));
	rc = sql_auto_get(tx, district, id, &on);
	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	/* Not what it counts: that changes without a step. */
	seal_number(b, "\x1f", on.version);
	seal_number(b, "\x1f", on.bar);
	seal_number(b, "\x1f", on.state);
	return 0;
}

static int
all_rules(struct tx *tx, int64_t district, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n)
{
	return rule_ids(tx, district, RULE_DISPATCH, after, ret_ids, most, ret_n);
}

const struct sealed appeal_steer_sealed = {.subject = FLOW_STEER, .put = put_rule, .things = all_rules};

/* ---- reading ---- */

static int
name_thing(struct tx *tx, int64_t district, struct steer *s)
{
	struct catalogue_node n;
	int rc = s->r.thing ? catalogue_get(tx, district, s->r.thing, &n) : E_NOTFOUND;

	if (rc == 0) {
		s->thing_name = n.name;
		s->thing_name_en = n.name_en;
		s->gone |= n.state != CATALOGUE_LIVE;
	}
	return rc == E_NOTFOUND ? 0 : rc;
}

static int
name_node(struct tx *tx, int64_t district, struct steer *s, struct place *ret)
{
	struct territory_node n;

	TRY(territory_get(tx, district, s->r.node, &n));
	s->node_name = territory_full_name(tx->arena, &n, false);
	s->node_name_en = territory_full_name(tx->arena, &n, true);
	s->node_code = n.code;
	s->gone |= n.state != TERRITORY_LIVE;
	*ret = territory_place_of(&n);
	return 0;
}

static int
name_body(struct tx *tx, int64_t district, const struct place *place, struct steer *s)
{
	struct org org;
	int rc;

	if (!s->org) {
		s->org_name = catalogue_body_word(tx, district, s->body, false);
		s->org_name_en = catalogue_body_word(tx, district, s->body, true);
		/* A kind is looked for where the case stands; at the rule's own place somebody may be missing who is there below. */
		return 0;
	}
	(void)place;
	rc = account_org(tx, district, s->org, &org);
	if (rc == E_NOTFOUND) {
		s->gone = true;
		return 0;
	}
	TRY(rc);
	s->org_name = org.name;
	s->org_name_en = org.name_en;
	s->gone |= org.state != ORG_ACTIVE;
	return 0;
}

/* Does a rule at this place act where the reader keeps some: at it, below it, or above it? */
static bool
acts_for(const struct actor *who, const struct place *place, bool *ret_may)
{
	*ret_may = actor_can(who, APPEAL_STEER, place, 0);
	for (size_t i = 0; !*ret_may && i < who->grants_n; i++)
		if (role_has(who->grants[i].role, APPEAL_STEER) && place->node == who->district)
			return true;
	return *ret_may;
}

static int
read_steer(struct tx *tx, const struct actor *who, const struct rule *r, struct steer *ret)
{
	struct steer s = {.r = *r};
	struct steer_to to;
	struct place place;

	TRY(sql_steer_get(tx, who->district, r->id, &to));
	s.org = to.org;
	s.body = to.body;
	TRY(name_node(tx, who->district, &s, &place));
	if (!acts_for(who, &place, &s.may))
		return E_NOTFOUND;
	TRY(name_thing(tx, who->district, &s));
	TRY(name_body(tx, who->district, &place, &s));
	*ret = s;
	return 0;
}

int
appeal_steers(struct tx *tx, const struct actor *who, struct steer_list *ret)
{
	struct steer_list all;
	struct rule_list rules;

	TRY(rule_all(tx, who->district, RULE_DISPATCH, clock_now(), &rules));
	all = (struct steer_list){NEW_ARRAY(tx->arena, struct steer, rules.n), 0};
	for (size_t i = 0; i < rules.n; i++) {
		int rc = read_steer(tx, who, &rules.v[i], &all.v[all.n]);

		if (rc == E_NOTFOUND)
			continue;
		TRY(rc);
		all.v[all.n].place = (int64_t)all.n + 1;
		all.n++;
	}
	*ret = all;
	return 0;
}

int
appeal_steer_get(struct tx *tx, const struct actor *who, int64_t rule, struct steer *ret)
{
	struct rule r;

	TRY(rule_newest(tx, who->district, rule, &r));
	if (r.use != RULE_DISPATCH)
		return E_NOTFOUND;
	return read_steer(tx, who, &r, ret);
}

enum steer_look
appeal_steer_look(const struct steer *s, int64_t now)
{
	return s->r.off ? STEER_OFF : s->gone ? STEER_GONE : s->r.from_at > now ? STEER_LATER : STEER_HOLDS;
}

/* ---- what is right ---- */

/* The place of a rule, for who keeps rules there. */
static int
check_place(struct tx *tx, const struct actor *who, struct rule *r)
{
	struct territory_node node;
	struct place place;
	int rc = territory_get(tx, who->district, r->node ? r->node : who->district, &node);

	if (rc == E_NOTFOUND || (rc == 0 && node.state != TERRITORY_LIVE))
		return fail(tx, E_INVALID, "place", N_("没有这个地方，请重新选街道或社区。"));
	TRY(rc);
	if (node.level > LEVEL_BUILDING)
		return fail(tx, E_INVALID, "place", N_("规则管到楼栋为止，不能再细。"));
	place = territory_place_of(&node);
	if (!actor_can(who, APPEAL_STEER, &place, 0))
		return fail(tx, E_INVALID, "place", N_("那里的规则不归您管，请选自己管的地方。"));
	r->node = node.id;
	r->node_level = node.level;
	return 0;
}

static int
check_thing(struct tx *tx, const struct actor *who, struct rule *r)
{
	struct catalogue_node n;
	int rc = r->thing ? catalogue_get(tx, who->district, r->thing, &n) : 0;

	if (rc == E_NOTFOUND || (rc == 0 && r->thing && n.state != CATALOGUE_LIVE))
		return fail(tx, E_INVALID, "item", N_("没有这一类，请从列表里选。"));
	TRY(rc);
	r->thing_level = r->thing ? n.level : 0;
	return 0;
}

static int
check_body(struct tx *tx, const struct actor *who, const struct steer_new *n)
{
	struct catalogue_body_list kinds;
	struct org org;
	bool known = false;
	int rc;

	if (!n->org == !n->body.n)
		return fail(tx, E_INVALID, "org", N_("请选一个单位，或者选一种单位，只选一个。"));
	if (n->org) {
		rc = account_org(tx, who->district, n->org, &org);
		if (rc == E_NOTFOUND || (rc == 0 && org.state != ORG_ACTIVE))
			return fail(tx, E_INVALID, "org", N_("没有这个单位，请从列表里选。"));
		return rc;
	}
	TRY(catalogue_bodies(tx, who->district, &kinds));
	for (size_t i = 0; i < kinds.n; i++)
		known |= str_eq(kinds.v[i].code, n->body);
	return known ? 0 : fail(tx, E_INVALID, "body", N_("没有这种单位，请从列表里选。"));
}

/* A rule that stands behind one with the same conditions or wider ones would never decide; nor would one before which it stands. */
static int
check_shadow(struct tx *tx, const struct actor *who, const struct rule *r)
{
	struct rule_list all;
	struct rule mine = *r;
	struct rule *v;
	size_t n = 0, at = 0;

	mine.until_at = RULE_FOREVER;
	mine.version = INT64_MAX; /* as if it were the newest */
	TRY(rule_all(tx, who->district, RULE_DISPATCH, r->from_at, &all));
	v = NEW_ARRAY(tx->arena, struct rule, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].rule != r->rule)
			v[n++] = all.v[i];
	v[n++] = mine;
	rule_order(&(struct rule_list){v, n});
	while (v[at].version != INT64_MAX)
		at++;
	for (size_t i = 0; i < at; i++)
		if (rule_covers(&v[i], &mine))
			return fail(tx, E_INVALID, "number", N_("排在前面的一条规则已经包住了它，它永远轮不到。请改序号或条件。"));
	for (size_t i = at + 1; i < n; i++)
		if (rule_covers(&mine, &v[i]) && v[i].from_at >= mine.from_at)
			return fail(tx, E_INVALID, "number", N_("它会挡住后面的一条规则，那一条永远轮不到。请改序号或条件，或者先停用那一条。"));
	return 0;
}

/* ---- changing ---- */

static int
record(struct tx *tx, const struct actor *who, int64_t rule, enum steer_step step, struct str text)
{
	return sealed_add(tx, who, &appeal_steer_sealed,
			  &(struct flow_new){.id = rule, .kind = step, .sight = FLOW_INTERNAL, .text = str_clip(text, SAID_CHARS)});
}

/* What a version says, for the history. */
static struct str
say_rule(struct arena *a, const struct steer *s)
{
	struct buf b;

	buf_init(&b, a);
	buf_fmt(&b, "%lld %.*s：派给%.*s", (long long)s->r.number, STR(s->r.name), STR(s->org_name));
	if (s->thing_name.n)
		buf_fmt(&b, "；事项 %.*s", STR(s->thing_name));
	buf_fmt(&b, "；地点 %.*s", STR(s->node_name));
	if (s->r.words_all.n || s->r.words_any.n)
		buf_fmt(&b, "；写到 %.*s %.*s", STR(s->r.words_all), STR(s->r.words_any));
	if (s->r.answers.n)
		buf_fmt(&b, "；回答 %.*s", STR(s->r.answers));
	return buf_done(&b);
}

static int
open_version(struct tx *tx, const struct actor *who, int64_t version, struct rule *r, int64_t org, struct str body)
{
	int rc = rule_put(tx, who->district, version, r);

	if (rc == E_MANY)
		return fail(tx, E_INVALID, "name", N_("规则太多了，最多 300 条。请先停用用不着的。"));
	TRY(rc);
	return sql_steer_insert(tx, who->district, &(struct steer_to){.id = r->id, .org = org, .body = body});
}

int
appeal_steer_keep(struct tx *tx, const struct actor *who, const struct steer_new *n, int64_t *ret_rule)
{
	struct rule r = n->r;
	struct steer was, is;
	const char *field, *flaw;
	int64_t now = clock_now();

	if (n->rule) {
		TRY(appeal_steer_get(tx, who, n->rule, &was));
		if (!was.may)
			return E_DENIED;
		if (was.r.version != n->version)
			return E_STALE;
		r.rule = n->rule;
	}
	r.use = RULE_DISPATCH;
	r.off = 0;
	flaw = rule_tidy(tx->arena, &r, &field);
	if (flaw)
		return fail(tx, E_INVALID, field, flaw);
	/* Today is from now on: nothing begins before it was said. */
	if (r.from_at <= now)
		r.from_at = r.from_at && clock_day(r.from_at) < clock_day(now) ? 0 : now;
	if (!r.from_at || r.from_at > now + AHEAD_S)
		return fail(tx, E_INVALID, "from", N_("从哪天起，要在今天和一年以内。"));
	TRY(check_place(tx, who, &r));
	TRY(check_thing(tx, who, &r));
	TRY(check_body(tx, who, n));
	TRY(check_shadow(tx, who, &r));
	TRY(open_version(tx, who, n->version, &r, n->org, n->body));
	TRY(appeal_steer_get(tx, who, r.rule, &is));
	TRY(record(tx, who, r.rule, n->rule ? STEER_CHANGED : STEER_ADDED, say_rule(tx->arena, &is)));
	*ret_rule = r.rule;
	return 0;
}

int
appeal_steer_stop(struct tx *tx, const struct actor *who, int64_t rule, int64_t version)
{
	struct steer s;

	TRY(appeal_steer_get(tx, who, rule, &s));
	if (!s.may)
		return E_DENIED;
	if (s.r.version != version)
		return E_STALE;
	if (s.r.off)
		return 0;
	s.r.off = 1;
	s.r.from_at = clock_now();
	TRY(open_version(tx, who, version, &s.r, s.org, s.body));
	return record(tx, who, rule, STEER_STOPPED, S(""));
}
