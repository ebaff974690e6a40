/* hot.h: hot issues: many cases that may tell of the same matter, found among the newest of a district. */
#ifndef LINLI_HOT_H
#define LINLI_HOT_H

#include "base/str.h"
#include "features/appeal/appeal.h"
#include "lib/like.h"

struct db;
struct tx;

/* So many of the newest cases are looked at, unless the command is told otherwise; so many at most. The page looks at fewer:
 * other timers wait for the thread that finds them. */
enum { HOT_MOST = 20000, HOT_LIMIT = 200000, HOT_PAGE_MOST = 5000, HOT_PLACES = 3, HOT_KEPT = 200 };

/* Where a case of a cluster stands. */
struct hot_at {
	int64_t id, street, community;
};
/* Its cases and the names they share, in the arena that hot_find was given. */
struct hot {
	struct str title; /* of the case that says it best */
	int64_t from, to; /* seconds */
	double heat;	  /* each case counts one, and half as much a week before the newest of all */
	struct str places[HOT_PLACES]; /* where most of them stand, the most frequent first */
	struct hot_at *at;
	struct str *codes, *source_ids; /* source_ids: "" of what did not come from elsewhere */
	size_t n;
};
struct hot_list {
	struct hot *v;
	size_t n;
};
/* Clusters of the newest cases, hottest first; outside a transaction. Cases are read some hundred a statement, however many clusters there
 * are. */
int hot_find(struct db *db, int64_t district, size_t most, struct arena *keep, struct hot_list *ret);

struct options;
int hot_cmd(const struct options *o, struct db *db, int argc, char **argv);

#endif
