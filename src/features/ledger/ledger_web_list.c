/* ledger_web_list.c: the cases of the ledger: until each is closed, with what became of it. */
#include "features/appeal/appeal_web_pick.h"
#include "features/appeal/appeal_web_rows.h"
#include "features/ledger/ledger_page.h"
#include "features/ledger/ledger_web.h"
#include "gen/ledger_view.h"

static struct html
draw_day(struct req *r, const void *row)
{
	const struct appeal_card *c = row;

	return view_text(r, ledger_day, c);
}

static struct html
draw_reply(struct req *r, const void *row)
{
	const struct appeal_card *c = row;

	return c->l.reply.n ? view_text(r, ledger_reply, c) : (struct html){S("")};
}

static struct html
draw_mark(struct req *r, const void *row)
{
	const struct appeal_card *c = row;

	return c->l.result ? view_text(r, ledger_mark, c) : (struct html){S("")};
}

#define CARD(member) SHAPE_MEMBER(struct appeal_card, l.member)
static const struct shape_field case_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, CARD(code), COLUMN(.label = N_("编号"), .show = LIST_WIDE | LIST_UNBROKEN)},
	{.name = "title", .type = SHAPE_TEXT, CARD(title), COLUMN(.label = N_("问题"), .show = LIST_TITLE)},
	{.name = "place", .type = SHAPE_TEXT, CARD(place_name), COLUMN(.label = N_("地点"))},
	{.name = "body", .type = SHAPE_TEXT, CARD(org_name), COLUMN(.label = N_("责任单位"))},
	{.name = "filed_at", .type = SHAPE_TIME, CARD(filed_at), COLUMN(.label = N_("收到"), .show = LIST_WIDE)},
	{.name = "promised_at", .type = SHAPE_TIME, CARD(promised_at), COLUMN(.label = N_("承诺"), .draw = draw_day)},
	{.name = "state", .type = SHAPE_INT, CARD(state),
	 COLUMN(.label = N_("办理情况"), .words = appeal_state_words, .draw = appeal_row_promise)},
	{.name = "reply", .type = SHAPE_TEXT, CARD(reply), COLUMN(.label = N_("答复"), .draw = draw_reply)},
	{.name = "result", .type = SHAPE_ID, CARD(result), COLUMN(.label = N_("居民评价"), .draw = draw_mark)},
};
static const struct shape case_shape = {"LedgerCase", case_fields, sizeof case_fields / sizeof *case_fields};

static const struct list cases = {
	.name = "ledger",
	.path = "/ledger",
	.title = N_("台账"),
	.none = N_("这里还没有公开的诉求。"),
	.look = "tbl cards",
	.page = APPEAL_PAGE,
	.shape = &appeal_line_shape,
	.view = &case_shape,
	.size = sizeof(struct appeal_card),
	.rows = appeal_public_rows,
	.key = appeal_row_key,
	.say = appeal_card_say,
	.href = appeal_row_href,
};

static int
asked(struct req *r, struct appeal_filter *f, struct list_ask *ret)
{
	const struct ledger_in *in = form_in(r, ledger_in);
	struct territory_node community;

	TRY(appeal_community_of(r, in->community, &community));
	/* Of what is over no age is asked. */
	*f = (struct appeal_filter){.only = in->aged ? ONLY_LIVE : in->show, .community = community.id};
	ledger_aged(in->aged, &f->filed_from, &f->filed_before);
	*ret = (struct list_ask){
		.filter = f,
		.params = ledger_params(r, in->period, in->aged ? LEDGER_LIVE : (int)in->show, in->aged),
		.after = in->page.after,
		.back = in->page.back,
	};
	return 0;
}

int
ledger_table(struct req *r, struct table *ret)
{
	struct appeal_filter f;
	struct list_ask ask;

	TRY(asked(r, &f, &ask));
	return list_table(r, &cases, &ask, ret);
}

static int
table_page(struct req *r)
{
	struct appeal_filter *f = NEW(&r->arena, struct appeal_filter);
	struct list_ask ask;

	TRY(asked(r, f, &ask));
	return list_download(r, &cases, &ask, form_in(r, ledger_in)->format);
}

static const struct route rows[] = {
	ROUTE_GET("/ledger/table", OPEN, table_page, .form = &ledger_form, .flags = ROUTE_EXPORT,
		  .about = "The ledger's cases as CSV or XLSX"),
	/* The address that was released first. */
	ROUTE_GET("/ledger/table.csv", OPEN, table_page, .form = &ledger_form, .flags = ROUTE_EXPORT,
		  .about = "The ledger's cases as CSV"),
};

const struct route_table ledger_list_routes = {rows, sizeof rows / sizeof *rows};
