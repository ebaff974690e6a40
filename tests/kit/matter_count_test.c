/* matter_count_test.c: how many matters are late is exact at any moment: whatever moves, wherever it goes, whatever the clock does, with
 * many at once, on both engines; verify notices an edit, and counting anew mends it. */
#include "kit/matter_count.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/stmt.h"
#include "db_env.h"
#include "kit/course.h"
#include "kit/course_check.h"
#include "lib/secret.h"
#include "suite.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#undef fail

/* ELSEWHERE: at the street, in no community. */
enum { DISTRICT = 990106, STREET = 11, FIRST = 21, PLACES = 4, MATTERS = 40 };
enum { FRESH = 1, WORK, ASKED, ANSWERED, DONE, STATES };
enum { FILE_IT = 1, GIVE, ASK, ANSWER, REPLY, FINISH, REOPEN, CARRY, SAY, MOVES };
enum { STAGE_WORK = 1, STAGE_PROMISE, STAGES };

static struct db_env env;
static int64_t ids[MATTERS];

/* ---- a small course ---- */

/* The place of number i; 0 = none but the street. */
static int64_t
community(int64_t i)
{
	return i ? FIRST + i : 0;
}

/* What a move is told besides its name: minutes of a clock, or a place. */
struct told {
	struct move move;
	int64_t number;
};

static int64_t
number_of(const struct move *m)
{
	return ((const struct told *)m)->number;
}

static int
work(struct move *m)
{
	due_stop(&m->clocks, STAGE_WORK, -1, m->at);
	return move_clock(m, STAGE_WORK, 0, 30 + number_of(m));
}

static int
ask(struct move *m)
{
	due_pause(&m->clocks, 0, m->at);
	return 0;
}

static int
answer(struct move *m)
{
	due_resume(&m->clocks, m->at);
	return 0;
}

static int
finish(struct move *m)
{
	due_stop(&m->clocks, 0, -1, m->at);
	m->m.closed_at = m->at;
	return 0;
}

static void
stand(struct matter *m, int64_t place)
{
	struct place at = {.node = place ? place : STREET, .at = {[LEVEL_STREET] = STREET, [LEVEL_COMMUNITY] = place}};

	matter_stand(m, &at, S("there"));
}

static int
carry(struct move *m)
{
	stand(&m->m, community(number_of(m) % PLACES));
	return 0;
}

static int
nothing(struct move *m)
{
	(void)m;
	return 0;
}

static void
no_seal(struct buf *b, const struct move *m)
{
	(void)b;
	(void)m;
}

static const struct state_row states[STATES] = {
	[FRESH] = {"FRESH", "", LIVE_OFFICE, DESK_NEW, 1},	  [WORK] = {"WORK", "", LIVE_OFFICE, DESK_WORK, 2},
	[ASKED] = {"ASKED", "", LIVE_RAISER, DESK_ASKED, 2},	  [ANSWERED] = {"ANSWERED", "", LIVE_RAISER, DESK_ANSWERED, 3},
	[DONE] = {"DONE", "", LIVE_OVER, DESK_OVER, 6},
};

#define IN(state) (UINT32_C(1) << (state))
#define SYSTEM BY_SYSTEM, APPEAL_DISPATCH, FLOW_INTERNAL
static const struct move_row moves[MOVES] = {
	[FILE_IT] = {"FILE", "", 0, FRESH, SYSTEM, NULL, false},
	[GIVE] = {"GIVE", "", IN(FRESH) | IN(WORK), WORK, SYSTEM, work, false},
	[ASK] = {"ASK", "", IN(WORK), ASKED, SYSTEM, ask, false},
	[ANSWER] = {"ANSWER", "", IN(ASKED), WORK, SYSTEM, answer, false},
	[REPLY] = {"REPLY", "", IN(WORK), ANSWERED, SYSTEM, NULL, false},
	[FINISH] = {"FINISH", "", IN(FRESH) | IN(ANSWERED), DONE, SYSTEM, finish, false},
	[REOPEN] = {"REOPEN", "", IN(ANSWERED) | IN(DONE), WORK, SYSTEM, work, false},
	[CARRY] = {"CARRY", "", ~IN(0), TO_SAME, SYSTEM, carry, false},
	[SAY] = {"SAY", "", ~IN(0), TO_SAME, SYSTEM, NULL, true},
};
static const struct stage_row stages[STAGES] = {
	[STAGE_WORK] = {"WORK", "", STAGE_SHOWN, 0, NULL},
	[STAGE_PROMISE] = {"PROMISE", "", STAGE_BESIDE, 0, NULL},
};

static const struct course course = {
	.name = "small", .kind = FLOW_APPEAL, .size = sizeof(struct told), .states = states, .moves = moves, .stages = stages,
	.states_n = STATES, .moves_n = MOVES, .stages_n = STAGES, .promise = STAGE_PROMISE,
	.raise = APPEAL_FILE, .track = APPEAL_TRACK, .manage = APPEAL_TRIAGE, .see = APPEAL_QUEUE,
	.load = nothing, .save = nothing, .seal = no_seal,
};

/* ---- doing things ---- */

/* The same numbers every time, on both engines. */
static uint64_t
lot(uint64_t *seed, uint64_t n)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (*seed >> 33) % n;
}

static int64_t
nov18(int hour, int minute)
{
	return clock_at(2026, 11, 18, hour, minute, 0);
}

static int
file_one(struct tx *tx, int64_t i)
{
	struct actor who = actor_system_of;
	struct move *m = move_new(&course, tx, &who);
	struct change c = {.move = FILE_IT};

	who.district = DISTRICT;
	m->c = &c;
	m->at = clock_now();
	m->m = (struct matter){
		.id = ids[i] = id_new(), .code = str_fmt(tx->arena, "A-%lld", (long long)i), .title = S("a lamp"),
		.sight = FLOW_PARTIES, .anon = ANON_NAMED, .filed_at = m->at,
	};
	stand(&m->m, community(i % PLACES));
	clocks_none(tx, DISTRICT, m->m.id, &m->clocks);
	TRY(move_clock(m, STAGE_WORK, 0, 20 + i * 7));
	TRY(move_clock(m, STAGE_PROMISE, 0, 600));
	return course_file(m, FILE_IT, FRESH);
}

static int
file_all(struct tx *tx, void *arg)
{
	(void)arg;
	for (int64_t i = 0; i < MATTERS; i++)
		TRY(file_one(tx, i));
	return 0;
}

struct step {
	int64_t id, number;
	int move;
};

static int
make(struct tx *tx, void *arg)
{
	const struct step *s = arg;
	struct actor who = actor_system_of;
	struct move *m = move_new(&course, tx, &who);
	struct change c = {.move = s->move};
	int rc;

	who.district = DISTRICT;
	((struct told *)m)->number = s->number;
	m->c = &c;
	rc = course_move_id(m, s->id);
	return rc == E_DENIED || rc == E_NOTFOUND ? 0 : rc;
}

static int
turn(struct tx *tx, void *arg)
{
	return matter_late_turn(tx, DISTRICT, arg);
}

static int
recount(struct tx *tx, void *arg)
{
	(void)arg;
	return matter_recount(tx, DISTRICT);
}

static int
write_now(int (*run)(struct tx *tx, void *arg), void *arg)
{
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_write_now(env.db, &a, run, arg);
	arena_release(&a);
	return rc;
}

static int
setup(void **state)
{
	(void)state;
	secret_use_test_key();
	clock_set(nov18(10, 0));
	env.conns = 6;
	db_env_open_migrated(&env, env.engine);
	return write_now(file_all, NULL);
}

static int
teardown(void **state)
{
	(void)state;
	db_env_close(&env);
	clock_set(0);
	return 0;
}

/* ---- counting by looking at every row ---- */

static int
count_broken(void *ctx, struct str line)
{
	(void)line;
	(*(int *)ctx)++;
	return 0;
}

struct seen {
	struct matter_count counts[PLACES], whole;
	int broken;
};

static int
look(struct tx *tx, void *arg)
{
	struct seen *s = arg;

	*s = (struct seen){0};
	/* Community 0 asks for the whole district, so what lies in none is the rest of it. */
	for (int64_t i = 1; i < PLACES; i++)
		TRY(matter_count(tx, DISTRICT, FLOW_APPEAL, community(i), &s->counts[i]));
	return matter_count(tx, DISTRICT, FLOW_APPEAL, 0, &s->whole);
}

static int
verify(struct tx *tx, void *arg)
{
	struct seen *s = arg;

	return course_verify_all(&course, tx, DISTRICT, count_broken, &s->broken);
}

/* Live ones of a community (0 = anywhere); with a moment only those that are late then. */
struct rows {
	int64_t place, late_at, n;
};

static int
take_number(void *ctx, const struct db_val *cols)
{
	*(int64_t *)ctx = cols[0].i;
	return 1;
}

static int
count_rows(struct tx *tx, void *arg)
{
	static const char text[] = "SELECT count(*) FROM matter WHERE live < 3 AND ($1 = 0 OR community = $1)"
				   " AND ($2 = 0 OR (state IN (1, 2) AND queue_at < $2))";
	static const struct db_stmt st = {.name = "matter_count_rows", .sqlite = text, .pg = text, .params = "ii", .cols = "i"};
	struct rows *r = arg;
	const struct db_val params[] = {{.i = r->place}, {.i = r->late_at}};

	return db_run(tx, &st, params, take_number, &r->n, false, NULL);
}

static int64_t
rows(int64_t place, int64_t late_at)
{
	struct rows r = {.place = place, .late_at = late_at};

	assert_int_equal(db_read_now(env.db, &env.arena, count_rows, &r), 0);
	return r.n;
}

static void
assert_exact(void)
{
	struct seen s;

	assert_int_equal(db_read_now(env.db, &env.arena, look, &s), 0);
	for (int64_t i = 1; i < PLACES; i++) {
		assert_int_equal(s.counts[i].live, rows(community(i), 0));
		assert_int_equal(s.counts[i].late, rows(community(i), clock_now()));
	}
	assert_int_equal(s.whole.live, rows(0, 0));
	assert_int_equal(s.whole.late, rows(0, clock_now()));
}

static int
broken(void)
{
	struct seen s = {0};

	assert_int_equal(db_read_now(env.db, &env.arena, verify, &s), 0);
	return s.broken;
}

/* ---- one after the other ---- */

static struct step
step_of(uint64_t *seed)
{
	return (struct step){
		.id = ids[lot(seed, MATTERS)],
		.number = (int64_t)lot(seed, 900),
		.move = GIVE + (int)lot(seed, MOVES - GIVE),
	};
}

/* Forward by minutes or over midnight, now and then back. */
static void
let_time_pass(uint64_t *seed)
{
	int64_t by = (int64_t)lot(seed, 40) * 60;

	if (lot(seed, 12) == 0)
		by = 3600 * (int64_t)lot(seed, 30);
	if (lot(seed, 15) == 0)
		by = -7200;
	clock_set(clock_now() + by);
}

static void
test_matter_count__is_exact_whatever_happens(void **state)
{
	uint64_t seed = 42;
	bool more;

	(void)state;
	assert_exact();
	for (int i = 0; i < 300; i++) {
		struct step s = step_of(&seed);

		assert_int_equal(write_now(make, &s), 0);
		let_time_pass(&seed);
		if (lot(&seed, 4) == 0)
			assert_int_equal(write_now(turn, &more), 0);
		assert_exact();
	}
	assert_int_equal(broken(), 0);
	assert_int_not_equal(db_env_int(&env, "SELECT CAST(sum(late) AS BIGINT) FROM matter_count"), 0);
}

/* Nothing lies between then and now, so asking costs a look at the end of an index. */
static void
test_matter_count__turn_counts_all_that_waits(void **state)
{
	bool more = true;

	(void)state;
	clock_set(nov18(23, 0));
	for (int i = 0; more; i++) {
		assert_true(i < 5);
		assert_int_equal(write_now(turn, &more), 0);
	}
	assert_int_equal(db_env_int(&env, "SELECT CAST(sum(late) AS BIGINT) FROM matter_count"), rows(0, clock_now()));
	assert_exact();
}

static void
test_matter_count__edit_is_noticed_and_mended(void **state)
{
	static const char *const edits[] = {
		"UPDATE matter_count SET late = late + 1 WHERE community = 22",
		"UPDATE matter_count SET n = n - 1 WHERE community = 0",
		"UPDATE matter_count SET until = 0",
		"DELETE FROM matter_count WHERE community = 23",
		"UPDATE matter_age SET n = n + 1 WHERE what = 1 AND desk = 22",
		"UPDATE matter_age SET day = day + 1 WHERE what = 1",
		"DELETE FROM matter_age WHERE desk = 23",
	};
	bool more;

	(void)state;
	clock_set(nov18(23, 0));
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		assert_int_equal(write_now(turn, &more), 0);
		assert_int_equal(broken(), 0);
		assert_int_equal(db_env_script(&env, edits[i]), 0);
		assert_int_not_equal(broken(), 0);
		assert_int_equal(write_now(recount, NULL), 0);
		assert_int_equal(broken(), 0);
		assert_exact();
	}
}

/* ---- many at once ---- */

enum { HANDS = 6, TRIES = 40 };
struct hand {
	pthread_t thread;
	uint64_t seed;
	int rc, counts; /* counts: 1 it counts on, 2 it counts anew */
};

static void *
push(void *arg)
{
	struct hand *h = arg;
	bool more;

	for (int i = 0; i < TRIES && h->rc == 0; i++) {
		struct step s = step_of(&h->seed);

		if (h->counts == 2)
			h->rc = write_now(recount, NULL);
		if (h->counts)
			h->rc = write_now(turn, &more);
		else
			h->rc = write_now(make, &s);
		if (h->rc == E_BUSY || h->rc == E_STALE)
			h->rc = 0;
	}
	return NULL;
}

static void
test_matter_count__is_exact_with_many_at_once(void **state)
{
	struct hand hands[HANDS];

	(void)state;
	for (int round = 0; round < 4; round++) {
		clock_set(nov18(11 + round * 4, 0));
		for (int i = 0; i < HANDS; i++) {
			hands[i] = (struct hand){.seed = (uint64_t)(round * HANDS + i + 1), .counts = i == 0 ? 1 + round % 2 : 0};
			assert_int_equal(pthread_create(&hands[i].thread, NULL, push, &hands[i]), 0);
		}
		for (int i = 0; i < HANDS; i++)
			pthread_join(hands[i].thread, NULL);
		for (int i = 0; i < HANDS; i++)
			assert_int_equal(hands[i].rc, 0);
		assert_exact();
	}
	assert_int_equal(broken(), 0);
}

SUITE(matter_count)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	static const struct CMUnitTest tests[] = {
		TEST(test_matter_count__is_exact_whatever_happens),
		TEST(test_matter_count__turn_counts_all_that_waits),
		TEST(test_matter_count__edit_is_noticed_and_mended),
		TEST(test_matter_count__is_exact_with_many_at_once),
	};

	return DB_ENV_EACH("matter_count", &env.engine, tests);
}
