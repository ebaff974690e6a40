/* appeal_web_export.c: the cases of a desk as a file. Reading many at once leaves a note, which only a POST may
 * write; it leads to the file, once. */
#include "base/clock.h"
#include "features/appeal/appeal_web.h"
#include "http/reply.h"
#include "kit/gate.h"

enum { FILE_SECONDS = 120 };

enum { X_FORMAT, X_DESK };
static const struct choice formats[] = {{"csv", "CSV"}, {"xlsx", "XLSX"}, {"jsonl", "JSON"}};
static const struct {
	enum sheet_kind kind;
	const char *type;
} kinds[] = {
	{SHEET_CSV, "text/csv; charset=utf-8"},
	{SHEET_XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{SHEET_JSONL, "application/jsonl; charset=utf-8"},
};
static const struct field export_fields[] = {
	[X_FORMAT] = {.name = "format",
		      .type = FIELD_CHOICE,
		      .label = N_("导出成"),
		      .required = true,
		      .choices = formats,
		      .choices_n = 3},
	[X_DESK] = {.name = "desk", .type = FIELD_INT, .label = N_("岗位"), .max = 100},
};
static const struct form export_form = FORM("appeal_export", export_fields);

/* What the file is to be, as both requests say it. */
static struct str
wanted(struct req *r)
{
	return str_fmt(&r->arena, "format=%.*s&desk=%lld", STR(in_str(r, X_FORMAT)),
		       (long long)in_int(r, X_DESK));
}

/* What was noted, and of whom: the next reader at this browser notes anew. */
static struct str
note_of(struct req *r)
{
	return str_fmt(&r->arena, "%lld %.*s", (long long)r->who->person, STR(wanted(r)));
}

static int
appeal_export_post(struct req *r)
{
	TRY(appeal_export_note(r->tx, r->who, in_int(r, X_DESK), in_str(r, X_FORMAT)));
	gate_seal(r, "export", note_of(r), FILE_SECONDS);
	return redirect(r, "/appeal/export?%.*s", STR(wanted(r)));
}

static int
write_cases(void *ctx, int fd)
{
	struct req *r = ctx;

	return appeal_export(r->tx, r->who, in_int(r, X_DESK), kinds[in_int(r, X_FORMAT)].kind, fd);
}

/* Without the note there is no file: back to the button. */
static int
appeal_export_page(struct req *r)
{
	struct civil c = clock_civil(clock_now());
	struct str noted, bytes = S("");

	if (r->invalid)
		return E_NOTFOUND;
	if (!gate_unseal(r, "export", &noted) || !str_eq(noted, note_of(r)))
		return redirect(r, "/appeal/queue?desk=%lld", (long long)in_int(r, X_DESK));
	TRY(sheet_bytes(&r->arena, write_cases, r, &bytes));
	reply_cookie(r, S("export"), S(""), -1);
	return reply_bytes(r, str_of(kinds[in_int(r, X_FORMAT)].type), bytes,
			   str_fmt(&r->arena, "appeals-%04d%02d%02d.%.*s", c.year, c.month, c.day,
				   STR(in_str(r, X_FORMAT))));
}

static const struct route rows[] = {
	ROUTE_POST("/appeal/export", APPEAL_EXPORT, appeal_export_post, .form = &export_form,
		   .about = "Note that a desk's cases are taken out"),
	ROUTE_GET("/appeal/export", APPEAL_EXPORT, appeal_export_page, .form = &export_form,
		  .flags = ROUTE_POOL, .about = "The desk's cases as CSV, XLSX or JSON lines, once"),
};

const struct route_table appeal_export_routes = {rows, sizeof rows / sizeof *rows};
