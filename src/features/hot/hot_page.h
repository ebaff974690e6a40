/* hot_page.h: what the pages of hot issues print. */
#ifndef LINLI_HOT_PAGE_H
#define LINLI_HOT_PAGE_H

#include "base/str.h"

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
struct hot_page {
	struct hot_card_list cards;
	int64_t as_of; /* 0 = nothing was found yet */
	int64_t done;  /* so many were joined just now */
	struct str undo, lead; /* their codes, and the case they were joined to */
	const char *why; /* why others stayed */
};

#endif
