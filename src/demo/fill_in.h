/* fill_in.h: what the fill_*.c share; nobody else includes it. */
#ifndef LINLI_DEMO_FILL_IN_H
#define LINLI_DEMO_FILL_IN_H

#include "demo/demo_in.h"
#include "demo/fill.h"
#include "features/appeal/appeal_sum.h"
#include "features/catalogue/catalogue.h"
#include "kit/matter.h"

enum {
	FILL_YEARS = 5,
	FILL_STREETS = 10,
	FILL_COMMUNITIES = 100, /* ten a street */
	FILL_AREAS = 2,		/* in a community */
	FILL_GRIDS = 2,		/* in an area */
	FILL_HOUSES = 6,	/* in a grid */
	FILL_RESIDENTS = 20000,
	FILL_PHOTOS = 6,
};

/* A body and the person who handles its cases. */
struct fill_body {
	int64_t org;
	struct actor who;
};
/* Kinds of bodies that there is one of in each community, in each street, in the district. */
enum fill_reach { FILL_LOCAL = 1, FILL_STREET, FILL_WIDE };
struct fill_kind {
	struct str code, name;
	enum fill_reach reach;
	struct fill_body *bodies;
	size_t bodies_n;
};
/* What cases are about: a case of the demo, its item and the rule in force. */
struct fill_theme {
	struct str title, text, spot, reply, ask, answer, refuse;
	int64_t item, accept_min, handle_min;
	const struct fill_kind *kind;
};
struct fill_community {
	int64_t node;
	struct str plate;
	size_t street; /* which of them */
	struct actor staff;
	int64_t *houses;
	size_t houses_n;
};
struct fill_resident {
	int64_t person, home;
	size_t community;
};

struct fill {
	struct db *db;
	struct arena *arena; /* for the whole run */
	const char *data;
	int64_t now, cases, done, batch;
	struct actor system;
	struct str hash;
	struct fill_kind *kinds;
	size_t kinds_n;
	struct fill_theme *themes;
	size_t themes_n;
	struct fill_community communities[FILL_COMMUNITIES];
	struct fill_resident *residents;
	struct file_ref photos[FILL_PHOTOS];
	struct appeal_sums sums; /* of the batch */
	struct arena code_memory;
	struct matter_codes codes;
};

/* Each in a transaction of its own; ctx = struct fill. */
int fill_places(struct tx *tx, void *ctx);
int fill_people(struct tx *tx, void *ctx);
/* Reads back what the two have made. */
int fill_look(struct tx *tx, void *ctx);
/* The next batch of cases. */
int fill_cases(struct tx *tx, void *ctx);

#endif
