/* feature_test.c: a second feature beside those of the program: what the list of features is walked for reaches it too, and
 * takes nothing from it. */
#include "db/db.h" /* before cmocka, whose fail() is a macro */

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "db/driver.h"
#include "features/territory/territory_edit.h"
#include "kit/district.h"
#include "kit/file.h"
#include "kit/privacy.h"
#include "main/main.h"
#include "suite.h"
#include "support.h"

static struct world W;

/* ---- the other feature ---- */

static struct str its_file;
static int files_rc, clocks, places, place_rc, ticks, forgotten;

static int
other_files(struct tx *tx, int (*name)(void *ctx, struct str digest), void *ctx)
{
	(void)tx;
	return files_rc < 0 ? files_rc : name(ctx, its_file);
}

static int
other_clock(struct db *db, const struct outbox_job *job, void *ctx)
{
	const struct feature_env *env = ctx;

	assert_ptr_equal(env->db, db);
	clocks += (int)job->subject;
	return 0;
}

static int
other_place(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)db;
	(void)job;
	(void)ctx;
	places++;
	return place_rc;
}

static int
other_tick(const struct feature_env *env)
{
	(void)env;
	ticks++;
	return 0;
}

static int
other_print(struct tx *tx, const struct actor *who, struct buf *json)
{
	(void)tx;
	(void)who;
	buf_z(json, "[7]");
	return 0;
}

static int
other_forget(struct tx *tx, const struct actor *who)
{
	(void)tx;
	(void)who;
	forgotten++;
	return 0;
}

static const struct feature_job jobs[] = {
	{OUTBOX_CLOCK, "other", other_clock},
	{OUTBOX_PLACE, NULL, other_place},
	{0},
};
static const struct feature_timer timers[] = {{"never", 10, other_tick}, {0}};
static const struct personal personal = {"other", other_print, other_forget};
static const struct feature other = {
	.name = "other", .jobs = jobs, .timers = timers, .files = other_files, .personal = &personal,
};

static int
open_world(void **state)
{
	static const struct feature *v[64];
	static struct feature_list list = {v, 0};

	(void)state;
	list.n = all_features.n + 1;
	memcpy(v, all_features.v, all_features.n * sizeof *v);
	v[all_features.n] = &other;
	files_rc = clocks = places = place_rc = ticks = forgotten = 0;
	return world_open_with(&W, DB_SQLITE, &list) ? 0 : -1;
}

static int
close_world(void **state)
{
	(void)state;
	world_close(&W);
	return 0;
}

/* ---- files ---- */

/* Put two days ago. */
static struct str
put_old(const char *bytes)
{
	int64_t at = clock_now() - 2 * 86400;
	struct timespec t[2] = {{.tv_sec = at}, {.tv_sec = at}};
	struct str digest = S(""), path;

	assert_int_equal(file_put(W.app.files, &W.arena, str_of(bytes), &digest), 0);
	assert_int_equal(file_path(W.app.files, &W.arena, digest, &path), 0);
	assert_int_equal(utimensat(AT_FDCWD, path.p, t, 0), 0);
	return digest;
}

static bool
is_there(struct str digest)
{
	struct str path;

	return file_path(W.app.files, &W.arena, digest, &path) == 0;
}

static void
test_sweep__keeps_the_photo_of_another_feature(void **state)
{
	struct feature_env env = world_env(&W);
	struct str nobodys = put_old("nobody's");

	(void)state;
	its_file = put_old("the other feature's");
	assert_int_equal(feature_sweep(&env), 0);
	assert_true(is_there(its_file));
	assert_false(is_there(nobodys));
}

static void
test_sweep__removes_nothing_when_a_feature_cannot_say(void **state)
{
	struct feature_env env = world_env(&W);
	struct str nobodys = put_old("nobody's");

	(void)state;
	files_rc = E_DB;
	assert_int_equal(feature_sweep(&env), E_DB);
	assert_true(is_there(nobodys));
}

/* ---- jobs ---- */

struct promise {
	enum outbox_kind kind;
	int64_t subject;
	const char *to;
};

static int
put_job(struct tx *tx, void *arg)
{
	const struct promise *p = arg;

	return outbox_put(tx, WORLD_DISTRICT, p->kind, 0, p->subject, str_of(p->to), S(""), S(""));
}

static void
put(enum outbox_kind kind, int64_t subject, const char *to)
{
	assert_int_equal(db_write_now(W.db, &W.arena, put_job, &(struct promise){kind, subject, to}), 0);
}

static int
failed_jobs(struct tx *tx, void *arg)
{
	return outbox_failed(tx, WORLD_DISTRICT, arg);
}

static void
test_jobs__of_one_kind_go_to_the_feature_they_name(void **state)
{
	(void)state;
	put(OUTBOX_CLOCK, 40, "other");
	assert_int_equal(world_jobs(&W), 1);
	assert_int_equal(clocks, 40);
	put(OUTBOX_CLOCK, 2, "appeal"); /* no such appeal: its own feature's affair */
	world_jobs(&W);
	assert_int_equal(clocks, 40);
}

static void
test_jobs__that_no_feature_takes_are_told(void **state)
{
	int64_t failed = 0;

	(void)state;
	put(OUTBOX_CLOCK, 1, "nobody");
	for (int i = 0; i < 40 && !failed; i++) {
		world_jobs(&W);
		clock_set(clock_now() + 30 * 86400);
		assert_int_equal(db_read_now(W.db, &W.arena, failed_jobs, &failed), 0);
	}
	assert_int_equal(failed, 1);
	assert_int_equal(clocks, 0);
}

static int
merge(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;
	const int64_t *node = arg;

	system.district = WORLD_DISTRICT;
	return territory_merge(tx, &system, node[0], 0, node[1]);
}

static void
test_jobs__of_a_reorganised_place_reach_every_feature(void **state)
{
	int64_t nodes[] = {world_place(&W, S("BL-B1")), world_place(&W, S("BL-B2"))};

	(void)state;
	assert_int_equal(db_write_now(W.db, &W.arena, merge, nodes), 0);
	assert_true(world_jobs(&W) > 0);
	assert_int_equal(places, 1);
}

static void
test_jobs__are_run_again_by_all_when_one_feature_fails(void **state)
{
	(void)state;
	place_rc = E_IO;
	put(OUTBOX_PLACE, world_place(&W, S("BL-B1")), "");
	world_jobs(&W);
	place_rc = 0;
	clock_set(clock_now() + 86400);
	world_jobs(&W);
	assert_int_equal(places, 2);
}

/* ---- timers ---- */

static void
test_tick__runs_each_at_start_and_then_when_its_time_has_come(void **state)
{
	static const struct feature *const only[] = {&other};
	static const struct feature_list list = {only, 1};
	struct feature_env env = {.features = &list};

	(void)state;
	assert_int_equal(feature_tick(&env, -1, 0), 10);
	assert_int_equal(ticks, 1);
	assert_int_equal(feature_tick(&env, 0, 9), 1);
	assert_int_equal(ticks, 1);
	assert_int_equal(feature_tick(&env, 9, 12), 8);
	assert_int_equal(ticks, 2);
}

/* ---- people ---- */

static int
copy_of(struct tx *tx, void *arg)
{
	struct actor who = {.kind = ACTOR_PERSON, .district = WORLD_DISTRICT, .person = 1};
	static const struct feature *const two[] = {&other, &other};

	TRY(privacy_export(&(struct feature_list){two, 2}, tx, &who, arg));
	return privacy_erase(&(struct feature_list){two, 2}, tx, &who);
}

static void
test_privacy__asks_every_feature(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, &W.arena);
	assert_int_equal(db_write_now(W.db, &W.arena, copy_of, &b), 0);
	assert_true(str_is(buf_done(&b), "{\"other\":[7],\"other\":[7]}"));
	assert_int_equal(forgotten, 2);
}

/* ---- histories ---- */

static int
write_step(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;
	struct flow_new step = {.subject = *(enum flow_subject *)arg, .id = 990001, .kind = 1, .sight = FLOW_PUBLIC};

	system.district = WORLD_DISTRICT;
	return flow_add(tx, &system, &step);
}

static int
run_script(struct tx *tx, void *arg)
{
	return db_script(tx, arg);
}

/* What verify says of the world. */
static struct str
verify(int *ret_status)
{
	FILE *out = tmpfile();
	int old = dup(1);
	static char said[4096];
	size_t n;

	fflush(stdout);
	dup2(fileno(out), 1);
	*ret_status = verify_cmd(&(struct options){.district = WORLD_DISTRICT}, W.db, 0, NULL);
	fflush(stdout);
	dup2(old, 1);
	close(old);
	rewind(out);
	n = fread(said, 1, sizeof said, out);
	fclose(out);
	return (struct str){said, n};
}

static void
test_verify__sees_a_changed_step_of_every_kind(void **state)
{
#define SUBJECT(number, name, word) number,
	int kinds[] = {
#include "kit/subject.def"
	};
#undef SUBJECT
	char change[] = "UPDATE flow_step SET data = 'x' WHERE subject = 990001";
	struct str said;
	int status;

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		assert_int_equal(db_write_now(W.db, &W.arena, write_step, &kinds[i]), 0);
	assert_int_equal(db_write_now(W.db, &W.arena, run_script, change), 0);
	said = verify(&status);
	assert_int_equal(status, 1);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		assert_true(str_has(said, str_fmt(&W.arena, "broken: %s 990001 at step 1\n", flow_word(kinds[i]))));
}

static void
test_verify__tells_histories_of_a_kind_it_does_not_know(void **state)
{
	int kind = 9001, status;
	struct str said;

	(void)state;
	said = verify(&status);
	assert_int_equal(status, 0);
	assert_int_equal(db_write_now(W.db, &W.arena, write_step, &kind), 0);
	said = verify(&status);
	assert_int_equal(status, 1);
	assert_true(str_has(said, S("histories of kind 9001, which this program does not know")));
}

/* ---- powers ---- */

/* Set by set: a token with the first powers gains none of those that lie 64 further. */
static void
test_perms__a_set_holds_more_than_a_hundred(void **state)
{
	struct perm_set set = {0}, all = PERM_SET_ALL;

	(void)state;
	perm_set_add(&set, OPEN);
	perm_set_add(&set, 20);
	perm_set_add(&set, 200);
	for (int perm = 0; perm < 64 * PERM_WORDS; perm++) {
		assert_int_equal(perm_set_has(&set, perm), perm == OPEN || perm == 20 || perm == 200);
		assert_true(perm_set_has(&all, perm));
	}
	for (int perm = 0; perm < 64 * PERM_WORDS; perm++) {
		struct perm_set one = {0};

		perm_set_add(&one, perm);
		for (int other_perm = 0; other_perm < 64 * PERM_WORDS; other_perm++)
			assert_int_equal(perm_set_has(&one, other_perm), other_perm == perm);
	}
}

SUITE(feature)
{
#define WITH_WORLD(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_perms__a_set_holds_more_than_a_hundred),
		WITH_WORLD(test_sweep__keeps_the_photo_of_another_feature),
		WITH_WORLD(test_sweep__removes_nothing_when_a_feature_cannot_say),
		WITH_WORLD(test_jobs__of_one_kind_go_to_the_feature_they_name),
		WITH_WORLD(test_jobs__that_no_feature_takes_are_told),
		WITH_WORLD(test_jobs__of_a_reorganised_place_reach_every_feature),
		WITH_WORLD(test_jobs__are_run_again_by_all_when_one_feature_fails),
		WITH_WORLD(test_tick__runs_each_at_start_and_then_when_its_time_has_come),
		WITH_WORLD(test_privacy__asks_every_feature),
		WITH_WORLD(test_verify__sees_a_changed_step_of_every_kind),
		WITH_WORLD(test_verify__tells_histories_of_a_kind_it_does_not_know),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
