/* holiday_test.c: public holidays that are imported. */
#include "kit/holiday.h"

#include "kit_help.h"
#include "lib/calendar.h"
#include "lib/sheet.h"

static int64_t
day_of(int y, int m, int d)
{
	return clock_day(clock_at(y, m, d, 12, 0, 0));
}

static int
import(const char *text, struct holiday_import *ret)
{
	struct tx *tx = begin();
	struct sheet *s;
	struct str why;
	int rc;

	assert_int_equal(sheet_open_bytes(str_of(text), S("a.csv"), &s, tx->arena, &why), 0);
	rc = holiday_import(tx, s, ret);
	sheet_close(s);
	if (rc == 0)
		rc = holiday_load(tx);
	if (rc < 0)
		assert_non_null(tx->fault.text);
	commit();
	return rc;
}

static void
test_holiday__import_is_known_and_again_replaces(void **state)
{
	struct holiday_import done;

	(void)state;
	assert_int_equal(import("date,kind,name,paper\n2027-10-01,off,国庆节,x\n2027-10-09,班,国庆节,\n2026-12-31,休,元旦,\n", &done), 0);
	assert_int_equal(done.days, 3);
	assert_int_equal(done.first_year, 2026);
	assert_int_equal(done.last_year, 2027);
	assert_true(calendar_known(2027));
	assert_true(calendar_works(day_of(2027, 10, 9)));
	assert_int_equal(import("date,kind\n2027-10-09,off\n", &done), 0);
	assert_false(calendar_works(day_of(2027, 10, 9)));
	assert_false(calendar_works(day_of(2027, 10, 1)));
	calendar_load(NULL, 0);
}

static void
test_holiday__bad_lines_are_refused(void **state)
{
	static const char *const lines[] = {"2027-10-32,off", "2027-02-29,off", "2027-10-1,off", "1999-10-01,off", "2100-10-01,off",
					    "2027/10/01,off", "2027-10-01,",	"2027-10-01,maybe", ",off"};
	struct holiday_import done;

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_int_equal(import(str_fmt(&A, "date,kind\n2027-01-01,off\n%s\n", lines[i]).p, &done), E_INVALID);
		assert_int_equal(done.line, 3);
	}
	assert_int_equal(import("date,kind\n", &done), E_INVALID);
	assert_int_equal(import("tag,art\n2027-10-01,off\n", &done), E_INVALID);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
static const struct CMUnitTest tests[] = {
	TEST(test_holiday__import_is_known_and_again_replaces),
	TEST(test_holiday__bad_lines_are_refused),
};

SUITE(holiday)
{
	return DB_ENV_EACH("holiday", &engine, tests);
}
