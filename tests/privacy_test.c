/* privacy_test.c: what is kept of a person: all of it in their copy, none of it after they left. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/clock.h"
#include "db/dump.h"
#include "features/account/account.h"
#include "features/appeal/appeal_job.h"
#include "features/territory/territory_edit.h"
#include "lib/secret.h"
#include "kit/setting.h"
#include "main/main.h"
#include "play.h"

/* ---- everything the database holds, as bytes ---- */

static const char *const derived[] = {"matter_find", NULL};

static int
dump(struct tx *tx, void *arg)
{
	struct dump_head head = {.program = S("test"), .engine = S("any")};
	struct str why = S("");

	return dump_tables(tx, arg, &head, derived, &why);
}

static struct str
everything(void)
{
	static int number;
	const char *path = str_fmt(&w.arena, "%s/dump-%d", w.dir, number++).p;
	struct dump_out *out;
	struct dump_sums sums;
	struct str why;
	struct buf all;
	char part[8192];
	gzFile f;
	int n;

	assert_int_equal(dump_create(path, &w.arena, &out, &why), 0);
	assert_int_equal(db_read_now(w.db, &w.arena, dump, out), 0);
	assert_int_equal(dump_finish(out, &sums), 0);
	f = gzopen(path, "rb");
	assert_non_null(f);
	buf_init(&all, &w.arena);
	while ((n = gzread(f, part, sizeof part)) > 0)
		buf_str(&all, (struct str){part, (size_t)n});
	gzclose(f);
	unlink(path);
	return buf_done(&all);
}

/* Is this text in the database, readable, sealed, or sealed and written as hex? A sealed value has 40 bytes more. */
static bool
is_kept(struct str all, struct str secret)
{
	size_t n = secret.n + 40;
	struct arena scratch;
	bool found = str_has(all, secret);

	arena_init(&scratch);
	for (size_t i = 0; !found && i + 8 + 2 * n <= all.n; i++) {
		unsigned char bytes[256];
		struct str plain, sealed = {all.p + i + 8, n};
		uint64_t length;

		memcpy(&length, all.p + i, sizeof length);
		if (length == 2 * n && sodium_hex2bin(bytes, sizeof bytes, sealed.p, 2 * n, NULL, NULL, NULL) == 0)
			sealed.p = (const char *)bytes;
		else if (length != n)
			continue;
		found = secret_open(&scratch, sealed, &plain) == 0 && str_eq(plain, secret);
		arena_reset(&scratch);
	}
	arena_release(&scratch);
	return found;
}

static int
verify(void)
{
	struct options o = {.district = WORLD_DISTRICT};

	return verify_cmd(&o, w.db, 0, NULL);
}

/* Wang's five cases: public, hidden and over, hidden and open, one of a visitor with the same number, and one of
 * somebody else. */
static const char story[] =
	"as wang\n"
	"POST /appeal text=楼道漏水，到302室找我，电话19900000001。&spot=302室门口&place=@BL-B3&anon=named&open=1"
	"&name=王秀英&phone=19900000001\n"
	"303 /appeal/$open/receipt\n"
	"POST /appeal/$open/add text=厨房的吊顶也湿了&version=1\n"
	"303\n"
	"POST /appeal text=隔壁夫妻天天吵架摔锅砸碗&spot=402室&place=@BL-B3&anon=community&open=0&name=王秀英&phone=19900000001\n"
	"303 /appeal/$over/receipt\n"
	"POST /appeal/$over/withdraw version=1&text=他们搬走了\n"
	"303\n"
	"POST /appeal text=楼上私拉电线，我住203室，打19900000001。&place=@BL-B3&anon=named&open=0\n"
	"303 /appeal/$live/receipt\n"
	"as visitor\n"
	"POST /appeal text=路灯整夜不亮&place=@BL-B3&anon=named&open=1&name=王秀英&phone=19900000001\n"
	"303 /appeal/$loose/receipt\n"
	"as qian\n"
	"POST /appeal text=健身器材的螺丝松了&place=@BL-B4&anon=named&open=1&name=钱小四&phone=19900000002\n"
	"303 /appeal/$other/receipt\n"
	"as shequ\n"
	"POST /appeal/$open/contact reason=约上门时间\n"
	"200 has 19900000001\n"
	"POST /appeal/$open/dispatch org=org:bl-com\n"
	"303\n"
	"jobs\n";

static void
test_copy__has_the_account_and_the_cases(void **state)
{
	(void)state;
	play(story);
	play("as wang\n"
	     "POST /account/export\n"
	     "200\n"
	     "header Content-Disposition linli-my-data.json\n"
	     "json account.me.login wang\n"
	     "json account.phone 19900000001\n"
	     "json appeal.length 3\n"
	     "json appeal.0.code $open\n"
	     "json appeal.0.text 楼道漏水，到302室找我，电话19900000001。\n"
	     "json appeal.0.phone 19900000001\n"
	     "json appeal.0.spot 302室门口\n"
	     "json appeal.0.accesses.0.reason 约上门时间\n"
	     "json appeal.0.steps.1.act ADD\n"
	     "json appeal.0.steps.1.text 厨房的吊顶也湿了\n"
	     "json appeal.1.state WITHDRAWN\n"
	     "not 健身器材\n"
	     "not 路灯整夜\n"
	     "as visitor\n"
	     "POST /account/export\n"
	     "401\n");
}

static void
test_erasure__leaves_nothing_of_the_person(void **state)
{
	static const char *const gone[] = {"王秀英", "19900000001", "302室", "203室", "402室", "摔锅", "吊顶", "搬走"};
	struct str all, digest = secret_digest(&w.arena, S("他们搬走了"));

	(void)state;
	play(story);
	all = everything();
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		if (!is_kept(all, str_of(gone[i])))
			fail_msg("%s is not there to begin with", gone[i]);
	play("as wang\n"
	     "GET /account/erase\n"
	     "200 has 联系不到您\n"
	     "POST /account/erase password=none\n"
	     "422 has 先勾上\n"
	     "POST /account/erase password=none&confirm=1\n"
	     "303 /\n"
	     "jobs\n");
	all = everything();
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		if (is_kept(all, str_of(gone[i])))
			fail_msg("%s is still there", gone[i]);
	/* Few words are soon guessed by who has their digest. */
	assert_false(str_has(all, digest));
	assert_true(is_kept(all, S("钱小四")) && is_kept(all, S("19900000002")));
	assert_int_equal(verify(), 0);
}

static void
test_erasure__leaves_the_cases(void **state)
{
	(void)state;
	play(story);
	play("as shequ\n"
	     "POST /appeal/$open/publish open=1\n"
	     "303\n"
	     "POST /appeal/$loose/publish open=1\n"
	     "303\n"
	     "GET /appeal/queue?tab=all&q=摔锅\n"
	     "200\n"
	     "has $over\n"
	     "as wang\n"
	     "POST /account/erase password=none&confirm=1\n"
	     "303\n"
	     "GET /appeal/$over\n"
	     "404\n"
	     "GET /appeal/$live\n"
	     "404\n"
	     "as visitor\n"
	     "GET /appeal/$open\n"
	     "200 has 楼道漏水\n"
	     "GET /appeal/$loose\n"
	     "200 has 路灯整夜不亮\n"
	     "GET /appeal/$over\n"
	     "404\n"
	     "as shequ\n"
	     "GET /appeal/$over/desk\n"
	     "200 has 内容已删除\n"
	     "has 注销\n"
	     "not 摔锅\n"
	     "GET /appeal/$live/desk\n"
	     "200 has 楼上私拉电线\n"
	     "has 匿名\n"
	     "not 19900000001\n"
	     "POST /appeal/$live/contact reason=约上门时间\n"
	     "403\n"
	     "POST /appeal/$loose/contact reason=约上门时间\n"
	     "422 has 已经删除\n"
	     "POST /appeal/$other/contact reason=约上门时间\n"
	     "200 has 19900000002\n"
	     "POST /appeal/$live/dispatch org=org:bl-com\n"
	     "303\n"
	     "GET /appeal/queue?tab=all&q=摔锅\n"
	     "200\n"
	     "not $over\n"
	     "GET /appeal/queue?tab=all&q=$over\n"
	     "200 has $over\n");
	assert_int_equal(verify(), 0);
}

static int
add_duty(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;
	struct territory_duty_new d = {
		.name = S("娄大姐"), .duty = S("楼长"), .phone = S("057112345678"), .days = 127, .to_min = 1440,
	};
	struct person lou;
	const int64_t *house = arg;
	int64_t id;

	system.district = WORLD_DISTRICT;
	TRY(account_by_login(tx, WORLD_DISTRICT, S("lou"), &lou));
	d.person = lou.id;
	return territory_duty_add(tx, &system, *house, &d, &id);
}

/* Who answers for a house stands on its page and poster. */
static void
test_erasure__takes_names_off_the_houses(void **state)
{
	int64_t house = world_place(&w, S("BL-B3"));

	(void)state;
	assert_int_equal(db_write_now(w.db, &w.arena, add_duty, &house), 0);
	play("as visitor\n"
	     "GET /territory/BL-B3\n"
	     "200 has 娄大姐\n"
	     "as lou\n"
	     "POST /account/export\n"
	     "200\n"
	     "json duty.0.name 娄大姐\n"
	     "POST /account/erase password=none&confirm=1\n"
	     "303\n"
	     "as visitor\n"
	     "GET /territory/BL-B3\n"
	     "200 has 3号楼\n"
	     "not 娄大姐\n");
	assert_false(is_kept(everything(), S("娄大姐")));
	assert_int_equal(verify(), 0);
}

/* A neighbour who counted on a card: their words and the card's answer are in their copy; their name and number go, the card and its
 * count stay the office's. */
static void
test_erasure__leaves_the_card(void **state)
{
	(void)state;
	play("as wang\n"
	     "POST /appeal text=地下车库监控坏了&place=@BL-B3&anon=named&open=1\n"
	     "303 /appeal/$lead/receipt\n"
	     "as shequ\n"
	     "POST /hot/new lead=$lead&title=车库监控坏了&text=已经报修，今晚修。&words=监控\n"
	     "303 /hot/$card/desk\n"
	     "as qian\n"
	     "POST /appeal text=监控坏了，我的红旗轿车被划&place=@BL-B4&anon=named&open=0&name=钱小四&phone=19900000002&event=$card\n"
	     "303 /appeal/$two/receipt\n"
	     "jobs\n"
	     "POST /account/export\n"
	     "200 has 红旗轿车\n"
	     "has 已经报修，今晚修。\n"
	     "json appeal.0.code $two\n");
	assert_true(is_kept(everything(), S("钱小四")));
	play("as qian\n"
	     "POST /account/erase password=none&confirm=1\n"
	     "303\n"
	     "jobs\n"
	     "as shequ\n"
	     "GET /hot/$card/desk\n"
	     "200 has 已经报修，今晚修。\n"
	     "has 2 户说的是同一件事\n");
	assert_false(is_kept(everything(), S("钱小四")));
	assert_false(is_kept(everything(), S("19900000002")));
	assert_int_equal(verify(), 0);
}

/* Who planned a session has it in their copy; who raised a line is sealed until it ends, and stays only as the contact of its case. */
static void
test_copy__has_the_sessions(void **state)
{
	(void)state;
	play("as shequ\n"
	     "POST /listen kind=tea&title=停车怎么停&host=苏书记&place=@BL-B3&day=2026-11-19&time=14:30&open=1\n"
	     "303 /listen/$l\n"
	     "POST /account/export\n"
	     "200\n"
	     "json listening.0.code $l\n"
	     "json listening.0.title 停车怎么停\n"
	     "as wang\n"
	     "POST /account/export\n"
	     "200\n"
	     "not 停车怎么停\n"
	     "at 2026-11-19 15:00\n"
	     "as shequ\n"
	     "POST /listen/$l act=begin\n"
	     "303 /listen/$l/enter\n"
	     "GET /listen/$l/enter\n"
	     "200\n"
	     "keep v name=\"version\" value=\"([0-9]+)\"\n"
	     "POST /listen/$l/enter act=save&version=$v&text1=长椅坏了&name1=老李头&phone1=13900000001\n"
	     "303\n");
	assert_true(is_kept(everything(), S("老李头")) && is_kept(everything(), S("13900000001")));
	play("as shequ\n"
	     "GET /listen/$l/enter\n"
	     "200\n"
	     "keep w name=\"version\" value=\"([0-9]+)\"\n"
	     "POST /listen/$l/enter act=close&version=$w&came=3&text1=长椅坏了&words1=当场请物业记下，明天换\n"
	     "303 /listen/$l\n");
	assert_false(is_kept(everything(), S("老李头")));
	assert_false(is_kept(everything(), S("13900000001")));
	assert_int_equal(verify(), 0);
}

static int
set_keep(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;

	system.district = WORLD_DISTRICT;
	return setting_put(tx, &system, SETTING_KEEP_MONTHS, str_of(arg));
}

static bool
is_kept_after(int days, const char *secret)
{
	clock_set(world_start() + days * 86400);
	assert_int_equal(appeal_forget_daily(w.db), 0);
	return is_kept(everything(), str_of(secret));
}

/* Two years after a matter is over, or as the district says; what is not over stays. */
static void
test_keeping__ends_when_a_matter_is_long_over(void **state)
{
	(void)state;
	play(story);
	assert_int_equal(db_write_now(w.db, &w.arena, set_keep, (char[]){"0"}), E_INVALID);
	assert_true(is_kept_after(725, "摔锅"));
	assert_int_equal(db_write_now(w.db, &w.arena, set_keep, (char[]){"36"}), 0);
	assert_true(is_kept_after(740, "摔锅"));
	assert_false(is_kept_after(1100, "摔锅"));
	assert_false(is_kept_after(1100, "402室"));
	assert_true(is_kept_after(1100, "吊顶"));
	assert_true(is_kept_after(1100, "19900000001"));
	play("as shequ\n"
	     "GET /appeal/$over/desk\n"
	     "200 has 内容已删除\n"
	     "has 过了保存期限\n"
	     "count 1 过了保存期限\n");
	assert_int_equal(verify(), 0);
}

/* Who signed in long ago and has no password must show once more who they are. */
static void
test_erasure__not_by_who_finds_the_telephone(void **state)
{
	(void)state;
	play("as wang\n"
	     "wait 16 minutes\n"
	     "POST /account/erase password=none&confirm=1\n"
	     "422 has 15 分钟内再来办\n"
	     "POST /account/phone password=none&phone=19900000088\n"
	     "422 has 15 分钟内再来办\n"
	     "GET /account/profile\n"
	     "200 has 王秀英\n");
}

/* What was noted for one reader's desk opens nothing for the next one at the same computer. */
static void
test_export__is_for_whom_it_was_noted(void **state)
{
	struct pair noted = {0};

	(void)state;
	play("as wuye\n"
	     "POST /appeal/export format=csv\n"
	     "303 /appeal/export?format=csv&desk=0\n");
	for (size_t i = 0; i < played.me->cookies_n; i++)
		if (str_is(played.me->cookies[i].name, "export"))
			noted = played.me->cookies[i];
	assert_true(noted.value.n > 0);
	play("as shequ\n"
	     "GET /appeal/queue\n"
	     "200\n");
	played.me->cookies[played.me->cookies_n++] = noted;
	play("GET /appeal/export?format=csv&desk=0\n"
	     "303 /appeal/queue?desk=0\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
static const struct CMUnitTest tests[] = {
	TEST(test_copy__has_the_account_and_the_cases),
	TEST(test_erasure__leaves_nothing_of_the_person),
	TEST(test_erasure__leaves_the_cases),
	TEST(test_erasure__takes_names_off_the_houses),
	TEST(test_erasure__leaves_the_card),
	TEST(test_copy__has_the_sessions),
	TEST(test_keeping__ends_when_a_matter_is_long_over),
	TEST(test_erasure__not_by_who_finds_the_telephone),
	TEST(test_export__is_for_whom_it_was_noted),
};

SUITE(privacy)
{
	int failed = 0;

	for (engine = DB_SQLITE; engine <= DB_PG; engine++)
		if (world_has(engine))
			failed += _cmocka_run_group_tests(engine == DB_PG ? "PostgreSQL" : "SQLite", tests,
							  sizeof tests / sizeof *tests, NULL, NULL);
	return failed;
}
