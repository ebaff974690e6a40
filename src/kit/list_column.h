/* list_column.h: how people see a field of a shape (lib/shape.h) in a list (kit/list.h). */
#ifndef LINLI_KIT_LIST_COLUMN_H
#define LINLI_KIT_LIST_COLUMN_H

#include "kit/actor.h"
#include "lib/shape.h"
#include "ui/view.h"

struct req;

enum list_show {
	LIST_TITLE = 1,  /* leads to the thing; first and large on a card */
	LIST_WIDE = 2,   /* not on a phone */
	LIST_RIGHT = 4,  /* figures */
	LIST_UNBROKEN = 8,
	LIST_SORTED = 16, /* the rows come in its order */
	/* How it stands on a card: */
	LIST_END = 32,  /* beside the title: a clock, a state */
	LIST_LINE = 64, /* small, in one line with the others that say so, without its heading */
	LIST_WHOLE = 128, /* a line of its own, without its heading: lamps, buttons */
	LIST_LAST = 512,  /* the same, below all others: buttons */
	LIST_WRAP = 256   /* at a desk, where texts stand in one line, it may need two */
};

/* What a number says to people. A table of them ends with label NULL. */
struct list_word {
	int64_t value;
	const char *label;       /* Chinese message key */
	const char *badge, *icon; /* classes and icon of its badge; NULL: plain text */
};

/* How people see a field of a shape. */
struct list_column {
	const char *label; /* heading: Chinese message key */
	unsigned show;     /* enum list_show */
	enum perm perm;    /* only for who has it, 0 = for all who see the list; the field is .maybe then */
	bool (*sight)(const struct actor *who, const void *row); /* in which rows; NULL = all; .maybe as well */
	const struct list_word *words; /* of a number */
	bool page_only;                /* not in files: buttons */
	const char *empty;             /* what "" and 0 say on a page: Chinese message key, NULL = nothing */
	/* Draws the cell of a page instead of the value: lamps, clocks, photos. */
	struct html (*draw)(struct req *r, const void *row);
};
#define COLUMN(...) .column = &(const struct list_column){__VA_ARGS__}

#endif
