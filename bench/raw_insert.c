/* raw_insert.c: how many appeals a second SQLite takes from one C loop: the rows of one filed appeal, by the program's own statements, so
 * many appeals a commit, synchronous=FULL. The yardstick for HTTP to fsync.
 *
 *   raw_insert DATABASE APPEALS PER-COMMIT     prints appeals a second
 *
 * The rows are copies of those that the newest appeal has which was filed and not moved since: whatever filing writes, this writes, and no
 * column is named here but those that must differ. DATABASE holds such an appeal. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/stmt.h"
#include "lib/text.h"

enum { ROWS_MAX = 16 };

static sqlite3 *db;

static int
must(int rc)
{
	if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW)
		return rc;
	fprintf(stderr, "raw_insert: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static void
give_up(const char *what)
{
	fprintf(stderr, "raw_insert: %s\n", what);
	exit(1);
}

static const struct db_stmt *
find(const char *name)
{
	for (size_t i = 0; i < db_all_stmts_n; i++)
		if (strcmp(db_all_stmts[i]->name, name) == 0)
			return db_all_stmts[i];
	give_up(name);
	return NULL;
}

static sqlite3_stmt *
prepare(const char *text)
{
	sqlite3_stmt *s;

	must(sqlite3_prepare_v3(db, text, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL));
	return s;
}

static void
run(sqlite3_stmt *s)
{
	while (must(sqlite3_step(s)) == SQLITE_ROW)
		;
	must(sqlite3_reset(s));
}

/* An inserting statement and the rows that it wrote for the template. Each column stands at the parameter of its place in VALUES. */
struct copies {
	sqlite3_stmt *insert;
	size_t columns, n;
	int id_at, matter_at, code_at; /* parameters that must differ; 0 = none */
	int at[STMT_MAX_PARAMS];
	sqlite3_value *cell[ROWS_MAX][STMT_MAX_PARAMS];
};

/* "INSERT INTO desk (district, desk, …) VALUES ($1, $2, …)": reads the rows that a condition finds, under those columns. */
static void
copy(struct copies *c, const char *name, const char *where, const char *matter)
{
	const char *text = find(name)->sqlite, *open = strchr(text, '('), *close = strchr(open, ')'), *values = strchr(close, '(');
	char columns[2000], table[64], query[3000], param[8];
	sqlite3_stmt *s;

	*c = (struct copies){.insert = prepare(text)};
	snprintf(columns, sizeof columns, "%.*s", (int)(close - open - 1), open + 1);
	sscanf(text, "INSERT INTO %63s", table);
	snprintf(query, sizeof query, "SELECT %s FROM %s WHERE %s", columns, table, where);
	for (char *rest = columns, *column; (column = strtok_r(rest, ", ", &rest)); c->columns++) {
		long n = strtol(strchr(values, '$') + 1, NULL, 10);

		values = strchr(values, '$') + 1;
		snprintf(param, sizeof param, "$%ld", n);
		c->at[c->columns] = sqlite3_bind_parameter_index(c->insert, param);
		if (strcmp(column, matter) == 0)
			c->matter_at = c->at[c->columns];
		else if (strcmp(column, "id") == 0 && strcmp(matter, "subject") == 0)
			c->id_at = c->at[c->columns];
		else if (strcmp(column, "code") == 0)
			c->code_at = c->at[c->columns];
	}
	s = prepare(query);
	for (; must(sqlite3_step(s)) == SQLITE_ROW && c->n < ROWS_MAX; c->n++)
		for (size_t i = 0; i < c->columns; i++)
			c->cell[c->n][i] = sqlite3_value_dup(sqlite3_column_value(s, (int)i));
	sqlite3_finalize(s);
	if (!c->n)
		give_up(name);
}

static void
insert(struct copies *c, int64_t id, const char *code)
{
	for (size_t row = 0; row < c->n; row++) {
		for (size_t i = 0; i < c->columns; i++)
			must(sqlite3_bind_value(c->insert, c->at[i], c->cell[row][i]));
		if (c->matter_at)
			must(sqlite3_bind_int64(c->insert, c->matter_at, id));
		if (c->id_at)
			must(sqlite3_bind_int64(c->insert, c->id_at, id_new()));
		if (c->code_at)
			must(sqlite3_bind_text(c->insert, c->code_at, code, -1, SQLITE_STATIC));
		run(c->insert);
	}
}

/* What a filed appeal is: its rows, the number of its code, and its words. */
struct filed {
	struct copies matter, appeal, due, desk, step, figure, count;
	sqlite3_stmt *number, *words;
	int64_t district;
	struct str tokens;
};

static void
read_template(struct filed *f, struct arena *a)
{
	sqlite3_stmt *s = prepare("SELECT m.district, m.id, m.community, a.class, m.filed_at, m.title, a.body, m.code, m.place_name FROM matter m"
				  " JOIN appeal a ON a.district = m.district AND a.id = m.id WHERE m.version = 1 ORDER BY m.id DESC LIMIT 1");
	char where[200];
	long long id, community, day;
	int64_t filed_at;

	if (must(sqlite3_step(s)) != SQLITE_ROW)
		give_up("no appeal was filed and not moved since: file one first");
	f->district = sqlite3_column_int64(s, 0);
	id = sqlite3_column_int64(s, 1);
	community = sqlite3_column_int64(s, 2);
	filed_at = sqlite3_column_int64(s, 4);
	day = clock_day(filed_at);
	f->tokens = text_tokens(a, str_fmt(a, "%s %s %s %s", sqlite3_column_text(s, 7), sqlite3_column_text(s, 5), sqlite3_column_text(s, 6),
					   sqlite3_column_text(s, 8)));
	snprintf(where, sizeof where, "id = %lld", id);
	copy(&f->matter, "matter_insert", where, "id");
	copy(&f->appeal, "appeal_insert", where, "id");
	snprintf(where, sizeof where, "matter = %lld", id);
	copy(&f->due, "due_insert", where, "matter");
	copy(&f->desk, "desk_insert", where, "matter");
	snprintf(where, sizeof where, "subject = %lld", id);
	copy(&f->step, "flow_insert", where, "subject");
	snprintf(where, sizeof where, "place IN (%lld, district) AND class = %lld AND start IN (%lld, %lld)", community,
		 (long long)sqlite3_column_int64(s, 3), day - (day + 3) % 7, day - clock_civil(filed_at).day + 1);
	copy(&f->figure, "appeal_figure_add", where, "");
	snprintf(where, sizeof where, "kind = 1 AND community = %lld", community);
	copy(&f->count, "matter_count_add", where, "");
	f->number = prepare(find("matter_number_next")->sqlite);
	f->words = prepare(find("matter_find_put")->sqlite);
	must(sqlite3_bind_int64(f->number, 1, f->district));
	must(sqlite3_bind_text(f->number, 2, "RAW-0001", -1, SQLITE_STATIC));
	must(sqlite3_bind_int64(f->words, sqlite3_bind_parameter_index(f->words, "$1"), f->district));
	must(sqlite3_bind_text(f->words, sqlite3_bind_parameter_index(f->words, "$3"), f->tokens.p, (int)f->tokens.n, SQLITE_STATIC));
	sqlite3_finalize(s);
}

static void
file_one(struct filed *f)
{
	int64_t id = id_new();
	char code[40];

	snprintf(code, sizeof code, "RAW-%lld", (long long)id);
	run(f->number);
	insert(&f->matter, id, code);
	insert(&f->due, id, code);
	insert(&f->count, id, code);
	insert(&f->desk, id, code);
	insert(&f->step, id, code);
	insert(&f->appeal, id, code);
	insert(&f->figure, id, code);
	must(sqlite3_bind_int64(f->words, sqlite3_bind_parameter_index(f->words, "$2"), id));
	run(f->words);
}

static void
pragma(const char *text)
{
	must(sqlite3_exec(db, text, NULL, NULL, NULL));
}

int
main(int argc, char **argv)
{
	static struct filed f;
	int64_t appeals, per_commit, started;
	struct arena a;

	if (argc != 4 || !str_int(str_of(argv[2]), &appeals) || !str_int(str_of(argv[3]), &per_commit) || per_commit < 1) {
		fprintf(stderr, "usage: raw_insert DATABASE APPEALS PER-COMMIT\n");
		return 2;
	}
	arena_init(&a);
	must(sqlite3_open(argv[1], &db));
	pragma("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16384; "
	       "PRAGMA temp_store=MEMORY");
	read_template(&f, &a);
	started = clock_tick_us();
	for (int64_t i = 0; i < appeals; i++) {
		if (i % per_commit == 0)
			pragma("BEGIN IMMEDIATE");
		file_one(&f);
		if (i % per_commit == per_commit - 1 || i == appeals - 1)
			pragma("COMMIT");
	}
	printf("%.0f\n", (double)appeals * 1e6 / (double)(clock_tick_us() - started));
	return 0;
}
