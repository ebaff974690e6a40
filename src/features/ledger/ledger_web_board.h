/* ledger_web_board.h: what the view of the board is given. */
#ifndef LINLI_LEDGER_WEB_BOARD_H
#define LINLI_LEDGER_WEB_BOARD_H

#include "features/appeal/appeal.h"
#include "lib/ratio.h"
#include "ui/chart.h"
#include "ui/pick.h"
#include "ui/tabs.h"
#include "ui/view.h"

/* What is said of a place: in thousandths, days in tenths. */
struct board_figures {
	struct appeal_figures f;
	int64_t on_time, days, pleased;
	bool has_due, has_closed, has_rated;
};

struct board_line {
	struct str name, filed_href, live_href;
	struct board_figures b;
	int64_t share;         /* the one that is compared */
	bool has_share;
	enum ratio_word word;
	struct chart_span span;
	struct chart_spark weeks;
	int64_t last_week;     /* filed in the last week that is over */
};
struct board_line_list {
	struct board_line *v;
	size_t n;
};

struct board_page {
	struct str place, street;
	const char *period_word, *by_word;
	int64_t from_at, to_at;
	struct pick_form where; /* which subdistrict */
	struct tab_link_list periods, compared;
	struct board_figures all;
	struct str filed_href, live_href;
	struct chart_spark filed, closed, on_time, days, pleased;
	struct chart_lines weeks;
	struct board_line_list lines;
	int64_t share;         /* of all, the one that is compared */
	bool has_share;
	int64_t scale;         /* where the scale of the spans begins */
	bool few;              /* no community has enough cases to be compared */
	struct str low;        /* names of communities that are clearly lower */
	int64_t most_a_week;
};

#endif
