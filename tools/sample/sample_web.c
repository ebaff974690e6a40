/* sample_web.c: the pages of notes, with the forms of those who write them. */
#include "features/sample/sample_web.h"

#include "features/sample/sample_page.h"
#include "gen/sample_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "lib/text.h"

struct list_in {
	int64_t before;
};
static const struct field list_fields[] = {
	FIELD(list_in, before, FIELD_ID, .label = N_("下一页"),
	      .about = "Cursor: next of the page before"),
};
const struct form sample_list_form = FORM("sample_list", list_fields);

#define TEXT \
	{ \
		.name = "text", .type = FIELD_LINES, .label = N_("内容"), .max = SAMPLE_TEXT_MAX, .required = true, \
		.missing = N_("还没写内容。") \
	}
enum { W_TEXT, W_VERSION };
static const struct field write_fields[] = {[W_TEXT] = TEXT};
const struct form sample_write_form = FORM("sample_write", write_fields);
static const struct field edit_fields[] = {
	[W_TEXT] = TEXT,
	[W_VERSION] = {.name = "version", .type = FIELD_INT, .label = N_("版本"), .min = 1, .required = true,
		       .about = "As it was read"},
};
const struct form sample_edit_form = FORM("sample_edit", edit_fields);

int
sample_list_of(struct req *r, struct sample_list *ret, int64_t *ret_next)
{
	int64_t before = r->method == GET ? in_int(r, L_BEFORE) : 0;

	TRY(sample_newest(r->tx, r->who->district, before, ret, ret_next));
	for (size_t i = 0; i < ret->n; i++)
		ret->v[i].text = text_redact(&r->arena, ret->v[i].text);
	return 0;
}

int
sample_of_path(struct req *r, struct sample *ret)
{
	int64_t id;

	return str_int(r->arg[0], &id) ? sample_get(r->tx, r->who->district, id, ret) : E_NOTFOUND;
}

int
sample_add_from_form(struct req *r, int64_t *ret_id)
{
	return sample_add(r->tx, r->who, in_str(r, W_TEXT), ret_id);
}

int
sample_edit_from_form(struct req *r, struct sample *ret)
{
	TRY(sample_of_path(r, ret));
	TRY(sample_edit(r->tx, r->who, ret->id, in_int(r, W_VERSION), in_str(r, W_TEXT)));
	return sample_of_path(r, ret);
}

/* Also shown again after a refused POST: then the fields are those of the other form. */
static int
sample_list_page(struct req *r)
{
	const struct list_in *in = form_if(r, list_in);
	struct page page = {.frame = FRAME_WIDE, .title = N_("记事"), .tab = "sample"};
	struct sample_page p = {.may_write = sample_may_write(r->who)};

	TRY(sample_list_of(r, &p.notes, &p.next));
	ui_form(r, &sample_write_form);
	return reply_page(r, &page, sample_list, &p);
}

static int
sample_write_post(struct req *r)
{
	const struct write_in *in = form_in(r, write_in);
	int64_t id;

	TRY(sample_add_from_form(r, &id));
	gate_flash(r, N_("记下了"));
	return redirect(r, "/sample");
}

static int
sample_show_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .title = N_("记事"), .tab = "sample", .back = "/sample"};
	struct sample_one p = {.may_write = sample_may_write(r->who)};

	TRY(sample_of_path(r, &p.note));
	ui_form(r, &sample_edit_form);
	ui_fill(r, "text", p.note.text);
	ui_fill(r, "version", str_number(&r->arena, p.note.version));
	p.note.text = text_redact(&r->arena, p.note.text);
	return reply_page(r, &page, sample_show, &p);
}

static int
sample_edit_post(struct req *r)
{
	struct sample now;

	TRY(sample_edit_from_form(r, &now));
	gate_flash(r, N_("记下了"));
	return redirect(r, "/sample/%lld", (long long)now.id);
}

static const struct route rows[] = {
	ROUTE_GET("/sample", OPEN, sample_list_page, .form = &sample_list_form, .about = "Notes of the district"),
	ROUTE_POST("/sample", SAMPLE_WRITE, sample_write_post, .form = &sample_write_form, .again = sample_list_page,
		   .about = "Write a note"),
	ROUTE_GET("/sample/:id", OPEN, sample_show_page, .about = "A note"),
	ROUTE_POST("/sample/:id", SAMPLE_WRITE, sample_edit_post, .form = &sample_edit_form, .again = sample_show_page,
		   .about = "Change a note"),
};

const struct route_table sample_routes = {rows, sizeof rows / sizeof *rows};
