/* rule_test.c: which rule decides, and why: by cases, and against a slow and obvious reference. */
#include "kit/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/clock.h"
#include "lib/calendar.h"
#include "suite.h"

enum { CLASS = 10, GROUP = 11, ITEM = 12, OTHER_ITEM = 13, DISTRICT = 990106, STREET = 20, COMMUNITY = 30, OTHER_COMMUNITY = 31, BUILDING = 60 };

static struct arena arena;

/* Wednesday 18 November 2026, 10:00, a building of the community, by phone (3). */
static struct rule_facts
facts(const char *title, const char *text, const char *answers)
{
	return (struct rule_facts){
		.thing = {[1] = CLASS, [2] = GROUP, [3] = ITEM},
		.place = {.node = BUILDING, .at = {[LEVEL_DISTRICT] = DISTRICT, [LEVEL_STREET] = STREET, [LEVEL_COMMUNITY] = COMMUNITY,
						   [LEVEL_BUILDING] = BUILDING}},
		.at = clock_at(2026, 11, 18, 10, 0, 30),
		.way = 3,
		.text = rule_fold_text(&arena, str_of(title), str_of(text)),
		.answers = rule_fold_lines(&arena, str_of(answers)),
	};
}

static struct rule
tidied(struct rule r)
{
	const char *field;

	if (!r.name.n)
		r.name = S("规则");
	if (!r.number)
		r.number = 10;
	r.until_at = r.until_at ? r.until_at : RULE_FOREVER;
	assert_null(rule_tidy(&arena, &r, &field));
	return r;
}

static void
test_conditions__each_alone(void **state)
{
	const struct rule_facts f = facts("楼道燈不亮", "三楼 的灯坏了两天", "几楼: 3楼\n亮不亮: 不亮");
	const struct {
		struct rule r;
		bool holds;
	} cases[] = {
		{{.id = 1}, true},
		{{.thing = ITEM, .thing_level = 3}, true},
		{{.thing = CLASS, .thing_level = 1}, true},
		{{.thing = OTHER_ITEM, .thing_level = 3}, false},
		{{.node = COMMUNITY, .node_level = LEVEL_COMMUNITY}, true},
		{{.node = BUILDING, .node_level = LEVEL_BUILDING}, true},
		{{.node = OTHER_COMMUNITY, .node_level = LEVEL_COMMUNITY}, false},
		{{.times = RULE_WORKING}, true},
		{{.times = RULE_OUTSIDE}, false},
		{{.day_from = 1, .day_to = 5}, true},
		{{.day_from = 6, .day_to = 7}, false},
		{{.day_from = 6, .day_to = 3}, true},
		{{.ways = 1 << 3}, true},
		{{.ways = 1 << 2 | 1 << 4}, false},
		{{.urgent = RULE_HURRY}, false},
		{{.urgent = RULE_NO_HURRY}, true},
		{{.words_all = S("灯，坏了")}, true},
		{{.words_all = S("灯、水")}, false},
		{{.words_any = S("水\n燈")}, true},
		{{.words_any = S("停水")}, false},
		{{.answers = S("几楼：３楼")}, true},
		{{.answers = S("几楼：5楼")}, false},
		{{.words_all = S("灯"), .words_any = S("水、电")}, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rule r = tidied(cases[i].r);

		if (rule_holds(&r, &f) != cases[i].holds)
			fail_msg("case %zu", i);
	}
}

/* The holiday calendar says what works: a Sunday that is worked, a Thursday that is free. */
static void
test_times__the_calendar_says(void **state)
{
	struct rule working = tidied((struct rule){.times = RULE_WORKING});
	struct rule_facts f = facts("灯", "", "");

	(void)state;
	f.at = clock_at(2026, 10, 1, 10, 0, 0);
	assert_false(rule_holds(&working, &f));
	f.at = clock_at(2026, 11, 18, 12, 30, 0);
	assert_false(rule_holds(&working, &f));
	f.at = clock_at(2026, 11, 18, 18, 29, 59);
	assert_true(rule_holds(&working, &f));
	f.at = clock_at(2026, 11, 18, 18, 30, 0);
	assert_false(rule_holds(&working, &f));
	f.at = clock_at(2026, 11, 18, 8, 30, 0);
	assert_true(rule_holds(&working, &f));
}

/* What the district of the place said of its hours and days comes before the country's; a long day's minute is one, too. */
static void
test_times__the_district_says_its_own(void **state)
{
	const struct calendar_week week = {
		.district = DISTRICT, .from_day = clock_day(clock_at(2026, 11, 18, 0, 0, 0)), .week = {.n = 1, .v = {{8 * 60, 20 * 60}}},
	};
	const struct calendar_own day = {.district = DISTRICT, .day = clock_day(clock_at(2026, 11, 19, 0, 0, 0)), .said = CALENDAR_CLOSED};
	const struct calendar_book book = {.weeks = &week, .days = &day, .weeks_n = 1, .days_n = 1}, none = {0};
	struct rule working = tidied((struct rule){.times = RULE_WORKING});
	struct rule_facts f = facts("灯", "", ""), other;

	(void)state;
	other = f;
	other.place.at[LEVEL_DISTRICT] = DISTRICT + 1;
	calendar_keep(&book);
	f.at = other.at = clock_at(2026, 11, 18, 19, 30, 0);
	assert_true(rule_holds(&working, &f));
	assert_false(rule_holds(&working, &other));
	f.at = other.at = clock_at(2026, 11, 19, 10, 0, 0);
	assert_false(rule_holds(&working, &f));
	assert_true(rule_holds(&working, &other));
	calendar_keep(&none);
}

static void
test_tidy__what_is_refused(void **state)
{
	const struct {
		struct rule r;
		const char *field;
	} cases[] = {
		{{.number = 1}, "name"},
		{{.name = S("　 "), .number = 1}, "name"},
		{{.name = S("甲"), .number = 0}, "number"},
		{{.name = S("甲"), .number = 10000}, "number"},
		{{.name = S("甲"), .number = 1, .day_from = 3}, "day_from"},
		{{.name = S("甲"), .number = 1, .day_from = 3, .day_to = 9}, "day_from"},
		{{.name = S("甲"), .number = 1, .answers = S("没有冒号")}, "answers"},
		{{.name = S("甲"), .number = 1, .answers = S("几楼：")}, "answers"},
		{{.name = S("甲"), .number = 1, .words_any = S("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u")}, "words_any"},
	};
	struct rule week = tidied((struct rule){.day_from = 1, .day_to = 7});

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rule r = cases[i].r;
		const char *field = "";

		if (!rule_tidy(&arena, &r, &field) || strcmp(field, cases[i].field))
			fail_msg("case %zu says %s", i, field);
	}
	assert_int_equal(week.day_from, 0);
}

static void
test_why__what_was_found(void **state)
{
	struct rule r = tidied((struct rule){.thing = ITEM, .thing_level = 3, .words_any = S("停水，灯，坏了"), .times = RULE_WORKING});
	struct rule_facts f = facts("灯坏了", "", "");
	struct rule_part_list parts;

	(void)state;
	rule_why(&arena, &r, &f, &parts);
	assert_int_equal(parts.n, 3);
	assert_int_equal(parts.v[0].kind, RULE_BY_THING);
	assert_int_equal(parts.v[1].kind, RULE_BY_TIME);
	assert_int_equal(parts.v[2].kind, RULE_BY_WORDS);
	assert_true(str_is(parts.v[2].text, "灯、坏了"));
}

/* Equal conditions: the lower number, and the other never decides; another number does not help against more conditions. */
static void
test_order__specific_first(void **state)
{
	struct rule rows[] = {
		tidied((struct rule){.rule = 1, .number = 1}),
		tidied((struct rule){.rule = 2, .number = 90, .words_any = S("灯")}),
		tidied((struct rule){.rule = 3, .number = 5, .node = COMMUNITY, .node_level = LEVEL_COMMUNITY}),
		tidied((struct rule){.rule = 4, .number = 99, .thing = ITEM, .thing_level = 3}),
		tidied((struct rule){.rule = 5, .number = 98, .thing = ITEM, .thing_level = 3}),
		tidied((struct rule){.rule = 6, .number = 1, .thing = CLASS, .thing_level = 1, .node = BUILDING, .node_level = LEVEL_BUILDING}),
	};
	struct rule_list list = {rows, sizeof rows / sizeof *rows};
	const int64_t order[] = {5, 4, 6, 3, 2, 1};
	struct rule_facts f = facts("灯", "", "");

	(void)state;
	rule_order(&list);
	for (size_t i = 0; i < list.n; i++)
		assert_int_equal(list.v[i].rule, order[i]);
	assert_int_equal(rule_first(&list, &f, f.at)->rule, 5);
	assert_true(rule_covers(&list.v[0], &list.v[1]));
	list.v[0].until_at = f.at;
	assert_int_equal(rule_first(&list, &f, f.at)->rule, 4);
	assert_false(rule_covers(&list.v[0], &list.v[1]));
}

/* ---- against a reference ---- */

static unsigned seed = 20261130;

static int
roll(int n)
{
	seed = seed * 1103515245u + 12345u;
	return (int)((seed >> 16) % (unsigned)n);
}

static const char *const vocabulary[] = {"灯", "灯坏", "水", "停水", "电梯", "梯"};

static struct str
some_words(int most)
{
	struct buf b;

	buf_init(&b, &arena);
	for (int n = roll(most + 1); n > 0; n--)
		buf_fmt(&b, "%s%s", b.n ? "，" : "", vocabulary[roll(6)]);
	return buf_done(&b);
}

static struct rule
random_rule(int64_t id)
{
	static const struct {
		int64_t id, level;
	} things[] = {{0, 0}, {CLASS, 1}, {GROUP, 2}, {ITEM, 3}, {OTHER_ITEM, 3}},
	  nodes[] = {{0, 0}, {DISTRICT, 1}, {STREET, 2}, {COMMUNITY, 3}, {OTHER_COMMUNITY, 3}, {BUILDING, 6}};
	int thing = roll(5), node = roll(6);
	struct rule r = {
		.id = id, .rule = id, .version = 1, .number = 1 + roll(5), .thing = things[thing].id, .thing_level = things[thing].level,
		.node = nodes[node].id, .node_level = nodes[node].level, .times = roll(3), .urgent = roll(3),
		.ways = roll(3) ? 0 : 1 << (1 + roll(4)) | 1 << (1 + roll(4)), .words_all = some_words(2), .words_any = some_words(2),
		.answers = roll(4) ? S("") : S("几楼: 3楼"),
	};

	if (!roll(3))
		r.day_from = 1 + roll(7), r.day_to = 1 + roll(7);
	r.off = !roll(9);
	r.from_at = roll(2) ? 0 : clock_at(2026, 11, 15 + roll(6), 0, 0, 0);
	r.until_at = roll(2) ? 0 : clock_at(2026, 11, 18 + roll(6), 0, 0, 0);
	return tidied(r);
}

static struct rule_facts
random_facts(void)
{
	struct rule_facts f = facts(some_words(3).p, some_words(2).p, roll(2) ? "几楼: 3楼" : "");

	if (roll(2))
		f.thing[3] = OTHER_ITEM;
	if (!roll(3))
		memset(f.thing, 0, sizeof f.thing);
	if (roll(2)) {
		f.place.at[LEVEL_COMMUNITY] = f.place.node = OTHER_COMMUNITY;
		f.place.at[LEVEL_BUILDING] = 0;
	}
	f.at = clock_at(2026, 11, 15 + roll(8), roll(24), roll(60), roll(60));
	f.way = 1 + roll(4);
	f.urgent = roll(2);
	return f;
}

static bool
any_line_in(struct str lines, struct str text, bool all)
{
	size_t n = 0, hits = 0;
	struct str line;

	while (rule_next(&lines, &line)) {
		n++;
		hits += str_has(text, line);
	}
	return all ? hits == n : n == 0 || hits > 0;
}

/* One condition after the other, in the slowest words. */
static bool
slow_holds(const struct rule *r, const struct rule_facts *f)
{
	struct civil c = clock_civil(f->at);
	int64_t from = clock_at(c.year, c.month, c.day, c.hour, c.minute, 0);
	int day = c.weekday == 0 ? 7 : c.weekday;
	bool place = r->node == 0, thing = r->thing == 0, span = r->day_from == 0;

	for (int i = 1; i < LEVEL__MAX; i++)
		place = place || f->place.at[i] == r->node;
	for (int i = 1; i <= 3; i++)
		thing = thing || f->thing[i] == r->thing;
	for (int64_t d = r->day_from; r->day_from; d = d % 7 + 1) {
		span = span || d == day;
		if (d == r->day_to)
			break;
	}
	return place && thing && span && (r->times == 0 || (calendar_add(from, 1) == from + 60) == (r->times == RULE_WORKING)) &&
	       (r->ways == 0 || (r->ways & (INT64_C(1) << f->way)) != 0) && (r->urgent == 0 || (r->urgent == RULE_HURRY) == f->urgent) &&
	       any_line_in(r->words_all, f->text, true) && any_line_in(r->words_any, f->text, false) &&
	       (r->answers.n == 0 || str_eq(r->answers, f->answers));
}

static int
weight(const struct rule *r)
{
	return (r->times != 0) + (r->day_from != 0) + (r->ways != 0) + (r->urgent != 0) + (r->words_all.n != 0) + (r->words_any.n != 0) +
	       (r->answers.n != 0);
}

/* Is a before b, asked one question after the other? */
static bool
slow_before(const struct rule *a, const struct rule *b)
{
	if (a->thing_level != b->thing_level)
		return a->thing_level > b->thing_level;
	if (a->node_level != b->node_level)
		return a->node_level > b->node_level;
	if (weight(a) != weight(b))
		return weight(a) > weight(b);
	if (a->number != b->number)
		return a->number < b->number;
	return a->rule < b->rule;
}

static void
test_match__as_a_slow_reader_does(void **state)
{
	enum { ROUNDS = 300, RULES = 25, FACTS = 20 };
	int decided = 0, covered = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct rule rows[RULES], asked[RULES];
		struct rule_list list = {rows, RULES};

		for (int i = 0; i < RULES; i++)
			asked[i] = rows[i] = random_rule(i + 1);
		rule_order(&list);
		for (int k = 0; k < FACTS; k++) {
			struct rule_facts f = random_facts();
			const struct rule *best = NULL, *got;

			for (int i = 0; i < RULES; i++)
				if (!asked[i].off && asked[i].from_at <= f.at && f.at < asked[i].until_at && slow_holds(&asked[i], &f) &&
				    (!best || slow_before(&asked[i], best)))
					best = &asked[i];
			got = rule_first(&list, &f, f.at);
			assert_int_equal(got ? got->rule : 0, best ? best->rule : 0);
			decided += best != NULL;
			for (int i = 0; i < RULES; i++)
				for (int j = 0; j < RULES; j++)
					if (i != j && rule_covers(&rows[i], &rows[j])) {
						covered++;
						if (rule_in_force(&rows[j], f.at) && rule_holds(&rows[j], &f))
							assert_true(rule_in_force(&rows[i], f.at) && rule_holds(&rows[i], &f));
					}
		}
		arena_reset(&arena);
	}
	assert_true(decided > ROUNDS);
	assert_true(covered > ROUNDS);
}

SUITE(rule)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_conditions__each_alone),
		cmocka_unit_test(test_times__the_calendar_says),
		cmocka_unit_test(test_times__the_district_says_its_own),
		cmocka_unit_test(test_tidy__what_is_refused),
		cmocka_unit_test(test_why__what_was_found),
		cmocka_unit_test(test_order__specific_first),
		cmocka_unit_test(test_match__as_a_slow_reader_does),
	};

	arena_init(&arena);
	return cmocka_run_group_tests_name("rule", tests, NULL, NULL);
}
