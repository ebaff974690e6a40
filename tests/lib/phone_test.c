/* phone_test.c: numbers as people write and copy them, and what is refused. */
#include "lib/phone.h"
#include "arena_help.h"
#include "suite.h"

#define WRONG "" /* refused */

static const struct {
	const char *typed, *any, *mobile;
} rows[] = {
	{"13800138000", "13800138000", "13800138000"},
	{"１３８００１３８０００", "13800138000", "13800138000"},
	{"+86 138 0013 8000", "13800138000", "13800138000"},
	{"0086-138-0013-8000", "13800138000", "13800138000"},
	{"8613800138000", "13800138000", "13800138000"},
	/* iPhones copy marks of direction around a number, other places other things nobody sees. */
	{"\u202d138 0013 8000\u202c", "13800138000", "13800138000"},
	{"\u2068+86\u00a0138\u20110013\u20118000\u2069", "13800138000", "13800138000"},
	{"138\u200b0013\u00ad8000\ufeff", "13800138000", "13800138000"},
	{"138·0013·8000", "13800138000", "13800138000"},
	{"138.0013.8000", "13800138000", "13800138000"},
	/* Hong Kong, Macao, Taiwan; with the plus, with 00, with neither. */
	{"+852 9123 4567", "+85291234567", "+85291234567"},
	{"00852-91234567", "+85291234567", "+85291234567"},
	{"85291234567", "+85291234567", "+85291234567"},
	{"(853) 6612 3456", "+85366123456", "+85366123456"},
	{"+886 0912 345 678", "+886912345678", "+886912345678"},
	{"+852 2123 4567", "+85221234567", WRONG},
	/* Abroad: can be called, gets no code. */
	{"+65 9123 4567", "+6591234567", WRONG},
	{"001 415 555 0100", "+14155550100", WRONG},
	{"+1 (415) 555-0100", "+14155550100", WRONG},
	/* Landlines, service numbers. */
	{"0571-8888888-802", "05718888888-802", WRONG},
	{"（0571）8888888 转 802", "05718888888-802", WRONG},
	{"+86 10 8888 8888", "01088888888", WRONG},
	{"400-123-4567", "4001234567", WRONG},
	{"800 820 8820", "8008208820", WRONG},
	{"95588", "95588", WRONG},
	{"96315", "96315", WRONG},
	/* Refused. */
	{"", WRONG, WRONG},
	{"\u202d\u202c", WRONG, WRONG},
	{"12345", WRONG, WRONG},
	{"1380013800", WRONG, WRONG},
	{"138001380000", WRONG, WRONG},
	{"12800138000", WRONG, WRONG},
	{"1380013800o", WRONG, WRONG},
	{"电话13800138000", WRONG, WRONG},
	{"13800138000\u0661", WRONG, WRONG},
	{"+852 912", WRONG, WRONG},
	{"+852 9123 4567 8", WRONG, WRONG},
	{"+0912345678", WRONG, WRONG},
	{"+123456789012345678", WRONG, WRONG},
	{"8888888", WRONG, WRONG},
	{"401-123-4567", WRONG, WRONG},
	{"0571-8888888-1234567", WRONG, WRONG},
};

static void
test_table(void **state)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str any = str_of(rows[i].typed), mobile = any;
		int64_t by = 0;
		const char *any_why = phone_any(&arena, &any, &by), *mobile_why = phone_mobile(&arena, &mobile, &by);

		if ((any_why == NULL) != (rows[i].any[0] != 0) || (!any_why && !str_is(any, rows[i].any)))
			fail_msg("any %s: %.*s %s", rows[i].typed, STR(any), any_why ? any_why : "");
		if ((mobile_why == NULL) != (rows[i].mobile[0] != 0) || (!mobile_why && !str_is(mobile, rows[i].mobile)))
			fail_msg("mobile %s: %.*s %s", rows[i].typed, STR(mobile), mobile_why ? mobile_why : "");
		if (any_why)
			assert_true(str_is(any, rows[i].typed)); /* what was typed stays */
	}
}

/* What one spelling brings, another reading of it leaves. */
static void
test_spelling_stands(void **state)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str s = str_of(rows[i].any);
		int64_t by = 0;

		if (!s.n)
			continue;
		assert_null(phone_any(&arena, &s, &by));
		assert_true(str_is(s, rows[i].any));
		assert_int_equal(phone_is_mobile(s), rows[i].mobile[0] != 0 || str_is(s, "+85221234567"));
	}
	assert_false(phone_is_mobile(S("+6591234567")));
	assert_false(phone_is_mobile(S("")));
	assert_false(phone_is_mobile(S("+")));
	assert_false(phone_is_mobile(S("1380013800x")));
}

SUITE(phone)
{
	const struct CMUnitTest tests[] = {
		TEST(test_table),
		TEST(test_spelling_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
