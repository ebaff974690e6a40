/* mktests.c: collects the suites of test files into the table that tests/runner.c runs.
 *
 *   mktests --out FILE.c TEST.c...      each TEST.c has one line SUITE(name), and is called name_test.c */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tool.h"

/* The name in the line SUITE(name). */
static struct str
suite_of(struct arena *a, const char *path)
{
	struct str rest = tool_read(a, path), line, name = S("");
	int number = 0;

	while (str_next(&rest, '\n', &line)) {
		number++;
		if (!str_starts(line, S("SUITE(")))
			continue;
		if (name.n)
			die_at(path, number, "a second SUITE: one file has one");
		name = str_sub(line, 6, str_find(line, S(")")) - 6);
	}
	if (!name.n)
		die_at(path, 0, "no line SUITE(name): see tests/suite.h");
	if (strcmp(str_fmt(a, "%.*s_test.c", STR(name)).p, tool_base(path)) != 0)
		die_at(path, 0, "its suite is called %.*s: the file is to be %.*s_test.c", STR(name), STR(name));
	return name;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(tool_base(*(char *const *)a), tool_base(*(char *const *)b));
}

int
main(int argc, char **argv)
{
	struct buf declared, table;
	struct arena a;

	if (argc < 4 || strcmp(argv[1], "--out") != 0) {
		fputs("usage: mktests --out FILE.c TEST.c...\n", stderr);
		return 2;
	}
	qsort(argv + 3, (size_t)argc - 3, sizeof *argv, by_name);
	arena_init(&a);
	buf_init(&declared, &a);
	buf_init(&table, &a);
	for (int i = 3; i < argc; i++) {
		struct str name = suite_of(&a, argv[i]);

		buf_fmt(&declared, "int suite_%.*s(void);\n", STR(name));
		buf_fmt(&table, "\t{\"%.*s\", suite_%.*s},\n", STR(name), STR(name));
	}
	tool_write(argv[2], str_fmt(&a,
				    "/* Made by mktests. */\n#include \"suite.h\"\n\n%.*s\nconst struct suite suites[] = {\n"
				    "%.*s};\nconst size_t suites_n = %d;\n",
				    STR(buf_done(&declared)), STR(buf_done(&table)), argc - 3));
	arena_release(&a);
	return 0;
}
