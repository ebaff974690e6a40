/* mksql.c: SQL statements with one header line each become typed C functions.
 *
 *   mksql --rows --name X --out DIR x.sql              writes DIR/X_row.h
 *   mksql --name X [--words FILE] [--include HEADER]... [--features FILE] [--old] --schema DIR... --out DIR x.sql
 *                                                      writes DIR/X_sql.h DIR/X_sql.c
 *   mksql --join --out DIR NAME...                     writes DIR/all_stmts.c DIR/stmt_numbers.h
 *
 * The migrations of the schema folders are applied to an empty SQLite database, every statement is
 * prepared there, and what SQLite says of parameters and columns must agree with the header line.
 * The first mistake is written as file:line: text and ends the program with status 1.
 *
 *   -- A comment becomes the comment of the struct or the function.
 *   --cols appeal_new(id, place, title text)
 *   --cols appeal({appeal_new}, state)
 *   --one appeal_get(id) -> appeal
 *   SELECT {a.appeal} FROM appeal a WHERE a.district = $district AND a.id = $id;
 *   --exec1 appeal_insert(*appeal_new)
 *   INSERT INTO appeal (district, {appeal_new}, state) VALUES ($district, {*appeal_new}, {APPEAL_FILED});
 *
 * Header:  --[shared |city ]KIND NAME(PARAMETERS) [-> ROW[(COLUMNS)]] [-- comment]
 *          --cols ROW(COLUMNS) [-- comment]
 *          A header with an open bracket goes on in the next line, after "--" and a blank.
 * KIND     one    no row: E_NOTFOUND         exec   gives the number of changed rows when asked
 *          many   all rows in the arena      exec1  E_STALE unless exactly one row was changed
 *          each   a callback for each row
 * reach    (none)  the first parameter is district, not written; the text says district = $district
 *          shared  only tables of all districts      city  across districts on purpose
 *         each table of a district that it names says so for itself, in joins and subqueries too
 * types    (none) int64, text, bytes, real
 * ROW      a struct of the output; without columns, one that was declared above in the same file.
 *          {other} among its columns: those of a row that was declared above stand here
 * *ROW     among the parameters, once: the function takes const struct ROW *row, and the columns of it
 *          that the text names are parameters of the statement. No function has more than eight
 *          arguments
 *
 * --walks: REASON above a header says why the statement may go over a whole table, a whole index or all
 * rows of a district. Without it tests/plans_test.c refuses one that does.
 *
 * In a text
 *   $name          a parameter, or a column of the row that the statement takes
 *   {row}          its columns: a, b, c         {x.row}   x.a, x.b, x.c
 *   {*row}         $a, $b, $c: every column is a parameter
 *   {row=}         a = $a, b = $b, c = $c, but not district, which never changes
 *   {APPEAL_FILED} the number of an enumerator of the headers, of which --words is the preprocessed
 *                  text; X_sql.c includes the headers and asserts each number that was used
 *
 * The text ends with ; at the end of a line. Where the engines differ by nature, a line --sqlite and
 * a line --pg each start one text of the statement.
 *
 * Whose a table is, the folder above its schema folder says. With --features, a statement that writes
 * another's table is refused, and one that reads a table of a feature which that file does not name as
 * used, directly or through those it uses. Everybody may read the kit's and the outbox's; the kit and
 * db read only their own.
 *
 * --old takes a file as it was written before parameters had names: $1, $2 …
 *
 * What is declared is read in mksql_parse.c, {…} and $name in mksql_expand.c; the house rules are in
 * mksql_check.c and mksql_rules.c, the output in mksql_emit.c. */
#include "mksql_in.h"

#include <stdio.h>
#include <string.h>

#include "tool.h"

static int
usage(void)
{
	fputs("usage: mksql --rows --name NAME --out DIR FILE.sql\n"
	      "       mksql --name NAME [--words FILE] [--include HEADER]... [--old] [--features FILE] "
	      "--schema DIR... "
	      "--out DIR FILE.sql\n"
	      "       mksql --join --out DIR NAME...\n",
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

/* The table of all statements. */
static struct str
all_stmts(struct arena *a, char *const *names, int n)
{
	struct buf b;

	buf_init(&b, a);
	BUF_LIT(&b, "/* Made by mksql; do not edit. */\n");
	for (int i = 0; i < n; i++)
		buf_fmt(&b, "#include \"gen/%s_sql.h\"\n", names[i]);
	BUF_LIT(&b, "\nconst struct db_stmt *const db_all_stmts[] = {\n");
	for (int i = 0; i < n; i++)
		buf_fmt(&b, "\t%s_STMTS\n", names[i]);
	BUF_LIT(&b, "};\nconst size_t db_all_stmts_n = sizeof db_all_stmts / sizeof "
		    "db_all_stmts[0];\n"
		    "_Static_assert(sizeof db_all_stmts / sizeof db_all_stmts[0] < STMTS_MAX, "
		    "\"more statements\");\n");
	return buf_done(&b);
}

/* Where the numbers of each file's statements begin. */
static struct str
numbers(struct arena *a, char *const *names, int n)
{
	struct buf b;

	buf_init(&b, a);
	BUF_LIT(&b, "/* Made by mksql; do not edit. */\n#ifndef LINLI_GEN_STMT_NUMBERS_H\n"
		    "#define LINLI_GEN_STMT_NUMBERS_H\n\n");
	for (int i = 0; i < n; i++)
		buf_fmt(&b, "#include \"gen/%s_sql.h\"\n", names[i]);
	BUF_LIT(&b, "\nenum {\n");
	for (int i = 0; i < n; i++)
		if (i)
			buf_fmt(&b, "\t%s_STMTS_FIRST = %s_STMTS_FIRST + %s_STMTS_N,\n", names[i],
				names[i - 1], names[i - 1]);
		else
			buf_fmt(&b, "\t%s_STMTS_FIRST = 1,\n", names[i]);
	BUF_LIT(&b, "};\n\n#endif\n");
	return buf_done(&b);
}

static int
join(int argc, char **argv)
{
	struct arena a;

	if (argc < 5 || strcmp(argv[2], "--out") != 0)
		return usage();
	arena_init(&a);
	tool_write(str_fmt(&a, "%s/all_stmts.c", argv[3]).p, all_stmts(&a, argv + 4, argc - 4));
	tool_write(str_fmt(&a, "%s/stmt_numbers.h", argv[3]).p, numbers(&a, argv + 4, argc - 4));
	arena_release(&a);
	return 0;
}

/* The path from src/ on: the same in everybody's build. */
static struct str
said(struct arena *a, const char *path)
{
	struct str s = str_of(path);
	size_t at = str_find(s, S("src/"));

	while (at == s.n && str_starts(s, S("../"))) {
		s = str_sub(s, 3, s.n);
		at = s.n;
	}
	s = at == s.n ? s : str_sub(s, at, s.n);
	if (!str_starts(s, S("src/gen/../")))
		return s;
	return str_fmt(a, "src/%.*s", STR(str_sub(s, sizeof "src/gen/../" - 1, s.n)));
}

/* What the command line says. */
struct call {
	bool rows;
	const char *name, *words, *out;
	char **dirs;
	size_t dirs_n;
	const char *features;
	struct sql_file f;
};

static bool
is(const char *arg, const char *word)
{
	return strcmp(arg, word) == 0;
}

/* The last argument is the file; each before it is an option and what follows it. */
static bool
read_call(struct call *c, struct arena *a, char **arg, char *const *last)
{
	c->f.includes = NEW_ARRAY(a, struct str, (size_t)(last - arg) + 1);
	for (; arg < last; arg++) {
		if (is(*arg, "--rows"))
			c->rows = true;
		else if (is(*arg, "--old"))
			c->f.old_style = true;
		else if (is(*arg, "--name"))
			c->name = *++arg;
		else if (is(*arg, "--features"))
			c->features = *++arg;
		else if (is(*arg, "--words"))
			c->words = *++arg;
		else if (is(*arg, "--out"))
			c->out = *++arg;
		else if (is(*arg, "--include"))
			c->f.includes[c->f.includes_n++] = str_of(*++arg);
		else if (is(*arg, "--schema"))
			for (c->dirs = arg + 1; arg + 1 < last && !str_starts(str_of(arg[1]), S("--")); arg++)
				c->dirs_n++;
		else
			return false;
	}
	c->f.path = *last;
	c->f.said_path = said(a, *last);
	return arg == last && c->name && c->out && (c->rows || c->dirs_n);
}

static void
statements(struct call *c, struct arena *a)
{
	struct schema schema;
	sqlite3 *db;

	schema_load(&schema, a, c->dirs, c->dirs_n);
	db = database(&schema);
	c->f.name = str_of(c->name);
	c->f.fenced = c->features;
	if (c->features)
		c->f.owners = mksql_owners(a, c->features);
	if (c->words)
		c->f.words = mksql_words(a, c->words);
	mksql_expand(&c->f, a);
	mksql_check(&c->f, a, &schema, db);
	mksql_emit(&c->f, a, str_of(c->name), c->out);
	sqlite3_close(db);
}

int
main(int argc, char **argv)
{
	struct arena a;
	struct call c = {0};

	if (argc > 1 && is(argv[1], "--join"))
		return join(argc, argv);
	arena_init(&a);
	if (argc < 2 || !read_call(&c, &a, argv + 1, argv + argc - 1)) {
		arena_release(&a);
		return usage();
	}
	mksql_parse(&c.f, &a);
	if (c.rows)
		mksql_emit_rows(&c.f, &a, str_of(c.name), c.out);
	else
		statements(&c, &a);
	arena_release(&a);
	return 0;
}
