/* urgent_page.h: what the views of urgent are given. */
#ifndef LINLI_URGENT_PAGE_H
#define LINLI_URGENT_PAGE_H

#include "features/urgent/urgent.h"
#include "ui/table.h"
#include "ui/view.h"

struct urgent_call_view {
	struct str number, dial, name; /* dial: tel:119 */
};
struct urgent_hit_view {
	struct str name, say, word;
	struct {
		struct urgent_call_view *v;
		size_t n;
	} calls;
};
struct urgent_band_model {
	struct {
		struct urgent_hit_view *v;
		size_t n;
	} hits;
	bool again;
};

struct urgent_step_view {
	const char *word;
	int64_t at;
	struct str who, text;
};

/* Some of a kind's words, and how many there are. */
struct urgent_words_view {
	struct str some;
	int64_t n;
};

struct urgent_list_page {
	struct table table;
	bool shipped;  /* nothing was changed yet */
	struct str text;
	bool tried;
	struct html band;
	struct str codes;
};

struct urgent_edit_page {
	struct urgent_kind k;
	bool adding, all;
	struct {
		struct urgent_step_view *v;
		size_t n;
	} steps;
};

struct urgent_import_page {
	struct urgent_plan plan;
	bool looked; /* it only told */
};

#endif
