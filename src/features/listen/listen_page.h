/* listen_page.h: what the views of listening are given. */
#ifndef LINLI_LISTEN_PAGE_H
#define LINLI_LISTEN_PAGE_H

#include "features/listen/listen.h"
#include "ui/pick.h"
#include "ui/table.h"
#include "ui/view.h"

struct listen_list_page {
	struct table t;
	bool desk, may_hold;
};

struct listen_new_page {
	struct pick_search places;
	const char *action;
	bool fresh; /* planned now, not changed */
	int64_t version;
};

/* A line of the form: names of its fields. */
struct listen_field_row {
	const char *text, *words, *name, *phone, *owner, *day, *sort;
	struct pick_list bodies, people;
	int64_t number, chosen; /* chosen: enum appeal_sort */
	bool sealed; /* it is kept who raised it */
};
struct listen_field_row_list {
	struct listen_field_row *v;
	size_t n;
};
struct listen_enter_page {
	struct matter m;
	const char *kind;
	struct listen_field_row_list rows;
	int64_t version, most, typed;
	struct str reader; /* whose draft it is */
};

struct listen_line_card {
	struct listen_told l;
	struct str owner;
	const char *sort, *state; /* NULL: none */
	bool settled, done, late;
};
struct listen_line_card_list {
	struct listen_line_card *v;
	size_t n;
};
struct listen_step_card {
	const char *word;
	struct str by, text;
	int64_t at;
};
struct listen_step_card_list {
	struct listen_step_card *v;
	size_t n;
};
struct listen_show_page {
	struct matter m;
	struct listen_row_own s;
	const char *kind, *state;
	struct str place;
	struct listen_line_card_list lines;
	struct listen_step_card_list steps;
	bool staff, planned, running, closed, off, may_edit, may_begin, may_enter, may_off;
	int64_t open_lines, private_lines, version; /* open_lines: not settled there; private_lines: shown to nobody else */
};

struct listen_sum_card {
	const char *kind;
	struct listen_sum s;
	int64_t permille; /* settled there or over since, of all but the private ones' cases */
};
struct listen_sum_card_list {
	struct listen_sum_card *v;
	size_t n;
};
struct listen_figure_page {
	struct listen_sum_card_list kinds;
	struct listen_sum_card all;
	int64_t month;
	struct str before, after;
};

#endif
