/* pick.h: choices a page offers: a short list as options of a select, a long one as a search that shows what fits. */
#ifndef LINLI_UI_PICK_H
#define LINLI_UI_PICK_H

#include "gen/ui_view.h"
#include "ui/tabs.h"

/* What can be chosen: the value that is sent, and its words in the reader's language. */
struct pick {
	struct str value, label;
	struct str about; /* small words: what it lies in. "" = none; shown in a search, not in a select */
	struct str also;  /* other words it is found by: its code, its name in the other language */
	bool chosen;
};
struct pick_list {
	struct pick *v;
	size_t n;
};
/* A choice that leads to another part of the same page, printed by {{> pick_form f}}: a select, and what the page is narrowed by
 * besides. */
struct pick_kept {
	const char *name, *value; /* as they stand in addresses */
};
struct pick_kept_list {
	struct pick_kept *v;
	size_t n;
};
/* A choice among many: words are typed, those of the list are offered. Made by pick_by_words() of kit/narrow.h; find NULL = it is a select. */
struct pick_words {
	const char *find;          /* parameter of the words */
	struct str typed;          /* or what is chosen */
	struct tab_link_list hits; /* several fit: each is a link */
	bool nothing;              /* none does */
};
enum { PICK_SELECT_MOST = 12 };

struct pick_form {
	const char *action, *name;
	const char *label;         /* of the select: Chinese message key */
	const char *all, *all_word; /* the option that narrows nothing, and what it says: Chinese message key */
	struct pick_list options;
	struct pick_words words;
	struct pick_kept_list kept;
};

/* How many of a long list a search shows. */
enum { PICK_SHOWN = 20 };

/* A choice out of hundreds, printed by {{> pick_search p}}: a text to type and radios of what fits, at most
 * PICK_SHOWN. Without a script the button `again` shows the form again (FIELD_AGAIN) with what was found. With
 * pick.js, as `library` of the page, what is typed is asked at `from`, which answers with {{> pick_hits p}}. */
struct pick_search {
	const char *name;  /* field of the radios */
	const char *query; /* field of the text */
	const char *again; /* field of the button */
	const char *from;  /* address of a fragment; what was typed is appended, percent-encoded */
	const char *label, *hint, *none; /* Chinese message keys; none: says that nothing is chosen, NULL: one must */
	struct str typed;
	struct pick_list hits; /* the chosen one first */
	bool chosen;           /* one of the hits is */
	bool unchosen;         /* the row that says `none` is checked */
	bool more;             /* there are more than are shown */
	bool nothing;          /* nothing fits what was typed; what is shown is offered besides */
	int64_t many;          /* so many may be chosen, too many to show before something is typed; 0: all are shown */
};

#endif
