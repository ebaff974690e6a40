/* pools_test.c: slow work of one kind waits for none of another: passwords, photos, exports, and forms that need none of them. Each pool in
 * turn is held by a job that does not end until the test lets it go; nothing is measured. */
#include "kit/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "db_env.h"
#include "script.h"
#include "suite.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static enum db_engine engine;
static struct world w;

/* What each kind of route is asked, by a script of its own: S[k] is ready to send. */
enum { SIGN_IN, PHOTO, EXPORT, FORM, PAGE, KINDS };
static struct script scripts[KINDS];
static const char *const who[KINDS] = {
	[SIGN_IN] = "as visitor\n", [PHOTO] = "as wang\n", [EXPORT] = "as visitor\n", [FORM] = "as shequ\n", [PAGE] = "as visitor\n"};
static const char *const asks[KINDS] = {
	[SIGN_IN] = "POST /account/sign-in login=wang&password=wrong-password\n422\n",
	[PHOTO] = "UPLOAD /appeal text=楼道灯坏了两天了&place=$bl&anon=named&open=1&photo=<before.jpg\n303\n",
	/* A CSV of one batch is answered where it is asked; a file is made on the thread of exports. */
	[EXPORT] = "GET /ledger/table?format=xlsx\n200\n",
	[FORM] = "POST /appeal/$code/note text=请师傅看一下\n303\n",
	[PAGE] = "GET /appeal/$code\n200\n",
};

static void
play(struct script *s, const char *text)
{
	if (!script_run(s, "pools_test", str_of(text)))
		fail_msg("%.*s", STR(str_sub(s->problem, 0, 900)));
}

static int
open_world(void **state)
{
	struct str code, place;

	(void)state;
	if (!world_open(&w, engine))
		return -1;
	for (int k = 0; k < KINDS; k++) {
		struct arena *a = NEW(&w.arena, struct arena);

		arena_init(a);
		scripts[k] = (struct script){.w = &w, .a = a, .data = "tests/data"};
		play(&scripts[k], who[k]);
	}
	play(&scripts[PHOTO], "POST /appeal text=单元门锁坏了&place=@BL-B3&anon=named&open=1\n303 /appeal/$code/receipt\n");
	code = str_dup(&w.arena, script_name(&scripts[PHOTO], S("code"))->value);
	place = str_fmt(&w.arena, "%lld", (long long)world_place(&w, S("BL-B3")));
	for (int k = 0; k < KINDS; k++)
		assert_true(script_set(&scripts[k], S("code"), code) && script_set(&scripts[k], S("bl"), place));
	return 0;
}

/* A job that holds the thread of a pool until it is let go. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool holds, ends;
} held = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static void
let_go(void)
{
	pthread_mutex_lock(&held.lock);
	held.ends = true;
	pthread_cond_broadcast(&held.changed);
	pthread_mutex_unlock(&held.lock);
}

static int
close_world(void **state)
{
	(void)state;
	/* A test that failed in between still holds its pool, and a pool is freed when its jobs are done. */
	let_go();
	for (int k = 0; k < KINDS; k++)
		arena_release(scripts[k].a);
	world_close(&w);
	return 0;
}

static void
hold(struct pool_job *job)
{
	(void)job;
	pthread_mutex_lock(&held.lock);
	held.holds = true;
	pthread_cond_broadcast(&held.changed);
	while (!held.ends)
		pthread_cond_wait(&held.changed, &held.lock);
	pthread_mutex_unlock(&held.lock);
}

static atomic_bool answered;
static bool right;

static void *
ask(void *s)
{
	right = script_run(s, "pools_test", str_of(asks[(struct script *)s - scripts]));
	atomic_store(&answered, true);
	return NULL;
}

/* While the pool is held, kinds that do not use it are answered; the one that does waits, and is answered afterwards. */
static void
while_held(struct pool *pool, int kind)
{
	struct pool_job job = {.run = hold};
	pthread_t thread;

	alarm(120); /* a request that waits for another kind would wait for ever */
	held.holds = held.ends = false;
	atomic_store(&answered, false);
	assert_true(pool_run(pool, &job));
	pthread_mutex_lock(&held.lock);
	while (!held.holds)
		pthread_cond_wait(&held.changed, &held.lock);
	pthread_mutex_unlock(&held.lock);
	assert_int_equal(pthread_create(&thread, NULL, ask, &scripts[kind]), 0);
	for (int k = 0; k < KINDS; k++)
		if (k != kind)
			play(&scripts[k], asks[k]);
	assert_false(atomic_load(&answered));
	let_go();
	pthread_join(thread, NULL);
	alarm(0);
	if (!right)
		fail_msg("%.*s", STR(str_sub(scripts[kind].problem, 0, 900)));
}

static void
test_pools__passwords_hold_up_nothing_else(void **state)
{
	(void)state;
	while_held(w.app.pools.hashing, SIGN_IN);
}

static void
test_pools__photos_hold_up_nothing_else(void **state)
{
	(void)state;
	while_held(w.app.pools.uploads, PHOTO);
}

static void
test_pools__exports_hold_up_nothing_else(void **state)
{
	(void)state;
	while_held(w.app.pools.exports, EXPORT);
}

SUITE(pools)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	static const struct CMUnitTest tests[] = {
		TEST(test_pools__passwords_hold_up_nothing_else),
		TEST(test_pools__photos_hold_up_nothing_else),
		TEST(test_pools__exports_hold_up_nothing_else),
	};

	return DB_ENV_EACH("pools", &engine, tests);
}
