/* edits.c: rows changed by hand, kept or undone, and counted. */
#include "edits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include "db/driver.h"

#include <cmocka.h>

static int
run_script(struct tx *tx, void *arg)
{
	return db_script(tx, arg);
}

void
edit_rows(struct world *w, const char *sql)
{
	assert_int_equal(db_write_now(w->db, &w->arena, run_script, (void *)(uintptr_t)sql), 0);
}

struct question {
	struct db_stmt st;
	int64_t n;
};

static int
put_number(void *ctx, const struct db_val *cols)
{
	*(int64_t *)ctx = cols[0].i;
	return 0;
}

static int
ask(struct tx *tx, void *arg)
{
	struct question *q = arg;

	return db_run(tx, &q->st, NULL, put_number, &q->n, false, NULL);
}

int64_t
edit_number(struct world *w, const char *query)
{
	/* Connections know statements by their address: each question has one of its own as long as the world stands. */
	struct question *q = NEW(&w->arena, struct question);
	const char *text = str_fmt(&w->arena, "%s", query).p;

	q->st = (struct db_stmt){.name = "edit", .sqlite = text, .pg = text, .params = "", .cols = "i", .file = __FILE__, .line = __LINE__};
	q->n = -1;
	assert_int_equal(db_read_now(w->db, &w->arena, ask, q), 0);
	return q->n;
}

/* ---- edits that are undone ---- */

struct trial {
	struct world *w;
	const char *sql;
	edit_check *check;
	int broken;
};

static int
try_edit(struct tx *tx, void *arg)
{
	struct trial *t = arg;

	t->broken = 0;
	if (t->sql)
		TRY(db_script(tx, t->sql));
	TRY(t->check(t->w, tx, &t->broken));
	return E_AGAIN; /* undone */
}

int
edit_found(struct world *w, const char *sql, edit_check *check)
{
	struct trial t = {.w = w, .sql = sql, .check = check};

	assert_int_equal(db_write_now(w->db, &w->arena, try_edit, &t), E_AGAIN);
	return t.broken;
}

int
edits_wrong(struct world *w, const struct edit *edits, size_t n, edit_check *check)
{
	int wrong = 0;

	for (size_t i = 0; i < n; i++) {
		struct trial t = {.w = w, .sql = edits[i].sql, .check = check};
		int rc = db_write_now(w->db, &w->arena, try_edit, &t);

		if (rc == E_AGAIN && (t.broken > 0) == !edits[i].missed)
			continue;
		wrong++;
		print_message("%s: %s, %d broken\n", edits[i].name, err_line(rc), t.broken);
	}
	return wrong;
}

int
edit_count_line(void *ctx, struct str line)
{
	(void)line;
	(*(int *)ctx)++;
	return 0;
}
