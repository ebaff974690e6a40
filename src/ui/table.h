/* table.h: rows of things as a table on a desk and as cards on a phone, with search, chips, pages and downloads
 * around it. kit/list.h makes one out of a list that is declared once; {{> table t}} prints it. */
#ifndef LINLI_UI_TABLE_H
#define LINLI_UI_TABLE_H

#include "gen/ui_view.h"
#include "ui/tabs.h"

struct table_head {
	const char *word; /* Chinese message key */
	const char *look; /* classes, as in the cells below it */
	bool sorted;      /* the rows come in its order */
};
struct table_head_list {
	struct table_head *v;
	size_t n;
};

/* One value. html wins over at, at over text. */
struct table_cell {
	struct str look;         /* classes: t title, x not on phones, r right, n unbroken, none: nothing in it */
	const char *label;       /* said before it on a card: Chinese message key, NULL = the title */
	struct str href;         /* "" = no link */
	struct html html;
	int64_t at;              /* a moment */
	struct str text;
	const char *badge, *icon; /* of a word: classes of its badge, and its icon; NULL = plain */
};
struct table_row {
	struct {
		struct table_cell *v;
		size_t n;
	} cells;
};

struct table {
	const char *title;  /* what the rows are: Chinese message key */
	struct table_head_list heads;
	struct {
		struct table_row *v;
		size_t n;
	} rows;
	/* Search: hint NULL = none. Sent as ?q= to action. */
	struct str action, query;
	const char *hint;
	struct tab_link_list chips;
	/* Pages: "" = this is the first, the last. */
	struct str first, next;
	/* Downloads, "" = none; an XLSX has at most `most` rows. */
	struct str csv, xlsx;
	int64_t most;
	/* When there are no rows: Chinese message keys. */
	const char *none, *none_hint;
};

#endif
