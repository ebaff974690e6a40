/* urgent_rules.h: what the rule files of urgent share among themselves; pages use urgent.h. */
#ifndef LINLI_URGENT_RULES_H
#define LINLI_URGENT_RULES_H

#include "features/urgent/urgent.h"

/* A text, and a word, as they are compared. */
struct str urgent_fold(struct arena *a, struct str text);
/* Lines of words as they are kept: folded, each once, separated by line ends. Separators: line ends, ；、，and their narrow forms. */
struct str urgent_fold_words(struct arena *a, struct str words);
/* The first word of a kind that the folded text tells of. spared: of all kinds, besides the kind's own. */
bool urgent_tells(struct str text, const struct urgent_kind *k, struct str spared, struct str *ret_word);
/* The shipped table, in memory for good. */
const struct urgent_kind_list *urgent_shipped(void);
/* Brings a draft into the form it is kept in; NULL, or what is wrong (Chinese message key) and the field. */
const char *urgent_tidy(struct arena *a, struct urgent_draft *d, const char **ret_field);
/* Reads the lines of a table into drafts. */
struct urgent_line {
	size_t line;
	struct urgent_draft d;
};
struct urgent_lines {
	struct urgent_line *v;
	size_t n;
};
int urgent_sheet_read(struct arena *a, struct str bytes, struct str filename, struct urgent_lines *ret);

#endif
