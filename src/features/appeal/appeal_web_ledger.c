/* appeal_web_ledger.c: the public ledger: figures with their definitions, charts, and every case until it is
 * closed. Its address /ledger is a promise of the product, so it stands beside the feature's own word. */
#include <stdio.h>

#include "base/clock.h"
#include "features/appeal/appeal_web.h"
#include "gen/appeal_view.h"
#include "lib/calendar.h"
#include "kit/gate.h"
#include "kit/paging.h"
#include "kit/say.h"
#include "lib/sheet.h"

enum {
	WEEKS = 12,
	DAY = 86400
};

static const struct choice periods[] = {
	{"month", N_("本月"), 0},
	{"week", N_("本周"), 1},
	{"year", N_("今年"), 2},
};
struct ledger_in {
	struct str community;
	int show;
	struct paging_in page;
	int period;
};
static const struct field ledger_fields[] = {
	FIELD_AS(ledger_in, community, "c", FIELD_TEXT, .label = N_("社区"), .max = 40),
	FIELD(ledger_in, show, FIELD_CHOICE, .label = N_("办理情况"), CHOICES(appeal_overs)),
	PAGING_AFTER(ledger_in, page),
	FIELD(ledger_in, period, FIELD_CHOICE, .label = N_("时间"), CHOICES(periods)),
};
static const struct form ledger_form = FORM(ledger_in, ledger_fields);

static struct str
href(struct req *r, int period, int over, struct str after)
{
	const struct ledger_in *in = form_in(r, ledger_in);

	return str_fmt(&r->arena, "/ledger?c=%.*s&period=%s&show=%s%s%.*s",
		       STR(gate_escape(&r->arena, in->community)), periods[period].value,
		       appeal_overs[over].value, after.n ? "&after=" : "", STR(after));
}

/* First moment of the period; periods end now. */
static int64_t
period_start(int64_t now, int period)
{
	struct civil c = clock_civil(now);

	if (period == 1)
		return clock_at(c.year, c.month, c.day - (c.weekday + 6) % 7, 0, 0, 0);
	return clock_at(c.year, period == 2 ? 1 : c.month, 1, 0, 0, 0);
}

static int64_t
permille(int64_t part, int64_t whole)
{
	return whole > 0 ? (part * 1000 + whole / 2) / whole : 0;
}

static int
chart_weeks(struct req *r, int64_t community, struct chart_lines *c)
{
	int64_t today = clock_day(clock_now()), last = (today + 3) / 7, first = last - WEEKS + 1;
	struct appeal_week_list rows;

	TRY(appeal_by_week(r->tx, r->who->district, community, first * 7 - 3, today, &rows));
	*c = (struct chart_lines){.about = N_("每周收到和办结的件数，数字见下面的数据表"),
				  .step = N_("周一起"),
				  .first = N_("收到"),
				  .second = N_("办结"),
				  .steps = {NEW_ARRAY(&r->arena, struct chart_step, WEEKS), WEEKS}};
	for (int i = 0; i < WEEKS; i++) {
		struct chart_step *s = &c->steps.v[i];
		struct civil day;

		s->at = ((first + i) * 7 - 3) * DAY - 8 * 3600;
		day = clock_civil(s->at);
		if (i % 3 == 0)
			s->label = str_fmt(&r->arena, "%d/%d", day.month, day.day);
	}
	for (size_t i = 0; i < rows.n; i++) {
		int64_t at = rows.v[i].week - first;

		if (at >= 0 && at < WEEKS) {
			c->steps.v[at].first = rows.v[i].filed;
			c->steps.v[at].second = rows.v[i].closed;
		}
	}
	chart_lines(&r->arena, c);
	return 0;
}

static int
chart_classes(struct req *r, int64_t community, int64_t from, int64_t to, struct chart_bars *c)
{
	struct appeal_class_list rows;

	TRY(appeal_by_class(r->tx, r->who->district, community, from, to, &rows));
	c->about = N_("各类诉求的件数，数字见下面的数据表");
	c->bars.v = NEW_ARRAY(&r->arena, struct chart_bar, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		struct str name = appeal_say(r, rows.v[i].name, rows.v[i].name_en);

		c->bars.v[c->bars.n++] = (struct chart_bar){
			.label = name.n ? name : str_of(ui_translate(req_lang(r), N_("未归类"))),
			.value = rows.v[i].filed,
		};
	}
	chart_bars(c);
	return 0;
}

static void
links(struct req *r, struct ledger_page *p, int period, int over)
{
	p->periods =
		(struct tab_link_list){NEW_ARRAY(&r->arena, struct tab_link, 3), 3};
	p->tabs = (struct tab_link_list){NEW_ARRAY(&r->arena, struct tab_link, 3), 3};
	for (int i = 0; i < 3; i++) {
		p->periods.v[i] = (struct tab_link){.word = periods[i].label,
							   .href = href(r, i, over, S("")),
							   .count = -1,
							   .current = i == period};
		p->tabs.v[i] = (struct tab_link){.word = appeal_overs[i].label,
							.href = href(r, period, i, S("")),
							.count = -1,
							.current = i == over};
	}
}

static int
ledger_page(struct req *r)
{
	const struct ledger_in *in = form_in(r, ledger_in);
	struct ledger_page p = {.period_word = periods[in->period].label};
	struct page page = {.frame = FRAME_WIDE, .title = N_("公开台账"), .tab = "ledger"};
	struct territory_node community;
	struct appeal_line_list lines;
	struct appeal_filter f = {.over = (int)in->show, .after = in->page.after};
	int period = (int)in->period;
	struct str next;

	TRY(appeal_community_of(r, in->community, &community));
	f.community = community.id;
	p.code = community.code;
	p.place = community.id ? say_place(r, community.name, community.name_en) : S("");
	p.to_at = clock_now();
	p.from_at = period_start(p.to_at, period);
	TRY(appeal_figures(r->tx, r->who->district, community.id, clock_day(p.from_at),
			   clock_day(p.to_at), &p.f));
	p.has_closed = p.f.closed > 0;
	p.has_rated = p.f.rated > 0;
	p.on_time_permille = permille(p.f.on_time, p.f.closed);
	p.pleased_permille = permille(p.f.pleased, p.f.rated);
	p.days_tenths = p.has_closed ? p.f.minutes * 10 / p.f.closed / CALENDAR_DAY_MIN : 0;
	TRY(chart_weeks(r, community.id, &p.weeks));
	TRY(chart_classes(r, community.id, clock_day(p.from_at), clock_day(p.to_at), &p.classes));
	TRY(appeal_public(r->tx, r->who->district, &f, &lines, &next));
	p.cards = appeal_cards_of(r, &lines, true);
	p.next = next.n ? href(r, period, f.over, next) : S("");
	TRY(appeal_pick_communities(r, community.id, &p.communities));
	p.table = str_fmt(&r->arena, "/ledger/table.csv?c=%.*s&show=%s",
			  STR(gate_escape(&r->arena, in->community)), appeal_overs[f.over].value);
	links(r, &p, period, f.over);
	return reply_page(r, &page, ledger, &p);
}

/* ---- the same cases as a table ---- */

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
	struct appeal_filter f = {.over = (int)in->show, .limit = TABLE_STEP};
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
	ROUTE_GET("/ledger", OPEN, ledger_page, .form = &ledger_form, .flags = ROUTE_SHARED,
		  .about = "Public ledger with figures"),
	ROUTE_GET("/ledger/table.csv", OPEN, ledger_table_page, .form = &ledger_form,
		  .flags = ROUTE_POOL, .about = "The ledger's newest 10,000 cases as CSV"),
};

const struct route_table appeal_ledger_routes = {rows, sizeof rows / sizeof *rows};
