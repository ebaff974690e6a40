/* mkpo.h: what the files of mkpo share. The manual is at the top of mkpo.c. */
#ifndef LINLI_TOOLS_MKPO_H
#define LINLI_TOOLS_MKPO_H

#include "tool.h"

struct entry {
	struct str key, text;
	struct str from;  /* files it comes from, separated by spaces */
	struct str note;  /* lines of the translator's remarks, as they stand */
	bool fuzzy;
	const char *path; /* the .po file it was read from */
	int line;
};

struct catalogue {
	struct arena *a;
	struct entry *v;
	size_t n, cap;
	struct str header; /* text of the empty key */
};

void catalogue_add(struct catalogue *c, struct entry e);

/* mkpo_collect.c */
void collect_source(struct catalogue *c, const char *path);
void collect_listing(struct catalogue *c, const char *path);

/* mkpo_file.c: reading refuses what is not well made; po_text keeps the order of the entries. */
void po_read(struct catalogue *c, const char *path);
struct str po_text(const struct catalogue *c);

#endif
