/* appeal_web_import.c: cases out of a table, in the browser: the table, which column is what, what became of the rows. Between the
 * steps the table lies in the file store, sealed, for people stand in it; a sealed cookie says which one it is. */
#include <string.h>

#include "base/clock.h"
#include "features/appeal/appeal_import.h"
#include "features/appeal/appeal_web.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/file.h"
#include "kit/gate.h"
#include "lib/secret.h"
#include "lib/sheet.h"
#include "ui/print.h"

enum { ROWS_MAX = 5000, LINES_A_TURN = 50, BAD_SHOWN = 100, LOOKED_AT = 20, SECONDS = 3600, YEAR = 365 * 86400, NAME_CHARS = 40, CELL_CHARS = 60 };
static const char table_cookie[] = "appeal-import", map_cookie[] = "appeal-columns", refused_cookie[] = "appeal-refused";

struct appeal_import_in {
	struct uploads file;
};
static const struct field import_fields[] = {
	FIELD(appeal_import_in, file, FIELD_FILES, .label = N_("表格（CSV、XLSX、JSON）"), .max = 1, .required = true,
	      .missing = N_("请选一个表格文件。")),
};
static const struct form import_form = FORM(appeal_import_in, import_fields);

/* Numbers of columns of the table, from 1; 0 = none. */
struct appeal_columns_in {
	int64_t id, title, text, time, item, place, spot, reply, reply_time, state, closed;
	bool set;
};
#define OURS(member, word) FIELD(appeal_columns_in, member, FIELD_INT, .label = word, .max = 200)
static const struct field column_fields[] = {
	OURS(id, N_("编号")),	       OURS(title, N_("标题")),     OURS(text, N_("内容")),	 OURS(time, N_("时间")),
	OURS(item, N_("事项")),      OURS(place, N_("地点")),     OURS(spot, N_("具体位置")), OURS(reply, N_("答复")),
	OURS(reply_time, N_("答复时间")), OURS(state, N_("进展")), OURS(closed, N_("办结时间")),
	FIELD(appeal_columns_in, set, FIELD_BOOL, .label = N_("选过了")),
};
static const struct form columns_form = FORM(appeal_columns_in, column_fields);

static const int64_t *
number_of(const struct appeal_columns_in *in, int c)
{
	const int64_t *const v[IMPORT_COLUMNS] = {
		[IMPORT_ID] = &in->id, [IMPORT_TITLE] = &in->title, [IMPORT_TEXT] = &in->text, [IMPORT_TIME] = &in->time,
		[IMPORT_ITEM] = &in->item, [IMPORT_PLACE] = &in->place, [IMPORT_SPOT] = &in->spot, [IMPORT_REPLY] = &in->reply,
		[IMPORT_REPLY_TIME] = &in->reply_time, [IMPORT_STATE] = &in->state, [IMPORT_CLOSED] = &in->closed,
	};

	return v[c];
}

/* ---- the table that waits ---- */

struct line {
	size_t number;
	struct str *cells;
	const char *error;
};
/* What was read, and what became of it. A transaction that is run again counts its lines again, so only what earlier ones did is
 * added up. */
struct taken {
	struct str digest, filename, others;
	struct str *names;
	size_t names_n, n;
	struct line *v;
	int map[IMPORT_COLUMNS];
	int64_t fresh, known, fresh_now, known_now;
	int turn;
};

static void
keep_line(struct arena *a, struct taken *t, const struct sheet_row *row)
{
	struct line *l = &t->v[t->n++];

	*l = (struct line){.number = row->line, .error = row->error, .cells = NEW_ARRAY(a, struct str, t->names_n)};
	for (size_t i = 0; i < t->names_n; i++) /* JSON names its cells anew in each row */
		l->cells[i] = row->error ? S("") : str_dup(a, sheet_cell(row, str_z(a, t->names[i])));
}

static void
keep_names(struct arena *a, struct taken *t, const struct sheet_row *row)
{
	t->names = NEW_ARRAY(a, struct str, row->n);
	t->names_n = row->n;
	for (size_t i = 0; i < row->n; i++)
		t->names[i] = str_dup(a, row->names[i]);
}

/* E_TOOBIG, E_MEDIA and others: it is no table that can be taken. */
static int
read_table(struct req *r, struct str bytes, struct taken *t)
{
	struct arena *a = &r->arena;
	struct sheet *sheet;
	struct sheet_row row;
	struct str why;
	int rc;

	TRY(sheet_open_bytes(bytes, t->filename, &sheet, a, &why));
	t->others = str_dup(a, sheet_others(sheet));
	t->v = NEW_ARRAY(a, struct line, ROWS_MAX);
	while ((rc = sheet_next(sheet, &row)) == 0 && t->n < ROWS_MAX) {
		if (!t->names)
			keep_names(a, t, &row);
		keep_line(a, t, &row);
	}
	sheet_close(sheet);
	if (rc == 0)
		return E_TOOBIG;
	return rc != E_NOTFOUND ? rc : t->n ? 0 : E_INVALID;
}

static int
read_waiting(struct req *r, struct taken *t)
{
	struct str sealed, bytes, rest;
	int rc;

	if (!gate_unseal(r, table_cookie, &rest) || !str_next(&rest, '\n', &t->digest))
		return E_EXPIRED;
	t->filename = rest;
	rc = file_get(r->app->files, &r->arena, t->digest, &sealed);
	if (rc < 0)
		return rc == E_NOTFOUND ? E_EXPIRED : rc;
	TRY(secret_open(&r->arena, sealed, &bytes));
	return read_table(r, bytes, t);
}

/* ---- which column is what ---- */

/* As it was said last, by the names of columns; where none of them is there, as tables usually call them. */
static void
remembered(struct req *r, struct taken *t)
{
	struct str rest, name;
	int found[IMPORT_COLUMNS];
	bool any = false;

	appeal_import_find(t->names, t->names_n, t->map);
	if (!gate_unseal(r, map_cookie, &rest))
		return;
	for (int c = 0; c < IMPORT_COLUMNS; c++) {
		found[c] = -1;
		if (!str_next(&rest, '\n', &name))
			return;
		for (size_t i = 0; name.n && i < t->names_n && found[c] < 0; i++)
			if (str_eq(str_clip(t->names[i], NAME_CHARS), name))
				found[c] = (int)i;
		any |= found[c] >= 0;
		if (name.n && found[c] < 0) /* another kind of table */
			return;
	}
	if (any)
		memcpy(t->map, found, sizeof found);
}

static void
as_said(const struct appeal_columns_in *in, struct taken *t)
{
	for (int c = 0; c < IMPORT_COLUMNS; c++) {
		int64_t n = *number_of(in, c);

		t->map[c] = n > 0 && (uint64_t)n <= t->names_n ? (int)n - 1 : -1;
	}
}

static void
remember(struct req *r, const struct taken *t)
{
	struct buf b;

	buf_init(&b, &r->arena);
	for (int c = 0; c < IMPORT_COLUMNS; c++)
		buf_fmt(&b, "%.*s\n", STR(t->map[c] < 0 ? S("") : str_clip(t->names[t->map[c]], NAME_CHARS)));
	gate_seal(r, map_cookie, buf_done(&b), YEAR);
}

static void
cells_of(const struct taken *t, const struct line *l, struct str ret[IMPORT_COLUMNS])
{
	for (int c = 0; c < IMPORT_COLUMNS; c++)
		ret[c] = t->map[c] < 0 ? S("") : l->cells[t->map[c]];
}

/* ---- taking it in ---- */

static int
import_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("导入诉求"), .tab = "import"};
	struct appeal_import_page p = {.most = ROWS_MAX};

	TRY(appeal_import_may(r->tx, r->who));
	ui_form(r, &import_form);
	return reply_page(r, &page, appeal_import, &p);
}

static int
import_prepare(struct req *r)
{
	const struct upload *file = form_in(r, appeal_import_in)->file.v[0];
	struct taken *t = NEW(&r->arena, struct taken);
	int rc;

	LEAVE(&r->prepared, taken, t);
	t->filename = str_clip(str_valid(file->filename) && file->filename.n ? file->filename : S("table"), NAME_CHARS);
	rc = read_table(r, file->bytes, t);
	if (rc == E_TOOBIG)
		return form_fail(r, appeal_import_in, file, N_("行数太多，请分几次导入，或者用命令行导入。"));
	if (rc == E_INVALID)
		return form_fail(r, appeal_import_in, file, N_("表格是空的。第一行写列名，从第二行起一行一件诉求。"));
	if (rc < 0)
		return form_fail(r, appeal_import_in, file, sheet_advice(file->bytes, file->filename));
	return file_put(r->app->files, &r->arena, secret_seal(&r->arena, file->bytes), &t->digest);
}

static int
import_post(struct req *r)
{
	const struct taken *t = TAKE(&r->prepared, taken);

	TRY(appeal_import_may(r->tx, r->who));
	gate_seal(r, table_cookie, str_fmt(&r->arena, "%.*s\n%.*s", STR(t->digest), STR(t->filename)), SECONDS);
	return redirect(r, "/appeal/import/map");
}

/* ---- looking ---- */

static struct pick_list
picks_of(struct req *r, const struct taken *t, int chosen)
{
	struct pick_list list = {NEW_ARRAY(&r->arena, struct pick, t->names_n), 0};

	for (size_t i = 0; i < t->names_n; i++) {
		struct str number = str_number(&r->arena, (int64_t)i + 1);

		list.v[list.n++] = (struct pick){
			.value = number,
			.label = t->names[i].n ? str_clip(t->names[i], CELL_CHARS) : number,
			.chosen = (int)i == chosen,
		};
	}
	return list;
}

/* The choices, and of those that were made the heads of the table; what it becomes is shown of all. */
static void
show_columns(struct req *r, const struct taken *t, struct appeal_import_page *p)
{
	p->columns = (struct appeal_import_column_list){NEW_ARRAY(&r->arena, struct appeal_import_column, IMPORT_COLUMNS), 0};
	p->heads = (struct appeal_import_column_list){NEW_ARRAY(&r->arena, struct appeal_import_column, IMPORT_COLUMNS), 0};
	for (int c = 0; c < IMPORT_COLUMNS; c++) {
		struct appeal_import_column column = {
			.name = str_of(appeal_import_names[c]),
			.label = column_fields[c].label,
			.number = t->map[c] + 1,
			.picks = picks_of(r, t, t->map[c]),
			.column = c,
		};

		p->columns.v[p->columns.n++] = column;
		if (t->map[c] >= 0 || c == IMPORT_PLACE || c == IMPORT_STATE)
			p->heads.v[p->heads.n++] = column;
	}
}

static int
show_row(struct req *r, const struct taken *t, const struct line *l, struct appeal_import_page *p, struct appeal_import_row *ret)
{
	struct str cell[IMPORT_COLUMNS];
	struct appeal_import_said said = {0};
	const char *error = l->error, *field = NULL;
	int rc = 0;

	cells_of(t, l, cell);
	if (!error)
		rc = appeal_import_say(r->tx, r->who, t->filename, cell, req_lang(r) == LANG_EN, &said);
	if (rc == E_INVALID) {
		error = r->tx->fault.text;
		field = r->tx->fault.field;
		r->tx->fault = (struct fault){0};
	} else {
		TRY(rc);
	}
	*ret = (struct appeal_import_row){.line = (int64_t)l->number};
	ret->cells = (struct appeal_import_cell_list){NEW_ARRAY(&r->arena, struct appeal_import_cell, p->heads.n), p->heads.n};
	for (size_t i = 0; i < p->heads.n; i++) {
		int c = p->heads.v[i].column;
		bool here = error && (field ? strcmp(field, appeal_import_names[c]) == 0 : i == 0);

		ret->cells.v[i] = (struct appeal_import_cell){
			.said = str_clip(error ? cell[c] : said.cell[c], CELL_CHARS), .error = here ? error : NULL};
		if (c == IMPORT_STATE && !error)
			ret->cells.v[i].said = str_of(ui_translate(req_lang(r), appeal_state_word(said.state)));
	}
	p->wrong |= error != NULL;
	/* Where the column is not among those that are shown, it is said at the first. */
	for (size_t i = 0; error && i < p->heads.n; i++)
		if (ret->cells.v[i].error)
			return 0;
	if (error)
		ret->cells.v[0].error = error;
	return 0;
}

static int
map_page(struct req *r)
{
	const struct appeal_columns_in *in = form_if(r, appeal_columns_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("哪一列是什么"), .tab = "import", .back = "/appeal/import"};
	struct appeal_import_page p = {0};
	struct taken t = {0};
	int rc;

	TRY(appeal_import_may(r->tx, r->who));
	rc = read_waiting(r, &t);
	if (rc == E_EXPIRED) {
		gate_flash(r, N_("表格放得太久了，请重新选一次"));
		return redirect(r, "/appeal/import");
	}
	TRY(rc);
	if (in && (in->set || r->method == POST))
		as_said(in, &t);
	else
		remembered(r, &t);
	p.filename = t.filename;
	p.others = t.others;
	p.lines = (int64_t)t.n;
	show_columns(r, &t, &p);
	p.rows = (struct appeal_import_row_list){NEW_ARRAY(&r->arena, struct appeal_import_row, LOOKED_AT), 0};
	for (size_t i = 0; i < t.n && i < LOOKED_AT; i++)
		TRY(show_row(r, &t, &t.v[i], &p, &p.rows.v[p.rows.n++]));
	p.shown = (int64_t)p.rows.n;
	return reply_page(r, &page, appeal_import_map, &p);
}

/* ---- doing it ---- */

static int
map_prepare(struct req *r)
{
	const struct appeal_columns_in *in = form_in(r, appeal_columns_in);
	struct taken *t = NEW(&r->arena, struct taken);

	LEAVE(&r->prepared, taken, t);
	TRY(read_waiting(r, t));
	as_said(in, t);
	if (t->map[IMPORT_TEXT] < 0 && t->map[IMPORT_TITLE] < 0)
		return form_fail(r, appeal_columns_in, text, N_("请选哪一列是内容或者标题。"));
	return 0;
}

static void
begin_turn(struct taken *t, int turn)
{
	if (turn != t->turn) {
		t->fresh += t->fresh_now;
		t->known += t->known_now;
		t->turn = turn;
	}
	t->fresh_now = t->known_now = 0;
}

/* The good lines go in, some at a time so that others may write in between. Should it break off, the same table goes on where it
 * was: what is there already is not added again. */
static int
map_post(struct req *r)
{
	struct taken *t = TAKE(&r->prepared, taken);
	size_t from = (size_t)r->turn * LINES_A_TURN, to = from + LINES_A_TURN;
	struct str cell[IMPORT_COLUMNS];
	bool again;

	TRY(appeal_import_may(r->tx, r->who));
	begin_turn(t, r->turn);
	r->more = to < t->n;
	if (!r->more)
		to = t->n;
	for (size_t i = from; i < to; i++) {
		struct line *l = &t->v[i];
		int rc;

		if (l->error)
			continue;
		cells_of(t, l, cell);
		rc = appeal_import_row(r->tx, r->who, t->filename, cell, &again);
		if (rc == E_INVALID) {
			l->error = r->tx->fault.text;
			r->tx->fault = (struct fault){0};
			continue;
		}
		TRY(rc);
		t->known_now += again;
		t->fresh_now += !again;
	}
	return 0;
}

static int
write_refused(void *ctx, int fd)
{
	struct req *r = ctx;
	const struct taken *t = TAKE(&r->prepared, taken);
	const char **heads = NEW_ARRAY(&r->arena, const char *, t->names_n + 1);
	struct str *cells = NEW_ARRAY(&r->arena, struct str, t->names_n + 1);
	struct sheet_out *out;
	int rc = 0, closed;

	for (size_t i = 0; i < t->names_n; i++)
		heads[i] = str_z(&r->arena, t->names[i]);
	heads[t->names_n] = ui_translate(req_lang(r), N_("为什么没有收"));
	TRY(sheet_out_open(SHEET_CSV, fd, heads, t->names_n + 1, &out));
	for (size_t i = 0; i < t->n && rc == 0; i++) {
		if (!t->v[i].error)
			continue;
		memcpy(cells, t->v[i].cells, t->names_n * sizeof *cells);
		cells[t->names_n] = str_of(ui_translate(req_lang(r), t->v[i].error));
		rc = sheet_out_row(out, cells);
	}
	closed = sheet_out_close(out);
	return rc < 0 ? rc : closed;
}

/* The page says which lines did not go in, so it is an answer and no redirect. */
static int
done_page(struct req *r)
{
	struct taken *t = TAKE(&r->prepared, taken);
	struct page page = {.frame = FRAME_DESK, .title = N_("导入诉求"), .tab = "import"};
	struct appeal_import_page p = {.lines = (int64_t)t->n};
	struct str bytes, digest;

	begin_turn(t, r->turn);
	remember(r, t);
	p.fresh = t->fresh;
	p.known = t->known;
	p.refused = (struct appeal_import_refused_list){NEW_ARRAY(&r->arena, struct appeal_import_refused, BAD_SHOWN), 0};
	for (size_t i = 0; i < t->n; i++) {
		if (!t->v[i].error)
			continue;
		p.bad++;
		if (p.refused.n < BAD_SHOWN)
			p.refused.v[p.refused.n++] = (struct appeal_import_refused){(int64_t)t->v[i].number, t->v[i].error};
	}
	if (p.bad) {
		TRY(sheet_bytes(&r->arena, write_refused, r, &bytes));
		TRY(file_put(r->app->files, &r->arena, secret_seal(&r->arena, bytes), &digest));
		gate_seal(r, refused_cookie, digest, SECONDS);
	}
	return reply_page(r, &page, appeal_import_done, &p);
}

static int
refused_page(struct req *r)
{
	struct str digest, sealed, bytes;

	TRY(appeal_import_may(r->tx, r->who));
	if (!gate_unseal(r, refused_cookie, &digest))
		return E_NOTFOUND;
	TRY(file_get(r->app->files, &r->arena, digest, &sealed));
	TRY(secret_open(&r->arena, sealed, &bytes));
	return reply_bytes(r, S("text/csv; charset=utf-8"), bytes, S("refused.csv"));
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/import", APPEAL_IMPORT, import_page, .about = "Cases out of a table"),
	ROUTE_POST("/appeal/import", APPEAL_IMPORT, import_post, .form = &import_form, .prepare = import_prepare, .again = import_page,
		   .flags = ROUTE_BIG, .about = "Take in a table of cases"),
	ROUTE_GET("/appeal/import/map", APPEAL_IMPORT, map_page, .form = &columns_form, .about = "Which column is what, and what the rows become"),
	ROUTE_POST("/appeal/import/map", APPEAL_IMPORT, map_post, .form = &columns_form, .prepare = map_prepare, .after = done_page,
		   .again = map_page, .about = "Import the table of cases"),
	ROUTE_GET("/appeal/import/refused.csv", APPEAL_IMPORT, refused_page, .about = "Rows that were not imported"),
};

const struct route_table appeal_import_routes = {rows, sizeof rows / sizeof *rows};
