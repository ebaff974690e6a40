/* tabs.h: links to views of one page, of which one is shown: as tabs or, for filters, as chips. */
#ifndef LINLI_UI_TABS_H
#define LINLI_UI_TABS_H

#include "gen/ui_view.h"

/* {{> tabs list}} prints tabs, {{> tabs_chips list}} chips. */
struct tab_link {
	const char *word; /* Chinese message key, or NULL: text */
	struct str text;  /* already in the reader's words */
	struct str href;
	int64_t count;    /* what stands under it; -1: not told */
	bool more;        /* there is more than count: "99+" */
	bool current;
};
struct tab_link_list {
	struct tab_link *v;
	size_t n;
};

#endif
