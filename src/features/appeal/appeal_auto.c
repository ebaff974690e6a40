/* appeal_auto.c: the switch of rules that send by themselves, and how they stop. See appeal_auto.h. */
#include "features/appeal/appeal_auto.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_steer.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"
#include "kit/notice.h"
#include "kit/sealed.h"

int
appeal_auto_of(struct tx *tx, int64_t district, int64_t rule, int64_t version, struct steer_auto *ret)
{
	int rc = sql_auto_get(tx, district, rule, ret);

	if (rc == E_NOTFOUND || (rc == 0 && ret->version != version)) {
		*ret = (struct steer_auto){.rule = rule, .version = version, .bar = AUTO_BAR_USUAL, .state = AUTO_OFF};
		return 0;
	}
	return rc;
}

/* The row as it is from now on, and a step that tells of it. */
static int
turn(struct tx *tx, const struct actor *who, const struct steer_auto *to, enum steer_step step, struct str text)
{
	TRY(sql_auto_delete(tx, who->district, to->rule, NULL));
	TRY(sql_auto_insert(tx, who->district, to));
	return sealed_add(tx, who, &appeal_steer_sealed, &(struct flow_new){.id = to->rule, .kind = step, .sight = FLOW_INTERNAL, .text = text});
}

static bool
has_condition(const struct rule *r)
{
	return r->thing || r->words_all.n || r->words_any.n || r->answers.n;
}

int
appeal_auto_on(struct tx *tx, const struct actor *who, int64_t rule, int64_t version, int64_t bar)
{
	struct territory_node node;
	struct steer_auto was;
	struct place place;
	struct steer s;

	TRY(appeal_steer_get(tx, who, rule, &s));
	TRY(territory_get(tx, who->district, s.r.node, &node));
	place = territory_place_of(&node);
	if (!actor_can(who, APPEAL_AUTO, &place, 0))
		return E_DENIED;
	if (s.r.version != version)
		return E_STALE;
	if (s.r.off || s.gone)
		return fail(tx, E_INVALID, "agree", N_("这条规则已经停用，或者派不出去，不能自动派件。"));
	if (!has_condition(&s.r))
		return fail(tx, E_INVALID, "agree", N_("这条规则没有写事项，也没有写词，什么都会派走。请先写条件。"));
	if (s.r.urgent == RULE_HURRY)
		return fail(tx, E_INVALID, "agree", N_("这条规则只用于急件。急件从不自动派，要人派、打电话。"));
	TRY(appeal_auto_of(tx, who->district, rule, version, &was));
	if (was.state == AUTO_ON && was.bar == bar)
		return 0;
	return turn(tx, who, &(struct steer_auto){.rule = rule, .version = version, .bar = bar, .state = AUTO_ON, .person = who->person,
						  .since_at = clock_now()}, STEER_AUTO_ON,
		    str_fmt(tx->arena, "%lld%%", (long long)(bar / 10)));
}

int
appeal_auto_off(struct tx *tx, const struct actor *who, int64_t rule)
{
	struct steer_auto was;
	struct steer s;
	int rc;

	TRY(appeal_steer_get(tx, who, rule, &s));
	if (!s.may)
		return E_DENIED;
	rc = sql_auto_get(tx, who->district, rule, &was);
	if (rc == E_NOTFOUND || (rc == 0 && was.state != AUTO_ON))
		return 0;
	TRY(rc);
	was.state = AUTO_OFF;
	return turn(tx, who, &was, STEER_AUTO_OFF, S(""));
}

/* Too much of what it sent did not stay. */
static int
halt(struct tx *tx, int64_t district, struct steer_auto *s)
{
	struct actor system = actor_system_of;
	struct rule r;

	system.district = district;
	s->state = AUTO_HALTED;
	TRY(rule_newest(tx, district, s->rule, &r));
	TRY(turn(tx, &system, s, STEER_AUTO_HALTED, str_fmt(tx->arena, "%lld / %lld", (long long)s->undone, (long long)s->sent)));
	return notice_one(tx, district, s->person, N_("一条派件规则自动派的件被改得太多，自己停了"),
			  str_fmt(tx->arena, "%lld %.*s：%lld / %lld", (long long)r.number, STR(r.name), (long long)s->undone, (long long)s->sent));
}

int
appeal_auto_undone(struct tx *tx, int64_t district, int64_t id, int64_t at)
{
	struct auto_sent sent;
	struct steer_auto s;
	int rc = sql_auto_sent_get(tx, district, id, &sent);

	if (rc == E_NOTFOUND || (rc == 0 && sent.undone_at))
		return 0;
	TRY(rc);
	TRY(sql_auto_sent_undone(tx, district, id, at));
	TRY(appeal_auto_of(tx, district, sent.rule, sent.version, &s));
	/* What was sent before the rule was switched on again is not among what is counted. */
	if (sent.at < s.since_at)
		return 0;
	TRY(sql_auto_count(tx, district, sent.rule, sent.version, 0, 1, NULL));
	s.undone++;
	if (s.state != AUTO_ON || s.sent < AUTO_LOOK || s.undone * 1000 < s.sent * AUTO_UNDONE)
		return 0;
	return halt(tx, district, &s);
}
