/* ledger_page.h: what the view of the ledger is given. */
#ifndef LINLI_LEDGER_PAGE_H
#define LINLI_LEDGER_PAGE_H

#include "features/appeal/appeal_web_cards.h"
#include "ui/chart.h"
#include "ui/pick.h"
#include "ui/tabs.h"
#include "ui/view.h"

/* One case until it is closed. */
struct ledger_line {
	struct appeal_card card;
	struct html clock;
	const char *mark; /* what its resident said of it, once everybody may see that */
};
struct ledger_line_list {
	struct ledger_line *v;
	size_t n;
};

struct ledger_page {
	struct str table; /* address of the list as CSV */
	struct str place, code;
	const char *period_word;
	int64_t from_at, to_at;
	struct pick_list communities;
	struct tab_link_list periods, tabs;
	struct appeal_figures f;
	int64_t on_time_permille, days_tenths, pleased_permille;
	bool has_due, has_closed, has_rated;
	struct chart_lines weeks;
	struct chart_bars classes;
	struct ledger_line_list lines;
	struct str next;
};

#endif
