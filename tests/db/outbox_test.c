/* outbox_test.c: what was promised is done, once or again, as its kind says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <pthread.h>

#include <cmocka.h>
#undef fail /* ours is meant */

#include "base/clock.h"
#include "db/driver.h"
#include "db/outbox.h"
#include "db_env.h"
#include "suite.h"

enum { DISTRICT = 110101, OTHER = 110102, START = 1800000000 };

static struct db_env env;

/* What the runners saw, and what they answer. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int notices, codes, answer;
	int64_t last_subject, last_tries;
	bool text_came;
} seen = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static int
run_notice(struct db *db, const struct outbox_job *job, void *ctx)
{
	int answer;

	(void)db;
	pthread_mutex_lock(&seen.lock);
	seen.notices++;
	seen.last_subject = job->subject;
	seen.last_tries = job->tries;
	seen.text_came = job->kind == OUTBOX_NOTICE && job->district == DISTRICT &&
			 str_is(job->to, "person:7") && str_is(job->title, "已办结") &&
			 str_is(job->text, "楼道灯修好了。") && ctx == &env;
	answer = seen.answer;
	pthread_cond_broadcast(&seen.changed);
	pthread_mutex_unlock(&seen.lock);
	return answer;
}

static int
run_code(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)db;
	(void)job;
	(void)ctx;
	seen.codes++;
	return seen.answer;
}

static outbox_runner *const runners[OUTBOX__MAX] = {
	[OUTBOX_NOTICE] = run_notice, [OUTBOX_CODE] = run_code};

static int
setup(void **state)
{
	(void)state;
	clock_set(START);
	seen.notices = seen.codes = seen.answer = 0;
	db_env_open_migrated(&env, env.engine);
	return db_env_script(&env, "INSERT INTO district (code, name, name_en, host, opened_at) VALUES "
				   "(110101, '东城区', '', '', 1), (110102, '西城区', '', '', 2)");
}

static int
teardown(void **state)
{
	(void)state;
	db_env_close(&env);
	clock_set(0);
	return 0;
}

struct promise {
	enum outbox_kind kind;
	int64_t due_at, subject;
	int then;	  /* how the transaction ends */
	int64_t district; /* 0 = DISTRICT */
};

static int
put_run(struct tx *tx, void *arg)
{
	const struct promise *p = arg;

	TRY(outbox_put(tx, p->district ? p->district : DISTRICT, p->kind, p->due_at, p->subject, S("person:7"), S("已办结"),
		       S("楼道灯修好了。")));
	return p->then;
}

static void
put(enum outbox_kind kind, int64_t due_at, int64_t subject)
{
	struct promise p = {.kind = kind, .due_at = due_at, .subject = subject};

	assert_int_equal(db_write_now(env.db, &env.arena, put_run, &p), 0);
}

static void
put_elsewhere(enum outbox_kind kind, int64_t subject)
{
	struct promise p = {.kind = kind, .subject = subject, .district = OTHER};

	assert_int_equal(db_write_now(env.db, &env.arena, put_run, &p), 0);
}

static int
drain(void)
{
	int ran = -1;

	assert_int_equal(outbox_drain(env.db, runners, &env, &ran), 0);
	return ran;
}

static int64_t
left(void)
{
	return db_env_int(&env, "SELECT count(*) FROM outbox");
}

static void
test_outbox__runs_once_and_is_gone(void **state)
{
	(void)state;
	put(OUTBOX_NOTICE, 0, 5);
	assert_int_equal(drain(), 1);
	assert_true(seen.text_came);
	assert_int_equal(seen.last_subject, 5);
	assert_int_equal(seen.last_tries, 1);
	assert_int_equal(left(), 0);
	assert_int_equal(drain(), 0);
	assert_int_equal(seen.notices, 1);
}

static void
test_outbox__what_did_not_happen_is_not_told(void **state)
{
	struct promise p = {.kind = OUTBOX_NOTICE, .subject = 5, .then = E_DENIED};

	(void)state;
	assert_int_equal(db_write_now(env.db, &env.arena, put_run, &p), E_DENIED);
	assert_int_equal(drain(), 0);
}

static void
test_outbox__waits_until_due(void **state)
{
	(void)state;
	put(OUTBOX_NOTICE, START + 100, 5);
	assert_int_equal(drain(), 0);
	clock_set(START + 100);
	assert_int_equal(drain(), 1);
}

static void
test_outbox__busy_is_later_and_no_try(void **state)
{
	(void)state;
	put(OUTBOX_NOTICE, 0, 5);
	seen.answer = E_BUSY;
	for (int i = 0; i < 20; i++) {
		assert_int_equal(drain(), 1);
		assert_int_equal(drain(), 0);
		clock_set(START + 30 * (i + 1));
	}
	assert_int_equal(seen.last_tries, 1);
	seen.answer = 0;
	assert_int_equal(drain(), 1);
	assert_int_equal(left(), 0);
}

static void
test_outbox__fails_for_good_after_its_tries(void **state)
{
	int64_t now = START;

	(void)state;
	put(OUTBOX_NOTICE, 0, 5);
	seen.answer = E_IO;
	for (int i = 0; i < 20; i++) {
		drain();
		now += 3600;
		clock_set(now);
	}
	assert_int_equal(seen.notices, 8);
	assert_int_equal(seen.last_tries, 8);
	assert_int_equal(
		db_env_int(&env,
			   "SELECT count(*) FROM outbox WHERE failed_at > 0 AND error = 'IO'"),
		1);
}

static struct {
	struct outbox_row_list rows;
	int64_t id, n;
} looked;

static int
look(struct tx *tx, void *only_failed)
{
	TRY(outbox_rows(tx, DISTRICT, only_failed != NULL, 10, &looked.rows));
	return outbox_failed(tx, DISTRICT, &looked.n);
}

static int
retry(struct tx *tx, void *arg)
{
	(void)arg;
	return outbox_retry(tx, DISTRICT, looked.id, &looked.n);
}

static int
drop(struct tx *tx, void *arg)
{
	(void)arg;
	return outbox_drop(tx, DISTRICT, looked.id);
}

/* Eight tries of everything that is there. */
static void
use_up_tries(int64_t *now)
{
	seen.answer = E_IO;
	for (int i = 0; i < 8; i++) {
		drain();
		clock_set(*now += 3600);
	}
}

/* One failed and one waits: only the first is tried again, and then it has all its tries. */
static void
test_outbox__what_failed_is_tried_again(void **state)
{
	int64_t now = START;

	(void)state;
	put(OUTBOX_NOTICE, 0, 5);
	use_up_tries(&now);
	put(OUTBOX_NOTICE, now + 86400 * 7, 6);
	assert_int_equal(db_read_now(env.db, &env.arena, look, NULL), 0);
	assert_int_equal(looked.rows.n, 2);
	looked.id = looked.rows.v[0].id;
	assert_int_equal(db_write_now(env.db, &env.arena, retry, NULL), E_NOTFOUND);
	assert_int_equal(db_read_now(env.db, &env.arena, look, &env), 0);
	assert_int_equal(looked.n, 1);
	assert_int_equal(looked.rows.n, 1);
	assert_int_equal(looked.rows.v[0].subject, 5);
	assert_int_equal(looked.rows.v[0].tries, 8);
	assert_true(str_is(looked.rows.v[0].error, "IO"));
	assert_string_equal(outbox_kind_name(looked.rows.v[0].kind), "NOTICE");
	looked.id = looked.rows.v[0].id;
	assert_int_equal(db_write_now(env.db, &env.arena, retry, NULL), 0);
	use_up_tries(&now);
	assert_int_equal(seen.notices, 16);
	looked.id = 0;
	assert_int_equal(db_write_now(env.db, &env.arena, retry, NULL), 0);
	assert_int_equal(looked.n, 1);
	assert_int_equal(db_write_now(env.db, &env.arena, retry, NULL), E_NOTFOUND);
	seen.answer = 0;
	assert_int_equal(drain(), 1);
	assert_int_equal(left(), 1);
}

/* Whom it was for is gone when it was a number: to try again would be to lose it without a word. */
static void
test_outbox__what_has_nobody_left_is_not_tried_again(void **state)
{
	int64_t now = START;

	(void)state;
	put(OUTBOX_NOTICE, 0, 0);
	use_up_tries(&now);
	assert_int_equal(db_read_now(env.db, &env.arena, look, &env), 0);
	assert_int_equal(looked.n, 1);
	looked.id = looked.rows.v[0].id;
	assert_int_equal(db_write_now(env.db, &env.arena, retry, NULL), E_NOTFOUND);
	looked.id = 0;
	assert_int_equal(db_write_now(env.db, &env.arena, retry, NULL), E_NOTFOUND);
	assert_int_equal(left(), 1);
}

static void
test_outbox__what_failed_can_be_dropped(void **state)
{
	int64_t now = START;

	(void)state;
	put(OUTBOX_NOTICE, 0, 5);
	assert_int_equal(db_read_now(env.db, &env.arena, look, NULL), 0);
	looked.id = looked.rows.v[0].id;
	assert_int_equal(db_write_now(env.db, &env.arena, drop, NULL), E_NOTFOUND);
	use_up_tries(&now);
	assert_int_equal(db_write_now(env.db, &env.arena, drop, NULL), 0);
	assert_int_equal(left(), 0);
	assert_int_equal(db_write_now(env.db, &env.arena, drop, NULL), E_NOTFOUND);
}

static void
test_outbox__at_most_once_is_gone_before_it_runs(void **state)
{
	(void)state;
	put(OUTBOX_CODE, 0, 5);
	seen.answer = E_IO;
	assert_int_equal(drain(), 1);
	assert_int_equal(left(), 0);
	clock_set(START + 100000);
	assert_int_equal(drain(), 0);
	assert_int_equal(seen.codes, 1);
}

static void
test_outbox__kinds_without_runner_are_left(void **state)
{
	(void)state;
	put(OUTBOX_CLOCK, 0, 1);
	put(OUTBOX_NOTICE, 0, 2);
	assert_int_equal(drain(), 1);
	assert_int_equal(left(), 1);
}

/* The worker ends in the middle of a job: the lease runs out, then it is tried again. */
static void
test_outbox__a_lost_lease_is_taken_again(void **state)
{
	(void)state;
	put(OUTBOX_NOTICE, 0, 5);
	assert_int_equal(
		db_env_script(&env, "UPDATE outbox SET tries = 3, claimed_until = 1800000300"), 0);
	assert_int_equal(drain(), 0);
	clock_set(START + 300);
	assert_int_equal(drain(), 1);
	assert_int_equal(seen.last_tries, 4);
	assert_int_equal(left(), 0);
}

static void
test_outbox__a_job_that_ends_workers_is_given_up(void **state)
{
	(void)state;
	put(OUTBOX_NOTICE, 0, 5);
	assert_int_equal(
		db_env_script(&env, "UPDATE outbox SET tries = 8, claimed_until = 1799999999, recipient = 'c0ffee'"), 0);
	assert_int_equal(drain(), 0);
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM outbox WHERE failed_at > 0 AND recipient = ''"), 1);
}

static void *
drain_thread(void *arg)
{
	int ran;

	(void)arg;
	outbox_drain(env.db, runners, &env, &ran);
	return NULL;
}

static void
test_outbox__several_workers_run_each_job_once(void **state)
{
	pthread_t threads[4];

	(void)state;
	for (int i = 0; i < 100; i++)
		put(OUTBOX_NOTICE, 0, i);
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, drain_thread, NULL), 0);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(seen.notices, 100);
	assert_int_equal(left(), 0);
}

static void
test_outbox__a_worker_runs_what_is_put(void **state)
{
	struct outbox_worker *w = outbox_start(env.db, runners, &env, 4);

	(void)state;
	put(OUTBOX_NOTICE, 0, 5);
	outbox_wake(w);
	pthread_mutex_lock(&seen.lock);
	while (seen.notices == 0)
		pthread_cond_wait(&seen.changed, &seen.lock);
	pthread_mutex_unlock(&seen.lock);
	outbox_stop(w);
	assert_int_equal(left(), 0); /* the job at hand was written down before it stopped */
}

/* Nothing is due: nothing is written, and no kept page becomes old. */
static void
test_outbox__an_idle_one_is_only_read(void **state)
{
	struct db_stats before, after;
	int64_t stamp;

	(void)state;
	put(OUTBOX_NOTICE, START + 100, 5);
	stamp = db_stamp(env.db);
	db_stats(env.db, &before);
	assert_int_equal(drain(), 0);
	db_stats(env.db, &after);
	assert_int_equal(db_stamp(env.db), stamp);
	assert_int_equal(after.writes, before.writes);
}

/* Takes away what a worker needs to do to the rows of DISTRICT, and gives it back. */
static void
break_district(void)
{
	assert_int_equal(
		db_env_script(&env,
			      env.engine == DB_SQLITE
				      ? "CREATE TRIGGER broken BEFORE UPDATE ON outbox "
					"WHEN OLD.district = 110101 BEGIN SELECT RAISE(ABORT, 'broken'); END"
				      : "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
					"$$ BEGIN RAISE 'broken'; END $$; "
					"CREATE TRIGGER broken BEFORE UPDATE ON outbox FOR EACH ROW "
					"WHEN (OLD.district = 110101) EXECUTE FUNCTION refuse()"),
		0);
}

static void
mend_district(void)
{
	assert_int_equal(db_env_script(&env, env.engine == DB_SQLITE ? "DROP TRIGGER broken"
								     : "DROP TRIGGER broken ON outbox"),
			 0);
}

static void
test_outbox__a_district_that_fails_holds_no_other(void **state)
{
	int ran = -1;

	(void)state;
	put(OUTBOX_NOTICE, 0, 5);
	put_elsewhere(OUTBOX_NOTICE, 6);
	put_elsewhere(OUTBOX_NOTICE, 7);
	break_district();
	assert_true(outbox_drain(env.db, runners, &env, &ran) < 0);
	assert_int_equal(ran, 2);
	assert_int_equal(seen.last_subject, 7);
	assert_int_equal(left(), 1);
	mend_district();
	assert_int_equal(drain(), 1);
	assert_int_equal(left(), 0);
}

/* Waits until so many notices were run. */
static void
wait_for_notices(int n)
{
	pthread_mutex_lock(&seen.lock);
	while (seen.notices < n)
		pthread_cond_wait(&seen.changed, &seen.lock);
	pthread_mutex_unlock(&seen.lock);
}

/* A gateway that does not answer until it is let go. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int waiting;
	bool open;
} slow = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static int
run_slowly(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)db;
	(void)job;
	(void)ctx;
	pthread_mutex_lock(&slow.lock);
	slow.waiting++;
	pthread_cond_broadcast(&slow.changed);
	while (!slow.open)
		pthread_cond_wait(&slow.changed, &slow.lock);
	pthread_mutex_unlock(&slow.lock);
	return 0;
}

static void
test_outbox__a_slow_gateway_holds_half_of_the_workers(void **state)
{
	static outbox_runner *const some_slow[OUTBOX__MAX] = {
		[OUTBOX_CODE] = run_slowly, [OUTBOX_NOTICE] = run_notice};
	struct outbox_worker *w;

	(void)state;
	for (int i = 0; i < 20; i++)
		put(OUTBOX_CODE, 0, i);
	slow.waiting = 0;
	slow.open = false;
	w = outbox_start(env.db, some_slow, &env, 4);
	pthread_mutex_lock(&slow.lock);
	while (slow.waiting < 2)
		pthread_cond_wait(&slow.changed, &slow.lock);
	pthread_mutex_unlock(&slow.lock);
	for (int i = 0; i < 20; i++)
		put(OUTBOX_NOTICE, 0, i);
	outbox_wake(w);
	wait_for_notices(20);
	pthread_mutex_lock(&slow.lock);
	assert_int_equal(slow.waiting, 2);
	slow.open = true;
	pthread_cond_broadcast(&slow.changed);
	pthread_mutex_unlock(&slow.lock);
	outbox_stop(w);
}

/* Another session holds the rows of a district until it is let go. */
static int
hold_rows(struct tx *tx, void *arg)
{
	(void)arg;
	TRY(db_script(tx, "SELECT 1 FROM outbox WHERE district = 110101 FOR UPDATE"));
	return run_slowly(NULL, NULL, NULL);
}

static void *
hold_thread(void *other)
{
	struct arena a;

	arena_init(&a);
	(void)db_write_now(other, &a, hold_rows, NULL);
	arena_release(&a);
	return NULL;
}

static void
test_outbox__a_locked_district_holds_no_other(void **state)
{
	struct outbox_worker *w;
	struct db *other;
	struct str why;
	pthread_t holder;

	(void)state;
	if (env.engine == DB_SQLITE) /* has no locks of rows */
		return;
	put(OUTBOX_NOTICE, 0, 5);
	slow.waiting = 0;
	slow.open = false;
	assert_int_equal(db_open(env.url, 1, &env.arena, &other, &why), 0);
	assert_int_equal(pthread_create(&holder, NULL, hold_thread, other), 0);
	pthread_mutex_lock(&slow.lock);
	while (slow.waiting < 1)
		pthread_cond_wait(&slow.changed, &slow.lock);
	pthread_mutex_unlock(&slow.lock);
	for (int i = 0; i < 20; i++)
		put_elsewhere(OUTBOX_NOTICE, i);
	w = outbox_start(env.db, runners, &env, 2);
	wait_for_notices(20);
	pthread_mutex_lock(&slow.lock);
	slow.open = true;
	pthread_cond_broadcast(&slow.changed);
	pthread_mutex_unlock(&slow.lock);
	pthread_join(holder, NULL);
	wait_for_notices(21);
	outbox_stop(w);
	db_close(other);
	assert_int_equal(left(), 0);
}

static const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	TEST(test_outbox__runs_once_and_is_gone),
	TEST(test_outbox__what_did_not_happen_is_not_told),
	TEST(test_outbox__waits_until_due),
	TEST(test_outbox__busy_is_later_and_no_try),
	TEST(test_outbox__fails_for_good_after_its_tries),
	TEST(test_outbox__what_failed_is_tried_again),
	TEST(test_outbox__what_has_nobody_left_is_not_tried_again),
	TEST(test_outbox__what_failed_can_be_dropped),
	TEST(test_outbox__at_most_once_is_gone_before_it_runs),
	TEST(test_outbox__kinds_without_runner_are_left),
	TEST(test_outbox__a_lost_lease_is_taken_again),
	TEST(test_outbox__a_job_that_ends_workers_is_given_up),
	TEST(test_outbox__several_workers_run_each_job_once),
	TEST(test_outbox__a_worker_runs_what_is_put),
	TEST(test_outbox__an_idle_one_is_only_read),
	TEST(test_outbox__a_district_that_fails_holds_no_other),
	TEST(test_outbox__a_slow_gateway_holds_half_of_the_workers),
	TEST(test_outbox__a_locked_district_holds_no_other),
};

SUITE(outbox)
{
	return DB_ENV_EACH("outbox", &env.engine, tests);
}
