/* appeal_web_practice.c: the page of cases that are practice. */
#include "features/appeal/appeal_page.h"
#include "features/appeal/appeal_practice.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_word.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "http/route.h"
#include "kit/gate.h"

struct practice_in {
	struct str code;
};
static const struct field practice_fields[] = {
	FIELD(practice_in, code, FIELD_TEXT, .label = N_("编号"), .max = 24, .required = true),
};
static const struct form practice_form = FORM(practice_in, practice_fields);

static int
practice_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("演练"), .tab = "practice"};
	struct appeal_practice_list list;
	struct appeal_practice_page p = {.days = PRACTICE_DAYS, .most = PRACTICE_MOST};

	TRY(appeal_practices(r->tx, r->who, &list));
	p.lines.v = NEW_ARRAY(&r->arena, struct appeal_practice_line, list.n);
	for (size_t i = 0; i < list.n; i++)
		p.lines.v[p.lines.n++] = (struct appeal_practice_line){
			.code = list.v[i].code, .title = list.v[i].title, .place = list.v[i].place_name, .filed_at = list.v[i].filed_at,
			.state = appeal_state_word(list.v[i].state),
		};
	return reply_page(r, &page, appeal_practice, &p);
}

static int
practice_post(struct req *r)
{
	TRY(appeal_practice_end(r->tx, r->who, form_in(r, practice_in)->code));
	gate_flash(r, N_("演练结束了，这一件马上抹掉"));
	return redirect(r, "/appeal/practice");
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/practice", APPEAL_PRACTICE, practice_page, .about = "Cases that are practice"),
	ROUTE_POST("/appeal/practice/end", APPEAL_PRACTICE, practice_post, .form = &practice_form, .again = practice_page,
		   .about = "End one: it is erased"),
};

const struct route_table appeal_practice_routes = {rows, sizeof rows / sizeof *rows};
