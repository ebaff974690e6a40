/* sample_test.c: the rules of notes. */
#include "support.h"

#include "db/db.h"
#include "features/sample/sample.h"
#include "suite.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct world W;

static int
open_world(void **state)
{
	(void)state;
	return world_open(&W, DB_SQLITE) ? 0 : -1;
}

static int
close_world(void **state)
{
	(void)state;
	world_close(&W);
	return 0;
}

static const struct grant whole = {.role = ROLE_ADMIN, .level = LEVEL_DISTRICT, .node = WORLD_DISTRICT};
static const struct grant street = {.role = ROLE_ADMIN, .level = LEVEL_STREET, .node = 2};

/* One call of a rule: by whom, with what, and what came of it. */
struct call {
	const struct grant *grant;
	struct str text, code;
	enum sample_act act;
	int64_t version;
	struct sample note;
	size_t steps;
};

static struct actor
actor_of(const struct call *c)
{
	return (struct actor){.kind = ACTOR_PERSON, .district = WORLD_DISTRICT, .person = 7, .grants = c->grant, .grants_n = 1,
			      .scopes = PERM_SET_ALL};
}

static int
run_file(struct tx *tx, void *arg)
{
	struct call *c = arg;
	struct actor who = actor_of(c);

	return sample_file(tx, &who, &(struct sample_said){.text = c->text}, &c->code);
}

static int
run_move(struct tx *tx, void *arg)
{
	struct call *c = arg;
	struct actor who = actor_of(c);

	return sample_move(tx, &who, c->code, &(struct sample_change){.act = c->act, .version = c->version, .said.text = c->text});
}

static int
run_get(struct tx *tx, void *arg)
{
	struct call *c = arg;
	struct flow_step_list steps;

	TRY(sample_get(tx, WORLD_DISTRICT, c->code, &c->note));
	TRY(sample_steps(tx, WORLD_DISTRICT, c->note.id, &steps));
	c->steps = steps.n;
	return 0;
}

static int
write(int (*rule)(struct tx *, void *), struct call *c)
{
	return db_write_now(W.db, &W.arena, rule, c);
}

/* A note of the whole district. */
static struct call
filed(void)
{
	struct call c = {.grant = &whole, .text = S(" 周三停水 "), .version = 1};

	assert_int_equal(write(run_file, &c), 0);
	return c;
}

static void
test_file__only_for_the_whole_district(void **state)
{
	struct call mine, theirs = {.grant = &street, .text = S("周三停水")}, empty = {.grant = &whole, .text = S("  ")};

	(void)state;
	assert_int_equal(write(run_file, &theirs), E_DENIED);
	assert_int_equal(write(run_file, &empty), E_INVALID);
	mine = filed();
	assert_int_equal(db_read_now(W.db, &W.arena, run_get, &mine), 0);
	assert_true(str_is(mine.note.text, "周三停水"));
	assert_int_equal(mine.note.state, SAMPLE_TODO);
	assert_int_equal(mine.steps, 1);
}

static void
test_edit__by_who_read_the_newest(void **state)
{
	struct call c = filed(), theirs = c, late = c, nobody = c;

	(void)state;
	c.act = theirs.act = late.act = nobody.act = SAMPLE_ACT_EDIT;
	c.text = S("周四停水");
	theirs.grant = &street;
	assert_int_equal(write(run_move, &theirs), E_DENIED);
	assert_int_equal(write(run_move, &c), 0);
	assert_int_equal(write(run_move, &c), 0); /* the same form twice is one step */
	late.text = S("周五停水");
	assert_int_equal(write(run_move, &late), E_STALE);
	nobody.code = S("N-0000-0001");
	assert_int_equal(write(run_move, &nobody), E_NOTFOUND);
	assert_int_equal(db_read_now(W.db, &W.arena, run_get, &c), 0);
	assert_true(str_is(c.note.text, "周四停水"));
	assert_int_equal(c.note.version, 2);
	assert_int_equal(c.steps, 2);
}

static void
test_moves__as_the_table_says(void **state)
{
	struct call c = filed();

	(void)state;
	c.act = SAMPLE_ACT_DONE;
	assert_int_equal(write(run_move, &c), 0);
	c.act = SAMPLE_ACT_WITHDRAW;
	c.version = 2;
	assert_int_equal(write(run_move, &c), E_DENIED);
	c.act = SAMPLE_ACT_REOPEN;
	assert_int_equal(write(run_move, &c), 0);
	assert_int_equal(db_read_now(W.db, &W.arena, run_get, &c), 0);
	assert_int_equal(c.note.state, SAMPLE_TODO);
	assert_int_equal(c.note.version, 3);
}

SUITE(sample)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_file__only_for_the_whole_district),
		cmocka_unit_test(test_edit__by_who_read_the_newest),
		cmocka_unit_test(test_moves__as_the_table_says),
	};

	return cmocka_run_group_tests(tests, open_world, close_world);
}
