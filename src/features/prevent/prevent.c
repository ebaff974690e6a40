/* prevent.c: opening a prevention of what was found, and moving it. */
#include "features/prevent/prevent.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/catalogue/catalogue.h"
#include "features/prevent/prevent_rules.h"
#include "features/territory/territory.h"
#include "gen/prevent_sql.h"

enum { TITLE_CHARS = 60, MILLION = 1000000 };

static struct str
weeks_text(struct arena *a, const int64_t *weeks)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < PREVENT_WEEKS; i++)
		buf_fmt(&b, "%s%lld", i ? " " : "", (long long)weeks[i]);
	return buf_done(&b);
}

int
prevent_open(struct tx *tx, int64_t district, const struct prevent_new *n, struct str *ret_code)
{
	const struct prevent_found *f = n->found;
	const struct change c = {.move = PREVENT_ACT_FIND, .at = n->at};
	struct actor system = actor_system_of;
	struct prevent_moving s = {.move = {.tx = tx, .who = &system, .course = &prevent_course, .c = &c, .at = n->at}};
	struct matter *m = &s.move.m;
	struct catalogue_node item;
	struct territory_node node;
	struct place at;

	system.district = district;
	TRY(territory_get(tx, district, f->place, &node));
	TRY(catalogue_get(tx, district, f->item, &item));
	at = territory_place_of(&node);
	*m = (struct matter){.id = id_new_at(n->at), .sight = FLOW_PARTIES, .shown = MATTER_NEVER, .anon = ANON_NAMED, .filed_at = n->at};
	matter_stand(m, &at, territory_name(&node));
	m->lon = node.lon;
	m->lat = node.lat;
	m->title = str_clip(str_fmt(tx->arena, "%.*s · %.*s", STR(node.name), STR(item.name)), TITLE_CHARS);
	TRY(matter_code(tx, district, S("F"), n->at, &m->code));
	clocks_none(tx, district, m->id, &s.move.clocks);
	s.row = (struct prevent_row){
		.id = m->id, .street = m->street, .community = m->community, .kind = f->kind, .item = f->item, .item_name = item.name,
		.found_at = n->at, .weeks = weeks_text(tx->arena, f->weeks), .recent = f->recent, .recent_weeks = f->recent_weeks,
		.past = f->past, .past_weeks = f->past_weeks, .chance = f->chance < 0 ? -1 : (int64_t)(f->chance * MILLION + 0.5),
		.tests = n->tests, .plan = S(""), .done_text = S(""),
	};
	TRY(course_file(&s.move, PREVENT_ACT_FIND, PREVENT_FOUND));
	TRY(sql_prevent_insert(tx, district, &s.row));
	for (size_t i = 0; i < f->cases_n; i++)
		TRY(sql_prevent_case_insert(tx, district, m->id, f->cases[i]));
	*ret_code = m->code;
	return 0;
}

static struct move *
moving(struct tx *tx, const struct actor *who, const struct prevent_change *c)
{
	struct move *m = move_new(&prevent_course, tx, who);
	struct change *change = NEW(tx->arena, struct change);

	*change = (struct change){
		.move = (int)c->act, .version = c->version, .text = c->text, .at = c->at,
		.content = str_fmt(tx->arena, "%lld %lld %lld", (long long)c->org, (long long)c->day, (long long)c->weeks),
	};
	m->c = change;
	prevent_of(m)->c = c;
	return m;
}

int
prevent_move(struct tx *tx, const struct actor *who, struct str code, const struct prevent_change *c)
{
	return course_move(moving(tx, who, c), code);
}

int
prevent_move_id(struct tx *tx, const struct actor *who, int64_t id, const struct prevent_change *c)
{
	return course_move_id(moving(tx, who, c), id);
}
