/* sample_web.c: the pages of notes, with the forms of those who write them. */
#include "features/sample/sample_web.h"

#include "features/sample/sample_page.h"
#include "gen/sample_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/paging.h"
#include "lib/text.h"

/* ---- the list ---- */

static const char *const state_keys[] = {
#define STATE(number, name, key, word, live, tab) key,
#include "features/sample/state.def"
#undef STATE
	NULL,
};
static const struct list_word state_words[] = {
#define STATE(number, name, key, word, live, tab) {number, word, NULL, NULL},
#include "features/sample/state.def"
#undef STATE
	{0},
};

#define NOTE(member) SHAPE_MEMBER(struct sample, member)
static const struct shape_field note_fields[] = {
	{.name = "id", .type = SHAPE_ID, NOTE(id)},
	{.name = "code", .type = SHAPE_TEXT, NOTE(code), COLUMN(.label = N_("编号"), .show = LIST_TITLE)},
	{.name = "text", .type = SHAPE_TEXT, NOTE(text), COLUMN(.label = N_("内容"))},
	{.name = "state", .type = SHAPE_WORD, NOTE(state), .word = sample_state_key, .words = state_keys,
	 COLUMN(.label = N_("状态"), .words = state_words)},
	{.name = "at", .type = SHAPE_TIME, NOTE(at), COLUMN(.label = N_("时间"), .show = LIST_SORTED)},
	{.name = "version", .type = SHAPE_INT, NOTE(version), .about = "Send it with a change; a stale one is refused with 409"},
};
const struct shape sample_shape = {"Sample", note_fields, sizeof note_fields / sizeof *note_fields};

/* Everybody reads the same: without numbers and names. */
static int
rows_of(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	struct list_rows *ret)
{
	struct sample_list list;
	int64_t before = 0;

	(void)filter;
	if (after.n && !str_int(after, &before))
		return E_NOTFOUND;
	TRY(sample_newest(tx, who->district, before, limit, &list));
	for (size_t i = 0; i < list.n; i++)
		list.v[i].text = text_redact(a, list.v[i].text);
	*ret = (struct list_rows){.v = list.v, .n = list.n};
	return 0;
}

static struct str
key_of(struct arena *a, const void *row)
{
	return str_number(a, ((const struct sample *)row)->id);
}

static struct str
href_of(struct arena *a, const void *row)
{
	return str_fmt(a, "/sample/%.*s", STR(((const struct sample *)row)->code));
}

const struct list sample_list = {
	.name = "sample",
	.path = "/sample",
	.title = N_("记事"),
	.none = N_("还没有记事"),
	.shape = &sample_shape,
	.size = sizeof(struct sample),
	.rows = rows_of,
	.key = key_of,
	.href = href_of,
};

struct sample_list_in {
	struct paging_in page;
	enum list_format format;
};
static const struct field list_fields[] = {
	PAGING_AFTER(sample_list_in, page),
	PAGING_BACK(sample_list_in, page),
	LIST_FORMAT(sample_list_in, format),
};
const struct form sample_list_form = FORM(sample_list_in, list_fields);

struct list_ask
sample_asked(struct req *r)
{
	const struct sample_list_in *in = form_if(r, sample_list_in);

	return in ? (struct list_ask){.after = in->page.after, .back = in->page.back} : (struct list_ask){0};
}

/* ---- the forms ---- */

/* What is said in a new note and in a change; in a move that changes no text it is left out. */
#define SAID(in_, must) \
	FIELD_AS(in_, said.text, "text", FIELD_LINES, .label = N_("内容"), .max = SAMPLE_TEXT_MAX, .required = must, \
		 .missing = N_("还没写内容。"))

struct sample_write_in {
	struct sample_said said;
};
static const struct field write_fields[] = {
	SAID(sample_write_in, true),
};
const struct form sample_write_form = FORM(sample_write_in, write_fields);

static const struct choice acts[] = {
#define ACT(number, name, key, word, from, to, deed) {key, word, number},
#include "features/sample/act.def"
#undef ACT
};
struct sample_move_in {
	int act;
	int64_t version;
	struct sample_said said;
};
static const struct field move_fields[] = {
	FIELD(sample_move_in, act, FIELD_CHOICE, .label = N_("操作"), .required = true, CHOICES(acts)),
	FIELD(sample_move_in, version, FIELD_INT, .label = N_("版本"), .min = 1, .required = true, .about = "As it was read"),
	SAID(sample_move_in, false),
};
const struct form sample_move_form = FORM(sample_move_in, move_fields);

int
sample_of_path(struct req *r, struct sample *ret)
{
	return sample_get(r->tx, r->who->district, r->arg[0], ret);
}

int
sample_file_from_form(struct req *r, struct sample *ret)
{
	struct str code;

	TRY(sample_file(r->tx, r->who, &form_in(r, sample_write_in)->said, &code));
	return sample_get(r->tx, r->who->district, code, ret);
}

int
sample_move_from_form(struct req *r, struct sample *ret)
{
	const struct sample_move_in *in = form_in(r, sample_move_in);

	TRY(sample_move(r->tx, r->who, r->arg[0],
			&(struct sample_change){.act = (enum sample_act)in->act, .version = in->version, .said = in->said}));
	return sample_of_path(r, ret);
}

/* ---- the pages ---- */

/* Also shown again after a refused note. */
static int
list_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .title = N_("记事"), .tab = "sample"};
	struct sample_list_page p = {.may_write = sample_may_write(r->who)};
	struct list_ask ask = sample_asked(r);

	TRY(list_table(r, &sample_list, &ask, &p.t));
	ui_form(r, &sample_write_form);
	return reply_page(r, &page, sample_list, &p);
}

static int
table_file(struct req *r)
{
	struct list_ask ask = sample_asked(r);

	return list_download(r, &sample_list, &ask, form_in(r, sample_list_in)->format);
}

static int
write_post(struct req *r)
{
	struct sample note;

	TRY(sample_file_from_form(r, &note));
	gate_flash(r, N_("记下了"));
	return redirect(r, "/sample");
}

static int
steps_of(struct req *r, const struct sample *note, struct sample_word_list *ret)
{
	struct flow_step_list steps;

	TRY(sample_steps(r->tx, r->who->district, note->id, &steps));
	*ret = (struct sample_word_list){NEW_ARRAY(&r->arena, struct sample_word, steps.n), steps.n};
	for (size_t i = 0; i < steps.n; i++)
		ret->v[i] = (struct sample_word){.word = sample_act_word(steps.v[i].kind), .at = steps.v[i].at};
	return 0;
}

/* A button for each move, but editing: that has a form. */
static int
moves_of(struct req *r, struct sample_show_page *p)
{
	struct sample_moves moves;

	TRY(sample_moves(r->tx, r->who, p->note.code, &moves));
	p->may_edit = moves.may[SAMPLE_ACT_EDIT];
	p->moves.v = NEW_ARRAY(&r->arena, struct sample_word, SAMPLE_ACT__MAX);
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (moves.may[acts[i].number] && acts[i].number != SAMPLE_ACT_EDIT)
			p->moves.v[p->moves.n++] = (struct sample_word){.key = acts[i].value, .word = acts[i].label};
	return 0;
}

static int
show_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .title = N_("记事"), .tab = "sample", .back = "/sample"};
	struct sample_show_page p = {0};

	TRY(sample_of_path(r, &p.note));
	TRY(steps_of(r, &p.note, &p.steps));
	TRY(moves_of(r, &p));
	p.state = sample_state_word(p.note.state);
	ui_form(r, &sample_move_form);
	ui_fill(r, "text", p.note.text);
	ui_fill(r, "version", str_number(&r->arena, p.note.version));
	p.note.text = text_redact(&r->arena, p.note.text);
	return reply_page(r, &page, sample_show, &p);
}

static int
move_post(struct req *r)
{
	struct sample note;

	TRY(sample_move_from_form(r, &note));
	gate_flash(r, N_("记下了"));
	return redirect(r, "/sample/%.*s", STR(note.code));
}

static const struct route rows[] = {
	ROUTE_GET("/sample", OPEN, list_page, .form = &sample_list_form, .about = "Notes of the district, newest first"),
	ROUTE_GET("/sample/table", OPEN, table_file, .form = &sample_list_form, .flags = ROUTE_EXPORT,
		  .about = "The notes as CSV or XLSX"),
	ROUTE_POST("/sample", SAMPLE_WRITE, write_post, .form = &sample_write_form, .again = list_page, .about = "Write a note"),
	ROUTE_GET("/sample/:code", OPEN, show_page, .about = "A note and what became of it"),
	ROUTE_POST("/sample/:code", SAMPLE_WRITE, move_post, .form = &sample_move_form, .again = show_page,
		   .about = "Change a note, or move it to another state"),
};

const struct route_table sample_routes = {rows, sizeof rows / sizeof *rows};
