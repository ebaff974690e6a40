/* sample_page.h: what the views of notes are given. */
#ifndef LINLI_SAMPLE_PAGE_H
#define LINLI_SAMPLE_PAGE_H

#include "features/sample/sample.h"
#include "ui/table.h"
#include "ui/view.h"

struct sample_list_page {
	struct table t;
	bool may_write;
};

/* A step or a move, in words. */
struct sample_word {
	const char *key, *word;
	int64_t at;
};
struct sample_word_list {
	struct sample_word *v;
	size_t n;
};

struct sample_show_page {
	struct sample note; /* as the public may read it; its own words stand in the form */
	const char *state;
	struct sample_word_list steps, moves; /* moves: but that of the form */
	bool may_edit;
};

#endif
