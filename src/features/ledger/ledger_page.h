/* ledger_page.h: what the view of the ledger is given. */
#ifndef LINLI_LEDGER_PAGE_H
#define LINLI_LEDGER_PAGE_H

#include "features/appeal/appeal_web_cards.h"
#include "ui/chart.h"
#include "ui/pick.h"
#include "ui/table.h"
#include "ui/view.h"

struct ledger_page {
	struct str place, code;
	const char *period_word;
	int64_t from_at, to_at;
	struct pick_form where; /* which community */
	struct tab_link_list periods;
	struct appeal_figures f;
	int64_t on_time_permille, days_tenths, pleased_permille;
	bool has_due, has_closed, has_rated, has_called;
	struct chart_lines weeks;
	struct chart_bars classes;
	struct table table;
};

/* What counts in figures (ledger_web_rule.c). */
struct ledger_rule_version {
	int64_t number;
	const char *release, *what; /* what: a Chinese message key */
};
struct ledger_rule_page {
	int64_t version, good, rated_least, reopen_days, mark_days, day_hours;
	struct str faces, digest;
	struct {
		const struct appeal_counted *v;
		size_t n;
	} states;
	struct {
		const struct ledger_rule_version *v;
		size_t n;
	} versions;
};

#endif
