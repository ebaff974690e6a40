/* urgent_web.c: the administrator's pages of emergencies: the table, one kind, trying a text, in and out as a sheet. */
#include "features/urgent/urgent_web.h"

#include "features/urgent/urgent_page.h"
#include "features/urgent/urgent_web_band.h"
#include "gen/urgent_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/list.h"
#include "kit/paging.h"
#include "kit/say.h"
#include "lib/sheet.h"

static struct page
page_for(const char *title, const char *back)
{
	return (struct page){.frame = FRAME_DESK, .title = title, .tab = "urgent", .back = back};
}

/* ---- the table ---- */

static int
kind_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	  struct list_rows *ret)
{
	struct urgent_kind_list all;
	int64_t from = 0;
	size_t n = 0;

	(void)filter;
	if (!urgent_may_edit(who))
		return E_DENIED;
	if (after.n && !str_int(after, &from))
		from = 0;
	TRY(urgent_kinds(tx, who->district, true, &all));
	struct urgent_kind *v = NEW_ARRAY(a, struct urgent_kind, all.n);

	for (size_t i = (size_t)(from < 0 ? 0 : from); i < all.n && (int64_t)n < limit; i++) {
		v[n] = all.v[i];
		v[n++].position = (int64_t)i + 1;
	}
	*ret = (struct list_rows){.v = v, .n = n};
	return 0;
}

static struct str
kind_key(struct arena *a, const void *row)
{
	return str_number(a, ((const struct urgent_kind *)row)->position);
}

static struct str
kind_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/urgent/%.*s/edit", STR(((const struct urgent_kind *)row)->code));
}

/* On a page a long list of words is cut; files have all of them. */
static struct html
draw_words(struct req *r, const void *row)
{
	struct str words = ((const struct urgent_kind *)row)->words, word;
	struct urgent_words_view w = {.n = 0};
	struct buf b;

	buf_init(&b, &r->arena);
	while (str_next(&words, '\n', &word)) {
		if (w.n < 8)
			buf_fmt(&b, "%s%.*s", b.n ? "、" : "", STR(word));
		w.n += word.n > 0;
	}
	w.some = buf_done(&b);
	return view_text(r, urgent_words, &w);
}

static struct html
draw_calls(struct req *r, const void *row)
{
	return view_text(r, urgent_lines, &(struct urgent_words_view){.some = ((const struct urgent_kind *)row)->calls});
}

static const struct list_word states[] = {
	{URGENT_LIVE, N_("在用"), "c-green", "check"},
	{URGENT_RETIRED, N_("停用"), "line", "pause"},
	{0, NULL, NULL, NULL},
};

#define KIND(member) SHAPE_MEMBER(struct urgent_kind, member)
static const struct shape_field kind_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, KIND(code), COLUMN(.label = N_("代号"), .show = LIST_WIDE)},
	{.name = "name", .type = SHAPE_TEXT, KIND(name), COLUMN(.label = N_("名称"), .show = LIST_TITLE)},
	{.name = "name_en", .type = SHAPE_TEXT, KIND(name_en), COLUMN(.label = N_("英文名称"), .show = LIST_WIDE | LIST_WRAP)},
	{.name = "say", .type = SHAPE_TEXT, KIND(say), COLUMN(.label = N_("先做什么"), .show = LIST_WIDE | LIST_WRAP)},
	{.name = "say_en", .type = SHAPE_TEXT, KIND(say_en)},
	{.name = "calls", .type = SHAPE_TEXT, KIND(calls), COLUMN(.label = N_("拨打"), .show = LIST_WRAP, .draw = draw_calls)},
	{.name = "words", .type = SHAPE_TEXT, KIND(words), COLUMN(.label = N_("说法"), .show = LIST_WRAP, .draw = draw_words)},
	{.name = "state", .type = SHAPE_INT, KIND(state), COLUMN(.label = N_("状态"), .words = states)},
};
static const struct shape kind_shape = {"EmergencyKind", kind_fields, sizeof kind_fields / sizeof *kind_fields};
static const struct list kinds = {
	.name = "urgent",
	.path = "/urgent",
	.title = N_("紧急说法"),
	.none = N_("还没有紧急说法"),
	.shape = &kind_shape,
	.size = sizeof(struct urgent_kind),
	.rows = kind_rows,
	.key = kind_key,
	.href = kind_href,
};

/* The file is read back, so it has everything. */
static const struct shape_field file_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, KIND(code), COLUMN(.label = N_("代号"), .show = LIST_TITLE)},
	{.name = "name", .type = SHAPE_TEXT, KIND(name), COLUMN(.label = N_("名称"))},
	{.name = "name_en", .type = SHAPE_TEXT, KIND(name_en), COLUMN(.label = N_("英文名称"))},
	{.name = "say", .type = SHAPE_TEXT, KIND(say), COLUMN(.label = N_("先做什么"))},
	{.name = "say_en", .type = SHAPE_TEXT, KIND(say_en), COLUMN(.label = N_("先做什么（英文）"))},
	{.name = "calls", .type = SHAPE_TEXT, KIND(calls), COLUMN(.label = N_("拨打"))},
	{.name = "words", .type = SHAPE_TEXT, KIND(words), COLUMN(.label = N_("说法"))},
	{.name = "unless", .type = SHAPE_TEXT, KIND(spared), COLUMN(.label = N_("不算的说法"))},
};
static const struct shape file_shape = {"EmergencyKindFile", file_fields, sizeof file_fields / sizeof *file_fields};
static const struct list files = {
	.name = "urgent",
	.path = "/urgent",
	.title = N_("紧急说法"),
	.none = N_("还没有紧急说法"),
	.shape = &file_shape,
	.size = sizeof(struct urgent_kind),
	.rows = kind_rows,
	.key = kind_key,
};

struct urgent_list_in {
	struct paging_in page;
	enum list_format format;
};
static const struct field list_fields[] = {
	PAGING_AFTER(urgent_list_in, page),
	LIST_FORMAT(urgent_list_in, format),
};
static const struct form list_form = FORM(urgent_list_in, list_fields);

struct urgent_try_in {
	struct str text;
	bool look;
};
static const struct field try_fields[] = {
	FIELD(urgent_try_in, text, FIELD_LINES, .label = N_("一段话"), .max = 2000),
	FIELD(urgent_try_in, look, FIELD_AGAIN, .label = N_("试一试")),
};
static const struct form try_form = FORM(urgent_try_in, try_fields);

static int
urgent_page(struct req *r)
{
	const struct urgent_list_in *in = form_if(r, urgent_list_in);
	const struct urgent_try_in *tried = form_if(r, urgent_try_in);
	struct page page = page_for(N_("紧急说法"), NULL);
	struct list_ask ask = {.after = in ? in->page.after : S("")};
	struct urgent_list_page p = {0};
	struct urgent_kind_list all;
	struct urgent_alarm alarm;

	if (!urgent_may_edit(r->who))
		return E_DENIED;
	TRY(list_table(r, &kinds, &ask, &p.table));
	TRY(urgent_kinds(r->tx, r->who->district, true, &all));
	p.shipped = all.n && !all.v[0].id;
	ui_form(r, &try_form);
	if (tried && str_trim(tried->text).n) {
		p.tried = true;
		p.text = tried->text;
		TRY(urgent_look(r->tx, r->who->district, tried->text, &alarm));
		p.band = urgent_band_of(r, &alarm, false);
		p.codes = urgent_codes(&r->arena, &alarm);
	}
	return reply_page(r, &page, urgent_list, &p);
}

static int
urgent_try_post(struct req *r)
{
	return redirect(r, "/urgent");
}

static int
urgent_table(struct req *r)
{
	struct list_ask ask = {.filter = NULL};

	return list_download(r, &files, &ask, form_in(r, urgent_list_in)->format);
}

/* ---- one kind ---- */

struct urgent_edit_in {
	struct str code, name, name_en, say, say_en, calls, words, spared;
	int64_t version;
};
static const struct field edit_fields[] = {
	FIELD(urgent_edit_in, code, FIELD_TEXT, .label = N_("代号"), .max = URGENT_CODE_MAX, .hint = N_("小写字母，比如 fire，定了不再改")),
	FIELD(urgent_edit_in, name, FIELD_TEXT, .label = N_("名称"), .max = URGENT_NAME_MAX, .required = true,
	      .missing = N_("请写名称，比如“着火、冒烟”。")),
	FIELD(urgent_edit_in, name_en, FIELD_TEXT, .label = N_("英文名称"), .max = 80),
	FIELD(urgent_edit_in, say, FIELD_LINES, .label = N_("先做什么"), .max = URGENT_SAY_MAX, .hint = N_("打电话以前和以后，一两句")),
	FIELD(urgent_edit_in, say_en, FIELD_LINES, .label = N_("先做什么（英文）"), .max = URGENT_SAY_MAX),
	FIELD(urgent_edit_in, calls, FIELD_LINES, .label = N_("拨打"), .max = URGENT_CALLS_MAX,
	      .hint = N_("每行一个：号码、空格、名称，后面可以加“/”和英文。本地燃气公司、值班室的号码也写在这里")),
	FIELD(urgent_edit_in, words, FIELD_LINES, .label = N_("说法"), .max = URGENT_WORDS_MAX,
	      .hint = N_("每行一个，“…”表示中间可以隔几个字，比如“孩子…不见了”")),
	FIELD(urgent_edit_in, spared, FIELD_LINES, .label = N_("不算的说法"), .max = URGENT_WORDS_MAX,
	      .hint = N_("听着像、其实不是的，比如“着火车站”；“*”代表上面的任何一个说法，比如“没有*”")),
	FIELD(urgent_edit_in, version, FIELD_ID, .label = N_("版本")),
};
static const struct form edit_form = FORM(urgent_edit_in, edit_fields);

static int
show_steps(struct req *r, struct urgent_edit_page *p)
{
	struct flow_step_list steps = {0};

	if (p->k.id)
		TRY(gate_steps(r, FLOW_URGENT, p->k.id, FLOW_INTERNAL, &steps));
	p->steps.v = NEW_ARRAY(&r->arena, struct urgent_step_view, steps.n);
	for (size_t i = steps.n; i-- > 0;)
		p->steps.v[p->steps.n++] = (struct urgent_step_view){
			.word = urgent_step_word(steps.v[i].kind), .at = steps.v[i].at, .who = say_duty(r, steps.v[i].person_title), .text = steps.v[i].text,
		};
	return 0;
}

static int
urgent_edit_page(struct req *r)
{
	struct page page = page_for(N_("紧急说法"), "/urgent");
	struct urgent_edit_page p = {.adding = str_is(r->path, "/urgent/new")};

	if (!urgent_may_edit(r->who))
		return E_DENIED;
	ui_form(r, &edit_form);
	if (!p.adding) {
		TRY(urgent_kind(r->tx, r->who->district, r->arg[0], &p.k));
		p.all = str_is(p.k.code, URGENT_ALL);
		ui_fill(r, "name", p.k.name);
		ui_fill(r, "name_en", p.k.name_en);
		ui_fill(r, "say", p.k.say);
		ui_fill(r, "say_en", p.k.say_en);
		ui_fill(r, "calls", p.k.calls);
		ui_fill(r, "words", p.k.words);
		ui_fill(r, "spared", p.k.spared);
		TRY(show_steps(r, &p));
	}
	return reply_page(r, &page, urgent_edit, &p);
}

static int
urgent_edit_post(struct req *r)
{
	const struct urgent_edit_in *in = form_in(r, urgent_edit_in);
	bool adding = str_is(r->path, "/urgent/new");
	struct urgent_kind k;

	if (adding && urgent_kind(r->tx, r->who->district, str_trim(in->code), &k) == 0)
		return form_fail(r, urgent_edit_in, code, N_("已经有这个代号了，请换一个，或者去改那一种。"));
	if (!adding)
		TRY(urgent_kind(r->tx, r->who->district, r->arg[0], &k));
	TRY(urgent_put(r->tx, r->who, adding ? in->code : r->arg[0], in->version,
		       &(struct urgent_draft){
			       .name = in->name, .name_en = in->name_en, .say = in->say, .say_en = in->say_en, .calls = in->calls,
			       .words = in->words, .spared = in->spared,
		       }));
	gate_flash(r, N_("存好了，马上起作用"));
	return redirect(r, "/urgent");
}

struct urgent_state_in {
	int64_t version;
};
static const struct field state_fields[] = {FIELD(urgent_state_in, version, FIELD_ID, .label = N_("版本"))};
static const struct form state_form = FORM(urgent_state_in, state_fields);

static int
urgent_state_post(struct req *r)
{
	bool retired = str_ends(r->path, S("/retire"));

	TRY(urgent_retire(r->tx, r->who, r->arg[0], form_in(r, urgent_state_in)->version, retired));
	gate_flash(r, retired ? N_("停用了，不再提醒") : N_("恢复了"));
	return redirect(r, "/urgent");
}

/* ---- in ---- */

enum { DO_LOOK = 1, DO_PUT };
static const struct choice does[] = {{"look", N_("先看看会改什么"), DO_LOOK}, {"put", N_("导入"), DO_PUT}};
struct urgent_import_in {
	struct uploads file;
	int does;
};
static const struct field import_fields[] = {
	FIELD(urgent_import_in, file, FIELD_FILES, .label = N_("表格文件"), .max = 1, .required = true, .missing = N_("请选一个文件。")),
	FIELD_AS(urgent_import_in, does, "do", FIELD_CHOICE, .label = N_("做什么"), CHOICES(does), .required = true,
		 .missing = N_("请选先看看，还是导入。")),
};
static const struct form import_form = FORM(urgent_import_in, import_fields);

static int
urgent_import_page(struct req *r)
{
	struct page page = page_for(N_("导入紧急说法"), "/urgent");
	struct urgent_import_page p = {0};

	if (!urgent_may_edit(r->who))
		return E_DENIED;
	ui_form(r, &import_form);
	return reply_page(r, &page, urgent_import, &p);
}

static int
refuse(struct req *r, int rc)
{
	switch (rc) {
	case E_MEDIA:
		return form_fail(r, urgent_import_in, file,
				 sheet_advice(form_in(r, urgent_import_in)->file.v[0]->bytes, form_in(r, urgent_import_in)->file.v[0]->filename));
	case E_TOOBIG: return form_fail(r, urgent_import_in, file, N_("表格太大了，最多 200 行。"));
	case E_INVALID: return form_fail(r, urgent_import_in, file, N_("第一行要有“代号”和“说法”，请用导出的表格来改。"));
	case E_MALFORMED: return form_fail(r, urgent_import_in, file, N_("表格读到一半读不下去了，请重新另存一次。"));
	}
	return rc;
}

static int
urgent_import_post(struct req *r)
{
	const struct urgent_import_in *in = form_in(r, urgent_import_in);
	struct urgent_import_page *p = NEW(&r->arena, struct urgent_import_page);
	int rc = urgent_import(r->tx, r->who, in->file.v[0]->bytes, in->file.v[0]->filename, in->does == DO_LOOK, &p->plan);

	if (rc < 0)
		return r->tx->fault.text ? rc : refuse(r, rc);
	p->looked = in->does == DO_LOOK;
	LEAVE(&r->found, urgent_import_page, p);
	return 0;
}

/* What the sheet does, or did. */
static int
urgent_imported_page(struct req *r)
{
	struct page page = page_for(N_("导入紧急说法"), "/urgent");

	ui_form(r, &import_form);
	return reply_page(r, &page, urgent_import, TAKE(&r->found, urgent_import_page));
}

static const struct route rows[] = {
	ROUTE_GET("/urgent", URGENT_EDIT, urgent_page, .form = &list_form, .about = "Words of emergencies and whom to call"),
	ROUTE_POST("/urgent", URGENT_EDIT, urgent_try_post, .form = &try_form, .again = urgent_page,
		   .about = "What a text would say"),
	ROUTE_GET("/urgent/table", URGENT_EDIT, urgent_table, .form = &list_form, .flags = ROUTE_EXPORT,
		  .about = "Words of emergencies as CSV or XLSX"),
	ROUTE_GET("/urgent/import", URGENT_EDIT, urgent_import_page, .about = "Form to read words of emergencies from a sheet"),
	ROUTE_POST("/urgent/import", URGENT_EDIT, urgent_import_post, .form = &import_form, .after = urgent_imported_page,
		   .again = urgent_import_page, .flags = ROUTE_BIG, .about = "Read words of emergencies from a sheet"),
	ROUTE_GET("/urgent/new", URGENT_EDIT, urgent_edit_page, .about = "Form for one more kind of emergency"),
	ROUTE_POST("/urgent/new", URGENT_EDIT, urgent_edit_post, .form = &edit_form, .again = urgent_edit_page,
		   .about = "Add a kind of emergency"),
	ROUTE_GET("/urgent/:code/edit", URGENT_EDIT, urgent_edit_page, .about = "A kind of emergency, and who changed it"),
	ROUTE_POST("/urgent/:code/edit", URGENT_EDIT, urgent_edit_post, .form = &edit_form, .again = urgent_edit_page,
		   .about = "Change a kind of emergency"),
	ROUTE_POST("/urgent/:code/retire", URGENT_EDIT, urgent_state_post, .form = &state_form, .about = "Take a kind out of use"),
	ROUTE_POST("/urgent/:code/restore", URGENT_EDIT, urgent_state_post, .form = &state_form, .about = "Take a kind into use again"),
};
const struct route_table urgent_routes = {rows, sizeof rows / sizeof *rows};
