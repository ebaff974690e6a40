/* like_test.c: which texts are said to be alike: copies, places, words, time; and clusters. Public pairs that share nearly all words and mean
 * different things (shared/data/outside/14-duplicates) say how much words alone are worth. */
#include "lib/like.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "suite.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { DAY = 86400, NOW = 1763431200 };

static struct arena arena;
static struct like *index_;

static int
begin(void **state)
{
	(void)state;
	arena_init(&arena);
	index_ = like_new(&arena, 2000);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void
put(int64_t id, const char *text, int64_t building, int64_t at)
{
	struct like_text t = {.id = id, .at = at, .place = {building, 0, 7, 1}, .text = str_of(text)};

	assert_true(like_add(index_, &t));
}

/* What a district says all day: words of the trade are common. */
static void
fill(void)
{
	static const char *const what[] = {"电梯坏了没人修", "楼道灯不亮", "垃圾没人清", "噪音大睡不着", "路面破损积水", "井盖松动异响", "停车位被占",
					   "狗叫扰民", "公交站太远", "幼儿园什么时候开"};
	static const char *const where[] = {"阳光花园", "锦绣家园", "翠湖小区", "书院路", "人民路", "东风街", "和平广场", "东阳村", "桃源苑", "滨江大道"};
	char text[120];

	for (int i = 0; i < 100; i++) {
		snprintf(text, sizeof text, "%s%s，请有关部门尽快处理，谢谢。", where[i % 10], what[i / 10]);
		put(1000 + i, text, 0, NOW - (int64_t)i * DAY);
	}
}

/* The best hit for a text, and how alike. */
static int64_t
best(const char *text, int64_t building, int64_t at, int *ret_permille)
{
	struct like_text t = {.id = 1, .at = at, .place = {building, 0, 7, 1}, .text = str_of(text)};
	struct like_hit v[3];
	size_t n = like_find(index_, &t, 1, v, 3);

	*ret_permille = n ? v[0].permille : 0;
	return n ? v[0].id : 0;
}

static void
test_copies__are_found_whatever_their_blanks(void **state)
{
	int p;

	(void)state;
	fill();
	put(50, "三号楼 电梯 又停了，困了两个人！", 3, NOW - 400 * DAY);
	assert_int_equal(best("三号楼电梯又停了困了两个人", 9, NOW, &p), 50);
	assert_int_equal(p, LIKE_COPY);
}

static void
test_places__keep_like_words_apart(void **state)
{
	int p;

	(void)state;
	fill();
	/* The words are those of ten cases; only one names the place. */
	assert_int_equal(best("翠湖小区电梯坏了没人修，请尽快处理", 0, NOW, &p), 1002);
	assert_true(p >= LIKE_SAME);
	best("金色港湾花园电梯坏了没人修，请有关部门尽快处理，谢谢。", 0, NOW, &p);
	if (p >= LIKE_SAME)
		fail_msg("%d", p);
}

static void
test_other_words__of_the_same_matter_are_found(void **state)
{
	int p;

	(void)state;
	fill();
	put(60, "恒大城小区配套幼儿园建好两年了还没有移交，请政府及时接收并开办公立园。", 0, NOW - 2 * DAY);
	assert_int_equal(best("教育局一直拖着，恒大城小区的公立幼儿园到现在没有开办", 0, NOW, &p), 60);
	assert_true(p >= LIKE_ASK);
}

static void
test_time_and_building__count(void **state)
{
	int near, far, here, there;

	(void)state;
	fill();
	put(70, "自来水水压很小，洗澡都出不来水", 3, NOW - DAY);
	best("家里水压小，水出不来", 3, NOW, &near);
	best("家里水压小，水出不来", 3, NOW + 300 * DAY, &far);
	best("家里水压小，水出不来", 3, NOW, &here);
	best("家里水压小，水出不来", 8, NOW, &there);
	assert_true(near > far);
	assert_true(here > there);
}

static void
test_index__is_bounded_and_leaves_out_oneself(void **state)
{
	struct like *small = like_new(&arena, 2);
	struct like_text t = {.id = 5, .at = NOW, .text = S("楼道灯不亮")};
	struct like_hit v[2];

	(void)state;
	assert_true(like_add(small, &t));
	assert_int_equal(like_find(small, &t, 0, v, 2), 0);
	t.id = 6;
	assert_int_equal(like_find(small, &t, 0, v, 2), 1);
	assert_true(like_add(small, &t));
	t.id = 7;
	assert_false(like_add(small, &t));
	assert_int_equal(like_count(small), 2);
	/* Nothing, one sign, and what is no text. */
	t.text = S("");
	assert_int_equal(like_find(small, &t, 1, v, 2), 0);
	t.text = S("\xff\xfe，。");
	assert_int_equal(like_find(small, &t, 1, v, 2), 0);
	assert_int_equal(like_find(small, &t, 1, v, 0), 0);
}

static void
test_clusters__hold_the_same_and_nothing_else(void **state)
{
	struct like_cluster *v;
	size_t n;

	(void)state;
	fill();
	put(80, "北岭路口水管爆了，1到6号楼都停水了", 1, NOW);
	put(81, "一点水都没有，听说北岭路口水管爆了", 2, NOW + 600);
	put(82, "停水了，北岭路口水管爆裂什么时候修好", 3, NOW + 1200);
	put(83, "卫生间漏水到楼下", 3, NOW + 1300);
	n = like_clusters(index_, &arena, &v);
	assert_int_equal(n, 1);
	assert_int_equal(v[0].n, 3);
	for (size_t i = 0; i < v[0].n; i++)
		assert_in_range(like_id(index_, v[0].v[i]), 80, 82);
	assert_true(v[0].heat > 2.9 && v[0].heat <= 3.0);
	assert_int_equal(v[0].to - v[0].from, 1200);
}

static void
test_places__are_read_from_texts(void **state)
{
	static const struct {
		const char *text, *names;
	} rows[] = {
		{"A3区锦绣花园小区电梯坏了", "a3区 锦绣花园"},
		{"住在书院路与人民路路口", "书院路 人民路"},
		{"没有这样的", ""},
		{"这个小区", ""},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str v[8], rest = str_of(rows[i].names), name;
		size_t n = like_places(&arena, str_of(rows[i].text), v, 8);

		while (rest.n && str_next(&rest, ' ', &name)) {
			bool there = false;

			for (size_t k = 0; k < n; k++)
				there |= str_eq(v[k], name);
			if (!there)
				fail_msg("%s: no %.*s", rows[i].text, STR(name));
		}
		if (!rows[i].names[0])
			assert_int_equal(n, 0);
	}
}

/* Of pairs that share nearly all words, more than half mean different things: nothing may be joined by words alone, and this says how
 * often it would be wrong. */
static void
test_pairs__of_the_same_words_are_no_proof(void **state)
{
	FILE *f = fopen("../shared/data/outside/14-duplicates/paws-x-zh-dev.tsv", "r");
	char line[4096];
	int said = 0, right = 0, n = 0;

	(void)state;
	if (!f) {
		skip();
		return;
	}
	while (fgets(line, sizeof line, f)) {
		char *b = strchr(line, '\t'), *c = b ? strchr(b + 1, '\t') : NULL;
		struct like *l;
		struct like_hit hit;

		if (!c || (c[1] != '0' && c[1] != '1'))
			continue;
		*b = *c = 0;
		arena_reset(&arena);
		l = like_new(&arena, 1);
		like_add(l, &(struct like_text){.id = 1, .at = NOW, .text = str_of(line)});
		n++;
		if (like_find(l, &(struct like_text){.id = 2, .at = NOW, .text = str_of(b + 1)}, LIKE_SAME, &hit, 1)) {
			said++;
			right += c[1] == '1';
		}
	}
	fclose(f);
	printf("# %d pairs of the same words: %d are said to be alike, %d of them mean the same\n", n, said, right);
	assert_true(n > 1000);
	/* Were this ever near 1, something else than words would have been looked at. */
	assert_true(right < said);
}

SUITE(like)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_copies__are_found_whatever_their_blanks, begin, end),
		cmocka_unit_test_setup_teardown(test_places__keep_like_words_apart, begin, end),
		cmocka_unit_test_setup_teardown(test_other_words__of_the_same_matter_are_found, begin, end),
		cmocka_unit_test_setup_teardown(test_time_and_building__count, begin, end),
		cmocka_unit_test_setup_teardown(test_index__is_bounded_and_leaves_out_oneself, begin, end),
		cmocka_unit_test_setup_teardown(test_clusters__hold_the_same_and_nothing_else, begin, end),
		cmocka_unit_test_setup_teardown(test_places__are_read_from_texts, begin, end),
		cmocka_unit_test_setup_teardown(test_pairs__of_the_same_words_are_no_proof, begin, end),
	};

	return cmocka_run_group_tests_name("like", tests, NULL, NULL);
}
