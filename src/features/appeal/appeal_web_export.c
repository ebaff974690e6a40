/* appeal_web_export.c: the cases of a desk as a file. Reading many at once leaves a note, which only a POST may
 * write; it leads to the file, once. */
#include "base/clock.h"
#include "features/appeal/appeal_narrow.h"
#include "features/appeal/appeal_web.h"
#include "http/reply.h"
#include "kit/export.h"
#include "kit/gate.h"
#include "ui/print.h"

enum { FILE_SECONDS = 120 };

static const struct choice formats[] = {
	{"csv", "CSV", SHEET_CSV},
	{"xlsx", "XLSX", SHEET_XLSX},
	{"jsonl", "JSON", SHEET_JSONL},
};
struct export_in {
	enum sheet_kind format;
	int64_t desk, class_;
	struct appeal_narrow_in narrow;
};
static const struct field export_fields[] = {
	FIELD(export_in, format, FIELD_CHOICE, .label = N_("导出成"), .required = true,
	      CHOICES(formats)),
	APPEAL_NARROW_FIELDS(export_in, narrow.),
	FIELD_AS(export_in, class_, "class", FIELD_ID, .label = N_("类别")),
	FIELD(export_in, desk, FIELD_INT, .label = N_("岗位"), .max = 100),
};
static const struct form export_form = FORM(export_in, export_fields);

static const char *
format_word(enum sheet_kind kind)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (formats[i].number == (int)kind)
			return formats[i].value;
	return "";
}

/* The format, desk and conditions of the file, as both requests say them. */
static struct str
wanted(struct req *r)
{
	const struct export_in *in = form_in(r, export_in);
	struct str kept = appeal_narrow_params(&r->arena, S(""), &in->narrow);

	kept = list_param(&r->arena, kept, "class", in->class_ ? str_number(&r->arena, in->class_) : S(""));
	return str_fmt(&r->arena, "format=%s&desk=%lld%s%.*s", format_word(in->format), (long long)in->desk, kept.n ? "&" : "",
		       STR(kept));
}

/* ---- sheets are for people: their words, not codes; JSON lines are for programs ---- */

static const char *const heads[APPEAL_OUT_COLUMNS] = {
	N_("编号"),	N_("标题"),   N_("内容"),     N_("事项"),     N_("进展"),     N_("怎么反映的"), N_("社区"),
	N_("地点"),	N_("地点编码"), N_("承办"),     N_("收到"),     N_("承诺答复"), N_("答复时间"),   N_("办结时间"),
	N_("答复"),	N_("办理结果"), N_("办理态度"), N_("重新办理次数"), N_("换查询码后打的分"),
};
enum { STATE_CELL = 4, CHANNEL_CELL = 5 };

static struct str
say(struct req *r, const char *word)
{
	return str_of(ui_translate(req_lang(r), word));
}

static const char *const *
heads_of(struct req *r, enum sheet_kind kind)
{
	const char **v = NEW_ARRAY(&r->arena, const char *, APPEAL_OUT_COLUMNS);

	if (kind == SHEET_JSONL)
		return appeal_out_names;
	for (size_t i = 0; i < APPEAL_OUT_COLUMNS; i++)
		v[i] = ui_translate(req_lang(r), heads[i]);
	return v;
}

/* The note names the reader and the file: another reader at this browser leaves a note of their own. */
static struct str
note_of(struct req *r)
{
	return str_fmt(&r->arena, "%lld %.*s", (long long)r->who->person, STR(wanted(r)));
}

static int
appeal_export_post(struct req *r)
{
	const struct export_in *in = form_in(r, export_in);

	TRY(appeal_export_note(r->tx, r->who, in->desk, str_of(format_word(in->format))));
	gate_seal(r, "export", note_of(r), FILE_SECONDS);
	return redirect(r, "/appeal/export?%.*s", STR(wanted(r)));
}

static int
put_cases(struct req *r, const void *ctx, struct export_batch *b)
{
	const struct export_in *in = form_in(r, export_in);
	struct appeal_out_list cases;
	struct str cells[APPEAL_OUT_COLUMNS];
	struct appeal_narrow n;

	(void)ctx;
	TRY(appeal_narrow_from(r, &in->narrow, in->class_, &n));
	TRY(appeal_out(r->tx, r->who, in->desk, b->after, b->most, &cases, &b->next));
	for (size_t i = 0; i < cases.n; i++) {
		if (!appeal_fits_out(&n, &cases.v[i]))
			continue;
		appeal_out_cells(b->arena, r->who, &cases.v[i], cells);
		if (in->format != SHEET_JSONL) {
			cells[STATE_CELL] = say(r, appeal_state_word(cases.v[i].state));
			cells[CHANNEL_CELL] = say(r, appeal_channel_word(cases.v[i].channel));
		}
		export_put(b, cells);
	}
	return 0;
}

/* Without the note there is no file: back to the button. */
static int
appeal_export_page(struct req *r)
{
	const struct export_in *in = form_in(r, export_in);
	struct civil c = clock_civil(clock_now());
	struct str noted;

	if (r->invalid)
		return E_NOTFOUND;
	if (!gate_unseal(r, "export", &noted) || !str_eq(noted, note_of(r)))
		return redirect(r, "/appeal/queue?desk=%lld", (long long)in->desk);
	/* Who only looks at the head keeps the note. */
	if (!r->head)
		reply_cookie(r, S("export"), S(""), -1);
	return export_reply(r, &(struct export_table){
				       .kind = in->format,
				       .name = str_fmt(&r->arena, "appeals-%04d%02d%02d", c.year, c.month, c.day),
				       .heads = heads_of(r, in->format),
				       .columns = APPEAL_OUT_COLUMNS,
				       .rows = put_cases,
			       });
}

static const struct route rows[] = {
	ROUTE_POST("/appeal/export", APPEAL_EXPORT, appeal_export_post, .form = &export_form,
		   .about = "Note that a desk's cases are taken out"),
	ROUTE_GET("/appeal/export", APPEAL_EXPORT, appeal_export_page, .form = &export_form,
		  .flags = ROUTE_EXPORT, .about = "The desk's cases as CSV, XLSX or JSON lines, once"),
};

const struct route_table appeal_export_routes = {rows, sizeof rows / sizeof *rows};
