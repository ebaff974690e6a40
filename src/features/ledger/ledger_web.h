/* ledger_web.h: what the page files of the ledger share: one form says which part of it is shown. */
#ifndef LINLI_LEDGER_WEB_H
#define LINLI_LEDGER_WEB_H

#include "features/appeal/appeal.h"
#include "http/form.h"
#include "http/route.h"
#include "kit/list.h"
#include "kit/matter_age.h"
#include "kit/paging.h"
#include "ui/chart.h"
#include "ui/pick.h"
#include "ui/tabs.h"

struct ledger_in {
	struct str community, find; /* find: words that name one */
	enum appeal_only show;
	int aged; /* 0 = of any age, else one of ledger_ages */
	struct paging_in page;
	int period;
	enum list_format format;
};
extern const struct form ledger_form;
extern const struct route_table ledger_routes, ledger_list_routes, ledger_board_routes, ledger_rule_routes;

/* Index of ONLY_LIVE in appeal_onlies. */
enum { LEDGER_LIVE = 1 };
enum { LEDGER_PERIODS = 3 };
extern const struct choice ledger_periods[LEDGER_PERIODS]; /* their numbers are their indexes; 0 = this month */
/* Links to each of them; with: what the page's addresses have besides, handed to href_of. */
void ledger_period_tabs(struct req *r, int period, int with, struct str (*href_of)(struct req *r, int period, int with),
			struct tab_link_list *ret);
/* First moment of one, and its weeks or months; periods end now. */
int64_t ledger_period_start(int64_t now, int period);
struct appeal_period ledger_period(int64_t now, int period);
/* The same weeks or months a year before, whole, and the day after them: of a week the 52nd before it. */
struct appeal_period ledger_period_then(int64_t now, int period, int64_t *ret_until);
/* How long ago what is still live was filed: one choice for each of MATTER_AGES, their numbers from 1 on. */
extern const struct choice ledger_ages[];
/* Between which moments that was; 0 = no end. */
void ledger_aged(int aged, int64_t *ret_from, int64_t *ret_before);
/* Of fewer marks no share is told: it would tell who gave which. */
enum { LEDGER_RATED_LEAST = 5 };
/* A chart of weeks begins on this day (clock_day). */
enum { LEDGER_WEEKS = 12 };
int64_t ledger_first_week(void);
/* The weeks of a community or of the district (0): LEDGER_WEEKS of them, those without a figure are zeroes. */
int ledger_weeks(struct req *r, int64_t community, struct appeal_week **ret);
void ledger_chart_weeks(struct req *r, const struct appeal_week *weeks, struct chart_lines *ret);
/* In thousandths, 0 of nothing. */
int64_t ledger_share(int64_t part, int64_t whole);

/* This part of the ledger in addresses; only: index of appeal_onlies. */
struct str ledger_params(struct req *r, int period, int only, int aged);
/* The same of another community. */
struct str ledger_params_of(struct req *r, struct str community, int period, int only, int aged);
/* The period and another choice, as the form that changes the place keeps them; of the first of each nothing is said. */
struct pick_kept_list ledger_kept(struct req *r, int period, const char *name, const char *value);
/* Its cases: fills the model of {{> table t}}. */
int ledger_table(struct req *r, struct table *ret);

#endif
