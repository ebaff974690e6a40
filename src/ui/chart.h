/* chart.h: figures as a drawing in SVG, each with the same figures as a table below it. What a page gives are
 * numbers and words; places in the drawing are reckoned here and are of no concern outside. */
#ifndef LINLI_UI_CHART_H
#define LINLI_UI_CHART_H

#include "gen/ui_view.h"

/* A step of the time axis and its figures. */
struct chart_step {
	int64_t at;       /* its first moment: a date in the table */
	struct str label; /* under the axis, "" = none */
	int64_t first, second;
};
struct chart_step_list {
	struct chart_step *v;
	size_t n;
};

struct chart_tick {
	int64_t x, y;
	struct str label;
};
struct chart_tick_list {
	struct chart_tick *v;
	size_t n;
};

/* Two lines over time. Fill in all down to steps; chart_lines() does the rest; {{> chart_lines c}} prints. */
struct chart_lines {
	const char *about;            /* Chinese message key: what the drawing shows, for who does not see it */
	const char *step;             /* heading of the table's first column */
	const char *first, *second;   /* what each line is, Chinese message keys */
	struct chart_step_list steps;   /* at least two */
	bool open;                      /* the last step is not over yet: it is drawn apart */
	/* Made by chart_lines(). */
	struct str first_points, second_points;
	struct str first_open, second_open; /* from the last step that is over to the open one */
	int64_t open_x, open_first_y, open_second_y;
	struct chart_tick_list scale, axis;
};
void chart_lines(struct arena *a, struct chart_lines *c);

/* A bar for each row, the longest over the whole width. Fill in about and rows; chart_bars() does the rest. */
struct chart_bar {
	struct str label;
	int64_t value;
	int64_t y, text_y, width, end; /* made by chart_bars() */
};
struct chart_bar_list {
	struct chart_bar *v;
	size_t n;
};
struct chart_bars {
	const char *about; /* Chinese message key */
	struct chart_bar_list bars;
	int64_t height; /* made by chart_bars() */
};
void chart_bars(struct chart_bars *c);

/* A column for each step of time, the highest over the whole height; of more than COLUMNS_MAX the newest are drawn. Fill in all down to
 * columns; chart_columns() does the rest. */
enum { CHART_COLUMNS_MAX = 24 };
struct chart_column {
	int64_t at;       /* its first moment */
	struct str label; /* under the axis, "" = none */
	int64_t value;
	int64_t x, y, height; /* made by chart_columns() */
};
struct chart_column_list {
	struct chart_column *v;
	size_t n;
};
struct chart_columns {
	const char *about; /* Chinese message key */
	const char *step;  /* heading of the table's first column; what is counted is the second's */
	const char *what;
	struct chart_column_list columns;
	int64_t most, width; /* made by chart_columns() */
};
void chart_columns(struct chart_columns *c);

/* A share and the span in which the true one lies, on a scale that several rows have in common, beside the share of everybody. All
 * in thousandths. Fill in all down to few; chart_span() does the rest; {{> chart_span s}} prints what stands in an svg of class dotrow, whose label is the
 * page's. */
struct chart_span {
	int64_t from, to;           /* the scale */
	int64_t low, high, at, beside;
	bool off;                   /* clearly another share than that of everybody */
	bool few;                   /* of too few to be compared */
	int64_t low_x, high_x, at_x, beside_x; /* made by chart_span() */
};
void chart_span(struct chart_span *c);

/* A small line without a scale. values below 0 are left out. "" when there is no line to draw. */
struct chart_spark {
	const char *about; /* Chinese message key */
	struct str points;
};
/* top: the value at the upper edge, 0 = the largest of them. */
struct str chart_spark_points(struct arena *a, const int64_t *values, size_t n, int64_t top);

#endif
