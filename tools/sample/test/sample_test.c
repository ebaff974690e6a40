/* sample_test.c: the rules of notes. */
#include "support.h"

#include "db/db.h"
#include "features/sample/sample.h"

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

static const struct grant whole = {.role = ROLE_ADMIN, .level = LEVEL_DISTRICT, .node = 1};
static const struct grant street = {.role = ROLE_ADMIN, .level = LEVEL_STREET, .node = 2};

/* One call of a rule: by whom, with what, and what came of it. */
struct call {
	const struct grant *grant;
	struct str text;
	int64_t id, version;
};

static struct actor
actor_of(const struct call *c)
{
	return (struct actor){.kind = ACTOR_PERSON, .district = WORLD_DISTRICT, .person = 7, .grants = c->grant, .grants_n = 1,
			      .scopes = PERM_SET_ALL};
}

static int
run_add(struct tx *tx, void *arg)
{
	struct call *c = arg;
	struct actor who = actor_of(c);

	return sample_add(tx, &who, c->text, &c->id);
}

static int
run_edit(struct tx *tx, void *arg)
{
	struct call *c = arg;
	struct actor who = actor_of(c);

	return sample_edit(tx, &who, c->id, c->version, c->text);
}

static int
run_get(struct tx *tx, void *arg)
{
	struct call *c = arg;
	struct sample note;

	TRY(sample_get(tx, WORLD_DISTRICT, c->id, &note));
	c->text = note.text;
	c->version = note.version;
	return 0;
}

static int
write(int (*rule)(struct tx *, void *), struct call *c)
{
	return db_write_now(W.db, &W.arena, rule, c);
}

static void
test_add__only_for_the_whole_district(void **state)
{
	struct call mine = {&whole, S(" 周三停水 "), 0, 0}, theirs = {&street, S("周三停水"), 0, 0};
	struct call empty = {&whole, S("  "), 0, 0};

	(void)state;
	assert_int_equal(write(run_add, &theirs), E_DENIED);
	assert_int_equal(write(run_add, &empty), E_INVALID);
	assert_int_equal(write(run_add, &mine), 0);
	assert_int_equal(db_read_now(W.db, &W.arena, run_get, &mine), 0);
	assert_true(str_is(mine.text, "周三停水"));
}

static void
test_edit__by_who_read_the_newest(void **state)
{
	struct call c = {&whole, S("周三停水"), 0, 0}, first, second, theirs;

	(void)state;
	assert_int_equal(write(run_add, &c), 0);
	first = second = theirs = (struct call){&whole, S("周四停水"), c.id, 1};
	theirs.grant = &street;
	assert_int_equal(write(run_edit, &theirs), E_DENIED);
	assert_int_equal(write(run_edit, &first), 0);
	assert_int_equal(write(run_edit, &second), E_STALE);
	second.id = 1;
	assert_int_equal(write(run_edit, &second), E_NOTFOUND);
	assert_int_equal(db_read_now(W.db, &W.arena, run_get, &c), 0);
	assert_int_equal(c.version, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_add__only_for_the_whole_district),
		cmocka_unit_test(test_edit__by_who_read_the_newest),
	};

	return cmocka_run_group_tests(tests, open_world, close_world);
}
