/* file_test.c: the content-addressed store. */
#include "kit/file.h"
#include "suite.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena A;
static const char *dir;
static struct file_store *fs;

static int
drop(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int
setup(void **state)
{
	char *z = (char *)str_dup(&A, S("/tmp/linli-file-XXXXXX")).p;
	struct str why;

	(void)state;
	if (!mkdtemp(z))
		return -1;
	dir = z;
	return file_store_open(str_fmt(&A, "%s/files", dir).p, &A, &fs, &why);
}

static int
teardown(void **state)
{
	(void)state;
	file_store_close(fs);
	return nftw(dir, drop, 8, FTW_DEPTH | FTW_PHYS);
}

static size_t
entries(const char *path)
{
	DIR *d = opendir(path);
	size_t n = 0;

	assert_non_null(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n - 2;
}

static void
test_put__is_found_by_its_digest(void **state)
{
	struct str digest, path, bytes;
	struct stat st;

	(void)state;
	assert_int_equal(file_put(fs, &A, S("photo\0bytes"), &digest), 0);
	assert_int_equal(digest.n, 64);
	assert_int_equal(file_path(fs, &A, digest, &path), 0);
	assert_true(str_ends(path, str_sub(digest, 2, 62)));
	assert_int_equal(stat(path.p, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(file_get(fs, &A, digest, &bytes), 0);
	assert_true(str_eq(bytes, S("photo\0bytes")));
}

static void
test_put__same_bytes_are_kept_once(void **state)
{
	struct str one, two;

	(void)state;
	assert_int_equal(file_put(fs, &A, S("same"), &one), 0);
	assert_int_equal(file_put(fs, &A, S("same"), &two), 0);
	assert_true(str_eq(one, two));
	assert_int_equal(entries(str_fmt(&A, "%s/files/%.2s", dir, one.p).p), 1);
	assert_int_equal(entries(str_fmt(&A, "%s/files/tmp", dir).p), 0);
}

static void
test_put__empty_and_large(void **state)
{
	size_t n = 3 << 20;
	struct str digest, bytes, large = {memset(arena_alloc(&A, n), 'x', n), n};

	(void)state;
	assert_int_equal(file_put(fs, &A, S(""), &digest), 0);
	assert_int_equal(file_get(fs, &A, digest, &bytes), 0);
	assert_int_equal(bytes.n, 0);
	assert_int_equal(file_put(fs, &A, large, &digest), 0);
	assert_int_equal(file_get(fs, &A, digest, &bytes), 0);
	assert_true(str_eq(bytes, large));
}

static void
test_get__names_from_outside_are_not_paths(void **state)
{
	static const char *const bad[] = {
		"", "..", "../../../../etc/passwd", "/etc/passwd", "tmp",
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
		"0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
		"0123456789abcdef0123456789abcdef0123456789abcdef012345678/../../",
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
	};
	struct str out = S("untouched");

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(file_get(fs, &A, str_of(bad[i]), &out), E_NOTFOUND);
		assert_int_equal(file_path(fs, &A, str_of(bad[i]), &out), E_NOTFOUND);
	}
	assert_true(str_is(out, "untouched"));
}

static void
test_get__damage_is_noticed_and_repaired(void **state)
{
	struct str digest, path, bytes;

	(void)state;
	assert_int_equal(file_put(fs, &A, S("precious"), &digest), 0);
	assert_int_equal(file_path(fs, &A, digest, &path), 0);
	assert_int_equal(truncate(path.p, 3), 0);
	assert_int_equal(file_get(fs, &A, digest, &bytes), E_IO);
	assert_int_equal(file_put(fs, &A, S("precious"), &digest), 0);
	assert_int_equal(file_get(fs, &A, digest, &bytes), 0);
}

static void
test_open__sweeps_what_was_abandoned(void **state)
{
	const char *old = str_fmt(&A, "%s/files/tmp/1", dir).p,
		   *new = str_fmt(&A, "%s/files/tmp/2", dir).p;
	struct timespec past[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
	struct file_store *again;
	struct str why;

	(void)state;
	close(open(old, O_WRONLY | O_CREAT, 0600));
	close(open(new, O_WRONLY | O_CREAT, 0600));
	assert_int_equal(utimensat(AT_FDCWD, old, past, 0), 0);
	assert_int_equal(file_store_open(str_fmt(&A, "%s/files", dir).p, &A, &again, &why), 0);
	file_store_close(again);
	assert_int_equal(access(old, F_OK), -1);
	assert_int_equal(access(new, F_OK), 0);
}

static void
test_open__says_why_not(void **state)
{
	struct file_store *none = NULL;
	struct str why = S("");

	(void)state;
	assert_int_equal(file_store_open("/dev/null", &A, &none, &why), E_IO);
	assert_true(str_starts(why, S("/dev/null: ")));
	assert_null(none);
}

SUITE(file)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_put__is_found_by_its_digest, setup, teardown),
		cmocka_unit_test_setup_teardown(test_put__same_bytes_are_kept_once, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_put__empty_and_large, setup, teardown),
		cmocka_unit_test_setup_teardown(test_get__names_from_outside_are_not_paths, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_get__damage_is_noticed_and_repaired, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_open__sweeps_what_was_abandoned, setup,
						teardown),
		cmocka_unit_test(test_open__says_why_not),
	};
	int failed = cmocka_run_group_tests_name("file", tests, NULL, NULL);

	arena_release(&A);
	return failed;
}
