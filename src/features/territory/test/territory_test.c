/* territory_test.c: the tree: names, powers, reorganising, people, boundaries. */
#include "lib/calendar.h"
#include "territory_help.h"
#include "suite.h"

/* ---- names, codes, order ---- */

static void
test_name__shows_what_is_below_the_community(void **state)
{
	int64_t unit = add(house, LEVEL_UNIT, "2单元"), room = add(unit, LEVEL_ROOM, "501室");

	(void)state;
	assert_str(territory_name(&(struct territory_node){.full_name = S("x")}), "x");
	assert_str(node(north).full_name, "北岭社区");
	assert_str(node(grid).full_name, "网格 01");
	assert_str(node(house).full_name, "和平里片区 3号楼");
	assert_str(node(unit).full_name, "和平里片区 3号楼2单元");
	assert_str(node(room).full_name, "和平里片区 3号楼2单元501室");
}

static void
test_code__is_made_and_never_twice(void **state)
{
	int64_t same = add(other_grid, LEVEL_BUILDING, "3号楼"),
		again = add(area, LEVEL_BUILDING, "学府3栋");

	(void)state;
	assert_str(node(D).code, "990106");
	assert_str(node(D).plate, "QL");
	assert_str(node(street).code, "YH");
	assert_str(node(north).plate, "BL");
	assert_str(node(north).code, "BL");
	assert_str(node(grid).code, "BL-G1");
	assert_str(node(house).code, "BL-B3");
	assert_str(node(same).code, "NT-B3");
	assert_str(node(again).code, "BL-B3-2");
}

static void
test_plate__differs_for_like_sounding_communities(void **state)
{
	int64_t a = add(street, LEVEL_COMMUNITY, "北林社区"),
		b = add(street, LEVEL_COMMUNITY, "碧澜社区");

	(void)state;
	assert_str(node(a).plate, "BLS");
	assert_str(node(b).plate, "BL2");
}

static void
test_children__numbers_count(void **state)
{
	static const char *const names[] = {"10号楼", "9号楼", "第十栋", "第二栋"};
	static const char *const order[] = {"3号楼", "9号楼", "10号楼", "第二栋", "第十栋"};
	struct territory_node_list list, rest;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		add(grid, LEVEL_BUILDING, names[i]);
	assert_int_equal(territory_children(T, D, grid, S(""), 10, &list), 0);
	assert_int_equal(list.n, COUNT(order));
	for (size_t i = 0; i < COUNT(order); i++)
		assert_str(list.v[i].name, order[i]);
	assert_int_equal(territory_children(T, D, grid, list.v[1].sort_key, 2, &rest), 0);
	assert_int_equal(rest.n, 2);
	assert_int_equal(rest.v[0].id, list.v[2].id);
}

static void
test_search__by_name_code_and_initials(void **state)
{
	static const struct {
		const char *query;
		int64_t *found;
	} rows[] = {
		{"和平里 3号楼", &house}, {"bl-b3", &house},     {"blsq", &north},
		{"北嶺", &north},         {"nt-g", &other_grid},
	};
	static const char *const nothing[] = {
		"", " ", "%", "_号楼", "\\", "没有的地方", "'; DROP TABLE territory_node;--"};
	struct territory_node_list list;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(territory_search(T, D, str_of(rows[i].query), 5, &list), 0);
		assert_int_equal(list.n, 1);
		assert_int_equal(list.v[0].id, *rows[i].found);
	}
	for (size_t i = 0; i < COUNT(nothing); i++) {
		assert_int_equal(territory_search(T, D, str_of(nothing[i]), 5, &list), 0);
		assert_int_equal(list.n, 0);
	}
	assert_int_equal(territory_search(T, NEXT_DOOR, S("北岭"), 5, &list), 0);
	assert_int_equal(list.n, 0);
}

static void
test_inside__finds_in_one_community_and_begins_with_what_begins_so(void **state)
{
	struct territory_node_list list;
	int64_t unit = add(house, LEVEL_UNIT, "2单元"), long_ = add(grid, LEVEL_BUILDING, "13号楼");

	(void)state;
	assert_int_equal(territory_inside(T, D, north, S("3号楼"), 9, &list), 0);
	assert_int_equal(list.n, 3);
	assert_int_equal(list.v[0].id, house);
	assert_int_equal(list.v[1].id, long_);
	assert_int_equal(list.v[2].id, unit);
	assert_int_equal(territory_search(T, D, S("和平里3号楼2单元"), 9, &list), 0);
	assert_int_equal(list.n, 1);
	assert_true(list.v[0].id == unit);
	assert_int_equal(territory_search(T, D, S("hepingli"), 9, &list), 0);
	assert_true(list.n > 0 && str_starts(list.v[0].name, S("和平里")));
	assert_int_equal(territory_inside(T, D, north, S("3号楼 2单元"), 9, &list), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.v[0].id, unit);
	assert_int_equal(territory_inside(T, D, south, S("3号楼"), 9, &list), 0);
	assert_int_equal(list.n, 0);
	assert_int_equal(territory_inside(T, D, north, S(""), 2, &list), 0);
	assert_int_equal(list.n, 2);
	assert_int_equal(territory_inside(T, D, north, S("%"), 9, &list), 0);
	assert_int_equal(list.n, 0);
}

/* ---- adding and editing ---- */

static void
test_add__refuses_what_does_not_fit(void **state)
{
	static const struct {
		struct territory_new n;
		const char *field;
	} rows[] = {
		{{.level = LEVEL_BUILDING, .name = {"", 0}}, "name"},
		{{.level = LEVEL_BUILDING, .name = {"\xff\xfe", 2}}, "name"},
		{{.level = LEVEL_BUILDING, .name = {"3号楼", 7}}, "name"},
		{{.level = LEVEL_ROOM, .name = {"a", 1}}, "level"},
		{{.level = LEVEL_COMMUNITY, .name = {"a", 1}}, "level"},
		{{.level = LEVEL_GRID, .name = {"a", 1}}, "level"},
		{{.level = LEVEL_BUILDING, .name = {"a", 1}, .code = {"a b", 3}}, "code"},
		{{.level = LEVEL_BUILDING, .name = {"a", 1}, .code = {"bl-b3", 5}}, "code"},
		{{.level = LEVEL_BUILDING, .name = {"a", 1}, .lon = 1140000000}, "lat"},
		{{.level = LEVEL_BUILDING, .name = {"a", 1}, .lon = 1, .lat = 900000001}, "lat"},
	};
	int64_t id = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		REFUSED(territory_add(T, &sys, grid, &rows[i].n, &id), E_INVALID, rows[i].field);
	REFUSED(territory_add(T, &sys, street,
			      &(struct territory_new){
				      .level = LEVEL_COMMUNITY, .name = S("x"), .plate = S("BL")},
			      &id),
		E_INVALID, "plate");
	assert_int_equal(id, 0);
}

static void
test_add__only_at_ones_own_place(void **state)
{
	struct actor here = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north),
		     resident = person(ROLE_RESIDENT, LEVEL_COMMUNITY, north);
	struct actor next_door = here;
	struct territory_new n = {.level = LEVEL_BUILDING, .name = S("7号楼")};
	int64_t id;

	(void)state;
	assert_int_equal(territory_add(T, &here, other_grid, &n, &id), E_DENIED);
	assert_int_equal(territory_add(T, &resident, grid, &n, &id), E_DENIED);
	next_door.district = NEXT_DOOR;
	assert_int_equal(territory_add(T, &next_door, grid, &n, &id), E_NOTFOUND);
	assert_int_equal(territory_add(T, &here, grid, &n, &id), 0);
	assert_int_equal(node(id).grid, grid);
	assert_int_equal(node(id).community, north);
}

static void
test_edit__renames_all_below(void **state)
{
	int64_t unit = add(house, LEVEL_UNIT, "2单元");
	struct territory_new n = {.name = S("和平新村片区")};

	(void)state;
	assert_int_equal(territory_edit(T, &sys, area, 1, &n), 0);
	assert_str(node(area).code, "BL-AHPL");
	assert_str(node(house).full_name, "和平新村片区 3号楼");
	assert_str(node(unit).full_name, "和平新村片区 3号楼2单元");
	assert_int_equal(territory_edit(T, &sys, area, 1, &n), E_STALE);
	n.name = S("网格 01");
	assert_int_equal(territory_edit(T, &sys, other_grid, 0, &n), 0);
}

static void
test_edit__writes_history_that_holds(void **state)
{
	struct flow_step_list steps;
	int64_t bad = -1;

	(void)state;
	assert_int_equal(
		territory_edit(T, &sys, house, 1, &(struct territory_new){.name = S("三号楼")}), 0);
	assert_int_equal(flow_list(T, D, FLOW_TERRITORY, house, FLOW_INTERNAL, &steps), 0);
	assert_int_equal(steps.n, 2);
	assert_int_equal(steps.v[0].kind, TERRITORY_ADDED);
	assert_int_equal(steps.v[1].kind, TERRITORY_EDITED);
	assert_int_equal(flow_verify(T, D, FLOW_TERRITORY, house, &bad), 0);
	assert_int_equal(bad, 0);
}

static void
test_buildings__are_added_once(void **state)
{
	int64_t added = -1;

	(void)state;
	assert_int_equal(territory_add_buildings(T, &sys, grid, 1, 12, S(""), &added), 0);
	assert_int_equal(added, 11);
	assert_int_equal(territory_add_buildings(T, &sys, grid, 1, 12, S("号楼"), &added), 0);
	assert_int_equal(added, 0);
	REFUSED(territory_add_buildings(T, &sys, grid, 5, 4, S(""), &added), E_INVALID, "to");
	REFUSED(territory_add_buildings(T, &sys, grid, 0, 4, S(""), &added), E_INVALID, "to");
	REFUSED(territory_add_buildings(T, &sys, grid, 1, 9999, S(""), &added), E_INVALID, "to");
	REFUSED(territory_add_buildings(T, &sys, house, 1, 2, S(""), &added), E_INVALID, "from");
}

static void
test_rooms__by_floors(void **state)
{
	struct territory_node_list units, rooms;
	int64_t added = -1;

	(void)state;
	assert_int_equal(territory_add_rooms(T, &sys, house, 2, 6, 3, &added), 0);
	assert_int_equal(added, 2 + 2 * 18);
	assert_int_equal(territory_children(T, D, house, S(""), 10, &units), 0);
	assert_int_equal(territory_children(T, D, units.v[1].id, S(""), 100, &rooms), 0);
	assert_int_equal(rooms.n, 18);
	assert_str(rooms.v[0].name, "101室");
	assert_str(rooms.v[17].name, "603室");
	assert_str(rooms.v[17].code, "BL-B3-U2-603");
	REFUSED(territory_add_rooms(T, &sys, house, 50, 200, 99, &added), E_INVALID, "floors");
	REFUSED(territory_add_rooms(T, &sys, house, -1, 1, 1, &added), E_INVALID, "floors");
	REFUSED(territory_add_rooms(T, &sys, grid, 1, 1, 1, &added), E_INVALID, "units");
}

static void
test_room__is_unknown_to_others(void **state)
{
	int64_t room = add(house, LEVEL_ROOM, "101室");
	struct actor staff = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north),
		     neighbour = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, south);
	struct actor visitor = {.kind = ACTOR_VISITOR, .district = D, .scopes = PERM_SET_ALL};
	struct territory_node n;

	(void)state;
	assert_int_equal(territory_see(T, &staff, room, &n), 0);
	assert_int_equal(territory_see(T, &neighbour, room, &n), E_NOTFOUND);
	assert_int_equal(territory_see(T, &visitor, room, &n), E_NOTFOUND);
	assert_int_equal(territory_see(T, &visitor, house, &n), 0);
}

/* ---- reorganising ---- */

static void
test_merge__keeps_history_and_tells_same_names_apart(void **state)
{
	int64_t unit = add(house, LEVEL_UNIT, "1单元"), id;
	struct territory_duty_list duties;
	struct territory_node_list list;
	struct territory_node found;

	(void)state;
	assert_int_equal(territory_duty_add(T, &sys, north,
					    &(struct territory_duty_new){
						    .name = S("王师傅"),
						    .duty = S("社区值班"),
						    .days = 0x1f,
						    .from_min = 510,
						    .to_min = 1080,
					    },
					    &id),
			 0);
	add(south, LEVEL_AREA, "和平里片区");
	assert_int_equal(territory_merge(T, &sys, north, node(north).version, south), 0);
	assert_int_equal(node(north).state, TERRITORY_MERGED);
	assert_int_equal(node(north).merged_into, south);
	assert_str(node(area).name, "和平里片区（原北岭社区）");
	assert_str(node(unit).full_name, "和平里片区（原北岭社区） 3号楼1单元");
	assert_int_equal(node(unit).community, south);
	assert_int_equal(node(house).community, south);
	assert_int_equal(node(house).grid, grid);
	assert_int_equal(territory_by_code(T, D, S("BL"), &found), 0);
	assert_int_equal(found.id, south);
	found = node(south);
	assert_int_equal(territory_duties(T, &found, &duties), 0);
	assert_int_equal(duties.n, 1);
	assert_int_equal(territory_communities(T, D, &list), 0);
	assert_int_equal(list.n, 1);
	REFUSED(territory_merge(T, &sys, north, 0, south), E_STALE, "");
}

static void
test_merge__only_into_a_sibling_of_the_kind(void **state)
{
	int64_t grid2 = add(area, LEVEL_GRID, "网格 02");
	struct actor mine = person(ROLE_ADMIN, LEVEL_COMMUNITY, north),
		     clerk = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north);

	(void)state;
	REFUSED(territory_merge(T, &sys, grid, 0, grid), E_INVALID, "into");
	REFUSED(territory_merge(T, &sys, grid, 0, other_grid), E_INVALID, "into");
	REFUSED(territory_merge(T, &sys, grid, 0, area), E_INVALID, "into");
	REFUSED(territory_merge(T, &sys, grid, 0, 12345), E_INVALID, "into");
	REFUSED(territory_merge(T, &sys, D, 0, street), E_INVALID, "into");
	REFUSED(territory_merge(T, &sys, grid, 99, grid2), E_STALE, "");
	assert_int_equal(territory_merge(T, &clerk, grid, 0, grid2), E_DENIED);
	REFUSED(territory_merge(T, &mine, north, 0, south), E_DENIED, "into");
	assert_int_equal(territory_merge(T, &mine, grid, 0, grid2), 0);
	assert_int_equal(node(house).grid, grid2);
}

static void
test_move__takes_the_subtree_along(void **state)
{
	int64_t unit = add(house, LEVEL_UNIT, "1单元"),
		other_area = add(south, LEVEL_AREA, "塘边片区");
	struct territory_node_list way;
	struct territory_node n;

	(void)state;
	REFUSED(territory_move(T, &sys, grid, 0, house), E_INVALID, "parent");
	REFUSED(territory_move(T, &sys, grid, 0, area), E_INVALID, "parent");
	REFUSED(territory_move(T, &sys, grid, 0, south), E_INVALID,
		"parent"); /* has a grid of that name */
	assert_int_equal(territory_move(T, &sys, grid, 1, other_area), 0);
	n = node(unit);
	assert_int_equal(n.community, south);
	assert_int_equal(n.area, other_area);
	assert_int_equal(n.grid, grid);
	assert_str(n.full_name, "塘边片区 3号楼1单元");
	assert_int_equal(territory_path(T, &n, &way), 0);
	assert_int_equal(way.n, 7);
	assert_int_equal(way.v[0].id, D);
	assert_int_equal(way.v[3].id, other_area);
	assert_int_equal(way.v[6].id, unit);
}

static void
test_micro_grid__follows_its_grid(void **state)
{
	struct territory_new micro = {
		.level = LEVEL_GRID, .kind = TERRITORY_MICRO_GRID, .name = S("微网格 1")};
	int64_t id, home, other_area = add(south, LEVEL_AREA, "塘边片区");

	(void)state;
	assert_int_equal(territory_add(T, &sys, grid, &micro, &id), 0);
	home = add(id, LEVEL_BUILDING, "8号楼");
	assert_int_equal(node(home).grid, grid);
	assert_int_equal(territory_move(T, &sys, grid, 0, other_area), 0);
	assert_int_equal(node(id).community, south);
	assert_int_equal(node(home).community, south);
	assert_int_equal(node(home).grid, grid);
	assert_str(node(home).full_name, "塘边片区 8号楼");
	REFUSED(territory_add(T, &sys, id, &micro, &home), E_INVALID, "level");
}

static void
test_retire__only_when_empty(void **state)
{
	struct territory_node n;

	(void)state;
	assert_int_equal(territory_retire(T, &sys, grid, 0), E_INVALID);
	assert_int_equal(territory_retire(T, &sys, D, 0), E_INVALID);
	assert_int_equal(territory_retire(T, &sys, house, 1), 0);
	assert_int_equal(territory_get(T, D, house, &n), 0);
	assert_int_equal(n.state, TERRITORY_RETIRED);
	add(grid, LEVEL_BUILDING, "3号楼"); /* the name is free again */
	assert_int_equal(territory_edit(T, &sys, house, 0, &(struct territory_new){.name = S("x")}),
			 E_STALE);
}

/* ---- people ---- */

static void
test_hours__as_people_write_them(void **state)
{
	static const struct {
		const char *text;
		int64_t days, from, to;
		const char *back, *english;
	} rows[] = {
		{"周一至周五 8:30–20:00", 0x1f, 510, 1200, "周一至周五 8:30–20:00", "Mon–Fri 8:30–20:00"},
		{"每天 9:00-21:00", 0xff, 540, 1260, "每天 9:00–21:00", "Daily 9:00–21:00"},
		{"周六、周日 9:00–18:00", 0x60, 540, 1080, "周六、周日 9:00–18:00", "Sat, Sun 9:00–18:00"},
		{"周末9:00至18:00", 0x60, 540, 1080, "周六、周日 9:00–18:00", "Sat, Sun 9:00–18:00"},
		{"周三至周日 22：00–6：00", 0x7c, 1320, 360, "周三至周日 22:00–6:00", "Wed–Sun 22:00–6:00"},
		{"工作日、节假日", 0x9f, 0, 1440, "周一至周五、节假日 全天", "Mon–Fri, holidays all day"},
	};
	static const char *const bad[] = {"",
					  "周八 8:00–9:00",
					  "8:00–9:00",
					  "周一 25:00–26:00",
					  "周一 8:00",
					  "周一 8:00–8:00",
					  "周五至周一 8:00–9:00",
					  "每天 8:00–9:00 左右"};
	struct territory_duty duty;
	int64_t days, from, to;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_true(territory_hours_read(str_of(rows[i].text), &days, &from, &to));
		assert_int_equal(days, rows[i].days);
		assert_int_equal(from, rows[i].from);
		assert_int_equal(to, rows[i].to);
		duty = (struct territory_duty){.days = days, .from_min = from, .to_min = to};
		assert_str(territory_hours(&A, &duty, false), rows[i].back);
		assert_str(territory_hours(&A, &duty, true), rows[i].english);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(territory_hours_read(str_of(bad[i]), &days, &from, &to));
}

static void
test_on_duty__by_day_and_hour(void **state)
{
	struct territory_duty office = {.days = 0x1f, .from_min = 510, .to_min = 1080};
	struct territory_duty night = {
		.days = 0x01, .from_min = 1320, .to_min = 360}; /* Mondays 22:00–6:00 */
	struct territory_duty always = {.days = 0xff, .from_min = 0, .to_min = 1440};
	const struct calendar_own days[] = {
		{.district = D, .day = clock_day(clock_at(2026, 10, 1, 0, 0, 0)), .said = CALENDAR_OPEN},
		{.district = D, .day = clock_day(clock_at(2026, 11, 18, 0, 0, 0)), .said = CALENDAR_CLOSED},
	};
	const struct calendar_book book = {.days = days, .days_n = 2}, none = {0};

	(void)state;
	assert_true(territory_on_duty(D, &office, clock_at(2026, 11, 18, 8, 30, 0)));
	assert_false(territory_on_duty(D, &office, clock_at(2026, 11, 18, 18, 0, 0)));
	assert_false(territory_on_duty(D, &office, clock_at(2026, 11, 22, 10, 0, 0))); /* a Sunday */
	assert_false(territory_on_duty(
		D, &office, clock_at(2026, 10, 1, 10, 0, 0))); /* National Day, a Thursday */
	assert_true(territory_on_duty(D, &always, clock_at(2026, 10, 1, 10, 0, 0)));
	assert_true(territory_on_duty(D, &night, clock_at(2026, 11, 16, 23, 0, 0)));
	assert_true(territory_on_duty(D, &night, clock_at(2026, 11, 17, 5, 59, 0)));
	assert_false(territory_on_duty(D, &night, clock_at(2026, 11, 17, 6, 0, 0)));
	assert_false(territory_on_duty(D, &night, clock_at(2026, 11, 16, 5, 0, 0)));
	/* What the district said of a day comes before the country's calendar; of another district it says nothing. */
	calendar_keep(&book);
	assert_false(territory_on_duty(D, &office, clock_at(2026, 11, 18, 8, 30, 0)));
	assert_true(territory_on_duty(D + 1, &office, clock_at(2026, 11, 18, 8, 30, 0)));
	assert_true(territory_on_duty(D, &office, clock_at(2026, 10, 1, 10, 0, 0)));
	calendar_keep(&none);
}

static void
test_duty__nearest_first_and_only_ones_own_go(void **state)
{
	struct territory_duty_new d = {.name = S("王师傅"),
				       .duty = S("楼长"),
				       .phone = S("0755-0000 0012"),
				       .days = 1,
				       .to_min = 60};
	struct actor neighbour = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, south);
	struct territory_node n = node(house);
	struct territory_duty_list list;
	int64_t far, near;

	(void)state;
	assert_int_equal(territory_duty_add(T, &sys, north, &d, &far), 0);
	assert_int_equal(territory_duty_add(T, &sys, house, &d, &near), 0);
	assert_int_equal(territory_duties(T, &n, &list), 0);
	assert_int_equal(list.n, 2);
	assert_int_equal(list.v[0].id, near);
	assert_int_equal(territory_duty_remove(T, &neighbour, house, near), E_DENIED);
	assert_int_equal(territory_duty_remove(T, &neighbour, other_grid, near), E_NOTFOUND);
	assert_int_equal(territory_duty_remove(T, &sys, house, far), E_NOTFOUND);
	assert_int_equal(territory_duty_remove(T, &sys, house, near), 0);
	assert_int_equal(territory_duties(T, &n, &list), 0);
	assert_int_equal(list.n, 1);
}

static void
test_duty__refuses_nonsense(void **state)
{
	static const struct {
		struct territory_duty_new d;
		const char *field;
	} rows[] = {
		{{.duty = {"a", 1}, .days = 1, .to_min = 60}, "name"},
		{{.name = {"a", 1}, .days = 1, .to_min = 60}, "duty"},
		{{.name = {"a", 1},
		  .duty = {"a", 1},
		  .phone = {"<script>", 8},
		  .days = 1,
		  .to_min = 60},
		 "phone"},
		{{.name = {"a", 1}, .duty = {"a", 1}, .to_min = 60}, "days"},
		{{.name = {"a", 1}, .duty = {"a", 1}, .days = 256, .to_min = 60}, "days"},
		{{.name = {"a", 1}, .duty = {"a", 1}, .days = 1, .from_min = -1, .to_min = 60},
		 "from"},
		{{.name = {"a", 1}, .duty = {"a", 1}, .days = 1, .from_min = 60, .to_min = 60},
		 "to"},
		{{.name = {"a", 1}, .duty = {"a", 1}, .days = 1, .to_min = 1441}, "to"},
	};
	int64_t id;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		REFUSED(territory_duty_add(T, &sys, house, &rows[i].d, &id), E_INVALID,
			rows[i].field);
}

/* ---- boundaries ---- */

#define SQUARE(w, s, e, n)                                                                    \
	"{\"type\":\"Polygon\",\"coordinates\":[[[" #w "," #s "],[" #e "," #s "],[" #e "," #n \
	"],[" #w "," #n "],[" #w "," #s "]]]}"

static void
test_boundary__finds_the_narrowest(void **state)
{
	struct territory_shape_list shapes;
	struct territory_node n;

	(void)state;
	assert_int_equal(territory_at_point(T, D, LEVEL_BUILDING, 1140100000, 226100000, &n),
			 E_NOTFOUND);
	assert_int_equal(territory_set_boundary(T, &sys, D, 1, S(SQUARE(114, 22.6, 114.1, 22.7))),
			 0);
	assert_int_equal(
		territory_set_boundary(T, &sys, north, 1, S(SQUARE(114, 22.6, 114.05, 22.65))), 0);
	assert_int_equal(
		territory_set_boundary(T, &sys, grid, 1, S(SQUARE(114, 22.6, 114.02, 22.62))), 0);
	assert_int_equal(territory_at_point(T, D, LEVEL_BUILDING, 1140100000, 226100000, &n), 0);
	assert_int_equal(n.id, grid);
	assert_int_equal(territory_at_point(T, D, LEVEL_COMMUNITY, 1140100000, 226100000, &n), 0);
	assert_int_equal(n.id, north);
	assert_int_equal(territory_at_point(T, D, LEVEL_BUILDING, 1140900000, 226900000, &n), 0);
	assert_int_equal(n.id, D);
	assert_int_equal(territory_at_point(T, D, LEVEL_BUILDING, 1150000000, 226100000, &n),
			 E_NOTFOUND);
	assert_int_equal(
		territory_at_point(T, NEXT_DOOR, LEVEL_BUILDING, 1140100000, 226100000, &n),
		E_NOTFOUND);
	assert_int_equal(territory_boundaries(T, D, north, &shapes), 0);
	assert_int_equal(shapes.n, 2);
	assert_int_equal(shapes.v[0].node, north);
	assert_int_equal(territory_set_boundary(T, &sys, grid, 0, S("")), 0);
	assert_int_equal(territory_at_point(T, D, LEVEL_BUILDING, 1140100000, 226100000, &n), 0);
	assert_int_equal(n.id, north);
}

static void
test_boundary__refuses_what_is_none(void **state)
{
	static const char *const bad[] = {
		"x",
		"{}",
		"{\"type\":\"Point\",\"coordinates\":[114,22]}",
		"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,1],[1,0],[0,0]]]}",
		SQUARE(113, 22.6, 114.02, 22.62),
	};

	(void)state;
	assert_int_equal(territory_set_boundary(T, &sys, D, 1, S(SQUARE(114, 22.6, 114.1, 22.7))),
			 0);
	for (size_t i = 0; i < COUNT(bad); i++)
		REFUSED(territory_set_boundary(T, &sys, grid, 1, str_of(bad[i])), E_INVALID,
			"boundary");
	assert_int_equal(
		territory_set_boundary(T, &sys, grid, 7, S(SQUARE(114, 22.6, 114.02, 22.62))),
		E_STALE);
}

/* Two grids that lie on each other would both claim what is reported there; a community smaller than its grids claims too little. */
static void
test_boundary__fits_between_its_neighbours(void **state)
{
	int64_t other;

	(void)state;
	assert_int_equal(territory_set_boundary(T, &sys, north, 1, S(SQUARE(114, 22.6, 114.05, 22.65))), 0);
	assert_int_equal(territory_set_boundary(T, &sys, grid, 1, S(SQUARE(114, 22.6, 114.02, 22.62))), 0);
	assert_int_equal(territory_add(T, &sys, north, &(struct territory_new){.level = LEVEL_GRID, .name = S("第九网格")}, &other), 0);
	REFUSED(territory_set_boundary(T, &sys, other, 0, S(SQUARE(114, 22.6, 114.02, 22.62))), E_INVALID, "boundary");
	REFUSED(territory_set_boundary(T, &sys, other, 0, S(SQUARE(114.019, 22.6, 114.04, 22.62))), E_INVALID, "boundary");
	/* Edges that were drawn twice never meet. */
	assert_int_equal(territory_set_boundary(T, &sys, other, 0, S(SQUARE(114.0199, 22.6, 114.04, 22.62))), 0);
	REFUSED(territory_set_boundary(T, &sys, north, 0, S(SQUARE(114, 22.6, 114.01, 22.61))), E_INVALID, "boundary");
	assert_int_equal(territory_set_boundary(T, &sys, north, 0, S(SQUARE(114, 22.6, 114.04, 22.62))), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

SUITE(territory)
{
	const struct CMUnitTest tests[] = {
		TEST(name__shows_what_is_below_the_community),
		TEST(code__is_made_and_never_twice),
		TEST(plate__differs_for_like_sounding_communities),
		TEST(children__numbers_count),
		TEST(search__by_name_code_and_initials),
		TEST(inside__finds_in_one_community_and_begins_with_what_begins_so),
		TEST(add__refuses_what_does_not_fit),
		TEST(add__only_at_ones_own_place),
		TEST(edit__renames_all_below),
		TEST(edit__writes_history_that_holds),
		TEST(buildings__are_added_once),
		TEST(rooms__by_floors),
		TEST(room__is_unknown_to_others),
		TEST(merge__keeps_history_and_tells_same_names_apart),
		TEST(merge__only_into_a_sibling_of_the_kind),
		TEST(move__takes_the_subtree_along),
		TEST(micro_grid__follows_its_grid),
		TEST(retire__only_when_empty),
		TEST(hours__as_people_write_them),
		TEST(on_duty__by_day_and_hour),
		TEST(duty__nearest_first_and_only_ones_own_go),
		TEST(duty__refuses_nonsense),
		TEST(boundary__finds_the_narrowest),
		TEST(boundary__refuses_what_is_none),
		TEST(boundary__fits_between_its_neighbours),
	};

	return DB_ENV_EACH("territory", &engine, tests);
}
