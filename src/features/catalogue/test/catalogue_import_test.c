/* catalogue_import_test.c: the duty catalogue as a table, in and out. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "catalogue_help.h"
#include "suite.h"

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

static struct str export(enum sheet_kind kind)
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
	DO(rename, .id = node_of("0101-02").id,
	   .draft = {.name = S("=1+1"), .name_en = S("a, \"b\""), .colour = S("red")});
	rule.standard = S("-5 度以下");
	rule.basis = S("第一行\n第二行，“引号”\"x\"");
	rule.accept_min = 80;
	DO(rule_set, .id = node_of("道路与人行道").id, .rule = rule);
	DO(retire, .id = node_of("0101-05").id);
	for (size_t i = 0; i < 2; i++) {
		struct str bytes = export(forms[i].kind);

		clock_set(NOON + 3600);
		check_unchanged(import_as(bytes, forms[i].name,
					  (struct catalogue_import){.retire_missing = true}),
				365);
	}
}

static void
test_import__bare_tree(void **state)
{
	struct catalogue_plan p = import("一级分类,二级分类,三级分类\n城乡建设,安全生产,"
					 "其他\n城乡建设,安全生产,安全隐患\n环境保护,其他,其他\n",
					 0);

	(void)state;
	assert_int_equal(p.added, 7);
	assert_int_equal(p.bad.n, 0);
	assert_int_equal(DO(leaves).nodes.n, 3);
	assert_int_equal(node_of("城乡建设").level, 1);
	assert_int_equal(DO(rule_at, .id = node_of("安全隐患").id, .at = NOON).rule.id, 0);
	check_unchanged(import("一级分类,二级分类,三级分类\n城乡建设,安全生产,其他\n城乡建设,"
			       "安全生产,安全隐患\n环境保护,其他,其他\n",
			       .retire_missing = true),
			3);
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
					 "甲,乙,丁,A-1,street_city,2,\n" /* 3: code taken */
					 "甲,乙,戊,,nobody,2,\n"	 /* 4: no such body */
					 "甲,,己,,,,\n"			 /* 5: no group */
					 ",,,A-9,,,\n"			 /* 6: no name */
					 "甲,乙,丙,,,,\n"		 /* 7: again */
					 "甲,乙,庚,,street_city,soon,\n" /* 8: hours */
					 "甲,乙,辛,,,2,\n"		 /* 9: body missing */
					 "甲,乙,壬,,,,pink\n"		 /* 10: colour */
					 "甲,a/b,壬,,,,\n"		 /* 11: name */
					 "甲,乙,癸,A-2,street_city,2,red\n",
					 0);

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
		assert_true(catalogue_sheet_read(&arena, str_of(texts[i]), S("x.csv"), &sheet,
						 &why) < 0);
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
	assert_int_equal(
		import("class,group,item,body,handle_hours\n甲,乙,丙,city,16\n", 0).changed, 1);
	v = DO(versions, .id = node_of("丙").id);
	assert_int_equal(v.rules.n, 2);
	assert_int_equal(v.rules.v[0].valid_from, NOON + DAY);
	assert_int_equal(v.rules.v[1].valid_from, 0);
	/* Planned for a day, and the same again. */
	assert_int_equal(import("class,group,item,body,handle_hours\n甲,乙,丙,city,24\n",
				.from = NOON + 9 * DAY)
				 .changed,
			 1);
	check_unchanged(import("class,group,item,body,handle_hours\n甲,乙,丙,city,24\n",
			       .from = NOON + 9 * DAY),
			1);
	assert_int_equal(DO(rule_at, .id = node_of("丙").id, .at = NOON + DAY).rule.handle_min,
			 16 * 60);
	/* A bare tree leaves rules alone. */
	check_unchanged(import("class,group,item\n甲,乙,丙\n", 0), 1);
}

static void
test_import__columns_that_are_not_there_say_nothing(void **state)
{
	struct catalogue_rule was, now;

	(void)state;
	was = DO(rule_at, .id = node_of("0101-01").id, .at = NOON).rule;
	clock_set(NOON + 60);
	assert_int_equal(import("class,group,item,keywords,handle_hours\n市政设施,道路与人行道,"
				"车行道坑洼破损,大坑,\n",
				0)
				 .changed,
			 1);
	now = DO(rule_at, .id = node_of("0101-01").id, .at = NOON + 60).rule;
	assert_str(now.keywords, "大坑");
	assert_true(str_eq(now.body, was.body) && str_eq(now.standard, was.standard) &&
		    now.handle_min == was.handle_min);
	clock_set(NOON + 120);
	assert_int_equal(import("class,group,item,body,standard\n市政设施,道路与人行道,"
				"车行道坑洼破损,grid,\n",
				0)
				 .changed,
			 1);
	now = DO(rule_at, .id = node_of("0101-01").id, .at = NOON + 120).rule;
	assert_str(now.body, "grid");
	assert_str(now.standard, "");
	assert_str(now.basis, "《城市道路管理条例》");
}

static void
test_import__refuses_a_past_day(void **state)
{
	struct import_call c = {.how = {.from = NOON - 3 * DAY}};
	struct str why;

	(void)state;
	assert_int_equal(catalogue_sheet_read(&arena, S("class\n甲\n"), S("t.csv"), &c.sheet, &why),
			 0);
	assert_int_equal(in_tx(import_run, &c), E_INVALID);
	c.how.from = 0;
	c.who = &clerk;
	assert_int_equal(in_tx(import_run, &c), E_DENIED);
}

static void
test_import__dry_run_says_the_same_and_does_nothing(void **state)
{
	struct catalogue_plan dry =
		import("class,group,item,body\n甲,乙,丙,city\n物业服务,新,项,grid\n", .dry = true,
		       .retire_missing = true);
	struct catalogue_plan wet;

	(void)state;
	assert_int_equal(DO(leaves).nodes.n, 365);
	wet = import("class,group,item,body\n甲,乙,丙,city\n物业服务,新,项,grid\n",
		     .retire_missing = true);
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
	BUF_LIT(&b, "code,class,group,item,body,accept_hours,handle_hours,follow_hours,standard,"
		    "keywords\n");
	for (int i = 0; i < 1500; i++)
		buf_fmt(&b, "%04d,大类%d,小类%d,事项%d,street_city,2,16,40,办好为止,词%d 语%d\n", i,
			i / 80, i / 8, i, i, i);
	p = import_as(buf_done(&b), "big.csv", (struct catalogue_import){0});
	assert_int_equal(p.added, 1500 + 188 + 19);
	assert_int_equal(DO(leaves).nodes.n, 1500);
	assert_int_equal(DO(search, .text = "词1499", .limit = 5).nodes.n, 1);
	check_unchanged(import_as(buf_done(&b), "big.csv",
				  (struct catalogue_import){.retire_missing = true}),
			1500);
	check_unchanged(import_as(export(SHEET_XLSX), "big.xlsx",
				  (struct catalogue_import){.retire_missing = true}),
			1500);
}

/* ---- codes ---- */

#define HEAD "code,class_code,class,class_en,group_code,group,group_en,item,item_en\n"
#define THREE \
	HEAD "A-1,A,甲,First,AB,乙,Second,丙,Third\nA-2,A,甲,,AB,乙,,丁,\nC-1,C,戊,,CD,己,,庚,\n"

static void
test_codes__rename_and_move_with_history_and_rules(void **state)
{
	static const char changed[] =
		HEAD "A-1,A,甲新,First,AB,乙新,New,丙新,Third\nA-2,C,戊,,CD,己,,丁,\n";
	struct catalogue_node item, group, class, other;
	struct catalogue_plan p;
	struct call c;

	(void)state;
	import(THREE, 0);
	item = node_of("A-1"), group = node_of("AB"), class = node_of("A"), other = node_of("CD");
	DO(rule_set, .id = item.id, .rule = catalogue_house_rule);
	clock_set(NOON + DAY);
	p = import_as(str_of(changed), "t.csv", (struct catalogue_import){0});
	assert_int_equal(p.bad.n + (size_t)p.added, 0);
	assert_int_equal(p.renamed, 3);
	assert_int_equal(p.moved, 1);
	assert_int_equal(p.changed, 1); /* the group's English name */
	assert_str(p.rows.v[p.rows.n - 1].was, "甲/乙/丁");
	assert_str(p.rows.v[p.rows.n - 1].path, "戊/己/丁");
	assert_int_equal(node_of("A-1").id, item.id);
	assert_str(node_of("A-1").path, "甲新/乙新/丙新");
	assert_str(node_of("A-1").path_en, "First/New/Third");
	assert_int_equal(node_of("乙新").id, group.id);
	assert_int_equal(node_of("甲新").id, class.id);
	assert_int_equal(node_of("A-2").parent, other.id);
	assert_int_equal(node_of("A-2").class, other.class);
	assert_str(node_of("A-2").path_en, "戊/己/丁");
	assert_int_equal(DO(versions, .id = item.id).rules.n, 1);
	c = DO(steps, .id = item.id);
	assert_str(c.steps.v[c.steps.n - 1].text, "丙 → 丙新");
	c = DO(steps, .id = node_of("A-2").id);
	assert_int_equal(c.steps.v[c.steps.n - 1].kind, CATALOGUE_DID_MOVE);
	check_unchanged(import_as(str_of(changed), "t.csv", (struct catalogue_import){0}), 2);
}

static void
test_codes__what_lies_under_follows_unnamed(void **state)
{
	(void)state;
	import(HEAD "A-1,A,甲,,AB,乙,,丙,\nC,C,戊,,,,,,\n", 0);
	/* The group alone is named, under another class and name. */
	assert_int_equal(import(HEAD ",C,戊,,AB,辛,,,\n", 0).moved, 1);
	assert_str(node_of("A-1").path, "戊/辛/丙");
	assert_int_equal(node_of("A-1").class, node_of("C").id);
	assert_int_equal(node_of("A").leaf, 1);
	assert_int_equal(node_of("C").leaf, 0);
}

static void
test_codes__contradictions_are_named(void **state)
{
	static const struct row {
		bool ok;
		const char *text;
	} rows[] = {
		{true, "A-1,A,甲,,AB,乙,,丙,"},
		{false, "A-1,A,甲,,AB,乙,,丙二,"}, /* two names for one code */
		{false, "A-2,A,甲二,,AB,乙,,丁,"}, /* the class is called 甲 above */
		{false, "A-2,A,甲,,AB,乙,,丙,"},   /* that is A-1's name */
		{false, "AB,A,甲,,AB,乙,,丁,"},	   /* a group's code at an item */
		{true, "A-2,A,甲,,AB,乙,,丁,"},
		{false, "Z-9,A,甲,,AB,乙,,新,"}, /* nobody has this code */
		{false, "Z-9,A,甲,,AB,乙,,壬,"}, /* nor is it 壬's */
		{false, "#12,A,甲,,AB,乙,,新,"}, /* no such number */
		{false, "#x,A,甲,,AB,乙,,新,"},
		{false, "AC,A,甲,,AB,乙,,,"}, /* two codes for the group */
		{false, "A-3,,,,AB,乙,,壬,"}, /* no class */
		{false, "A-3,A-3,甲,,,,,,"},  /* an item's code at a class */
		{false, ",A,甲,,AB,,,,"},     /* a group without a name */
		{true, "A-3,A,甲,,AB,乙,,壬,"},
		{true, ",A,甲,,AB,乙,,癸,"}, /* new, without a code */
	};
	struct catalogue_plan p;
	struct buf b;
	size_t bad = 0;

	(void)state;
	import(HEAD "A-1,A,甲,,AB,乙,,丙,\nA-2,A,甲,,AB,乙,,丁,\nA-3,A,甲,,AB,乙,,壬,\n", 0);
	buf_init(&b, &arena);
	BUF_LIT(&b, HEAD);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		buf_fmt(&b, "%s\n", rows[i].text);
	p = import_as(buf_done(&b), "t.csv", (struct catalogue_import){.retire_missing = true});
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!rows[i].ok && (bad == p.bad.n || p.bad.v[bad++].line != i + 2))
			fail_msg("row %zu was taken: %s", i + 2, rows[i].text);
	assert_int_equal(bad, p.bad.n);
	assert_int_equal(p.added, 1);
	assert_int_equal(p.renamed + p.moved + p.changed + p.retired, 0);
	assert_str(node_of("A-1").name, "丙");
}

static void
test_codes__new_ones_only_when_asked_for(void **state)
{
	struct catalogue_plan p;

	(void)state;
	import(HEAD "A-1,A,甲,,AB,乙,,丙,\n", 0);
	p = import(HEAD "A-2,A,甲,,AB,乙,,丁,\nZ-1,Z,未,,,,,,\n", 0);
	assert_int_equal(p.bad.n, 2);
	assert_str(p.bad.v[0].what, "甲/乙/丁");
	p = import(HEAD "A-2,A,甲,,AB,乙,,丁,\n", .new_codes = true);
	assert_int_equal(p.added, 1);
	assert_str(node_of("丁").code, "A-2");
}

/* A tree without codes is exported with its numbers; they rename it too, and a code may take their place. */
static void
test_codes__a_number_stands_for_one(void **state)
{
	struct catalogue_node item;
	struct str text;

	(void)state;
	import("class,group,item\n甲,乙,丙\n甲,乙,丁\n", 0);
	item = node_of("丙");
	check_unchanged(import_as(export(SHEET_CSV), "t.csv", (struct catalogue_import){0}), 2);
	text = str_fmt(&arena, "code,class,group_code,group,item\n#%lld,甲,#%lld,乙乙,丙丙\n",
		       (long long)item.id, (long long)item.parent);
	assert_int_equal(import_as(text, "t.csv", (struct catalogue_import){0}).renamed, 2);
	assert_int_equal(node_of("丙丙").id, item.id);
	assert_str(node_of("丁").path, "甲/乙乙/丁");
	/* Nobody has a code yet: a new one needs no leave. */
	assert_int_equal(import("code,class,group,item\nZ-1,甲,乙乙,戊\n", .dry = true).added, 1);
	assert_int_equal(import("code,class,group,item\nA-1,甲,乙乙,丙丙\n", 0).changed, 1);
	assert_int_equal(import("code,class,group,item\nZ-1,甲,乙乙,戊\n", .dry = true).bad.n, 1);
	assert_int_equal(node_of("A-1").id, item.id);
}

/* The numbers of another catalogue mean nothing in an empty one. */
static void
test_codes__an_export_fills_an_empty_catalogue(void **state)
{
	struct catalogue_plan p = import("code,class_code,class,group_code,group,item\n"
					 "#7,#5,甲,#6,乙,丙\n#8,#5,甲,#6,乙,丁\n",
					 0);

	(void)state;
	assert_int_equal(p.bad.n, 0);
	assert_int_equal(p.added, 4);
}

static void
test_codes__retired_ones_come_back_under_their_new_name(void **state)
{
	struct catalogue_node item = node_of("0101-02");
	struct catalogue_plan p;

	(void)state;
	DO(retire, .id = item.id);
	p = import("code,class,group,item\n0101-02,市政设施,道路与人行道,人行道不平\n", 0);
	assert_int_equal(p.restored, 1);
	assert_int_equal(p.renamed, 1);
	assert_int_equal(node_of("人行道不平").id, item.id);
	assert_int_equal(node_of("人行道不平").state, CATALOGUE_LIVE);
}

static void
test_codes__an_item_leaves_a_group_that_is_retired(void **state)
{
	struct catalogue_plan p;

	(void)state;
	import(THREE, 0);
	p = import(HEAD "A-1,C,戊,,CD,己,,丙,\nC-1,C,戊,,CD,己,,庚,\n", .retire_missing = true);
	assert_int_equal(p.moved, 1);
	assert_int_equal(p.retired, 3); /* 甲, 乙, 丁 */
	assert_int_equal(node_of("A-1").state, CATALOGUE_LIVE);
	assert_int_equal(node_of("A-2").state, CATALOGUE_UNDER);
	assert_int_equal(DO(leaves).nodes.n, 2);
}

/* Under a mistyped code and a new name A-1 would look missing. */
static void
test_codes__nothing_is_retired_while_a_row_is_unclear(void **state)
{
	struct catalogue_plan p;

	(void)state;
	import(THREE, 0);
	p = import(HEAD "A-9,A,甲,,AB,乙,,丙新,\n", .retire_missing = true);
	assert_int_equal(p.bad.n, 1);
	assert_true(p.unclear);
	assert_int_equal(p.retired, 0);
	assert_int_equal(DO(leaves).nodes.n, 3);
	p = import(HEAD "A-1,A,甲,,AB,乙,,丙,\nA-2,A,甲,,AB,乙,x,丁,\nA-2,A,甲,,AB,乙,y,丁,\n",
		   .retire_missing = true);
	assert_int_equal(p.bad.n, 1);
	assert_false(p.unclear);
	assert_int_equal(p.retired, 3); /* 戊, 己, 庚 */
}

static void
test_import__english_names_agree_in_all_rows(void **state)
{
	struct catalogue_plan p;

	(void)state;
	import("class,class_en,item,group\n甲,One,丙,乙\n甲,One,丁,乙\n", 0);
	p = import("class,class_en,item,group\n甲,One,丙,乙\n甲,Two,丁,乙\n", 0);
	assert_int_equal(p.bad.n, 1);
	assert_str(node_of("甲").name_en, "One");
	p = import("class,class_en,item,group\n甲,Two,丙,乙\n甲,Two,丁,乙\n", 0);
	assert_int_equal(p.bad.n, 0);
	assert_int_equal(p.changed, 1);
	assert_str(node_of("丁").path_en, "Two/乙/丁");
}

/* As many rows as a table may have, each a group of its own: what they have in common is counted once, not for each. */
static void
test_import__many_groups_take_seconds(void **state)
{
	int64_t began = clock_tick_us();
	struct buf b;

	(void)state;
	buf_init(&b, &arena);
	buf_z(&b, "class,group,item,colour\n");
	for (int i = 0; i < 15000; i++)
		buf_fmt(&b, "甲,乙%d,丙%d,%s\n", i, i, i % 3 ? "red" : "blue");
	import_as(buf_done(&b), "t.csv", (struct catalogue_import){.dry = true});
	assert_in_range(clock_tick_us() - began, 0, 20 * 1000000);
	import("class,group,item,colour\n甲,乙,丙,red\n甲,乙,丁,blue\n甲,戊,己,blue\n", 0);
	assert_str(node_of("甲").colour, "blue");
	assert_str(node_of("乙").colour, "red");
	assert_str(node_of("戊").colour, "blue");
}

#define EMPTY(f) cmocka_unit_test_setup_teardown(f, open_empty, close_env)
#define FULL(f) cmocka_unit_test_setup_teardown(f, open_default, close_env)

SUITE(catalogue_import)
{
	const struct CMUnitTest tests[] = {
		FULL(test_export__imports_without_a_change),
		EMPTY(test_import__bare_tree),
		EMPTY(test_import__classes_alone),
		EMPTY(test_import__bad_lines_are_named_and_good_ones_taken),
		EMPTY(test_import__refuses_what_is_no_catalogue),
		EMPTY(test_import__changed_rule_opens_a_version),
		FULL(test_import__columns_that_are_not_there_say_nothing),
		EMPTY(test_import__refuses_a_past_day),
		FULL(test_import__dry_run_says_the_same_and_does_nothing),
		EMPTY(test_import__missing_nodes_stay_unless_told),
		EMPTY(test_codes__rename_and_move_with_history_and_rules),
		EMPTY(test_codes__what_lies_under_follows_unnamed),
		EMPTY(test_codes__contradictions_are_named),
		EMPTY(test_codes__new_ones_only_when_asked_for),
		EMPTY(test_codes__a_number_stands_for_one),
		EMPTY(test_codes__an_export_fills_an_empty_catalogue),
		FULL(test_codes__retired_ones_come_back_under_their_new_name),
		EMPTY(test_codes__an_item_leaves_a_group_that_is_retired),
		EMPTY(test_codes__nothing_is_retired_while_a_row_is_unclear),
		EMPTY(test_import__english_names_agree_in_all_rows),
		EMPTY(test_import__holds_fifteen_hundred_items),
		EMPTY(test_import__many_groups_take_seconds),
	};

	return DB_ENV_EACH("tables", &env.engine, tests);
}
