/* appeal_files_test.c: what is swept from the file store, and what stays. */
#include "db/db.h" /* before cmocka, whose fail() is a macro */

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/clock.h"
#include "features/appeal/appeal.h"
#include "kit/file.h"
#include "support.h"
#include "suite.h"

static struct world W;
static struct str named, thumb, unsent, fresh;

static int
open_world(void **state)
{
	return world_open(&W, DB_SQLITE) ? 0 : -1;
}

static int
close_world(void **state)
{
	world_close(&W);
	return 0;
}

static int
sweep(void)
{
	struct feature_env env = world_env(&W);

	return feature_sweep(&env);
}

/* As if it had been put two days ago. */
static void
make_old(struct str digest)
{
	int64_t at = clock_now() - 2 * 86400;
	struct timespec t[2] = {{.tv_sec = at}, {.tv_sec = at}};
	struct str path;

	assert_int_equal(file_path(W.app.files, &W.arena, digest, &path), 0);
	assert_int_equal(utimensat(AT_FDCWD, path.p, t, 0), 0);
}

static bool
is_there(struct str digest)
{
	struct str path;

	return file_path(W.app.files, &W.arena, digest, &path) == 0;
}

static struct str
put(const char *bytes)
{
	struct str digest = S("");

	assert_int_equal(file_put(W.app.files, &W.arena, str_of(bytes), &digest), 0);
	return digest;
}

static int
file_one(struct tx *tx, void *arg)
{
	struct actor who = {.kind = ACTOR_VISITOR, .district = WORLD_DISTRICT};
	struct file_ref photo = {.file = named, .thumb = thumb, .width = 1, .height = 1};
	struct appeal_receipt receipt;

	return appeal_file(tx, &who, &(struct appeal_new){
		.text = S("楼道灯坏了"), .place = *(int64_t *)arg, .channel = CHANNEL_WEB, .anon = ANON_NOBODY,
		.photos = &photo, .photos_n = 1,
	}, &receipt);
}

static void
test_sweep__what_no_case_names_for_a_day(void **state)
{
	int64_t place = world_place(&W, S("BL-B3"));

	named = put("a case's photo");
	thumb = put("its thumbnail");
	unsent = put("of a form never sent");
	fresh = put("of a form being written");
	assert_int_equal(db_write_now(W.db, &W.arena, file_one, &place), 0);
	make_old(named);
	make_old(thumb);
	make_old(unsent);
	assert_int_equal(sweep(), 0);
	assert_true(is_there(named));
	assert_true(is_there(thumb));
	assert_true(is_there(fresh));
	assert_false(is_there(unsent));
}

static void
test_sweep__what_was_renewed_or_put_again_stays(void **state)
{
	struct str again = put("chosen again"), renewed = put("kept in a form");

	make_old(again);
	make_old(renewed);
	put("chosen again");
	assert_int_equal(file_renew(W.app.files, &W.arena, renewed), 0);
	assert_int_equal(sweep(), 0);
	assert_true(is_there(again));
	assert_true(is_there(renewed));
	assert_int_equal(file_renew(W.app.files, &W.arena, S("../../etc/passwd")), E_NOTFOUND);
	assert_int_equal(file_renew(W.app.files, &W.arena, unsent), E_NOTFOUND);
}

SUITE(appeal_files)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sweep__what_no_case_names_for_a_day),
		cmocka_unit_test(test_sweep__what_was_renewed_or_put_again_stays),
	};

	return cmocka_run_group_tests(tests, open_world, close_world);
}
