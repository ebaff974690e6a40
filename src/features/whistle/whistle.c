/* whistle.c: blowing a whistle, and moving it. */
#include "features/whistle/whistle.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal.h"
#include "features/territory/territory.h"
#include "features/whistle/whistle_rules.h"
#include "gen/whistle_sql.h"
#include "kit/link.h"
#include "lib/secret.h"

enum { SALT_BYTES = 16 };

/* ---- blowing ---- */

static int
check_words(struct tx *tx, const struct whistle_new *n)
{
	if (!str_trim(n->title).n || str_chars(n->title) > WHISTLE_TITLE_MAX)
		return fail(tx, E_INVALID, "title", N_("请用 60 个字以内写是什么事。"));
	if (!str_trim(n->about).n || str_chars(n->about) > WHISTLE_TEXT_MAX)
		return fail(tx, E_INVALID, "about", N_("请写清楚要解决什么，最多 1000 个字。"));
	if (!str_trim(n->goal).n || str_chars(n->goal) > WHISTLE_TEXT_MAX)
		return fail(tx, E_INVALID, "goal", N_("请写清楚来了要定什么，最多 1000 个字。"));
	if (n->metres && (n->metres < WHISTLE_METRES_MIN || n->metres > WHISTLE_METRES_MAX))
		return fail(tx, E_INVALID, "metres", N_("多少米以内算到场，请写 20 到 1000。"));
	return 0;
}

static int
check_time(struct tx *tx, const struct whistle_new *n, int64_t at)
{
	if (n->arrive_by < at + WHISTLE_SOONEST_S)
		return fail(tx, E_INVALID, "time", N_("到场时间太近，至少给 10 分钟。"));
	if (n->arrive_by > at + WHISTLE_LATEST_S)
		return fail(tx, E_INVALID, "day", N_("到场时间太远，最多约到 14 天以后。"));
	return 0;
}

static int
check_bodies(struct tx *tx, int64_t district, const struct whistle_new *n)
{
	bool led = !n->lead;

	if (n->orgs_n < WHISTLE_BODIES_MIN)
		return fail(tx, E_INVALID, "org", N_("至少叫两家。一家就能办的，直接派给它。"));
	if (n->orgs_n > WHISTLE_BODIES_MAX)
		return fail(tx, E_INVALID, "org", N_("一次最多叫 12 家。"));
	for (size_t i = 0; i < n->orgs_n; i++) {
		struct org org;
		int rc = account_org(tx, district, n->orgs[i], &org);

		if (rc == E_NOTFOUND || (rc == 0 && org.state != ORG_ACTIVE))
			return fail(tx, E_INVALID, "org", N_("有一家找不到，或者已经撤了，请重新选。"));
		TRY(rc);
		led |= n->orgs[i] == n->lead;
		for (size_t k = 0; k < i; k++)
			if (n->orgs[k] == n->orgs[i])
				return fail(tx, E_INVALID, "org", N_("同一家单位写了两次，请去掉一个。"));
	}
	if (!led)
		return fail(tx, E_INVALID, "lead", N_("牵头的要在叫来的单位里，请一起勾上，或者换一家牵头。"));
	return 0;
}

static int
stand(struct tx *tx, const struct actor *who, const struct whistle_new *n, struct matter *m)
{
	struct territory_node node;
	struct place at;
	int rc = n->place ? territory_get(tx, who->district, n->place, &node) : E_NOTFOUND;

	if (rc == E_NOTFOUND || (rc == 0 && node.state != TERRITORY_LIVE))
		return fail(tx, E_INVALID, "place", N_("请选在哪里集合。"));
	TRY(rc);
	at = territory_place_of(&node);
	if (!actor_can(who, WHISTLE_BLOW, &at, 0))
		return fail(tx, E_INVALID, "place", N_("这个地方不归您调度，请选自己辖区里的。"));
	matter_stand(m, &at, territory_name(&node));
	m->lon = node.lon;
	m->lat = node.lat;
	return 0;
}

/* The case it comes of, when the actor works on it. */
static int
find_origin(struct tx *tx, const struct actor *who, struct str code, struct whistle_row *row)
{
	struct appeal_office c;
	int rc;

	if (!str_trim(code).n)
		return 0;
	rc = appeal_office(tx, who, matter_code_typed(tx->arena, code), &c);
	if (rc == E_NOTFOUND)
		return fail(tx, E_INVALID, "origin", N_("没有找到这一件，请核对编号，或者留空。"));
	TRY(rc);
	row->origin = c.id;
	row->origin_code = c.code;
	return 0;
}

static int
call_bodies(struct whistle_moving *s, const struct whistle_new *n)
{
	struct move *m = &s->move;
	int64_t minutes = (n->arrive_by - m->at + 59) / 60;
	int64_t ring = minutes <= WHISTLE_RING_LATER_MIN ? WHISTLE_RING_SOON_MIN : WHISTLE_RING_LATER_MIN;

	clocks_none(m->tx, m->who->district, m->m.id, &m->clocks);
	course_blank(m);
	s->bodies = (struct whistle_body_line_list){NEW_ARRAY(m->tx->arena, struct whistle_body_line, n->orgs_n), 0};
	for (size_t i = 0; i < n->orgs_n; i++) {
		clocks_more(m->tx, &m->clocks);
		TRY(due_start_by(&m->clocks, CALENDAR_AROUND, WHISTLE_ARRIVAL, n->orgs[i], minutes, m->at));
		TRY(due_start_by(&m->clocks, CALENDAR_AROUND, WHISTLE_REPLY, n->orgs[i], ring, m->at));
		TRY(party_put(m, n->orgs[i], PARTY_HELPS, PARTY_SENT));
		s->bodies.v[s->bodies.n++] = (struct whistle_body_line){
			.whistle = m->m.id, .org = n->orgs[i], .street = m->m.street, .due_at = n->arrive_by, .metres = -1,
			.why = S(""), .came_words = S(""), .needed_words = S(""), .reply_words = S(""), .signed_words = S(""),
		};
	}
	return 0;
}

static int
insert(struct whistle_moving *s)
{
	struct move *m = &s->move;

	TRY(sql_whistle_insert(m->tx, m->who->district, &s->row));
	for (size_t i = 0; i < s->bodies.n; i++) {
		const struct whistle_body_line *b = &s->bodies.v[i];

		TRY(sql_whistle_body_insert(m->tx, m->who->district,
					    &(struct whistle_body){
						    .whistle = b->whistle, .org = b->org, .street = b->street, .due_at = b->due_at,
						    .metres = b->metres, .why = b->why, .came_words = b->came_words,
						    .needed_words = b->needed_words, .reply_words = b->reply_words,
						    .signed_words = b->signed_words,
					    }));
	}
	if (!s->row.origin)
		return 0;
	return link_put(m->tx, m->who, m->m.id, s->row.origin, LINK_CAME_OF, m->at);
}

static int
by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

int
whistle_blow(struct tx *tx, const struct actor *who, const struct whistle_new *given, struct str *ret_code)
{
	struct whistle_new n = *given;
	int64_t at = n.at ? n.at : clock_now(), *orgs = NEW_ARRAY(tx->arena, int64_t, n.orgs_n + 1);
	const struct change c = {.move = WHISTLE_ACT_BLOW, .text = str_trim(n.about), .at = at};
	struct whistle_moving s = {.move = {.tx = tx, .who = who, .course = &whistle_course, .c = &c, .at = at}};
	struct matter *m = &s.move.m;

	if (!actor_has(who, WHISTLE_BLOW))
		return E_DENIED;
	TRY(check_words(tx, &n));
	TRY(check_bodies(tx, who->district, &n));
	TRY(check_time(tx, &n, at));
	/* In the order in which they are read. */
	for (size_t i = 0; i < n.orgs_n; i++)
		orgs[i] = n.orgs[i];
	qsort(orgs, n.orgs_n, sizeof *orgs, by_number);
	n.orgs = orgs;
	*m = (struct matter){
		.id = id_new_at(at), .title = str_trim(n.title), .sight = FLOW_PARTIES, .shown = MATTER_NEVER, .raiser = who->person,
		.anon = ANON_NAMED, .filed_at = at,
	};
	TRY(stand(tx, who, &n, m));
	s.row = (struct whistle_row){
		.id = m->id, .street = m->street, .community = m->community, .about = str_trim(n.about), .goal = str_trim(n.goal),
		.spot = str_trim(n.spot), .metres = n.metres ? n.metres : WHISTLE_METRES, .arrive_by = n.arrive_by, .origin_code = S(""),
		.salt = secret_token(tx->arena, SALT_BYTES), .lead = n.lead, .called = (int64_t)n.orgs_n, .conclusion = S(""),
	};
	TRY(find_origin(tx, who, n.origin, &s.row));
	TRY(matter_code(tx, who->district, S("W"), at, &m->code));
	TRY(call_bodies(&s, &n));
	if (s.row.origin)
		s.move.data = str_fmt(tx->arena, "link=%.*s", STR(s.row.origin_code));
	TRY(course_file(&s.move, WHISTLE_ACT_BLOW, WHISTLE_BLOWN));
	TRY(insert(&s));
	*ret_code = m->code;
	return whistle_tell(&s.move, 1, 0, 0, N_("吹哨：请按时到现场报到"));
}

int
whistle_move(struct tx *tx, const struct actor *who, struct str code, const struct whistle_change *c)
{
	struct arena *a = tx->arena;
	struct move *m = move_new(&whistle_course, tx, who);
	bool scores = c->act == WHISTLE_ACT_SCORE || c->act == WHISTLE_ACT_RATE;
	struct buf content;
	struct change change = {
		.move = (int)c->act, .version = c->version, .at = c->at, .files = c->photos, .files_n = c->photos_n};

	buf_init(&content, a);
	buf_fmt(&content, "%lld %lld %lld %lld %.*s %.*s", (long long)c->org, (long long)c->number, (long long)c->first, (long long)c->second,
		STR(c->code), STR(c->text));
	for (size_t i = 0; i < WHISTLE_TASKS_MAX; i++)
		buf_fmt(&content, "\x1f%lld %lld %.*s", (long long)c->tasks[i].org, (long long)c->tasks[i].day, STR(c->tasks[i].text));
	change.content = buf_done(&content);
	/* What the two sides say of each other stands in their rows, where it is seen when both have spoken; no step repeats it. */
	change.text = scores ? S("") : c->text;
	m->c = &change;
	whistle_of(m)->c = c;
	return course_move(m, code);
}
