/* account_admin_test.c: administrators reach what is theirs and nothing above or beside it. */
#include "account_help.h"

#include "features/account/account_job.h"
#include "kit/feature.h"
#include "suite.h"

static int64_t
body(const char *code, const char *kind, int64_t place)
{
	struct org o = {.code = str_of(code), .name = str_of(code), .kind = str_of(kind), .place = place};
	struct tx *tx = begin();
	int64_t id = 0;

	assert_int_equal(account_org_add(tx, &sys, &o, &id), 0);
	commit();
	return id;
}

static int
grant(const struct actor *who, int64_t to, enum role role, int64_t node, int64_t org)
{
	struct tx *tx = begin();
	int rc = account_grant(tx, who, to, role, node, org);

	walk_end(rc < 0 ? E_INVALID : 0);
	return rc;
}

static void
test_grant__only_at_or_below_ones_own_node(void **state)
{
	int64_t wang = person("wang", ROLE_VOLUNTEER, GRID, 0), north_org = body("beiling-office", "community", NORTH);
	int64_t city = body("city", "street_city", 0), far = person("far", ROLE_COMMUNITY, SOUTH, 0);
	int64_t nowhere = person("nowhere", 0, 0, 0);
	struct actor admin, worker;

	(void)state;
	person("boss", ROLE_ADMIN, root, 0);
	person("north", ROLE_ADMIN, NORTH, 0);
	person("grid", ROLE_GRID_WORKER, GRID, 0);
	admin = actor_of("north");
	worker = actor_of("grid");
	assert_int_equal(grant(&admin, wang, ROLE_GRID_WORKER, GRID, 0), 0);
	assert_int_equal(grant(&admin, wang, ROLE_GRID_WORKER, GRID, 0), 0);
	assert_int_equal(grant(&admin, wang, ROLE_COMMUNITY, NORTH, north_org), 0);
	assert_int_equal(grant(&admin, wang, ROLE_HANDLER, 0, north_org), 0);
	assert_int_equal(grant(&admin, wang, ROLE_ADMIN, NORTH, 0), 0);
	assert_int_equal(grant(&admin, wang, ROLE_ADMIN, STREET, 0), E_DENIED);
	assert_int_equal(grant(&admin, wang, ROLE_ADMIN, root, 0), E_DENIED);
	assert_int_equal(grant(&admin, wang, ROLE_GRID_WORKER, SOUTH, 0), E_DENIED);
	assert_int_equal(grant(&admin, wang, ROLE_HANDLER, 0, city), E_DENIED);
	assert_int_equal(grant(&admin, wang, ROLE_COMMUNITY, NORTH, city), E_DENIED);
	assert_int_equal(grant(&worker, wang, ROLE_GRID_WORKER, GRID, 0), E_DENIED);
	assert_int_equal(grant(&admin, far, ROLE_GRID_WORKER, GRID, 0), E_NOTFOUND);
	assert_int_equal(grant(&admin, nowhere, ROLE_GRID_WORKER, GRID, 0), E_NOTFOUND);
}

static void
test_grant__must_make_sense(void **state)
{
	int64_t wang = person("wang", 0, 0, 0), office = body("beiling-office", "community", NORTH);

	(void)state;
	assert_int_equal(grant(&sys, wang, ROLE_HANDLER, NORTH, 0), E_INVALID);
	assert_int_equal(grant(&sys, wang, ROLE_ADMIN, 0, office), E_INVALID);
	assert_int_equal(grant(&sys, wang, ROLE_COMMUNITY, 0, 0), E_INVALID);
	assert_int_equal(grant(&sys, wang, ROLE__NONE, NORTH, 0), E_INVALID);
	assert_int_equal(grant(&sys, wang, ROLE__MAX, NORTH, 0), E_INVALID);
	assert_int_equal(grant(&sys, wang, ROLE_COMMUNITY, 424242, 0), E_NOTFOUND);
	assert_int_equal(grant(&sys, wang, ROLE_HANDLER, 0, 424242), E_NOTFOUND);
	assert_int_equal(grant(&sys, 424242, ROLE_COMMUNITY, NORTH, 0), E_NOTFOUND);
}

static void
test_manage__somebody_with_roles_elsewhere_is_out_of_hand(void **state)
{
	int64_t boss = person("boss", ROLE_ADMIN, root, 0), both = person("both", ROLE_GRID_WORKER, GRID, 0);
	int64_t mine = person("mine", ROLE_GRID_WORKER, GRID, 0), far = person("far", ROLE_COMMUNITY, SOUTH, 0);
	struct actor admin;
	struct person p;
	struct tx *tx;
	bool may;

	(void)state;
	person("north", ROLE_ADMIN, NORTH, 0);
	assert_int_equal(grant(&sys, both, ROLE_COMMUNITY, SOUTH, 0), 0);
	assert_int_equal(grant(&sys, boss, ROLE_COMMUNITY, NORTH, 0), 0);
	admin = actor_of("north");
	tx = begin();
	assert_int_equal(account_reset_password(tx, &admin, boss, S("$x"), false), E_DENIED);
	assert_int_equal(account_reset_password(tx, &admin, both, S("$x"), false), E_DENIED);
	assert_int_equal(account_stop(tx, &admin, both), E_DENIED);
	assert_int_equal(account_reset_password(tx, &admin, far, S("$x"), false), E_NOTFOUND);
	assert_int_equal(account_person(tx, &admin, far, &p, &may), E_NOTFOUND);
	assert_int_equal(account_person(tx, &admin, both, &p, &may), 0);
	assert_false(may);
	assert_int_equal(account_person(tx, &admin, mine, &p, &may), 0);
	assert_true(may);
	assert_int_equal(account_reset_password(tx, &admin, mine, S("$x"), false), 0);
	commit();
}

/* The same person asked for by somebody who administers nobody: not a word, whatever the roles are. */
static void
test_manage__nobody_is_there_for_who_is_no_administrator(void **state)
{
	int64_t mine = person("mine", ROLE_GRID_WORKER, GRID, 0), both = person("both", ROLE_GRID_WORKER, GRID, 0);
	struct actor visitor, resident, leader, *all[] = {&visitor, &resident, &leader};
	struct access_line_list seen;
	struct person_role_list roles;
	struct person p = {.id = -1};
	bool may = true;

	(void)state;
	assert_int_equal(grant(&sys, both, ROLE_COMMUNITY, SOUTH, 0), 0);
	person("resident", 0, 0, 0);
	person("leader", ROLE_LEADER, root, 0);
	account_visitor(D, &visitor);
	resident = actor_of("resident");
	leader = actor_of("leader");
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct tx *tx = begin();

		assert_int_equal(account_person(tx, all[i], mine, &p, &may), E_NOTFOUND);
		assert_int_equal(account_person(tx, all[i], both, &p, &may), E_NOTFOUND);
		assert_int_equal(account_roles(tx, all[i], mine, &roles), E_NOTFOUND);
		assert_int_equal(account_accesses_of(tx, all[i], mine, 10, &seen), E_NOTFOUND);
		assert_int_equal(account_stop(tx, all[i], mine), E_NOTFOUND);
		commit();
		assert_true(p.id == -1 && may);
	}
}

static void
test_manage__stop_ends_sessions_and_can_be_undone(void **state)
{
	int64_t wang = person("wang", ROLE_GRID_WORKER, GRID, 0), boss = person("boss", ROLE_ADMIN, root, 0);
	struct account_signed s = sign_in("wang", PASSWORD);
	struct actor admin = actor_of("boss");
	struct tx *tx = begin();

	(void)state;
	assert_int_equal(account_stop(tx, &admin, boss), E_INVALID);
	undo();
	tx = begin();
	assert_int_equal(account_stop(tx, &admin, wang), 0);
	commit();
	assert_int_equal(actor_by(s.token).kind, ACTOR_VISITOR);
	assert_int_equal(sign_in("wang", PASSWORD).person, 0);
	assert_int_equal(grant(&admin, wang, ROLE_COMMUNITY, NORTH, 0), E_STALE);
	tx = begin();
	assert_int_equal(account_stop(tx, &admin, wang), E_STALE);
	undo();
	tx = begin();
	assert_int_equal(account_resume(tx, &admin, wang), 0);
	commit();
	assert_true(sign_in("wang", PASSWORD).person == wang);
}

static void
test_revoke__ones_own_power_and_others_grants(void **state)
{
	int64_t wang = person("wang", ROLE_GRID_WORKER, GRID, 0), boss = person("boss", ROLE_ADMIN, root, 0);
	int64_t zhao = person("zhao", ROLE_COMMUNITY, SOUTH, 0);
	struct person_role_list roles;
	struct actor admin = actor_of("boss"), north;
	struct tx *tx;

	(void)state;
	person("north", ROLE_ADMIN, NORTH, 0);
	north = actor_of("north");
	tx = begin();
	assert_int_equal(account_roles(tx, &admin, boss, &roles), 0);
	assert_int_equal(account_revoke(tx, &admin, boss, roles.v[0].id), E_INVALID);
	undo();
	tx = begin();
	assert_int_equal(account_roles(tx, &admin, zhao, &roles), 0);
	assert_int_equal(account_revoke(tx, &north, zhao, roles.v[0].id), E_NOTFOUND);
	assert_int_equal(account_revoke(tx, &admin, wang, roles.v[0].id), E_NOTFOUND);
	assert_int_equal(account_roles(tx, &admin, wang, &roles), 0);
	assert_int_equal(account_revoke(tx, &north, wang, roles.v[0].id), 0);
	commit();
}

static void
test_add__needs_a_login_or_number_that_is_free(void **state)
{
	static const struct row {
		const char *login, *phone, *name;
		int rc;
	} rows[] = {
		{"", "", "王", E_INVALID}, {"Wang", "", "王", E_INVALID}, {"13800000001", "", "王", E_INVALID},
		{"w", "", "王", E_INVALID}, {"wang li", "", "王", E_INVALID}, {"-wang", "", "王", E_INVALID},
		{"wang", "12345", "王", E_INVALID}, {"wang", "", "", E_INVALID}, {"wang", "13800000001", "王", 0},
		{"wang", "", "赵", E_STALE}, {"zhao", "13800000001", "赵", E_STALE}, {"zhao", "13800000002", "赵", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct account_new p = {.login = str_of(rows[i].login), .phone = str_of(rows[i].phone),
					.name = str_of(rows[i].name)};
		struct tx *tx = begin();
		int64_t id;
		int rc = account_add(tx, &sys, &p, &id);

		walk_end(rc < 0 ? E_INVALID : 0);
		if (rc != rows[i].rc)
			fail_msg("row %zu: %s", i, err_name(rc));
	}
}

static void
test_edit__keeps_what_is_left_empty_and_sees_who_was_first(void **state)
{
	struct account_new p = {.login = S("wang"), .name = S("王小明"), .phone = S("13800000001")};
	struct account_new q = {.login = S("wang"), .name = S("王大明"), .title = S("网格员")};
	struct person was, now;
	struct tx *tx = begin();
	int64_t id;

	(void)state;
	assert_int_equal(account_add(tx, &sys, &p, &id), 0);
	assert_int_equal(account_get(tx, D, id, &was), 0);
	commit();
	tx = begin();
	assert_int_equal(account_edit(tx, &sys, id, was.version, &q), 0);
	assert_int_equal(account_get(tx, D, id, &now), 0);
	assert_string_equal(now.name.p, "王大明");
	assert_true(str_eq(account_mask_phone(&A, now.phone), S("138****0001")));
	commit();
	tx = begin();
	assert_int_equal(account_edit(tx, &sys, id, was.version, &q), E_STALE);
	undo();
}

static void
test_people__are_found_in_reach_only(void **state)
{
	struct account_new p = {.name = S("钱多多"), .phone = S("13800000007"), .home = SOUTH},
			   west = {.name = S("古丽•艾比布力"), .login = S("guli")}, hakka = {.name = S("黄桂筝"), .login = S("huang")};
	struct person_line_list list;
	struct actor north, worker;
	struct tx *tx = begin();
	int64_t id;

	(void)state;
	assert_int_equal(account_add(tx, &sys, &p, &id), 0);
	assert_int_equal(account_add(tx, &sys, &west, &id), 0);
	assert_int_equal(account_add(tx, &sys, &hakka, &id), 0);
	p.phone = S("");
	p.login = S("mail");
	p.email = S("x@y.example,z@y.example");
	assert_int_equal(account_add(tx, &sys, &p, &id), E_INVALID);
	assert_string_equal(tx->fault.field, "email");
	tx->fault = (struct fault){0};
	commit();
	person("north", ROLE_ADMIN, NORTH, 0);
	person("wang", ROLE_GRID_WORKER, GRID, 0);
	person("wanger", ROLE_COMMUNITY, SOUTH, 0);
	north = actor_of("north");
	worker = actor_of("wang");
	tx = begin();
	assert_int_equal(account_people(tx, &worker, S(""), 0, 10, &list), E_NOTFOUND);
	assert_int_equal(account_people(tx, &sys, S("wang"), 0, 10, &list), 0);
	assert_int_equal(list.n, 2);
	assert_int_equal(account_people(tx, &north, S("WANG"), 0, 10, &list), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(account_people(tx, &sys, S("钱"), 0, 10, &list), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(account_people(tx, &sys, S("多多"), 0, 10, &list), 0);
	assert_int_equal(list.n, 0);
	assert_int_equal(account_people(tx, &sys, S("古丽·艾比"), 0, 10, &list), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(account_people(tx, &sys, S("黃桂箏"), 0, 10, &list), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(account_people(tx, &sys, S("13800000007"), 0, 10, &list), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(account_people(tx, &sys, S("\u202d+86 138 0000 0007\u202c"), 0, 10, &list), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(account_people(tx, &sys, S("１３８０００００００７"), 0, 10, &list), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(account_people(tx, &north, S("13800000007"), 0, 10, &list), 0);
	assert_int_equal(list.n, 0);
	assert_int_equal(account_people(tx, &north, S(""), id, 10, &list), E_NOTFOUND);
	assert_int_equal(account_people(tx, &sys, S("' OR 1=1 --"), 0, 10, &list), 0);
	assert_int_equal(list.n, 0);
	commit();
}

static void
test_people__pages_go_on_where_the_last_ended(void **state)
{
	int64_t after = 0;
	size_t seen = 0;

	(void)state;
	for (int i = 0; i < 7; i++)
		person(str_fmt(&A, "same%d", i).p, 0, 0, 0);
	for (;;) {
		struct person_line_list list;
		struct tx *tx = begin();

		assert_int_equal(account_people(tx, &sys, S("same"), after, 3, &list), 0);
		commit();
		seen += list.n;
		if (list.n < 3)
			break;
		after = list.v[list.n - 1].id;
	}
	assert_int_equal(seen, 7);
}

static void
test_reveal__is_logged_with_a_reason(void **state)
{
	struct account_new p = {.name = S("钱多多"), .phone = S("13800000007"), .home = NORTH};
	struct access_line_list seen;
	struct actor north, south;
	struct str phone;
	struct tx *tx = begin();
	int64_t id;

	(void)state;
	assert_int_equal(account_add(tx, &sys, &p, &id), 0);
	commit();
	person("north", ROLE_ADMIN, NORTH, 0);
	person("south", ROLE_ADMIN, SOUTH, 0);
	north = actor_of("north");
	south = actor_of("south");
	tx = begin();
	assert_int_equal(account_reveal_phone(tx, &south, id, S("核实"), &phone), E_NOTFOUND);
	assert_int_equal(account_reveal_phone(tx, &north, id, S("  "), &phone), E_INVALID);
	undo();
	tx = begin();
	assert_int_equal(account_reveal_phone(tx, &north, id, S("核实住址"), &phone), 0);
	assert_string_equal(phone.p, "13800000007");
	assert_int_equal(account_accesses_of(tx, &north, id, 10, &seen), 0);
	assert_int_equal(seen.n, 1);
	assert_string_equal(seen.v[0].reason.p, "核实住址");
	commit();
}

static void
test_contact__name_and_number_until_the_person_is_erased(void **state)
{
	struct account_new p = {.login = S("qian"), .name = S("钱多多"), .phone = S("13800000007")};
	struct actor me = {.kind = ACTOR_PERSON, .district = D};
	int64_t wang = person("wang", 0, 0, 0);
	struct str name = S("-"), phone = S("-");
	struct tx *tx = begin();

	(void)state;
	assert_int_equal(account_add(tx, &sys, &p, &me.person), 0);
	assert_int_equal(account_contact(tx, D, me.person, &name, &phone), 0);
	assert_string_equal(name.p, "钱多多");
	assert_string_equal(phone.p, "13800000007");
	assert_int_equal(account_contact(tx, D, wang, &name, &phone), 0);
	assert_true(str_is(name, "wang") && phone.n == 0);
	assert_int_equal(account_erase(tx, &me), 0);
	name = phone = S("-");
	assert_int_equal(account_contact(tx, D, me.person, &name, &phone), E_NOTFOUND);
	assert_int_equal(account_contact(tx, D, 424242, &name, &phone), E_NOTFOUND);
	assert_true(str_is(name, "-") && str_is(phone, "-"));
	commit();
}

static void
test_org__nearest_body_of_a_kind_serves_a_place(void **state)
{
	int64_t district = body("all", "property", 0), street = body("street", "property", STREET);
	int64_t north = body("north", "property", NORTH), closed;
	struct territory_node node;
	struct place place;
	struct org o;
	struct tx *tx;

	(void)state;
	closed = body("grid", "property", GRID);
	body("other", "community", GRID);
	tx = begin();
	assert_int_equal(account_org_close(tx, &sys, closed, true), 0);
	assert_int_equal(territory_get(tx, D, GRID, &node), 0);
	place = territory_place_of(&node);
	assert_int_equal(account_org_for(tx, D, S("property"), &place, &o), 0);
	assert_int_equal(o.id, north);
	assert_int_equal(territory_get(tx, D, SOUTH, &node), 0);
	place = territory_place_of(&node);
	assert_int_equal(account_org_for(tx, D, S("property"), &place, &o), 0);
	assert_int_equal(o.id, street);
	assert_int_equal(territory_get(tx, D, root, &node), 0);
	place = territory_place_of(&node);
	assert_int_equal(account_org_for(tx, D, S("property"), &place, &o), 0);
	assert_int_equal(o.id, district);
	assert_int_equal(account_org_for(tx, D, S("water"), &place, &o), E_NOTFOUND);
	commit();
}

static void
test_org__only_for_the_administrator_of_its_place(void **state)
{
	struct org o = {.code = S("new"), .name = S("新机构"), .kind = S("community"), .place = SOUTH};
	int64_t south = body("south-office", "community", SOUTH), id;
	struct actor north;
	struct org was;
	struct tx *tx;

	(void)state;
	person("north", ROLE_ADMIN, NORTH, 0);
	north = actor_of("north");
	tx = begin();
	assert_int_equal(account_org_add(tx, &north, &o, &id), E_DENIED);
	o.place = 0;
	assert_int_equal(account_org_add(tx, &north, &o, &id), E_DENIED);
	assert_int_equal(account_org(tx, D, south, &was), 0);
	assert_int_equal(account_org_edit(tx, &north, south, was.version, &was), E_DENIED);
	assert_int_equal(account_org_close(tx, &north, south, true), E_DENIED);
	was.id = -1;
	assert_int_equal(account_org_managed(tx, &north, south, &was), E_DENIED);
	assert_true(was.id == -1);
	o.place = NORTH;
	assert_int_equal(account_org_add(tx, &north, &o, &id), 0);
	commit();
	tx = begin();
	assert_int_equal(account_org_add(tx, &north, &o, &id), E_STALE);
	undo();
	o.code = S("Ünfit");
	tx = begin();
	assert_int_equal(account_org_add(tx, &north, &o, &id), E_INVALID);
	undo();
}

/* ---- telling people ---- */

static int
drain(bool demo)
{
	struct feature_env work = {.demo = demo};
	static outbox_runner *const runners[OUTBOX__MAX] = {
		[OUTBOX_CODE] = account_code_job, [OUTBOX_NOTICE] = account_notice_job,
	};
	int ran = 0;

	assert_int_equal(outbox_drain(db, runners, &work, &ran), 0);
	return ran;
}

static void
test_notify__is_shown_in_the_demo_and_hides_the_number(void **state)
{
	struct shown_message_list shown;
	struct tx *tx = begin();

	(void)state;
	assert_int_equal(account_notify_phone(tx, D, 0, secret_seal(&A, S("13900000008")), S("办好了"), S("楼道灯修好了")), 0);
	assert_int_equal(account_notify_phone(tx, D, 0, S(""), S("办好了"), S("没有号码")), 0);
	commit();
	assert_int_equal(drain(true), 1);
	tx = begin();
	assert_int_equal(account_shown(tx, D, 50, &shown), 0);
	assert_int_equal(shown.n, 1);
	assert_string_equal(shown.v[0].sent_to.p, "139****0008");
	assert_string_equal(shown.v[0].text.p, "楼道灯修好了");
	commit();
}

static void
test_staff__are_those_with_the_power_just_there(void **state)
{
	int64_t clerk = person("clerk", ROLE_COMMUNITY, NORTH, 0), head = person("head", ROLE_BUILDING_HEAD, NORTH, 0);
	struct person_id_list list;
	struct tx *tx;

	(void)state;
	person("resident", ROLE_RESIDENT, NORTH, 0);
	tx = begin();
	assert_int_equal(account_staff(tx, D, NORTH, APPEAL_TRIAGE, 0, 10, &list), 0);
	assert_int_equal(list.n, 1);
	assert_true(list.v[0].id == clerk);
	assert_int_equal(account_staff(tx, D, NORTH, APPEAL_TRIAGE, clerk, 10, &list), 0);
	assert_int_equal(list.n, 0);
	assert_int_equal(account_staff(tx, D, SOUTH, APPEAL_TRIAGE, 0, 10, &list), 0);
	assert_int_equal(list.n, 0);
	(void)head;
	commit();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
static const struct CMUnitTest tests[] = {
	TEST(test_grant__only_at_or_below_ones_own_node),
	TEST(test_grant__must_make_sense),
	TEST(test_manage__somebody_with_roles_elsewhere_is_out_of_hand),
	TEST(test_manage__nobody_is_there_for_who_is_no_administrator),
	TEST(test_manage__stop_ends_sessions_and_can_be_undone),
	TEST(test_revoke__ones_own_power_and_others_grants),
	TEST(test_add__needs_a_login_or_number_that_is_free),
	TEST(test_edit__keeps_what_is_left_empty_and_sees_who_was_first),
	TEST(test_people__are_found_in_reach_only),
	TEST(test_people__pages_go_on_where_the_last_ended),
	TEST(test_reveal__is_logged_with_a_reason),
	TEST(test_contact__name_and_number_until_the_person_is_erased),
	TEST(test_org__nearest_body_of_a_kind_serves_a_place),
	TEST(test_org__only_for_the_administrator_of_its_place),
	TEST(test_notify__is_shown_in_the_demo_and_hides_the_number),
	TEST(test_staff__are_those_with_the_power_just_there),
};

SUITE(account_admin)
{
	return run_on_each_engine(tests, sizeof tests / sizeof *tests);
}
