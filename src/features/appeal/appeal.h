/* appeal.h: appeals: what somebody raised, which body answers for it, by when, and what became of it.
 *
 * One row a case (struct appeal, gen/appeal_row.h); what happened is a chained history (kit/flow.h).
 * state.def names the states, act.def every move between them. Invariants:
 *
 *  - every change goes through one move, writes one step and raises version; a form that saw an older
 *    version gets E_STALE and is told what changed;
 *  - the clock counts working time, is paused only while the resident is asked, and due_at is that of the
 *    current stage;
 *  - what a reader may see is decided here: appeal_see returns the case only to who may see it, E_NOTFOUND
 *    to everybody else. */
#ifndef LINLI_APPEAL_H
#define LINLI_APPEAL_H

#include "base/str.h"
#include "gen/account_row.h"
#include "gen/appeal_row.h"
#include "kit/actor.h"
#include "kit/flow.h"
#include "kit/sheet.h"

struct tx;
struct org;

enum appeal_state {
	APPEAL__NO_STATE,
#define STATE(name, word, live, lamp) APPEAL_##name,
#include "features/appeal/state.def"
#undef STATE
	APPEAL_STATE__MAX
};

enum appeal_act {
	ACT__NONE,
#define ACT(name, word, from, to, by, perm, sight) ACT_##name,
#include "features/appeal/act.def"
#undef ACT
	ACT__MAX
};

/* How it came in. */
enum appeal_channel {
	CHANNEL_WEB = 1,
	CHANNEL_POSTER,
	CHANNEL_PHONE,
	CHANNEL_VISIT,
	CHANNEL_KIOSK,
	CHANNEL_MEETING,
	CHANNEL_EMAIL,
	CHANNEL_API,
	CHANNEL_IMPORT,
	CHANNEL__MAX
};

/* Who learns who filed it. */
enum appeal_anon { ANON_NAMED = 1, ANON_COMMUNITY, ANON_NOBODY, ANON__MAX };

enum {
	APPEAL_TEXT_MAX = 2000,
	APPEAL_TITLE_MAX = 60,
	APPEAL_IMPORT_MAX = 20000,
	APPEAL_IMPORT_TITLE_MAX = 200,
	APPEAL_PHOTOS_MAX = 6,
	APPEAL_PAGE = 20,
	APPEAL_DESK_PAGE = 50,
	APPEAL_REOPEN_DAYS = 30,
	APPEAL_PIN_DIGITS = 6,
	APPEAL_ASK_DAYS = 5
};

const char *appeal_state_word(int64_t state); /* Chinese message keys */
const char *appeal_act_word(int64_t act);
const char *appeal_act_name(int64_t act); /* "DISPATCH" */
enum appeal_act appeal_act_find(struct str name);
const char *appeal_channel_word(int64_t channel);
const char *appeal_anon_word(int64_t anon);
int appeal_lamp(int64_t state);
enum appeal_state appeal_state_find(struct str name); /* "filed"; 0 unknown */
const char *appeal_state_name(int64_t state);	      /* "filed" */
const char *appeal_channel_name(int64_t channel);     /* "web" */
enum appeal_channel appeal_channel_find(struct str name);

/* A photo already in the file store. */
struct appeal_file_ref {
	struct str file, thumb;
	int64_t width, height;
};

/* What the suggestion is sure of; item 0 = of nothing. */
struct appeal_guess {
	int64_t item, permille;
};
/* Thinks before the case is filed, in a transaction that only reads: the one that writes is waited for by others. */
int appeal_guess(struct tx *tx, const struct actor *who, struct str title, struct str text,
		 struct appeal_guess *ret);

struct appeal_new {
	struct str title; /* "" = made from the text */
	struct str text;
	struct str answers;
	int64_t item; /* 0 = take the guess */
	struct appeal_guess guess;
	int64_t place; /* territory node */
	struct str spot;
	int64_t lon, lat;
	enum appeal_channel channel;
	enum appeal_anon anon;
	bool open;		/* may be shown in public, without names and door numbers */
	struct str name, phone; /* of who filed it; must be empty with ANON_NOBODY */
	const struct appeal_file_ref *photos;
	size_t photos_n;
	struct str once; /* idempotency key, "" = none */
	struct str source, source_id;
	int64_t at; /* 0 = now; imports and the demo set it */
	struct str reply; /* imports: it was answered there, and is over; "" = not */
	int64_t replied_at;
};

/* What the filer is told. pin is "" when no key is loaded (imports). */
struct appeal_receipt {
	int64_t id;
	struct str code, pin;
	bool again; /* the same once key had made it before */
};

int appeal_file(struct tx *tx, const struct actor *who, const struct appeal_new *n,
		struct appeal_receipt *ret);

/* Reading one case. see says how much: FLOW_PUBLIC, FLOW_PARTIES (who filed it), FLOW_INTERNAL (staff). */
struct appeal_seen {
	struct appeal a;
	enum flow_sight see;
	bool filer;	    /* the reader filed it (account or PIN) */
	bool may[ACT__MAX]; /* moves this reader may make now */
	bool may_contact, may_pin;
};
int appeal_see(struct tx *tx, const struct actor *who, struct str code, struct appeal_seen *ret);
int appeal_steps(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
		 struct flow_step_list *ret);
int appeal_photos(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
		  struct appeal_photo_list *ret);
/* A photo by its digest, when some case of this reader's sight holds it. */
int appeal_photo_of(struct tx *tx, const struct actor *who, struct str code, struct str file,
		    struct appeal_photo *ret);
struct place appeal_place(const struct appeal *a);

/* Code and PIN of the same case? E_NOTFOUND for a wrong PIN and an unknown code alike. */
/* The code that was typed from paper: "bl 2611 0387" and "ＢＬ２６１１０３８７" are BL-2611-0387. Anything else as it is. */
struct str appeal_code_typed(struct arena *a, struct str typed);
int appeal_unlock(struct tx *tx, int64_t district, struct str code, struct str pin,
		  int64_t *ret_id);
struct str appeal_pin(struct arena *a, int64_t district, int64_t id, struct str salt);

/* Moving a case. version: of the case as the form showed it; 0 = whatever it is now (commands, jobs). */
struct appeal_change {
	enum appeal_act act;
	int64_t version;
	struct str text;	  /* what is said; clause for REFUSE */
	int64_t item, place;	  /* TRIAGE: 0 = leave; the place may be in another community */
	int64_t org;		  /* DISPATCH: 0 = the one the rule names */
	int64_t result, attitude; /* RATE: 1–5 */
	bool open;		  /* PUBLISH */
	const struct appeal_file_ref *photos;
	size_t photos_n;
	int64_t at;
};
int appeal_move(struct tx *tx, const struct actor *who, struct str code,
		const struct appeal_change *c);
/* Several cases to one body, 0 = whom the rule of each names. Each goes or stays by itself: err is 0, or
 * E_STALE, E_NOTFOUND, E_INVALID, and why says what kept it (Chinese message key). */
struct appeal_bulk {
	struct str code;
	int64_t version;
	int err;
	const char *why;
};
int appeal_dispatch_all(struct tx *tx, const struct actor *who, int64_t org, struct appeal_bulk *v,
			size_t n);
/* The contact of who filed it, in full: logged with the reason first. */
struct appeal_person {
	struct str name, phone;
};
int appeal_contact(struct tx *tx, const struct actor *who, struct str code, struct str reason,
		   struct appeal_person *ret);
/* The same, masked: 林** 199****0012; for staff pages. */
int appeal_contact_masked(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
			  struct appeal_person *ret);
/* Who read the contact or gave a new PIN, when and why, newest first; nothing for who may do neither. */
int appeal_readings(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
		    struct access_line_list *ret);
/* Gives the case a new PIN for a filer who lost theirs and was recognised; the old one opens nothing any more. */
int appeal_new_pin(struct tx *tx, const struct actor *who, struct str code, struct str reason,
		   struct str *ret_pin);
/* Which body the rule of the case names at its place. E_NOTFOUND: none is set up. */
int appeal_body_for(struct tx *tx, const struct appeal *a, struct org *ret);

/* Lists. A filter of 0 or "" means all. after: cursor of the page before, "" = first. */
struct appeal_filter {
	int64_t community, class_, building;
	int64_t state; /* one state, or 0 */
	int over;      /* public: 0 all, 1 still open, 2 closed */
	int64_t desk;  /* queue: which of the reader's desks, 0 = all of them */
	struct str query;
	struct str after;
	int64_t limit;
};
/* Public cases, newest first. */
int appeal_public(struct tx *tx, int64_t district, const struct appeal_filter *f,
		  struct appeal_line_list *ret, struct str *ret_next);
int appeal_mine(struct tx *tx, const struct actor *who, struct str after,
		struct appeal_line_list *ret, struct str *ret_next);

enum appeal_tab {
	TAB_MINE = 1,
	TAB_NEW,
	TAB_SOON,
	TAB_OVER,
	TAB_WAITING,
	TAB_REPLIED,
	TAB_ALL,
	TAB__MAX
};
int appeal_queue(struct tx *tx, const struct actor *who, enum appeal_tab tab,
		 const struct appeal_filter *f, struct appeal_line_list *ret, struct str *ret_next);
/* Somebody with several posts has several desks: one for each place or body they answer for. */
struct appeal_desk {
	int64_t number; /* for filter.desk */
	struct str name, name_en;
};
struct appeal_desk_list {
	struct appeal_desk *v;
	size_t n;
};
int appeal_desks(struct tx *tx, const struct actor *who, struct appeal_desk_list *ret);
/* How many wait in each tab of a desk, 0 = of all of them. */
int appeal_counts(struct tx *tx, const struct actor *who, int64_t desk, int64_t ret[TAB__MAX]);
/* Every case of a desk the actor may export, 0 = of all of them, each once; of each desk oldest first. */
int appeal_each(struct tx *tx, const struct actor *who, int64_t desk,
		int (*row)(void *ctx, const struct appeal_out *row), void *ctx);

/* The same as a file: CSV, XLSX or JSON lines. Never who filed it; staff get the texts as the public reads them, and
 * leave a note in the access log (subject 0) beforehand. */
int appeal_export(struct tx *tx, const struct actor *who, int64_t desk, enum sheet_kind kind,
		  int fd);
int appeal_export_note(struct tx *tx, const struct actor *who, int64_t desk, struct str kind);
/* Those notes, newest first, for the administrator; nothing for others. */
int appeal_exports(struct tx *tx, const struct actor *who, struct access_line_list *ret);

/* Figures of a period (clock_day numbers, both included) for a community or the district (0). */
struct appeal_figures {
	int64_t filed, closed, on_time, minutes, rated, pleased;
	int64_t open_now, over_now;
	int64_t as_of;
};
int appeal_figures(struct tx *tx, int64_t district, int64_t community, int64_t from_day,
		   int64_t to_day, struct appeal_figures *ret);
int appeal_by_week(struct tx *tx, int64_t district, int64_t community, int64_t from_day,
		   int64_t to_day, struct appeal_week_list *ret);
int appeal_by_class(struct tx *tx, int64_t district, int64_t community, int64_t from_day,
		    int64_t to_day, struct appeal_class_list *ret);

/* A case's clock ran out: closes what was answered, goes on with what was asked. For the outbox. */
int appeal_clock(struct tx *tx, int64_t district, int64_t id);
/* A node was merged or moved: cases of it that are not over follow, so many at a time from after on; *ret_last =
 * where to go on, 0 = all done. */
int appeal_follow_place(struct tx *tx, int64_t district, int64_t node, int64_t after,
			int64_t *ret_last);
/* Cases whose item a person chose, for the suggestion to learn from. */
int appeal_lessons(struct tx *tx, int64_t district,
		   int (*row)(void *ctx, const struct appeal_lesson *row), void *ctx);
/* What is kept of the cases somebody filed from their account, opened; so many at a time, from id after on. */
struct appeal_own {
	struct appeal a;
	struct str name, phone;	       /* as left with the case */
	struct flow_step_list steps;   /* those who filed it may see */
	struct appeal_photo_list photos;
	struct access_line_list accesses; /* who read the contact */
};
struct appeal_own_list {
	struct appeal_own *v;
	size_t n;
};
int appeal_own(struct tx *tx, const struct actor *who, int64_t after, struct appeal_own_list *ret);
/* Their cases go on without them; what stays of each: see appeal_personal.c. */
int appeal_forget(struct tx *tx, const struct actor *who);

/* Makes the index of words anew, where it is empty: for limit cases after id `after`; *ret_last is the id to
 * go on after, `after` itself when there were no more. */
int appeal_reindex(struct tx *tx, int64_t district, int64_t after, int64_t limit,
		   int64_t *ret_last);

#endif
