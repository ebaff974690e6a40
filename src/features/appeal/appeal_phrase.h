/* appeal_phrase.h: words that staff keep: the reasons for giving a case back (of the district, kept by its administrator) and usual
 * answers (of a desk: a body, a place, the district). */
#ifndef LINLI_APPEAL_PHRASE_H
#define LINLI_APPEAL_PHRASE_H

#include "features/appeal/appeal_queue.h"

struct appeal;
struct sealed;
struct tx;

/* Stored. */
enum phrase_kind { PHRASE_REASON = 1, PHRASE_ANSWER = 2 };
/* Stored. For which answer: the first, one while the resident is asked, one after the case was opened again. */
enum phrase_use { PHRASE_FIRST = 1, PHRASE_WHILE_ASKED = 2, PHRASE_AGAIN = 3, PHRASE_USE__MAX };
enum { PHRASE_VERSIONS_SHOWN = 20 };
enum { PHRASES_MAX = 60, PHRASE_TITLE_MAX = 30 };

/* The reasons that are offered, or with gone all of them: those of reason.def in the district's words, and its own. words: what it asks for. */
int appeal_reasons(struct tx *tx, int64_t district, bool gone, struct phrase_list *ret);
/* One that may be given; E_INVALID at the field "why" for none. */
int appeal_reason(struct tx *tx, int64_t district, int64_t id, struct phrase *ret);
/* Also one that is no longer offered. E_NOTFOUND. */
int appeal_reason_get(struct tx *tx, int64_t district, int64_t id, struct phrase *ret);

/* The usual answers of all desks of the actor, and the district's. */
int appeal_phrases(struct tx *tx, const struct actor *who, struct phrase_list *ret);
/* The desk of one of the actor's posts (struct appeal_desk.number) whose answers they keep, 0 = none. Do they keep those of this one? */
int64_t appeal_phrase_desk(const struct actor *who, int64_t number);
bool appeal_phrase_keeps(const struct actor *who, int64_t desk);
/* Is it for an answer to this case? parent: of its item. */
bool appeal_phrase_fits(const struct phrase *p, const struct appeal *a, int64_t parent);
/* One that the actor keeps, and what it said before. E_NOTFOUND. */
int appeal_phrase_history(struct tx *tx, const struct actor *who, int64_t id, struct phrase *ret, struct phrase_was_list *ret_was);
extern const struct sealed appeal_phrase_sealed;

/* Keeps one: id 0 = a new one. Of a reason desk is not looked at; of an answer it is one of the actor's own (appeal_desks).
 * E_DENIED; E_NOTFOUND; E_INVALID with its field; E_MANY when there are too many. */
struct phrase_new {
	enum phrase_kind kind;
	int64_t id, desk;
	struct str title, words;
	struct str item; /* name of an item or a class; "" = of any */
	int64_t use;	 /* enum phrase_use, 0 = of any */
	int64_t version; /* as the form showed it, 0 = whatever it is */
	bool gone;
};
int appeal_phrase_keep(struct tx *tx, const struct actor *who, const struct phrase_new *n);

#endif
