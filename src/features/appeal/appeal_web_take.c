/* appeal_web_take.c: a table of cases that is being taken in: how far it is, stopping it, going on, the rows that did not go in. Without a
 * script the browser asks again by itself. */
#include <string.h>

#include "features/account/account.h"
#include "features/appeal/appeal_take.h"
#include "features/appeal/appeal_web.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "lib/sheet.h"
#include "ui/print.h"

enum { SHOWN = 100, AGAIN_S = 5 };

static int
load(struct req *r, struct table_import *ret)
{
	int64_t id;

	if (!str_int(r->arg[0], &id))
		return E_NOTFOUND;
	return appeal_take_get(r->tx, r->who, id, ret);
}

static int
show_refused(struct req *r, struct appeal_take_page *p)
{
	struct import_refused_list rows;

	TRY(appeal_take_refused(r->tx, r->who->district, p->i.id, -1, SHOWN, &rows));
	p->refused = (struct appeal_import_refused_list){NEW_ARRAY(&r->arena, struct appeal_import_refused, rows.n), rows.n};
	for (size_t i = 0; i < rows.n; i++)
		p->refused.v[i] = (struct appeal_import_refused){rows.v[i].line, str_z(&r->arena, rows.v[i].why)};
	p->all_shown = (int64_t)rows.n == p->i.refused;
	return 0;
}

static int
take_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("导入诉求"), .tab = "import", .back = "/appeal/import",
			    .script = "appeal_import.js"};
	struct appeal_take_page p = {0};
	struct person by;

	TRY(load(r, &p.i));
	TRY(show_refused(r, &p));
	if (p.i.person && account_get(r->tx, r->who->district, p.i.person, &by) == 0)
		p.by = by.name;
	p.address = str_fmt(&r->arena, "/appeal/import/%lld", (long long)p.i.id);
	p.why = str_z(&r->arena, p.i.why);
	p.permille = p.i.rows_all ? p.i.rows_done * 1000 / p.i.rows_all : 1000;
	p.running = p.i.state == IMPORT_RUNNING;
	p.stopped = p.i.state == IMPORT_STOPPED;
	p.over = p.i.state == IMPORT_OVER;
	p.stuck = appeal_take_stuck(&p.i);
	if (p.running && r->method == GET && !req_cookie(r, "scripted").n)
		reply_header(r, S("Refresh"), str_number(&r->arena, AGAIN_S));
	return reply_page(r, &page, appeal_take, &p);
}

static int
stop_post(struct req *r)
{
	struct table_import i;

	TRY(load(r, &i));
	TRY(appeal_take_stop(r->tx, r->who, i.id));
	return redirect(r, "/appeal/import/%lld", (long long)i.id);
}

static int
go_post(struct req *r)
{
	struct table_import i;

	TRY(load(r, &i));
	TRY(appeal_take_go_on(r->tx, r->who, i.id));
	return redirect(r, "/appeal/import/%lld", (long long)i.id);
}

/* ---- what did not go in ---- */

struct refused {
	struct req *r;
	struct import_table t;
	struct import_refused_list rows;
};

static int
write_refused(void *ctx, int fd)
{
	const struct refused *f = ctx;
	struct arena *a = &f->r->arena;
	const struct import_table *t = &f->t;
	const char **heads = NEW_ARRAY(a, const char *, t->names_n + 1);
	struct str *cells = NEW_ARRAY(a, struct str, t->names_n + 1);
	struct sheet_out *out;
	int rc = 0, closed;

	for (size_t i = 0; i < t->names_n; i++)
		heads[i] = str_z(a, t->names[i]);
	heads[t->names_n] = ui_translate(req_lang(f->r), N_("为什么没有收"));
	TRY(sheet_out_open(SHEET_CSV, fd, heads, t->names_n + 1, &out));
	for (size_t i = 0; i < f->rows.n && rc == 0; i++) {
		const struct import_refused *row = &f->rows.v[i];

		if (row->at < 0 || (uint64_t)row->at >= t->n)
			continue;
		if (t->names_n)
			memcpy(cells, t->v[row->at].cells, t->names_n * sizeof *cells);
		cells[t->names_n] = str_of(ui_translate(req_lang(f->r), str_z(a, row->why)));
		rc = sheet_out_row(out, cells);
	}
	closed = sheet_out_close(out);
	return rc < 0 ? rc : closed;
}

static int
refused_page(struct req *r)
{
	struct refused f = {.r = r};
	struct table_import i;
	struct str bytes;
	int rc;

	TRY(load(r, &i));
	TRY(appeal_take_refused(r->tx, r->who->district, i.id, -1, IMPORT_ROWS_MAX, &f.rows));
	rc = import_table_get(r->app->files, &r->arena, i.file, &f.t);
	if (rc < 0)
		return rc == E_EXPIRED ? E_NOTFOUND : rc;
	TRY(sheet_bytes(&r->arena, write_refused, &f, &bytes));
	return reply_bytes(r, S("text/csv; charset=utf-8"), bytes, S("refused.csv"));
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/import/:id", APPEAL_IMPORT, take_page, .about = "How far a table of cases is taken in"),
	ROUTE_POST("/appeal/import/:id/stop", APPEAL_IMPORT, stop_post, .about = "Stop taking it in"),
	ROUTE_POST("/appeal/import/:id/go", APPEAL_IMPORT, go_post, .about = "Go on with it"),
	ROUTE_GET("/appeal/import/:id/refused.csv", APPEAL_IMPORT, refused_page, .flags = ROUTE_POOL,
		  .about = "Its rows that were not taken in"),
};

const struct route_table appeal_take_routes = {rows, sizeof rows / sizeof *rows};
