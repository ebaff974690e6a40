/* like.h: which texts may tell of the same matter: by their words, by the places they name and stand at, and by time.
 *
 * An index holds a bounded number of texts as weighted words: pairs of Han characters, other words, and names of places that a text names
 * (锦绣花园, 书院路, A3区). A rare word says more than a common one (inverse document frequency), a name of a place more than a word.
 *
 * What like_find says is a proposal. Texts that share nearly all words may still mean different things ("from A to B", "from B to A"):
 * nobody may join cases because of it alone. Two texts that name different places of the same kind are two matters, however alike their
 * words are; a text that is an exact copy of another is always found. */
#ifndef LINLI_LIB_LIKE_H
#define LINLI_LIB_LIKE_H

#include "base/str.h"

struct arena;
struct like;

/* From narrow to wide; 0 = not known. */
enum { LIKE_PLACES = 4 };
struct like_text {
	int64_t id, at;		     /* at: seconds */
	int64_t place[LIKE_PLACES];  /* building, area, community, street */
	struct str title, text;
};

/* How alike, in thousandths: from here on people are asked; from here on they are one cluster. */
enum { LIKE_ASK = 200, LIKE_SAME = 300, LIKE_COPY = 1000 };
struct like_hit {
	int64_t id;
	uint32_t at; /* number in the index, from 0 in the order added */
	int permille;
};

/* Room for so many texts, in the caller's arena, which the index lives in. */
struct like *like_new(struct arena *a, size_t most);
/* Adds one: false: it is full. */
bool like_add(struct like *l, const struct like_text *t);
size_t like_count(const struct like *l);
/* Those most alike, best first, at least `least`; what the index holds under the same id is passed over. v has room for most. */
size_t like_find(const struct like *l, const struct like_text *t, int least, struct like_hit *v, size_t most);

/* A cluster: numbers of its texts in the index, oldest first; title: the one that is most like the others. */
struct like_cluster {
	uint32_t *v;
	size_t n;
	uint32_t title;
	int64_t from, to;
	double heat; /* each text counts one, and half as much a week before the newest of all */
};
/* All clusters of at least two, hottest first. */
size_t like_clusters(struct like *l, struct arena *a, struct like_cluster **ret);

/* The id of a text by its number. */
int64_t like_id(const struct like *l, uint32_t at);

/* Names of places that a text names, by their ends (锦绣花园, 院路), each once, in order: at most n. */
size_t like_places(struct arena *a, struct str text, struct str *v, size_t n);

#endif
