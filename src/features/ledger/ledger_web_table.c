/* ledger_web_table.c: the cases of the ledger as a table to take away. */
#include "base/clock.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/ledger/ledger_web.h"
#include "kit/export.h"

enum { TABLE_STEP = 200 }; /* the most that appeal_public gives at once */

static const char *const table_columns[] = {
	N_("编号"), N_("问题"), N_("地点"),	  N_("责任单位"),
	N_("收到"), N_("承诺"), N_("办理情况"), N_("答复"), N_("居民评价"),
};
enum { TABLE_COLUMNS = sizeof table_columns / sizeof *table_columns };

static struct str
day_of(struct arena *a, int64_t at)
{
	struct civil c = clock_civil(at);

	return str_fmt(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static void
put_card(struct req *r, const struct appeal_card *c, struct export_batch *b)
{
	struct arena *a = &r->arena;

	export_put(b, (struct str[TABLE_COLUMNS]){
			      c->l.code,
			      c->title,
			      c->place,
			      c->org.n ? c->org : c->community,
			      day_of(a, c->l.filed_at),
			      day_of(a, c->l.promised_at),
			      str_of(ui_translate(req_lang(r), c->state_word)),
			      c->reply,
			      c->result ? str_number(a, c->result) : S(""),
		      });
}

/* Page after page, each as the ledger shows it. */
static int
put_ledger(struct req *r, const void *ctx, struct export_batch *b)
{
	const struct ledger_in *in = form_in(r, ledger_in);
	struct appeal_filter f = {.only = in->show, .after = b->after, .limit = b->most < TABLE_STEP ? b->most : TABLE_STEP};
	struct territory_node community;
	struct appeal_line_list lines;
	struct appeal_card_list cards;

	(void)ctx;
	TRY(appeal_community_of(r, in->community, &community));
	f.community = community.id;
	TRY(appeal_public(r->tx, r->who->district, &f, &lines, &b->next));
	cards = appeal_cards_of(r, &lines, true);
	for (size_t i = 0; i < cards.n; i++)
		put_card(r, &cards.v[i], b);
	return 0;
}

static int
ledger_table_page(struct req *r)
{
	const char **heads = NEW_ARRAY(&r->arena, const char *, TABLE_COLUMNS);

	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		heads[i] = ui_translate(req_lang(r), table_columns[i]);
	return export_reply(r, &(struct export_table){
				       .kind = SHEET_CSV,
				       .name = str_fmt(&r->arena, "ledger-%.*s", STR(day_of(&r->arena, clock_now()))),
				       .heads = heads,
				       .columns = TABLE_COLUMNS,
				       .rows = put_ledger,
			       });
}

static const struct route rows[] = {
	ROUTE_GET("/ledger/table.csv", OPEN, ledger_table_page, .form = &ledger_form,
		  .flags = ROUTE_EXPORT, .about = "All cases of the ledger as CSV, newest first"),
};

const struct route_table ledger_table_routes = {rows, sizeof rows / sizeof *rows};
