/* appeal_take_test.c: a table of cases that is taken in: broken off, gone on with, two workers at it, a right that was lost, a table that
 * is no longer there. */
#include "db/db.h" /* before cmocka, whose fail() is a macro */

#include <fcntl.h>
#include <sys/stat.h>

#include "play.h"

#include "base/clock.h"
#include "features/appeal/appeal_take.h"
#include "kit/feature.h"
#include "kit/file.h"
#include "db_env.h"

static const char begin[] =
	"as guanli\n"
	"UPLOAD /appeal/import file=<cases.csv\n"
	"303 /appeal/import/map\n"
	"POST /appeal/import/map id=1&title=2&text=3&time=4&place=5&state=6&reply=7&reply_time=4\n"
	"303 /appeal/import/$table\n";

static int64_t
table_id(void)
{
	struct str text = S("$table"), said;
	int64_t id = 0;

	assert_true(script_expand(&played, text, &said));
	assert_true(str_int(said, &id));
	return id;
}

struct some {
	struct import_table table;
	struct table_import row;
	struct import_refused_list refused;
	int64_t id;
	int most;
	bool more;
};

static int
read_row(struct tx *tx, void *arg)
{
	struct some *s = arg;
	struct actor who = actor_system_of;

	who.district = WORLD_DISTRICT;
	return appeal_take_get(tx, &who, s->id, &s->row);
}

static int
read_refused(struct tx *tx, void *arg)
{
	struct some *s = arg;

	return appeal_take_refused(tx, WORLD_DISTRICT, s->id, -1, 10, &s->refused);
}

static int
take_some(struct tx *tx, void *arg)
{
	struct some *s = arg;

	return appeal_take_rows(tx, WORLD_DISTRICT, s->id, &s->table, s->most, &s->more);
}

static struct some
look(void)
{
	struct some s = {.id = table_id(), .most = 2};

	assert_int_equal(db_read_now(w.app.db, &w.arena, read_row, &s), 0);
	return s;
}

/* As if the server ended in the middle: what is done is done, and the job goes on behind it, no row twice. */
static void
test_broken_off(void **state)
{
	struct some s;

	play(begin);
	s = look();
	assert_int_equal(s.row.rows_all, 4);
	assert_int_equal(import_table_get(w.app.files, &w.arena, s.row.file, &s.table), 0);
	assert_int_equal(db_write_now(w.app.db, &w.arena, take_some, &s), 0);
	assert_true(s.more);
	s = look();
	assert_int_equal(s.row.rows_done, 2);
	assert_int_equal(s.row.fresh + s.row.refused, 2);
	play("jobs\n"
	     "GET /appeal/import/$table\n"
	     "200 has 新收 3 件，以前收过的 0 件没有动，没有收 1 行\n"
	     "verify\n");
	/* Another job of the same table, left over: it finds nothing to do. */
	s = look();
	assert_int_equal(s.row.state, IMPORT_OVER);
	assert_int_equal(import_table_get(w.app.files, &w.arena, s.row.file, &s.table), 0);
	assert_int_equal(db_write_now(w.app.db, &w.arena, take_some, &s), 0);
	assert_false(s.more);
	assert_int_equal(look().row.fresh, 3);
}

static void
test_right_is_lost(void **state)
{
	play("as guanli\n"
	     "POST /account/people name=关北&login=guanbei\n"
	     "303 /account/people/$guanbei\n"
	     "POST /account/people/$guanbei/grant role=ADMIN&place=@990106\n"
	     "303\n"
	     /* Alone, so a day later: nobody else could agree. */
	     "GET /setup/nods\n"
	     "200\n"
	     "keep nod /setup/nods/([0-9]+)/refuse\n"
	     "wait 25 hours\n"
	     "as guanli\n"
	     "POST /setup/nods/$nod/agree\n"
	     "303\n"
	     "as guanbei\n");
	play(str_z(&w.arena, str_sub(str_of(begin), sizeof "as guanli\n" - 1, sizeof begin)));
	play("as guanli\n"
	     "POST /account/people/$guanbei/stop\n"
	     "303\n"
	     "jobs\n");
	assert_int_equal(look().row.state, IMPORT_STOPPED);
	assert_int_equal(look().row.rows_done, 0);
	assert_true(str_has(look().row.why, S("没有导入的权限")));
}

static void
test_table_is_gone(void **state)
{
	play(begin);
	assert_int_equal(file_remove(w.app.files, &w.arena, look().row.file), 0);
	play("jobs\n"
	     "GET /appeal/import/$table\n"
	     "200 has 表格已经不在了\n"
	     "has 接着收\n"
	     "GET /appeal/import/$table/refused.csv\n"
	     "404\n");
}

static void
test_nothing_moves(void **state)
{
	play(begin);
	play("GET /appeal/import/$table\n"
	     "200\n"
	     "not 推一下\n"
	     "wait 11 minutes\n"
	     "GET /appeal/import/$table\n"
	     "200 has 有一阵子没有动静了\n"
	     "POST /appeal/import/$table/go\n"
	     "303\n"
	     "jobs\n"
	     "GET /appeal/import/$table\n"
	     "200 has 新收 3 件，以前收过的 0 件没有动，没有收 1 行\n");
}

/* As if it had been put before the world began. */
static void
make_old(struct str digest)
{
	int64_t at = clock_now() - 2 * 86400;
	struct timespec t[2] = {{.tv_sec = at}, {.tv_sec = at}};
	struct str path;

	assert_int_equal(file_path(w.app.files, &w.arena, digest, &path), 0);
	assert_int_equal(utimensat(AT_FDCWD, path.p, t, 0), 0);
}

/* The sweep keeps the table while its import is known, and both go a week after the end. */
static void
test_forgotten(void **state)
{
	struct feature_env env = world_env(&w);
	struct str path;
	struct some s;

	play(begin);
	play("jobs\n");
	s = look();
	make_old(s.row.file);
	assert_int_equal(feature_sweep(&env), 0);
	assert_int_equal(file_path(w.app.files, &w.arena, s.row.file, &path), 0);
	clock_set(clock_now() + 8 * 86400);
	feature_tick(&env, -1, 0);
	assert_int_equal(db_read_now(w.app.db, &w.arena, read_row, &s), E_NOTFOUND);
	assert_int_equal(db_read_now(w.app.db, &w.arena, read_refused, &s), 0);
	assert_int_equal(s.refused.n, 0);
	assert_int_equal(feature_sweep(&env), 0);
	assert_int_equal(file_path(w.app.files, &w.arena, s.row.file, &path), E_NOTFOUND);
}

/* A cell too many, a row too many, more bytes than are kept. */
static void
test_limits(void **state)
{
	struct import_table t;
	struct buf b;

	assert_int_equal(import_table_read(&w.arena, S("标题,内容\n"), S("a.csv"), &t), E_INVALID);
	assert_int_equal(import_table_read(&w.arena, S("标题,内容\n一,二\n"), S("a.csv"), &t), 0);
	assert_int_equal(t.n, 1);
	buf_init(&b, &w.arena);
	buf_z(&b, "标题\n");
	for (int i = 0; i <= IMPORT_ROWS_MAX; i++)
		buf_z(&b, "灯\n");
	assert_int_equal(import_table_read(&w.arena, buf_done(&b), S("a.csv"), &t), E_TOOBIG);
	buf_init(&b, &w.arena);
	buf_z(&b, "标题\n");
	for (int i = 0; i < 26; i++) {
		for (int k = 0; k < 1000 * 1000; k += 10)
			buf_z(&b, "0123456789");
		buf_char(&b, '\n');
	}
	assert_int_equal(import_table_read(&w.arena, buf_done(&b), S("a.csv"), &t), E_TOOBIG);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)

static const struct CMUnitTest tests[] = {
	TEST(test_broken_off), TEST(test_right_is_lost), TEST(test_table_is_gone),
	TEST(test_nothing_moves), TEST(test_forgotten), TEST(test_limits),
};

SUITE(appeal_take)
{
	return DB_ENV_EACH("tables taken in", &engine, tests);
}
