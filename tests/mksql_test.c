/* mksql_test.c: what mksql and mkschema write, and what they refuse.
 *
 *   mksql_test MKSQL MKSCHEMA TOOLS_TEST
 *
 * TOOLS_TEST is the folder tools/test. Each file under bad/ begins with "-- refused: " and a part
 * of what must be said about it; files under good/ stand beside what must come out. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/str.h"

extern char **environ;

static const char *mksql, *mkschema;
static char dir[] = "/tmp/linli-mksql-XXXXXX";
static struct arena arena;

static const char *
in_dir(const char *name)
{
	return str_fmt(&arena, "%s/%s", dir, name).p;
}

static struct str
read_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b;
	int c;

	if (!f)
		fail_msg("cannot read %s", path);
	buf_init(&b, &arena);
	while ((c = getc(f)) != EOF)
		buf_char(&b, (char)c);
	fclose(f);
	return buf_done(&b);
}

static void
write_file(const char *path, struct str text)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(text.p, 1, text.n, f), text.n);
	assert_int_equal(fclose(f), 0);
}

/* Runs a program; *ret_said is what it wrote to stderr. Returns its status. */
static int
run(char *const argv[], struct str *ret_said)
{
	posix_spawn_file_actions_t actions;
	const char *path = in_dir("said");
	int status;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, path,
					 O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_int_equal(posix_spawn(&pid, argv[0], &actions, NULL, argv, environ), 0);
	posix_spawn_file_actions_destroy(&actions);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	*ret_said = read_file(path);
	unlink(path);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define RUN(said, ...) run((char *const[]){__VA_ARGS__, NULL}, said)
#define ARG(text) (char *)(uintptr_t)(text)

static bool
there(const char *name)
{
	return access(in_dir(name), F_OK) == 0;
}

/* ---- what is refused ---- */

static int
refuse_sql(const char *file, struct str *ret_said)
{
	int status = RUN(ret_said, ARG(mksql), ARG("--name"), ARG("bad"), ARG("--words"),
			 ARG("mksql/good/street.h"), ARG("--schema"), ARG("mkschema/good"),
			 ARG("--out"), dir, ARG(file));

	return there("bad_row.h") || there("bad_sql.h") || there("bad_sql.c") ? -1 : status;
}

/* The file is called as the feature whose statements it has, or that and more after a _. */
static int
fence(const char *file, struct str *ret_said)
{
	struct str name = str_of(strrchr(file, '/') + 1);
	size_t end = str_find(name, S("_"));

	if (end == name.n)
		end = name.n - 4; /* .sql */
	return RUN(ret_said, ARG(mksql), ARG("--name"), ARG(str_z(&arena, str_sub(name, 0, end))),
		   ARG("--features"), ARG("mksql/fence/features.def"), ARG("--schema"),
		   ARG("mkschema/good"), ARG("mksql/fence/shop/schema"), ARG("mksql/fence/market/schema"),
		   ARG("--out"), dir, ARG(file));
}

static int
refuse_schema(const char *file, struct str *ret_said)
{
	const char *copy = in_dir("0001_bad.sql");
	int status;

	write_file(copy, read_file(file));
	status = RUN(ret_said, ARG(mkschema), ARG("--out"), ARG(in_dir("bad.c")), dir);
	unlink(copy);
	return there("bad.c") ? -1 : status;
}

static void
refuse_folder(const char *folder, int (*refuse)(const char *file, struct str *ret_said),
	      int at_least)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	int n = 0, wrong = 0;

	assert_non_null(d);
	while ((e = readdir(d))) {
		const char *path = str_fmt(&arena, "%s/%s", folder, e->d_name).p;
		struct str text, line, said;
		int status;

		if (!str_ends(str_of(path), S(".sql")))
			continue;
		text = read_file(path);
		assert_true(str_next(&text, '\n', &line) && str_starts(line, S("-- refused: ")));
		line = str_sub(line, sizeof "-- refused: " - 1, line.n);
		status = refuse(path, &said);
		n++;
		if (status == 1 && str_has(said, line) && str_has(said, S(".sql:")))
			continue;
		wrong++;
		fprintf(stderr, "%s: status %d, expected \"%.*s\", said: %.*s", path, status,
			STR(line), STR(said));
	}
	closedir(d);
	assert_true(n >= at_least);
	assert_int_equal(wrong, 0);
}

static void
test_mksql__refuses(void **state)
{
	(void)state;
	refuse_folder("mksql/bad", refuse_sql, 70);
}

static void
test_mksql__keeps_to_its_tables(void **state)
{
	struct str said;

	(void)state;
	refuse_folder("mksql/fence/bad", fence, 8);
	if (fence("mksql/fence/shop.sql", &said) != 0 || fence("mksql/fence/market.sql", &said) != 0)
		fail_msg("%.*s", STR(said));
	unlink(in_dir("shop_sql.h"));
	unlink(in_dir("shop_sql.c"));
	unlink(in_dir("market_sql.h"));
	unlink(in_dir("market_sql.c"));
}

static void
test_mkschema__refuses(void **state)
{
	(void)state;
	refuse_folder("mkschema/bad", refuse_schema, 34);
}

static const char table[] = "CREATE TABLE %s (district BIGINT NOT NULL, PRIMARY KEY (district));\n";

static void
refuse_names(const char *first, const char *second, const char *want)
{
	struct str said;

	write_file(in_dir(first), str_fmt(&arena, table, "a"));
	write_file(in_dir(second), str_fmt(&arena, table, "b"));
	assert_int_equal(RUN(&said, ARG(mkschema), ARG("--out"), ARG(in_dir("bad.c")), dir), 1);
	unlink(in_dir(first));
	unlink(in_dir(second));
	if (!str_has(said, str_of(want)))
		fail_msg("expected \"%s\", said: %.*s", want, STR(said));
	assert_false(there("bad.c"));
}

static void
test_mkschema__refuses_gaps_twins_and_odd_names(void **state)
{
	(void)state;
	refuse_names("0001_a.sql", "0003_b.sql", "number 0002 is missing");
	refuse_names("0002_a.sql", "0003_b.sql", "number 0001 is missing");
	refuse_names("0001_a.sql", "0001_b.sql", "is taken by");
	refuse_names("0001_a.sql", "2_b.sql", "NNNN_name.sql");
	refuse_names("0001_a.sql", "0002-b.sql", "NNNN_name.sql");
	refuse_names("0001_a.sql", "0002_.sql", "NNNN_name.sql");
	refuse_names("0001_a.sql", "0000_b.sql", "NNNN_name.sql");
	refuse_names("0001_a.sql", "x002_b.sql", "NNNN_name.sql");
}

static void
test_mksql__refuses_odd_arguments(void **state)
{
	struct str said;

	(void)state;
	assert_int_equal(RUN(&said, ARG(mksql)), 2);
	assert_int_equal(
		RUN(&said, ARG(mksql), ARG("--name"), ARG("x"), ARG("--schema"), dir, ARG("x.sql")),
		2);
	assert_int_equal(RUN(&said, ARG(mksql), ARG("--name"), ARG("x"), ARG("--schema"),
			     ARG("/nowhere"), ARG("--out"), dir, ARG("x.sql")),
			 1);
	assert_int_equal(RUN(&said, ARG(mkschema), ARG("--out"), ARG(in_dir("bad.c")), dir),
			 1); /* empty */
}

/* ---- what comes out ---- */

static void
same(const char *made, const char *golden)
{
	struct str a = read_file(in_dir(made)), b = read_file(golden);

	if (!str_eq(a, b))
		fail_msg("%s differs from %s; what was made:\n%.*s", made, golden, STR(a));
	unlink(in_dir(made));
}

static void
test_mksql__writes(void **state)
{
	struct str said;

	(void)state;
	if (RUN(&said, ARG(mksql), ARG("--rows"), ARG("--name"), ARG("street"), ARG("--out"), dir,
		ARG("mksql/good/street.sql")) != 0 ||
	    RUN(&said, ARG(mksql), ARG("--name"), ARG("street"), ARG("--words"),
		ARG("mksql/good/street.h"), ARG("--include"), ARG("street.h"), ARG("--schema"),
		ARG("mkschema/good"), ARG("--out"), dir, ARG("mksql/good/street.sql")) != 0)
		fail_msg("%.*s", STR(said));
	same("street_row.h", "mksql/good/gen/street_row.h");
	same("street_sql.h", "mksql/good/gen/street_sql.h");
	same("street_sql.c", "mksql/good/gen/street_sql.c");
}

static void
test_mksql__joins(void **state)
{
	struct str said;

	(void)state;
	assert_int_equal(RUN(&said, ARG(mksql), ARG("--join"), ARG("--out"), dir,
			     ARG("street"), ARG("db")),
			 0);
	same("all_stmts.c", "mksql/good/gen/all_stmts.c");
	same("stmt_numbers.h", "mksql/good/gen/stmt_numbers.h");
}

static void
test_mkschema__writes(void **state)
{
	struct str said;

	(void)state;
	if (RUN(&said, ARG(mkschema), ARG("--out"), ARG(in_dir("migrations.c")),
		ARG("mkschema/good")) != 0)
		fail_msg("%.*s", STR(said));
	same("migrations.c", "mkschema/good/migrations.c");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_mksql__refuses),
	cmocka_unit_test(test_mksql__keeps_to_its_tables),
	cmocka_unit_test(test_mkschema__refuses),
	cmocka_unit_test(test_mkschema__refuses_gaps_twins_and_odd_names),
	cmocka_unit_test(test_mksql__refuses_odd_arguments),
	cmocka_unit_test(test_mksql__writes),
	cmocka_unit_test(test_mksql__joins),
	cmocka_unit_test(test_mkschema__writes),
};

int
main(int argc, char **argv)
{
	int failed;

	if (argc != 4) {
		fputs("usage: mksql_test MKSQL MKSCHEMA TOOLS_TEST\n", stderr);
		return 2;
	}
	mksql = realpath(argv[1], NULL);
	mkschema = realpath(argv[2], NULL);
	if (!mksql || !mkschema || !mkdtemp(dir) || chdir(argv[3]) != 0) {
		perror("mksql_test");
		return 2;
	}
	arena_init(&arena);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(dir);
	arena_release(&arena);
	free((void *)(uintptr_t)mksql);
	free((void *)(uintptr_t)mkschema);
	return failed != 0;
}
