/* find.h: one search over everything. Each feature finds its own kinds of things for a reader, and nothing that the
 * reader may not know of: who may see what is the feature's rule, here rows are only gathered. */
#ifndef LINLI_KIT_FIND_H
#define LINLI_KIT_FIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "kit/actor.h"

struct feature_list;
struct tx;

enum { FIND_MOST = 10 }; /* rows of a kind */

struct find_want {
	struct str words; /* as they were typed; two letters at least */
	bool english;
};

struct find_row {
	struct str title, note, href; /* note: what tells it apart from others */
};

struct find_rows {
	struct find_row *v; /* room for FIND_MOST */
	size_t n;
};
/* One row more; what does not fit is left out. */
void find_add(struct find_rows *rows, struct find_row row);
/* Does the text hold every word that was typed? For kinds of which there are few, read one by one. */
bool find_fits(struct arena *a, const struct find_want *w, struct str text);

/* A kind of things that a feature finds. An array ends with an empty row. */
struct finder {
	const char *kind;    /* for programs: "case" */
	const char *heading; /* Chinese message key */
	int (*find)(struct tx *tx, const struct actor *who, const struct find_want *w, struct find_rows *rows);
	/* The list that goes on with these words: "/appeal?q="; NULL = there is none. */
	const char *more;
};

struct found {
	const struct finder *finder;
	struct find_rows rows;
};
struct found_list {
	struct found *v;
	size_t n;
};
/* What is found of each kind, in the order of features; kinds of which nothing is found are left out. E_INVALID at
 * "q": the words are too short to look for. */
int find_all(const struct feature_list *all, struct tx *tx, const struct actor *who, const struct find_want *w,
	     struct found_list *ret);

#endif
