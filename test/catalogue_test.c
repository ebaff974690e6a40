/* catalogue_test.c: the rules of the duty catalogue: the tree, versions of rules, tables in and out. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "db/migrate.h"
#include "db_env.h"
#include "features/catalogue/catalogue_edit.h"
#include "features/catalogue/catalogue_import.h"
#include "kit/calendar.h"
#include "kit/flow.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { D = 990106, NOON = 1795320000, DAY = 86400 };

static struct db_env env;
static struct arena arena;
static struct actor admin, street_admin, clerk;

/* One step of a test: a function in a writing transaction of its own. */
static int
in_tx(int (*run)(struct tx *, void *), void *arg)
{
	return db_write_now(env.db, &arena, run, arg);
}

static int
install(struct tx *tx, void *arg)
{
	(void)arg;
	return catalogue_install_default(tx, &admin);
}

static void
make_actors(void)
{
	static const struct grant whole = {.role = ROLE_ADMIN, .level = LEVEL_DISTRICT, .node = 1};
	static const struct grant street = {.role = ROLE_ADMIN, .level = LEVEL_STREET, .node = 2};
	static const struct grant desk = {.role = ROLE_DISPATCHER, .level = LEVEL_DISTRICT, .node = 1};

	admin = (struct actor){.kind = ACTOR_PERSON, .district = D, .person = 7, .grants = &whole, .grants_n = 1, .scopes = UINT64_MAX};
	street_admin = admin;
	street_admin.grants = &street;
	clerk = admin;
	clerk.grants = &desk;
}

static int
open_empty(void **state)
{
	struct str why;
	int applied;

	db_env_open(&env, *(enum db_engine *)*state);
	arena_init(&arena);
	clock_set(NOON);
	make_actors();
	assert_int_equal(schema_migrate(env.db, &arena, &applied, &why), 0);
	return 0;
}

static int
open_default(void **state)
{
	open_empty(state);
	assert_int_equal(in_tx(install, NULL), 0);
	return 0;
}

static int
close_env(void **state)
{
	(void)state;
	clock_set(0);
	arena_release(&arena);
	db_env_close(&env);
	return 0;
}

/* ---- short words for what tests do; each checks its outcome ---- */

struct call {
	const struct actor *who;
	const char *text;
	int64_t id, id2, version, at, limit;
	struct catalogue_draft draft;
	struct catalogue_rule rule;
	struct catalogue_node node;
	struct catalogue_node_list nodes;
	struct catalogue_rule_list rules;
	struct flow_step_list steps;
	struct fault fault;
};

#define STEP(name, expression)                                                                     \
	static int name##_run(struct tx *tx, void *arg)                                            \
	{                                                                                          \
		struct call *c = arg;                                                              \
		int rc = (expression);                                                             \
                                                                                                   \
		c->fault = tx->fault;                                                              \
		return rc;                                                                         \
	}
STEP(find, catalogue_find(tx, D, str_of(c->text), &c->node))
STEP(get, catalogue_get(tx, D, c->id, &c->node))
STEP(rule_at, catalogue_rule_at(tx, D, c->id, c->at, &c->rule))
STEP(rule_get, catalogue_rule_get(tx, D, c->id, &c->rule))
STEP(search, catalogue_search(tx, D, str_of(c->text), c->limit, &c->nodes))
STEP(leaves, catalogue_leaves(tx, D, &c->nodes))
STEP(children, catalogue_children(tx, D, c->id, &c->nodes))
STEP(versions, catalogue_versions(tx, D, c->id, &c->rules))
STEP(add, catalogue_add(tx, c->who ? c->who : &admin, &c->draft, &c->id))
STEP(rename, catalogue_rename(tx, c->who ? c->who : &admin, c->id, c->version, &c->draft))
STEP(move, catalogue_move(tx, c->who ? c->who : &admin, c->id, c->version, c->id2))
STEP(retire, catalogue_retire(tx, c->who ? c->who : &admin, c->id, c->version))
STEP(restore, catalogue_restore(tx, c->who ? c->who : &admin, c->id, c->version))
STEP(rule_set, catalogue_rule_set(tx, c->who ? c->who : &admin, c->id, c->version, &c->rule, c->at, S("年度修订")))
STEP(unplan, catalogue_rule_unplan(tx, &admin, c->id, c->version, c->id2))
STEP(steps, flow_list(tx, D, FLOW_CATALOGUE, c->id, FLOW_PUBLIC, &c->steps))
STEP(verify, flow_verify(tx, D, FLOW_CATALOGUE, c->id, &c->id2))

#define DO(step, ...)                                                                              \
	({                                                                                         \
		struct call call_ = {__VA_ARGS__};                                                 \
		assert_int_equal(in_tx(step##_run, &call_), 0);                                    \
		call_;                                                                             \
	})
#define REFUSED(code, step, ...)                                                                   \
	({                                                                                         \
		struct call call_ = {__VA_ARGS__};                                                 \
		assert_int_equal(in_tx(step##_run, &call_), (code));                               \
		call_;                                                                             \
	})

static struct catalogue_node
node_of(const char *name)
{
	return DO(find, .text = name).node;
}

#define assert_str(s, z)                                                                           \
	do {                                                                                       \
		struct str s_ = (s);                                                               \
		assert_string_equal(str_z(&arena, s_), (z));                                       \
	} while (0)

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
	struct call group = DO(add, .draft = {.parent = node_of("物业服务").id, .name = S("市政设施")});
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
	struct catalogue_node class = node_of("市政设施"), group = node_of("道路与人行道"), item = node_of("0101-01");
	struct catalogue_rule rule = DO(rule_at, .id = item.id, .at = NOON).rule;

	(void)state;
	assert_str(rule.body, "street_city");
	assert_int_equal(rule.accept_min, 120);
	assert_int_equal(DO(rule_at, .id = group.id, .at = NOON).rule.id, 0);
	assert_int_equal(DO(rule_at, .id = group.id, .at = NOON).rule.handle_min, 5 * CALENDAR_DAY_MIN);
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
	assert_string_equal(REFUSED(E_INVALID, rule_set, .id = item.id, .rule = good).fault.field, "body");
	good.handle_min++;
	assert_string_equal(REFUSED(E_INVALID, rule_set, .id = item.id, .rule = good, .at = NOON - DAY).fault.field, "from");
	DO(rule_set, .id = item.id, .rule = good, .at = clock_at(2026, 11, 22, 0, 0, 0));
}

static void
test_rule__takes_words_and_full_width_marks(void **state)
{
	struct catalogue_node item = node_of("0101-01");
	struct catalogue_rule rule = DO(rule_at, .id = item.id, .at = NOON).rule;

	(void)state;
	rule.body = S("网格");
	rule.co = S("city； property ;city");
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
		REFUSED(E_DENIED, rename, .who = others[i], .id = item.id, .draft = {.name = S("新的")});
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
	REFUSED(E_STALE, rule_set, .id = item.id, .version = item.version, .rule = catalogue_house_rule);
	REFUSED(E_NOTFOUND, retire, .id = 4242);
}

static void
test_edit__rename_takes_the_paths_along(void **state)
{
	struct catalogue_node class = node_of("市政设施"), item = node_of("0101-01");

	(void)state;
	DO(rename, .id = class.id, .draft = {.name = S("市政"), .name_en = S("Works"), .colour = S("安全蓝")});
	assert_str(DO(get, .id = item.id).node.path, "市政/道路与人行道/车行道坑洼破损");
	assert_str(DO(get, .id = class.id).node.colour, "blue");
	REFUSED(E_NOTFOUND, find, .text = "市政设施");
}

static void
test_edit__refuses_bad_names(void **state)
{
	static const struct catalogue_draft bad[] = {
		{.name = {"", 0}}, {.name = {"  ", 2}}, {.name = {"a/b", 3}}, {.name = {"好", 3}, .colour = {"pink", 4}},
		{.name = {"好", 3}, .code = {"a b", 3}}, {.name = {"好", 3}, .code = {"0101-01", 7}},
		{.name = {"市政设施", 12}}, {.name = {"好", 3}, .parent = 4242},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		REFUSED(E_INVALID, add, .draft = bad[i]);
	REFUSED(E_INVALID, add, .draft = {.name = S("好"), .parent = node_of("0101-01").id});
	REFUSED(E_INVALID, rename, .id = node_of("0101-01").id, .draft = {.name = S("好"), .code = S("0101-99")});
}

static void
test_edit__retire_and_restore_with_all_below(void **state)
{
	struct catalogue_node class = node_of("市政设施"), item = node_of("0101-01"), other = node_of("0101-02");

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
	struct call group = DO(add, .draft = {.parent = node_of("物业服务").id, .name = S("新小类")});
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
	struct catalogue_node item = node_of("0101-01"), group = node_of("道路与人行道"), to, class = node_of("物业服务");

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

/* ---- tables ---- */

struct import_call {
	struct catalogue_sheet sheet;
	struct catalogue_import how;
	struct catalogue_plan plan;
	const struct actor *who;
};

static int
import_run(struct tx *tx, void *arg)
{
	struct import_call *c = arg;

	return catalogue_import(tx, c->who ? c->who : &admin, &c->sheet, &c->how, &c->plan);
}

static struct catalogue_plan
import_as(struct str bytes, const char *name, struct catalogue_import how)
{
	struct import_call c = {.how = how};
	struct str why = S("");

	if (catalogue_sheet_read(&arena, bytes, str_of(name), &c.sheet, &why) != 0)
		fail_msg("%.*s", STR(why));
	assert_int_equal((how.dry ? db_read_now : db_write_now)(env.db, &arena, import_run, &c), 0);
	return c.plan;
}

#define import(text, ...) import_as(S(text), "t.csv", (struct catalogue_import){__VA_ARGS__})

struct export_call {
	enum sheet_kind kind;
	int fd;
};

static int
export_run(struct tx *tx, void *arg)
{
	struct export_call *c = arg;

	return catalogue_export(tx, D, c->kind, c->fd);
}

static struct str
export(enum sheet_kind kind)
{
	struct export_call c = {kind, memfd_create("export", MFD_CLOEXEC)};
	off_t n;
	char *p;

	assert_true(c.fd >= 0);
	assert_int_equal(in_tx(export_run, &c), 0);
	n = lseek(c.fd, 0, SEEK_END);
	p = arena_alloc(&arena, (size_t)n);
	assert_true(pread(c.fd, p, (size_t)n, 0) == n);
	close(c.fd);
	return (struct str){p, (size_t)n};
}

static void
check_unchanged(struct catalogue_plan p, int64_t lines)
{
	for (size_t i = 0; i < p.bad.n; i++)
		fail_msg("line %zu: %s", p.bad.v[i].line, p.bad.v[i].why);
	assert_int_equal(p.added + p.changed + p.restored + p.retired, 0);
	assert_int_equal(p.rows.n, 0);
	assert_int_equal(p.same, lines);
}

static void
test_export__imports_without_a_change(void **state)
{
	static const struct form {
		enum sheet_kind kind;
		const char *name;
	} forms[] = {{SHEET_CSV, "c.csv"}, {SHEET_XLSX, "c.xlsx"}};
	struct catalogue_rule rule = catalogue_house_rule;

	(void)state;
	/* What a spreadsheet might spoil. */
	DO(rename, .id = node_of("0101-02").id, .draft = {.name = S("=1+1"), .name_en = S("a, \"b\""), .colour = S("red")});
	rule.standard = S("-5 度以下");
	rule.basis = S("第一行\n第二行，“引号”\"x\"");
	rule.accept_min = 80;
	DO(rule_set, .id = node_of("道路与人行道").id, .rule = rule);
	DO(retire, .id = node_of("0101-05").id);
	for (size_t i = 0; i < 2; i++) {
		struct str bytes = export(forms[i].kind);

		clock_set(NOON + 3600);
		check_unchanged(import_as(bytes, forms[i].name, (struct catalogue_import){.retire_missing = true}), 365);
	}
}

static void
test_import__bare_tree(void **state)
{
	struct catalogue_plan p = import("一级分类,二级分类,三级分类\n城乡建设,安全生产,其他\n城乡建设,安全生产,安全隐患\n环境保护,其他,其他\n", 0);

	(void)state;
	assert_int_equal(p.added, 7);
	assert_int_equal(p.bad.n, 0);
	assert_int_equal(DO(leaves).nodes.n, 3);
	assert_int_equal(node_of("城乡建设").level, 1);
	assert_int_equal(DO(rule_at, .id = node_of("安全隐患").id, .at = NOON).rule.id, 0);
	check_unchanged(import("一级分类,二级分类,三级分类\n城乡建设,安全生产,其他\n城乡建设,安全生产,安全隐患\n环境保护,其他,其他\n",
			       .retire_missing = true), 3);
}

static void
test_import__classes_alone(void **state)
{
	struct catalogue_plan p = import("class\n城乡建设\n环境保护\n", 0);

	(void)state;
	assert_int_equal(p.added, 2);
	assert_int_equal(DO(leaves).nodes.n, 2);
}

static void
test_import__bad_lines_are_named_and_good_ones_taken(void **state)
{
	struct catalogue_plan p = import("class,group,item,code,body,accept_hours,colour\n"
					 "甲,乙,丙,A-1,street_city,2,blue\n"
					 "甲,乙,丁,A-1,street_city,2,\n"      /* 3: code taken */
					 "甲,乙,戊,,nobody,2,\n"              /* 4: no such body */
					 "甲,,己,,,,\n"                       /* 5: no group */
					 ",,,A-9,,,\n"                        /* 6: no name */
					 "甲,乙,丙,,,,\n"                     /* 7: again */
					 "甲,乙,庚,,street_city,soon,\n"      /* 8: hours */
					 "甲,乙,辛,,,2,\n"                    /* 9: body missing */
					 "甲,乙,壬,,,,pink\n"                 /* 10: colour */
					 "甲,a/b,壬,,,,\n"                    /* 11: name */
					 "甲,乙,癸,A-2,street_city,2,red\n", 0);

	(void)state;
	assert_int_equal(p.bad.n, 9);
	for (size_t i = 0; i < p.bad.n; i++)
		assert_int_equal(p.bad.v[i].line, i + 3);
	assert_int_equal(p.added, 4);
	assert_int_equal(DO(leaves).nodes.n, 2);
	assert_int_equal(DO(rule_at, .id = node_of("丙").id, .at = NOON).rule.accept_min, 120);
}

static void
test_import__refuses_what_is_no_catalogue(void **state)
{
	static const char *const texts[] = {"", "a,b\n1,2\n", "class,group\n", "\x89PNG\r\n\x1a\n"};
	struct catalogue_sheet sheet;
	struct str why;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		why = S("");
		assert_true(catalogue_sheet_read(&arena, str_of(texts[i]), S("x.csv"), &sheet, &why) < 0);
		assert_true(why.n > 0);
	}
}

static void
test_import__changed_rule_opens_a_version(void **state)
{
	struct call v;

	(void)state;
	import("class,group,item,body,handle_hours\n甲,乙,丙,city,8\n", 0);
	clock_set(NOON + DAY);
	assert_int_equal(import("class,group,item,body,handle_hours\n甲,乙,丙,city,16\n", 0).changed, 1);
	v = DO(versions, .id = node_of("丙").id);
	assert_int_equal(v.rules.n, 2);
	assert_int_equal(v.rules.v[0].valid_from, NOON + DAY);
	assert_int_equal(v.rules.v[1].valid_from, 0);
	/* Planned for a day, and the same again. */
	assert_int_equal(import("class,group,item,body,handle_hours\n甲,乙,丙,city,24\n", .from = NOON + 9 * DAY).changed, 1);
	check_unchanged(import("class,group,item,body,handle_hours\n甲,乙,丙,city,24\n", .from = NOON + 9 * DAY), 1);
	assert_int_equal(DO(rule_at, .id = node_of("丙").id, .at = NOON + DAY).rule.handle_min, 16 * 60);
	/* A bare tree leaves rules alone. */
	check_unchanged(import("class,group,item\n甲,乙,丙\n", 0), 1);
}

static void
test_import__refuses_a_past_day(void **state)
{
	struct import_call c = {.how = {.from = NOON - 3 * DAY}};
	struct str why;

	(void)state;
	assert_int_equal(catalogue_sheet_read(&arena, S("class\n甲\n"), S("t.csv"), &c.sheet, &why), 0);
	assert_int_equal(in_tx(import_run, &c), E_INVALID);
	c.how.from = 0;
	c.who = &clerk;
	assert_int_equal(in_tx(import_run, &c), E_DENIED);
}

static void
test_import__dry_run_says_the_same_and_does_nothing(void **state)
{
	struct catalogue_plan dry = import("class,group,item,body\n甲,乙,丙,city\n物业服务,新,项,grid\n", .dry = true, .retire_missing = true);
	struct catalogue_plan wet;

	(void)state;
	assert_int_equal(DO(leaves).nodes.n, 365);
	wet = import("class,group,item,body\n甲,乙,丙,city\n物业服务,新,项,grid\n", .retire_missing = true);
	assert_int_equal(dry.added, wet.added);
	assert_int_equal(dry.retired, wet.retired);
	assert_int_equal(dry.rows.n, wet.rows.n);
	assert_int_equal(DO(leaves).nodes.n, 2);
	assert_int_equal(wet.added, 5);
}

static void
test_import__missing_nodes_stay_unless_told(void **state)
{
	struct catalogue_plan p;

	(void)state;
	import("class,group,item\n甲,乙,丙\n甲,乙,丁\n甲,戊,己\n", 0);
	import("class,group,item\n甲,乙,丙\n", 0);
	assert_int_equal(DO(leaves).nodes.n, 3);
	/* A bad line is no reason to retire what it names. */
	p = import("class,group,item,body\n甲,乙,丙,\n甲,乙,丁,nobody\n", .retire_missing = true);
	assert_int_equal(p.retired, 2);
	assert_int_equal(p.bad.n, 1);
	assert_int_equal(DO(leaves).nodes.n, 2);
	assert_int_equal(node_of("己").state, CATALOGUE_UNDER);
	/* Back again, alone. */
	p = import("class,group,item\n甲,戊,庚\n", 0);
	assert_int_equal(p.restored, 1);
	assert_int_equal(p.added, 1);
	assert_int_equal(node_of("己").state, CATALOGUE_RETIRED);
	assert_int_equal(DO(leaves).nodes.n, 3);
	p = import("class,group,item\n甲,戊,己\n", 0);
	assert_int_equal(p.restored, 1);
	assert_int_equal(DO(leaves).nodes.n, 4);
}

static void
test_import__holds_fifteen_hundred_items(void **state)
{
	struct catalogue_plan p;
	struct buf b;

	(void)state;
	buf_init(&b, &arena);
	BUF_LIT(&b, "code,class,group,item,body,accept_hours,handle_hours,follow_hours,standard,keywords\n");
	for (int i = 0; i < 1500; i++)
		buf_fmt(&b, "%04d,大类%d,小类%d,事项%d,street_city,2,16,40,办好为止,词%d 语%d\n", i, i / 80, i / 8, i, i, i);
	p = import_as(buf_done(&b), "big.csv", (struct catalogue_import){0});
	assert_int_equal(p.added, 1500 + 188 + 19);
	assert_int_equal(DO(leaves).nodes.n, 1500);
	assert_int_equal(DO(search, .text = "词1499", .limit = 5).nodes.n, 1);
	check_unchanged(import_as(buf_done(&b), "big.csv", (struct catalogue_import){.retire_missing = true}), 1500);
	check_unchanged(import_as(export(SHEET_XLSX), "big.xlsx", (struct catalogue_import){.retire_missing = true}), 1500);
}

int
main(void)
{
	static const enum db_engine engines[] = {DB_SQLITE, DB_PG};
	int failed = 0;

#define EMPTY(f) cmocka_unit_test_setup_teardown(f, open_empty, close_env)
#define FULL(f) cmocka_unit_test_setup_teardown(f, open_default, close_env)
	for (size_t e = 0; e < 2; e++) {
		struct CMUnitTest tests[] = {
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
			FULL(test_export__imports_without_a_change),
			EMPTY(test_import__bare_tree),
			EMPTY(test_import__classes_alone),
			EMPTY(test_import__bad_lines_are_named_and_good_ones_taken),
			EMPTY(test_import__refuses_what_is_no_catalogue),
			EMPTY(test_import__changed_rule_opens_a_version),
			EMPTY(test_import__refuses_a_past_day),
			FULL(test_import__dry_run_says_the_same_and_does_nothing),
			EMPTY(test_import__missing_nodes_stay_unless_told),
			EMPTY(test_import__holds_fifteen_hundred_items),
		};

		if (!db_env_has(engines[e]))
			continue;
		for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
			tests[i].initial_state = (void *)(uintptr_t)&engines[e];
		failed += cmocka_run_group_tests_name(engines[e] == DB_SQLITE ? "catalogue on SQLite" : "catalogue on PostgreSQL",
						      tests, NULL, NULL);
	}
	return failed;
}
