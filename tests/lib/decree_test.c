/* decree_test.c: the notice of a year's holidays, read from its text. */
#include "lib/decree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/err.h"
#include "lib/calendar.h"
#include "suite.h"

static struct arena A;

/* As it was published. */
static const char notice[] =
	"国务院办公厅关于2026年\n"
	"部分节假日安排的通知\n"
	"国办发明电〔2025〕7号\n"
	"各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n"
	"　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。\n"
	"　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。\n"
	"　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。\n"
	"　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。\n"
	"　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。\n"
	"　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。\n"
	"　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。\n"
	"　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。\n"
	"　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。\n"
	"国务院办公厅\n"
	"2025年11月4日\n";

static int64_t
day_of(int y, int m, int d)
{
	return clock_day(clock_at(y, m, d, 12, 0, 0));
}

/* Read, it says of every day what the shipped list says. */
static void
test_decree__the_notice_of_2026_is_the_shipped_year(void **state)
{
	struct calendar_day days[DECREE_DAYS_MAX];
	bool works[366];
	struct decree d;

	(void)state;
	assert_int_equal(decree_read(&A, str_of(notice), &d), 0);
	assert_int_equal(d.year, 2026);
	assert_int_equal(d.n, 33 + 6);
	for (size_t i = 0; i < d.n; i++) {
		days[i] = (struct calendar_day){.day = d.v[i].day, .works = d.v[i].works};
		assert_true(str_is(d.v[i].name, calendar_name(d.v[i].day)));
	}
	for (int i = 0; i < 365; i++)
		works[i] = calendar_works(day_of(2026, 1, 1) + i);
	calendar_load(days, d.n);
	for (int i = 0; i < 365; i++)
		assert_int_equal(calendar_works(day_of(2026, 1, 1) + i), works[i]);
	calendar_load(NULL, 0);
}

/* On one line, with other brackets, digits and blanks, as it comes out of a page or a mail. */
static void
test_decree__however_it_was_pasted(void **state)
{
	struct str text = S("国务院办公厅关于 ２０２７ 年部分节假日安排的通知 通知如下。一、元旦: 1月1日 放假，与周末连休。"
			    "二、“五一”：4月30日—5月2日放假调休，共3天。5月8日(星期六)上班。三、国庆节：10月1日至 7日放假调休，共7天。"
			    "10月9日（星期六）、10日上班。鼓励大家错峰。");
	struct decree d;

	(void)state;
	assert_int_equal(decree_read(&A, text, &d), 0);
	assert_int_equal(d.year, 2027);
	assert_int_equal(d.n, 14);
	assert_int_equal(d.v[13].day, day_of(2027, 10, 10));
	assert_true(d.v[13].works);
}

static struct str
with(const char *piece)
{
	return str_fmt(&A, "国务院办公厅关于2027年部分节假日安排的通知。一、元旦：1月1日放假。二、劳动节：5月1日放假。三、国庆节：10月1日放假。四、中秋节：%s",
		       piece);
}

static void
test_decree__what_must_be_refused(void **state)
{
	static const char *const pieces[] = {
		"9月15日（周四）放假。",	      /* a Wednesday */
		"9月15日至17日放假调休，共4天。",	      /* three */
		"9月15日放假2天。",
		"9月18日（星期六）、9月20日（星期一）上班。", /* Monday needs no working */
		"2月29日放假。",
		"9月31日放假。",
		"13月1日放假。",
		"15日放假。",
		"9月放假。",
		"9月15日。放假。",
		"9月15日至9月10日放假。",
		"9月1日至30日放假。",
		"9月15日至放假。",
		"2026年9月15日放假。",
		"2028年1月1日放假。",
		"9月15日（周三放假。",
		"9月15日下午放假半天。",
		"9月15日放假，9月19日起正常上班。",
		"9月18日放假。9月18日（星期六）上班。",
		"延长假期至9月20日放假。",
	};
	struct decree d;

	(void)state;
	assert_int_equal(decree_read(&A, with("9月15日放假。"), &d), 0);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		if (decree_read(&A, with(pieces[i]), &d) != E_INVALID)
			fail_msg("taken: %s", pieces[i]);
		assert_non_null(d.why);
	}
}

static void
test_decree__what_is_no_notice(void **state)
{
	static const char *const texts[] = {
		"",
		"2027年放假",
		"国务院办公厅关于2027年部分节假日安排的通知",
		"关于2027年工作的通知。一、元旦：1月1日放假。二、劳动节：5月1日放假。三、国庆节：10月1日放假。",
		"国务院办公厅关于2027年部分节假日安排的通知。一、元旦：1月1日放假。三、国庆节：10月1日放假。",
		"国务院办公厅关于1999年部分节假日安排的通知。一、元旦：1月1日放假。二、劳动节：5月1日放假。三、国庆节：10月1日放假。",
		"\xff\xfe",
	};
	char *large = calloc(1, DECREE_TEXT_MAX + 2);
	struct decree d;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		assert_int_equal(decree_read(&A, str_of(texts[i]), &d), E_INVALID);
		assert_non_null(d.why);
	}
	memset(large, 'a', DECREE_TEXT_MAX + 1);
	assert_int_equal(decree_read(&A, str_of(large), &d), E_INVALID);
	free(large);
}

/* Cut anywhere, it is taken whole or refused with a reason, and never read wrongly into another year. */
static void
test_decree__cut_anywhere(void **state)
{
	struct decree d;

	(void)state;
	for (size_t n = 0; n < sizeof notice; n++) {
		int rc = decree_read(&A, (struct str){notice, n}, &d);

		assert_true(rc == 0 || (rc == E_INVALID && d.why));
		for (size_t i = 0; rc == 0 && i < d.n; i++)
			assert_int_equal(clock_civil(d.v[i].day * 86400).year, 2026);
		if (n % 64 == 0)
			arena_reset(&A);
	}
}

/* ---- what others say ---- */

static struct str
read_cases(void)
{
	const char *shared = getenv("LINLI_SHARED");
	char path[300], *bytes = arena_alloc(&A, 1 << 18);
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "%s/data/outside/02-holidays/notice-text-cases.json", shared ? shared : "../shared");
	f = fopen(path, "r");
	if (!f)
		skip();
	n = fread(bytes, 1, 1 << 18, f);
	fclose(f);
	return (struct str){bytes, n};
}

/* The text after "key": up to the quotation mark. */
static struct str
after(struct str *rest, const char *key, const char *end)
{
	size_t at = str_find(*rest, str_of(key));
	struct str value;

	*rest = str_sub(*rest, at + strlen(key), rest->n);
	value = str_sub(*rest, 0, str_find(*rest, str_of(end)));
	return value;
}

static void
test_decree__sentences_of_real_notices(void **state)
{
	struct str rest = read_cases();
	int seen = 0;

	(void)state;
	while (str_has(rest, S("\"year\": "))) {
		struct decree d = {0};
		int64_t year;
		size_t n = 0;
		struct str words, days;

		assert_true(str_int(after(&rest, "\"year\": ", ","), &year));
		d.year = (int)year;
		words = after(&rest, "\"description\": \"", "\"");
		if (decree_read(&A, str_fmt(&A, "关于%lld年部分节假日安排的通知。一、甲：%.*s", (long long)year, STR(words)), &d) < 0 && d.piece.n)
			fail_msg("%.*s: %s", STR(words), d.why);
		days = after(&rest, "\"expected\": [", "]");
		while (str_has(days, S("\"date\": "))) {
			struct str date = after(&days, "\"date\": \"", "\"");
			bool off = str_is(after(&days, "\"isOffDay\": ", "\n"), "true"), found = false;
			int y, m, dd;

			assert_int_equal(sscanf(str_z(&A, date), "%d-%d-%d", &y, &m, &dd), 3);
			for (size_t i = 0; i < d.n; i++)
				found |= d.v[i].day == day_of(y, m, dd) && d.v[i].works == !off;
			if (!found)
				fail_msg("%.*s: %.*s", STR(words), STR(date));
			n++;
		}
		assert_int_equal(n, d.n);
		seen++;
	}
	assert_true(seen > 20);
}

static int
setup(void **state)
{
	(void)state;
	arena_init(&A);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_release(&A);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
static const struct CMUnitTest tests[] = {
	TEST(test_decree__the_notice_of_2026_is_the_shipped_year),
	TEST(test_decree__however_it_was_pasted),
	TEST(test_decree__what_must_be_refused),
	TEST(test_decree__what_is_no_notice),
	TEST(test_decree__cut_anywhere),
	TEST(test_decree__sentences_of_real_notices),
};

SUITE(decree)
{
	return cmocka_run_group_tests_name("decree", tests, NULL, NULL);
}
