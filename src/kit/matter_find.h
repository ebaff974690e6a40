/* matter_find.h: the index of words that matters are found by.
 *
 * A matter has the words of its texts (lib/text) and marks: words that no text has, made of a private character and a
 * number. What everybody may see, which desks a matter lies on and what its topic is are marks, so that words AND
 * desk AND topic are one lookup, newest first, whatever else has the words. A new condition of searches is a new
 * mark; marks are kept by whoever changes what they say: those of desks by the runner of moves. */
#ifndef LINLI_KIT_MATTER_FIND_H
#define LINLI_KIT_MATTER_FIND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct tx;

/* Everybody may see the matter. */
#define MATTER_FIND_PUBLIC "\xee\x80\x81"
/* Before the number of a desk it lies on, of its topic. */
#define MATTER_FIND_DESK "\xee\x80\x82"
#define MATTER_FIND_TOPIC "\xee\x80\x83"
/* Before a word that only who works on the matter finds it by. */
#define MATTER_FIND_INSIDE "\xee\x80\x84"

/* Put adds words. Change takes words out that are in, and adds others; "" = none. */
int matter_find_put(struct tx *tx, int64_t district, int64_t id, struct str tokens);
int matter_find_change(struct tx *tx, int64_t district, int64_t id, struct str gone, struct str come);
/* Words that were cut leave the files of the index, a part in each transaction: begin with first. *ret_done: nothing
 * is left. */
int matter_find_merge(struct tx *tx, int64_t district, bool first, bool *ret_done);
/* For matters by the million: words are collected for long before they are written, until it is called with false. */
int matter_find_many(struct tx *tx, int64_t district, bool many);
/* Words as inside words. */
struct str matter_find_inside(struct arena *a, struct str tokens);

/* What is looked for. Of a desk, words are looked for among the inside ones too. */
struct matter_wanted {
	struct str text;  /* as it was typed */
	bool open;	  /* only what everybody may see */
	int64_t desk;	  /* 0 = any */
	int64_t place;	  /* everybody's search: only what lies on the desk of this place, 0 = any */
	int64_t topic;	  /* 0 = any */
};
/* The expression for statements: words joined by & and |, with brackets. "" = the text has no word long enough, and
 * there is none of the other conditions. A number in a place's name is found however it is written: 三号楼, 3号楼. */
struct str matter_find_query(struct arena *a, const struct matter_wanted *w);

#endif
