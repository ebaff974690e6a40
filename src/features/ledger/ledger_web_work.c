/* ledger_web_work.c: of the board: what lies still and for how long, where the days went, bodies beside each other, and how a share is
 * put beside that of everybody. */
#include "base/clock.h"
#include "features/ledger/ledger_web.h"
#include "features/ledger/ledger_web_board.h"
#include "features/territory/territory.h"
#include "kit/say.h"
#include "lib/calendar.h"

enum { BAR_WIDTH = 210, PARTS_WIDTH = 400, PARTS_GAP = 2 };

/* ---- shares beside each other ---- */

struct str
board_rows_href(struct req *r, struct str code, int period, const char *show, const char *aged)
{
	struct arena *a = &r->arena;
	struct str s = list_param(a, S(""), "c", code);

	s = list_param(a, s, "period", period ? str_of(ledger_periods[period].value) : S(""));
	s = list_param(a, s, "show", str_of(show));
	s = list_param(a, s, "aged", str_of(aged));
	return str_fmt(a, "/ledger%s%.*s", s.n ? "?" : "", STR(s));
}

struct board_figures
board_figures_of(const struct appeal_figures *f)
{
	return (struct board_figures){
		.f = *f,
		.has_due = f->due > 0,
		.has_closed = f->closed > 0,
		.has_rated = f->rated >= LEDGER_RATED_LEAST,
		.on_time = f->due ? f->due_on_time * 1000 / f->due : 0,
		.days = f->closed ? f->minutes * 10 / f->closed / CALENDAR_DAY_MIN : 0,
		.pleased = ledger_share(f->pleased, f->rated),
	};
}

void
board_share_of(const struct appeal_figures *f, int by, int64_t *ret_part, int64_t *ret_whole)
{
	*ret_part = by == BY_TIME ? f->due_on_time : f->pleased;
	*ret_whole = by == BY_TIME ? f->due : f->rated;
}

/* Who is clearly lower, by name. */
static struct str
names_of_low(struct req *r, const struct board_line_list *lines)
{
	const char *between = req_lang(r) == LANG_EN ? ", " : "、";
	struct buf b;

	buf_init(&b, &r->arena);
	for (size_t i = 0; i < lines->n; i++)
		if (lines->v[i].word == RATIO_LOW)
			buf_fmt(&b, "%s%.*s", b.n ? between : "", STR(lines->v[i].name));
	return buf_done(&b);
}

static int64_t
not_below(int64_t value, int64_t least)
{
	return value < least ? least : value;
}

void
board_compare(struct req *r, const struct board_page *p, int by, struct board_compared *c)
{
	enum { SCALE_STEP = 50 };
	int64_t part, whole, least = 1000;

	for (size_t i = 0; i < c->lines.n; i++) {
		struct board_line *l = &c->lines.v[i];

		board_share_of(&l->b.f, by, &part, &whole);
		l->has_share = whole >= LEDGER_RATED_LEAST;
		l->share = ledger_share(part, whole);
		l->word = ratio_beside(part, whole, p->share);
		ratio_interval(part, whole, &l->span.low, &l->span.high);
		if (l->word != RATIO_FEW && l->span.low < least)
			least = l->span.low;
	}
	c->few = least == 1000;
	c->scale = least < 1000 ? least / SCALE_STEP * SCALE_STEP : 0;
	for (size_t i = 0; i < c->lines.n; i++) {
		struct board_line *l = &c->lines.v[i];

		l->span = (struct chart_span){
			.from = c->scale, .to = 1000,
			.low = not_below(l->span.low, c->scale), .at = not_below(l->share, c->scale),
			.high = not_below(l->span.high, c->scale), .beside = not_below(p->share, c->scale),
			.few = l->word == RATIO_FEW, .off = l->word == RATIO_LOW,
		};
		chart_span(&l->span);
	}
	c->low = names_of_low(r, &c->lines);
}

void
board_fold(struct req *r, struct board_compared *c)
{
	size_t kept = 0;

	c->rest = (struct board_line_list){NEW_ARRAY(&r->arena, struct board_line, c->lines.n), 0};
	for (size_t i = 0; i < c->lines.n; i++)
		if (c->lines.v[i].word == RATIO_FEW)
			c->rest.v[c->rest.n++] = c->lines.v[i];
		else
			c->lines.v[kept++] = c->lines.v[i];
	c->lines.n = kept;
}

/* ---- what lies still ---- */

static void
age_list(struct req *r, const struct matter_ages *ages, struct str code, int period, bool links, struct board_age_list *ret)
{
	int64_t most = 1;

	*ret = (struct board_age_list){NEW_ARRAY(&r->arena, struct board_age, MATTER_AGES), MATTER_AGES};
	for (int k = 0; k < MATTER_AGES; k++)
		most = ages->n[k] > most ? ages->n[k] : most;
	for (int k = 0; k < MATTER_AGES; k++)
		ret->v[k] = (struct board_age){
			.word = ledger_ages[k + 1].label,
			.href = links ? board_rows_href(r, code, period, "open", ledger_ages[k + 1].value) : S(""),
			.n = ages->n[k],
			.width = ages->n[k] * BAR_WIDTH / most,
			.old = k == MATTER_AGES - 1,
		};
}

static int
draw_ages(struct req *r, const struct territory_node_list *communities, bool street, int period, struct board_page *p)
{
	struct matter_ages all, *each;

	TRY(appeal_ages(r->tx, r->who->district, street ? communities : NULL, &all));
	TRY(appeal_ages_each(r->tx, r->who->district, communities, &each));
	age_list(r, &all, S(""), period, !street, &p->ages);
	for (int k = 0; k < MATTER_AGES; k++)
		p->live += all.n[k];
	p->aged = (struct board_aged_list){NEW_ARRAY(&r->arena, struct board_aged, communities->n), communities->n};
	for (size_t i = 0; i < communities->n; i++) {
		const struct territory_node *c = &communities->v[i];

		p->aged.v[i].name = say_place(r, c->name, c->name_en);
		age_list(r, &each[i], c->code, period, true, &p->aged.v[i].ages);
	}
	return 0;
}

/* ---- where the days went ---- */

static int64_t
days_of(int64_t minutes, int64_t n)
{
	return n ? (minutes * 10 / n + CALENDAR_DAY_MIN / 2) / CALENDAR_DAY_MIN : 0;
}

/* Each part as long as it took; what is shorter than can be seen is left out of the drawing. */
static void
draw_parts(struct board_part_list *parts, int64_t whole)
{
	struct board_part *most = NULL;
	int64_t x = 0;

	for (size_t i = 0; i < parts->n; i++) {
		struct board_part *b = &parts->v[i];

		b->x = x;
		b->width = b->minutes * (PARTS_WIDTH - PARTS_GAP * (int64_t)parts->n) / (whole ? whole : 1);
		x += b->width + PARTS_GAP;
		if (!b->work && b->days && (!most || b->minutes > most->minutes))
			most = b;
	}
	if (most)
		most->most = true;
}

static int
draw_spent(struct req *r, const struct territory_node_list *communities, bool street, int period, struct board_page *p)
{
	static const struct {
		const char *word;
		enum appeal_spent at;
	} stages[SPENT__MAX] = {
		{N_("楼里网格里办"), SPENT_NEAR}, {N_("受理和派件"), SPENT_TRIAGE}, {N_("等裁定"), SPENT_RULE},
		{N_("等签收"), SPENT_ACCEPT},	  {N_("办理"), SPENT_HANDLE},
	};
	struct board_part_list *parts = &p->parts;
	struct appeal_worked w;
	int64_t rest;

	TRY(appeal_worked(r->tx, r->who->district, street ? communities : NULL, ledger_period(p->to_at, period), &w));
	rest = w.minutes;
	*parts = (struct board_part_list){NEW_ARRAY(&r->arena, struct board_part, SPENT__MAX + 1), 0};
	for (int i = 0; i < SPENT__MAX; i++) {
		int64_t minutes = w.spent[stages[i].at];

		rest -= minutes;
		if (minutes > 0)
			parts->v[parts->n++] = (struct board_part){
				.word = stages[i].word, .days = days_of(minutes, w.closed), .minutes = minutes,
				.work = stages[i].at == SPENT_HANDLE || stages[i].at == SPENT_NEAR,
			};
	}
	if (rest > 0)
		parts->v[parts->n++] = (struct board_part){.word = N_("等居民补充等"), .days = days_of(rest, w.closed), .minutes = rest, .work = true};
	draw_parts(parts, rest > 0 ? w.minutes : w.minutes - rest);
	for (size_t i = 0; i < parts->n; i++)
		parts->v[i].minutes = w.closed ? parts->v[i].minutes / w.closed : 0;
	p->part_n = w.closed;
	/* As the figure above it is cut. */
	p->part_days = w.closed ? w.minutes * 10 / w.closed / CALENDAR_DAY_MIN : 0;
	return 0;
}

/* ---- bodies ---- */

/* The queue narrowed to a body; tab and more: the rest of the address. */
static struct str
body_href(struct req *r, const struct appeal_body *b, const char *tab, const char *more)
{
	return str_fmt(&r->arena, "/appeal/queue?tab=%s&body=%lld%s", tab, (long long)b->id, more);
}

static struct board_line
line_of(struct req *r, const struct appeal_body *b)
{
	struct civil c = clock_civil(clock_now() - (BOARD_OLD + 1) * INT64_C(86400));
	struct str old = str_fmt(&r->arena, "&state=LIVE&to=%04d-%02d-%02d", c.year, c.month, c.day);
	struct appeal_figures f = {
		.closed = b->closed, .minutes = b->minutes, .rated = b->rated, .pleased = b->pleased, .live_now = b->live,
		.late_now = b->late, .due = b->due, .due_on_time = b->on_time, .extended = b->extended,
	};

	return (struct board_line){
		.name = req_lang(r) == LANG_EN && b->name_en.n ? b->name_en : b->name,
		.closed_href = body_href(r, b, "all", "&state=CLOSED"),
		.live_href = body_href(r, b, "all", "&state=LIVE"),
		.late_href = body_href(r, b, "late", ""),
		.old_href = body_href(r, b, "all", old.p),
		.b = board_figures_of(&f),
		.accept = days_of(b->accept, b->closed),
		.handle = days_of(b->handle, b->closed),
		.old = b->ages.n[3] + b->ages.n[4],
	};
}

/* Does it serve this subdistrict, or one of its communities? */
static bool
serves(const struct appeal_body *b, int64_t street, const struct territory_node_list *communities)
{
	for (size_t i = 0; i < communities->n; i++)
		if (communities->v[i].id == b->place)
			return true;
	return !street || b->place == street;
}

static int
draw_bodies(struct req *r, const struct territory_node_list *communities, int64_t street, int period, struct board_page *p)
{
	struct board_line_list *lines = &p->bodies.lines;
	struct appeal_body_list bodies;

	TRY(appeal_bodies(r->tx, r->who->district, ledger_period(p->to_at, period), &bodies));
	*lines = (struct board_line_list){NEW_ARRAY(&r->arena, struct board_line, bodies.n), 0};
	for (size_t i = 0; i < bodies.n; i++)
		if (serves(&bodies.v[i], street, communities))
			lines->v[lines->n++] = line_of(r, &bodies.v[i]);
	return 0;
}

int
board_draw_work(struct req *r, const struct territory_node_list *communities, int64_t street, int period, struct board_page *p)
{
	TRY(draw_ages(r, communities, street != 0, period, p));
	TRY(draw_spent(r, communities, street != 0, period, p));
	return draw_bodies(r, communities, street, period, p);
}
