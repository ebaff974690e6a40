/* sample_web.c: the page of notes, with the form of those who write them. */
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
static const struct form list_form = FORM(list_in, list_fields);

struct write_in {
	struct str text;
};
static const struct field write_fields[] = {
	FIELD(write_in, text, FIELD_LINES, .label = N_("内容"), .max = SAMPLE_TEXT_MAX,
	      .required = true, .missing = N_("还没写内容。")),
};
static const struct form write_form = FORM(write_in, write_fields);

/* Also shown again after a refused POST: then the fields are those of the other form. */
static int
sample_list_page(struct req *r)
{
	const struct list_in *in = form_if(r, list_in);
	struct page page = {.frame = FRAME_WIDE, .title = N_("记事"), .tab = "sample"};
	struct sample_page p = {.may_write = sample_may_write(r->who)};
	int64_t before = in ? in->before : 0;

	TRY(sample_newest(r->tx, r->who->district, before, &p.notes, &p.next));
	for (size_t i = 0; i < p.notes.n; i++)
		p.notes.v[i].text = text_redact(&r->arena, p.notes.v[i].text);
	ui_form(r, &write_form);
	return reply_page(r, &page, sample_list, &p);
}

static int
sample_write_post(struct req *r)
{
	const struct write_in *in = form_in(r, write_in);
	int64_t id;

	TRY(sample_add(r->tx, r->who, in->text, &id));
	gate_flash(r, N_("记下了"));
	return redirect(r, "/sample");
}

static const struct route rows[] = {
	ROUTE_GET("/sample", OPEN, sample_list_page, .form = &list_form, .about = "Notes of the district"),
	ROUTE_POST("/sample", SAMPLE_WRITE, sample_write_post, .form = &write_form, .again = sample_list_page,
		   .about = "Write a note"),
};

const struct route_table sample_routes = {rows, sizeof rows / sizeof *rows};
