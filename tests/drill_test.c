/* drill_test.c: what a drill finds in a backup, and what dated backups leave behind, on both engines. */
#include <fcntl.h>
#include <fnmatch.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <dirent.h>

#include "base/clock.h"
#include "db/driver.h"
#include "db_env.h"
#include "features/appeal/appeal.h"
#include "features/appeal/appeal_list.h"
#include "kit/file.h"
#include "lib/secret.h"
#include "main/backup.h"
#include "main/backup_folder.h"
#include "main/main.h"
#include "support.h"
#include "suite.h"

#include <cmocka.h> /* after ours: it has a macro called fail */

static enum db_engine engine;
static struct world w; /* its folder holds files, key and, in "kept", backups */
static struct arena A;
static struct str photo;
static struct options options;

static void
write_file(const char *name, const void *bytes, size_t n)
{
	const char *path = str_fmt(&A, "%s/%s", w.dir, name).p;
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	close(fd);
}

static char *
at(const char *name)
{
	return (char *)(uintptr_t)str_fmt(&A, "%s/%s", w.dir, name).p;
}

static int
file_case(struct tx *tx, void *arg)
{
	struct actor who = actor_system_of;
	struct appeal_new n = {
		.text = S("三单元楼道灯坏了好几天"), .place = *(int64_t *)arg, .channel = CHANNEL_PHONE, .anon = ANON_COMMUNITY, .open = true,
		.name = S("王秀英"), .phone = S("19900000001"),
	};
	struct appeal_receipt r;

	who.district = WORLD_DISTRICT;
	return appeal_file(tx, &who, &n, &r);
}

static void
one_more_case(void)
{
	int64_t place = world_place(&w, S("BL-B3"));

	assert_int_equal(db_write_now(w.db, &A, file_case, &place), 0);
}

static int
open_world(void **state)
{
	(void)state;
	arena_init(&A);
	secret_use_test_key();
	if (!world_open(&w, engine))
		return -1;
	one_more_case();
	assert_int_equal(file_put(w.app.files, &A, S("\xff\xd8 a photo"), &photo), 0);
	write_file("secret.key", "test key, good for nothing else", 32);
	options = (struct options){.data = w.dir, .backups = at("kept"), .keep = 2};
	return 0;
}

static int
close_world(void **state)
{
	(void)state;
	clock_set(0);
	secret_use_test_key();
	world_close(&w);
	arena_release(&A);
	return 0;
}

static int
run_script(struct tx *tx, void *arg)
{
	return db_script(tx, arg);
}

static void
script(const char *text)
{
	assert_int_equal(db_write_now(w.db, &A, run_script, (void *)(uintptr_t)text), 0);
}

static char *
backup(const char *name)
{
	assert_int_equal(backup_make(&options, w.db, at(name), false, &A), 0);
	return at(name);
}

/* How much is broken in a backup; -1: it does not come back. Nothing of the trial may be left. */
static int64_t
broken_in(struct db *live, const char *file)
{
	struct drill found;
	int rc = drill_file(&options, live, file, &A, &found);
	DIR *d = opendir(w.dir);
	struct dirent *e;

	while ((e = readdir(d)))
		assert_int_not_equal(fnmatch("*.drill-*", e->d_name, 0), 0);
	closedir(d);
	return rc < 0 ? -1 : found.broken;
}

/* How many names of the folder fit. */
static int
count(const char *pattern)
{
	DIR *d = opendir(at("kept"));
	struct dirent *e;
	int n = 0;

	assert_non_null(d);
	while ((e = readdir(d)))
		n += fnmatch(pattern, e->d_name, 0) == 0;
	closedir(d);
	return n;
}

/* ---- what holds ---- */

static void
test_drill__a_good_backup_is_proved(void **state)
{
	struct drill found;

	(void)state;
	assert_int_equal(drill_file(&options, w.db, backup("b"), &A, &found), 0);
	assert_int_equal(found.broken, 0);
	assert_true(found.histories > 0);
	assert_true(found.sealed >= 2);
	assert_int_equal(found.sums.files, 1);
	assert_true(found.sums.key);
	assert_int_equal(broken_in(NULL, at("b")), 0);
}

static void
test_drill__the_database_may_have_gone_on(void **state)
{
	char *file = backup("b");

	(void)state;
	one_more_case();
	assert_int_equal(broken_in(w.db, file), 0);
}

static void
test_drill__without_a_key_that_in_use_is_tried(void **state)
{
	(void)state;
	assert_int_equal(backup_make(&options, w.db, at("b"), true, &A), 0);
	assert_int_equal(broken_in(w.db, at("b")), 0);
	write_file("secret.key", "0123456789abcdef0123456789abcdef", 32);
	assert_true(broken_in(w.db, at("b")) >= 2);
	secret_use_test_key(); /* the key that was tried stays loaded */
	options.data = NULL;
	assert_int_equal(broken_in(w.db, at("b")), 0);
}

/* ---- what does not ---- */

static void
test_drill__a_backup_cut_off_does_not_come_back(void **state)
{
	char *file = backup("b");
	struct stat st;

	(void)state;
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(truncate(file, st.st_size - 1), 0);
	assert_int_equal(broken_in(w.db, file), -1);
	assert_int_equal(truncate(file, st.st_size / 2), 0);
	assert_int_equal(broken_in(w.db, file), -1);
	assert_int_equal(truncate(file, 0), 0);
	assert_int_equal(broken_in(w.db, file), -1);
	assert_int_equal(broken_in(w.db, at("nowhere")), -1);
}

static void
test_drill__a_wrong_key_is_found(void **state)
{
	(void)state;
	/* Another key was in the folder when the backup was made, and is there still. */
	write_file("secret.key", "0123456789abcdef0123456789abcdef", 32);
	assert_true(broken_in(w.db, backup("b")) >= 2);
	/* The key in use is another than that of the backup. */
	secret_use_test_key();
	write_file("secret.key", "test key, good for nothing else", 32);
	backup("c");
	write_file("secret.key", "0123456789abcdef0123456789abcdef", 32);
	assert_int_equal(broken_in(w.db, at("c")), 1);
}

static void
test_drill__a_changed_history_is_found(void **state)
{
	(void)state;
	script("UPDATE flow_step SET at = at + 1 WHERE seq = 1");
	assert_true(broken_in(NULL, backup("b")) >= 1);
}

static void
test_drill__what_the_database_lost_since_is_found(void **state)
{
	char *file = backup("b");

	(void)state;
	script("DELETE FROM flow_step");
	assert_true(broken_in(w.db, file) >= 1);
	assert_int_equal(broken_in(NULL, file), 0);
}

static void
test_drill__a_photo_that_a_row_names_must_be_there(void **state)
{
	int64_t before;

	(void)state;
	script(str_fmt(&A, "INSERT INTO matter_file (district, id, matter, kind, file, thumb, width, height, open)"
			   " SELECT 990106, 1, id, 1, '%.*s', '%.*s', 1, 1, 1 FROM matter LIMIT 1", STR(photo), STR(photo)).p);
	before = broken_in(w.db, backup("b"));
	script(str_fmt(&A, "UPDATE matter_file SET thumb = '%064d' WHERE id = 1", 7).p);
	assert_int_equal(broken_in(w.db, backup("c")), before + 1);
}

/* ---- dated backups ---- */

static void
test_keep__the_newest_stay(void **state)
{
	struct str name;
	int64_t when;

	(void)state;
	assert_int_equal(backup_last(at("kept"), &A, &when, &name), E_NOTFOUND);
	for (int day = 1; day <= 4; day++) {
		clock_set(clock_at(2026, 12, day, 3, 10, 0));
		assert_int_equal(backup_dated(&options, w.db, &A), 0);
	}
	assert_int_equal(count("linli-*.backup"), 2);
	assert_int_equal(count("linli-20261204-031000.backup"), 1);
	assert_int_equal(count("*.part") + count("*.drill-*") + count("*.unproved"), 0);
	assert_int_equal(backup_last(at("kept"), &A, &when, &name), 0);
	assert_true(str_is(name, "linli-20261204-031000.backup"));
	assert_int_equal(when, clock_at(2026, 12, 4, 3, 10, 0));
}

static void
test_keep__what_is_not_proved_takes_no_place(void **state)
{
	struct str name;
	int64_t when;

	(void)state;
	clock_set(clock_at(2026, 12, 1, 3, 10, 0));
	assert_int_equal(backup_dated(&options, w.db, &A), 0);
	write_file("secret.key", "0123456789abcdef0123456789abcdef", 32);
	for (int day = 2; day <= 5; day++) {
		clock_set(clock_at(2026, 12, day, 3, 10, 0));
		assert_true(backup_dated(&options, w.db, &A) < 0);
	}
	assert_int_equal(count("linli-20261201-031000.backup"), 1);
	assert_int_equal(count("linli-*.backup"), 1);
	assert_int_equal(count("*.unproved"), 2);
	assert_int_equal(backup_last(at("kept"), &A, &when, &name), 0);
	assert_true(str_is(name, "linli-20261201-031000.backup"));
}

static void
test_keep__one_run_at_a_time_and_leftovers_go(void **state)
{
	int lock;

	(void)state;
	assert_int_equal(mkdir(at("kept"), 0700), 0);
	write_file("kept/linli-20261101-031000.backup.part", "x", 1);
	assert_int_equal(mkdir(at("kept/linli-20261101-031000.backup.drill-AbCdEf"), 0700), 0);
	write_file("kept/linli-20261101-031000.backup.drill-AbCdEf/secret.key", "x", 1);
	lock = open(at("kept/.lock"), O_RDWR | O_CREAT, 0600);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	assert_int_equal(backup_dated(&options, w.db, &A), E_BUSY);
	assert_int_equal(count("*.part"), 1);
	close(lock);
	assert_int_equal(backup_dated(&options, w.db, &A), 0);
	assert_int_equal(count("*.part") + count("*.drill-*"), 0);
}

static void
test_keep__nonsense_written_down_is_no_proof(void **state)
{
	static const char *const bad[] = {"", "\n", "12", "x linli-20261204-031000.backup\n", "12 ../../etc/passwd\n", "12 \n"};
	struct str name;
	int64_t when;

	(void)state;
	assert_int_equal(mkdir(at("kept"), 0700), 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		write_file("kept/proved", bad[i], strlen(bad[i]));
		assert_int_equal(backup_last(at("kept"), &A, &when, &name), E_NOTFOUND);
	}
}

static const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
	TEST(test_drill__a_good_backup_is_proved),
	TEST(test_drill__the_database_may_have_gone_on),
	TEST(test_drill__without_a_key_that_in_use_is_tried),
	TEST(test_drill__a_backup_cut_off_does_not_come_back),
	TEST(test_drill__a_wrong_key_is_found),
	TEST(test_drill__a_changed_history_is_found),
	TEST(test_drill__what_the_database_lost_since_is_found),
	TEST(test_drill__a_photo_that_a_row_names_must_be_there),
	TEST(test_keep__the_newest_stay),
	TEST(test_keep__what_is_not_proved_takes_no_place),
	TEST(test_keep__one_run_at_a_time_and_leftovers_go),
	TEST(test_keep__nonsense_written_down_is_no_proof),
};

SUITE(drill)
{
	return DB_ENV_EACH("drill", &engine, tests);
}
