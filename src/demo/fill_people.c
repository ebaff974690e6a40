/* fill_people.c: the measured district's bodies and people, with roles at every level, and what fill_case.c knows of them. */
#include "demo/fill_in.h"

#include "base/share.h"
#include "features/account/account.h"
#include "features/appeal/appeal_life.h"
#include "features/territory/territory.h"

static const char *const family[] = {"陈", "李", "黄", "张", "梁", "林", "刘", "吴", "罗", "何", "郑", "谢",
				     "曾", "邓", "许", "彭", "潘", "袁", "蔡", "余", "叶", "魏", "苏", "卢"};
static const char *const given[] = {"建国", "秀英", "志强", "丽华", "文博", "雨桐", "子轩", "慧敏", "国栋", "小梅",
				    "振宇", "佳怡", "海涛", "玉兰", "俊杰", "春燕", "永康", "静雯", "立新", "晓东"};

/* ---- making ---- */

static int
add_person(struct tx *tx, const struct fill *f, const char *login, int64_t which, int64_t home, int64_t *ret)
{
	struct account_new p = {
		.login = str_of(login),
		.name = str_fmt(tx->arena, "%s%s", family[lot(which, 301, 24)], given[lot(which, 302, 20)]),
		.phone = str_fmt(tx->arena, "199%08lld", (long long)which),
		.password_hash = f->hash,
		.home = home,
	};

	return account_add(tx, &f->system, &p, ret);
}

/* Somebody with one role: login community7, number counts phones. */
static int
add_staff(struct tx *tx, const struct fill *f, struct str login, int64_t *number, enum role role, int64_t node, int64_t org)
{
	int64_t id;

	TRY(add_person(tx, f, login.p, ++*number, 0, &id));
	return account_grant(tx, &f->system, id, role, node, org);
}

static enum fill_reach
reach_of(struct str code)
{
	static const char *const local[] = {"community", "grid", "property", "owners"};

	for (size_t i = 0; i < sizeof local / sizeof *local; i++)
		if (str_is(code, local[i]))
			return FILL_LOCAL;
	return str_starts(code, S("street")) ? FILL_STREET : FILL_WIDE;
}

static size_t
bodies_of(enum fill_reach reach)
{
	return reach == FILL_LOCAL ? FILL_COMMUNITIES : reach == FILL_STREET ? FILL_STREETS : 1;
}

/* market, street_city3, grid42: of the body and of who handles for it. */
static struct str
body_code(struct arena *a, struct str kind, enum fill_reach reach, size_t which)
{
	return reach == FILL_WIDE ? str_dup(a, kind) : str_fmt(a, "%.*s%zu", STR(kind), which);
}

static int
add_bodies(struct tx *tx, const struct fill *f, const struct territory_node_list places[FILL_WIDE + 1], int64_t *number)
{
	struct catalogue_body_list kinds;

	TRY(catalogue_bodies(tx, FILL_DISTRICT, &kinds));
	for (size_t k = 0; k < kinds.n; k++) {
		enum fill_reach reach = reach_of(kinds.v[k].code);

		for (size_t i = 0; i < bodies_of(reach); i++) {
			const struct territory_node *place = &places[reach].v[i];
			struct str code = body_code(tx->arena, kinds.v[k].code, reach, i);
			struct org o = {
				.code = code,
				.name = str_fmt(tx->arena, "%.*s%.*s", STR(place->name), STR(kinds.v[k].name)),
				.kind = kinds.v[k].code,
				.place = place->id,
				.phone = str_fmt(tx->arena, "0755-%04zu %04zu", k, i),
			};
			int64_t org;

			TRY(account_org_add(tx, &f->system, &o, &org));
			TRY(add_staff(tx, f, str_fmt(tx->arena, "h-%.*s", STR(code)), number, ROLE_HANDLER, 0, org));
		}
	}
	return 0;
}

/* Roles of a level: one person for each of its nodes. */
static int
add_level(struct tx *tx, const struct fill *f, const struct territory_node_list *nodes, const char *login, enum role role,
	  int64_t *number)
{
	for (size_t i = 0; i < nodes->n; i++)
		TRY(add_staff(tx, f, str_fmt(tx->arena, "%s%zu", login, i), number, role, nodes->v[i].id, 0));
	return 0;
}

static int
add_residents(struct tx *tx, const struct fill *f, const struct territory_node_list *communities, int64_t *number)
{
	struct territory_node_list houses;

	for (size_t c = 0, next = 0; c < communities->n; c++) {
		size_t most = FILL_RESIDENTS * (c + 1) / communities->n;

		TRY(territory_of_level(tx, FILL_DISTRICT, LEVEL_BUILDING, communities->v[c].id, &houses));
		for (; next < most; next++) {
			struct arena_mark mark = arena_mark(tx->arena);
			struct str login = str_fmt(tx->arena, "resident%zu", next);
			int64_t home = houses.v[lot((int64_t)next, 303, (int64_t)houses.n)].id, id;

			TRY(add_person(tx, f, login.p, ++*number, home, &id));
			TRY(account_grant(tx, &f->system, id, ROLE_RESIDENT, home, 0));
			arena_rewind(tx->arena, mark);
		}
	}
	return 0;
}

int
fill_people(struct tx *tx, void *ctx)
{
	struct fill *f = ctx;
	struct territory_node root;
	struct territory_node_list wide = {&root, 1}, streets, communities, grids, houses;
	int64_t number = 0;

	TRY(territory_root(tx, FILL_DISTRICT, &root));
	TRY(territory_of_level(tx, FILL_DISTRICT, LEVEL_STREET, 0, &streets));
	TRY(territory_communities(tx, FILL_DISTRICT, &communities));
	TRY(territory_of_level(tx, FILL_DISTRICT, LEVEL_GRID, 0, &grids));
	TRY(territory_of_level(tx, FILL_DISTRICT, LEVEL_BUILDING, 0, &houses));
	TRY(add_staff(tx, f, S("admin"), &number, ROLE_ADMIN, root.id, 0));
	TRY(add_staff(tx, f, S("leader"), &number, ROLE_LEADER, root.id, 0));
	TRY(add_staff(tx, f, S("dispatcher"), &number, ROLE_DISPATCHER, root.id, 0));
	TRY(add_level(tx, f, &streets, "street", ROLE_DISPATCHER, &number));
	TRY(add_level(tx, f, &communities, "community", ROLE_COMMUNITY, &number));
	TRY(add_level(tx, f, &grids, "grid", ROLE_GRID_WORKER, &number));
	TRY(add_level(tx, f, &houses, "head", ROLE_BUILDING_HEAD, &number));
	TRY(add_bodies(tx, f, (struct territory_node_list[]){{0}, communities, streets, wide}, &number));
	return add_residents(tx, f, &communities, &number);
}

/* ---- reading back ---- */

static int
actor_of(struct tx *tx, struct str login, struct actor *ret)
{
	struct person p;

	TRY(account_by_login(tx, FILL_DISTRICT, login, &p));
	return account_actor(tx, FILL_DISTRICT, p.id, ret);
}

static int
look_bodies(struct tx *tx, struct fill *f)
{
	struct catalogue_body_list kinds;

	TRY(catalogue_bodies(tx, FILL_DISTRICT, &kinds));
	f->kinds = NEW_ARRAY(f->arena, struct fill_kind, kinds.n);
	f->kinds_n = kinds.n;
	for (size_t k = 0; k < kinds.n; k++) {
		struct fill_kind *kind = &f->kinds[k];

		*kind = (struct fill_kind){.code = kinds.v[k].code, .reach = reach_of(kinds.v[k].code)};
		kind->bodies_n = bodies_of(kind->reach);
		kind->bodies = NEW_ARRAY(f->arena, struct fill_body, kind->bodies_n);
		for (size_t i = 0; i < kind->bodies_n; i++) {
			struct str code = body_code(f->arena, kind->code, kind->reach, i);
			struct org org;

			TRY(account_org_by_code(tx, FILL_DISTRICT, code, &org));
			kind->bodies[i].org = org.id;
			TRY(actor_of(tx, str_fmt(f->arena, "h-%.*s", STR(code)), &kind->bodies[i].who));
		}
	}
	return 0;
}

static int
look_communities(struct tx *tx, struct fill *f)
{
	struct territory_node_list communities, streets, houses;

	TRY(territory_communities(tx, FILL_DISTRICT, &communities));
	TRY(territory_of_level(tx, FILL_DISTRICT, LEVEL_STREET, 0, &streets));
	for (size_t c = 0; c < FILL_COMMUNITIES; c++) {
		struct fill_community *is = &f->communities[c];

		is->node = communities.v[c].id;
		is->plate = str_dup(f->arena, communities.v[c].plate);
		while (streets.v[is->street].id != communities.v[c].street)
			is->street++;
		TRY(territory_of_level(tx, FILL_DISTRICT, LEVEL_BUILDING, is->node, &houses));
		is->houses = NEW_ARRAY(f->arena, int64_t, houses.n);
		is->houses_n = houses.n;
		for (size_t i = 0; i < houses.n; i++)
			is->houses[i] = houses.v[i].id;
		TRY(actor_of(tx, str_fmt(f->arena, "community%zu", c), &is->staff));
	}
	return 0;
}

static int
look_residents(struct tx *tx, struct fill *f)
{
	f->residents = NEW_ARRAY(f->arena, struct fill_resident, FILL_RESIDENTS);
	for (size_t i = 0; i < FILL_RESIDENTS; i++) {
		struct arena_mark mark = arena_mark(f->arena);
		struct person p;

		TRY(account_by_login(tx, FILL_DISTRICT, str_fmt(f->arena, "resident%zu", i), &p));
		f->residents[i] = (struct fill_resident){
			.person = p.id,
			.home = p.home,
			.community = i / (FILL_RESIDENTS / FILL_COMMUNITIES),
		};
		arena_rewind(f->arena, mark);
	}
	return 0;
}

static const struct fill_kind *
kind_of(const struct fill *f, struct str code)
{
	for (size_t i = 0; i < f->kinds_n; i++)
		if (str_eq(f->kinds[i].code, code))
			return &f->kinds[i];
	return &f->kinds[0];
}

/* The demo's cases are what people write about; those whose item the catalogue has become themes. */
static int
look_themes(struct tx *tx, struct fill *f)
{
	struct demo d = {.arena = f->arena, .now = f->now};
	struct table items;

	demo_read_cases(&d);
	f->themes = NEW_ARRAY(f->arena, struct fill_theme, d.cases_n);
	for (size_t i = 0; i < d.cases_n; i++) {
		const struct demo_case *c = &d.cases[i];
		struct catalogue_node node = {0};
		struct catalogue_rule rule;

		table_open(&items, "demo/items.tsv");
		while (!node.id && table_next(&items))
			if (str_eq(table_cell(&items, "hint"), c->hint))
				(void)catalogue_find(tx, FILL_DISTRICT, table_cell(&items, "item"), &node);
		if (!node.id)
			continue;
		TRY(catalogue_rule_at(tx, FILL_DISTRICT, node.id, f->now, &rule));
		f->themes[f->themes_n++] = (struct fill_theme){
			.title = c->title, .text = c->text, .spot = c->spot, .reply = c->reply, .ask = c->ask, .answer = c->answer,
			.refuse = c->refuse, .item = node.id, .accept_min = rule.accept_min, .handle_min = rule.handle_min,
			.kind = kind_of(f, rule.body),
		};
	}
	return f->themes_n ? 0 : E_NOTFOUND;
}

int
fill_look(struct tx *tx, void *ctx)
{
	struct fill *f = ctx;

	TRY(look_bodies(tx, f));
	TRY(look_communities(tx, f));
	TRY(look_residents(tx, f));
	TRY(look_themes(tx, f));
	return appeal_filed(tx, FILL_DISTRICT, &f->done);
}
