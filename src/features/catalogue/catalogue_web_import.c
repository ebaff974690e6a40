/* catalogue_web_import.c: the catalogue as a table: in two steps, taking it in and looking at what it would change,
 * then changing it. Between the two the file lies in the file store and a sealed cookie says which one it is; the
 * form, too, takes up a file that lies there already. */
#include "base/clock.h"
#include "features/catalogue/catalogue_web.h"
#include "gen/catalogue_view.h"
#include "http/reply.h"
#include "kit/file.h"
#include "kit/gate.h"
#include "lib/secret.h"
#include "lib/sheet.h"

enum { ROWS_SHOWN = 200, BAD_SHOWN = 100, SECONDS = 3600, FILENAME_CHARS = 60 };
static const char cookie[] = "catalogue-import";

struct catalogue_import_in {
	struct uploads file;
	int64_t from;
	bool retire, new_codes;
};
static const struct field import_fields[] = {
	FIELD(catalogue_import_in, file, FIELD_FILES, .label = N_("表格文件"), .max = 1),
	FIELD(catalogue_import_in, from, FIELD_DATE, .label = N_("改动的规则从哪天开始"),
	      .hint = N_("不填就是现在")),
	FIELD(catalogue_import_in, retire, FIELD_BOOL, .label = N_("表格里没有的事项停用")),
	FIELD_AS(catalogue_import_in, new_codes, "new", FIELD_BOOL,
		 .label = N_("有新编号的行是新事项")),
};
const struct form catalogue_form_import = FORM(catalogue_import_in, import_fields);

static const struct choice formats[] = {
	{"csv", "CSV", SHEET_CSV},
	{"xlsx", "XLSX", SHEET_XLSX},
};
struct catalogue_export_in {
	enum sheet_kind format;
};
static const struct field export_fields[] = {
	FIELD(catalogue_export_in, format, FIELD_CHOICE, .label = N_("格式"), CHOICES(formats)),
};
const struct form catalogue_form_export = FORM(catalogue_export_in, export_fields);

/* What the preview showed: another plan is not carried out unseen. */
struct catalogue_confirm_in {
	struct str seen;
};
static const struct field confirm_fields[] = {
	FIELD(catalogue_confirm_in, seen, FIELD_TEXT, .label = N_("版本"), .max = 64),
};
const struct form catalogue_form_confirm = FORM(catalogue_confirm_in, confirm_fields);

/* What the cookie carries. */
struct waiting {
	struct str digest, filename;
	struct catalogue_import how;
};

static void
put_waiting(struct req *r, const struct waiting *w)
{
	gate_seal(r, cookie,
		  str_fmt(&r->arena, "%.*s\n%lld\n%d\n%d\n%.*s", STR(w->digest),
			  (long long)w->how.from, w->how.retire_missing, w->how.new_codes,
			  STR(w->filename)),
		  SECONDS);
}

/* E_EXPIRED: none, or it waited too long. */
static int
take_waiting(struct req *r, struct waiting *w)
{
	struct str rest, from, retire, added;

	if (!gate_unseal(r, cookie, &rest) || !str_next(&rest, '\n', &w->digest) ||
	    !str_next(&rest, '\n', &from) || !str_int(from, &w->how.from) ||
	    !str_next(&rest, '\n', &retire) || !str_next(&rest, '\n', &added))
		return E_EXPIRED;
	w->how.retire_missing = str_is(retire, "1");
	w->how.new_codes = str_is(added, "1");
	w->filename = rest;
	return 0;
}

/* The table that waits, read again. */
static int
read_waiting(struct req *r, struct waiting *w, struct catalogue_sheet *sheet)
{
	struct str bytes, why;

	TRY(take_waiting(r, w));
	TRY(file_get(r->app->files, &r->arena, w->digest, &bytes));
	return catalogue_sheet_read(&r->arena, bytes, w->filename, sheet, &why);
}

/* ---- taking it in ---- */

/* The form keeps the table that was chosen before, and what was said about it. */
int
catalogue_import_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK,
			    .title = N_("导入职责清单"),
			    .tab = "catalogue",
			    .back = "/catalogue"};
	struct catalogue_import_page p = {0};
	struct catalogue_node_list leaves;
	const struct waiting *taken = TAKE(&r->prepared, waiting);
	struct waiting w = {0};

	if (!catalogue_may_edit(r->who))
		return E_DENIED;
	TRY(catalogue_leaves(r->tx, r->who->district, &leaves));
	p.items = (int64_t)leaves.n;
	ui_form(r, &catalogue_form_import);
	if (r->method == POST && taken && taken->digest.n) {
		w = *taken;
		put_waiting(r, &w);
	} else if (take_waiting(r, &w) < 0) {
		w = (struct waiting){0};
	}
	p.filename = w.filename;
	if (w.how.from > clock_now())
		ui_fill(r, "from", catalogue_day(r, w.how.from));
	ui_fill(r, "retire", w.how.retire_missing ? S("1") : S(""));
	ui_fill(r, "new", w.how.new_codes ? S("1") : S(""));
	return reply_page(r, &page, catalogue_import, &p);
}

/* Why a file is refused, said at the field. */
static int
refuse(struct req *r, int rc)
{
	switch (rc) {
	case E_MEDIA:
		return form_fail(r, catalogue_import_in, file,
				 sheet_advice(form_in(r, catalogue_import_in)->file.v[0]->bytes, form_in(r, catalogue_import_in)->file.v[0]->filename));
	case E_TOOBIG:
		return form_fail(r, catalogue_import_in, file, N_("表格太大了，最多两万行。"));
	case E_INVALID:
		return form_fail(
			r, catalogue_import_in, file,
			N_("没有认出哪一列是分类。第一行要有“一级分类”“二级分类”“三级分类”，"
			   "或者用导出的表格来改。"));
	case E_MALFORMED:
		return form_fail(r, catalogue_import_in, file,
				 N_("表格读到一半读不下去了，请重新另存一次。"));
	default: return rc;
	}
}

/* A new file into the store, else the one that waits. */
static int
take_file(struct req *r, struct waiting *w)
{
	const struct catalogue_import_in *in = form_in(r, catalogue_import_in);
	struct catalogue_sheet sheet;
	struct str filename, why;
	int rc;

	if (!in->file.n)
		return take_waiting(r, w) < 0
			       ? form_fail(r, catalogue_import_in, file, N_("请选一个文件。"))
			       : 0;
	filename = in->file.v[0]->filename;
	w->filename = str_clip(str_valid(filename) ? filename : S("table"), FILENAME_CHARS);
	rc = catalogue_sheet_read(&r->arena, in->file.v[0]->bytes, w->filename, &sheet, &why);
	if (rc < 0)
		return refuse(r, rc);
	return file_put(r->app->files, &r->arena, in->file.v[0]->bytes, &w->digest);
}

int
catalogue_import_prepare(struct req *r)
{
	const struct catalogue_import_in *in = form_in(r, catalogue_import_in);
	struct waiting *w = NEW(&r->arena, struct waiting);

	LEAVE(&r->prepared, waiting, w);
	TRY(take_file(r, w));
	w->how =
		(struct catalogue_import){.retire_missing = in->retire, .new_codes = in->new_codes};
	if (in->from && clock_day(in->from) < clock_day(clock_now()))
		return form_fail(r, catalogue_import_in, from,
				 N_("过去的日子已经按原来的规则办了，请从今天或以后开始。"));
	w->how.from = in->from;
	return 0;
}

int
catalogue_import_post(struct req *r)
{
	if (!catalogue_may_edit(r->who))
		return E_DENIED;
	put_waiting(r, TAKE(&r->prepared, waiting));
	return redirect(r, "/catalogue/import/check");
}

/* ---- looking ---- */

/* What a plan does, in one word that changes when it does something else. */
static struct str
plan_seal(struct req *r, const struct catalogue_plan *plan)
{
	struct buf b;

	buf_init(&b, &r->arena);
	for (size_t i = 0; i < plan->rows.n; i++)
		buf_fmt(&b, "%zu %d %.*s < %.*s\n", plan->rows.v[i].line, plan->rows.v[i].does,
			STR(plan->rows.v[i].path), STR(plan->rows.v[i].was));
	for (size_t i = 0; i < plan->bad.n; i++)
		buf_fmt(&b, "%zu %s\n", plan->bad.v[i].line, plan->bad.v[i].why);
	return str_sub(secret_digest(&r->arena, buf_done(&b)), 0, 32);
}

static void
show_plan(struct req *r, const struct catalogue_plan *plan, struct catalogue_import_page *p)
{
	size_t shown = plan->rows.n < ROWS_SHOWN ? plan->rows.n : ROWS_SHOWN;

	p->plan = *plan;
	p->seen = plan_seal(r, plan);
	p->bad = (int64_t)plan->bad.n;
	p->good = p->lines - p->bad;
	p->hidden = plan->rows.n - shown;
	p->nothing = plan->rows.n == 0;
	p->rows.v = NEW_ARRAY(&r->arena, struct catalogue_plan_line, shown);
	p->rows.n = shown;
	for (size_t i = 0; i < shown; i++) {
		const struct catalogue_plan_row *row = &plan->rows.v[i];

		p->rows.v[i] = (struct catalogue_plan_line){
			.line = row->line,
			.path = row->path,
			.was = row->was,
			.adds = row->does & PLAN_ADD,
			.renames = row->does & PLAN_RENAME,
			.moves = row->does & PLAN_MOVE,
			.names = row->does & PLAN_NAME,
			.rules = row->does & PLAN_RULE && !(row->does & PLAN_ADD),
			.restores = row->does & PLAN_RESTORE,
			.retires = row->does & PLAN_RETIRE,
		};
	}
	if (plan->bad.n > BAD_SHOWN) {
		p->hidden_bad = plan->bad.n - BAD_SHOWN;
		p->plan.bad.n = BAD_SHOWN;
	}
}

int
catalogue_check_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK,
			    .title = N_("看看会改什么"),
			    .tab = "catalogue",
			    .back = "/catalogue/import"};
	struct catalogue_import_page p = {0};
	struct catalogue_sheet sheet;
	struct catalogue_plan plan;
	struct waiting w = {0};
	int rc;

	if (!catalogue_may_edit(r->who))
		return E_DENIED;
	rc = read_waiting(r, &w, &sheet);
	if (rc == E_EXPIRED) {
		gate_flash(r, N_("表格放得太久了，请重新选一次"));
		return redirect(r, "/catalogue/import");
	}
	TRY(rc);
	w.how.dry = true;
	TRY(catalogue_import(r->tx, r->who, &sheet, &w.how, &plan));
	p.lines = (int64_t)sheet.n;
	show_plan(r, &plan, &p);
	p.filename = w.filename;
	p.from = w.how.from;
	p.retire_missing = w.how.retire_missing;
	p.kept = w.how.retire_missing && plan.unclear;
	p.again = r->failed == E_STALE;
	return reply_page(r, &page, catalogue_check, &p);
}

/* ---- doing it ---- */

struct confirmed {
	struct waiting w;
	struct catalogue_sheet sheet;
};

int
catalogue_confirm_prepare(struct req *r)
{
	struct confirmed *c = NEW(&r->arena, struct confirmed);

	LEAVE(&r->prepared, confirmed, c);
	return read_waiting(r, &c->w, &c->sheet);
}

int
catalogue_confirm_post(struct req *r)
{
	const struct catalogue_confirm_in *in = form_in(r, catalogue_confirm_in);
	const struct confirmed *c = TAKE(&r->prepared, confirmed);
	struct catalogue_plan plan;

	TRY(catalogue_import(r->tx, r->who, &c->sheet, &c->w.how, &plan));
	/* Somebody changed the catalogue since the preview: this undoes it all and shows the preview anew. */
	if (!str_eq(in->seen, plan_seal(r, &plan)))
		return E_STALE;
	reply_cookie(r, str_of(cookie), S(""), -1);
	gate_flash(r, plan.bad.n ? N_("导入好了，有问题的行没有动") : N_("导入好了"));
	return redirect(r, "/catalogue");
}

/* ---- out ---- */

static int
write_table(void *ctx, int fd)
{
	struct req *r = ctx;
	enum sheet_kind kind = form_in(r, catalogue_export_in)->format;

	return catalogue_export(r->tx, r->who->district, kind ? kind : SHEET_CSV, fd);
}

int
catalogue_export_page(struct req *r)
{
	bool xlsx = form_in(r, catalogue_export_in)->format == SHEET_XLSX;
	struct civil c = clock_civil(clock_now());
	struct str bytes = S("");

	if (r->invalid)
		return E_NOTFOUND;
	TRY(sheet_bytes(&r->arena, write_table, r, &bytes));
	return reply_bytes(
		r,
		xlsx ? S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		     : S("text/csv; charset=utf-8"),
		bytes,
		str_fmt(&r->arena, "catalogue-%04d%02d%02d.%s", c.year, c.month, c.day,
			xlsx ? "xlsx" : "csv"));
}
