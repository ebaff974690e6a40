/* ledger_web_table.c: the cases of the ledger as a table to take away. */
#include <stdio.h>

#include "base/clock.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/ledger/ledger_web.h"
#include "http/reply.h"
#include "lib/sheet.h"

enum { TABLE_MAX = 10000, TABLE_STEP = 200 };

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

static int
put_cards(struct req *r, const struct appeal_card_list *cards, struct sheet_out *out)
{
	struct arena *a = &r->arena;

	for (size_t i = 0; i < cards->n; i++) {
		const struct appeal_card *c = &cards->v[i];

		TRY(sheet_out_row(out, (struct str[TABLE_COLUMNS]){
					       c->l.code,
					       c->title,
					       c->place,
					       c->org.n ? c->org : c->community,
					       day_of(a, c->l.filed_at),
					       day_of(a, c->l.promised_at),
					       str_of(ui_translate(req_lang(r), c->state_word)),
					       c->reply,
					       c->result ? str_number(a, c->result)
							 : S(""),
				       }));
	}
	return 0;
}

/* Page after page, each as the ledger shows it. */
static int
put_ledger(struct req *r, struct sheet_out *out)
{
	const struct ledger_in *in = form_in(r, ledger_in);
	struct appeal_filter f = {.only = in->show, .limit = TABLE_STEP};
	struct territory_node community;
	struct appeal_line_list lines;
	struct appeal_card_list cards;
	struct arena_mark rows, texts;
	struct str next = S("more");
	char after[32] = "";

	TRY(appeal_community_of(r, in->community, &community));
	f.community = community.id;
	rows = arena_mark(r->tx->arena);
	texts = arena_mark(&r->arena);
	for (size_t n = 0; n < TABLE_MAX && next.n; n += lines.n) {
		f.after = str_of(after);
		TRY(appeal_public(r->tx, r->who->district, &f, &lines, &next));
		cards = appeal_cards_of(r, &lines, true);
		TRY(put_cards(r, &cards, out));
		snprintf(after, sizeof after, "%.*s", STR(next));
		arena_rewind(r->tx->arena, rows);
		arena_rewind(&r->arena, texts);
	}
	return 0;
}

static int
write_ledger(void *ctx, int fd)
{
	struct req *r = ctx;
	const char *names[TABLE_COLUMNS];
	struct sheet_out *out;
	int rc, closed;

	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		names[i] = ui_translate(req_lang(r), table_columns[i]);
	TRY(sheet_out_open(SHEET_CSV, fd, names, TABLE_COLUMNS, &out));
	rc = put_ledger(r, out);
	closed = sheet_out_close(out);
	return rc < 0 ? rc : closed;
}

static int
ledger_table_page(struct req *r)
{
	struct str bytes = S("");

	TRY(sheet_bytes(&r->arena, write_ledger, r, &bytes));
	return reply_bytes(r, S("text/csv; charset=utf-8"), bytes,
			   str_fmt(&r->arena, "ledger-%.*s.csv",
				   STR(day_of(&r->arena, clock_now()))));
}

static const struct route rows[] = {
	ROUTE_GET("/ledger/table.csv", OPEN, ledger_table_page, .form = &ledger_form,
		  .flags = ROUTE_POOL, .about = "The ledger's newest 10,000 cases as CSV"),
};

const struct route_table ledger_table_routes = {rows, sizeof rows / sizeof *rows};
