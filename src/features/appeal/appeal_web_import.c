/* appeal_web_import.c: cases out of a table, in the browser: the table, and which column is what; appeal_web_take.c shows how it goes on.
 * Between the steps the table lies in the file store, sealed, for people stand in it; a sealed cookie says which one it is. */
#include <string.h>

#include "features/appeal/appeal_take.h"
#include "features/appeal/appeal_web.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/file.h"
#include "kit/gate.h"
#include "lib/sheet.h"
#include "ui/print.h"

enum { SECONDS = 3600, YEAR = 365 * 86400, NAME_CHARS = 40, CELL_CHARS = 60 };
static const char table_cookie[] = "appeal-import", map_cookie[] = "appeal-columns";

struct import_head {
	struct str digest;
};
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

/* Its head, and what was chosen. */
struct waiting {
	struct import_table table;
	int map[IMPORT_COLUMNS];
};

static int
read_waiting(struct req *r, struct waiting *w)
{
	struct str head;

	if (!gate_unseal(r, table_cookie, &head))
		return E_EXPIRED;
	return import_table_get(r->app->files, &r->arena, head, &w->table);
}

/* ---- which column is what ---- */

/* As it was said last, by the names of columns; where none of them is there, as tables usually call them. */
static void
remembered(struct req *r, struct waiting *w)
{
	struct str rest, name;
	int found[IMPORT_COLUMNS];
	bool any = false;

	appeal_import_find(w->table.names, w->table.names_n, w->map);
	if (!gate_unseal(r, map_cookie, &rest))
		return;
	for (int c = 0; c < IMPORT_COLUMNS; c++) {
		found[c] = -1;
		if (!str_next(&rest, '\n', &name))
			return;
		for (size_t i = 0; name.n && i < w->table.names_n && found[c] < 0; i++)
			if (str_eq(str_clip(w->table.names[i], NAME_CHARS), name))
				found[c] = (int)i;
		any |= found[c] >= 0;
		if (name.n && found[c] < 0) /* another kind of table */
			return;
	}
	if (any)
		memcpy(w->map, found, sizeof found);
}

static void
as_said(const struct appeal_columns_in *in, struct waiting *w)
{
	for (int c = 0; c < IMPORT_COLUMNS; c++) {
		int64_t n = *number_of(in, c);

		w->map[c] = n > 0 && (uint64_t)n <= w->table.names_n ? (int)n - 1 : -1;
	}
}

static void
remember(struct req *r, const struct waiting *w)
{
	struct buf b;

	buf_init(&b, &r->arena);
	for (int c = 0; c < IMPORT_COLUMNS; c++)
		buf_fmt(&b, "%.*s\n", STR(w->map[c] < 0 ? S("") : str_clip(w->table.names[w->map[c]], NAME_CHARS)));
	gate_seal(r, map_cookie, buf_done(&b), YEAR);
}

/* ---- the table comes ---- */

static int
import_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("导入诉求"), .tab = "import"};
	struct appeal_import_page p = {.most = IMPORT_ROWS_MAX, .days = IMPORT_KEEP_DAYS};

	TRY(appeal_take_list(r->tx, r->who, &p.imports));
	ui_form(r, &import_form);
	return reply_page(r, &page, appeal_import, &p);
}

/* On the thread of uploads: read once, kept as what was read. */
static int
import_prepare(struct req *r)
{
	const struct upload *file = form_in(r, appeal_import_in)->file.v[0];
	struct import_head *head = NEW(&r->arena, struct import_head);
	struct import_table t;
	int rc;

	LEAVE(&r->prepared, import_head, head);
	rc = import_table_read(&r->arena, file->bytes, file->filename, &t);
	if (rc == E_TOOBIG)
		return form_fail(r, appeal_import_in, file, N_("行数太多，请分几次导入，或者用命令行导入。"));
	if (rc == E_INVALID)
		return form_fail(r, appeal_import_in, file, N_("表格是空的。第一行写列名，从第二行起一行一件诉求。"));
	if (rc < 0)
		return form_fail(r, appeal_import_in, file, sheet_advice(file->bytes, file->filename));
	return import_table_put(r->app->files, &r->arena, &t, &head->digest);
}

static int
import_post(struct req *r)
{
	const struct import_head *head = TAKE(&r->prepared, import_head);

	TRY(appeal_import_may(r->tx, r->who));
	gate_seal(r, table_cookie, head->digest, SECONDS);
	return redirect(r, "/appeal/import/map");
}

/* ---- looking ---- */

static struct pick_list
picks_of(struct req *r, const struct waiting *w, int chosen)
{
	struct pick_list list = {NEW_ARRAY(&r->arena, struct pick, w->table.names_n), 0};

	for (size_t i = 0; i < w->table.names_n; i++) {
		struct str number = str_number(&r->arena, (int64_t)i + 1);

		list.v[list.n++] = (struct pick){
			.value = number,
			.label = w->table.names[i].n ? str_clip(w->table.names[i], CELL_CHARS) : number,
			.chosen = (int)i == chosen,
		};
	}
	return list;
}

/* The choices, and of those that were made the heads of the table; what it becomes is shown of all. */
static void
show_columns(struct req *r, const struct waiting *w, struct appeal_import_page *p)
{
	p->columns = (struct appeal_import_column_list){NEW_ARRAY(&r->arena, struct appeal_import_column, IMPORT_COLUMNS), 0};
	p->heads = (struct appeal_import_column_list){NEW_ARRAY(&r->arena, struct appeal_import_column, IMPORT_COLUMNS), 0};
	for (int c = 0; c < IMPORT_COLUMNS; c++) {
		struct appeal_import_column column = {
			.name = str_of(appeal_import_names[c]),
			.label = column_fields[c].label,
			.number = w->map[c] + 1,
			.picks = picks_of(r, w, w->map[c]),
			.column = c,
		};

		p->columns.v[p->columns.n++] = column;
		if (w->map[c] >= 0 || c == IMPORT_PLACE || c == IMPORT_STATE)
			p->heads.v[p->heads.n++] = column;
	}
}

static int
show_row(struct req *r, const struct waiting *w, const struct import_row *l, struct appeal_import_page *p, struct appeal_import_row *ret)
{
	struct str cell[IMPORT_COLUMNS];
	struct appeal_import_said said = {0};
	const char *error = l->error.n ? str_z(&r->arena, l->error) : NULL, *field = NULL;
	int rc = 0;

	import_cells(&w->table, w->map, l, cell);
	if (!error)
		rc = appeal_import_say(r->tx, r->who, w->table.filename, cell, req_lang(r) == LANG_EN, &said);
	if (rc == E_INVALID) {
		error = r->tx->fault.text;
		field = r->tx->fault.field;
		r->tx->fault = (struct fault){0};
	} else {
		TRY(rc);
	}
	*ret = (struct appeal_import_row){.line = l->line};
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
	struct waiting w = {0};
	int rc;

	TRY(appeal_import_may(r->tx, r->who));
	rc = read_waiting(r, &w);
	if (rc == E_EXPIRED) {
		gate_flash(r, N_("表格放得太久了，请重新选一次"));
		return redirect(r, "/appeal/import");
	}
	TRY(rc);
	if (in && (in->set || r->method == POST))
		as_said(in, &w);
	else
		remembered(r, &w);
	p.filename = w.table.filename;
	p.others = w.table.others;
	p.lines = w.table.rows_all;
	show_columns(r, &w, &p);
	p.rows = (struct appeal_import_row_list){NEW_ARRAY(&r->arena, struct appeal_import_row, IMPORT_HEAD_ROWS), 0};
	for (size_t i = 0; i < w.table.n; i++)
		TRY(show_row(r, &w, &w.table.v[i], &p, &p.rows.v[p.rows.n++]));
	p.shown = (int64_t)p.rows.n;
	return reply_page(r, &page, appeal_import_map, &p);
}

/* ---- beginning ---- */

/* Reads the head before the transaction, for which others wait. */
static int
map_ahead(struct req *r)
{
	const struct appeal_columns_in *in = form_in(r, appeal_columns_in);
	struct waiting *w = NEW(&r->arena, struct waiting);

	LEAVE(&r->found, waiting, w);
	TRY(read_waiting(r, w));
	/* The rows will be named by an earlier request's file. */
	if (file_renew(r->app->files, &r->arena, w->table.rows_file) < 0)
		return E_EXPIRED;
	as_said(in, w);
	if (w->map[IMPORT_TEXT] < 0 && w->map[IMPORT_TITLE] < 0)
		return form_fail(r, appeal_columns_in, text, N_("请选哪一列是内容或者标题。"));
	return 0;
}

static int
map_post(struct req *r)
{
	const struct waiting *w = TAKE(&r->found, waiting);
	int64_t id;

	TRY(appeal_take_begin(r->tx, r->who, &w->table, w->map, &id));
	remember(r, w);
	return redirect(r, "/appeal/import/%lld", (long long)id);
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/import", APPEAL_IMPORT, import_page, .about = "Cases out of a table"),
	ROUTE_POST("/appeal/import", APPEAL_IMPORT, import_post, .form = &import_form, .prepare = import_prepare, .again = import_page,
		   .flags = ROUTE_BIG, .about = "Take in a table of cases"),
	ROUTE_GET("/appeal/import/map", APPEAL_IMPORT, map_page, .form = &columns_form, .about = "Which column is what, and what the rows become"),
	ROUTE_POST("/appeal/import/map", APPEAL_IMPORT, map_post, .form = &columns_form, .ahead = map_ahead, .again = map_page,
		   .about = "Begin to import the table of cases"),
};

const struct route_table appeal_import_routes = {rows, sizeof rows / sizeof *rows};
