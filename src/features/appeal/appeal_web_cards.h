/* appeal_web_cards.h: cases as lists show them, in the reader's language, for pages of appeals and of those who use appeals. */
#ifndef LINLI_APPEAL_WEB_CARDS_H
#define LINLI_APPEAL_WEB_CARDS_H

#include "features/appeal/appeal.h"
#include "features/suggest/suggest.h"
#include "http/form.h"
#include "http/req.h"
#include "ui/view.h"

enum clock_look { CLOCK_OK = 1, CLOCK_SOON, CLOCK_LATE, CLOCK_PAUSE, CLOCK_ANSWERED, CLOCK_DONE };

/* One case in a list. Programs get l as it is; appeal_card_say fills the rest and puts l into the reader's language. */
struct appeal_card {
	struct appeal_line l; /* without numbers and names for the public; result: only once everybody may see it */
	struct str item, org, community;
	const char *state_word;
	const char *mark; /* what its resident said of it; "" = nothing that everybody may see */
	enum clock_look clock;   /* of the present stage: for staff */
	enum clock_look promise; /* of the answer that was promised: the one clock residents are shown */
	bool mine;               /* its reader raised it */
	int lamp;
	struct suggest_hit_list hits; /* what its text suggests, of a case that has no item */
	struct str guess;	      /* the first of them, in the reader's language */
	struct str from; /* the list of the queue it stands in */
	bool wide;  /* of a list of several communities, which are then named */
	bool waits; /* nobody has let its words out yet */
	bool by_id; /* of a list in the order of its ids */
};
struct appeal_card_list {
	struct appeal_card *v;
	size_t n;
};

/* Cards that nobody has said yet. open: the lines are as everybody reads them. */
struct appeal_card_list appeal_cards_raw(struct arena *a, const struct appeal_line_list *lines, bool open);
void appeal_card_say(struct req *r, void *card);
/* Both. */
struct appeal_card_list appeal_cards_of(struct req *r, const struct appeal_line_list *lines, bool open);
/* Of the reader's own cases: they say when it is the reader's turn. */
struct appeal_card_list appeal_cards_mine(struct req *r, const struct appeal_line_list *lines);
/* Printed; "" of an empty list. */
struct html appeal_show_cards(struct req *r, const struct appeal_card_list *cards);
/* Rows of those cards that wait for the reader, each with its one button, the earliest deadline first; "" when none does. */
struct html appeal_show_turn(struct req *r, const struct appeal_card_list *cards, int64_t *ret_n);
/* How the stage's clock of a card stands, for staff, and how its promise does, for everybody. */
struct html appeal_show_clock(struct req *r, const struct appeal_card *card);
struct html appeal_show_promise(struct req *r, const struct appeal_card *card);

/* A list may be narrowed to these: each number is an appeal_filter.only and stands at its own index. */
enum { APPEAL_ONLIES = 3 };
extern const struct choice appeal_onlies[APPEAL_ONLIES];

/* A state as who raised it is told: what waits for them says so. */
const char *appeal_own_word(int64_t state);
/* The stage's clock, which the staff goes by. */
enum clock_look appeal_clock_look(const struct appeal_line *l, int64_t now);
/* The promise: it runs until the answer, stands while the raiser is asked, and time to rate is no part of it. */
enum clock_look appeal_promise_look(const struct appeal_line *l, int64_t now);
/* English when the reader asked for it and it is there. */
struct str appeal_say(const struct req *r, struct str zh, struct str en);
/* The place of a case, as it was called when the case was filed. */
struct str appeal_say_place(struct req *r, struct str place, struct str community,
			    struct str community_en);

#endif
