/* appeal_move.h: the one way a case changes, and what changes it without anybody asking. */
#ifndef LINLI_APPEAL_MOVE_H
#define LINLI_APPEAL_MOVE_H

#include "features/appeal/appeal.h"

struct event;
struct org;

/* So long after it is closed a case may be reopened; so many working days an answer is waited for. */
enum { APPEAL_REOPEN_DAYS = 30, APPEAL_ASK_DAYS = 5 };
/* So long after it was sent to a body that has not accepted it, a dispatch may be taken back. */
enum { APPEAL_UNSEND_S = 15 * 60 };

/* Moving a case. version: of the case as the form showed it; 0 = whatever it is now (commands, jobs). */
struct appeal_change {
	enum appeal_act act;
	int64_t version;
	struct str text;	  /* what is said; clause for REFUSE; reason for PIN */
	int64_t item, place;	  /* TRIAGE, item of DISPATCH too: 0 = leave; the place may be in another community */
	int64_t org;		  /* DISPATCH: 0 = the one the rule names; HELP, RULE, SPLIT */
	int64_t days;		  /* SPLIT: working days the part has, 0 = those of its item; EXTEND_ASK: working days more */
	int64_t *ret_part;	  /* SPLIT: its id is put here; NULL = nobody asks */
	int64_t reason;		  /* BOUNCE */
	int64_t result, attitude; /* RATE: 1–5 */
	enum appeal_sort sort;	  /* SORT; DISPATCH: 0 = as it is, else what its item says */
	enum appeal_affair affair; /* … */
	bool open;		  /* PUBLISH: everybody may read it; DISPATCH: as marked, when who filed it agreed */
	bool pictures;		  /* PUBLISH: its photos too */
	struct str let, also;	  /* PUBLISH: pieces that are let through, and that are hidden too; one a line (appeal_cover) */
	struct str other;	  /* LINK, UNLINK: code of the other matter; JOIN: of the case it is dealt with under */
	const struct file_ref *photos;
	size_t photos_n;
	int64_t at;
	bool quiet; /* nobody is told */
	int64_t closed_at; /* SETTLED: when it was over there, 0 = when it was answered */
	struct str title;		       /* FORGET: what is left of it; SPLIT: of the part, "" = made from the text */
	struct str body, answers, spot;	       /* FORGET: what is left of them */
};
int appeal_move(struct tx *tx, const struct actor *who, struct str code, const struct appeal_change *c);
/* What a card says is a step of a case that is dealt with under the card's, or leads it: once for each version. quiet: nobody is told of
 * the step. */
int appeal_tell_event(struct tx *tx, int64_t district, const struct event *e, int64_t id, bool quiet);
/* Several cases to one body, 0 = whom the rule of each names. What is urgent, or has no item yet, is sent one by one. Each goes or stays
 * by itself: err is 0, or
 * E_STALE, E_NOTFOUND, E_INVALID, and why says what kept it (Chinese message key). */
struct appeal_bulk {
	struct str code;
	int64_t version;
	int err;
	const char *why;
	struct str title;	   /* appeal_dispatch_plan: what it is, and whom it would go to */
	struct str org, org_en;
	struct str rule; /* appeal_dispatch_plan: name of the rule of dispatching that says so, "" = the catalogue */
	int64_t rule_number;
};
/* What dispatching them would do, without doing it. */
int appeal_dispatch_plan(struct tx *tx, const struct actor *who, int64_t org, struct appeal_bulk *v, size_t n);
/* Takes dispatches back: ACT_UNSEND of each, as they are now. */
int appeal_unsend_all(struct tx *tx, const struct actor *who, struct appeal_bulk *v, size_t n);
int appeal_dispatch_all(struct tx *tx, const struct actor *who, int64_t org, bool open, struct appeal_bulk *v, size_t n);
/* A node was merged or moved: the cases in ids are not over and follow. The ids are found in a reading transaction before. */
int appeal_live_at(struct tx *tx, int64_t district, int64_t node, int64_t after, struct matter_id_list *ret);
/* Cases of an item, or of what lies under it, from id after on; those in ids are never public from now on. */
int appeal_of_item(struct tx *tx, int64_t district, int64_t node, int64_t after, struct matter_id_list *ret);
int appeal_hide_all(struct tx *tx, int64_t district, const struct matter_id_list *ids);
int appeal_follow_place(struct tx *tx, int64_t district, const struct matter_id_list *ids);

/* Gives the case a new PIN for a filer who lost theirs and was recognised; the old one opens nothing any more. */
int appeal_new_pin(struct tx *tx, const struct actor *who, struct str code, struct str reason,
		   struct str *ret_pin);

#endif
