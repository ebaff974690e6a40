/* ledger_web_board.h: what the views of the board are given, and what its two page files share. */
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

/* A community or a body, beside the others. */
struct board_line {
	struct str name, filed_href, live_href;
	struct str closed_href, late_href, old_href; /* of a body */
	struct board_figures b;
	int64_t accept, handle; /* of a body: days in tenths */
	int64_t old;            /* of a body: live ones that were filed more than BOARD_OLD days ago */
	int64_t share;         /* the one that is compared */
	bool has_share;
	enum ratio_word word;
	struct chart_span span;
	struct chart_spark weeks;
	int64_t thousand;      /* of a community: filed for each thousand households, in tenths; -1 = nobody told how many there are */
	bool by_thousand;      /* of one of those beside it they are told */
	int64_t last_week;     /* filed in the last week that is over */
};
struct board_line_list {
	struct board_line *v;
	size_t n;
};
/* Those that are compared with each other. */
struct board_compared {
	struct board_line_list lines;
	struct board_line_list rest; /* of bodies: those with too few cases to be compared, which are folded away */
	int64_t scale;  /* where the scale of the spans begins */
	bool few;       /* none has enough cases to be compared */
	struct str low; /* names of those that are clearly lower */
};

/* So many of what is live were filed so long ago. */
struct board_age {
	const char *word; /* Chinese message key */
	struct str href;
	int64_t n, width; /* width: of its bar */
	bool old;
};
struct board_age_list {
	struct board_age *v;
	size_t n;
};
/* The same of a community: its numbers, each with its rows. */
struct board_aged {
	struct str name;
	struct board_age_list ages;
};
struct board_aged_list {
	struct board_aged *v;
	size_t n;
};

/* Where working time went: of the mean of all, a part. */
struct board_part {
	const char *word;  /* Chinese message key */
	int64_t days;      /* in tenths */
	int64_t minutes;   /* less than a tenth of a day is said in minutes */
	int64_t x, width;  /* in the drawing */
	bool work, most;   /* work: somebody worked on it; most: of the others the longest */
};
struct board_part_list {
	struct board_part *v;
	size_t n;
};

enum { BOARD_OLD = 15 };
struct board_page {
	struct str place, street;
	const char *period_word, *by_word;
	int64_t from_at, to_at;
	struct pick_form where; /* which subdistrict */
	struct tab_link_list periods, compared;
	struct board_figures all;
	struct board_figures then; /* a year before, when has_then: then_from until then_to, the last day */
	bool has_then, has_thousand;
	int64_t then_from, then_to, printed_at;
	struct str filed_href, live_href;
	struct chart_spark filed, closed, on_time, days, pleased;
	struct chart_lines weeks;
	int64_t share;         /* of all, the one that is compared */
	bool has_share;
	struct board_compared communities, bodies;
	int64_t most_a_week;
	int64_t live;          /* of all ages */
	struct board_age_list ages;
	struct board_aged_list aged;
	struct board_part_list parts;
	int64_t part_days, part_n; /* days in tenths, of so many cases */
};

/* Which share is compared. */
enum { BY_TIME, BY_PLEASED, BYS };

struct req;
struct territory_node_list;
struct board_figures board_figures_of(const struct appeal_figures *f);
/* Of what a share is. */
void board_share_of(const struct appeal_figures *f, int by, int64_t *ret_part, int64_t *ret_whole);
/* Puts each line beside the share of all, p->share, and says who is clearly lower. */
void board_compare(struct req *r, const struct board_page *p, int by, struct board_compared *c);
/* Puts those with too few cases apart. */
void board_fold(struct req *r, struct board_compared *c);
/* The ledger of a community, "" = of the district. */
struct str board_rows_href(struct req *r, struct str code, int period, const char *show, const char *aged);
/* What lies still and for how long, where the days went, and the bodies. communities: those of the subdistrict with the id street, 0 = all. */
int board_draw_work(struct req *r, const struct territory_node_list *communities, int64_t street, int period, struct board_page *p);

#endif
