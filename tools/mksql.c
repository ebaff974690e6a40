/* mksql.c: SQL statements with one header line each become typed C functions.
 *
 *   mksql --name X --schema DIR... --out DIR x.sql     writes DIR/X_row.h DIR/X_sql.h DIR/X_sql.c
 *   mksql --join --out FILE NAME...                    writes the table of all statements
 *
 * The migrations of the schema folders are applied to an empty SQLite database, every statement is
 * prepared there, and what SQLite says of parameters and columns must agree with the header line.
 * The first mistake is written as file:line: text and ends the program with status 1.
 *
 *   -- A comment becomes the comment of the function.
 *   --one appeal_get(id) -> appeal(id, place, title text, state)
 *   SELECT id, place, title, state FROM appeal WHERE district = $1 AND id = $2;
 *
 * Header:  --[shared |city ]KIND NAME(PARAMETERS) [-> ROW[(COLUMNS)]] [-- comment]
 *          A header with an open bracket goes on in the next line, after "--" and a blank.
 * KIND     one    no row: E_NOTFOUND         exec   gives the number of changed rows when asked
 *          many   all rows in the arena      exec1  E_STALE unless exactly one row was changed
 *          each   a callback for each row
 * reach    (none)  the first parameter is district, not written; the text says district = $1
 *          shared  only tables of all districts      city  across districts on purpose
 * types    (none) int64, text, bytes, real
 * ROW      a struct of the output; without columns, one that was declared above in the same file
 *
 * The text ends with ; at the end of a line. Where the engines differ by nature, a line --sqlite and
 * a line --pg each start one text of the statement.
 *
 * The house rules are in mksql_check.c and mksql_rules.c, the output in mksql_emit.c. */
#include "mksql.h"

#include <stdio.h>
#include <string.h>

#include "tool.h"

static int
usage(void)
{
	fputs("usage: mksql --name NAME --schema DIR... --out DIR FILE.sql\n"
	      "       mksql --join --out FILE NAME...\n",
	      stderr);
	return 2;
}

static sqlite3 *
database(const struct schema *s)
{
	sqlite3 *db;
	char *why;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK)
		die_at("mksql", 0, "cannot open a database: %s", sqlite3_errmsg(db));
	for (size_t i = 0; i < s->files_n; i++)
		if (sqlite3_exec(db, s->files[i].sqlite.p, NULL, NULL, &why) != SQLITE_OK)
			die_at(s->files[i].path, 0, "SQLite: %s", why);
	return db;
}

static int
join(int argc, char **argv)
{
	struct arena a;
	struct buf b;

	if (argc < 5 || strcmp(argv[2], "--out") != 0)
		return usage();
	arena_init(&a);
	buf_init(&b, &a);
	BUF_LIT(&b, "/* Made by mksql; do not edit. */\n");
	for (int i = 4; i < argc; i++)
		buf_fmt(&b, "#include \"gen/%s_sql.h\"\n", argv[i]);
	BUF_LIT(&b, "\nconst struct db_stmt *const db_all_stmts[] = {\n");
	for (int i = 4; i < argc; i++)
		buf_fmt(&b, "\t%s_STMTS\n", argv[i]);
	BUF_LIT(&b, "};\nconst size_t db_all_stmts_n = sizeof db_all_stmts / sizeof "
		    "db_all_stmts[0];\n");
	tool_write(argv[3], buf_done(&b));
	arena_release(&a);
	return 0;
}

/* The path from src/ on: the same in everybody's build. */
static struct str
said(const char *path)
{
	struct str s = str_of(path);
	size_t at = str_find(s, S("src/"));

	while (at == s.n && str_starts(s, S("../"))) {
		s = str_sub(s, 3, s.n);
		at = s.n;
	}
	return at == s.n ? s : str_sub(s, at, s.n);
}

int
main(int argc, char **argv)
{
	struct arena a;
	struct schema schema;
	struct sql_file f = {0};
	sqlite3 *db;
	int dirs = 4, out = 4;

	if (argc > 1 && strcmp(argv[1], "--join") == 0)
		return join(argc, argv);
	if (argc < 8 || strcmp(argv[1], "--name") != 0 || strcmp(argv[3], "--schema") != 0)
		return usage();
	while (out < argc && strcmp(argv[out], "--out") != 0)
		out++;
	if (out + 3 != argc)
		return usage();
	arena_init(&a);
	schema_load(&schema, &a, argv + dirs, (size_t)(out - dirs));
	db = database(&schema);
	f.path = argv[out + 2];
	f.said_path = said(f.path);
	mksql_parse(&f, &a);
	mksql_check(&f, &a, &schema, db);
	mksql_emit(&f, &a, str_of(argv[2]), argv[out + 1]);
	sqlite3_close(db);
	arena_release(&a);
	return 0;
}
