/* appeal_queue_test.c: what is on a desk in numbers that no script writes down. */
#include "db/driver.h"
#include "db_env.h"
#include "features/appeal/appeal_caller.h"
#include "play.h"

enum { URGENT = 21, CALLS = 51 };

/* What somebody does with each of the first cases; "00%02d" stands for its number. */
static void
for_each_case(const char *who, const char *does)
{
	play(who);
	for (int i = 1; i <= URGENT; i++) {
		struct str text = str_of(does);
		size_t at = str_find(text, S("%02d"));

		play(str_fmt(&w.arena, "%.*s%02d%.*s", STR(str_sub(text, 0, at)), i, STR(str_sub(text, at + 4, text.n))).p);
	}
}

/* A screenful of emergencies that bodies work on, and late, hides none that nobody has taken up. */
static void
test_queue__what_is_taken_up_hides_no_alarm(void **state)
{
	(void)state;
	for_each_case("as visitor ann\n",
		      "JSON POST /api/appeal {\"text\":\"楼道里着火了\",\"place\":\"BL-B1\",\"anon\":\"nobody\"}\n201\n"
		      "json code BL-2611-00%02d\n");
	for_each_case("as shequ with token APPEAL_QUEUE APPEAL_DISPATCH APPEAL_TRACK\n",
		      "JSON POST /api/appeal/BL-2611-00%02d/move {\"act\": \"DISPATCH\", \"version\": 1, \"org\": \"yh-city\"}\n200\n");
	for_each_case("as shizheng with token APPEAL_QUEUE APPEAL_HANDLE APPEAL_TRACK\n",
		      "JSON POST /api/appeal/BL-2611-00%02d/move {\"act\": \"ACCEPT\", \"version\": 2}\n200\n");
	play("wait 5 hours\n"
	     "as visitor ann\n"
	     "JSON POST /api/appeal {\"text\":\"楼道里着火了\",\"place\":\"BL-B1\",\"anon\":\"nobody\"}\n"
	     "201\n"
	     "json code $new\n"
	     "as shequ\n"
	     "GET /appeal/queue\n"
	     "200 has data-alarm=\"$new.1\"\n"
	     "as diaodu\n"
	     "GET /appeal/queue\n"
	     "200 has data-alarm=\"$new.1\"\n");
}

/* Somebody who has called more often than a page holds: the next page has the rest. */
static void
test_caller__there_is_a_next_page(void **state)
{
	(void)state;
	play("as visitor\n"
	     "POST /appeal text=第一次说，楼道灯不亮&place=@BL-B3&anon=named&name=欧阳&phone=13912345678\n"
	     "303 /appeal/$first/receipt\n");
	for (int i = 1; i < CALLS; i++)
		play(str_fmt(&w.arena,
			     "POST /appeal text=第%d次说，楼道灯不亮&place=@BL-B3&anon=named&name=欧阳&phone=13912345678&sure=1\n"
			     "303\n",
			     i + 1)
			     .p);
	play("as shequ\n"
	     "POST /appeal/caller caller=13912345678&reason=来电查进展\n"
	     "200\n"
	     "not $first\n"
	     "keep next name=\"after\" value=\"([0-9]+)\"\n"
	     "POST /appeal/caller caller=13912345678&reason=来电查进展&after=$next\n"
	     "200 has $first\n"
	     "not name=\"after\"\n"
	     "as shequ with token APPEAL_QUEUE APPEAL_CONTACT\n"
	     "JSON POST /api/appeal/caller {\"caller\":\"5678\",\"reason\":\"来电查进展\"}\n"
	     "200\n"
	     "json items.length 50\n"
	     "json next $more\n"
	     "JSON POST /api/appeal/caller {\"caller\":\"5678\",\"reason\":\"来电查进展\",\"after\":\"$more\"}\n"
	     "200\n"
	     "json items.length 1\n"
	     "json items.0.code $first\n");
}

static int
spoil(struct tx *tx, void *arg)
{
	(void)arg;
	return db_script(tx, str_fmt(&w.arena,
				     "UPDATE appeal_contact SET indexed = 0, phone_index = '', phone_tail = '', name_index = '';"
				     "UPDATE appeal_contact SET phone = %s WHERE appeal = (SELECT min(appeal) FROM appeal_contact)",
				     engine == DB_SQLITE ? "X'010203'" : "'\\x010203'")
				     .p);
}

/* One contact that the key does not open is no reason to find nobody else. */
static void
test_caller__an_unreadable_contact_stops_nobody_else(void **state)
{
	struct feature_env env = world_env(&w);

	(void)state;
	play("as visitor\n"
	     "POST /appeal text=楼上漏水到我家卫生间&place=@BL-B3&anon=named&name=欧阳&phone=13912345678\n"
	     "303 /appeal/$lost/receipt\n"
	     "POST /appeal text=怀疑有人群租，隔断很多&place=@BL-B3&anon=named&name=赵先生&phone=19900005678\n"
	     "303 /appeal/$kept/receipt\n");
	assert_int_equal(db_write_now(w.db, &w.arena, spoil, NULL), 0);
	assert_int_equal(appeal_caller_timer(&env), 0);
	play("as shequ\n"
	     "POST /appeal/caller caller=19900005678&reason=来电查进展\n"
	     "200 has $kept\n"
	     "not $lost\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
static const struct CMUnitTest tests[] = {
	TEST(test_queue__what_is_taken_up_hides_no_alarm),
	TEST(test_caller__there_is_a_next_page),
	TEST(test_caller__an_unreadable_contact_stops_nobody_else),
};

SUITE(appeal_queue)
{
	return DB_ENV_EACH("appeal_queue", &engine, tests);
}
