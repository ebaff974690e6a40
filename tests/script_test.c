/* script_test.c: runs .http scripts, each in a world of its own.
 *
 *   script_test sqlite|pg DATA SCRIPT...      DATA: the folder of files to upload; format: script.h */
#include "base/slow.h"
#include "script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static enum db_engine engine;
static const char *data;

static char *
read_all(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *text = NULL;
	long n;

	if (!f)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && (n = ftell(f)) >= 0 && fseek(f, 0, SEEK_SET) == 0) {
		text = calloc(1, (size_t)n + 1);
		if (text && fread(text, 1, (size_t)n, f) != (size_t)n) {
			free(text);
			text = NULL;
		}
	}
	fclose(f);
	return text;
}

/* By lines: what cmocka prints itself is cut at a thousand bytes. */
static void
print_problem(const char *problem)
{
	struct str rest = str_of(problem), line;

	while (str_next(&rest, '\n', &line))
		if (line.n)
			fprintf(stderr, "# %.*s\n", STR(line));
}

/* A script goes on in the world that a file beside it holds, or in a new one: older.http in older.linli. */
static bool
open_world(struct world *w, const char *path)
{
	char backup[512];
	size_t n = strlen(path);

	snprintf(backup, sizeof backup, "%.*s.linli", (int)(n - strlen(".http")), path);
	return access(backup, R_OK) == 0 ? world_open_from(w, engine, backup) : world_open(w, engine);
}

static void
run_script(void **state)
{
	const char *path = *state;
	char *text = read_all(path), problem[16384] = "";
	struct script s = {.data = data};
	struct world w;
	bool ok;

	if (!text)
		fail_msg("%s cannot be read", path);
	ok = open_world(&w, path);
	s.w = &w;
	s.a = &w.arena;
	if (!ok)
		snprintf(problem, sizeof problem, "the world cannot be made");
	else if (!script_run(&s, path, str_of(text)))
		snprintf(problem, sizeof problem, "%.*s", STR(s.problem));
	world_close(&w);
	free(text);
	if (*problem) {
		print_problem(problem);
		fail();
	}
}

int
main(int argc, char **argv)
{
	struct CMUnitTest *tests = calloc((size_t)argc, sizeof *tests);
	size_t n = 0;
	int failed;

	slow_stop();
	if (argc < 4 || !tests) {
		fprintf(stderr, "usage: script_test sqlite|pg DATA SCRIPT...\n");
		return 2;
	}
	engine = strcmp(argv[1], "pg") == 0 ? DB_PG : DB_SQLITE;
	data = argv[2];
	if (!world_has(engine)) {
		fprintf(stderr, "script_test: LINLI_TEST_PG holds no URL\n");
		return 2;
	}
	for (int i = 3; i < argc; i++)
		tests[n++] = (struct CMUnitTest){.name = argv[i], .test_func = run_script, .initial_state = argv[i]};
	failed = _cmocka_run_group_tests(str_is(str_of(argv[1]), "pg") ? "scripts on PostgreSQL" : "scripts on SQLite", tests, n,
					 NULL, NULL);
	free(tests);
	return failed != 0;
}
