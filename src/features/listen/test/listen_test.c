/* listen_test.c: what a line needs before the session may end, and that what it keeps of people is sealed, copied and handed over. */
#include "play.h"

#include "base/str.h"
#include "db/db.h"
#include "features/listen/listen.h"
#include "kit/privacy.h"
#include "lib/secret.h"

static void
test_lacks__owner_then_day_unless_settled(void **state)
{
	struct listen_said s = {.text = S(""), .words = S(""), .owner = S("")};

	(void)state;
	assert_int_equal(listen_lacks(&s), LACKS_NOTHING);
	s.text = S("灯不亮");
	assert_int_equal(listen_lacks(&s), LACKS_OWNER);
	s.owner = S("b7");
	assert_int_equal(listen_lacks(&s), LACKS_DAY);
	s.day = 1;
	assert_int_equal(listen_lacks(&s), LACKS_NOTHING);
	s.sort = SORT_PRIVATE;
	assert_int_equal(listen_lacks(&s), LACKS_WORDS);
	s.words = S("给了电话");
	assert_int_equal(listen_lacks(&s), LACKS_NOTHING);
}

struct opened {
	int fields, names;
};

static int
open_field(void *ctx, struct str field)
{
	struct opened *o = ctx;
	struct str plain;

	o->fields++;
	assert_int_equal(secret_open(&w.arena, field, &plain), 0);
	o->names += str_eq(plain, S("老李头"));
	return 0;
}

static int
look(struct tx *tx, void *arg)
{
	return listen_secrets(tx, WORLD_DISTRICT, open_field, arg);
}

/* While it is open who raised a line is sealed; when it is over nothing of them is left here. */
static void
test_raiser__sealed_and_gone_when_over(void **state)
{
	struct opened before = {0}, after = {0};

	(void)state;
	play("as shequ\n"
	     "POST /listen kind=tea&title=灯&host=书记&place=@BL-B3&now=1\n"
	     "303 /listen/$l/enter\n"
	     "POST /listen/$l/enter act=save&text1=灯不亮&name1=老李头&phone1=13900000001\n"
	     "303\n");
	assert_int_equal(db_read_now(w.db, &w.arena, look, &before), 0);
	assert_int_equal(before.names, 1);
	play("POST /listen/$l/enter act=close&text1=灯不亮&words1=当场换了&came=3\n303\nverify\n");
	assert_int_equal(db_read_now(w.db, &w.arena, look, &after), 0);
	assert_int_equal(after.names, 0);
	assert_int_equal(after.fields, before.fields);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)

SUITE(listen)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lacks__owner_then_day_unless_settled),
		TEST(test_raiser__sealed_and_gone_when_over),
	};

	engine = DB_SQLITE;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
