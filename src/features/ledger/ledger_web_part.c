/* ledger_web_part.c: which part of the ledger is shown (community, time, what became of it), and its figures by week: for the ledger, its
 * list and the board. */
#include "base/clock.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/ledger/ledger_web.h"

enum { DAY = 86400 };

const struct choice ledger_periods[LEDGER_PERIODS] = {
	{"month", N_("本月"), 0},
	{"week", N_("本周"), 1},
	{"year", N_("今年"), 2},
};
const struct choice ledger_ages[MATTER_AGES + 1] = {
	{"any", N_("不论多久"), 0},	{"3", N_("3 天内"), 1},	     {"7", N_("4–7 天"), 2},
	{"15", N_("8–15 天"), 3},	{"30", N_("16–30 天"), 4},   {"more", N_("30 天以上"), 5},
};
static const struct field ledger_fields[] = {
	FIELD_AS(ledger_in, community, "c", FIELD_TEXT, .label = N_("社区"), .max = 40),
	FIELD(ledger_in, find, FIELD_TEXT, .label = N_("找社区"), .max = 60, .only = BY_PAGE),
	FIELD(ledger_in, show, FIELD_CHOICE, .label = N_("办理情况"), CHOICES(appeal_onlies)),
	PAGING_AFTER(ledger_in, page),
	PAGING_BACK(ledger_in, page),
	LIST_FORMAT(ledger_in, format),
	FIELD(ledger_in, aged, FIELD_CHOICE, .label = N_("收到多久了"), CHOICES(ledger_ages), .about = "How long ago what is still open was filed"),
	FIELD(ledger_in, period, FIELD_CHOICE, .label = N_("时间"), CHOICES(ledger_periods)),
};
const struct form ledger_form = FORM(ledger_in, ledger_fields);

struct str
ledger_params(struct req *r, int period, int only, int aged)
{
	return ledger_params_of(r, form_in(r, ledger_in)->community, period, only, aged);
}

struct str
ledger_params_of(struct req *r, struct str community, int period, int only, int aged)
{
	struct arena *a = &r->arena;
	struct str s = list_param(a, S(""), "c", community);

	s = list_param(a, s, "period", period ? str_of(ledger_periods[period].value) : S(""));
	s = list_param(a, s, "show", only ? str_of(appeal_onlies[only].value) : S(""));
	return list_param(a, s, "aged", aged ? str_of(ledger_ages[aged].value) : S(""));
}

void
ledger_period_tabs(struct req *r, int period, int with, struct str (*href_of)(struct req *r, int period, int with), struct tab_link_list *ret)
{
	static const int shown[LEDGER_PERIODS] = {1, 0, 2}; /* from the shortest on; the month is the usual one */

	*ret = (struct tab_link_list){NEW_ARRAY(&r->arena, struct tab_link, LEDGER_PERIODS), LEDGER_PERIODS};
	for (int i = 0; i < LEDGER_PERIODS; i++)
		ret->v[i] = (struct tab_link){.word = ledger_periods[shown[i]].label, .href = href_of(r, shown[i], with), .count = -1,
					      .current = shown[i] == period};
}

int64_t
ledger_period_start(int64_t now, int period)
{
	struct civil c = clock_civil(now);

	if (period == 1)
		return clock_at(c.year, c.month, c.day - (c.weekday + 6) % 7, 0, 0, 0);
	return clock_at(c.year, period == 2 ? 1 : c.month, 1, 0, 0, 0);
}

struct appeal_period
ledger_period(int64_t now, int period)
{
	return (struct appeal_period){period == 1 ? APPEAL_WEEK : APPEAL_MONTH, clock_day(ledger_period_start(now, period))};
}

struct appeal_period
ledger_period_then(int64_t now, int period, int64_t *ret_until)
{
	struct civil c = clock_civil(now);
	struct appeal_period p = ledger_period(now, period);

	if (p.unit == APPEAL_WEEK) {
		p.start -= 52 * 7;
		*ret_until = p.start + 7;
		return p;
	}
	p.start = clock_day(clock_at(c.year - 1, period == 2 ? 1 : c.month, 1, 0, 0, 0));
	*ret_until = clock_day(clock_at(c.year - 1, c.month + 1, 1, 0, 0, 0));
	return p;
}

void
ledger_aged(int aged, int64_t *ret_from, int64_t *ret_before)
{
	struct civil c = clock_civil(clock_now());

	*ret_from = aged && aged < MATTER_AGES ? clock_at(c.year, c.month, c.day - matter_age_days[aged - 1], 0, 0, 0) : 0;
	*ret_before = aged > 1 ? clock_at(c.year, c.month, c.day - matter_age_days[aged - 2], 0, 0, 0) : 0;
}

int64_t
ledger_first_week(void)
{
	return appeal_unit_start(APPEAL_WEEK, clock_now()) - (LEDGER_WEEKS - 1) * 7;
}

int64_t
ledger_share(int64_t part, int64_t whole)
{
	return whole > 0 ? (part * 1000 + whole / 2) / whole : 0;
}

void
ledger_chart_weeks(struct req *r, const struct appeal_week *weeks, struct chart_lines *c)
{
	int64_t first = ledger_first_week();

	*c = (struct chart_lines){.about = N_("每周收到和办结的件数，数字见下面的数据表"),
				  .step = N_("周一起"),
				  .first = N_("收到"),
				  .second = N_("办结"),
				  .steps = {NEW_ARRAY(&r->arena, struct chart_step, LEDGER_WEEKS), LEDGER_WEEKS}};
	for (int i = 0; i < LEDGER_WEEKS; i++) {
		struct chart_step *s = &c->steps.v[i];
		struct civil day;

		*s = (struct chart_step){.at = (first + i * 7) * DAY - 8 * 3600, .first = weeks[i].filed, .second = weeks[i].closed};
		day = clock_civil(s->at);
		if (i % 3 == 0)
			s->label = str_fmt(&r->arena, "%d/%d", day.month, day.day);
	}
	c->open = true;
	chart_lines(&r->arena, c);
}

int
ledger_weeks(struct req *r, int64_t community, struct appeal_week **ret)
{
	int64_t first = ledger_first_week();
	struct appeal_week_list rows;

	TRY(appeal_by_week(r->tx, r->who->district, community, first, &rows));
	*ret = NEW_ARRAY(&r->arena, struct appeal_week, LEDGER_WEEKS);
	for (size_t i = 0; i < rows.n; i++) {
		int64_t at = (rows.v[i].start - first) / 7;

		if (at >= 0 && at < LEDGER_WEEKS)
			(*ret)[at] = rows.v[i];
	}
	return 0;
}

struct pick_kept_list
ledger_kept(struct req *r, int period, const char *name, const char *value)
{
	struct pick_kept_list list = {NEW_ARRAY(&r->arena, struct pick_kept, 2), 0};

	if (period)
		list.v[list.n++] = (struct pick_kept){"period", ledger_periods[period].value};
	if (value)
		list.v[list.n++] = (struct pick_kept){name, value};
	return list;
}
