/* appeal_web_circle.c: at which level cases were settled, what they were at first sight, and whom the rest was given to. */
#include "base/clock.h"
#include "features/account/account.h"
#include "features/appeal/appeal_near.h"
#include "features/appeal/appeal_sort.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/territory/territory.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/gate.h"
#include "kit/say.h"
#include "lib/shape.h"

enum { DAYS_30 = 30, HOUR_MIN = 60 };

struct circle_in {
	struct str community;
};
static const struct field circle_fields[] = {
	FIELD_AS(circle_in, community, "c", FIELD_TEXT, .label = N_("社区"), .max = 40, .about = "Code of a community; absent: the district"),
};
static const struct form circle_form = FORM(circle_in, circle_fields);

/* All that page and program say. */
struct circle {
	struct appeal_circle_page page;
	struct appeal_kinds kinds;
};

/* The last thirty days, from the Monday before. */
static struct appeal_period
lately(void)
{
	return (struct appeal_period){APPEAL_WEEK, appeal_unit_start(APPEAL_WEEK, clock_now() - (int64_t)DAYS_30 * 86400)};
}

static void
fill_line(struct appeal_circle_line *l, const struct near_sums *sums, const struct appeal_figures *f)
{
	l->filed = f->filed;
	l->building = sums->n[NEAR_BUILDING];
	l->grid = sums->n[NEAR_GRID];
	l->community = sums->n[NEAR_COMMUNITY];
	l->bodies = sums->n[NEAR_BODY];
	l->up = sums->n[NEAR_UP_BUILDING] + sums->n[NEAR_UP_GRID];
	l->given = sums->n[NEAR_GIVEN];
}

static int
given_lines(struct req *r, const struct near_sums *sums, struct appeal_given_line_list *ret)
{
	ret->v = NEW_ARRAY(&r->arena, struct appeal_given_line, sums->given.n);
	for (size_t i = 0; i < sums->given.n; i++) {
		struct org org;
		int rc = account_org(r->tx, r->who->district, sums->given.v[i].org, &org);

		if (rc == E_NOTFOUND)
			continue;
		TRY(rc);
		ret->v[ret->n++] = (struct appeal_given_line){appeal_say(r, org.name, org.name_en), sums->given.v[i].n};
	}
	return 0;
}

static int
each_community(struct req *r, struct appeal_circle_page *p)
{
	struct appeal_period period = lately();
	struct territory_node_list list;
	struct appeal_figures *figures;
	struct near_sums *sums;

	TRY(territory_communities(r->tx, r->who->district, &list));
	TRY(appeal_near_sums_each(r->tx, r->who->district, &list, period.unit, period.start, &sums));
	TRY(appeal_figures_each(r->tx, r->who->district, &list, period, &figures));
	p->places.v = NEW_ARRAY(&r->arena, struct appeal_circle_line, list.n);
	for (size_t i = 0; i < list.n; i++) {
		struct appeal_circle_line *l = &p->places.v[p->places.n++];

		*l = (struct appeal_circle_line){.name = say_place(r, list.v[i].name, list.v[i].name_en), .code = list.v[i].code};
		fill_line(l, &sums[i], &figures[i]);
	}
	return 0;
}

/* ---- what they were ---- */

static void
add_kind(struct appeal_kind_sum *to, const struct appeal_kind_sum *s)
{
	to->closed += s->closed;
	to->own += s->own;
}

static void
kind_line(const struct appeal_kinds *k, const struct appeal_kind_sum *s, const char *word, struct appeal_kind_line_list *to)
{
	int64_t freed = appeal_freed(k, s);

	if (s->closed)
		to->v[to->n++] = (struct appeal_kind_line){
			.word = *word ? word : N_("没有说"), .closed = s->closed, .own = s->own, .elsewhere = s->closed - s->own,
			.freed = freed < 0 ? 0 : freed * 10 / HOUR_MIN,
		};
}

static void
fill_kinds(struct req *r, struct circle *c)
{
	const struct appeal_kinds *k = &c->kinds;
	struct appeal_circle_page *p = &c->page;

	p->sorts.v = NEW_ARRAY(&r->arena, struct appeal_kind_line, SORT__MAX);
	p->affairs.v = NEW_ARRAY(&r->arena, struct appeal_kind_line, AFFAIR__MAX);
	for (int i = 1; i <= SORT__MAX; i++) {
		struct appeal_kind_sum sum = {0};

		/* Those of which nobody has said it come last. */
		for (int a = 0; a < AFFAIR__MAX; a++)
			add_kind(&sum, &k->v[i % SORT__MAX][a]);
		kind_line(k, &sum, appeal_sort_word(i % SORT__MAX), &p->sorts);
	}
	for (int a = 1; a <= AFFAIR__MAX; a++) {
		struct appeal_kind_sum sum = {0};

		for (int i = 0; i < SORT__MAX; i++)
			add_kind(&sum, &k->v[i][a % AFFAIR__MAX]);
		kind_line(k, &sum, appeal_affair_word(a % AFFAIR__MAX), &p->affairs);
	}
	p->kinds = p->sorts.n || p->affairs.n;
	p->own = k->own;
	p->few = APPEAL_OWN_FEW;
	p->tells = k->own >= APPEAL_OWN_FEW;
	p->own_hours = k->own ? k->own_minutes * 10 / k->own / HOUR_MIN : 0;
}

static int
load_circle(struct req *r, struct circle *c)
{
	struct appeal_circle_page *p = &c->page;
	struct appeal_period period = lately();
	struct territory_node at, root;
	struct appeal_figures figures;
	struct near_sums sums;
	int64_t community;

	TRY(appeal_community_of(r, form_in(r, circle_in)->community, &at));
	p->one = at.id && at.level == LEVEL_COMMUNITY;
	community = p->one ? at.id : 0;
	p->from = clock_at(1970, 1, 1 + (int)period.start, 0, 0, 0);
	TRY(territory_root(r->tx, r->who->district, &root));
	p->all.name = p->one ? say_place(r, at.name, at.name_en) : say_place(r, root.name, root.name_en);
	p->all.code = p->one ? at.code : root.code;
	TRY(appeal_near_sums_of(r->tx, r->who->district, p->one ? at.id : r->who->district, period.unit, period.start, &sums));
	TRY(appeal_figures(r->tx, r->who->district, community, period, &figures));
	fill_line(&p->all, &sums, &figures);
	TRY(given_lines(r, &sums, &p->given));
	TRY(appeal_kinds(r->tx, r->who->district, community, period, &c->kinds));
	fill_kinds(r, c);
	return p->one ? 0 : each_community(r, p);
}

static int
circle_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("在哪一级办好"), .tab = "circle"};
	struct circle c = {0};

	TRY(load_circle(r, &c));
	return reply_page(r, &page, appeal_circle, &c.page);
}

/* ---- for programs ---- */

struct kind_out {
	int64_t sort, affair, closed, own, freed;
};
struct kind_out_list {
	struct kind_out *v;
	size_t n;
};
struct circle_out {
	int64_t from;
	struct appeal_circle_line all;
	struct appeal_circle_line_list places;
	struct appeal_given_line_list given;
	struct kind_out_list kinds;
	int64_t own, own_minutes;
};

#define LINE(member) SHAPE_MEMBER(struct appeal_circle_line, member)
static const struct shape_field line_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, LINE(code)},
	{.name = "name", .type = SHAPE_TEXT, LINE(name)},
	{.name = "filed", .type = SHAPE_INT, LINE(filed)},
	{.name = "building", .type = SHAPE_INT, LINE(building), .about = "Settled at the building"},
	{.name = "grid", .type = SHAPE_INT, LINE(grid), .about = "Settled in the grid"},
	{.name = "community", .type = SHAPE_INT, LINE(community), .about = "Answered by the community itself"},
	{.name = "bodies", .type = SHAPE_INT, LINE(bodies), .about = "Answered by other bodies"},
	{.name = "passed_up", .type = SHAPE_INT, LINE(up), .about = "Went up from a building or a grid"},
	{.name = "given", .type = SHAPE_INT, LINE(given), .about = "Given to a body by the community"},
};
static const struct shape line_shape = {"CircleLine", line_fields, sizeof line_fields / sizeof *line_fields};

#define GIVEN(member) SHAPE_MEMBER(struct appeal_given_line, member)
static const struct shape_field given_fields[] = {
	{.name = "body", .type = SHAPE_TEXT, GIVEN(name)},
	{.name = "cases", .type = SHAPE_INT, GIVEN(n)},
};
static const struct shape given_shape = {"CircleGiven", given_fields, sizeof given_fields / sizeof *given_fields};

#define KIND(member) SHAPE_MEMBER(struct kind_out, member)
static const struct shape_field kind_fields[] = {
	{.name = "sort", .type = SHAPE_WORD, KIND(sort), .words = appeal_sort_names},
	{.name = "affair", .type = SHAPE_WORD, KIND(affair), .words = appeal_affair_names},
	{.name = "closed", .type = SHAPE_INT, KIND(closed)},
	{.name = "own", .type = SHAPE_INT, KIND(own), .about = "Of closed: carried by the community's own body"},
	{.name = "freed_minutes", .type = SHAPE_INT, KIND(freed),
	 .about = "(closed - own) x own_minutes / own of all kinds: working minutes that did not lie on the community's desk; -1: too few own cases"},
};
static const struct shape kind_shape = {"CircleKind", kind_fields, sizeof kind_fields / sizeof *kind_fields};

#define OUT(member) SHAPE_MEMBER(struct circle_out, member)
static const struct shape_field out_fields[] = {
	{.name = "from", .type = SHAPE_TIME, OUT(from)},
	{.name = "all", .type = SHAPE_ONE, OUT(all), .sub = &line_shape},
	{.name = "places", .type = SHAPE_LIST, .offset = offsetof(struct circle_out, places), .size = sizeof(struct appeal_circle_line), .sub = &line_shape},
	{.name = "given_to", .type = SHAPE_LIST, .offset = offsetof(struct circle_out, given), .size = sizeof(struct appeal_given_line), .sub = &given_shape},
	{.name = "kinds", .type = SHAPE_LIST, .offset = offsetof(struct circle_out, kinds), .size = sizeof(struct kind_out), .sub = &kind_shape},
	{.name = "own", .type = SHAPE_INT, OUT(own), .about = "Cases the community's own body carried, of all kinds"},
	{.name = "own_minutes", .type = SHAPE_INT, OUT(own_minutes), .about = "Working minutes of those, from the dispatch to the answer"},
};
static const struct shape out_shape = {"Circle", out_fields, sizeof out_fields / sizeof *out_fields};

static int
circle_api(struct req *r)
{
	struct circle c = {0};
	struct circle_out out;

	TRY(load_circle(r, &c));
	out = (struct circle_out){
		.from = c.page.from, .all = c.page.all, .places = c.page.places, .given = c.page.given, .own = c.kinds.own,
		.own_minutes = c.kinds.own_minutes,
	};
	out.kinds.v = NEW_ARRAY(&r->arena, struct kind_out, (size_t)SORT__MAX * AFFAIR__MAX);
	for (int i = 0; i < SORT__MAX; i++)
		for (int a = 0; a < AFFAIR__MAX; a++) {
			const struct appeal_kind_sum *s = &c.kinds.v[i][a];

			if (s->closed)
				out.kinds.v[out.kinds.n++] = (struct kind_out){
					.sort = i, .affair = a, .closed = s->closed, .own = s->own, .freed = appeal_freed(&c.kinds, s)};
		}
	return reply_shape(r, &out_shape, &out);
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/circle", APPEAL_QUEUE, circle_page, .form = &circle_form,
		  .about = "At which level cases were settled, what they were, and whom the rest was given to"),
	ROUTE_GET("/api/appeal/circle", APPEAL_QUEUE, circle_api, .form = &circle_form, .out = &out_shape,
		  .about = "At which level cases were settled in the last thirty days, of which kind they were, and whom the rest was given to"),
};

const struct route_table appeal_circle_routes = {rows, sizeof rows / sizeof *rows};
