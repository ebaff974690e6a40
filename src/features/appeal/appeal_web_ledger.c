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
	DAY = 86400,
	CHART_LEFT = 36,
	CHART_RIGHT = 472,
	CHART_TOP = 16,
	CHART_BOTTOM = 200,
	BAR_STEP = 42,
	BAR_MAX = 300 /* leaves room for the figure behind it */
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

/* The smallest round number that holds the chart, in four steps. */
static int64_t
round_top(int64_t most)
{
	static const int64_t steps[] = {4,   8,	   20,	 40,   80,    120,   200,    400,
					800, 2000, 4000, 8000, 20000, 40000, 100000, 1000000};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (most <= steps[i])
			return steps[i];
	return most;
}

static void
draw_weeks(struct req *r, struct ledger_page *p, int64_t first, const int64_t *filed,
	   const int64_t *closed)
{
	int64_t most = 0, top, step = (CHART_RIGHT - CHART_LEFT) / (WEEKS - 1),
		height = CHART_BOTTOM - CHART_TOP;
	struct buf f, c;

	for (int i = 0; i < WEEKS; i++) {
		most = filed[i] > most ? filed[i] : most;
		most = closed[i] > most ? closed[i] : most;
	}
	top = round_top(most);
	buf_init(&f, &r->arena);
	buf_init(&c, &r->arena);
	p->weeks.v = NEW_ARRAY(&r->arena, struct chart_tick, WEEKS);
	p->week_rows = (struct week_row_list){NEW_ARRAY(&r->arena, struct week_row, WEEKS), WEEKS};
	for (int i = 0; i < WEEKS; i++) {
		int64_t x = CHART_LEFT + i * step, monday = ((first + i) * 7 - 3) * DAY - 8 * 3600;
		struct civil day = clock_civil(monday);

		buf_fmt(&f, "%lld,%lld ", (long long)x,
			(long long)(CHART_BOTTOM - filed[i] * height / top));
		buf_fmt(&c, "%lld,%lld ", (long long)x,
			(long long)(CHART_BOTTOM - closed[i] * height / top));
		p->week_rows.v[i] =
			(struct week_row){.monday = monday, .filed = filed[i], .closed = closed[i]};
		if (i % 3 == 0)
			p->weeks.v[p->weeks.n++] = (struct chart_tick){
				.x = x, .label = str_fmt(&r->arena, "%d/%d", day.month, day.day)};
	}
	p->filed_points = buf_done(&f);
	p->closed_points = buf_done(&c);
	p->scale = (struct chart_tick_list){NEW_ARRAY(&r->arena, struct chart_tick, 5), 5};
	for (int i = 0; i < 5; i++)
		p->scale.v[i] = (struct chart_tick){
			.y = CHART_BOTTOM - height * i / 4,
			.label = str_number(&r->arena, top * i / 4),
		};
}

static int
chart_weeks(struct req *r, int64_t community, struct ledger_page *p)
{
	int64_t today = clock_day(clock_now()), last = (today + 3) / 7, first = last - WEEKS + 1;
	int64_t filed[WEEKS] = {0}, closed[WEEKS] = {0};
	struct appeal_week_list rows;

	TRY(appeal_by_week(r->tx, r->who->district, community, first * 7 - 3, today, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		int64_t at = rows.v[i].week - first;

		if (at >= 0 && at < WEEKS) {
			filed[at] = rows.v[i].filed;
			closed[at] = rows.v[i].closed;
		}
	}
	draw_weeks(r, p, first, filed, closed);
	return 0;
}

static int
chart_classes(struct req *r, int64_t community, int64_t from, int64_t to, struct ledger_page *p)
{
	struct appeal_class_list rows;
	int64_t most = 1;

	TRY(appeal_by_class(r->tx, r->who->district, community, from, to, &rows));
	for (size_t i = 0; i < rows.n; i++)
		most = rows.v[i].filed > most ? rows.v[i].filed : most;
	p->bars = (struct chart_bar_list){NEW_ARRAY(&r->arena, struct chart_bar, rows.n), rows.n};
	for (size_t i = 0; i < rows.n; i++) {
		int64_t y = (int64_t)i * BAR_STEP, width = rows.v[i].filed * BAR_MAX / most;
		struct str name = appeal_say(r, rows.v[i].name, rows.v[i].name_en);

		p->bars.v[i] = (struct chart_bar){
			.y = y + 24,
			.text_y = y + 18,
			.width = width,
			.end = width + 6,
			.value = rows.v[i].filed,
			.label = name.n ? name : str_of(ui_translate(req_lang(r), N_("未归类"))),
		};
	}
	p->bars_height = (int64_t)rows.n * BAR_STEP + 4;
	return 0;
}

static void
links(struct req *r, struct ledger_page *p, int period, int over)
{
	p->periods =
		(struct appeal_tab_link_list){NEW_ARRAY(&r->arena, struct appeal_tab_link, 3), 3};
	p->tabs = (struct appeal_tab_link_list){NEW_ARRAY(&r->arena, struct appeal_tab_link, 3), 3};
	for (int i = 0; i < 3; i++) {
		p->periods.v[i] = (struct appeal_tab_link){.word = periods[i].label,
							   .href = href(r, i, over, S("")),
							   .count = -1,
							   .current = i == period};
		p->tabs.v[i] = (struct appeal_tab_link){.word = appeal_overs[i].label,
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
	TRY(chart_weeks(r, community.id, &p));
	TRY(chart_classes(r, community.id, clock_day(p.from_at), clock_day(p.to_at), &p));
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
