/* listen.c: planning a session, and moving it. */
#include "features/listen/listen.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/listen/listen_rules.h"
#include "features/territory/territory.h"
#include "gen/listen_sql.h"
#include "lib/secret.h"

static int
stand(struct move *m, int64_t place)
{
	struct territory_node node;
	struct place at;
	int rc = place ? territory_get(m->tx, m->who->district, place, &node) : E_NOTFOUND;

	if (rc == E_NOTFOUND || (rc == 0 && node.state != TERRITORY_LIVE))
		return fail(m->tx, E_INVALID, "place", N_("请选在哪里。"));
	TRY(rc);
	at = territory_place_of(&node);
	if (!actor_can(m->who, LISTEN_HOLD, &at, 0))
		return fail(m->tx, E_INVALID, "place", N_("这个地方不归您管，请选自己辖区里的。"));
	if (node.level < LEVEL_COMMUNITY || node.level > LEVEL_UNIT)
		return fail(m->tx, E_INVALID, "place", N_("请选到社区、网格、楼栋或单元。"));
	matter_stand(&m->m, &at, territory_name(&node));
	m->m.lon = node.lon;
	m->m.lat = node.lat;
	m->place = at;
	return 0;
}

int
listen_say(struct move *m, struct listen_row_own *row, const struct listen_new *n)
{
	if (!str_trim(n->title).n || str_chars(n->title) > LISTEN_TITLE_MAX)
		return fail(m->tx, E_INVALID, "title", N_("请用 60 个字以内写听什么。"));
	if (!str_trim(n->host).n || str_chars(n->host) > LISTEN_HOST_MAX)
		return fail(m->tx, E_INVALID, "host", N_("请用 60 个字以内写谁主持。"));
	if (n->kind < LISTEN_TEA || n->kind >= LISTEN_KIND__MAX)
		return fail(m->tx, E_INVALID, "kind", N_("请选是哪一种。"));
	if (n->open && n->kind == LISTEN_VISIT)
		return fail(m->tx, E_INVALID, "open", N_("入户走访不对外公布：会让人知道去了谁家。"));
	if (n->starts_at < m->at - LISTEN_BACK_S)
		return fail(m->tx, E_INVALID, "day", N_("只能补记昨天以来的。"));
	if (n->starts_at > m->at + LISTEN_AHEAD_S)
		return fail(m->tx, E_INVALID, "day", N_("太远了，最多约到三个月以后。"));
	TRY(stand(m, n->place));
	m->m.title = str_trim(n->title);
	row->street = m->m.street;
	row->community = m->m.community;
	row->kind = n->kind;
	row->open = n->open;
	row->starts_at = n->starts_at;
	row->spot = str_trim(n->spot);
	row->host = str_trim(n->host);
	return 0;
}

int
listen_plan(struct tx *tx, const struct actor *who, const struct listen_new *n, struct str *ret_code)
{
	int64_t at = n->at ? n->at : clock_now();
	const struct change c = {.move = LISTEN_ACT_PLAN, .at = at};
	struct listen_moving s = {.move = {.tx = tx, .who = who, .course = &listen_course, .c = &c, .at = at}};
	struct matter *m = &s.move.m;

	if (!actor_has(who, LISTEN_HOLD))
		return E_DENIED;
	*m = (struct matter){
		.id = id_new_at(at), .sight = FLOW_PARTIES, .shown = MATTER_NEVER, .raiser = who->person, .anon = ANON_NAMED, .filed_at = at,
	};
	s.row = (struct listen_row_own){.id = m->id, .person = who->person, .names = S("")};
	TRY(listen_say(&s.move, &s.row, n));
	TRY(matter_code(tx, who->district, S("L"), at, &m->code));
	clocks_none(tx, who->district, m->id, &s.move.clocks);
	TRY(course_file(&s.move, LISTEN_ACT_PLAN, LISTEN_PLANNED));
	TRY(sql_listen_insert(tx, who->district, &s.row));
	*ret_code = m->code;
	if (!n->now)
		return 0;
	return listen_move(tx, who, m->code, &(struct listen_change){.act = LISTEN_ACT_BEGIN, .at = at});
}

/* That the same form sent twice is one step. What is sealed in the rows goes in as what nobody can try numbers against. */
static struct str
content_of(struct arena *a, const struct listen_change *c)
{
	struct buf b;

	buf_init(&b, a);
	buf_fmt(&b, "%lld %d %d %.*s", (long long)c->came, c->agreed, c->shown, STR(secret_index(a, "listen names", c->names)));
	if (c->plan)
		buf_fmt(&b, "\x1f%.*s\x1f%.*s\x1f%.*s\x1f%lld %lld %d %d", STR(c->plan->title), STR(c->plan->spot), STR(c->plan->host),
			(long long)c->plan->place, (long long)c->plan->starts_at, (int)c->plan->kind, c->plan->open);
	for (size_t i = 0; c->lines && i < LISTEN_LINES_MAX; i++) {
		const struct listen_said *l = &c->lines[i];

		buf_fmt(&b, "\x1f%.*s\x1f%.*s\x1f%.*s %d %lld %.*s", STR(l->text), STR(l->words), STR(l->owner), l->sort, (long long)l->day,
			STR(secret_index(a, "listen line", str_fmt(a, "%.*s %.*s", STR(l->name), STR(l->phone)))));
	}
	return buf_done(&b);
}

int
listen_move(struct tx *tx, const struct actor *who, struct str code, const struct listen_change *c)
{
	struct move *m = move_new(&listen_course, tx, who);
	struct change change = {
		.move = (int)c->act, .version = c->version, .text = c->text, .at = c->at, .quiet = c->at > 0, .content = content_of(tx->arena, c)};

	if ((c->act == LISTEN_ACT_SAVE || c->act == LISTEN_ACT_CLOSE) && !c->lines)
		return E_DENIED;
	m->c = &change;
	listen_of(m)->c = c;
	return course_move(m, code);
}
