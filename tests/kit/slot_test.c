/* slot_test.c: capacity over time is never sold twice, and nothing of it is lost. */
#include "kit/slot.h"

#include "kit_help.h"

#include <pthread.h>

enum { ROOM = 7, HALL = 9, HOUR = 3600 };

static int64_t
at(int hour)
{
	return clock_at(2027, 3, 1, hour, 0, 0);
}

#define RUN(call)                                                                                  \
	({                                                                                         \
		struct tx *tx = begin();                                                           \
		int run_rc_ = (call);                                                              \
		assert_int_equal(walk_end(run_rc_), run_rc_);                                      \
		run_rc_;                                                                           \
	})

static struct slot_take_list moved, met;

static void
make(int64_t id, int64_t capacity, enum slot_wait wait)
{
	const struct slot_thing t = {id, capacity, HOUR / 2, 16, wait, 600};

	assert_int_equal(RUN(slot_put(tx, D, &t, &moved)), 0);
}

static int
take(int64_t thing, int from, int to, int64_t units, struct slot_take *ret)
{
	const struct slot_want want = {.thing = thing, .from = at(from), .to = at(to), .units = units, .person = 5};

	return RUN(slot_take(tx, D, &want, ret));
}

static int
wait_for(int64_t thing, int from, int to, int64_t person, struct slot_take *ret)
{
	const struct slot_want want = {.thing = thing, .from = at(from), .to = at(to), .units = 1, .person = person, .may_wait = true};

	return RUN(slot_take(tx, D, &want, ret));
}

static int64_t
free_units(int64_t thing, int from, int to)
{
	int64_t n = -99;

	assert_int_equal(RUN(slot_free(tx, D, thing, at(from), at(to), &n)), 0);
	return n;
}

static void
test_slot__last_place_goes_once(void **state)
{
	struct slot_take a, b;

	(void)state;
	make(ROOM, 2, SLOT_NO_WAIT);
	assert_int_equal(take(ROOM, 9, 11, 1, &a), 0);
	assert_int_equal(take(ROOM, 10, 12, 1, &b), 0);
	assert_int_equal(take(ROOM, 10, 11, 1, &b), E_STALE);
	assert_int_equal(take(ROOM, 8, 12, 1, &b), E_STALE); /* one full cell in the middle */
	assert_int_equal(free_units(ROOM, 8, 10), 1);
	assert_int_equal(free_units(ROOM, 8, 9), 2);
	assert_int_equal(RUN(slot_give_back(tx, D, a.id, &moved)), 0);
	assert_int_equal(RUN(slot_give_back(tx, D, a.id, &moved)), 0);
	assert_int_equal(free_units(ROOM, 8, 10), 2);
	assert_int_equal(free_units(ROOM, 10, 12), 1);
}

static void
test_slot__off_the_grid_is_refused(void **state)
{
	static const struct {
		int from_min, to_min;
	} spans[] = {{10, 60}, {0, 45}, {60, 60}, {60, 0}, {0, 17 * 30}};
	struct slot_take t;

	(void)state;
	make(ROOM, 2, SLOT_NO_WAIT);
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		const struct slot_want want = {.thing = ROOM, .from = at(9) + spans[i].from_min * 60,
					       .to = at(9) + spans[i].to_min * 60, .units = 1};

		assert_int_equal(RUN(slot_take(tx, D, &want, &t)), E_INVALID);
	}
	assert_int_equal(take(ROOM, 9, 10, 0, &t), E_INVALID);
	assert_int_equal(take(ROOM, 9, 10, -3, &t), E_INVALID);
	assert_int_equal(take(ROOM, 9, 10, 3, &t), E_STALE);
	assert_int_equal(take(HALL, 9, 10, 1, &t), E_NOTFOUND);
}

static void
test_slot__bad_things_are_refused(void **state)
{
	static const struct slot_thing bad[] = {
		{ROOM, -1, 1800, 16, SLOT_NO_WAIT, 0},	 {ROOM, 1, 0, 16, SLOT_NO_WAIT, 0},
		{ROOM, 1, 7000, 16, SLOT_NO_WAIT, 0},	 {ROOM, 1, 1800, 0, SLOT_NO_WAIT, 0},
		{ROOM, 1, 1800, 401, SLOT_NO_WAIT, 0},	 {ROOM, 1, 1800, 16, 0, 0},
		{ROOM, 1, 1800, 16, SLOT_WAIT_OFFER, 0}, {ROOM, 9999999, 1800, 16, SLOT_NO_WAIT, 0},
	};
	static const struct slot_thing other_grid = {ROOM, 1, 3600, 16, SLOT_NO_WAIT, 0};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(RUN(slot_put(tx, D, &bad[i], &moved)), E_INVALID);
	make(ROOM, 1, SLOT_NO_WAIT);
	assert_int_equal(RUN(slot_put(tx, D, &other_grid, &moved)), E_INVALID);
}

static void
test_slot__same_key_is_the_same_take(void **state)
{
	struct slot_want want = {.thing = ROOM, .from = at(9), .to = at(10), .units = 1, .person = 5, .once = S("form-1")};
	struct slot_take a, b;

	(void)state;
	make(ROOM, 3, SLOT_NO_WAIT);
	assert_int_equal(RUN(slot_take(tx, D, &want, &a)), 0);
	assert_int_equal(RUN(slot_take(tx, D, &want, &b)), 0);
	assert_true(a.id == b.id);
	assert_int_equal(free_units(ROOM, 9, 10), 2);
	want.person = 6;
	assert_int_equal(RUN(slot_take(tx, D, &want, &b)), E_INVALID);
}

static void
test_slot__waiting_list_moves_up_in_order(void **state)
{
	struct slot_take a, first, second, early;

	(void)state;
	make(ROOM, 1, SLOT_WAIT_AUTO);
	assert_int_equal(take(ROOM, 9, 11, 1, &a), 0);
	assert_int_equal(wait_for(ROOM, 9, 10, 6, &first), 0);
	assert_int_equal(first.state, SLOT_WAITING);
	assert_int_equal(wait_for(ROOM, 9, 10, 7, &second), 0);
	assert_int_equal(wait_for(ROOM, 10, 11, 8, &early), 0);
	assert_int_equal(RUN(slot_give_back(tx, D, a.id, &moved)), 0);
	assert_int_equal(moved.n, 2);
	assert_true(moved.v[0].id == first.id && moved.v[0].state == SLOT_TAKEN);
	assert_true(moved.v[1].id == early.id);
	assert_int_equal(RUN(slot_give_back(tx, D, first.id, &moved)), 0);
	assert_int_equal(moved.n, 1);
	assert_true(moved.v[0].id == second.id);
	/* Who stops waiting moves nobody. */
	assert_int_equal(wait_for(ROOM, 9, 10, 9, &first), 0);
	assert_int_equal(RUN(slot_give_back(tx, D, first.id, &moved)), 0);
	assert_int_equal(moved.n, 0);
	assert_int_equal(free_units(ROOM, 9, 10), 0);
}

static void
test_slot__offer_goes_on_to_the_next(void **state)
{
	struct slot_take_list ended;
	struct slot_take a, first, second;

	(void)state;
	make(ROOM, 1, SLOT_WAIT_OFFER);
	assert_int_equal(take(ROOM, 9, 10, 1, &a), 0);
	assert_int_equal(wait_for(ROOM, 9, 10, 6, &first), 0);
	assert_int_equal(wait_for(ROOM, 9, 10, 7, &second), 0);
	assert_int_equal(RUN(slot_confirm(tx, D, first.id)), E_STALE);
	assert_int_equal(RUN(slot_give_back(tx, D, a.id, &moved)), 0);
	assert_int_equal(moved.n, 1);
	assert_true(moved.v[0].id == first.id && moved.v[0].state == SLOT_OFFERED);
	assert_true(moved.v[0].due_at == NOON + 600);
	assert_int_equal(free_units(ROOM, 9, 10), 0);
	clock_set(NOON + 600);
	assert_int_equal(RUN(slot_confirm(tx, D, first.id)), E_EXPIRED);
	assert_int_equal(RUN(slot_sweep(tx, D, 10, &ended, &moved)), 0);
	assert_int_equal(ended.n, 1);
	assert_int_equal(moved.n, 1);
	assert_true(moved.v[0].id == second.id);
	assert_int_equal(RUN(slot_confirm(tx, D, second.id)), 0);
	assert_int_equal(RUN(slot_confirm(tx, D, second.id)), 0);
	assert_int_equal(RUN(slot_confirm(tx, D, first.id)), E_EXPIRED);
	clock_set(NOON + 6000);
	assert_int_equal(RUN(slot_sweep(tx, D, 10, &ended, &moved)), 0);
	assert_int_equal(ended.n, 0);
}

static void
test_slot__hold_ends_by_itself(void **state)
{
	struct slot_want want = {.thing = ROOM, .from = at(9), .to = at(10), .units = 1, .hold_until = NOON + 60};
	struct slot_take_list ended;
	struct slot_take t;

	(void)state;
	make(ROOM, 1, SLOT_NO_WAIT);
	assert_int_equal(RUN(slot_take(tx, D, &want, &t)), 0);
	assert_int_equal(t.state, SLOT_HELD);
	assert_int_equal(free_units(ROOM, 9, 10), 0);
	clock_set(NOON + 61);
	assert_int_equal(RUN(slot_sweep(tx, D, 10, &ended, &moved)), 0);
	assert_int_equal(ended.n, 1);
	assert_int_equal(free_units(ROOM, 9, 10), 1);
}

static void
test_slot__move_all_or_nothing(void **state)
{
	struct slot_take a, b;

	(void)state;
	make(ROOM, 1, SLOT_NO_WAIT);
	make(HALL, 1, SLOT_NO_WAIT);
	assert_int_equal(take(ROOM, 9, 11, 1, &a), 0);
	assert_int_equal(take(ROOM, 12, 13, 1, &b), 0);
	assert_int_equal(RUN(slot_move(tx, D, a.id, ROOM, at(10), at(12), &moved)), 0); /* onto its own second half */
	assert_int_equal(free_units(ROOM, 9, 10), 1);
	assert_int_equal(RUN(slot_move(tx, D, a.id, ROOM, at(11), at(13), &moved)), E_STALE);
	assert_int_equal(free_units(ROOM, 10, 12), 0);
	assert_int_equal(RUN(slot_move(tx, D, a.id, HALL, at(10), at(12), &moved)), 0);
	assert_int_equal(free_units(ROOM, 10, 12), 1);
	assert_int_equal(free_units(HALL, 10, 12), 0);
}

/* Refused within a transaction that goes on: what was there is there, with a capacity that was lowered too. */
static void
test_slot__refused_move_changes_nothing(void **state)
{
	struct slot_take a, b;
	struct tx *goes_on;

	(void)state;
	make(ROOM, 2, SLOT_NO_WAIT);
	assert_int_equal(take(ROOM, 9, 10, 1, &a), 0);
	assert_int_equal(take(ROOM, 9, 10, 1, &b), 0);
	make(ROOM, 0, SLOT_NO_WAIT);
	goes_on = begin();
	assert_int_equal(slot_move(goes_on, D, a.id, ROOM, at(11), at(12), &moved), E_STALE);
	commit();
	assert_int_equal(free_units(ROOM, 9, 10), -2);
	assert_int_equal(RUN(slot_give_back(tx, D, a.id, &moved)), 0);
	assert_int_equal(free_units(ROOM, 9, 10), -1);
}

static void
test_slot__lowered_capacity_names_the_newest(void **state)
{
	struct slot_take_list over;
	struct slot_take a, b, c;

	(void)state;
	make(ROOM, 3, SLOT_WAIT_AUTO);
	assert_int_equal(take(ROOM, 9, 10, 1, &a), 0);
	assert_int_equal(take(ROOM, 9, 11, 2, &b), 0);
	assert_int_equal(take(ROOM, 12, 13, 1, &c), 0);
	make(ROOM, 1, SLOT_WAIT_AUTO);
	assert_int_equal(free_units(ROOM, 9, 10), -2);
	assert_int_equal(RUN(slot_over(tx, D, ROOM, at(0), at(24), &over)), 0);
	assert_int_equal(over.n, 1);
	assert_true(over.v[0].id == b.id);
	assert_int_equal(take(ROOM, 9, 10, 1, &c), E_STALE);
	assert_int_equal(wait_for(ROOM, 9, 10, 4, &c), 0);
	make(ROOM, 4, SLOT_WAIT_AUTO);
	assert_int_equal(moved.n, 1);
	assert_true(moved.v[0].id == c.id);
}

static void
test_slot__closed_time_takes_nobody(void **state)
{
	struct slot_take a, b;
	int64_t closing = 0, n = -1;

	(void)state;
	make(ROOM, 2, SLOT_WAIT_AUTO);
	assert_int_equal(take(ROOM, 9, 11, 1, &a), 0);
	assert_int_equal(RUN(slot_close(tx, D, ROOM, at(10), at(12), S("消防检查"), &closing, &met)), 0);
	assert_int_equal(met.n, 1);
	assert_true(met.v[0].id == a.id);
	assert_int_equal(take(ROOM, 11, 12, 1, &b), E_INVALID);
	assert_int_equal(take(ROOM, 9, 10, 1, &b), 0);
	assert_int_equal(RUN(slot_free(tx, D, ROOM, at(10), at(11), &n)), 0);
	assert_int_equal(n, 0);
	assert_int_equal(RUN(slot_reopen(tx, D, HALL, closing, &moved)), E_NOTFOUND);
	assert_int_equal(RUN(slot_reopen(tx, D, ROOM, closing, &moved)), 0);
	assert_int_equal(take(ROOM, 11, 12, 1, &b), 0);
}

static void
test_slot__absent_frees_what_is_left(void **state)
{
	struct slot_take a;

	(void)state;
	make(ROOM, 1, SLOT_NO_WAIT);
	assert_int_equal(take(ROOM, 9, 12, 1, &a), 0);
	assert_int_equal(RUN(slot_absent(tx, D, a.id, &moved)), E_STALE); /* it has not begun */
	clock_set(at(9) + 20 * 60);
	assert_int_equal(RUN(slot_absent(tx, D, a.id, &moved)), 0);
	assert_int_equal(free_units(ROOM, 9, 10), 0);
	assert_int_equal(RUN(slot_free(tx, D, ROOM, at(9) + HOUR / 2, at(12), &(int64_t){0})), 0);
	assert_int_equal(free_units(ROOM, 10, 12), 1);
	assert_int_equal(RUN(slot_absent(tx, D, a.id, &moved)), E_STALE);
}

/* ---- whatever happens ---- */

static uint64_t seed = 20270301;

static int
below(int n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (int)((seed >> 33) % (uint64_t)n);
}

/* What cells say is what the takes that fill them add up to, and never more than there was room for. */
static void
check_sums(void)
{
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM slot_cell WHERE used > room"), 0);
	assert_int_equal(db_env_int(&env,
		"SELECT count(*) FROM slot_cell c WHERE used <> (SELECT COALESCE(sum(t.units), 0) FROM slot_take t"
		" WHERE t.thing = c.thing AND t.state IN (1, 2, 4) AND t.first <= c.cell AND t.past > c.cell)"), 0);
	assert_int_equal(db_env_int(&env,
		"SELECT count(*) FROM slot_take t WHERE t.state IN (1, 2, 4) AND t.past - t.first <> (SELECT count(*)"
		" FROM slot_cell c WHERE c.thing = t.thing AND c.cell >= t.first AND c.cell < t.past)"), 0);
}

static void
test_slot__whatever_happens_the_sums_hold(void **state)
{
	int64_t ids[400];
	int n = 0;

	(void)state;
	make(ROOM, 3, SLOT_WAIT_AUTO);
	make(HALL, 2, SLOT_WAIT_OFFER);
	for (int i = 0; i < 400; i++) {
		int64_t thing = below(2) ? ROOM : HALL, id = n ? ids[below(n)] : 0;
		int from = below(20), what = below(10);
		struct slot_take_list ended;
		struct slot_take t;

		clock_set(NOON + i * 120);
		if (what < 5 || !n) {
			const struct slot_want want = {.thing = thing, .from = at(from), .to = at(from + 1 + below(3)), .units = 1 + below(2),
						       .may_wait = below(2), .hold_until = below(4) ? 0 : NOON + i * 120 + 300};

			if (RUN(slot_take(tx, D, &want, &t)) == 0)
				ids[n++] = t.id;
		} else if (what < 7) {
			assert_int_equal(RUN(slot_give_back(tx, D, id, &moved)), 0);
		} else if (what == 7) {
			RUN(slot_move(tx, D, id, thing, at(from), at(from + 1 + below(3)), &moved));
		} else if (what == 8) {
			RUN(slot_confirm(tx, D, id));
		} else {
			assert_int_equal(RUN(slot_sweep(tx, D, 10, &ended, &moved)), 0);
		}
		if (i % 40 == 39)
			check_sums();
	}
	for (int i = 0; i < n; i++)
		assert_int_equal(RUN(slot_give_back(tx, D, ids[i], &moved)), 0);
	/* Who moved up meanwhile gives back too. */
	for (int i = 0; i < n; i++)
		assert_int_equal(RUN(slot_give_back(tx, D, ids[i], &moved)), 0);
	check_sums();
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM slot_cell WHERE used > 0"), 0);
}

/* ---- many at once ---- */

enum { THREADS = 8, EACH = 12 };

struct racer {
	pthread_t thread;
	int number, got, refused, broken;
};

static int
race_take(struct tx *tx, void *arg)
{
	const struct racer *r = arg;
	int from = 9 + r->number % 3;
	const struct slot_want want = {.thing = ROOM, .from = at(from), .to = at(from + 2), .units = 1, .person = r->number};
	struct slot_take t;

	return slot_take(tx, D, &want, &t);
}

static void *
race(void *arg)
{
	struct racer *r = arg;
	struct arena a;

	arena_init(&a);
	for (int i = 0; i < EACH; i++) {
		int rc = db_write_now(db, &a, race_take, r);

		r->got += rc == 0;
		r->refused += rc == E_STALE;
		r->broken += rc < 0 && rc != E_STALE;
		arena_reset(&a);
	}
	arena_release(&a);
	return NULL;
}

/* The middle hour is in every take, so exactly as many come in as there are places. */
static void
test_slot__many_threads_take_the_last_places(void **state)
{
	struct racer r[THREADS] = {0};
	int got = 0, refused = 0, broken = 0;

	(void)state;
	make(ROOM, 5, SLOT_NO_WAIT);
	for (int i = 0; i < THREADS; i++) {
		r[i].number = i;
		assert_int_equal(pthread_create(&r[i].thread, NULL, race, &r[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(r[i].thread, NULL);
		got += r[i].got;
		refused += r[i].refused;
		broken += r[i].broken;
	}
	assert_int_equal(broken, 0);
	assert_int_equal(got + refused, THREADS * EACH);
	/* 9 to 11 and 11 to 13 do not meet; 10 to 12 meets both. */
	assert_true(got >= 5 && got <= 10);
	check_sums();
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM slot_cell WHERE used > 5"), 0);
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM slot_take"), got);
	assert_int_equal(free_units(ROOM, 9, 13), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
static const struct CMUnitTest tests[] = {
	TEST(test_slot__last_place_goes_once),
	TEST(test_slot__off_the_grid_is_refused),
	TEST(test_slot__bad_things_are_refused),
	TEST(test_slot__same_key_is_the_same_take),
	TEST(test_slot__waiting_list_moves_up_in_order),
	TEST(test_slot__offer_goes_on_to_the_next),
	TEST(test_slot__hold_ends_by_itself),
	TEST(test_slot__move_all_or_nothing),
	TEST(test_slot__refused_move_changes_nothing),
	TEST(test_slot__lowered_capacity_names_the_newest),
	TEST(test_slot__closed_time_takes_nobody),
	TEST(test_slot__absent_frees_what_is_left),
	TEST(test_slot__whatever_happens_the_sums_hold),
	TEST(test_slot__many_threads_take_the_last_places),
};

SUITE(slot)
{
	return DB_ENV_EACH("slot", &engine, tests);
}
