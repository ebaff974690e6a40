/* territory_web_table.c: places from a table and into one, in the browser. */
#include "features/territory/territory_table.h"
#include "features/territory/territory_web.h"
#include "gen/territory_view.h"
#include "http/reply.h"

enum { ROWS_MAX = 5000, LINES_A_TURN = 50, BAD_SHOWN = 100 };

struct territory_import_in {
	struct uploads file;
};
static const struct field import_fields[] = {
	FIELD(territory_import_in, file, FIELD_FILES, .label = N_("表格（CSV、XLSX）"), .max = 1,
	      .required = true, .missing = N_("请选一个表格文件。")),
};
const struct form territory_form_import = FORM(territory_import_in, import_fields);

int
territory_import_page(struct req *r)
{
	struct page page = territory_page_for(r, N_("从表格导入"));
	struct territory_form_page f = {0};
	struct territory_import_page p = {0};

	TRY(territory_to_change(r, TERRITORY_EDIT, &f));
	p.n = f.n;
	p.name = f.name;
	ui_form(r, &territory_form_import);
	return reply_page(r, &page, territory_import, &p);
}

/* What was read, and what became of it. A transaction that is run again counts its lines again, so only what earlier
 * ones did is added up. */
struct territory_import {
	struct territory_row_list lines;
	struct import_report sum, now; /* of the transactions before, of this one */
	int turn;		       /* whose figures `now` holds */
	struct territory_bad_row bad[BAD_SHOWN];
	size_t bad_sum, bad_now;
};

static void
keep_bad(void *ctx, size_t line, const char *why)
{
	struct territory_import *im = ctx;

	if (im->bad_sum + im->bad_now < BAD_SHOWN)
		im->bad[im->bad_sum + im->bad_now++] = (struct territory_bad_row){(int64_t)line, why};
}

int
territory_import_prepare(struct req *r)
{
	const struct upload *file = form_in(r, territory_import_in)->file.v[0];
	struct territory_import *im = NEW(&r->arena, struct territory_import);
	struct sheet *sheet;
	struct str why;
	int rc;

	LEAVE(&r->prepared, territory_import, im);
	rc = sheet_open_bytes(file->bytes, file->filename, &sheet, &r->arena, &why);
	if (rc == 0) {
		rc = territory_table_read(&r->arena, sheet, ROWS_MAX, &im->lines);
		sheet_close(sheet);
	}
	if (rc == E_TOOBIG)
		return form_fail(r, territory_import_in, file,
				 N_("行数太多，请分几次导入，或者用命令行导入。"));
	if (rc < 0)
		return form_fail(r, territory_import_in, file, sheet_advice(file->bytes, file->filename));
	if (!im->lines.n)
		return form_fail(r, territory_import_in, file,
				 N_("表格是空的。第一行写列名，从第二行起一行一个地方。"));
	return 0;
}

static void
begin_turn(struct territory_import *im, int turn)
{
	if (turn != im->turn) {
		im->sum.added += im->now.added;
		im->sum.changed += im->now.changed;
		im->sum.bad += im->now.bad;
		im->bad_sum += im->bad_now;
		im->turn = turn;
	}
	im->now = (struct import_report){.on_bad = keep_bad, .ctx = im};
	im->bad_now = 0;
}

/* The good lines go in, some at a time so that others may write in between. Should it break off, the same table
 * goes on where it was: what is there already is not added again. */
int
territory_import_post(struct req *r)
{
	struct territory_import *im = TAKE(&r->prepared, territory_import);
	struct territory_node n;
	size_t from = (size_t)r->turn * LINES_A_TURN, to = from + LINES_A_TURN;

	TRY(territory_of_path(r, &n));
	begin_turn(im, r->turn);
	r->more = to < im->lines.n;
	if (!r->more)
		to = im->lines.n;
	for (size_t i = from; i < to; i++)
		TRY(territory_import_row(r->tx, r->who, &im->lines.v[i], &im->now));
	return 0;
}

/* The page says which lines did not go in, so it is an answer and no redirect. */
int
territory_imported_page(struct req *r)
{
	struct territory_import *im = TAKE(&r->prepared, territory_import);
	struct page page = territory_page_for(r, N_("从表格导入"));
	struct territory_import_page p = {.done = true};

	TRY(territory_of_path(r, &p.n));
	begin_turn(im, r->turn);
	p.name = territory_say_full(r, &p.n);
	p.read = (int64_t)im->lines.n;
	p.added = (int64_t)im->sum.added;
	p.changed = (int64_t)im->sum.changed;
	p.bad = (int64_t)im->sum.bad;
	p.rows = (struct territory_bad_row_list){.v = im->bad, .n = im->bad_sum};
	return reply_page(r, &page, territory_import, &p);
}

/* ---- export ---- */

static int
put_row(void *ctx, const struct str cells[TERRITORY_COLUMNS])
{
	return sheet_out_row(ctx, cells);
}

static int
write_table(void *ctx, int fd)
{
	struct req *r = ctx;
	struct territory_node n;
	struct sheet_out *out;
	int rc, closed;

	TRY(territory_of_path(r, &n));
	TRY(sheet_out_open(SHEET_CSV, fd, territory_columns, TERRITORY_COLUMNS, &out));
	rc = territory_export(r->tx, r->who, n.id, put_row, out);
	closed = sheet_out_close(out);
	return rc < 0 ? rc : closed;
}

int
territory_export_page(struct req *r)
{
	struct str bytes;

	TRY(sheet_bytes(&r->arena, write_table, r, &bytes));
	return reply_bytes(r, S("text/csv; charset=utf-8"), bytes,
			   str_fmt(&r->arena, "territory-%.*s.csv", STR(r->arg[0])));
}
