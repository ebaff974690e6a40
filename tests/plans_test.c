/* plans_test.c: how both engines go about each statement, compared with plans.txt of its folder, so that a review sees
 * every change; and that each statement keeps to its district.
 *
 *   plans_test ROOT [accept]      ROOT: the folder of the sources; accept: writes the plans of now
 *
 * The plans say which index can serve, not which one a planner takes that knows the rows of a district: they are made in
 * an empty database, in which for PostgreSQL all tables are equally large and all columns equally varied. */
#include <stdio.h>
#include <string.h>

#include "db_env.h"
#include "district_text.h"
#include "plan.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char *root;
static struct arena A;
static struct plan (*plans)[DB_PG + 1]; /* by the place in db_all_stmts, then by engine */
static bool has_pg;

/* ---- making the plans ---- */

static int
make(struct tx *tx, void *arg)
{
	(void)arg;
	TRY(plan_begin(tx));
	for (size_t i = 0; i < db_all_stmts_n; i++)
		if (plan_of(tx, db_all_stmts[i], &plans[i][tx->engine]) != 0) {
			fprintf(stderr, "%s has no plan\n", db_all_stmts[i]->name);
			return E_BUG;
		}
	return 0;
}

static int
fill(struct tx *tx, void *arg)
{
	(void)arg;
	return plan_fill(tx);
}

static void
make_all(enum db_engine engine)
{
	struct db_env env;

	db_env_open_migrated(&env, engine);
	if (db_bulk(env.db, &A, fill, NULL) != 0 || db_read_now(env.db, &A, make, NULL) != 0)
		fail_msg("no plans");
	db_env_close(&env);
}

static int
setup(void **state)
{
	(void)state;
	plans = arena_array(&A, db_all_stmts_n, sizeof *plans);
	has_pg = db_env_has(DB_PG);
	make_all(DB_SQLITE);
	if (has_pg)
		make_all(DB_PG);
	return 0;
}

/* ---- what is kept ---- */

static void
put_steps(struct buf *b, const char *engine, struct str steps)
{
	struct str line;

	if (!steps.n && *engine)
		buf_fmt(b, "\t%s: nothing is read\n", engine);
	while (steps.n && str_next(&steps, '\n', &line))
		if (line.n)
			buf_fmt(b, "\t%s%s%.*s\n", engine, *engine ? ": " : "", STR(line));
}

static bool
has_line(struct str all, struct str line)
{
	for (struct str one; str_next(&all, '\n', &one);)
		if (str_eq(one, line))
			return true;
	return false;
}

/* Whether each step of one is a step of the other: both do the same, in one order or another. */
static bool
same_steps(struct str a, struct str b)
{
	struct str line, rest = a;
	bool same = true;

	while (str_next(&rest, '\n', &line))
		same = same && has_line(b, line);
	for (rest = b; str_next(&rest, '\n', &line);)
		same = same && has_line(a, line);
	return same;
}

static void
put_plan(struct buf *b, size_t i)
{
	const struct db_stmt *st = db_all_stmts[i];
	struct str lite = plans[i][DB_SQLITE].steps, pg = plans[i][DB_PG].steps;

	buf_fmt(b, "%s%s\n", st->name, st->reach == STMT_CITY ? " (all districts)" : "");
	if (st->walks)
		buf_fmt(b, "\twalks: %s\n", st->walks);
	if (same_steps(lite, pg)) {
		put_steps(b, "", lite);
		return;
	}
	put_steps(b, "sqlite", lite);
	put_steps(b, "pg", pg);
}

/* The folder of a statement's file. */
static struct str
folder(const struct db_stmt *st)
{
	struct str s = str_of(st->file);

	return str_sub(s, 0, (size_t)(strrchr(st->file, '/') - st->file));
}

/* The plans of the folder in which statement i stands, the first of its folder. */
static struct str
plans_of(size_t first)
{
	struct buf b;

	buf_init(&b, &A);
	buf_z(&b, "# How the engines go about each statement; tests/plan.h has the words.\n"
		  "# After a change: ./test --accept-plans\n");
	for (size_t i = first; i < db_all_stmts_n; i++)
		if (str_eq(folder(db_all_stmts[i]), folder(db_all_stmts[first])))
			put_plan(&b, i);
	return buf_done(&b);
}

static const char *
path_of(size_t first)
{
	return str_fmt(&A, "%s/%.*s/plans.txt", root, STR(folder(db_all_stmts[first]))).p;
}

/* Statements of one file stand together. */
static bool
is_first(size_t i)
{
	return i == 0 || !str_eq(folder(db_all_stmts[i]), folder(db_all_stmts[i - 1]));
}

/* "" when there is no such file. */
static struct str
read_kept(const char *path)
{
	FILE *f = fopen(path, "r");
	char part[4096];
	struct buf b;
	size_t n;

	buf_init(&b, &A);
	while (f && (n = fread(part, 1, sizeof part, f)) > 0)
		buf_put(&b, part, n);
	if (f)
		fclose(f);
	return buf_done(&b);
}

/* Where two texts part: the name of the statement, and both lines. */
static void
print_difference(struct str kept, struct str now)
{
	struct str name = S("the beginning"), was = S(""), is = S("");

	while (kept.n || now.n) {
		bool more = str_next(&kept, '\n', &was);

		more = str_next(&now, '\n', &is) && more;
		if (!more || !str_eq(was, is))
			break;
		if (!str_starts(is, S("\t")))
			name = is;
	}
	print_message("after %.*s\n- %.*s\n+ %.*s\n", STR(name), STR(was), STR(is));
}

static void
test_plans__are_as_kept(void **state)
{
	int differ = 0;

	(void)state;
	if (!has_pg)
		skip();
	for (size_t i = 0; i < db_all_stmts_n; i++) {
		struct str kept, now;

		if (!is_first(i))
			continue;
		kept = read_kept(path_of(i));
		now = plans_of(i);
		if (str_eq(kept, now))
			continue;
		print_message("%s differs: look at it, then ./test --accept-plans\n", path_of(i));
		print_difference(kept, now);
		differ++;
	}
	assert_int_equal(differ, 0);
}

static void
test_plans__say_why_they_walk(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < db_all_stmts_n; i++) {
		const struct db_stmt *st = db_all_stmts[i];
		bool walks = plans[i][DB_SQLITE].walks || plans[i][DB_PG].walks;

		if (walks == (st->walks != NULL) || (st->walks && !has_pg))
			continue;
		wrong++;
		if (!walks) {
			print_message("%s:%d: %s says --walks: and does not walk any more\n", st->file, st->line, st->name);
			continue;
		}
		print_message("%s:%d: %s walks: find its rows by an index, or say --walks: why\n%.*s%.*s", st->file, st->line,
			      st->name, STR(plans[i][DB_SQLITE].steps), STR(plans[i][DB_PG].steps));
	}
	assert_int_equal(wrong, 0);
}

/* ---- what counts as a walk ---- */

static const struct {
	const char *text;
	bool walks;
} known[] = {
	{"SELECT title FROM matter WHERE district = $1 AND id = 7", false},
	{"SELECT title FROM matter WHERE district = $1 AND code = 'x'", false},
	{"SELECT title FROM matter WHERE district = $1 AND raiser = 7 ORDER BY id LIMIT 5", false},
	{"SELECT value FROM setting WHERE district = $1 AND name IN ('a', 'b')", false},
	{"SELECT title FROM matter WHERE district = $1", true},
	{"SELECT title FROM matter WHERE district = $1 AND id < 7 ORDER BY id DESC LIMIT 5", true},
	{"SELECT title FROM matter WHERE district = $1 AND title = 'x'", true},
	{"SELECT m.title FROM desk d JOIN matter m ON m.district = $1 AND m.id = d.matter WHERE d.district = $1 AND d.desk = 7", false},
	{"SELECT d.tab FROM desk d WHERE d.district = $1 AND d.desk = 7 AND EXISTS (SELECT 1 FROM matter m WHERE m.district = $1 "
	 "AND m.title = 'x' AND m.updated_at = d.queue_at)", true},
	{"SELECT name FROM district", true},
	{"SELECT 1 FROM matter WHERE code = 'x' AND $1 > 0", true},
};

static int
judge(struct tx *tx, void *arg)
{
	(void)arg;
	TRY(plan_begin(tx));
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct db_stmt *st = NEW(tx->arena, struct db_stmt);
		bool with_district = str_has(str_of(known[i].text), S("$1"));
		struct plan plan;

		*st = (struct db_stmt){
			.name = str_fmt(tx->arena, "known_%zu", i).p,
			.sqlite = known[i].text,
			.pg = known[i].text,
			.params = with_district ? "i" : "",
		};
		TRY(plan_of(tx, st, &plan));
		if (plan.walks != known[i].walks) {
			fprintf(stderr, "%s\n%.*s", known[i].text, STR(plan.steps));
			return E_BUG;
		}
	}
	return 0;
}

static void
test_plans__know_a_walk(void **state)
{
	(void)state;
	for (enum db_engine engine = DB_SQLITE; engine <= DB_PG; engine++) {
		struct db_env env;

		if (!db_env_has(engine))
			continue;
		db_env_open_migrated(&env, engine);
		assert_int_equal(db_bulk(env.db, &A, fill, NULL), 0);
		assert_int_equal(db_read_now(env.db, &A, judge, NULL), 0);
		db_env_close(&env);
	}
}

/* ---- the district in every text ---- */

static int
look_at_texts(struct tx *tx, void *arg)
{
	struct district_tables tables;
	int *wrong = arg;

	TRY(district_tables(tx, &tables));
	EXPECT(tables.n > 20);
	for (size_t i = 0; i < db_all_stmts_n; i++) {
		const struct db_stmt *st = db_all_stmts[i];
		const char *why = district_text_fault(tx->arena, &tables, st, tx->engine == DB_PG ? st->pg : st->sqlite);

		if (!why)
			continue;
		++*wrong;
		fprintf(stderr, "%s:%d: %s %s\n", st->file, st->line, st->name, why);
	}
	return 0;
}

static void
test_statements__keep_to_their_district(void **state)
{
	int wrong = 0;

	(void)state;
	for (enum db_engine engine = DB_SQLITE; engine <= DB_PG; engine++) {
		struct db_env env;

		if (!db_env_has(engine))
			continue;
		db_env_open_migrated(&env, engine);
		assert_int_equal(db_read_now(env.db, &A, look_at_texts, &wrong), 0);
		db_env_close(&env);
	}
	assert_int_equal(wrong, 0);
}

static void
test_statements__that_leave_their_district_are_found(void **state)
{
	static const char *const bad[] = {
		"SELECT id FROM matter WHERE id = $2",
		"SELECT m.id FROM desk d JOIN matter m ON m.id = d.matter WHERE d.district = $1",
		"SELECT m.id FROM desk d JOIN matter m ON m.district = d.district AND m.id = d.matter WHERE d.district = $1",
		"SELECT m.id FROM matter m WHERE m.district = $1 AND NOT EXISTS (SELECT 1 FROM desk d WHERE d.matter = m.id)",
		"UPDATE matter SET title = '' WHERE id = $2",
		"SELECT m.id FROM matter, desk WHERE matter.district = $1",
		"SELECT id FROM matter WHERE title = 'district = $1'",
	};
	struct str names[] = {S("matter"), S("desk")};
	const struct district_tables tables = {names, 2};
	struct db_stmt st = {.name = "bad", .params = "ii", .reach = STMT_DISTRICT};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!district_text_fault(&A, &tables, &st, bad[i]))
			fail_msg("%s was taken", bad[i]);
	assert_null(district_text_fault(&A, &tables, &st, "SELECT id FROM matter WHERE district = $1 AND id = $2"));
	st.reach = STMT_SHARED;
	assert_non_null(district_text_fault(&A, &tables, &st, "SELECT id FROM matter WHERE district = $1 AND id = $2"));
	assert_null(district_text_fault(&A, &tables, &st, "SELECT id FROM division WHERE id = $1"));
	st.reach = STMT_CITY;
	assert_null(district_text_fault(&A, &tables, &st, bad[0]));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_plans__are_as_kept),
	cmocka_unit_test(test_plans__say_why_they_walk),
	cmocka_unit_test(test_plans__know_a_walk),
	cmocka_unit_test(test_statements__keep_to_their_district),
	cmocka_unit_test(test_statements__that_leave_their_district_are_found),
};

static bool
write_one(size_t first)
{
	struct str now = plans_of(first);
	FILE *f = fopen(path_of(first), "w");
	bool ok = f && fwrite(now.p, 1, now.n, f) == now.n;

	if (f && fclose(f) != 0)
		ok = false;
	if (!ok)
		perror(path_of(first));
	return ok;
}

static int
accept_all(void)
{
	bool ok = true;

	if (!has_pg)
		fputs("plans_test: LINLI_TEST_PG names no PostgreSQL\n", stderr);
	for (size_t i = 0; has_pg && i < db_all_stmts_n; i++)
		if (is_first(i))
			ok &= write_one(i);
	return !ok || !has_pg;
}

int
main(int argc, char **argv)
{
	int failed;

	if (argc < 2 || argc > 3 || (argc == 3 && strcmp(argv[2], "accept") != 0)) {
		fputs("usage: plans_test ROOT [accept]\n", stderr);
		return 2;
	}
	root = argv[1];
	arena_init(&A);
	if (argc == 3) {
		setup(NULL);
		failed = accept_all();
	} else {
		failed = cmocka_run_group_tests(tests, setup, NULL);
	}
	arena_release(&A);
	return failed != 0;
}
