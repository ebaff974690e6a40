/* territory_web_table.c: places from a table and into one, in the browser. */
#include "features/territory/territory_table.h"
#include "features/territory/territory_web.h"
#include "gen/territory_view.h"
#include "http/reply.h"

enum { ROWS_MAX = 5000, BAD_SHOWN = 100 };

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

struct bad_rows {
	struct arena *a;
	struct territory_bad_row_list list;
};

static void
keep_bad(void *ctx, size_t line, const char *why)
{
	struct bad_rows *b = ctx;

	if (b->list.n < BAD_SHOWN)
		b->list.v[b->list.n++] = (struct territory_bad_row){(int64_t)line, why};
}

/* The good rows go in; the page says which did not, so it is an answer and no redirect. */
int
territory_import_post(struct req *r)
{
	const struct territory_import_in *in = form_in(r, territory_import_in);
	struct page page = territory_page_for(r, N_("从表格导入"));
	struct territory_import_page p = {.done = true};
	struct bad_rows bad = {.a = &r->arena,
			       .list.v = NEW_ARRAY(&r->arena, struct territory_bad_row, BAD_SHOWN)};
	struct import_report rep = {.on_bad = keep_bad, .ctx = &bad};
	const struct upload *file = in->file.v[0];
	struct sheet *sheet;
	struct str why;
	int rc;

	TRY(territory_of_path(r, &p.n));
	if (sheet_open_bytes(file->bytes, file->filename, &sheet, &r->arena, &why) < 0)
		return form_fail(r, territory_import_in, file,
				 N_("读不出这个表格，请另存为 CSV（UTF-8）或 XLSX 再试。"));
	rc = territory_import_table(r->tx, r->who, sheet, ROWS_MAX, &rep);
	sheet_close(sheet);
	TRY(rc);
	if (!rep.read)
		return form_fail(r, territory_import_in, file,
				 N_("表格是空的。第一行写列名，从第二行起一行一个地方。"));
	p.name = territory_say_full(r, &p.n);
	p.read = (int64_t)rep.read;
	p.added = (int64_t)rep.added;
	p.changed = (int64_t)rep.changed;
	p.bad = (int64_t)rep.bad;
	p.rows = bad.list;
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
