/* whistle_page.h: what the views of whistles are given. */
#ifndef LINLI_WHISTLE_PAGE_H
#define LINLI_WHISTLE_PAGE_H

#include "features/whistle/whistle.h"
#include "ui/photo.h"
#include "ui/pick.h"
#include "ui/table.h"
#include "ui/view.h"

struct whistle_list_page {
	struct table t;
	bool may_blow;
};

/* A body that can be called. */
struct whistle_choice {
	int64_t id;
	struct str name, about;
	bool chosen, leads;
};
struct whistle_choice_list {
	struct whistle_choice *v;
	size_t n;
};
struct whistle_within {
	const char *value, *label;
	bool chosen;
};
struct whistle_within_list {
	struct whistle_within *v;
	size_t n;
};
struct whistle_line_card {
	struct whistle_line l;
	int64_t gone; /* percent of the time to arrive */
	bool overdue;
};
struct whistle_line_card_list {
	struct whistle_line_card *v;
	size_t n;
};
struct whistle_new_page {
	struct pick_search places;
	struct whistle_choice_list near, wide, others; /* of the place; of all of the district; of other places */
	struct whistle_within_list withins;
	struct whistle_line_card_list blown;	 /* under way at the reader's desks */
	struct str code, title, place, street;	 /* of the case it comes of; where the bodies are called to, and who calls */
	int64_t by;				 /* when they must be there, as the form stands */
};

/* Words that a move takes, with what was typed before it was refused. */
struct whistle_words {
	const char *label; /* Chinese message key */
	struct str text;
	bool lines, failed;
};
struct whistle_photo_card {
	struct str code, file, thumb;
};
struct whistle_photo_card_list {
	struct whistle_photo_card *v;
	size_t n;
};
/* A body, in the reader's words. */
struct whistle_body_card {
	struct whistle_body_line b;
	struct str name;
	bool own, shown, leads; /* own: the reader acts for it; shown: both sides have spoken */
	bool may_score;
	struct whistle_photo_card_list photos;
	struct whistle_words words; /* of the score */
};
struct whistle_body_card_list {
	struct whistle_body_card *v;
	size_t n;
};
struct whistle_task_card {
	struct whistle_task_line t;
	struct str name;
	bool done, late, own;
	struct whistle_words words;
};
struct whistle_task_card_list {
	struct whistle_task_card *v;
	size_t n;
};
/* A row of the form of tasks: names of its fields. */
struct whistle_task_row {
	const char *task, *owner, *day;
	struct pick_list orgs;
	int64_t number;
};
struct whistle_task_row_list {
	struct whistle_task_row *v;
	size_t n;
};
struct whistle_step_card {
	const char *word;
	struct str by, text;
	int64_t at;
};
struct whistle_step_card_list {
	struct whistle_step_card *v;
	size_t n;
};
struct whistle_show_page {
	struct matter m;
	struct whistle_row w;
	const char *state;
	struct str place, code; /* code: of the place, for the convener alone */
	struct html qr;
	struct whistle_body_card_list bodies;
	struct whistle_task_card_list tasks;
	struct whistle_task_row_list rows, more;
	struct whistle_step_card_list steps;
	struct pick_list absent; /* bodies that have not come */
	struct whistle_words conclude, admit, off, coming, cannot, sign, rate;
	struct photo_field photo;
	struct html map;
	int64_t gone, signed_n; /* gone: percent of the time to arrive */
	bool may_reply, may_sign;
	bool blown, over, overdue, may_arrive, may_admit, may_conclude, may_close, may_off, may_score, may_rate;
	int64_t scored, rated, undone;
	struct str scan; /* what the QR code brought */
	int64_t version;
};

struct whistle_figure_card {
	struct str name;
	int64_t called, came, in_time, permille; /* in_time of called */
	int64_t mark, need;			 /* averages in tenths, 0 = nobody said it yet */
};
struct whistle_figure_card_list {
	struct whistle_figure_card *v;
	size_t n;
};
struct whistle_figure_page {
	struct whistle_figure_card_list bodies, streets;
	struct whistle_figure_card all;
	int64_t month;
	struct str before, after;
};

#endif
