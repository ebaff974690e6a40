/* demo_test.c: the demo district: filled once, believable, and drawn. */
#include "demo/demo_in.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "db/db.h"
#include "db/migrate.h"
#include "demo/demo.h"
#include "demo/demo_photo.h"
#include "features/account/account.h"
#include "features/appeal/appeal_queue.h"
#include "features/event/event.h"
#include "features/territory/territory.h"
#include "kit/flow.h"
#include "lib/photo.h"
#include "lib/secret.h"
#include "main/main.h"
#include "made.h"
#include "suite.h"

/* A Wednesday, 15:00 in China: bodies work. */
/* Cases: those of the file, two emergencies, five that neighbours told of one matter, nine that lie near or are private, two of sessions,
 * eight at one place, and one that led a card. */
enum { WEDNESDAY = 1794985200, CASES = 300 + 2 + 5 + 9 + 2 + 8 + 1 };

static struct arena A;
static struct db *db;
static char dir[64];

static void
run_in(const char *url)
{
	struct str why = S("");
	int applied;

	if (db_open(url, 2, &A, &db, &why) < 0 || schema_migrate(db, &A, &applied, &why) < 0)
		fail_msg("%.*s", STR(why));
}

static int
fill_demo(void)
{
	int status;

	clock_set(WEDNESDAY);
	status = demo_fill(db, dir);
	clock_set(WEDNESDAY);
	return status;
}

static int
set_up(void **state)
{
	char url[128];

	(void)state;
	arena_init(&A);
	secret_use_test_key();
	secret_use_cheap_passwords();
	assert_true(made_dir(dir, sizeof dir, "demo"));
	snprintf(url, sizeof url, "sqlite:%s/t.db", dir);
	run_in(url);
	assert_int_equal(fill_demo(), 0);
	return 0;
}

static int
tear_down(void **state)
{
	char *sweep;

	(void)state;
	db_close(db);
	sweep = (char *)(uintptr_t)str_z(&A, str_fmt(&A, "rm -rf %s", dir));
	assert_int_equal(system(sweep), 0);
	arena_release(&A);
	clock_set(0);
	return 0;
}

/* ---- what is there ---- */

static int
read_cards(struct tx *tx, void *arg)
{
	return event_newest(tx, DEMO_DISTRICT, 0, 10, arg);
}

static void
test_demo__one_card_goes_on_and_one_is_over(void **state)
{
	struct event_list cards;

	(void)state;
	assert_int_equal(db_read_now(db, &A, read_cards, &cards), 0);
	assert_int_equal(cards.n, 2);
	assert_true(cards.v[0].over_at != 0 && cards.v[0].over_at < WEDNESDAY);
	assert_int_equal(cards.v[1].over_at, 0);
	assert_int_equal(cards.v[1].version, 2);
	assert_true(cards.v[1].next_at > WEDNESDAY);
}

struct count {
	size_t cases, states[APPEAL_STATE__MAX], open;
	int64_t counts[TAB__MAX];
	size_t broken, early, late;
};

static int
count_case(void *ctx, const struct appeal_out *row)
{
	struct count *n = ctx;

	n->cases++;
	n->states[row->state]++;
	return 0;
}

/* One history: it holds, begins with the filing, and goes forward in time up to now. */
static int
check_history(struct tx *tx, int64_t id, struct count *n)
{
	struct flow_step_list steps;
	int64_t bad;

	TRY(flow_verify(tx, DEMO_DISTRICT, FLOW_APPEAL, id, &bad));
	TRY(flow_list(tx, DEMO_DISTRICT, FLOW_APPEAL, id, FLOW_INTERNAL, &steps));
	n->broken += bad != 0 || !steps.n || (steps.v[0].kind != ACT_FILE && steps.v[0].kind != ACT_PART);
	for (size_t i = 0; i < steps.n; i++) {
		n->early += i && steps.v[i].at < steps.v[i - 1].at;
		n->late += steps.v[i].at > WEDNESDAY;
	}
	return 0;
}

static int
count_all(struct tx *tx, void *arg)
{
	struct count *n = arg;
	struct actor who = actor_system_of;
	struct appeal_out_list cases;
	int64_t ids[CASES + 1];
	struct str next;
	size_t ids_n;

	*n = (struct count){0};
	who.district = DEMO_DISTRICT;
	TRY(appeal_out(tx, &who, 0, S(""), CASES + 1, &cases, &next));
	for (size_t i = 0; i < cases.n; i++)
		TRY(count_case(n, &cases.v[i]));
	TRY(flow_subjects(tx, DEMO_DISTRICT, FLOW_APPEAL, 0, ids, CASES + 1, &ids_n));
	for (size_t i = 0; i < ids_n; i++)
		TRY(check_history(tx, ids[i], n));
	TRY(demo_person(tx, S("nieyunfan"), &who));
	return appeal_counts(tx, &who, 0, n->counts);
}

static struct count
counted(void)
{
	struct count n;

	assert_int_equal(db_read_now(db, &A, count_all, &n), 0);
	return n;
}

static void
test_demo__every_case_ends_as_the_file_says(void **state)
{
	struct count n = counted();
	size_t want[APPEAL_STATE__MAX] = {0};
	struct table t;

	(void)state;
	table_open(&t, "demo/cases.tsv");
	while (table_next(&t)) {
		enum appeal_state s = appeal_state_find(table_cell(&t, "final_state"));

		want[s ? s : APPEAL_ACCEPTED]++; /* reopened: a body works on it again */
	}
	/* One emergency goes on, one is over. */
	want[APPEAL_ACCEPTED]++;
	want[APPEAL_CLOSED]++;
	/* Of five that told the same, one leads, two are joined, two are not yet. */
	want[APPEAL_DISPATCHED]++;
	want[APPEAL_JOINED] += 2;
	want[APPEAL_FILED] += 2;
	/* Of eight that lie near, two are settled; a private matter was answered. */
	want[APPEAL_FILED] += 6;
	want[APPEAL_REPLIED] += 3;
	/* Of ten that came later, two were given to a body in a session; eight at one place are new, and so is the one that led a card. */
	want[APPEAL_DISPATCHED] += 2;
	want[APPEAL_FILED] += 9;
	assert_int_equal(n.cases, CASES);
	for (int s = 1; s < APPEAL_STATE__MAX; s++)
		assert_int_equal(n.states[s], want[s]);
}

static void
test_demo__histories_hold_and_lie_in_the_past(void **state)
{
	struct count n = counted();

	(void)state;
	assert_int_equal(n.broken, 0);
	assert_int_equal(n.early, 0);
	assert_int_equal(n.late, 0);
}

/* As `linli verify` does: rows, clocks, desks, bookings and figures too. */
static void
test_demo__everything_agrees_with_its_history(void **state)
{
	struct verified v = {0};

	(void)state;
	assert_int_equal(verify_district(db, DEMO_DISTRICT, &v), 0);
	assert_true(v.checked > CASES);
	assert_int_equal(v.broken, 0);
	assert_int_equal(v.unsealed, 0);
}

static void
test_demo__the_desk_has_work_of_every_kind(void **state)
{
	struct count n = counted();

	(void)state;
	assert_in_range(n.counts[TAB_NEW], 1, CASES);
	assert_in_range(n.counts[TAB_SOON], 1, CASES);
	assert_in_range(n.counts[TAB_LATE], 1, 40);
	assert_in_range(n.counts[TAB_WAITING], 1, CASES);
	assert_in_range(n.counts[TAB_REPLIED], 1, CASES);
}

static int
read_figures(struct tx *tx, void *arg)
{
	return appeal_figures(tx, DEMO_DISTRICT, 0, (struct appeal_period){APPEAL_MONTH, 0}, arg);
}

static void
test_demo__figures_are_believable(void **state)
{
	struct appeal_figures f;

	(void)state;
	assert_int_equal(db_read_now(db, &A, read_figures, &f), 0);
	assert_int_equal(f.filed, CASES);
	assert_in_range(f.on_time, f.closed * 8 / 10, f.closed - 1);
	assert_in_range(f.pleased, f.rated / 2, f.rated - 1);
}

static int
read_resident(struct tx *tx, void *arg)
{
	struct appeal_line_list mine;
	struct territory_node home;
	struct str next;
	struct actor who;
	int64_t turns = 0;

	TRY(demo_person(tx, S("linxiaoman"), &who));
	TRY(account_by_login(tx, DEMO_DISTRICT, S("linxiaoman"), arg));
	TRY(territory_get(tx, DEMO_DISTRICT, who.home, &home));
	TRY(appeal_mine(tx, &who, S(""), 0, &mine, &next));
	for (size_t i = 0; i < mine.n; i++)
		turns += mine.v[i].state == APPEAL_REPLIED;
	/* One of hers was answered, so that the demo has something to rate. */
	return home.level == LEVEL_ROOM && mine.n > 1 && turns ? 0 : E_BUG;
}

static void
test_demo__a_resident_signs_in_and_has_cases(void **state)
{
	struct person p;
	bool right;

	(void)state;
	assert_int_equal(db_read_now(db, &A, read_resident, &p), 0);
	assert_int_equal(secret_check_password(p.password, S(DEMO_PASSWORD), &right), 0);
	assert_true(right);
}

static void
test_demo__again_changes_nothing(void **state)
{
	struct db_stats before, after;

	(void)state;
	db_stats(db, &before);
	assert_int_equal(fill_demo(), 0);
	db_stats(db, &after);
	assert_int_equal(before.writes, after.writes);
	assert_int_equal(counted().cases, CASES);
}

/* ---- photos ---- */

static void
test_demo_photo__every_scene_of_the_cases_is_drawn(void **state)
{
	struct table t;

	(void)state;
	table_open(&t, "demo/cases.tsv");
	while (table_next(&t)) {
		struct str names[] = {table_cell(&t, "photo"), table_cell(&t, "photo_after")};

		for (size_t i = 0; i < 2; i++) {
			size_t s = 0;

			while (demo_photo_scene(s) && !str_is(names[i], demo_photo_scene(s)))
				s++;
			if (names[i].n && !demo_photo_scene(s))
				fail_msg("no scene %.*s", STR(names[i]));
		}
	}
}

static void
test_demo_photo__is_the_same_for_the_same_seed_only(void **state)
{
	struct str one, again, other;
	struct photo photo;

	(void)state;
	assert_int_equal(demo_photo(&A, S("parking"), 1, &one), 0);
	assert_int_equal(demo_photo(&A, S("parking"), 1, &again), 0);
	assert_int_equal(demo_photo(&A, S("parking"), 2, &other), 0);
	assert_true(str_eq(one, again));
	assert_false(str_eq(one, other));
	assert_int_equal(photo_make(&A, one, &photo), 0);
	assert_int_equal(photo.width, DEMO_PHOTO_WIDTH);
	assert_int_equal(photo.height, DEMO_PHOTO_HEIGHT);
}

static void
test_demo_photo__refuses_an_unknown_scene(void **state)
{
	struct str jpeg = S("untouched");

	(void)state;
	assert_int_equal(demo_photo(&A, S("moon"), 1, &jpeg), E_NOTFOUND);
	assert_true(str_is(jpeg, "untouched"));
}

SUITE(demo)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_demo__every_case_ends_as_the_file_says),
		cmocka_unit_test(test_demo__histories_hold_and_lie_in_the_past),
		cmocka_unit_test(test_demo__everything_agrees_with_its_history),
		cmocka_unit_test(test_demo__one_card_goes_on_and_one_is_over),
		cmocka_unit_test(test_demo__the_desk_has_work_of_every_kind),
		cmocka_unit_test(test_demo__figures_are_believable),
		cmocka_unit_test(test_demo__a_resident_signs_in_and_has_cases),
		cmocka_unit_test(test_demo__again_changes_nothing),
		cmocka_unit_test(test_demo_photo__every_scene_of_the_cases_is_drawn),
		cmocka_unit_test(test_demo_photo__is_the_same_for_the_same_seed_only),
		cmocka_unit_test(test_demo_photo__refuses_an_unknown_scene),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
