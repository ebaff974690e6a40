/* feature.h: all that the program knows of a feature.
 *
 * Each feature has one `const struct feature NAME_feature` in its NAME_feature.c, and one line in features.def.
 * Serving, commands, backup, verify, live pages and the copy of a person's data walk the list of all features;
 * nothing else names one. A member that is NULL means that the feature has nothing of that kind. Arrays end with an
 * empty row.
 *
 * The order of the list is that of features.def: a feature stands below those it uses. */
#ifndef LINLI_KIT_FEATURE_H
#define LINLI_KIT_FEATURE_H

#include <stddef.h>

#include "db/outbox.h"
#include "kit/flow.h"

struct app;
struct arena;
struct command;
struct course;
struct feature_list;
struct finder;
struct file_store;
struct nav_item;
struct personal;
struct req;
struct route_table;
struct sealed;

/* What jobs and timers may use. */
struct feature_env {
	const struct feature_list *features;
	struct db *db;
	struct file_store *files;
	bool demo; /* nothing leaves the program */
	const char *base_url; /* https://… for addresses in messages; NULL = nobody said: messages have none */
};

/* Work from the outbox. Every row of every feature that fits a job runs it, so a kind may reach several features; a
 * job of which one row fails is run again by all. The runner's ctx is a const struct feature_env *. */
struct feature_job {
	enum outbox_kind kind;
	const char *to; /* only jobs put to this name; NULL = every job of the kind */
	outbox_runner *run;
};

/* Work that nobody asks for: at start, and then every so many seconds, on a thread that has nothing else to do. */
struct feature_timer {
	const char *failed; /* log line when it fails; it is tried again the next time */
	int64_t every_s;
	int (*run)(const struct feature_env *env);
};

/* A table that is made from others: no backup holds it, and it is made anew after a restore. */
struct feature_rebuild {
	const char *table;
	const char *formerly; /* its name in the schema of older backups; NULL = the same */
	/* Is nothing in it though something should be? Then migrating makes it, as recounting does in any case. NULL: neither does. */
	int (*missing)(struct tx *tx, int64_t district, bool *ret);
	/* Makes it for `most` matters after the id `after`. *ret_last: where to go on; `after` itself when that was
	 * all. */
	int (*run)(struct tx *tx, int64_t district, int64_t after, int64_t most, int64_t *ret_last);
};

/* Pages that are told when the history of this subject grows in their district. */
struct feature_live {
	enum flow_subject subject; /* 0 ends the array */
	struct str (*topic)(struct arena *a, int64_t district);
};

/* A kind of body, as the duty catalogue names it: programs have the code, people read the name. */
struct body_kind {
	struct str code, name;
};
struct body_kind_list {
	struct body_kind *v;
	size_t n;
};

struct mine_part;

struct feature {
	const char *name;
	const struct route_table *const *routes;
	const struct nav_item *nav;
	const struct feature_job *jobs;
	const struct feature_timer *timers;
	const struct feature_rebuild *rebuilds;
	const struct feature_live *live;
	const struct personal *personal;
	const struct finder *finders; /* what the search over everything finds of it: kit/find.h */
	/* What of its things concerns the reader, who is signed in, for the page "mine": kit/mine.h. */
	int (*mine)(struct req *r, struct mine_part *ret);
	const struct course *const *courses; /* of the kinds of matters it has */
	const struct sealed *const *sealed; /* its other things with a history, see kit/sealed.h */
	const struct command *commands;
	/* Names every file of the store that a row of the feature names, in all districts: the daily sweep removes
	 * what no feature names. */
	int (*files)(struct tx *tx, int (*name)(void *ctx, struct str digest), void *ctx);
	/* Tells what of the district's rows does not agree with its history, a line each. The chains themselves are
	 * checked for all features. */
	int (*verify)(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx);
	/* Hands over every encrypted field of the district's rows, also empty ones: a drill tries whether a key opens
	 * them. */
	int (*secrets)(struct tx *tx, int64_t district, int (*one)(void *ctx, struct str field), void *ctx);
	/* Everything about one of its things that are no matters on one screen, by the number that people or programs
	 * see of it, for `linli show`. E_NOTFOUND. */
	int (*show)(struct tx *tx, int64_t district, struct str code, struct buf *out);
	/* The one feature that knows which kinds of bodies there are. */
	int (*body_kinds)(struct tx *tx, int64_t district, bool english, struct body_kind_list *ret);
	/* The one feature that knows who is behind a request: see struct app. */
	int (*identify)(struct tx *tx, struct req *r, struct actor *ret);
	/* The same feature names who did the steps of a matter. */
	int (*name_steps)(struct tx *tx, int64_t district, enum flow_subject subject, int64_t id,
			  struct flow_step_list *steps);
	/* The same feature finds the people who staff a desk (a place or a body): those with a role just there that
	 * has perm. Ids, ascending, from after on. */
	int (*staff)(struct tx *tx, int64_t district, int64_t desk, enum perm perm, int64_t after, int64_t limit,
		     struct person_id_list *ret);
};

#endif
