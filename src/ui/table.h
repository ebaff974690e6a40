/* table.h: rows of things as a table on a desk and as cards on a phone, with search, chips, pages and downloads
 * around it. kit/list.h makes one out of a list that is declared once; {{> table t}} prints it. */
#ifndef LINLI_UI_TABLE_H
#define LINLI_UI_TABLE_H

#include "gen/ui_view.h"
#include "ui/pick.h"
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
	struct str look;         /* classes: t title, x not on phones, r right, n unbroken, none: nothing in it; on a card: end beside
				  * the title, line in one line with others, whole a line of its own */
	const char *label;       /* said before it on a card: Chinese message key, NULL = the title */
	struct str href;         /* "" = no link */
	struct html html;
	int64_t at;              /* a moment */
	struct str text;
	const char *badge, *icon; /* of a word: classes of its badge, and its icon; NULL = plain */
};
struct table_row {
	struct str id, name; /* what its tick sends, and what it is called */
	bool ticked;
	struct {
		struct table_cell *v;
		size_t n;
	} cells;
};

/* A choice that narrows the rows. */
struct table_filter {
	const char *name;        /* of its parameter */
	const char *label, *all; /* Chinese message keys: what it is, and the choice that leaves nothing out */
	struct pick_list options;
	struct pick_words words; /* among many options */
	bool day;	  /* a day to write instead of choices */
	struct str value; /* of the day */
};
struct table_filter_list {
	struct table_filter *v;
	size_t n;
};
/* What else the form of search and filters sends. */
struct table_kept {
	const char *name;
	struct str value;
};
struct table_kept_list {
	struct table_kept *v;
	size_t n;
};
/* What to do next; the label is a Chinese message key. */
struct table_way {
	const char *href, *label;
	bool main;
};
struct table_way_list {
	const struct table_way *v;
	size_t n;
};

struct table {
	const char *look;   /* classes */
	const char *id;     /* NULL = none */
	const char *title;  /* what the rows are: Chinese message key */
	struct table_head_list heads;
	struct {
		struct table_row *v;
		size_t n;
	} rows;
	/* Search: hint NULL = none. Sent as ?q= to action. */
	struct str action, query;
	const char *hint;
	struct table_filter_list filters;
	struct table_filter_list more; /* folded away until one of them is used */
	bool more_open;
	struct table_kept_list kept;
	struct str clear;    /* the list without search and filters; "" = it has none now */
	const char *problem; /* why nothing could be looked for: Chinese message key */
	struct tab_link_list tabs, chips;
	const char *tabs_title; /* Chinese message key */
	/* A form around rows that can be ticked: where it goes, and what stands above them. */
	bool ticks;
	struct str bulk_action;
	struct html bulk;
	/* Pages: "" = this is the first, the last, or the way back is forgotten. first: "" as well on the second. */
	struct str first, prev, next;
	int64_t page; /* which one this is, from 1 on; 0 = the way back is forgotten */
	/* Downloads, "" = none; an XLSX has at most `most` rows. */
	struct str csv, xlsx;
	int64_t most;
	/* When there are no rows: Chinese message keys. */
	const char *none, *none_hint;
	struct table_way_list next_ways;
};

/* A list that is all of a page: its name and one way beside it. {{> table_page p}}. */
struct table_page {
	const char *title, *word; /* Chinese message keys */
	const char *href, *icon;
	bool main; /* the way is what one comes for */
	struct table table;
};

#endif
