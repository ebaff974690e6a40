/* appeal_web_caller.c: somebody calls and has no number at hand: their cases by phone or name, with a reason. Neither stands in an
 * address: the answer to the form shows what was found. */
#include "features/appeal/appeal_caller.h"
#include "features/appeal/appeal_web.h"
#include "gen/appeal_view.h"
#include "kit/gate.h"

static int
show(struct req *r, struct appeal_caller_page *p)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("找来电人"), .tab = "caller"};

	ui_form(r, &appeal_caller_form);
	return reply_page(r, &page, appeal_caller, p);
}

static int
appeal_caller_page(struct req *r)
{
	return show(r, &(struct appeal_caller_page){0});
}

/* Which cases the form found: noted and judged in its transaction, read for the page in the next. */
struct caller_found {
	int64_t ids[APPEAL_CALLER_MOST];
	size_t n;
	struct str next;
};

static int
appeal_caller_post(struct req *r)
{
	const struct appeal_caller_in *in = form_in(r, appeal_caller_in);
	struct caller_found *found = NEW(&r->arena, struct caller_found);
	struct appeal_line_list lines;
	struct str next;

	TRY(appeal_by_caller(r->tx, r->who, &(struct appeal_calling){in->caller, in->reason, in->page.after}, &lines, &next));
	found->next = str_dup(&r->arena, next);
	for (found->n = 0; found->n < lines.n; found->n++)
		found->ids[found->n] = lines.v[found->n].id;
	LEAVE(&r->found, caller_found, found);
	return 0;
}

static int
appeal_caller_found(struct req *r)
{
	const struct appeal_caller_in *in = form_in(r, appeal_caller_in);
	const struct caller_found *found = TAKE(&r->found, caller_found);
	struct appeal_caller_page p = {.asked = true, .caller = in->caller, .reason = in->reason, .next = found->next};
	struct appeal_line_list lines;

	TRY(appeal_lines_of(r->tx, r->who->district, found->ids, found->n, &lines));
	p.cards = appeal_cards_of(r, &lines, false);
	return show(r, &p);
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/caller", APPEAL_QUEUE, appeal_caller_page, .about = "Find the cases of somebody who calls"),
	ROUTE_POST("/appeal/caller", APPEAL_QUEUE, appeal_caller_post, .form = &appeal_caller_form, .after = appeal_caller_found,
		   .again = appeal_caller_page, .about = "Cases by phone number or name; the reason is logged"),
};

const struct route_table appeal_caller_routes = {rows, sizeof rows / sizeof *rows};
