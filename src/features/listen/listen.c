/* listen.c: planning a session, and moving it. */
#include "features/listen/listen.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/listen/listen_rules.h"
#include "gen/listen_sql.h"
#include "lib/secret.h"

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
