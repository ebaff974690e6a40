/* appeal_trial.c: rules of dispatching tried on the past: whose trial it is, and the job that looks. */
#include "features/appeal/appeal_trial.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "db/outbox.h"
#include "features/account/account.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"
#include "kit/course.h"
#include "kit/matter.h"

enum { BATCH = 100 };

/* ---- whose ---- */

static int
drop(struct tx *tx, int64_t district, int64_t id)
{
	TRY(sql_trial_drop_cases(tx, district, id, NULL));
	TRY(sql_trial_drop_rules(tx, district, id, NULL));
	return sql_trial_drop(tx, district, id, NULL);
}

int
appeal_trial_begin(struct tx *tx, const struct actor *who, int64_t node, int64_t months, int64_t *ret_id)
{
	struct trial t = {.id = id_new(), .person = who->person, .months = months, .began_at = clock_now()};
	struct territory_node n;
	struct trial_list old;
	struct place place;
	enum level level;
	int rc;

	if (!node && !actor_reach(who, APPEAL_STEER, &level, &node))
		return E_DENIED;
	rc = territory_get(tx, who->district, node, &n);
	if (rc == E_NOTFOUND)
		return fail(tx, E_INVALID, "place", N_("没有这个地方，请重新选街道或社区。"));
	TRY(rc);
	place = territory_place_of(&n);
	if (!actor_can(who, APPEAL_STEER, &place, 0))
		return fail(tx, E_INVALID, "place", N_("那里的规则不归您管，请选自己管的地方。"));
	if (months < 1 || months > TRIAL_MONTHS_MAX)
		return fail(tx, E_INVALID, "months", N_("请选 1 到 12 个月。"));
	TRY(sql_trials_of(tx, who->district, who->person, 10, &old));
	for (size_t i = 0; i < old.n; i++)
		TRY(drop(tx, who->district, old.v[i].id));
	t.node = n.id;
	TRY(sql_trial_insert(tx, who->district, &t));
	TRY(outbox_put(tx, who->district, OUTBOX_TRIAL, 0, t.id, S(""), S(""), S("")));
	*ret_id = t.id;
	return 0;
}

int
appeal_trial_get(struct tx *tx, const struct actor *who, int64_t id, struct trial *ret)
{
	struct trial t;

	TRY(sql_trial_get(tx, who->district, id, &t));
	if (t.person != who->person || !actor_has(who, APPEAL_STEER))
		return E_NOTFOUND;
	*ret = t;
	return 0;
}

int
appeal_trial_rules(struct tx *tx, const struct actor *who, int64_t id, struct trial_rule_list *ret)
{
	struct trial t;

	TRY(appeal_trial_get(tx, who, id, &t));
	return sql_trial_rules(tx, who->district, id, 2 * RULES_MAX, ret);
}

int
appeal_trial_cases(struct tx *tx, const struct actor *who, int64_t id, int64_t before, int64_t limit, struct trial_case_list *ret)
{
	struct trial t;

	TRY(appeal_trial_get(tx, who, id, &t));
	return sql_trial_cases(tx, who->district, id, before, limit, ret);
}

int
appeal_trial_last(struct tx *tx, const struct actor *who, struct trial *ret)
{
	struct trial_list list;

	TRY(sql_trials_of(tx, who->district, who->person, 1, &list));
	*ret = list.n ? list.v[0] : (struct trial){0};
	return 0;
}

/* ---- looking ---- */

/* What is counted while the cases go by. */
struct counted {
	int64_t decided, moved, lost, back, gone;
	int64_t *lost_to; /* to each of the rules */
	bool here;	  /* of a kind: it found a body for some case */
};
struct other_way {
	int64_t id, was, becomes, number;
};
struct looking {
	const struct outbox_job *job;
	struct trial t;
	struct arena keep;
	struct rule_list rules; /* those that can act at the place, newest versions, in order */
	struct steer_to *to;	/* of each */
	struct counted *counts;
	bool reads;
	int64_t before, since, looked, moved, seen;
	bool more;
	struct other_way found[TRIAL_KEPT];
	size_t found_n, written, next;
};

/* Can a rule at one place decide of cases at the other? Where one lies in the other. */
static int
acts_at(struct tx *tx, int64_t district, const struct territory_node *node, int64_t rule_node, bool *ret)
{
	struct place here = territory_place_of(node), there;
	struct territory_node n;
	int rc = territory_get(tx, district, rule_node, &n);
	bool acts = false;

	if (rc < 0)
		return rc == E_NOTFOUND ? (*ret = false, 0) : rc;
	there = territory_place_of(&n);
	for (int level = LEVEL_DISTRICT; level < LEVEL__MAX; level++)
		acts |= here.at[level] == rule_node || there.at[level] == node->id;
	*ret = acts;
	return 0;
}

/* The newest version of each rule. */
static bool
is_newest(const struct rule_list *all, const struct rule *r)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].rule == r->rule && all->v[i].version > r->version)
			return false;
	return true;
}

static int
run_begin(struct tx *tx, void *arg)
{
	struct looking *l = arg;
	int64_t district = l->job->district, now = clock_now();
	struct civil c = clock_civil(now);
	struct territory_node node;
	struct rule_list all;

	TRY(sql_trial_get(tx, district, l->job->subject, &l->t));
	TRY(territory_get(tx, district, l->t.node, &node));
	TRY(rule_all(tx, district, RULE_DISPATCH, now, &all));
	l->rules = (struct rule_list){NEW_ARRAY(tx->arena, struct rule, all.n), 0};
	l->to = NEW_ARRAY(tx->arena, struct steer_to, all.n);
	for (size_t i = 0; i < all.n; i++) {
		bool acts;

		TRY(acts_at(tx, district, &node, all.v[i].node, &acts));
		if (!acts || !is_newest(&all, &all.v[i]))
			continue;
		TRY(sql_steer_get(tx, district, all.v[i].id, &l->to[l->rules.n]));
		l->rules.v[l->rules.n++] = all.v[i];
	}
	l->counts = NEW_ARRAY(tx->arena, struct counted, l->rules.n);
	for (size_t i = 0; i < l->rules.n; i++)
		l->counts[i].lost_to = NEW_ARRAY(tx->arena, int64_t, l->rules.n);
	l->reads = rule_reads(&l->rules);
	l->since = clock_at(c.year, c.month - (int)l->t.months, c.day, 0, 0, 0);
	l->before = INT64_MAX;
	l->more = true;
	return 0;
}

static struct rule_facts
facts_of(struct arena *a, int64_t district, const struct steer_past *p, bool reads)
{
	struct rule_facts f = {
		.place = {.node = p->place, .at = {[LEVEL_DISTRICT] = district, [LEVEL_STREET] = p->street, [LEVEL_COMMUNITY] = p->community,
						   [LEVEL_AREA] = p->area, [LEVEL_GRID] = p->grid, [LEVEL_BUILDING] = p->building}},
		.at = p->filed_at, .way = p->channel, .urgent = p->urgent != 0,
	};

	if (p->level) {
		f.thing[CATALOGUE_CLASS] = p->class;
		if (p->level == CATALOGUE_ITEM)
			f.thing[CATALOGUE_GROUP] = p->parent;
		f.thing[p->level] = p->item;
	}
	if (reads) {
		f.text = rule_fold_text(a, p->title, p->body);
		f.answers = rule_fold_lines(a, p->answers);
	}
	return f;
}

/* The body of a rule, there; 0: none. */
static int
body_there(struct tx *tx, int64_t district, const struct steer_to *to, const struct place *place, int64_t *ret)
{
	struct org org;
	int rc = to->org ? account_org(tx, district, to->org, &org) : account_org_for(tx, district, to->body, place, &org);

	*ret = rc == 0 && org.state == ORG_ACTIVE ? org.id : 0;
	return rc == E_NOTFOUND ? 0 : rc;
}

static int
gave_it_back(struct tx *tx, int64_t district, int64_t id, int64_t org, bool *ret)
{
	struct party_list parties;

	TRY(matter_parties(tx, district, id, &parties));
	*ret = false;
	for (size_t i = 0; i < parties.n; i++)
		*ret |= parties.v[i].org == org && parties.v[i].state == PARTY_GONE;
	return 0;
}

static int
look_at(struct tx *tx, struct looking *l, const struct steer_past *p)
{
	struct rule_facts f = facts_of(tx->arena, l->job->district, p, l->reads);
	size_t first = l->rules.n;
	int64_t org = 0;
	bool back;

	l->looked++;
	for (size_t i = 0; i < l->rules.n; i++) {
		struct counted *c = &l->counts[i];

		if (!rule_holds(&l->rules.v[i], &f))
			continue;
		if (first < l->rules.n) {
			c->lost++;
			c->lost_to[first]++;
			continue;
		}
		TRY(body_there(tx, l->job->district, &l->to[i], &f.place, &org));
		if (org)
			first = i;
		else
			c->gone++;
	}
	if (first == l->rules.n)
		return 0;
	l->counts[first].decided++;
	if (org == p->lead)
		return 0;
	l->counts[first].moved++;
	l->moved++;
	TRY(gave_it_back(tx, l->job->district, p->id, org, &back));
	l->counts[first].back += back;
	if (l->found_n < TRIAL_KEPT)
		l->found[l->found_n++] = (struct other_way){p->id, p->lead, org, l->rules.v[first].number};
	return 0;
}

static int
run_look(struct tx *tx, void *arg)
{
	struct looking *l = arg;
	struct steer_past_list list;

	TRY(sql_steer_past(tx, l->job->district, l->t.node, l->before, BATCH, &list));
	l->more = list.n == BATCH;
	for (size_t i = 0; i < list.n; i++) {
		const struct steer_past *p = &list.v[i];

		l->before = p->id;
		if (p->filed_at < l->since) {
			l->more = false;
			break;
		}
		l->seen++;
		if (p->lead)
			TRY(look_at(tx, l, p));
	}
	return 0;
}

/* ---- telling ---- */

static int
run_note(struct tx *tx, void *arg)
{
	struct looking *l = arg;

	/* It may run again before it is written. */
	l->next = l->written;
	for (size_t n = 0; l->next < l->found_n && n < BATCH; n++, l->next++) {
		const struct other_way *o = &l->found[l->next];

		TRY(sql_trial_case_insert(tx, l->job->district, l->t.id, o->id, o->was, o->becomes, o->number));
	}
	return sql_trial_note(tx, l->job->district, l->t.id, 0, l->looked, l->moved, l->more && l->seen >= TRIAL_CASES, NULL);
}

static struct str
say_other(struct arena *a, const struct rule *r, int64_t n)
{
	return n ? str_fmt(a, "%lld %.*s (%lld)", (long long)r->number, STR(r->name), (long long)n)
		 : str_fmt(a, "%lld %.*s", (long long)r->number, STR(r->name));
}

static struct trial_rule
told(struct arena *a, const struct looking *l, size_t i)
{
	const struct rule *r = &l->rules.v[i];
	const struct counted *c = &l->counts[i];
	struct trial_rule t = {
		.at = (int64_t)i + 1, .rule = r->rule, .number = r->number, .name = r->name, .decided = c->decided, .moved = c->moved,
		.lost = c->lost, .lost_to = S(""), .back = c->back, .covered_by = S(""), .gone = c->gone,
	};
	size_t most = l->rules.n;

	for (size_t k = 0; k < l->rules.n; k++)
		if (c->lost_to[k] && (most == l->rules.n || c->lost_to[k] > c->lost_to[most]))
			most = k;
	if (most < l->rules.n)
		t.lost_to = say_other(a, &l->rules.v[most], c->lost_to[most]);
	for (size_t k = 0; k < i && !t.covered_by.n; k++)
		if (rule_covers(&l->rules.v[k], r))
			t.covered_by = say_other(a, &l->rules.v[k], 0);
	return t;
}

static int
run_end(struct tx *tx, void *arg)
{
	struct looking *l = arg;

	for (size_t i = 0; i < l->rules.n; i++) {
		struct trial_rule t = told(tx->arena, l, i);

		TRY(sql_trial_rule_insert(tx, l->job->district, l->t.id, &t));
	}
	return sql_trial_note(tx, l->job->district, l->t.id, 1, l->looked, l->moved, l->more && l->seen >= TRIAL_CASES, NULL);
}

static int
run_clean(struct tx *tx, void *arg)
{
	struct looking *l = arg;

	TRY(sql_trial_drop_cases(tx, l->job->district, l->t.id, NULL));
	return sql_trial_drop_rules(tx, l->job->district, l->t.id, NULL);
}

static int
work(struct db *db, struct looking *l, struct arena *a)
{
	int rc = db_read_now(db, &l->keep, run_begin, l);

	if (rc == 0 && !l->t.over)
		rc = db_write_now(db, a, run_clean, l);
	while (rc == 0 && !l->t.over && l->more && l->seen < TRIAL_CASES) {
		arena_reset(a);
		rc = db_read_now(db, a, run_look, l);
	}
	while (rc == 0 && !l->t.over && l->written < l->found_n) {
		arena_reset(a);
		rc = db_write_now(db, a, run_note, l);
		l->written = l->next;
	}
	arena_reset(a);
	return rc == 0 && !l->t.over ? db_write_now(db, a, run_end, l) : rc;
}

int
appeal_trial_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct arena own, a;
	struct looking *l;
	int rc;

	(void)ctx;
	arena_init(&own);
	arena_init(&a);
	l = NEW(&own, struct looking);
	l->job = job;
	arena_init(&l->keep);
	rc = work(db, l, &a);
	arena_release(&l->keep);
	arena_release(&a);
	arena_release(&own);
	return rc == E_NOTFOUND ? 0 : rc; /* somebody began another one */
}
