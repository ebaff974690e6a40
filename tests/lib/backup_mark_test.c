/* backup_mark_test.c: what a folder of backups tells. */
#include "lib/backup_mark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"
#include "suite.h"

static struct arena A;
static char dir[64];

static void
put(const char *name, const char *text)
{
	FILE *f = fopen(str_fmt(&A, "%s/%s", dir, name).p, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
test_folder__tells_what_was_proved(void **state)
{
	struct backup_state s;

	(void)state;
	snprintf(dir, sizeof dir, "/tmp/linli-mark-XXXXXX");
	assert_non_null(mkdtemp(dir));
	assert_int_equal(backup_state(dir, &A, &s), 0);
	assert_int_equal(s.proved_at, 0);
	put("linli-20261130-031002.backup", "12345");
	put("linli-20261129-031002.backup", "1");
	put("proved", "1795320000 linli-20261130-031002.backup\n");
	assert_int_equal(backup_state(dir, &A, &s), 0);
	assert_int_equal(s.proved_at, 1795320000);
	assert_int_equal(s.bytes, 5);
	assert_int_equal(s.made, 2);
	/* One that failed and is newer is told; a name that is no backup's is not followed. */
	put("proved", "1000 linli-20261130-031002.backup\n");
	put("linli-20261201-031002.backup.unproved", "x");
	assert_int_equal(backup_state(dir, &A, &s), 0);
	assert_true(s.failed_at > 1000 && str_is(s.failed, "linli-20261201-031002.backup.unproved"));
	put("proved", "1000 ../../etc/passwd\n");
	assert_int_equal(backup_state(dir, &A, &s), 0);
	assert_int_equal(s.proved_at, 0);
	unlink(str_fmt(&A, "%s/linli-20261130-031002.backup", dir).p);
	put("proved", "1000 linli-20261130-031002.backup\n");
	assert_int_equal(backup_state(dir, &A, &s), 0);
	assert_int_equal(s.bytes, -1);
	assert_int_equal(backup_state("/nowhere/at/all", &A, &s), E_NOTFOUND);
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

SUITE(backup_mark)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_folder__tells_what_was_proved)};

	return cmocka_run_group_tests_name("backup_mark", tests, setup, teardown);
}
