/* hot_page.h: what the pages of hot issues print. */
#ifndef LINLI_HOT_PAGE_H
#define LINLI_HOT_PAGE_H

#include "features/event/event.h"
#include "features/hot/hot_event.h"
#include "ui/chart.h"
#include "ui/table.h"

struct hot_row {
	struct str code, title, where;
	int64_t at;
	const char *state_word;
};
struct hot_row_list {
	struct hot_row *v;
	size_t n;
};
struct hot_card {
	struct hot_row lead;
	struct hot_row_list rows;
	int64_t said, joined;
	bool more, refused; /* refused: this form came back */
};
struct hot_card_list {
	struct hot_card *v;
	size_t n;
};
/* A card in a list, and a version of one. */
struct hot_event_line {
	struct str code, title, spot;
	int64_t since, next_at, over_at;
	bool late; /* its next word was due before now */
};
struct hot_event_line_list {
	struct hot_event_line *v;
	size_t n;
};
struct hot_step {
	const char *word;
	int64_t at;
	struct str who, text;
	bool newest;
};
struct hot_step_list {
	struct hot_step *v;
	size_t n;
};
struct hot_place {
	struct str id, name, count;
	bool chosen;
};
struct hot_place_list {
	struct hot_place *v;
	size_t n;
};

/* A card for who keeps it, and the form of a new one. */
struct hot_event_page {
	struct event e;
	struct hot_lead lead;
	struct str lead_org, item;
	const char *lead_state;
	bool typed, same, takes, late;
	int64_t said, told, changes; /* said: with the one that leads */
	bool more;		      /* there are more than are counted */
	struct hot_place_list places; /* of a new one: where it is felt; else where they called from */
	struct hot_step_list steps;
	struct chart_columns calls;
	struct html map;
	struct table t;
};

/* A card for everybody, and the reader's own case beside it. */
struct hot_open_page {
	struct event e;
	int64_t called;
	struct str lead, lead_title, own, own_text;
	struct str at; /* code of the community, "" = the card is wider */
	struct hot_step_list steps;
	bool late, may_follow;
};

struct hot_page {
	struct hot_event_line_list events, over;
	struct hot_card_list cards;
	int64_t as_of; /* 0 = nothing was found yet */
	int64_t done;  /* so many were joined just now */
	struct str undo, lead; /* their codes, and the case they were joined to */
	const char *why; /* why others stayed */
};

#endif
