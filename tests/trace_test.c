/* trace_test.c: who left is in no column of any table: words, names, numbers, readable or sealed. The test knows no table: it walks all
 * that the database has, so that a column somebody adds tomorrow is looked at too. */
#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "db/driver.h"
#include "db/stmt.h"
#include "db_env.h"
#include "features/appeal/appeal_job.h"
#include "lib/secret.h"
#include "main/main.h"
#include "script.h"
#include "suite.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static enum db_engine engine;
static struct world W;
static struct script S_;

static int
setup(void **state)
{
	(void)state;
	if (!world_open(&W, engine))
		return -1;
	S_ = (struct script){.w = &W, .a = &W.arena, .data = "tests/data"};
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	world_close(&W);
	return 0;
}

static void
play(const char *text)
{
	if (!script_run(&S_, "trace_test", str_of(text)))
		fail_msg("%.*s", STR(str_sub(S_.problem, 0, 900)));
}

/* ---- every column of every table ---- */

static const struct db_stmt columns = {
	.name = "columns",
	.sqlite = "SELECT m.name, c.name, c.type FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' "
		  "AND m.sql NOT LIKE 'CREATE VIRTUAL%'",
	.pg = "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT), CAST(c.data_type AS TEXT) FROM information_schema.columns c "
	      "JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name "
	      "WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'",
	.params = "",
	.cols = "ttt",
};

enum { COLUMNS_MAX = 1200, NEEDLES_MAX = 64 };

struct column {
	struct str table, name, type;
};

struct walk {
	struct column v[COLUMNS_MAX];
	size_t n, values;
	const struct column *at;
	const char *const *needles;
	bool found[NEEDLES_MAX];
	bool tell; /* a needle that is found fails the test */
	size_t bad;
};

static int
add_column(void *ctx, const struct db_val *cols)
{
	struct walk *w = ctx;

	assert_true(w->n < COLUMNS_MAX);
	w->v[w->n++] = (struct column){str_dup(&W.arena, cols[0].s), str_dup(&W.arena, cols[1].s), str_dup(&W.arena, cols[2].s)};
	return 0;
}

static void
look(struct walk *w, struct str value, const char *how)
{
	for (size_t i = 0; w->needles[i]; i++) {
		if (!str_has(value, str_of(w->needles[i])))
			continue;
		w->found[i] = true;
		if (!w->tell)
			continue;
		w->bad++;
		print_message("%s is in %.*s.%.*s%s\n", w->needles[i], STR(w->at->table), STR(w->at->name), how);
	}
}

/* As it is written, as a sealed value, and as a sealed value written as hex, which the outbox has. */
static int
look_at(void *ctx, const struct db_val *cols)
{
	struct walk *w = ctx;
	struct str value = cols[0].s, plain, bytes;
	struct arena scratch;

	arena_init(&scratch);
	w->values++;
	look(w, value, "");
	if (value.n > 40 && secret_open(&scratch, value, &plain) == 0)
		look(w, plain, ", sealed");
	bytes = (struct str){arena_alloc(&scratch, value.n / 2 + 1), value.n / 2};
	if (value.n > 80 && sodium_hex2bin((unsigned char *)(uintptr_t)bytes.p, bytes.n, value.p, value.n, NULL, NULL, NULL) == 0 &&
	    secret_open(&scratch, bytes, &plain) == 0)
		look(w, plain, ", sealed and packed");
	arena_release(&scratch);
	return 0;
}

static int
read_all(struct tx *tx, void *arg)
{
	struct walk *w = arg;

	w->n = w->values = 0;
	TRY(db_run(tx, &columns, NULL, add_column, w, false, NULL));
	for (size_t i = 0; i < w->n; i++) {
		struct db_stmt *st = NEW(&W.arena, struct db_stmt);
		const struct column *c = &w->v[i];

		*st = (struct db_stmt){
			.name = "column",
			.sqlite = str_fmt(&W.arena, "SELECT CAST(\"%.*s\" AS BLOB) FROM \"%.*s\"", STR(c->name), STR(c->table)).p,
			.pg = str_is(c->type, "bytea")
				      ? str_fmt(&W.arena, "SELECT \"%.*s\" FROM \"%.*s\"", STR(c->name), STR(c->table)).p
				      : str_fmt(&W.arena, "SELECT convert_to(CAST(\"%.*s\" AS TEXT), 'UTF8') FROM \"%.*s\"", STR(c->name),
						STR(c->table))
						.p,
			.params = "",
			.cols = "b",
		};
		w->at = c;
		TRY(db_run(tx, st, NULL, look_at, w, true, NULL));
	}
	return 0;
}

static struct walk walk;

static void
walk_all(const char *const *needles, bool tell)
{
	walk.needles = needles;
	walk.tell = tell;
	walk.bad = 0;
	memset(walk.found, 0, sizeof walk.found);
	assert_int_equal(db_read_now(W.db, &W.arena, read_all, &walk), 0);
	assert_true(walk.n > 300 && walk.values > 1000);
}

static void
all_there(const char *const *needles)
{
	walk_all(needles, false);
	for (size_t i = 0; needles[i]; i++)
		if (!walk.found[i])
			fail_msg("%s is not there to begin with", needles[i]);
}

static void
none_there(const char *const *needles)
{
	walk_all(needles, true);
	if (walk.bad)
		fail_msg("%zu traces", walk.bad);
}

static int
verify(void)
{
	return verify_cmd(&(struct options){.district = WORLD_DISTRICT}, W.db, 0, NULL);
}

/* ---- what somebody may leave behind ---- */

/* Every field a person fills in holds a word of its own. Their case was never public. */
static const char *const of_person[] = {
	"zqbody", "zqspot", "zqname", "19900001234", "zqadd", "zqanswer", "zqreopen", "zqrate", "zqwithdraw", "zqcomment", "zqlogin",
	"zqnameen", "zqmail", "zqtoken", "zqpurpose", "王秀英", "19900000001", NULL,
};

static const char *const numbers[] = {"19900001234", "19900000001", NULL};
static const char *const number_of_visitor[] = {"19900005678", NULL};
/* What a photo was called is kept nowhere, before and after. */
static const char *const never[] = {"before.jpg", "after.jpg", NULL};

static const char person_story[] =
	"as shequ\n"
	"POST /share/new name=议事厅&name_en=Council Hall&kind=room&place=@BL&org=org:bl-com&seats=24&whole=1&who=community&step=60&least=1"
	"&most=4&ahead=14&open_most=3&cancel=2&wait=offer&offer=4&h5=9:00-21:00&h6=9:00-12:00&about=二楼\n"
	"303 /share/$room/day\n"
	"as qian\n"
	"POST /appeal text=健身器材的螺丝松了&place=@BL-B4&anon=named&open=1&name=钱小四&phone=19900000002\n"
	"303 /appeal/$other/receipt\n"
	"as wang\n"
	"POST /account/profile name=王秀英 zqlogin&name_en=zqnameen&email=zqmail@example.com&home=BL-B3\n"
	"303\n"
	"POST /account/tokens name=zqtoken&scopes=APPEAL_TRACK&days=30&password=none\n"
	"303\n"
	"UPLOAD /appeal text=隔壁天天吵架 zqbody 摔锅砸碗&spot=402室 zqspot&place=@BL-B3&anon=named&open=0&name=王秀英 zqname&phone=19900001234"
	"&photo=<before.jpg\n"
	"303 /appeal/$code/receipt\n"
	"as shequ\n"
	"POST /appeal/$other/publish open=1\n"
	"303\n"
	"as wang\n"
	"POST /appeal/$other/comment text=我家楼下的也松了 zqcomment\n"
	"303\n"
	"POST /appeal/$other/follow\n"
	"303\n"
	"as shequ\n"
	"POST /appeal/$code/dispatch org=org:bl-com\n"
	"303\n"
	"POST /appeal/$code/accept\n"
	"303\n"
	"POST /appeal/$code/ask text=什么时候最吵？\n"
	"303\n"
	"as wang\n"
	"POST /appeal/$code/answer text=夜里十点 zqanswer 最吵\n"
	"303\n"
	"UPLOAD /appeal/$code/add text=又吵了 zqadd 一夜&photo=<before.jpg\n"
	"303\n"
	"as shequ\n"
	"UPLOAD /appeal/$code/reply text=已经上门劝过，两家说好了。&photo=<after.jpg\n"
	"303\n"
	"as wang\n"
	"POST /appeal/$code/reopen text=又吵了 zqreopen 一夜\n"
	"303\n"
	"as shequ\n"
	"UPLOAD /appeal/$code/reply text=派出所也来劝过了。&photo=<after.jpg\n"
	"303\n"
	"as wang\n"
	"POST /appeal/$code/rate result=4&attitude=4&text=谢谢 zqrate\n"
	"303\n"
	"POST /appeal text=楼道堆东西 zqbody 走不过去&place=@BL-B3&anon=community&open=0&name=王秀英&phone=19900000001\n"
	"303 /appeal/$second/receipt\n"
	"POST /appeal/$second/withdraw text=搬走了 zqwithdraw\n"
	"303\n"
	"GET /share/$room\n"
	"200\n"
	"POST /share/$room/book day=2026-11-21&from=9:00&to=10:00&people=6&purpose=过生日 zqpurpose&once=0123456789abcdef\n"
	"303\n";

static void
test_trace__none_after_erasure(void **state)
{
	(void)state;
	play(person_story);
	all_there(of_person);
	none_there(never);
	play("as wang\n"
	     "POST /account/erase password=none&confirm=1\n"
	     "303 /\n");
	/* The index of words loses them in the night, messages that wait are never sent. */
	none_there(numbers);
	play("jobs\nwait 24 hours\njobs\n");
	none_there(of_person);
	assert_int_equal(verify(), 0);
}

/* A visitor's case, over and kept for as long as the district says. */
static const char *const of_visitor[] = {"zqbody", "zqspot", "zqname", "19900005678", "zqadd", "zqreopen", "zqrate", NULL};

static const char visitor_story[] =
	"as visitor ann\n"
	"UPLOAD /appeal text=隔壁天天吵架 zqbody 摔锅砸碗&spot=402室 zqspot&place=@BL-B3&anon=community&open=0&name=陈 zqname&phone=19900005678"
	"&photo=<before.jpg\n"
	"303 /appeal/$code/receipt\n"
	"POST /appeal/$code/add text=又吵了 zqadd 一夜\n"
	"303\n"
	"as shequ\n"
	"POST /appeal/$code/dispatch org=org:bl-com\n"
	"303\n"
	"POST /appeal/$code/accept\n"
	"303\n"
	"UPLOAD /appeal/$code/reply text=已经上门劝过，两家说好了。&photo=<after.jpg\n"
	"303\n"
	"as visitor ann\n"
	"POST /appeal/$code/reopen text=又吵了 zqreopen 一夜\n"
	"303\n"
	"as shequ\n"
	"UPLOAD /appeal/$code/reply text=派出所也来劝过了。&photo=<after.jpg\n"
	"303\n"
	"as visitor ann\n"
	"POST /appeal/$code/rate result=4&attitude=4&text=谢谢 zqrate\n"
	"303\n";

static void
test_trace__none_after_the_time_to_keep(void **state)
{
	(void)state;
	play(visitor_story);
	all_there(of_visitor);
	clock_set(world_start() + INT64_C(800) * 86400);
	assert_int_equal(appeal_forget_daily(W.db), 0);
	none_there(number_of_visitor);
	play("jobs\nwait 24 hours\njobs\n");
	none_there(of_visitor);
	assert_int_equal(verify(), 0);
}

SUITE(trace)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_trace__none_after_erasure, setup, teardown),
		cmocka_unit_test_setup_teardown(test_trace__none_after_the_time_to_keep, setup, teardown),
	};

	return DB_ENV_EACH("trace", &engine, tests);
}
