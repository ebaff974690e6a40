/* ledger_web.c: the public ledger: figures with their definitions, charts, and every case until it is closed. */
#include "features/ledger/ledger_web.h"

#include "base/clock.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/ledger/ledger_page.h"
#include "gen/ledger_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/narrow.h"
#include "kit/say.h"
#include "lib/calendar.h"

enum { DAY = 86400 };

static struct str
href(struct req *r, int period, int only)
{
	struct str params = ledger_params(r, period, only, 0);

	return str_fmt(&r->arena, "/ledger%s%.*s", params.n ? "?" : "", STR(params));
}

/* The same with how long ago, of what is live. */
static struct str
aged_href(struct req *r, int period, int aged)
{
	return str_fmt(&r->arena, "/ledger?%.*s", STR(ledger_params(r, period, LEDGER_LIVE, aged)));
}

static int
chart_classes(struct req *r, int64_t community, struct appeal_period period, struct chart_bars *c)
{
	struct appeal_class_list rows;

	TRY(appeal_by_class(r->tx, r->who->district, community, period, &rows));
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

/* Tabs are counted as far as that: more is "1,000+". */
enum { COUNTED = 1000 };

static int
links(struct req *r, struct ledger_page *p, int64_t community, int period, int only, int aged)
{
	struct str address;
	int64_t n;

	ledger_period_tabs(r, period, only, href, &p->periods);
	p->table.tabs = (struct tab_link_list){NEW_ARRAY(&r->arena, struct tab_link, APPEAL_ONLIES), APPEAL_ONLIES};
	p->table.tabs_title = N_("办理情况");
	for (int i = 0; i < APPEAL_ONLIES; i++) {
		TRY(appeal_public_number(r->tx, r->who->district, community, (enum appeal_only)appeal_onlies[i].number, COUNTED + 1, &n));
		p->table.tabs.v[i] = (struct tab_link){
			.word = appeal_onlies[i].label, .href = href(r, period, i), .count = n > COUNTED ? COUNTED : n, .more = n > COUNTED,
			.current = i == only};
	}
	p->table.chips = (struct tab_link_list){NEW_ARRAY(&r->arena, struct tab_link, MATTER_AGES + 1), only == LEDGER_LIVE ? MATTER_AGES + 1 : 0};
	for (size_t i = 0; i < p->table.chips.n; i++)
		p->table.chips.v[i] = (struct tab_link){
			.word = ledger_ages[i].label, .href = aged_href(r, period, (int)i), .count = -1, .current = (int)i == aged};
	p->where = (struct pick_form){.action = "/ledger", .name = "c", .label = N_("社区"), .all = "", .all_word = N_("全区"),
				      .options = p->where.options,
				      .kept = ledger_kept(r, period, "show", only ? appeal_onlies[only].value : NULL)};
	address = str_fmt(&r->arena, "/ledger?%.*s&c=", STR(ledger_params_of(r, S(""), period, only, aged)));
	pick_by_words(&r->arena, &p->where.options, "find", form_in(r, ledger_in)->find, address, &p->where.words);
	return 0;
}

static int
ledger_page(struct req *r)
{
	const struct ledger_in *in = form_in(r, ledger_in);
	struct ledger_page p = {.period_word = ledger_periods[in->period].label};
	struct page page = {.frame = FRAME_WIDE, .title = N_("公开台账"), .tab = "ledger"};
	struct territory_node community;
	const struct pick *found;
	struct appeal_week *weeks;
	struct pick_list hits;
	int period = (int)in->period;
	struct appeal_period of;

	TRY(appeal_community_of(r, in->community, &community));
	TRY(appeal_pick_communities(r, community.id, &p.where.options));
	found = in->find.n ? pick_meant(&r->arena, &p.where.options, in->find, &hits) : NULL;
	if (found)
		return redirect(r, "/ledger?%.*s", STR(ledger_params_of(r, found->value, period, in->aged ? LEDGER_LIVE : (int)in->show, in->aged)));
	p.code = community.code;
	p.place = community.id ? say_place(r, community.name, community.name_en) : S("");
	p.to_at = clock_now();
	p.from_at = ledger_period_start(p.to_at, period);
	of = ledger_period(p.to_at, period);
	TRY(appeal_figures(r->tx, r->who->district, community.id, of, &p.f));
	p.has_closed = p.f.closed > 0;
	p.has_rated = p.f.rated >= LEDGER_RATED_LEAST;
	p.has_called = p.f.called >= LEDGER_RATED_LEAST;
	p.has_due = p.f.due > 0;
	p.on_time_permille = p.f.due ? p.f.due_on_time * 1000 / p.f.due : 0;
	p.pleased_permille = ledger_share(p.f.pleased, p.f.rated);
	p.days_tenths = p.has_closed ? p.f.minutes * 10 / p.f.closed / CALENDAR_DAY_MIN : 0;
	TRY(ledger_weeks(r, community.id, &weeks));
	ledger_chart_weeks(r, weeks, &p.weeks);
	TRY(chart_classes(r, community.id, of, &p.classes));
	TRY(ledger_table(r, &p.table));
	TRY(links(r, &p, community.id, period, in->aged ? LEDGER_LIVE : (int)in->show, in->aged));
	return reply_page(r, &page, ledger, &p);
}

static const struct route rows[] = {
	ROUTE_GET("/ledger", OPEN, ledger_page, .form = &ledger_form, .flags = ROUTE_SHARED,
		  .about = "Public ledger with figures"),
};

const struct route_table ledger_routes = {rows, sizeof rows / sizeof *rows};
