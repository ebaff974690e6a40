/* floors.h: what the files of floors share. The manual is at the top of floors.c. */
#ifndef LINLI_TOOLS_FLOORS_H
#define LINLI_TOOLS_FLOORS_H

#include "tool.h"

enum floor {
	FLOOR_BASE = 1,
	FLOOR_DB,
	FLOOR_HTTP,
	FLOOR_UI,
	FLOOR_LIB,
	FLOOR_KIT,
	FLOOR_FEATURES,
	FLOOR_DEMO,
	FLOOR_MAIN,
	FLOOR_GEN,
};

/* What a file of a feature is for, by its name. */
enum kind {
	KIND_CONTRACT = 1, /* x.h, x_word.h: what others may know */
	KIND_RULES,        /* *.c, x_rules.h, x_*inner.h */
	KIND_WEB,          /* x_web*, x_api*, x_page*, views: pages and JSON */
	KIND_JOB,          /* x_job*, x_cmd*: work without a request */
	KIND_FEATURE,      /* x_feature.c: the struct feature, which names all of the above */
};

struct include {
	struct str name; /* "db/db.h" */
	int line;
	bool system;     /* <…> */
};

struct file {
	const char *path; /* below src/: "kit/gate.h" */
	enum floor floor;
	struct str feature;
	enum kind kind;
	struct include *v;
	size_t n, cap;
	int climbs;       /* brings in http or ui: 1 yes, -1 no, 0 not known yet */
};

struct feature {
	struct str name, uses, offers; /* offers: headers for other features' pages */
	int line, seen; /* seen: by the search for rings */
};

struct house {
	struct arena *a;
	const char *root, *def;
	struct file *v;
	size_t n, cap;
	struct feature features[64];
	size_t features_n;
	int bad;
};

/* floors_read.c */
void house_read(struct house *h);
enum floor floor_of(struct str path);
/* The feature of "features/x/…", or "". */
struct str feature_of(struct str path);
enum kind kind_of(struct str path);
struct feature *feature_find(struct house *h, struct str name);

__attribute__((format(printf, 4, 5))) void complain(struct house *h, const struct file *f, int line,
						    const char *fmt, ...);

#endif
