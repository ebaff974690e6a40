/* appeal_auto_send.c: a new case goes where a rule sends by itself, if all is certain. See appeal_auto.h. */
#include "features/appeal/appeal_auto.h"

#include "base/clock.h"
#include "db/db.h"
#include "db/outbox.h"
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_precedent.h"
#include "features/appeal/appeal_rules.h"
#include "features/appeal/appeal_steer.h"
#include "gen/appeal_sql.h"

int
appeal_auto_promise(struct tx *tx, const struct appeal_moving *a, bool chosen)
{
	const struct matter *m = &a->move.m;
	int64_t district = a->move.who->district;
	struct auto_any any;
	int rc;

	if (!a->a.item || a->a.held || m->urgent || m->shown == MATTER_NEVER || m->part_of)
		return 0;
	rc = sql_auto_any(tx, district, AUTO_ON, &any);
	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	return outbox_put(tx, district, OUTBOX_AUTO, 0, m->id, S(""), S(""),
			  str_fmt(tx->arena, "%lld %d", (long long)m->version, chosen));
}

/* Is it still as it was filed, and its item sure enough? The text of the job says which version that was, and who chose the item. */
static bool
is_certain(const struct appeal *a, struct str said, int64_t bar)
{
	struct str version, chosen = S("");
	int64_t n = -1;

	if (!str_next(&said, ' ', &version) || !str_int(version, &n) || !str_next(&said, ' ', &chosen))
		return false;
	return a->version == n && a->state == APPEAL_FILED && !a->urgent && a->shown != MATTER_NEVER && a->item && !a->held && !a->part_of &&
	       (str_is(chosen, "1") || a->guess_permille >= bar);
}

/* Did anybody rule of such a case that another body takes it? */
static int
was_ruled_otherwise(struct tx *tx, const struct appeal *a, int64_t org, bool *ret)
{
	struct precedent_list list;

	*ret = false;
	TRY(appeal_precedents(tx, a, &list));
	for (size_t i = 0; i < list.n; i++)
		*ret |= list.v[i].org.id != org;
	return 0;
}

static int
send(struct tx *tx, const struct appeal *a, const struct rule *rule, int64_t org)
{
	struct actor system = actor_system_of;
	int rc;

	system.district = a->district;
	rc = appeal_move_id(tx, &system, a->id, &(struct appeal_change){
		.act = ACT_AUTO_SEND, .version = a->version,
		.text = str_fmt(tx->arena, "规则 %lld，第 %lld 版", (long long)rule->number, (long long)rule->version),
	});
	/* Somebody was faster. */
	if (rc == E_STALE || rc == E_DENIED)
		return 0;
	TRY(rc);
	TRY(sql_auto_sent_insert(tx, a->district, &(struct auto_sent){.id = a->id, .rule = rule->rule, .version = rule->version, .org = org,
								       .at = clock_now()}));
	return sql_auto_count(tx, a->district, rule->rule, rule->version, 1, 0, NULL);
}

/* Is there a rule that sends it now, as far as the case and the switch tell? to->rule.id 0: there is none. */
static int
decide(struct tx *tx, int64_t district, int64_t id, struct str said, struct appeal *a, struct appeal_whom *to)
{
	struct appeal_whom found = {0};
	struct auto_sent sent;
	struct steer_auto on;
	int rc = sql_auto_sent_get(tx, district, id, &sent);

	*to = (struct appeal_whom){0};
	if (rc != E_NOTFOUND)
		return rc;
	rc = sql_appeal_get(tx, district, id, a);
	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	rc = is_certain(a, said, 0) ? appeal_whom_of(tx, a, NULL, 0, &found) : E_NOTFOUND;
	if (rc < 0 || !found.rule.id)
		return rc == E_NOTFOUND ? 0 : rc;
	TRY(appeal_auto_of(tx, district, found.rule.rule, found.rule.version, &on));
	if (on.state == AUTO_ON && is_certain(a, said, on.bar))
		*to = found;
	return 0;
}

int
appeal_auto_look(struct tx *tx, int64_t district, int64_t id, struct str said, bool *ret)
{
	struct appeal_whom to;
	struct appeal a;
	bool otherwise;

	*ret = false;
	TRY(decide(tx, district, id, said, &a, &to));
	if (!to.rule.id)
		return 0;
	TRY(was_ruled_otherwise(tx, &a, to.org.id, &otherwise));
	*ret = !otherwise;
	return 0;
}

int
appeal_auto_send(struct tx *tx, int64_t district, int64_t id, struct str said)
{
	struct appeal_whom to;
	struct appeal a;

	TRY(decide(tx, district, id, said, &a, &to));
	return to.rule.id ? send(tx, &a, &to.rule, to.org.id) : 0;
}
