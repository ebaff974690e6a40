/* narrow_test.c: which of a list words mean: a whole name before parts of others, the only one that fits, first letters of pinyin; of several
 * none, and each of them is offered. */
#include "kit/narrow.h"

#include "base/arena.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "suite.h"

static const char *const names[] = {"北岭社区", "南塘社区", "榕荫社区", "文桥社区", "文桥花园社区", "渡口社区", "石榴巷社区",
				    "柳堤社区", "东篱社区", "望湖里社区", "竹园社区", "新渡社区", "青石桥社区"};
enum { NAMES = sizeof names / sizeof *names };

static struct pick_list
list_of(struct arena *a, size_t n)
{
	struct pick_list list = {NEW_ARRAY(a, struct pick, NAMES), n};

	for (size_t i = 0; i < n; i++)
		list.v[i] = (struct pick){.value = str_number(a, (int64_t)i + 1), .label = str_of(names[i])};
	return list;
}

static void
test_narrow__words_mean_one_or_none(void **state)
{
	static const struct {
		const char *typed;
		int64_t meant; /* 0 = none */
		size_t hits;
	} rows[] = {
		{"北岭社区", 1, 1}, {"北岭", 1, 1}, {" 北岭 ", 1, 1}, {"文桥社区", 4, 1}, {"文桥", 0, 2}, {"社区", 0, NAMES},
		{"nt", 2, 1}, {"没有这里", 0, 0}, {"渡", 0, 2},
	};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct pick_list all = list_of(&a, NAMES), hits;
		const struct pick *p = pick_meant(&a, &all, str_of(rows[i].typed), &hits);

		assert_int_equal(p ? p - all.v + 1 : 0, rows[i].meant);
		assert_int_equal(hits.n, rows[i].hits);
	}
	arena_release(&a);
}

static void
test_narrow__many_are_chosen_by_words(void **state)
{
	struct pick_words words;
	struct pick_list all;
	struct arena a;

	(void)state;
	arena_init(&a);
	all = list_of(&a, PICK_SELECT_MOST);
	pick_by_words(&a, &all, "find", S("文桥"), S("/x?c="), &words);
	assert_null(words.find);
	all = list_of(&a, NAMES);
	all.v[2].chosen = true;
	pick_by_words(&a, &all, "find", S(""), S("/x?c="), &words);
	assert_string_equal(words.find, "find");
	assert_true(str_is(words.typed, "榕荫社区"));
	assert_int_equal(words.hits.n, 0);
	pick_by_words(&a, &all, "find", S("文桥"), S("/x?c="), &words);
	assert_int_equal(words.hits.n, 2);
	assert_true(str_is(words.hits.v[1].href, "/x?c=5"));
	pick_by_words(&a, &all, "find", S("没有这里"), S("/x?c="), &words);
	assert_true(words.nothing);
	arena_release(&a);
}

SUITE(narrow)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_narrow__words_mean_one_or_none),
		cmocka_unit_test(test_narrow__many_are_chosen_by_words),
	};

	return cmocka_run_group_tests_name("narrow", tests, NULL, NULL);
}
