/* demo_in.h: what the demo_*.c share; nobody else includes it. */
#ifndef LINLI_MAIN_DEMO_IN_H
#define LINLI_MAIN_DEMO_IN_H

#include "db/db.h"
#include "features/appeal/appeal.h"
#include "kit/actor.h"

struct file_store;

enum { DEMO_DISTRICT = 990106, DEMO_COLUMNS = 24, DEMO_STEPS = 16 };
#define DEMO_PASSWORD "linli-demo-2026"

/* A file of share/demo, read row by row. */
struct table {
	const char *file;
	size_t line, columns;
	struct str head[DEMO_COLUMNS], cell[DEMO_COLUMNS];
	struct str rest;
};
void table_open(struct table *t, const char *file);
bool table_next(struct table *t);
struct str table_cell(const struct table *t,
		      const char *column); /* aborts on a column that is not there */
int64_t table_number(const struct table *t, const char *column);  /* "" is 0 */
/* Degrees x 1e7. */
int64_t table_degrees(const struct table *t, const char *column);

/* A number from 0 to n-1, always the same for this case and key: the demo is believable, not random. */
int64_t lot(int64_t which, int64_t key, int64_t n);

/* A drawn photo, made and stored once for all cases that show it. */
struct demo_photo_ref {
	struct str scene;
	unsigned seed;
	struct file_ref file;
};

/* The one who makes a step. */
enum demo_who { DEMO_FILER = 1, DEMO_COMMUNITY, DEMO_BODY, DEMO_SYSTEM };
struct demo_step {
	int64_t at;
	enum appeal_act act;
	enum demo_who by;
	struct str text;
	int64_t item;
};
struct demo_case {
	int64_t number, filed_at, age, item, place;
	enum appeal_state state;
	enum appeal_channel channel;
	enum matter_anon anon;
	bool open;                /* may be shown in public */
	struct str title, text, hint, place_code, spot, kind, reply, note, reopening, ask, answer,
	    refuse, photo, photo_after;
	int64_t result, attitude;
	int64_t accept_min, handle_min, follow_min;
	bool wants_photo;         /* the rule asks for one with the answer */
	struct demo_step steps[DEMO_STEPS];
	size_t steps_n;
	/* known once it is filed */
	int64_t id, person;       /* person: of the demo, 0 = somebody without an account */
	struct str code;
};

struct demo {
	struct db *db;
	struct file_store *files;
	int64_t now;
	struct arena *arena;      /* for the whole run */
	struct actor system;
	struct str hash;
	struct demo_case *cases;
	size_t cases_n;
	struct demo_photo_ref *photos;
	size_t photos_n;
	/* where it failed, for the terminal */
	const struct table *table;
	int64_t failed_case;
	struct fault fault;
};

/* Each in a transaction of its own. */
int demo_fill_district(struct tx *tx, struct demo *d); /* places, boundaries, rooms */
int demo_fill_people(struct tx *tx, struct demo *d);   /* bodies, people, duties */
int demo_fill_cases(struct tx *tx, struct demo *d);
int demo_fill_urgent(struct tx *tx, struct demo *d);  /* two emergencies of today */
int demo_fill_whistle(struct tx *tx, struct demo *d); /* one under way, one concluded */
int demo_fill_listen(struct tx *tx, struct demo *d); /* sessions of the past months, one to come */
int demo_fill_steer(struct tx *tx, struct demo *d);   /* rules of dispatching */
int demo_fill_same(struct tx *tx, struct demo *d);    /* one matter that several told, and one dealt with in parts */
int demo_fill_near(struct tx *tx, struct demo *d);    /* what building heads and a grid worker settle */
int demo_fill_things(struct tx *tx, struct demo *d);   /* places to book, and bookings */

void demo_read_cases(struct demo *d);
/* Decides when everything about a case happened; its rule is known. */
void demo_plan(const struct demo *d, struct demo_case *c);
/* Draws and stores what the cases show. */
int demo_fill_album(struct demo *d);
const struct file_ref *demo_photo_of(const struct demo *d, struct str scene, int64_t which);

int demo_place(struct tx *tx, struct str code, int64_t *ret);
int demo_person(struct tx *tx, struct str login, struct actor *ret);
/* Somebody of this community's staff; somebody who handles for this body. */
int demo_community_staff(struct tx *tx, struct str place, int64_t which, struct actor *ret);
int demo_handler(struct tx *tx, struct str org, int64_t which, struct actor *ret);

#endif
