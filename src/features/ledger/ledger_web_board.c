/* ledger_web_board.c: the page of who leads: what is the same in the communities of a place and what is not. It has no ranks: a
 * difference that may be chance is said to be none. */
#include "base/clock.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/ledger/ledger_web_board.h"
#include "features/ledger/ledger_web.h"
#include "features/territory/territory.h"
#include "gen/ledger_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/narrow.h"
#include "kit/say.h"
#include "lib/calendar.h"

struct board_in {
	struct str street, find; /* find: words that name one */
	int period, by;
};
static const struct choice compared[BYS] = {
	{"time", N_("按时"), BY_TIME},
	{"pleased", N_("满意"), BY_PLEASED},
};
static const struct field board_fields[] = {
	FIELD_AS(board_in, street, "s", FIELD_TEXT, .label = N_("街道"), .max = 40, .about = "Code of a subdistrict; all: the district"),
	FIELD(board_in, find, FIELD_TEXT, .label = N_("找街道"), .max = 60, .only = BY_PAGE),
	FIELD(board_in, period, FIELD_CHOICE, .label = N_("时间"), CHOICES(ledger_periods)),
	FIELD(board_in, by, FIELD_CHOICE, .label = N_("比什么"), CHOICES(compared)),
};
static const struct form board_form = FORM(board_in, board_fields);
static const char WHOLE[] = "all";

static struct str
href_of(struct req *r, struct str street, int period, int by)
{
	struct arena *a = &r->arena;
	struct str s = list_param(a, S(""), "s", street);

	s = list_param(a, s, "period", period ? str_of(ledger_periods[period].value) : S(""));
	s = list_param(a, s, "by", by ? str_of(compared[by].value) : S(""));
	return str_fmt(a, "/ledger/board%s%.*s", s.n ? "?" : "", STR(s));
}

static struct str
href(struct req *r, int period, int by)
{
	return href_of(r, form_in(r, board_in)->street, period, by);
}

static void
add_figures(struct appeal_figures *to, const struct appeal_figures *f)
{
	to->filed += f->filed;
	to->closed += f->closed;
	to->minutes += f->minutes;
	to->rated += f->rated;
	to->pleased += f->pleased;
	to->live_now += f->live_now;
	to->late_now += f->late_now;
	to->due += f->due;
	to->due_on_time += f->due_on_time;
	to->extended += f->extended;
	to->as_of = f->as_of;
}

static void
add_week(struct appeal_week *to, const struct appeal_week *w)
{
	to->filed += w->filed;
	to->closed += w->closed;
	to->on_time += w->on_time;
	to->minutes += w->minutes;
	to->rated += w->rated;
	to->pleased += w->pleased;
}

/* ---- where ---- */

/* The street that was asked for, or the one that the reader leads; id 0 = the district. */
static int
choose_street(struct req *r, struct board_page *p, struct territory_node *ret)
{
	struct str asked = form_in(r, board_in)->street;
	struct territory_node_list streets;
	enum level level;
	int64_t own = 0, node;

	if (!asked.n && actor_reach(r->who, LEDGER_BOARD, &level, &node) && level == LEVEL_STREET)
		own = node;
	TRY(territory_of_level(r->tx, r->who->district, LEVEL_STREET, 0, &streets));
	*ret = (struct territory_node){0};
	p->where.options.v = NEW_ARRAY(&r->arena, struct pick, streets.n);
	for (size_t i = 0; i < streets.n; i++) {
		const struct territory_node *s = &streets.v[i];
		bool chosen = own ? s->id == own : asked.n && str_eq(s->code, asked);

		if (chosen)
			*ret = *s;
		p->where.options.v[p->where.options.n++] = (struct pick){.value = s->code, .label = say_place(r, s->name, s->name_en), .chosen = chosen};
	}
	return asked.n && !ret->id && !str_is(asked, WHOLE) ? E_NOTFOUND : 0;
}

/* Its communities, in the order of the territory. */
static int
communities_of(struct req *r, int64_t street, struct territory_node_list *ret)
{
	size_t kept = 0;

	TRY(territory_communities(r->tx, r->who->district, ret));
	for (size_t i = 0; i < ret->n; i++)
		if (!street || ret->v[i].street == street)
			ret->v[kept++] = ret->v[i];
	ret->n = kept;
	return 0;
}

/* ---- what ---- */

/* Weeks in which nothing was closed or marked have no share. */
static struct str
spark_of(struct req *r, const struct appeal_week *weeks, int64_t (*value)(const struct appeal_week *w), int64_t top)
{
	int64_t v[LEDGER_WEEKS];

	/* The last week is not over. */
	for (size_t i = 0; i + 1 < LEDGER_WEEKS; i++)
		v[i] = value(&weeks[i]);
	return chart_spark_points(&r->arena, v, LEDGER_WEEKS - 1, top);
}

static int64_t
filed_in(const struct appeal_week *w)
{
	return w->filed;
}

static int64_t
closed_in(const struct appeal_week *w)
{
	return w->closed;
}

static int64_t
on_time_in(const struct appeal_week *w)
{
	return w->closed ? ledger_share(w->on_time, w->closed) : -1;
}

static int64_t
days_in(const struct appeal_week *w)
{
	return w->closed ? w->minutes * 10 / w->closed / CALENDAR_DAY_MIN : -1;
}

static int64_t
pleased_in(const struct appeal_week *w)
{
	return w->rated >= LEDGER_RATED_LEAST ? ledger_share(w->pleased, w->rated) : -1;
}

static void
draw_sparks(struct req *r, const struct appeal_week *weeks, struct board_page *p)
{
	const struct {
		struct chart_spark *spark;
		const char *about;
		int64_t (*value)(const struct appeal_week *w);
		int64_t top;
	} all[] = {
		{&p->filed, N_("近 12 周每周收到的走势"), filed_in, 0},
		{&p->closed, N_("近 12 周每周办结的走势"), closed_in, 0},
		{&p->on_time, N_("近 12 周每周办结的按时率的走势"), on_time_in, 1000},
		{&p->days, N_("近 12 周平均用时的走势"), days_in, 0},
		{&p->pleased, N_("近 12 周满意率的走势"), pleased_in, 1000},
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		*all[i].spark = (struct chart_spark){.about = all[i].about, .points = spark_of(r, weeks, all[i].value, all[i].top)};
}

static int
draw_lines(struct req *r, const struct territory_node_list *communities, int period, struct board_page *p, struct appeal_week *ret_weeks,
	   struct appeal_figures *ret_sum)
{
	struct appeal_figures *figures;
	struct appeal_week *weeks;

	TRY(appeal_figures_each(r->tx, r->who->district, communities, ledger_period(p->to_at, period), &figures));
	TRY(appeal_weeks_each(r->tx, r->who->district, communities, ledger_first_week(), LEDGER_WEEKS, &weeks));
	p->communities.lines = (struct board_line_list){NEW_ARRAY(&r->arena, struct board_line, communities->n), communities->n};
	for (size_t i = 0; i < communities->n * LEDGER_WEEKS; i++) {
		add_week(&ret_weeks[i % LEDGER_WEEKS], &weeks[i]);
		if (weeks[i].filed > p->most_a_week)
			p->most_a_week = weeks[i].filed;
	}
	for (size_t i = 0; i < communities->n; i++) {
		const struct territory_node *c = &communities->v[i];

		add_figures(ret_sum, &figures[i]);
		p->communities.lines.v[i] = (struct board_line){
			.name = say_place(r, c->name, c->name_en),
			.filed_href = board_rows_href(r, c->code, period, "", ""),
			.live_href = board_rows_href(r, c->code, period, "open", ""),
			.b = board_figures_of(&figures[i]),
			.last_week = weeks[i * LEDGER_WEEKS + LEDGER_WEEKS - 2].filed,
			.weeks = {N_("近 12 周每周收到的走势"), spark_of(r, &weeks[i * LEDGER_WEEKS], filed_in, p->most_a_week)},
		};
	}
	return 0;
}

/* For each thousand households, so that a large community does not look noisy. */
static int
draw_thousands(struct req *r, const struct territory_node_list *communities, struct board_page *p)
{
	int64_t *households;

	TRY(territory_households_each(r->tx, r->who->district, communities, &households));
	for (size_t i = 0; i < communities->n; i++) {
		struct board_line *l = &p->communities.lines.v[i];

		l->thousand = households[i] ? (l->b.f.filed * 10000 + households[i] / 2) / households[i] : -1;
		p->has_thousand = p->has_thousand || households[i];
	}
	for (size_t i = 0; i < communities->n; i++)
		p->communities.lines.v[i].by_thousand = p->has_thousand;
	return 0;
}

/* What the same weeks or months had a year before; a district that was not there then is compared with nothing. */
static int
draw_then(struct req *r, const struct territory_node_list *communities, int period, struct board_page *p)
{
	enum { DAY = 86400, ZONE = 8 * 3600 };
	struct appeal_figures then;
	int64_t until;
	struct appeal_period past = ledger_period_then(p->to_at, period, &until);

	TRY(appeal_figures_then(r->tx, r->who->district, communities, past, until, &then));
	p->has_then = then.filed || then.closed;
	p->then = board_figures_of(&then);
	p->then_from = past.start * DAY - ZONE;
	p->then_to = (until - 1) * DAY - ZONE;
	return 0;
}

static void
links(struct req *r, struct board_page *p, int period, int by)
{
	ledger_period_tabs(r, period, by, href, &p->periods);
	p->compared = (struct tab_link_list){NEW_ARRAY(&r->arena, struct tab_link, BYS), BYS};
	for (int i = 0; i < BYS; i++)
		p->compared.v[i] = (struct tab_link){.word = compared[i].label, .href = href(r, period, i), .count = -1, .current = i == by};
	p->period_word = ledger_periods[period].label;
	p->by_word = compared[by].label;
	p->where = (struct pick_form){.action = "/ledger/board", .name = "s", .label = N_("街道"), .all = "all", .all_word = N_("全区"),
				      .options = p->where.options, .kept = ledger_kept(r, period, "by", by ? compared[by].value : NULL)};
	pick_by_words(&r->arena, &p->where.options, "find", form_in(r, board_in)->find,
		      str_fmt(&r->arena, "/ledger/board?period=%s&by=%s&s=", ledger_periods[period].value, compared[by].value), &p->where.words);
}

static int
board_page(struct req *r)
{
	const struct board_in *in = form_in(r, board_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("看板"), .tab = "board"};
	struct appeal_figures all = {0};
	struct appeal_week sums[LEDGER_WEEKS] = {0}, *weeks = sums;
	struct board_page p = {.to_at = clock_now()};
	struct territory_node_list communities;
	struct territory_node street;
	const struct pick *found;
	struct pick_list hits;
	int64_t part, whole;

	p.from_at = ledger_period_start(p.to_at, in->period);
	TRY(choose_street(r, &p, &street));
	found = in->find.n ? pick_meant(&r->arena, &p.where.options, in->find, &hits) : NULL;
	if (found)
		return redirect(r, "%.*s", STR(href_of(r, found->value, in->period, in->by)));
	TRY(communities_of(r, street.id, &communities));
	TRY(draw_lines(r, &communities, in->period, &p, sums, &all));
	if (street.id) {
		p.street = street.code;
		p.place = say_place(r, street.name, street.name_en);
	} else {
		/* The district's own figures: they have what is never public, too. */
		TRY(appeal_figures(r->tx, r->who->district, 0, ledger_period(p.to_at, in->period), &all));
		TRY(ledger_weeks(r, 0, &weeks));
	}
	p.all = board_figures_of(&all);
	p.printed_at = p.to_at;
	TRY(draw_thousands(r, &communities, &p));
	TRY(draw_then(r, street.id ? &communities : NULL, in->period, &p));
	p.filed_href = board_rows_href(r, S(""), in->period, "", "");
	p.live_href = board_rows_href(r, S(""), in->period, "open", "");
	draw_sparks(r, weeks, &p);
	ledger_chart_weeks(r, weeks, &p.weeks);
	board_share_of(&p.all.f, in->by, &part, &whole);
	p.has_share = whole >= LEDGER_RATED_LEAST;
	p.share = ledger_share(part, whole);
	TRY(board_draw_work(r, &communities, street.id, in->period, &p));
	board_compare(r, &p, in->by, &p.communities);
	board_compare(r, &p, in->by, &p.bodies);
	board_fold(r, &p.bodies);
	links(r, &p, in->period, in->by);
	return reply_page(r, &page, board, &p);
}

static const struct route rows[] = {
	ROUTE_GET("/ledger/board", LEDGER_BOARD, board_page, .form = &board_form,
		  .about = "Figures of a district or a subdistrict, and its communities beside each other"),
};

const struct route_table ledger_board_routes = {rows, sizeof rows / sizeof *rows};
