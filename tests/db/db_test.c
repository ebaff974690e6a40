/* db_test.c: transactions, jobs and statements, the same on both engines. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <pthread.h>

#include <cmocka.h>
#undef fail /* ours is meant */

#include "base/slow.h"
#include "db/driver.h"
#include "db_env.h"
#include "suite.h"

static struct db_env env;

/* ---- the table the tests write to ---- */

static const char make_note[] = "CREATE TABLE note (district BIGINT NOT NULL, id BIGINT NOT NULL, "
				"body TEXT NOT NULL, bytes BYTEA NOT NULL,"
				" real DOUBLE PRECISION NOT NULL CHECK (real > -1000), PRIMARY KEY "
				"(district, id), UNIQUE (district, body))";
static const char insert_text[] =
	"INSERT INTO note (district, id, body, bytes, real) VALUES ($1, $2, $3, $4, $5)";
static const char select_text[] =
	"SELECT id, body, bytes, real FROM note WHERE id >= $2 AND district = $1 ORDER BY id";
static const char update_text[] =
	"UPDATE note SET real = real + 1 WHERE district = $1 RETURNING id";

static const struct db_stmt insert = {.name = "t_insert",
				      .sqlite = insert_text,
				      .pg = insert_text,
				      .params = "iitbr",
				      .cols = "",
				      .writes = true};
static const struct db_stmt select_notes = {.name = "t_select",
					    .sqlite = select_text,
					    .pg = select_text,
					    .params = "ii",
					    .cols = "itbr"};
static const struct db_stmt update = {.name = "t_update",
				      .sqlite = update_text,
				      .pg = update_text,
				      .params = "i",
				      .cols = "i",
				      .writes = true};
/* Writes, and does not say so. */
static const struct db_stmt sly = {.name = "t_sly",
				   .sqlite = "DELETE FROM note",
				   .pg = "DELETE FROM note",
				   .params = "",
				   .cols = ""};

struct note {
	int64_t id;
	struct str body, bytes;
	double real;
};

static int
put(struct tx *tx, const struct note *n)
{
	const struct db_val p[] = {
		{.i = 7}, {.i = n->id}, {.s = n->body}, {.s = n->bytes}, {.r = n->real}};

	return db_run(tx, &insert, p, NULL, NULL, false, NULL);
}

static int
put_id(struct tx *tx, int64_t id)
{
	return put(tx, &(struct note){.id = id,
				      .body = str_fmt(tx->arena, "note %lld", (long long)id)});
}

static int
keep_first(void *ctx, const struct db_val *c)
{
	*(struct note *)ctx = (struct note){c[0].i, c[1].s, c[2].s, c[3].r};
	return 1;
}

static int
get_run(struct tx *tx, void *arg)
{
	struct note *n = arg;
	const struct db_val p[] = {{.i = 7}, {.i = n->id}};

	return db_run(tx, &select_notes, p, keep_first, n, false, NULL);
}

static int64_t
notes(void)
{
	return db_env_int(&env, "SELECT count(*) FROM note");
}

static int
setup(void **state)
{
	(void)state;
	db_env_open(&env, env.engine);
	assert_int_equal(
		db_env_script(
			&env,
			env.engine == DB_PG
				? make_note
				: "CREATE TABLE note (district INTEGER NOT NULL, id INTEGER NOT "
				  "NULL, body TEXT NOT NULL,"
				  " bytes BLOB NOT NULL, real REAL NOT NULL CHECK (real > -1000),"
				  " PRIMARY KEY (district, id), UNIQUE (district, body)) STRICT"),
		0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_env_close(&env);
	return 0;
}

/* ---- jobs that are started and looked at later ---- */

struct later {
	struct db_job job;
	struct arena arena;
	int64_t id; /* of the note it writes */
	int then;   /* what run returns after writing */
	int runs, dones, err;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool gate_open;
static int at_gate, dones;

static int
later_run(struct db_job *job, struct tx *tx)
{
	struct later *l = (struct later *)job;

	l->runs++;
	TRY(put_id(tx, l->id));
	return l->then ? fail(tx, l->then, "body", "不行") : 0;
}

/* Stands still until the gate opens: what comes after it waits in the queue. */
static int
gate_run(struct db_job *job, struct tx *tx)
{
	(void)job;
	(void)tx;
	pthread_mutex_lock(&lock);
	at_gate++;
	pthread_cond_broadcast(&changed);
	while (!gate_open)
		pthread_cond_wait(&changed, &lock);
	pthread_mutex_unlock(&lock);
	return 0;
}

static void
later_done(struct db_job *job, int err)
{
	struct later *l = (struct later *)job;

	pthread_mutex_lock(&lock);
	l->err = err;
	l->dones++;
	dones++;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

static void
wait_until(const int *what, int n)
{
	pthread_mutex_lock(&lock);
	while (*what < n)
		pthread_cond_wait(&changed, &lock);
	pthread_mutex_unlock(&lock);
}

static void
start(struct later *l, int64_t id, int then)
{
	*l = (struct later){.job = {.run = later_run, .done = later_done, .arena = &l->arena},
			    .id = id,
			    .then = then,
			    .err = 1};
	arena_init(&l->arena);
	db_write(env.db, &l->job);
}

/* Keeps every writing thread of the driver busy. */
static void
close_gate(struct later *gates)
{
	gate_open = false;
	at_gate = dones = 0;
	for (int i = 0; i < env.conns; i++) {
		gates[i] = (struct later){
			.job = {.run = gate_run, .done = later_done, .arena = &gates[i].arena}};
		arena_init(&gates[i].arena);
		db_write(env.db, &gates[i].job);
	}
	wait_until(&at_gate, env.conns);
}

static void
open_gate(void)
{
	pthread_mutex_lock(&lock);
	gate_open = true;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

/* ---- tests ---- */

static int
put_run(struct tx *tx, void *arg)
{
	return put(tx, arg);
}

static void
test_db__values_come_back(void **state)
{
	struct note in[] = {
		{1, {NULL, 0}, {NULL, 0}, 0},
		{INT64_MAX, S("楼道灯坏了 ' \" $1"), {"\0\xff\x80", 3}, -0.125},
		{INT64_MIN, S("x"), S(""), 1e300},
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct note out = {.id = in[i].id};

		assert_int_equal(db_write_now(env.db, &env.arena, put_run, &in[i]), 0);
		assert_int_equal(db_read_now(env.db, &env.arena, get_run, &out), 0);
		assert_int_equal(out.id, in[i].id);
		assert_true(str_eq(out.body, in[i].body));
		assert_true(str_eq(out.bytes, in[i].bytes));
		assert_true(out.real == in[i].real);
	}
	assert_int_equal(notes(), 3);
}

static void *
write_64(void *arg)
{
	struct arena a;
	struct note n = {.id = (int64_t)(intptr_t)arg};

	arena_init(&a);
	n.body = str_fmt(&a, "thread %lld", (long long)n.id);
	(void)db_write_now(env.db, &a, put_run, &n); /* the rows are counted later */
	arena_release(&a);
	return NULL;
}

/* Whatever the umask, a new database file is its owner's alone. */
static void
test_db__file_is_private(void **state)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	struct stat st;

	(void)state;
	if (env.engine != DB_SQLITE)
		return;
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(stat(str_fmt(&env.arena, "%s%s", env.path, ends[i]).p, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
}

static int
named_run(struct db_job *job, struct tx *tx)
{
	(void)job;
	return put(tx, &(struct note){.id = 7, .body = S("x")});
}

static pthread_mutex_t named_done_lock = PTHREAD_MUTEX_INITIALIZER;

static void
named_done(struct db_job *job, int err)
{
	(void)job;
	(void)err;
	pthread_mutex_unlock(&named_done_lock);
}

/* A job's time is counted under its name. */
static void
test_db__times_of_jobs_by_name(void **state)
{
	static const char name[] = "/a/deed";
	struct db_time v[DB_TIME_STEPS + 3];
	struct db_job job = {.run = named_run, .done = named_done, .arena = &env.arena, .what = name};
	size_t n, at = 0;
	int64_t sum = 0;

	(void)state;
	pthread_mutex_lock(&named_done_lock);
	db_write(env.db, &job);
	pthread_mutex_lock(&named_done_lock);
	pthread_mutex_unlock(&named_done_lock);
	n = db_times(env.db, v, sizeof v / sizeof *v);
	while (at < n && v[at].what != name)
		at++;
	assert_true(at < n);
	assert_int_equal(v[at].n, 1);
	assert_int_equal(v[at].total_us, v[at].most_us);
	for (size_t k = 0; k < DB_TIME_STEPS; k++)
		sum += v[at].steps[k];
	assert_int_equal(sum, 1);
}

static void
test_db__64_threads_share_commits(void **state)
{
	struct later gates[8];
	struct db_stats stats;
	pthread_t threads[64];
	int64_t before;

	(void)state;
	db_stats(env.db, &stats);
	before = stats.commits;
	close_gate(gates);
	for (intptr_t i = 0; i < 64; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_64, (void *)(i + 1)), 0);
	do {
		usleep(1000);
		db_stats(env.db, &stats);
	} while (stats.writes < 64 + env.conns + 1);
	open_gate();
	for (int i = 0; i < 64; i++)
		pthread_join(threads[i], NULL);
	wait_until(&dones, env.conns);
	assert_int_equal(notes(), 64);
	db_stats(env.db, &stats);
	if (env.engine == DB_SQLITE)
		assert_true(stats.commits - before < 32);
	else
		assert_int_equal(stats.commits - before, 64); /* those at the gate change nothing */
}

static void
test_db__a_failed_job_leaves_others_alone(void **state)
{
	struct later gates[8], jobs[4];

	(void)state;
	close_gate(gates);
	start(&jobs[0], 1, 0);
	start(&jobs[1], 2, E_DENIED); /* a rule refused, after it wrote */
	start(&jobs[2], 3, 0);
	start(&jobs[3], 4, 1); /* above 0 is not an error */
	open_gate();
	wait_until(&dones, 4 + env.conns);
	assert_int_equal(jobs[0].err, 0);
	assert_int_equal(jobs[1].err, E_DENIED);
	assert_int_equal(jobs[2].err, 0);
	assert_int_equal(jobs[3].err, 0);
	assert_int_equal(jobs[1].job.fault.code, E_DENIED);
	assert_string_equal(jobs[1].job.fault.field, "body");
	assert_int_equal(jobs[2].job.fault.code, 0);
	assert_int_equal(db_env_int(&env, "SELECT sum(CAST(id AS DOUBLE PRECISION)) = 8 FROM note"),
			 1);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(jobs[i].dones, 1);
		assert_int_equal(jobs[i].runs, 1);
		arena_release(&jobs[i].arena);
	}
}

static void
test_db__conflict_is_stale_and_check_is_invalid(void **state)
{
	struct later gates[8], jobs[2];
	struct note bad = {.id = 9, .body = S("bad"), .real = -2000},
		    again = {.id = 10, .body = S("note 1")};

	(void)state;
	close_gate(gates);
	start(&jobs[0], 1, 0);
	open_gate();
	wait_until(&dones, 1 + env.conns);
	start(&jobs[1], 1, 0); /* the same key */
	wait_until(&dones, 2 + env.conns);
	assert_int_equal(jobs[0].err, 0);
	assert_int_equal(jobs[1].err, E_STALE);
	assert_int_equal(db_write_now(env.db, &env.arena, put_run, &again), E_STALE);
	assert_int_equal(db_write_now(env.db, &env.arena, put_run, &bad), E_INVALID);
	assert_int_equal(notes(), 1);
	arena_release(&jobs[0].arena);
	arena_release(&jobs[1].arena);
}

/* Takes no notice of the conflict and goes on. */
static int
careless_run(struct tx *tx, void *arg)
{
	(void)arg;
	put_id(tx, 1);
	put_id(tx, 1);
	EXPECT(put_id(tx, 2) == E_STALE);
	return 0;
}

static void
test_db__after_a_failed_statement_nothing_counts(void **state)
{
	(void)state;
	assert_int_equal(db_write_now(env.db, &env.arena, careless_run, NULL), E_STALE);
	assert_int_equal(notes(), 0);
}

static int
put_one_run(struct tx *tx, void *arg)
{
	(void)arg;
	return put_id(tx, 1);
}

static int
sly_run(struct tx *tx, void *arg)
{
	(void)arg;
	return db_run(tx, &sly, NULL, NULL, NULL, false, NULL);
}

static void
test_db__reading_does_not_write(void **state)
{
	(void)state;
	assert_int_equal(db_write_now(env.db, &env.arena, put_one_run, NULL), 0);
	assert_int_equal(db_read_now(env.db, &env.arena, put_one_run, NULL), E_BUG);
	assert_int_equal(db_read_now(env.db, &env.arena, sly_run, NULL), E_DB);
	assert_int_equal(notes(), 1);
}

static int
stop_at_2(void *ctx, const struct db_val *c)
{
	++*(int *)ctx;
	return c[0].i == 2 ? E_LIMIT : 0;
}

static int
stop_early(void *ctx, const struct db_val *c)
{
	(void)c;
	++*(int *)ctx;
	return 1;
}

static int
rows_run(struct tx *tx, void *arg)
{
	const struct db_val p[] = {{.i = 7}, {.i = 0}};
	int64_t n = 0;
	int seen = 0;

	(void)arg;
	for (int64_t id = 1; id <= 5; id++)
		TRY(put_id(tx, id));
	EXPECT(db_run(tx, &select_notes, p, stop_at_2, &seen, true, NULL) == E_LIMIT);
	EXPECT(seen == 2);
	EXPECT(db_run(tx, &select_notes, p, stop_early, &seen, false, &n) == 0);
	EXPECT(n == 1);
	EXPECT(db_run(tx, &update, p, stop_early, &seen, false, NULL) == 0);
	return 0;
}

static void
test_db__rows_stop_when_told(void **state)
{
	(void)state;
	assert_int_equal(db_write_now(env.db, &env.arena, rows_run, NULL), 0);
	/* … and the update whose rows nobody wanted is whole. */
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM note WHERE real = 1"), 5);
}

static int
nested_row(void *ctx, const struct db_val *c)
{
	(void)c;
	return put_id(ctx, 100);
}

static int
nested_run(struct tx *tx, void *arg)
{
	const struct db_val p[] = {{.i = 7}, {.i = 0}};

	(void)arg;
	TRY(put_id(tx, 1));
	return db_run(tx, &select_notes, p, nested_row, tx, true, NULL);
}

static void
test_db__no_statement_inside_rows(void **state)
{
	(void)state;
	assert_int_equal(db_write_now(env.db, &env.arena, nested_run, NULL), E_BUG);
	assert_int_equal(notes(), 0);
}

/* ---- many statements ---- */

enum { MANY = 1000 };
static struct db_stmt many[MANY];

static int
take_number(void *ctx, const struct db_val *cols)
{
	*(int64_t *)ctx = cols[0].i;
	return 0;
}

static int
run_many(struct tx *tx, void *arg)
{
	static const char text[] = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'many%'";
	static const struct db_stmt kept = {
		.name = "kept", .sqlite = "SELECT 0", .pg = text, .params = "", .cols = "i"};

	for (int round = 0; round < 2; round++)
		for (int64_t i = 0; i < MANY; i++) {
			int64_t got = -1;

			TRY(db_run(tx, &many[i], NULL, take_number, &got, false, NULL));
			EXPECT(got == i);
		}
	return db_run(tx, &kept, NULL, take_number, arg, false, NULL);
}

/* As many as the program may ever have: a connection keeps each by its number, and none takes another's place. */
static void
test_db__a_thousand_statements_stay_prepared(void **state)
{
	static char names[MANY][16], texts[MANY][32];
	int64_t kept = 0;

	(void)state;
	for (unsigned i = 0; i < MANY; i++) {
		snprintf(names[i], sizeof names[i], "many%u", i);
		snprintf(texts[i], sizeof texts[i], "SELECT CAST(%u AS BIGINT)", i);
		many[i] = (struct db_stmt){.name = names[i],
					   .number = STMTS_MAX - 1 - i,
					   .sqlite = texts[i],
					   .pg = texts[i],
					   .params = "",
					   .cols = "i"};
	}
	assert_int_equal(db_read_now(env.db, &env.arena, run_many, &kept), 0);
	assert_int_equal(kept, env.engine == DB_PG ? MANY : 0);
}

/* ---- one district's share of the connections ---- */

static pthread_mutex_t locked = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t told = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t tell = PTHREAD_COND_INITIALIZER;
static int stuck_n, stuck_most, ended_n;

struct of_district {
	struct db_job job;
	struct arena arena;
	bool stuck;
};

static void
count_stuck(int by)
{
	pthread_mutex_lock(&told);
	stuck_n += by;
	stuck_most = stuck_n > stuck_most ? stuck_n : stuck_most;
	pthread_cond_broadcast(&tell);
	pthread_mutex_unlock(&told);
}

/* As one that waits for a row that somebody locked. */
static int
run_of_district(struct db_job *job, struct tx *tx)
{
	(void)tx;
	if (!((struct of_district *)job)->stuck)
		return 0;
	count_stuck(1);
	pthread_mutex_lock(&locked);
	pthread_mutex_unlock(&locked);
	count_stuck(-1);
	return 0;
}

static void
done_of_district(struct db_job *job, int err)
{
	(void)job;
	pthread_mutex_lock(&told);
	ended_n += err == 0;
	pthread_cond_broadcast(&tell);
	pthread_mutex_unlock(&told);
}

static void
start_of(struct of_district *j, int64_t district, bool stuck)
{
	*j = (struct of_district){.job = {.run = run_of_district, .done = done_of_district, .district = district},
				  .stuck = stuck};
	arena_init(&j->arena);
	j->job.arena = &j->arena;
	db_read(env.db, &j->job);
}

static void
wait_for(const int *count, int n)
{
	pthread_mutex_lock(&told);
	while (*count < n)
		pthread_cond_wait(&tell, &told);
	pthread_mutex_unlock(&told);
}

/* Six requests of one district stand still: with four connections two of them have one, and another district's and
 * nobody's go on. */
static void
test_db__a_district_that_stands_still_does_not_stop_others(void **state)
{
	static struct of_district stuck[6], other[8];
	struct str why;

	(void)state;
	if (env.engine == DB_SQLITE)
		return; /* reads stand where they were asked for, and nothing is locked but the one writer */
	db_close(env.db);
	assert_int_equal(db_open(env.url, 4, &env.arena, &env.db, &why), 0);
	stuck_n = stuck_most = ended_n = 0;
	start_of(&other[0], 990107, false);
	wait_for(&ended_n, 1);
	pthread_mutex_lock(&locked);
	for (int i = 0; i < 6; i++)
		start_of(&stuck[i], 990106, true);
	wait_for(&stuck_n, 2);
	for (int i = 1; i < 8; i++)
		start_of(&other[i], i % 2 ? 990107 : 0, false);
	wait_for(&ended_n, 8);
	assert_int_equal(stuck_most, 2);
	pthread_mutex_unlock(&locked);
	wait_for(&ended_n, 14);
	assert_int_equal(stuck_most, 2);
	for (int i = 0; i < 6; i++)
		arena_release(&stuck[i].arena);
	for (int i = 0; i < 8; i++)
		arena_release(&other[i].arena);
}

/* Where there is one district it has all connections. */
static void
test_db__an_only_district_has_all_connections(void **state)
{
	static struct of_district all[4];
	struct str why;

	(void)state;
	if (env.engine == DB_SQLITE)
		return;
	db_close(env.db);
	assert_int_equal(db_open(env.url, 4, &env.arena, &env.db, &why), 0);
	stuck_n = stuck_most = ended_n = 0;
	pthread_mutex_lock(&locked);
	for (int i = 0; i < 4; i++)
		start_of(&all[i], 990106, true);
	wait_for(&stuck_n, 4);
	pthread_mutex_unlock(&locked);
	wait_for(&ended_n, 4);
	for (int i = 0; i < 4; i++)
		arena_release(&all[i].arena);
}

static void
test_db__full_queue_says_busy(void **state)
{
	struct later gates[8], *jobs = NEW_ARRAY(&env.arena, struct later, DB_QUEUE_MAX + 1);

	(void)state;
	close_gate(gates);
	for (int i = 0; i <= DB_QUEUE_MAX; i++)
		start(&jobs[i], i + 1, 0);
	assert_int_equal(jobs[DB_QUEUE_MAX].err, E_BUSY);
	assert_int_equal(jobs[DB_QUEUE_MAX].runs, 0);
	assert_int_equal(jobs[DB_QUEUE_MAX - 1].dones, 0);
	open_gate();
	wait_until(&dones, DB_QUEUE_MAX + 1 + env.conns);
	assert_int_equal(notes(), DB_QUEUE_MAX);
	for (int i = 0; i <= DB_QUEUE_MAX; i++)
		arena_release(&jobs[i].arena);
}

static int
bulk_run(struct tx *tx, void *arg)
{
	for (int64_t id = 1; id <= 1000; id++)
		TRY(put_id(tx, id));
	return *(int *)arg;
}

static void
test_db__bulk_is_all_or_nothing(void **state)
{
	int err = E_INVALID;

	(void)state;
	assert_int_equal(db_bulk(env.db, &env.arena, bulk_run, &err), E_INVALID);
	assert_int_equal(notes(), 0);
	err = 0;
	assert_int_equal(db_bulk(env.db, &env.arena, bulk_run, &err), 0);
	assert_int_equal(notes(), 1000);
}

static int
check_run(struct tx *tx, void *arg)
{
	struct db_stmt fewer = select_notes, other = select_notes, unknown = select_notes;
	struct str why = {0};

	(void)arg;
	fewer.cols = "itb";
	other.cols = "ttbr";
	unknown.sqlite = unknown.pg = "SELECT id FROM nowhere";
	EXPECT(db_check(tx, &select_notes, &why) == 0);
	EXPECT(db_check(tx, &insert, &why) == 0);
	EXPECT(db_check(tx, &fewer, &why) == E_SCHEMA);
	EXPECT(str_has(why, S("columns declared")));
	EXPECT(db_check(tx, &other, &why) == E_SCHEMA);
	EXPECT(db_check(tx, &unknown, &why) == E_SCHEMA);
	EXPECT(str_has(why, S("nowhere")));
	return put_id(tx, 1); /* the transaction is still good */
}

static void
test_db__check_tells_differences(void **state)
{
	(void)state;
	assert_int_equal(db_write_now(env.db, &env.arena, check_run, NULL), 0);
	assert_int_equal(notes(), 1);
}

static void
test_db__refuses_odd_urls(void **state)
{
	static const char *const urls[] = {"",
					   "sqlite:",
					   "sqlite::memory:",
					   "mysql://x/y",
					   "/tmp/x.db",
					   "sqlite:/nowhere/at/all/t.db",
					   "postgresql://127.0.0.1:1/none"};

	(void)state;
	for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
		struct db *db = NULL;
		struct str why = {0};

		assert_true(db_open(urls[i], 1, &env.arena, &db, &why) < 0);
		assert_null(db);
		assert_true(why.n > 0);
	}
}

/* The program stops where slow work begins in a transaction that writes; one that reads holds nobody up. */
static int
slow_run(struct tx *tx, void *arg)
{
	bool *stops = arg;
	pid_t child = fork();
	int status = 0;

	(void)tx;
	if (child == 0) {
		close(STDERR_FILENO);
		slow_work();
		_exit(0);
	}
	assert_true(child > 0 && waitpid(child, &status, 0) == child);
	*stops = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
	return 0;
}

static void
test_db__slow_work_has_no_place_where_it_writes(void **state)
{
	bool stops;

	(void)state;
	assert_int_equal(db_write_now(env.db, &env.arena, slow_run, &stops), 0);
	assert_true(stops);
	assert_int_equal(db_read_now(env.db, &env.arena, slow_run, &stops), 0);
	assert_false(stops);
}

static const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	TEST(test_db__values_come_back),
	TEST(test_db__file_is_private),
	TEST(test_db__times_of_jobs_by_name),
	TEST(test_db__64_threads_share_commits),
	TEST(test_db__a_failed_job_leaves_others_alone),
	TEST(test_db__conflict_is_stale_and_check_is_invalid),
	TEST(test_db__after_a_failed_statement_nothing_counts),
	TEST(test_db__reading_does_not_write),
	TEST(test_db__rows_stop_when_told),
	TEST(test_db__no_statement_inside_rows),
	TEST(test_db__slow_work_has_no_place_where_it_writes),
	TEST(test_db__full_queue_says_busy),
	TEST(test_db__a_thousand_statements_stay_prepared),
	TEST(test_db__a_district_that_stands_still_does_not_stop_others),
	TEST(test_db__an_only_district_has_all_connections),
	TEST(test_db__bulk_is_all_or_nothing),
	TEST(test_db__check_tells_differences),
	TEST(test_db__refuses_odd_urls),
};

SUITE(db)
{
	return DB_ENV_EACH("db", &env.engine, tests);
}
