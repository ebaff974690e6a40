/* clocks_test.c: a day becomes free while clocks run: verify tells, recompute mends it by chained steps, what has ended stays. */
#include <pthread.h>

#include "base/clock.h"
#include "db_env.h"
#include "kit/course_retime.h"
#include "kit/holiday.h"
#include "kit/matter.h"
#include "lib/calendar.h"
#include "lib/sheet.h"
#include "main/main.h"
#include "play.h"

enum { AT_ONCE = 4, DAY_S = 86400 };

static int
end_world(void **state)
{
	calendar_load(NULL, 0);
	return close_world(state);
}

static int
run_import(struct tx *tx, void *arg)
{
	struct holiday_import done;
	struct sheet *s;
	struct str why;

	TRY(sheet_open_bytes(str_of(arg), S("a.csv"), &s, tx->arena, &why));
	TRY(holiday_import(tx, s, &done));
	sheet_close(s);
	return holiday_load(tx);
}

static void
import(char *days)
{
	assert_int_equal(db_write_now(w.db, &w.arena, run_import, days), 0);
}

static struct retimed
retime(bool dry)
{
	struct retimed sum = {0};

	assert_int_equal(course_retime_all(w.db, w.features, WORLD_DISTRICT, dry, &sum), 0);
	assert_int_equal(sum.failed, 0);
	return sum;
}

static int
verify(void)
{
	return verify_cmd(&(struct options){.district = WORLD_DISTRICT}, w.db, 0, NULL);
}

static int
read_matter(struct tx *tx, void *arg)
{
	struct matter *m = arg;

	return matter_by_code(tx, WORLD_DISTRICT, m->code, m);
}

static struct matter
matter(const char *code)
{
	struct matter m = {.code = str_of(code)};

	assert_int_equal(db_read_now(w.db, &w.arena, read_matter, &m), 0);
	return m;
}

static void
file(const char *code, const char *rest)
{
	play(str_fmt(&w.arena,
		     "as wang\nPOST /appeal text=楼道灯坏了，上下楼看不清 %s。&place=@BL-B3&anon=named&open=1\n303 /appeal/%s/receipt\n"
		     "as shequ\nPOST /appeal/%s/dispatch org=org:yh-city\n303\n%s",
		     code, code, code, rest)
		     .p);
}

static void
test_clocks__a_new_holiday_is_reckoned_with(void **state)
{
	struct matter was, is, over;
	struct retimed sum;

	(void)state;
	file("BL-2611-0001", "as shizheng\nPOST /appeal/BL-2611-0001/accept\n303\n");
	file("BL-2611-0002", "as shizheng\nPOST /appeal/BL-2611-0002/accept\n303\n"
			     "POST /appeal/BL-2611-0002/ask text=是哪一层？\n303\n");
	file("BL-2611-0003", "as wang\nPOST /appeal/BL-2611-0003/withdraw text=自己修好了\n303\n");
	was = matter("BL-2611-0001");
	over = matter("BL-2611-0003");
	assert_int_equal(verify(), 0);
	import("date,kind,name\n2026-11-19,off,区庆\n");
	assert_int_equal(verify(), 1);
	sum = retime(true);
	assert_int_equal(sum.matters, 2);
	assert_true(sum.clocks >= 4);
	assert_int_equal(matter("BL-2611-0001").version, was.version);
	assert_int_equal(verify(), 1);
	assert_int_equal(retime(false).clocks, sum.clocks);
	assert_int_equal(verify(), 0);
	is = matter("BL-2611-0001");
	assert_int_equal(is.version, was.version + 1);
	assert_true(is.due_at >= was.due_at + DAY_S);
	assert_true(is.promised_at >= was.promised_at + DAY_S);
	assert_int_equal(is.queue_at, is.due_at < is.promised_at ? is.due_at : is.promised_at);
	assert_int_equal(matter("BL-2611-0003").version, over.version);
	assert_int_equal(retime(false).clocks, 0);
	/* What was asked goes on with what was left, a day later. */
	play("as wang\nGET /appeal/BL-2611-0001\n200 has 时限重新计算\nhas 上班时间或放假安排有变\n"
	     "POST /appeal/BL-2611-0002/answer text=三楼，靠东边的那一盏。\n303\nverify\n");
	/* The day works after all. */
	import("date,kind,name\n2026-11-19,work,\n");
	assert_int_equal(verify(), 1);
	assert_int_equal(retime(false).matters, 2);
	assert_int_equal(matter("BL-2611-0001").due_at, was.due_at);
	assert_int_equal(verify(), 0);
}

static void *
run_retime(void *arg)
{
	*(struct retimed *)arg = (struct retimed){0};
	return course_retime_all(w.db, w.features, WORLD_DISTRICT, false, arg) < 0 ? arg : NULL;
}

static void
test_clocks__two_at_once_do_each_once(void **state)
{
	struct retimed sums[AT_ONCE];
	pthread_t threads[AT_ONCE];
	void *failed;

	(void)state;
	for (int i = 1; i <= 6; i++)
		file(str_fmt(&w.arena, "BL-2611-%04d", i).p, "");
	import("date,kind\n2026-11-18,off\n2026-11-19,off\n");
	for (size_t i = 0; i < AT_ONCE; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, run_retime, &sums[i]), 0);
	for (size_t i = 0; i < AT_ONCE; i++) {
		assert_int_equal(pthread_join(threads[i], &failed), 0);
		assert_null(failed);
		assert_int_equal(sums[i].failed, 0);
	}
	for (int i = 1; i <= 6; i++)
		assert_int_equal(matter(str_fmt(&w.arena, "BL-2611-%04d", i).p).version, 3);
	assert_int_equal(verify(), 0);
}

SUITE(clocks)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_clocks__a_new_holiday_is_reckoned_with, open_world, end_world),
		cmocka_unit_test_setup_teardown(test_clocks__two_at_once_do_each_once, open_world, end_world),
	};

	return DB_ENV_EACH("clocks", &engine, tests);
}
