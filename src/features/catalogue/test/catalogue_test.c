/* catalogue_test.c: the rules of the duty catalogue: the tree and the versions of its rules. */
#include "catalogue_help.h"
#include "suite.h"

/* ---- the shipped catalogue ---- */

static void
test_catalogue__ships_nineteen_classes(void **state)
{
	struct call top = DO(children, .id = 0), all = DO(leaves);

	(void)state;
	assert_int_equal(top.nodes.n, 19);
	assert_int_equal(all.nodes.n, 365);
	assert_str(top.nodes.v[0].name, "市政设施");
	assert_str(all.nodes.v[0].path, "市政设施/道路与人行道/车行道坑洼破损");
	assert_int_equal(all.nodes.v[364].class, top.nodes.v[18].id);
}

static void
test_catalogue__installs_once(void **state)
{
	struct call before = DO(leaves);

	(void)state;
	assert_int_equal(in_tx(install, NULL), 0);
	assert_int_equal(DO(leaves).nodes.n, before.nodes.n);
	assert_true(DO(leaves).nodes.v[0].id == before.nodes.v[0].id);
}

static void
test_find__by_name_code_and_path(void **state)
{
	struct catalogue_node n = node_of("车行道坑洼破损");

	(void)state;
	assert_true(node_of("0101-01").id == n.id);
	assert_true(node_of("市政设施/道路与人行道/车行道坑洼破损").id == n.id);
	assert_true(node_of("  0101-01 ").id == n.id);
	assert_int_equal(node_of("市政设施").level, CATALOGUE_CLASS);
	REFUSED(E_NOTFOUND, find, .text = "没有这一项");
	REFUSED(E_NOTFOUND, find, .text = "");
}

static void
test_find__highest_level_wins(void **state)
{
	struct call group =
		DO(add, .draft = {.parent = node_of("物业服务").id, .name = S("市政设施")});
	struct call item = DO(add, .draft = {.parent = group.id, .name = S("市政设施")});

	(void)state;
	assert_int_equal(node_of("市政设施").level, CATALOGUE_CLASS);
	assert_true(node_of("物业服务/市政设施/市政设施").id == item.id);
}

static void
test_search__wants_every_word(void **state)
{
	struct call one = DO(search, .text = "爆胎", .limit = 10);
	struct call two = DO(search, .text = "市政 坑洼", .limit = 10);

	(void)state;
	assert_true(one.nodes.n >= 1);
	assert_str(one.nodes.v[0].name, "车行道坑洼破损");
	assert_true(two.nodes.n >= 1);
	assert_int_equal(DO(search, .text = "坑洼 没有这个词", .limit = 10).nodes.n, 0);
	assert_int_equal(DO(search, .text = "  ", .limit = 10).nodes.n, 0);
	assert_int_equal(DO(search, .text = "的", .limit = 0).nodes.n, 0);
	assert_int_equal(DO(search, .text = "市", .limit = 3).nodes.n, 3);
	assert_int_equal(DO(search, .text = "POTHOLE", .limit = 3).nodes.n, 1);
}

/* ---- rules ---- */

static void
test_rule__own_then_ancestor_then_house(void **state)
{
	struct catalogue_node class = node_of("市政设施"), group = node_of("道路与人行道"),
			      item = node_of("0101-01");
	struct catalogue_rule rule = DO(rule_at, .id = item.id, .at = NOON).rule;

	(void)state;
	assert_str(rule.body, "street_city");
	assert_int_equal(rule.accept_min, 120);
	assert_int_equal(DO(rule_at, .id = group.id, .at = NOON).rule.id, 0);
	assert_int_equal(DO(rule_at, .id = group.id, .at = NOON).rule.handle_min,
			 5 * CALENDAR_DAY_MIN);
	DO(rule_set, .id = class.id, .rule = rule);
	assert_true(DO(rule_at, .id = group.id, .at = NOON).rule.node == class.id);
	rule.body = S("grid");
	DO(rule_set, .id = group.id, .rule = rule);
	assert_true(DO(rule_at, .id = group.id, .at = NOON).rule.node == group.id);
	assert_true(DO(rule_at, .id = item.id, .at = NOON).rule.node == item.id);
	assert_int_equal(DO(rule_at, .id = 0, .at = NOON).rule.id, 0);
	assert_int_equal(DO(rule_at, .id = 12345, .at = NOON).rule.id, 0);
}

static void
test_rule__change_leaves_the_past(void **state)
{
	struct catalogue_node item = node_of("0101-01");
	struct catalogue_rule old = DO(rule_at, .id = item.id, .at = NOON).rule, rule = old, now;

	(void)state;
	rule.handle_min = 16 * 60;
	clock_set(NOON + 100);
	DO(rule_set, .id = item.id, .version = item.version, .rule = rule);
	now = DO(rule_at, .id = item.id, .at = NOON + 100).rule;
	assert_int_equal(now.handle_min, 16 * 60);
	assert_true(now.changed_by == 7);
	assert_true(DO(rule_at, .id = item.id, .at = NOON + 99).rule.id == old.id);
	assert_true(DO(rule_at, .id = item.id, .at = 1).rule.id == old.id);
	assert_int_equal(DO(rule_get, .id = old.id).rule.handle_min, old.handle_min);
	assert_int_equal(DO(versions, .id = item.id).rules.n, 2);
}

static void
test_rule__two_changes_in_one_second_are_two_versions(void **state)
{
	struct catalogue_node item = node_of("0101-01");
	struct catalogue_rule rule = DO(rule_at, .id = item.id, .at = NOON).rule;
	struct call v;

	(void)state;
	rule.handle_min = 60;
	DO(rule_set, .id = item.id, .rule = rule);
	rule.handle_min = 120;
	DO(rule_set, .id = item.id, .rule = rule);
	v = DO(versions, .id = item.id);
	assert_int_equal(v.rules.n, 3);
	assert_int_equal(v.rules.v[0].valid_from, NOON + 1);
	assert_int_equal(v.rules.v[1].valid_to, NOON + 1);
}

static void
test_rule__planned_version_waits_and_can_be_replaced(void **state)
{
	struct catalogue_node item = node_of("0101-01");
	struct catalogue_rule rule = DO(rule_at, .id = item.id, .at = NOON).rule;
	int64_t monday = clock_at(2026, 12, 7, 0, 0, 0);
	struct call v;

	(void)state;
	rule.handle_min = 60;
	DO(rule_set, .id = item.id, .rule = rule, .at = monday);
	assert_int_equal(DO(rule_at, .id = item.id, .at = NOON).rule.handle_min, 24 * 60);
	assert_int_equal(DO(rule_at, .id = item.id, .at = monday).rule.handle_min, 60);
	rule.handle_min = 90;
	DO(rule_set, .id = item.id, .rule = rule, .at = monday);
	/* A change now ends where the planned one begins. */
	rule.handle_min = 30;
	clock_set(NOON + 5);
	DO(rule_set, .id = item.id, .rule = rule);
	v = DO(versions, .id = item.id);
	assert_int_equal(v.rules.n, 3);
	assert_int_equal(v.rules.v[0].handle_min, 90);
	assert_int_equal(v.rules.v[1].handle_min, 30);
	assert_int_equal(v.rules.v[1].valid_to, monday);
	DO(unplan, .id = item.id, .id2 = v.rules.v[0].id);
	v = DO(versions, .id = item.id);
	assert_int_equal(v.rules.n, 2);
	assert_int_equal(v.rules.v[0].valid_to, 0);
	assert_int_equal(DO(rule_at, .id = item.id, .at = monday).rule.handle_min, 30);
	REFUSED(E_INVALID, unplan, .id = item.id, .id2 = v.rules.v[0].id);
	REFUSED(E_NOTFOUND, unplan, .id = item.id, .id2 = 99);
}

static void
test_rule__refuses_what_cannot_be(void **state)
{
	static const struct bad {
		const char *field;
		struct catalogue_rule rule;
	} bad[] = {
		{"body", {.body = {"nobody", 6}}},
		{"body", {.body = {"", 0}}},
		{"co", {.co = {"city;nobody", 11}}},
		{"circle", {.circle = 99}},
		{"circle", {.circle = LEVEL_UNIT}},
		{"accept", {.accept_min = -1}},
		{"handle", {.handle_min = CATALOGUE_MINUTES_MAX + 1}},
		{"follow", {.follow_min = -5}},
		{"questions", {.questions = {"a|picture", 9}}},
		{"questions", {.questions = {"a|choice:b", 10}}},
		{"questions", {.questions = {"|text", 5}}},
		{"questions", {.questions = {"a;b;c;d", 7}}},
	};
	struct catalogue_node item = node_of("0101-01");
	struct catalogue_rule good = DO(rule_at, .id = item.id, .at = NOON).rule;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct catalogue_rule rule = good;
		struct call c;

		if (bad[i].rule.body.p)
			rule.body = bad[i].rule.body;
		if (bad[i].rule.co.p)
			rule.co = bad[i].rule.co;
		if (bad[i].rule.questions.p)
			rule.questions = bad[i].rule.questions;
		rule.circle = bad[i].rule.circle ? bad[i].rule.circle : rule.circle;
		rule.accept_min = bad[i].rule.accept_min ? bad[i].rule.accept_min : rule.accept_min;
		rule.handle_min = bad[i].rule.handle_min ? bad[i].rule.handle_min : rule.handle_min;
		rule.follow_min = bad[i].rule.follow_min ? bad[i].rule.follow_min : rule.follow_min;
		c = REFUSED(E_INVALID, rule_set, .id = item.id, .rule = rule);
		assert_string_equal(c.fault.field, bad[i].field);
	}
	assert_string_equal(REFUSED(E_INVALID, rule_set, .id = item.id, .rule = good).fault.field,
			    "body");
	good.handle_min++;
	assert_string_equal(REFUSED(E_INVALID, rule_set, .id = item.id, .rule = good,
				    .at = NOON - DAY)
				    .fault.field,
			    "from");
	DO(rule_set, .id = item.id, .rule = good, .at = clock_at(2026, 11, 22, 0, 0, 0));
}

static void
test_rule__takes_words_and_full_width_marks(void **state)
{
	struct catalogue_node item = node_of("0101-01");
	struct catalogue_rule rule = DO(rule_at, .id = item.id, .at = NOON).rule;

	(void)state;
	rule.body = S("网格");
	rule.co = S("property； city ;property");
	rule.questions = S("坑多大｜choice:大/小；有人受伤吗|yesno");
	rule.keywords = S("  坑　洼\n路 ");
	DO(rule_set, .id = item.id, .rule = rule);
	rule = DO(rule_at, .id = item.id, .at = NOON).rule;
	rule = DO(versions, .id = item.id).rules.v[0];
	assert_str(rule.body, "grid");
	assert_str(rule.co, "city;property");
	assert_str(rule.questions, "坑多大|choice:大/小;有人受伤吗|yesno");
	assert_str(rule.keywords, "坑 洼 路");
}

/* ---- changing nodes ---- */

static void
test_edit__only_who_edits_the_whole_district(void **state)
{
	const struct actor *others[] = {&clerk, &street_admin};
	struct catalogue_node item = node_of("0101-01");
	struct catalogue_rule rule = DO(rule_at, .id = item.id, .at = NOON).rule;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		REFUSED(E_DENIED, add, .who = others[i], .draft = {.name = S("新的")});
		REFUSED(E_DENIED, rename, .who = others[i], .id = item.id,
			.draft = {.name = S("新的")});
		REFUSED(E_DENIED, move, .who = others[i], .id = item.id, .id2 = item.parent);
		REFUSED(E_DENIED, retire, .who = others[i], .id = item.id);
		REFUSED(E_DENIED, restore, .who = others[i], .id = item.id);
		REFUSED(E_DENIED, rule_set, .who = others[i], .id = item.id, .rule = rule);
	}
}

static void
test_edit__stale_form_is_refused(void **state)
{
	struct catalogue_node item = node_of("0101-01");
	struct catalogue_draft draft = {.name = S("车行道坑洼"), .colour = S("blue")};

	(void)state;
	DO(rename, .id = item.id, .version = item.version, .draft = draft);
	REFUSED(E_STALE, rename, .id = item.id, .version = item.version, .draft = draft);
	REFUSED(E_STALE, retire, .id = item.id, .version = item.version);
	REFUSED(E_STALE, rule_set, .id = item.id, .version = item.version,
		.rule = catalogue_house_rule);
	REFUSED(E_NOTFOUND, retire, .id = 4242);
}

static void
test_edit__rename_takes_the_paths_along(void **state)
{
	struct catalogue_node class = node_of("市政设施"), item = node_of("0101-01");

	(void)state;
	DO(rename, .id = class.id,
	   .draft = {.name = S("市政"), .name_en = S("Works"), .colour = S("安全蓝")});
	assert_str(DO(get, .id = item.id).node.path, "市政/道路与人行道/车行道坑洼破损");
	assert_str(DO(get, .id = class.id).node.colour, "blue");
	REFUSED(E_NOTFOUND, find, .text = "市政设施");
}

static void
test_edit__refuses_bad_names(void **state)
{
	static const struct catalogue_draft bad[] = {
		{.name = {"", 0}},
		{.name = {"  ", 2}},
		{.name = {"a/b", 3}},
		{.name = {"好", 3}, .colour = {"pink", 4}},
		{.name = {"好", 3}, .code = {"a b", 3}},
		{.name = {"好", 3}, .code = {"0101-01", 7}},
		{.name = {"市政设施", 12}},
		{.name = {"好", 3}, .parent = 4242},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		REFUSED(E_INVALID, add, .draft = bad[i]);
	REFUSED(E_INVALID, add, .draft = {.name = S("好"), .parent = node_of("0101-01").id});
	REFUSED(E_INVALID, rename, .id = node_of("0101-01").id,
		.draft = {.name = S("好"), .code = S("0101-99")});
}

static void
test_edit__retire_and_restore_with_all_below(void **state)
{
	struct catalogue_node class = node_of("市政设施"), item = node_of("0101-01"),
			      other = node_of("0101-02");

	(void)state;
	DO(retire, .id = other.id);
	DO(retire, .id = class.id);
	assert_int_equal(DO(get, .id = item.id).node.state, CATALOGUE_UNDER);
	assert_int_equal(DO(get, .id = other.id).node.state, CATALOGUE_RETIRED);
	assert_int_equal(DO(leaves).nodes.n, 365 - 22);
	assert_int_equal(DO(children, .id = 0).nodes.n, 18);
	REFUSED(E_INVALID, restore, .id = item.id);
	DO(restore, .id = class.id);
	assert_int_equal(DO(get, .id = item.id).node.state, CATALOGUE_LIVE);
	assert_int_equal(DO(get, .id = other.id).node.state, CATALOGUE_RETIRED);
	assert_int_equal(DO(leaves).nodes.n, 364);
	assert_int_equal(DO(rule_at, .id = other.id, .at = NOON).rule.node, other.id);
}

static void
test_edit__a_group_without_items_is_a_leaf(void **state)
{
	struct call group =
		DO(add, .draft = {.parent = node_of("物业服务").id, .name = S("新小类")});
	struct call item;

	(void)state;
	assert_int_equal(DO(get, .id = group.id).node.leaf, 1);
	item = DO(add, .draft = {.parent = group.id, .name = S("新事项")});
	assert_int_equal(DO(get, .id = group.id).node.leaf, 0);
	DO(retire, .id = item.id);
	assert_int_equal(DO(get, .id = group.id).node.leaf, 1);
	DO(restore, .id = item.id);
	assert_int_equal(DO(get, .id = group.id).node.leaf, 0);
}

static void
test_edit__move_to_another_parent(void **state)
{
	struct catalogue_node item = node_of("0101-01"), group = node_of("道路与人行道"), to,
			      class = node_of("物业服务");

	(void)state;
	to = DO(children, .id = class.id).nodes.v[0];
	REFUSED(E_INVALID, move, .id = item.id, .id2 = class.id);
	REFUSED(E_INVALID, move, .id = item.id, .id2 = item.parent);
	DO(move, .id = item.id, .id2 = to.id);
	assert_true(DO(get, .id = item.id).node.class == class.id);
	DO(move, .id = group.id, .id2 = class.id);
	assert_str(node_of("0101-02").path, "物业服务/道路与人行道/人行道砖松动缺失");
	assert_true(node_of("0101-02").class == class.id);
}

static void
test_edit__writes_a_chained_history(void **state)
{
	struct catalogue_node item = node_of("0101-01");
	struct call h;

	(void)state;
	DO(retire, .id = item.id);
	DO(restore, .id = item.id);
	h = DO(steps, .id = item.id);
	assert_int_equal(h.steps.n, 3);
	assert_int_equal(h.steps.v[0].kind, CATALOGUE_DID_ADD);
	assert_int_equal(h.steps.v[1].kind, CATALOGUE_DID_RETIRE);
	assert_int_equal(h.steps.v[2].kind, CATALOGUE_DID_RESTORE);
	assert_int_equal(DO(verify, .id = item.id).id2, 0);
}

#define EMPTY(f) cmocka_unit_test_setup_teardown(f, open_empty, close_env)
#define FULL(f) cmocka_unit_test_setup_teardown(f, open_default, close_env)

SUITE(catalogue)
{
	const struct CMUnitTest tests[] = {
		FULL(test_catalogue__ships_nineteen_classes),
		FULL(test_catalogue__installs_once),
		FULL(test_find__by_name_code_and_path),
		FULL(test_find__highest_level_wins),
		FULL(test_search__wants_every_word),
		FULL(test_rule__own_then_ancestor_then_house),
		FULL(test_rule__change_leaves_the_past),
		FULL(test_rule__two_changes_in_one_second_are_two_versions),
		FULL(test_rule__planned_version_waits_and_can_be_replaced),
		FULL(test_rule__refuses_what_cannot_be),
		FULL(test_rule__takes_words_and_full_width_marks),
		FULL(test_edit__only_who_edits_the_whole_district),
		FULL(test_edit__stale_form_is_refused),
		FULL(test_edit__rename_takes_the_paths_along),
		FULL(test_edit__refuses_bad_names),
		FULL(test_edit__retire_and_restore_with_all_below),
		FULL(test_edit__a_group_without_items_is_a_leaf),
		FULL(test_edit__move_to_another_parent),
		FULL(test_edit__writes_a_chained_history),
	};

	return DB_ENV_EACH("catalogue", &env.engine, tests);
}
