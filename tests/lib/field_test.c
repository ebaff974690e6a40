/* field_test.c: files as people really have them, where a folder of them is named (LINLI_FIELD_CASES); skipped elsewhere. */
#include "lib/photo.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "lib/sheet.h"
#include "suite.h"

enum { FILE_MAX = 8 * 1024 * 1024 };

static const char *folder;

static int
setup(void **state)
{
	(void)state;
	folder = getenv("LINLI_FIELD_CASES");
	if (!folder)
		puts("# skipped: LINLI_FIELD_CASES names no folder of field cases");
	return 0;
}

static bool
read_file(struct arena *a, const char *name, struct str *ret)
{
	FILE *f = fopen(str_fmt(a, "%s/%s", folder, name).p, "rb");
	char *p = arena_alloc(a, FILE_MAX);
	size_t n;

	if (!f)
		return false;
	n = fread(p, 1, FILE_MAX, f);
	fclose(f);
	*ret = (struct str){p, n};
	return n < FILE_MAX;
}

static bool
starts(const char *name, const char *with)
{
	return strncmp(name, with, strlen(with)) == 0;
}

/* What is no picture, or holds too much of one, is refused; all others become photos, turned as their marks say. */
static void
look_at_photo(struct arena *a, const char *name)
{
	bool refused = starts(name, "ok/photo.avif") || starts(name, "ok/photo.tiff") || starts(name, "ok/photo-bomb");
	struct photo p;
	struct str bytes;
	int rc;

	assert_true(read_file(a, name, &bytes));
	rc = photo_make(a, bytes, &p);
	if (refused ? rc != E_MEDIA && rc != E_TOOBIG : rc != 0 || !p.jpeg.n || !p.thumb.n)
		fail_msg("%s: %s", name, err_name(rc));
}

/* A table opens, and every row of it is read to the end. */
static void
look_at_table(struct arena *a, const char *name)
{
	struct sheet *s;
	struct sheet_row row;
	struct str bytes, why;
	int rc, rows = 0;

	assert_true(read_file(a, name, &bytes));
	rc = sheet_open_bytes(bytes, str_of(name), &s, a, &why);
	if (rc < 0)
		fail_msg("%s: %s", name, err_name(rc));
	while ((rc = sheet_next(s, &row)) == 0)
		rows += row.error == NULL;
	sheet_close(s);
	if (rc != E_NOTFOUND || !rows)
		fail_msg("%s: %s after %d rows", name, err_name(rc), rows);
}

static void
test_field__what_was_handled_rightly_still_is(void **state)
{
	char path[512];
	const struct dirent *e;
	DIR *d;

	(void)state;
	snprintf(path, sizeof path, "%s/ok", folder ? folder : "");
	d = folder ? opendir(path) : NULL;
	if (!d)
		skip();
	while ((e = readdir(d))) {
		struct arena a;

		arena_init(&a);
		if (starts(e->d_name, "photo"))
			look_at_photo(&a, str_fmt(&a, "ok/%s", e->d_name).p);
		else if (starts(e->d_name, "csv-") || starts(e->d_name, "xlsx-") || starts(e->d_name, "jsonl-"))
			look_at_table(&a, str_fmt(&a, "ok/%s", e->d_name).p);
		arena_release(&a);
	}
	closedir(d);
}

SUITE(field)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_field__what_was_handled_rightly_still_is)};

	return cmocka_run_group_tests_name("field", tests, setup, NULL);
}
