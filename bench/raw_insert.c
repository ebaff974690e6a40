/* raw_insert.c: how many appeals a second SQLite takes from one C loop: the rows of one filed appeal, by the
 * program's own statements, so many appeals a commit, synchronous=FULL. The yardstick for HTTP to fsync.
 *
 *   raw_insert DATABASE APPEALS PER-COMMIT     prints appeals a second
 *
 * DATABASE is one that `linli demo` made. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/stmt.h"

static sqlite3 *db;

static void
must(int rc)
{
	if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW)
		return;
	fprintf(stderr, "raw_insert: %s\n", sqlite3_errmsg(db));
	exit(1);
}

struct prepared {
	const struct db_stmt *st;
	sqlite3_stmt *sql;
	int at[STMT_MAX_PARAMS]; /* place of $n */
};

static struct prepared
prepare(const char *name)
{
	struct prepared p = {0};
	char param[8];

	for (size_t i = 0; i < db_all_stmts_n; i++)
		if (strcmp(db_all_stmts[i]->name, name) == 0)
			p.st = db_all_stmts[i];
	if (!p.st) {
		fprintf(stderr, "raw_insert: no statement %s\n", name);
		exit(1);
	}
	must(sqlite3_prepare_v3(db, p.st->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &p.sql, NULL));
	for (size_t i = 0; i < strlen(p.st->params); i++) {
		snprintf(param, sizeof param, "$%zu", i + 1);
		p.at[i] = sqlite3_bind_parameter_index(p.sql, param);
	}
	return p;
}

/* Numbers come from n in order, texts from t in order, as the statement's parameters say. */
static void
run(struct prepared *p, const int64_t *n, const char *const *t)
{
	for (size_t i = 0; p->st->params[i]; i++)
		must(p->st->params[i] == 'i' ? sqlite3_bind_int64(p->sql, p->at[i], *n++)
					     : sqlite3_bind_text(p->sql, p->at[i], *t,
								 (int)strlen(*t), SQLITE_STATIC));
	/* One text serves all text parameters but the named ones below. */
	while (sqlite3_step(p->sql) == SQLITE_ROW)
		;
	must(sqlite3_reset(p->sql));
}

static void
pragma(const char *text)
{
	must(sqlite3_exec(db, text, NULL, NULL, NULL));
}

int
main(int argc, char **argv)
{
	static const char *const words = "二单 单元 元一 一楼 楼道 道灯 灯坏 坏了 了快 快一 一周 "
					 "晚上 上下 下楼 看不 不清 清台 台阶";
	int64_t appeals, per_commit, district = 990106, started;
	struct prepared number, insert, find, day, step;

	if (argc != 4 || !str_int(str_of(argv[2]), &appeals) ||
	    !str_int(str_of(argv[3]), &per_commit) || per_commit < 1) {
		fprintf(stderr, "usage: raw_insert DATABASE APPEALS PER-COMMIT\n");
		return 2;
	}
	must(sqlite3_open(argv[1], &db));
	pragma("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA "
	       "cache_size=-16384; PRAGMA temp_store=MEMORY");
	number = prepare("appeal_number_next");
	insert = prepare("appeal_insert");
	find = prepare("matter_find_put");
	day = prepare("appeal_day_add");
	step = prepare("flow_insert");
	started = clock_tick_us();
	for (int64_t i = 0; i < appeals; i++) {
		int64_t id = id_new(), now = clock_now(), n[40];
		char code[40];
		const char *t[16];

		if (i % per_commit == 0)
			pragma("BEGIN IMMEDIATE");
		for (size_t k = 0; k < 16; k++)
			t[k] = "2单元一楼楼道灯坏了快一周，晚上老人上下楼看不清台阶。";
		for (size_t k = 0; k < 40; k++)
			n[k] = now;
		n[0] = district;
		t[0] = "RAW-0001";
		run(&number, n, t);
		snprintf(code, sizeof code, "RAW-%lld", (long long)id);
		t[0] = code;
		t[1] = "";
		t[2] = "";
		n[1] = id;
		run(&insert, n, t);
		t[0] = words;
		run(&find, n, t);
		for (size_t k = 4; k < 40; k++)
			n[k] = 1;
		n[1] = n[2] = 1;
		n[3] = now / 86400;
		run(&day, n, t);
		n[1] = id;
		n[2] = 1;
		n[3] = id;
		n[4] = 1;
		run(&step, n, t);
		if (i % per_commit == per_commit - 1 || i == appeals - 1)
			pragma("COMMIT");
	}
	printf("%.0f\n", (double)appeals * 1e6 / (double)(clock_tick_us() - started));
	return 0;
}
