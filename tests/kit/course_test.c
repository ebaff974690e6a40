/* course_test.c: the runner of moves, with a small course of its own: desks follow state, place and bodies; the same form twice is one
 * step; of two moves one wins; a clock that ran out moves only what it still can. */
#include "kit/course.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/id.h"
#include "db_env.h"
#include "gen/kit_sql.h"
#include "kit/link.h"
#include "lib/secret.h"
#include "suite.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#undef fail

enum { DISTRICT = 990106, STREET = 11, COMMUNITY = 12, ELSEWHERE = 13, BODY = 21, HELPER = 22, OTHER_BODY = 23, ANN = 31, BOB = 32 };
enum { FRESH = 1, ASKED, DONE, STATES };
enum { FILE_IT = 1, GIVE, HELP, ASK, ANSWER, FINISH, CARRY, CLIMB, SAY, MOVES };
enum { STAGE_WORK = 1, STAGE_PROMISE, STAGE_ASK, STAGES };

static struct db_env env;
static int64_t first_id, second_id;

/* ---- a small course ---- */

static int
give(struct move *m)
{
	if (m->was.lead)
		TRY(party_put(m, m->was.lead, PARTY_LEAD, PARTY_GONE));
	m->m.lead = m->was.lead == BODY ? OTHER_BODY : BODY;
	due_stop(&m->clocks, STAGE_WORK, -1, m->at);
	TRY(party_put(m, m->m.lead, PARTY_LEAD, PARTY_SENT));
	return move_clock(m, STAGE_WORK, m->m.lead, 60);
}

static int
help(struct move *m)
{
	return party_put(m, HELPER, PARTY_HELPS, PARTY_SENT);
}

static int
ask(struct move *m)
{
	due_pause(&m->clocks, 0, m->at);
	return move_clock(m, STAGE_ASK, 0, 120);
}

static int
answer(struct move *m)
{
	due_stop(&m->clocks, STAGE_ASK, -1, m->at);
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

static int
carry(struct move *m)
{
	struct place there = {.node = ELSEWHERE, .at = {[LEVEL_STREET] = STREET, [LEVEL_COMMUNITY] = ELSEWHERE}};

	matter_stand(&m->m, &there, S("there"));
	return 0;
}

static int
nothing(struct move *m)
{
	(void)m;
	return 0;
}

static const struct state_row states[STATES] = {
	[FRESH] = {"FRESH", "", LIVE_OFFICE, DESK_WORK, 1},
	[ASKED] = {"ASKED", "", LIVE_RAISER, DESK_ASKED, 1},
	[DONE] = {"DONE", "", LIVE_OVER, DESK_OVER, 6},
};

#define IN(state) (UINT32_C(1) << (state))
static const struct move_row moves[MOVES] = {
	[FILE_IT] = {"FILE", "", 0, FRESH, BY_ANYBODY, APPEAL_FILE, FLOW_PUBLIC, NULL, false},
	[GIVE] = {"GIVE", "", IN(FRESH), TO_SAME, BY_STAFF, APPEAL_DISPATCH, FLOW_PUBLIC, give, false},
	[HELP] = {"HELP", "", IN(FRESH), TO_SAME, BY_STAFF, APPEAL_DISPATCH, FLOW_PARTIES, help, false},
	[ASK] = {"ASK", "", IN(FRESH), ASKED, BY_STAFF, APPEAL_DISPATCH, FLOW_PARTIES, ask, false},
	[ANSWER] = {"ANSWER", "", IN(ASKED), FRESH, BY_STAFF, APPEAL_DISPATCH, FLOW_PARTIES, answer, false},
	[FINISH] = {"FINISH", "", IN(FRESH), DONE, BY_STAFF, APPEAL_DISPATCH, FLOW_PUBLIC, finish, false},
	[CARRY] = {"CARRY", "", IN(FRESH), TO_SAME, BY_STAFF, APPEAL_DISPATCH, FLOW_INTERNAL, carry, false},
	[CLIMB] = {"CLIMB", "", IN(FRESH), TO_SAME, BY_SYSTEM, APPEAL_DISPATCH, FLOW_PARTIES, course_climb, false},
	[SAY] = {"SAY", "", IN(FRESH) | IN(ASKED), TO_SAME, BY_STAFF, APPEAL_DISPATCH, FLOW_INTERNAL, NULL, true},
};

static const struct stage_row stages[STAGES] = {
	[STAGE_WORK] = {"WORK", "", STAGE_SHOWN, 0, NULL},
	[STAGE_PROMISE] = {"PROMISE", "", STAGE_BESIDE, 0, NULL},
	[STAGE_ASK] = {"ASK", "", STAGE_BESIDE, ANSWER, "nobody answered"},
};
static const struct rung rungs[] = {{STAGE_WORK, 0, LEVEL_STREET, false}, {STAGE_WORK, 60, LEVEL_DISTRICT, false}};

static const struct course course = {
	.name = "small", .kind = FLOW_APPEAL, .size = sizeof(struct move), .states = states, .moves = moves, .stages = stages,
	.states_n = STATES, .moves_n = MOVES, .stages_n = STAGES, .rungs = rungs, .rungs_n = 2, .promise = STAGE_PROMISE,
	.climb = CLIMB, .raise = APPEAL_FILE, .track = APPEAL_TRACK, .manage = APPEAL_TRIAGE, .see = APPEAL_QUEUE,
	.load = nothing, .save = nothing,
};

/* ---- doing things ---- */

static const struct grant at_community = {.role = ROLE_COMMUNITY, .level = LEVEL_COMMUNITY, .node = COMMUNITY};

static struct actor
staff(int64_t person)
{
	return (struct actor){
		.kind = ACTOR_PERSON, .district = DISTRICT, .person = person, .grants = &at_community, .grants_n = 1,
		.scopes = PERM_SET_ALL,
	};
}

static int64_t
nov18(int hour, int minute)
{
	return clock_at(2026, 11, 18, hour, minute, 0);
}

static int
file_one(struct tx *tx, int64_t id, struct str code)
{
	struct actor who = staff(ANN);
	struct move *m = move_new(&course, tx, &who);
	struct change c = {.move = FILE_IT};

	m->c = &c;
	m->at = clock_now();
	m->m = (struct matter){
		.id = id, .code = code, .title = S("a lamp"), .place = COMMUNITY, .street = STREET, .community = COMMUNITY,
		.sight = FLOW_PARTIES, .anon = ANON_NAMED, .raiser = BOB, .filed_at = m->at,
	};
	clocks_none(tx, DISTRICT, id, &m->clocks);
	TRY(move_clock(m, STAGE_WORK, 0, 60));
	TRY(move_clock(m, STAGE_PROMISE, 0, 480));
	return course_file(m, FILE_IT, FRESH);
}

static int
file_both(struct tx *tx, void *arg)
{
	(void)arg;
	TRY(file_one(tx, first_id = id_new(), S("A-1")));
	return file_one(tx, second_id = id_new(), S("A-2"));
}

static int
setup(void **state)
{
	(void)state;
	secret_use_test_key();
	clock_set(nov18(10, 0));
	env.conns = 4;
	db_env_open_migrated(&env, env.engine);
	return db_write_now(env.db, &env.arena, file_both, NULL);
}

static int
teardown(void **state)
{
	(void)state;
	db_env_close(&env);
	clock_set(0);
	return 0;
}

struct step {
	int64_t person;
	struct change c;
};

static int
make(struct tx *tx, void *arg)
{
	const struct step *s = arg;
	struct actor who = staff(s->person);
	struct move *m = move_new(&course, tx, &who);

	m->c = &s->c;
	return course_move(m, S("A-1"));
}

/* version 0 = whatever it is now. */
static int
moved(int64_t person, int move, int64_t version, const char *text)
{
	struct step s = {person, {.move = move, .version = version, .text = str_of(text)}};
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_write_now(env.db, &a, make, &s);
	arena_release(&a);
	return rc;
}

static int64_t
number(const char *query)
{
	return db_env_int(&env, query);
}

static int64_t
version(void)
{
	return number("SELECT version FROM matter WHERE code = 'A-1'");
}

static int64_t
tab_at(int64_t desk)
{
	return number(str_fmt(&env.arena, "SELECT coalesce(max(d.tab), 0) FROM desk d JOIN matter m ON m.id = d.matter "
			      "WHERE m.code = 'A-1' AND d.desk = %lld", (long long)desk).p);
}

/* ---- desks and figures ---- */

static void
test_course__desks_follow_state_bodies_and_place(void **state)
{
	(void)state;
	assert_int_equal(tab_at(DISTRICT), DESK_WORK);
	assert_int_equal(tab_at(STREET), DESK_WORK);
	assert_int_equal(tab_at(COMMUNITY), DESK_WORK);
	assert_int_equal(moved(ANN, GIVE, 1, ""), 0);
	assert_int_equal(tab_at(BODY), DESK_WORK);
	assert_int_equal(moved(ANN, HELP, 2, ""), 0);
	assert_int_equal(tab_at(HELPER), DESK_WORK);
	/* Given to another: it goes from the first one's desk. */
	assert_int_equal(moved(ANN, GIVE, 3, ""), 0);
	assert_int_equal(tab_at(BODY), 0);
	assert_int_equal(tab_at(OTHER_BODY), DESK_WORK);
	assert_int_equal(moved(ANN, ASK, 4, ""), 0);
	assert_int_equal(tab_at(OTHER_BODY), DESK_ASKED);
	assert_int_equal(tab_at(HELPER), DESK_ASKED);
	assert_int_equal(moved(ANN, ANSWER, 5, ""), 0);
	assert_int_equal(moved(ANN, CARRY, 6, ""), 0);
	assert_int_equal(tab_at(COMMUNITY), 0);
	assert_int_equal(tab_at(ELSEWHERE), DESK_WORK);
	assert_int_equal(tab_at(STREET), DESK_WORK);
	/* It is no longer hers: at the other place she may not even know of it. */
	assert_int_equal(moved(ANN, FINISH, 7, ""), E_NOTFOUND);
	assert_int_equal(number("SELECT count(*) FROM desk WHERE desk <> 990106 AND tab = 9"), 0);
}

static void
test_course__counts_what_is_not_over(void **state)
{
	(void)state;
	assert_int_equal(number("SELECT n FROM matter_count WHERE community = 12"), 2);
	assert_int_equal(moved(ANN, FINISH, 0, ""), 0);
	assert_int_equal(number("SELECT n FROM matter_count WHERE community = 12"), 1);
	assert_int_equal(tab_at(COMMUNITY), DESK_OVER);
	assert_int_equal(moved(ANN, FINISH, 0, ""), E_DENIED);
	assert_int_equal(number("SELECT n FROM matter_count WHERE community = 12"), 1);
}

static void
test_course__counts_follow_the_place(void **state)
{
	(void)state;
	assert_int_equal(moved(ANN, CARRY, 0, ""), 0);
	assert_int_equal(number("SELECT n FROM matter_count WHERE community = 12"), 1);
	assert_int_equal(number("SELECT n FROM matter_count WHERE community = 13"), 1);
}

/* ---- the same form twice, two at once ---- */

static void
test_course__same_form_is_one_step(void **state)
{
	(void)state;
	assert_int_equal(moved(ANN, SAY, 1, "look"), 0);
	assert_int_equal(moved(ANN, SAY, 1, "look"), 0);
	assert_int_equal(version(), 2);
	/* Also when somebody else was in between. */
	assert_int_equal(moved(ANN + 5, SAY, 2, "seen"), 0);
	assert_int_equal(moved(ANN, SAY, 1, "look"), 0);
	assert_int_equal(version(), 3);
	assert_int_equal(moved(ANN, SAY, 1, "look again"), 0);
	assert_int_equal(version(), 4);
	/* What does not only add is refused from an older form. */
	assert_int_equal(moved(ANN, HELP, 3, ""), E_STALE);
	assert_int_equal(moved(ANN, HELP, 9, ""), E_STALE);
}

struct hand {
	pthread_t thread;
	pthread_barrier_t *start;
	int64_t person;
	int move, rc;
};

static void *
push(void *arg)
{
	struct hand *h = arg;

	pthread_barrier_wait(h->start);
	h->rc = moved(h->person, h->move, 1, "");
	return NULL;
}

static void
at_once(struct hand *hands, size_t n)
{
	pthread_barrier_t start;

	pthread_barrier_init(&start, NULL, (unsigned)n);
	for (size_t i = 0; i < n; i++) {
		hands[i].start = &start;
		assert_int_equal(pthread_create(&hands[i].thread, NULL, push, &hands[i]), 0);
	}
	for (size_t i = 0; i < n; i++)
		pthread_join(hands[i].thread, NULL);
	pthread_barrier_destroy(&start);
}

static void
test_course__same_form_at_once_is_one_step(void **state)
{
	struct hand hands[4] = {{.person = ANN, .move = GIVE}, {.person = ANN, .move = GIVE}, {.person = ANN, .move = GIVE},
				{.person = ANN, .move = GIVE}};

	(void)state;
	at_once(hands, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(hands[i].rc, 0);
	assert_int_equal(version(), 2);
}

static void
test_course__of_two_moves_at_once_one_wins(void **state)
{
	struct hand hands[2] = {{.person = ANN, .move = GIVE}, {.person = ANN + 5, .move = ASK}};

	(void)state;
	at_once(hands, 2);
	assert_int_equal(hands[0].rc + hands[1].rc, E_STALE);
	assert_int_equal(version(), 2);
}

/* ---- time ---- */

static int
look(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;
	const struct due *d = arg;

	system.district = DISTRICT;
	return course_ripe(move_new(&course, tx, &system), d);
}

static int
ripe_now(struct tx *tx, void *arg)
{
	struct due_list ripe;
	struct due *first = arg;

	TRY(due_ripe(tx, DISTRICT, clock_now(), 10, &ripe));
	first->matter = 0;
	for (size_t i = 0; i < ripe.n; i++)
		if (ripe.v[i].matter == first_id)
			*first = ripe.v[i];
	return 0;
}

static struct due
find_ripe(void)
{
	struct due d = {0};

	assert_int_equal(db_read_now(env.db, &env.arena, ripe_now, &d), 0);
	return d;
}

static void
look_at(struct due *d)
{
	assert_int_equal(db_write_now(env.db, &env.arena, look, d), 0);
}

/* Two servers see the same clock: one of them climbs, and only one rung. */
static void
test_course__rung_is_climbed_once(void **state)
{
	struct due d;

	(void)state;
	clock_set(nov18(11, 1));
	d = find_ripe();
	assert_true(d.matter == first_id && d.stage == STAGE_WORK);
	look_at(&d);
	assert_int_equal(version(), 2);
	assert_int_equal(tab_at(STREET), DESK_RAISED);
	assert_int_equal(tab_at(DISTRICT), DESK_WORK);
	look_at(&d);
	assert_int_equal(version(), 2);
	/* An hour later the next, and then no more. */
	clock_set(nov18(15, 0));
	d = find_ripe();
	look_at(&d);
	assert_int_equal(tab_at(DISTRICT), DESK_RAISED);
	clock_set(nov18(18, 0));
	assert_int_equal(find_ripe().matter, 0);
	/* Given to a body, it begins at the foot. */
	assert_int_equal(moved(ANN, GIVE, 0, ""), 0);
	assert_int_equal(tab_at(STREET), DESK_WORK);
}

/* The clock ran out, but somebody moved the matter before it was looked at. */
static void
test_course__time_leaves_alone_what_moved_on(void **state)
{
	struct due d;

	(void)state;
	clock_set(nov18(11, 1));
	d = find_ripe();
	assert_int_equal(moved(ANN, FINISH, 0, ""), 0);
	look_at(&d);
	assert_int_equal(version(), 2);
	assert_int_equal(number("SELECT state FROM matter WHERE code = 'A-1'"), DONE);
	assert_int_equal(find_ripe().matter, 0);
}

/* Nobody answered: the system does, once, and the clocks go on with what was left. */
static void
test_course__question_ends_by_itself(void **state)
{
	struct due d;

	(void)state;
	clock_set(nov18(10, 30));
	assert_int_equal(moved(ANN, ASK, 0, ""), 0);
	assert_int_equal(number("SELECT due_at FROM matter WHERE code = 'A-1'"), 0);
	clock_set(nov18(14, 31));
	d = find_ripe();
	assert_int_equal(d.stage, STAGE_ASK);
	look_at(&d);
	look_at(&d);
	assert_int_equal(version(), 3);
	assert_int_equal(number("SELECT due_at FROM matter WHERE code = 'A-1'"), nov18(15, 1));
	assert_int_equal(number("SELECT count(*) FROM due_pause"), 2);
}

/* A row changed by hand is refused, and does not bring the program down. */
static void
test_course__unknown_state_is_refused(void **state)
{
	(void)state;
	assert_int_equal(db_env_script(&env, "UPDATE matter SET state = 99 WHERE code = 'A-1'"), 0);
	assert_int_equal(moved(ANN, SAY, 0, "look"), E_BUG);
	assert_int_equal(db_env_script(&env, "UPDATE matter SET state = 1"), 0);
	assert_int_equal(db_env_script(&env, "UPDATE due SET stage = -3"), 0);
	assert_int_equal(moved(ANN, SAY, 0, "look"), E_BUG);
}

/* ---- links ---- */

static int
link_both_ways(struct tx *tx, void *arg)
{
	struct actor who = staff(ANN);
	struct link_line_list links;

	(void)arg;
	TRY(link_put(tx, &who, second_id, first_id, LINK_RELATED, clock_now()));
	EXPECT(link_put(tx, &who, second_id, first_id, LINK_RELATED, clock_now()) == E_STALE);
	EXPECT(link_put(tx, &who, first_id, second_id, LINK_RELATED, clock_now()) == E_STALE);
	TRY(links_of(tx, DISTRICT, first_id, &links));
	EXPECT(links.n == 1 && links.v[0].other == second_id && str_is(links.v[0].code, "A-2"));
	TRY(links_of(tx, DISTRICT, second_id, &links));
	EXPECT(links.n == 1 && links.v[0].other == first_id);
	/* Ended from the other end, and made again. */
	TRY(link_end(tx, &who, first_id, second_id, LINK_RELATED, clock_now()));
	EXPECT(link_end(tx, &who, first_id, second_id, LINK_RELATED, clock_now()) == E_NOTFOUND);
	TRY(links_of(tx, DISTRICT, second_id, &links));
	EXPECT(links.n == 0);
	TRY(link_put(tx, &who, first_id, second_id, LINK_RELATED, clock_now()));
	/* For another reason they are linked besides, and that has a direction. */
	TRY(link_put(tx, &who, second_id, first_id, LINK_CAME_OF, clock_now()));
	TRY(links_of(tx, DISTRICT, first_id, &links));
	EXPECT(links.n == 2 && links.v[1].why == LINK_CAME_OF && !links.v[1].ahead);
	return 0;
}

static void
test_link__is_seen_from_both_ends(void **state)
{
	(void)state;
	assert_int_equal(db_write_now(env.db, &env.arena, link_both_ways, NULL), 0);
}

static int
link_many(struct tx *tx, void *arg)
{
	struct actor who = staff(ANN);

	(void)arg;
	for (int i = 0; i <= LINKS_MAX; i++) {
		int64_t other = id_new();

		TRY(file_one(tx, other, str_fmt(tx->arena, "B-%d", i)));
		EXPECT(link_put(tx, &who, first_id, other, LINK_RELATED, clock_now()) == (i < LINKS_MAX ? 0 : E_MANY));
		/* From the other end it is refused as well. */
		if (i == LINKS_MAX)
			EXPECT(link_put(tx, &who, other, first_id, LINK_RELATED, clock_now()) == E_MANY);
	}
	return 0;
}

static void
test_link__limit_is_said(void **state)
{
	(void)state;
	assert_int_equal(db_write_now(env.db, &env.arena, link_many, NULL), 0);
}

SUITE(course)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	static const struct CMUnitTest tests[] = {
		TEST(test_course__desks_follow_state_bodies_and_place),
		TEST(test_course__counts_what_is_not_over),
		TEST(test_course__counts_follow_the_place),
		TEST(test_course__same_form_is_one_step),
		TEST(test_course__same_form_at_once_is_one_step),
		TEST(test_course__of_two_moves_at_once_one_wins),
		TEST(test_course__rung_is_climbed_once),
		TEST(test_course__time_leaves_alone_what_moved_on),
		TEST(test_course__question_ends_by_itself),
		TEST(test_course__unknown_state_is_refused),
		TEST(test_link__is_seen_from_both_ends),
		TEST(test_link__limit_is_said),
	};

	return DB_ENV_EACH("course", &env.engine, tests);
}
