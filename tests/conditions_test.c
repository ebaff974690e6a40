/* conditions_test.c: what a reader meets when the disk is full or the database is away, through the whole gate.
 *
 * For PostgreSQL, LINLI_TEST_PG_CTL names a program that takes "stop" and "start". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/driver.h"
#include "script.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct world w;

static void
run_script(const char *text)
{
	struct script s = {.w = &w, .a = &w.arena, .data = "."};

	if (!script_run(&s, "conditions", str_of(text)))
		fail_msg("%.*s", STR(str_sub(s.problem, 0, 900)));
}

/* Connections that failed are not tried again at once: a page comes within a few seconds, or never. */
static void
wait_for_page(void)
{
	struct script s;
	int tries = 0;

	do {
		if (tries++)
			sleep(1);
		s = (struct script){.w = &w, .a = &w.arena, .data = "."};
	} while (!script_run(&s, "conditions", S("GET /\n200\n")) && tries < 30);
}

static int
open_sqlite(void **state)
{
	(void)state;
	return world_open(&w, DB_SQLITE) ? 0 : -1;
}

static int
close_world(void **state)
{
	(void)state;
	world_close(&w);
	return 0;
}

static int
set_pages(struct tx *tx, void *arg)
{
	return db_script(tx, arg);
}

static void
most_pages(const char *text)
{
	assert_int_equal(db_write_now(w.db, &w.arena, set_pages, (void *)(uintptr_t)text), 0);
}

/* The writer may not grow its file any more; what was typed is kept for a later try. */
static void
test_conditions__full_disk(void **state)
{
	(void)state;
	most_pages("PRAGMA max_page_count = 1");
	run_script("set long = 楼道灯坏了 x 300\n"
		   "as visitor\n"
		   "GET /appeal\n"
		   "200\n"
		   "POST /appeal text=$long&place=@BL-B1&anon=nobody&open=1\n"
		   "507 has 存储空间已满\n"
		   "GET /health\n"
		   "503 has nothing can be written\n");
	most_pages("PRAGMA max_page_count = 1000000000");
	run_script("as visitor\n"
		   "GET /appeal?q=楼道灯\n"
		   "200\n"
		   "not BL-2611\n"
		   "POST /appeal text=楼道灯坏了&place=@BL-B1&anon=nobody&open=1\n"
		   "303 /appeal/BL-2611-0001/receipt\n"
		   "GET /health\n"
		   "200 has \"deed\":\"/appeal\"\n");
}

static void
move_database(const char *from, const char *to)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	char a[160], b[160];

	for (size_t i = 0; i < 3; i++) {
		snprintf(a, sizeof a, "%s/%s%s", w.dir, from, ends[i]);
		snprintf(b, sizeof b, "%s/%s%s", w.dir, to, ends[i]);
		rename(a, b);
	}
}

static const char AWAY[] = "as visitor\n"
			   "GET /\n"
			   "503 has 暂时连不上数据库\n"
			   "GET /health\n"
			   "503\n"
			   "GET /api/appeal\n"
			   "503\n"
			   "POST /appeal text=楼道灯坏了&anon=nobody\n"
			   "503\n";
static const char BACK[] = "as visitor\n"
			   "GET /\n"
			   "200\n"
			   "POST /appeal text=楼道灯坏了&place=@BL-B1&anon=nobody&open=1\n"
			   "303 /appeal/$code/receipt\n"
			   "GET /appeal/$code\n"
			   "200\n";

static void
test_conditions__sqlite_file_goes_away_and_comes_back(void **state)
{
	(void)state;
	run_script(BACK);
	move_database("linli.db", "away.db");
	run_script(AWAY);
	move_database("away.db", "linli.db");
	run_script(BACK);
}

static void
test_conditions__postgresql_stops_and_starts(void **state)
{
	const char *ctl = getenv("LINLI_TEST_PG_CTL");
	char command[512];

	(void)state;
	if (!world_has(DB_PG) || !ctl)
		skip();
	assert_true(world_open(&w, DB_PG));
	run_script(BACK);
	snprintf(command, sizeof command, "'%s' stop", ctl);
	assert_int_equal(system(command), 0);
	run_script(AWAY);
	snprintf(command, sizeof command, "'%s' start", ctl);
	assert_int_equal(system(command), 0);
	wait_for_page();
	run_script(BACK);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_conditions__full_disk, open_sqlite, close_world),
		cmocka_unit_test_setup_teardown(test_conditions__sqlite_file_goes_away_and_comes_back, open_sqlite, close_world),
		cmocka_unit_test(test_conditions__postgresql_stops_and_starts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
