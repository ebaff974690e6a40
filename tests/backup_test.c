/* backup_test.c: a whole district into one file and back, into either engine. */
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/driver.h"
#include "db/dump.h"
#include "db/migrate.h"
#include "db_env.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_move.h"
#include "kit/file.h"
#include "main/backup.h"
#include "main/main.h"
#include "support.h"
#include "suite.h"

#include <cmocka.h> /* after ours: it has a macro called fail */

static const char key_bytes[] = "0123456789abcdef0123456789abcdef";

static struct world w; /* the district; its folder holds database, files and key */
static struct arena A;
static char dir[64]; /* of one test */
static struct str photo;

/* ---- a district worth keeping ---- */

static int
file_cases(struct tx *tx, void *arg)
{
	struct actor who = actor_system_of;
	struct appeal_new n = {
		.text = S("三单元楼道灯坏了好几天，晚上老人下楼看不见。\n\t“请来看看” 'a' \"b\" \\ 😀"),
		.place = *(int64_t *)arg, .channel = CHANNEL_WEB, .anon = ANON_COMMUNITY, .open = true,
		.name = S("王秀英"), .phone = S("19900000001"), .once = S("once-1"),
	};
	struct appeal_receipt r;

	who.district = WORLD_DISTRICT;
	TRY(appeal_file(tx, &who, &n, &r));
	TRY(appeal_move(tx, &who, r.code, &(struct appeal_change){.act = ACT_PUBLISH, .open = true}));
	TRY(db_script(tx, "INSERT INTO suggest_model (district, id, made_at, classes, cases, f1_permille, bytes) VALUES"
			  " (990106, 1, 9223372036854775807, -9223372036854775807 - 1, 0, -1, X'00ff0001')"));
	n = (struct appeal_new){.text = S("小区门口乱停车"), .place = n.place, .channel = CHANNEL_PHONE, .anon = ANON_NOBODY};
	return appeal_file(tx, &who, &n, &r);
}

static void
write_file(const char *path, const void *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	close(fd);
}

static struct str
read_file(const char *path)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	char *p;

	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	p = arena_alloc(&A, (size_t)st.st_size + 1);
	assert_int_equal(read(fd, p, (size_t)st.st_size), st.st_size);
	close(fd);
	return (struct str){p, (size_t)st.st_size};
}

static int
group_setup(void **state)
{
	int64_t place;

	(void)state;
	if (!world_open(&w, DB_SQLITE))
		return -1;
	place = world_place(&w, S("BL-B3"));
	assert_int_equal(db_write_now(w.db, &w.arena, file_cases, &place), 0);
	assert_int_equal(file_put(w.app.files, &w.arena, S("\xff\xd8 a photo\0 with a zero in it"), &photo), 0);
	write_file(str_fmt(&w.arena, "%s/secret.key", w.dir).p, key_bytes, 32);
	return 0;
}

static int
group_teardown(void **state)
{
	(void)state;
	world_close(&w);
	return 0;
}

static int
setup(void **state)
{
	(void)state;
	arena_init(&A);
	return made_dir(dir, sizeof dir, "backup") ? 0 : -1;
}

static int
delete_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static int
teardown(void **state)
{
	(void)state;
	nftw(dir, delete_one, 8, FTW_DEPTH | FTW_PHYS);
	arena_release(&A);
	return 0;
}

/* ---- the commands ---- */

static char *
at(const char *name)
{
	return (char *)(uintptr_t)str_fmt(&A, "%s/%s", dir, name).p;
}

static int
backup(struct db *db, const char *data, char *file, char *option)
{
	char *argv[] = {file, option, NULL};

	return backup_cmd(&(struct options){.data = data}, db, option ? 2 : 1, argv);
}

static int
restore(struct db *db, const char *data, char *file)
{
	char *argv[] = {file, NULL};

	return restore_cmd(&(struct options){.data = data}, db, 1, argv);
}

/* Of the world, in this test's folder. */
static char *
world_backup(void)
{
	char *file = at("b");

	assert_int_equal(backup(w.db, w.dir, file, NULL), 0);
	return file;
}

static struct db *
open_sqlite(const char *path)
{
	struct str why = S("");
	struct db *db;

	assert_int_equal(db_open(str_fmt(&A, "sqlite:%s", path).p, 1, &A, &db, &why), 0);
	return db;
}

static enum schema_state
state_of(struct db *db)
{
	enum schema_state state;
	int have;

	assert_int_equal(schema_state(db, &A, &state, &have), 0);
	return state;
}

/* ---- are two SQLite files the same? Asked of SQLite alone ---- */

static int64_t
number(sqlite3 *h, const char *query)
{
	sqlite3_stmt *s;
	int64_t n;

	if (sqlite3_prepare_v2(h, query, -1, &s, NULL) != SQLITE_OK)
		fail_msg("%s: %s", query, sqlite3_errmsg(h));
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

static void
assert_same_table(sqlite3 *h, const char *t)
{
	int64_t n = number(h, str_fmt(&A, "SELECT count(*) FROM main.\"%s\"", t).p);

	if (n != number(h, str_fmt(&A, "SELECT count(*) FROM b.\"%s\"", t).p) ||
	    number(h, str_fmt(&A, "SELECT count(*) FROM (SELECT * FROM main.\"%s\" EXCEPT SELECT * FROM b.\"%s\")", t, t).p))
		fail_msg("table %s differs", t);
}

static void
assert_same(const char *one, const char *other)
{
	sqlite3 *h;
	sqlite3_stmt *s;
	int tables = 0, with_rows = 0;

	assert_int_equal(sqlite3_open_v2(one, &h, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, str_fmt(&A, "ATTACH '%s' AS b", other).p, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(h, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE "
					       "'matter_find%' AND name NOT LIKE 'sqlite%' AND name <> 'schema_version'",
					    -1, &s, NULL), SQLITE_OK);
	for (; sqlite3_step(s) == SQLITE_ROW; tables++) {
		const char *name = (const char *)sqlite3_column_text(s, 0);

		assert_same_table(h, name);
		with_rows += number(h, str_fmt(&A, "SELECT count(*) FROM main.\"%s\"", name).p) > 0;
	}
	sqlite3_finalize(s);
	assert_true(tables >= 20 && with_rows >= 10);
	assert_int_equal(number(h, "SELECT count(*) FROM main.schema_version"),
			 number(h, "SELECT count(*) FROM b.schema_version"));
	sqlite3_close(h);
}

static const char *
world_path(void)
{
	return str_fmt(&A, "%s/linli.db", w.dir).p;
}

static int
search(struct tx *tx, void *arg)
{
	struct appeal_filter f = {.query = S("楼道灯")};
	struct appeal_line_list lines;
	struct str next;

	TRY(appeal_public(tx, WORLD_DISTRICT, &f, &lines, &next));
	*(size_t *)arg = lines.n;
	return 0;
}

static void
assert_finds(struct db *db)
{
	size_t n = 99;

	assert_int_equal(db_read_now(db, &A, search, &n), 0);
	assert_int_equal(n, 1);
}

/* ---- what comes back ---- */

static void
test_backup__everything_comes_back(void **state)
{
	struct db *db = open_sqlite(at("other.db"));
	struct file_store *files;
	struct str bytes, why;
	struct stat st;

	(void)state;
	assert_int_equal(restore(db, at("data"), world_backup()), 0);
	assert_int_equal(state_of(db), SCHEMA_CURRENT);
	assert_finds(db);
	db_close(db);
	assert_same(world_path(), at("other.db"));
	assert_int_equal(file_store_open(at("data"), &A, &files, &why), 0);
	assert_int_equal(file_get(files, &A, photo, &bytes), 0);
	file_store_close(files);
	assert_true(str_eq(read_file(at("data/secret.key")), str_of(key_bytes)));
	assert_int_equal(stat(at("data/secret.key"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
test_backup__the_database_may_lie_in_the_folder(void **state)
{
	struct db *db;

	(void)state;
	assert_int_equal(mkdir(at("data"), 0700), 0);
	db = open_sqlite(at("data/linli.db"));
	assert_int_equal(restore(db, at("data"), world_backup()), 0);
	db_close(db);
	assert_same(world_path(), at("data/linli.db"));
}

static void
test_backup__a_migrated_empty_database_will_do(void **state)
{
	struct db *db = open_sqlite(at("other.db"));
	struct str why;
	int applied;

	(void)state;
	assert_int_equal(schema_migrate(db, &A, &applied, &why), 0);
	assert_int_equal(restore(db, at("data"), world_backup()), 0);
	db_close(db);
	assert_same(world_path(), at("other.db"));
}

static void
test_backup__through_postgresql_and_back(void **state)
{
	struct db_env pg;
	struct db *db;

	(void)state;
	if (!db_env_has(DB_PG))
		skip();
	db_env_open(&pg, DB_PG);
	assert_int_equal(restore(pg.db, at("data"), world_backup()), 0);
	assert_finds(pg.db);
	assert_int_equal(backup(pg.db, at("data"), at("from-pg"), NULL), 0);
	db_env_close(&pg);
	db = open_sqlite(at("other.db"));
	assert_int_equal(restore(db, at("data2"), at("from-pg")), 0);
	assert_finds(db);
	db_close(db);
	assert_same(world_path(), at("other.db"));
}

/* Connections know statements by their address, and a second dump has others at the same place. */
static void
test_backup__again_and_again(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++) {
		char *file = at(str_fmt(&A, "b%d", i).p);
		struct db *db = open_sqlite(at(str_fmt(&A, "%d.db", i).p));

		assert_int_equal(backup(w.db, w.dir, file, NULL), 0);
		assert_int_equal(restore(db, at(str_fmt(&A, "data%d", i).p), file), 0);
		assert_int_equal(restore(db, at(str_fmt(&A, "again%d", i).p), file), 1);
		db_close(db);
		assert_same(world_path(), at(str_fmt(&A, "%d.db", i).p));
	}
}

/* ---- the file ---- */

static void
test_backup__only_the_owner_may_read_it(void **state)
{
	mode_t was = umask(0);
	struct stat st;

	(void)state;
	assert_int_equal(stat(world_backup(), &st), 0);
	umask(was);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(access(at("b.part"), F_OK), -1);
}

static void
test_backup__overwrites_nothing(void **state)
{
	(void)state;
	write_file(at("b"), "precious", 8);
	assert_int_equal(backup(w.db, w.dir, at("b"), NULL), 1);
	assert_true(str_is(read_file(at("b")), "precious"));
	assert_int_equal(access(at("b.part"), F_OK), -1);
	write_file(at("c.part"), "running", 7);
	assert_int_equal(backup(w.db, w.dir, at("c"), NULL), 1);
	assert_true(str_is(read_file(at("c.part")), "running"));
}

static void
test_backup__the_key_can_be_left_out(void **state)
{
	static char option[] = "--without-key";
	struct db *db = open_sqlite(at("other.db"));

	(void)state;
	assert_int_equal(backup(w.db, w.dir, at("b"), option), 0);
	assert_int_equal(restore(db, at("data"), at("b")), 0);
	db_close(db);
	assert_int_equal(access(at("data/secret.key"), F_OK), -1);
}

static void
test_backup__tables_alone_want_no_folder(void **state)
{
	struct db *db = open_sqlite(at("other.db"));

	(void)state;
	assert_int_equal(backup(w.db, NULL, at("b"), NULL), 0);
	assert_int_equal(restore(db, NULL, at("b")), 0);
	db_close(db);
	assert_same(world_path(), at("other.db"));
}

static void
test_backup__a_wrong_folder_is_refused(void **state)
{
	(void)state;
	assert_int_equal(backup(w.db, at("nowhere"), at("b"), NULL), 1);
	assert_int_equal(access(at("nowhere"), F_OK), -1);
	assert_int_equal(backup(w.db, dir, at("b"), NULL), 1); /* without a key */
	assert_int_equal(access(at("b"), F_OK), -1);
}

static void
test_backup__a_damaged_photo_is_told_and_left_out(void **state)
{
	struct db *db = open_sqlite(at("other.db"));

	(void)state;
	assert_int_equal(restore(db, at("data"), world_backup()), 0);
	write_file(str_fmt(&A, "%s/data/%.2s/%.62s", dir, photo.p, photo.p + 2).p, "changed", 7);
	assert_int_equal(backup(db, at("data"), at("b2"), NULL), 1);
	db_close(db);
	db = open_sqlite(at("third.db"));
	assert_int_equal(restore(db, at("data3"), at("b2")), 0);
	db_close(db);
	assert_same(world_path(), at("third.db"));
}

static void
test_backup__bad_arguments(void **state)
{
	static char option[] = "--without-key";
	char *argv[] = {at("a"), at("b"), NULL};
	struct options o = {.data = w.dir};

	(void)state;
	assert_int_equal(backup_cmd(&o, w.db, 0, argv), 2);
	assert_int_equal(backup_cmd(&o, w.db, 2, argv), 2);
	assert_int_equal(restore_cmd(&o, w.db, 2, argv), 2);
	argv[0] = option;
	assert_int_equal(restore_cmd(&o, w.db, 1, argv), 2);
}

/* ---- what is refused, and leaves nothing behind ---- */

static int
count_one(void *ctx, struct str digest)
{
	(void)digest;
	++*(int *)ctx;
	return 0;
}

static void
assert_refused(char *file)
{
	struct db *db = open_sqlite(at("refused.db"));
	struct file_store *files;
	struct str why;
	int n = 0;

	assert_int_equal(restore(db, at("refused"), file), 1);
	assert_int_equal(state_of(db), SCHEMA_EMPTY);
	db_close(db);
	assert_int_equal(access(at("refused/secret.key"), F_OK), -1);
	assert_int_equal(file_store_open(at("refused"), &A, &files, &why), 0);
	assert_int_equal(file_each(files, count_one, &n), 0);
	assert_int_equal(n, 0);
	file_store_close(files);
}

static void
test_restore__a_file_cut_off_is_refused(void **state)
{
	struct str whole = read_file(world_backup());
	const size_t cuts[] = {0, 1, 31, 32, 33, 100, whole.n / 2, whole.n - 33, whole.n - 32, whole.n - 1};

	(void)state;
	for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
		write_file(at("cut"), whole.p, cuts[i]);
		assert_refused(at("cut"));
	}
	write_file(at("cut"), whole.p, whole.n);
	assert_int_equal(truncate(at("cut"), (off_t)whole.n + 1), 0);
	assert_refused(at("cut"));
	assert_refused(at("absent"));
}

static void
test_restore__any_changed_byte_is_refused(void **state)
{
	struct str whole = read_file(world_backup());
	char *p = (char *)(uintptr_t)whole.p;
	struct db *db = open_sqlite(at("whole.db"));

	(void)state;
	for (size_t i = 0; i < whole.n; i += i < 40 || i > whole.n - 40 ? 3 : whole.n / 16) {
		p[i] ^= 1;
		write_file(at("flipped"), p, whole.n);
		assert_refused(at("flipped"));
		p[i] ^= 1;
	}
	write_file(at("whole"), p, whole.n);
	assert_int_equal(restore(db, at("data"), at("whole")), 0);
	db_close(db);
}

struct made {
	struct dump_out *out;
	struct dump_head head;
	int (*meanwhile)(struct tx *tx, void *arg);
	struct str why;
};

static int
make_tables(struct tx *tx, void *arg)
{
	struct made *m = arg;

	return dump_tables(tx, m->out, &m->head, backup_derived(tx->arena), &m->why);
}

/* A backup of db as a program with that schema would have made it, with one file in it or none. */
static char *
made_backup(struct db *db, int schema, const char *name, const char *bytes)
{
	struct made m = {.head = {.program = S("9.9"), .engine = S("sqlite"), .schema = schema}};
	struct dump_sums sums;

	assert_int_equal(dump_create(at("made"), &A, &m.out, &m.why), 0);
	assert_int_equal(db_read_now(db, &A, make_tables, &m), 0);
	if (name)
		dump_file(m.out, str_of(name), str_of(bytes));
	assert_int_equal(dump_finish(m.out, &sums), 0);
	return at("made");
}

/* Somebody writes while the backup is being made. */
static int
make_tables_meanwhile(struct tx *tx, void *arg)
{
	struct made *m = arg;
	size_t n;

	TRY(search(tx, &n)); /* the transaction has begun to read */
	if (db_write_now(w.db, &A, m->meanwhile, NULL) < 0)
		return E_BUG;
	return make_tables(tx, m);
}

static int
add_setting(struct tx *tx, void *arg)
{
	(void)arg;
	return db_script(tx, "INSERT INTO setting (district, name, value) VALUES (990106, 'meanwhile', '1')");
}

static int
drop_setting(struct tx *tx, void *arg)
{
	(void)arg;
	return db_script(tx, "DELETE FROM setting WHERE name = 'meanwhile'");
}

static void
test_backup__is_of_one_moment(void **state)
{
	struct made m = {.head = {.program = S("9.9"), .engine = S("sqlite"), .schema = migrations_n}, .meanwhile = add_setting};
	struct db *db = open_sqlite(at("other.db"));
	struct dump_sums sums;

	(void)state;
	assert_int_equal(dump_create(at("made"), &A, &m.out, &m.why), 0);
	assert_int_equal(db_read_now(w.db, &A, make_tables_meanwhile, &m), 0);
	assert_int_equal(dump_finish(m.out, &sums), 0);
	assert_int_equal(db_write_now(w.db, &A, drop_setting, NULL), 0);
	assert_int_equal(restore(db, NULL, at("made")), 0);
	db_close(db);
	assert_same(world_path(), at("other.db"));
}

static void
test_restore__a_newer_schema_is_refused(void **state)
{
	(void)state;
	assert_refused(made_backup(w.db, migrations_n + 1, NULL, NULL));
}

static int
migrate_but_one(struct tx *tx, void *arg)
{
	return schema_migrate_in(tx, migrations_n - 1, arg);
}

static void
test_restore__an_older_backup_goes_on_migrating(void **state)
{
	struct db *old = open_sqlite(at("old.db")), *db = open_sqlite(at("new.db"));
	struct str why;
	char *file;

	(void)state;
	assert_int_equal(db_bulk(old, &A, migrate_but_one, &why), 0);
	assert_int_equal(state_of(old), SCHEMA_OLD);
	file = made_backup(old, migrations_n - 1, NULL, NULL);
	db_close(old);
	assert_int_equal(restore(db, NULL, file), 0);
	assert_int_equal(state_of(db), SCHEMA_CURRENT);
	/* The database is further than the backup now. */
	assert_int_equal(restore(db, NULL, file), 1);
	db_close(db);
}

static void
test_restore__a_wrong_schema_number_is_refused(void **state)
{
	(void)state;
	/* Before matters had a table of their own. */
	assert_refused(made_backup(w.db, 7, NULL, NULL));
}

static void
test_restore__a_file_that_is_not_its_name_undoes_all(void **state)
{
	(void)state;
	assert_refused(made_backup(w.db, migrations_n, "../../../tmp/evil", "x"));
	assert_int_equal(unlink(at("made")), 0);
	assert_refused(made_backup(w.db, migrations_n, photo.p, "other bytes"));
}

static void
test_restore__a_used_database_is_refused(void **state)
{
	char *file = world_backup();
	struct db *db = open_sqlite(at("other.db"));

	(void)state;
	assert_int_equal(restore(db, at("data"), file), 0);
	assert_int_equal(restore(db, at("data2"), file), 1);
	db_close(db);
	assert_same(world_path(), at("other.db"));
	assert_int_equal(access(at("data2/secret.key"), F_OK), -1);
}

/* Rows that would not even be in the way. */
static void
test_restore__one_row_is_enough(void **state)
{
	struct db *db = open_sqlite(at("other.db"));
	char *file = world_backup();
	struct str why;
	int applied;

	(void)state;
	assert_int_equal(schema_migrate(db, &A, &applied, &why), 0);
	assert_int_equal(db_write_now(db, &A, add_setting, NULL), 0);
	assert_int_equal(restore(db, at("data"), file), 1);
	assert_int_equal(db_write_now(db, &A, drop_setting, NULL), 0);
	assert_int_equal(restore(db, at("data"), file), 0);
	db_close(db);
}

static void
test_restore__a_used_folder_is_refused(void **state)
{
	char *file = world_backup();
	struct db *db = open_sqlite(at("other.db"));

	(void)state;
	assert_int_equal(mkdir(at("refused"), 0700), 0);
	write_file(at("refused/secret.key"), "another community's key, keep it", 32);
	assert_int_equal(restore(db, at("refused"), file), 1);
	assert_int_equal(state_of(db), SCHEMA_EMPTY);
	db_close(db);
	assert_true(str_starts(read_file(at("refused/secret.key")), S("another")));
}

static void
test_restore__files_want_a_folder(void **state)
{
	struct db *db = open_sqlite(at("other.db"));

	(void)state;
	assert_int_equal(restore(db, NULL, world_backup()), 1);
	assert_int_equal(state_of(db), SCHEMA_EMPTY);
	db_close(db);
}

/* ---- values of types no table of ours has yet ---- */

static int
load(struct tx *tx, void *arg)
{
	static const char *const none[] = {NULL};
	struct str why;

	return dump_load(tx, arg, none, &why);
}

static void
carry_reals(enum db_engine to)
{
	struct made m = {.head = {.program = S("9.9"), .engine = S("sqlite"), .schema = 1}};
	struct db_env from, into;
	struct dump_sums sums;
	struct dump_in *in;
	bool pg = to == DB_PG;

	db_env_open(&from, DB_SQLITE);
	db_env_open(&into, to);
	db_env_script(&from, "CREATE TABLE \"from\" (\"Key\" TEXT NOT NULL, \"order\" REAL NOT NULL, n INTEGER NOT NULL) STRICT;"
			     "INSERT INTO \"from\" VALUES ('b', 0.1, 1), ('a', -1e300, 2), ('', 5e-324, 3)");
	db_env_script(&into, pg ? "CREATE TABLE \"from\" (\"Key\" TEXT NOT NULL, \"order\" DOUBLE PRECISION NOT NULL, n BIGINT NOT NULL)"
				: "CREATE TABLE \"from\" (\"Key\" TEXT NOT NULL, \"order\" REAL NOT NULL, n INTEGER NOT NULL) STRICT");
	assert_int_equal(dump_create(at("reals"), &A, &m.out, &m.why), 0);
	assert_int_equal(db_read_now(from.db, &A, make_tables, &m), 0);
	assert_int_equal(dump_finish(m.out, &sums), 0);
	assert_int_equal(sums.rows, 3);
	assert_int_equal(dump_open(at("reals"), &A, &in, &m.head, &m.why), 0);
	assert_int_equal(db_bulk(into.db, &A, load, in), 0);
	dump_close(in);
	assert_int_equal(db_env_int(&into, "SELECT count(*) FROM \"from\" WHERE (\"Key\" = 'b' AND \"order\" = 0.1 AND n = 1)"
					   " OR (\"Key\" = 'a' AND \"order\" = -1e300 AND n = 2)"
					   " OR (\"Key\" = '' AND \"order\" > 0 AND \"order\" < 1e-300 AND n = 3)"), 3);
	db_env_close(&into);
	db_env_close(&from);
	assert_int_equal(unlink(at("reals")), 0);
}

static void
test_dump__reals_and_names_that_are_words_of_sql(void **state)
{
	(void)state;
	for (enum db_engine to = DB_SQLITE; to <= DB_PG; to++)
		if (db_env_has(to))
			carry_reals(to);
}

static const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	TEST(test_backup__everything_comes_back),
	TEST(test_backup__the_database_may_lie_in_the_folder),
	TEST(test_backup__a_migrated_empty_database_will_do),
	TEST(test_backup__through_postgresql_and_back),
	TEST(test_backup__again_and_again),
	TEST(test_backup__is_of_one_moment),
	TEST(test_backup__only_the_owner_may_read_it),
	TEST(test_backup__overwrites_nothing),
	TEST(test_backup__the_key_can_be_left_out),
	TEST(test_backup__tables_alone_want_no_folder),
	TEST(test_backup__a_wrong_folder_is_refused),
	TEST(test_backup__a_damaged_photo_is_told_and_left_out),
	TEST(test_backup__bad_arguments),
	TEST(test_restore__a_file_cut_off_is_refused),
	TEST(test_restore__any_changed_byte_is_refused),
	TEST(test_restore__a_newer_schema_is_refused),
	TEST(test_restore__an_older_backup_goes_on_migrating),
	TEST(test_restore__a_wrong_schema_number_is_refused),
	TEST(test_restore__a_file_that_is_not_its_name_undoes_all),
	TEST(test_restore__a_used_database_is_refused),
	TEST(test_restore__one_row_is_enough),
	TEST(test_restore__a_used_folder_is_refused),
	TEST(test_restore__files_want_a_folder),
	TEST(test_dump__reals_and_names_that_are_words_of_sql),
};

SUITE(backup)
{
	return cmocka_run_group_tests_name("backup", tests, group_setup, group_teardown);
}
