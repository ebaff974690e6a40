/* appeal_take.c: a table of cases taken in some rows at a time: how far it is, and what did not go in. */
#include "features/appeal/appeal_take.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "db/outbox.h"
#include "features/account/account.h"
#include "gen/appeal_sql.h"

enum { FORGET_MOST = 50 };
static const int resting[] = {IMPORT_STOPPED, IMPORT_OVER};

static struct str
say_chosen(struct arena *a, const int chosen[IMPORT_COLUMNS])
{
	struct buf b;

	buf_init(&b, a);
	for (int c = 0; c < IMPORT_COLUMNS; c++)
		buf_fmt(&b, c ? " %d" : "%d", chosen[c]);
	return buf_done(&b);
}

static void
read_chosen(const struct table_import *i, int ret[IMPORT_COLUMNS])
{
	struct str rest = i->chosen, word;

	for (int c = 0; c < IMPORT_COLUMNS; c++) {
		int64_t n = -1;

		ret[c] = str_next(&rest, ' ', &word) && str_int(word, &n) ? (int)n : -1;
	}
}

static int
promise(struct tx *tx, int64_t district, int64_t id)
{
	return outbox_put(tx, district, OUTBOX_TABLE, 0, id, S(""), S(""), S(""));
}

int
appeal_take_begin(struct tx *tx, const struct actor *who, const struct import_table *head, const int chosen[IMPORT_COLUMNS],
		  int64_t *ret_id)
{
	struct table_import have, i = {
		.id = id_new(),
		.person = who->person,
		.file = head->rows_file,
		.source = head->filename,
		.chosen = say_chosen(tx->arena, chosen),
		.rows_all = head->rows_all,
		.state = IMPORT_RUNNING,
		.changed_at = clock_now(),
	};
	int rc;

	TRY(appeal_import_may(tx, who));
	rc = sql_import_same(tx, who->district, i.file, i.chosen, IMPORT_RUNNING, &have);
	if (rc == 0)
		*ret_id = have.id;
	if (rc != E_NOTFOUND)
		return rc;
	TRY(sql_import_add(tx, who->district, &i));
	TRY(promise(tx, who->district, i.id));
	*ret_id = i.id;
	return 0;
}

int
appeal_take_get(struct tx *tx, const struct actor *who, int64_t id, struct table_import *ret)
{
	TRY(appeal_import_may(tx, who));
	return sql_import_get(tx, who->district, id, ret);
}

int
appeal_take_list(struct tx *tx, const struct actor *who, struct table_import_list *ret)
{
	TRY(appeal_import_may(tx, who));
	return sql_import_newest(tx, who->district, IMPORT_LISTED, ret);
}

int
appeal_take_refused(struct tx *tx, int64_t district, int64_t id, int64_t after, int64_t limit, struct import_refused_list *ret)
{
	return sql_import_refused(tx, district, id, after, limit, ret);
}

bool
appeal_take_stuck(const struct table_import *i)
{
	return i->state == IMPORT_RUNNING && clock_now() - i->changed_at >= IMPORT_STUCK_S;
}

int
appeal_take_stop(struct tx *tx, const struct actor *who, int64_t id)
{
	struct table_import i;

	TRY(appeal_take_get(tx, who, id, &i));
	if (i.state != IMPORT_RUNNING)
		return 0;
	return sql_import_turn(tx, who->district, id, IMPORT_RUNNING, IMPORT_STOPPED, S(""), clock_now());
}

/* Who goes on with it need not be who began: its rows stay that person's, whose right is asked at each turn. */
int
appeal_take_go_on(struct tx *tx, const struct actor *who, int64_t id)
{
	struct table_import i;

	TRY(appeal_take_get(tx, who, id, &i));
	if (i.state == IMPORT_OVER || (i.state == IMPORT_RUNNING && !appeal_take_stuck(&i)))
		return 0;
	TRY(sql_import_turn(tx, who->district, id, i.state, IMPORT_RUNNING, S(""), clock_now()));
	return promise(tx, who->district, id);
}

/* ---- rows ---- */

/* One row into a case; why it is refused, "" = it is not. */
static int
take_row(struct tx *tx, const struct actor *who, const struct table_import *i, const struct import_table *t, const int chosen[IMPORT_COLUMNS],
	 struct import_step *step, struct str *ret_why)
{
	const struct import_row *row = &t->v[step->rows_done];
	struct str cell[IMPORT_COLUMNS];
	bool again;
	int rc;

	*ret_why = row->error;
	if (row->error.n)
		return 0;
	import_cells(t, chosen, row, cell);
	rc = appeal_import_row(tx, who, i->source, cell, &again);
	if (rc == E_INVALID) {
		*ret_why = str_of(tx->fault.text ? tx->fault.text : err_text(E_INVALID));
		tx->fault = (struct fault){0};
		return 0;
	}
	TRY(rc);
	step->known += again;
	step->fresh += !again;
	return 0;
}

static int
refuse_row(struct tx *tx, int64_t district, int64_t id, const struct import_table *t, struct import_step *step, struct str why)
{
	step->refused++;
	return sql_import_refuse(tx, district, id, t->v[step->rows_done].line, step->rows_done, why);
}

/* Who may no longer import does so no longer. */
static int
who_takes(struct tx *tx, int64_t district, const struct table_import *i, struct actor *ret, struct import_step *step)
{
	struct person p;
	int rc = account_get(tx, district, i->person, &p);

	if (rc == 0)
		rc = p.state == PERSON_ACTIVE ? account_actor(tx, district, i->person, ret) : E_DENIED;
	if (rc == 0)
		rc = appeal_import_may(tx, ret);
	if (rc != E_NOTFOUND && rc != E_DENIED)
		return rc;
	step->state = IMPORT_STOPPED;
	step->why = S(N_("开始导入的人现在没有导入的权限了，请换人重新导入"));
	return 0;
}

/* 1: it is at work and t is its table. */
static int
look(struct tx *tx, int64_t district, int64_t id, const struct import_table *t, struct table_import *ret, struct import_step *ret_step)
{
	TRY(sql_import_get(tx, district, id, ret));
	*ret_step = (struct import_step){ret->rows_done, ret->fresh, ret->known, ret->refused, ret->state, S(""), clock_now()};
	return ret->state == IMPORT_RUNNING && ret->rows_done < (int64_t)t->n;
}

static int
write_step(struct tx *tx, int64_t district, const struct table_import *i, const struct import_table *t, struct import_step *step, bool *ret_more)
{
	if (step->rows_done >= (int64_t)t->n)
		step->state = IMPORT_OVER;
	*ret_more = step->state == IMPORT_RUNNING;
	return sql_import_go_on(tx, district, i->id, i->rows_done, IMPORT_RUNNING, step);
}

int
appeal_take_rows(struct tx *tx, int64_t district, int64_t id, const struct import_table *t, int most, bool *ret_more)
{
	struct import_step step;
	struct table_import i;
	struct actor who = {0};
	struct str why;
	int chosen[IMPORT_COLUMNS], at_work = look(tx, district, id, t, &i, &step);

	*ret_more = false;
	if (at_work <= 0)
		return at_work;
	read_chosen(&i, chosen);
	TRY(who_takes(tx, district, &i, &who, &step));
	for (int k = 0; k < most && step.state == IMPORT_RUNNING && step.rows_done < (int64_t)t->n; k++) {
		TRY(take_row(tx, &who, &i, t, chosen, &step, &why));
		if (why.n)
			TRY(refuse_row(tx, district, id, t, &step, why));
		step.rows_done++;
	}
	return write_step(tx, district, &i, t, &step, ret_more);
}

int
appeal_take_skip(struct tx *tx, int64_t district, int64_t id, const struct import_table *t, int err, bool *ret_more)
{
	struct import_step step;
	struct table_import i;
	int at_work = look(tx, district, id, t, &i, &step);

	*ret_more = false;
	if (at_work <= 0)
		return at_work;
	TRY(refuse_row(tx, district, id, t, &step, str_of(err_text(err))));
	step.rows_done++;
	return write_step(tx, district, &i, t, &step, ret_more);
}

int
appeal_take_gone(struct tx *tx, int64_t district, int64_t id)
{
	return sql_import_turn(tx, district, id, IMPORT_RUNNING, IMPORT_STOPPED, S(N_("表格已经不在了，请重新选一次：收过的不会重复")),
			       clock_now());
}

/* ---- later ---- */

int
appeal_take_forget(struct tx *tx, int64_t district)
{
	int64_t before = clock_now() - (int64_t)IMPORT_KEEP_DAYS * 86400;

	for (size_t s = 0; s < sizeof resting / sizeof *resting; s++) {
		struct import_number_list old;

		TRY(sql_import_old(tx, district, resting[s], before, FORGET_MOST, &old));
		for (size_t i = 0; i < old.n; i++) {
			TRY(sql_import_forget_refused(tx, district, old.v[i].id, NULL));
			TRY(sql_import_forget(tx, district, old.v[i].id, NULL));
		}
	}
	return 0;
}

struct naming {
	int (*name)(void *ctx, struct str digest);
	void *ctx;
};

static int
name_table(void *ctx, const struct import_file *row)
{
	struct naming *n = ctx;

	return n->name(n->ctx, row->file);
}

int
appeal_take_files(struct tx *tx, int (*name)(void *ctx, struct str digest), void *ctx)
{
	struct naming n = {name, ctx};

	return sql_import_files(tx, name_table, &n);
}
