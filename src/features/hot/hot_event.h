/* hot_event.h: the card of a hot issue (features/event) with the case that leads and those that are dealt with under it. */
#ifndef LINLI_HOT_EVENT_H
#define LINLI_HOT_EVENT_H

#include "features/event/event.h"
#include "features/hot/hot.h"
#include "gen/hot_row.h"
#include "kit/actor.h"

/* So many of those who called are drawn, counted and listed; where there are more, the page says so. */
enum { HOT_CALLS_MOST = 2000 };

struct hot_event {
	struct event e;
	struct hot_lead lead;
	struct hot_call_list calls; /* newest first, without the one that leads */
	int64_t told;
	bool takes; /* others may still be dealt with under the case that leads */
};
/* For who keeps it; E_NOTFOUND for others. */
int hot_event_see(struct tx *tx, const struct actor *who, struct str code, struct hot_event *ret);
/* What of it everybody reads: how many called, and the title of the case that leads where everybody reads that ("" = nobody). */
struct hot_event_open {
	struct event e;
	int64_t called;
	struct str lead, lead_title;
};
int hot_event_public(struct tx *tx, int64_t district, struct str code, struct hot_event_open *ret);
/* Those that the reader keeps: all that go on; over: of the newest HOT_OVER_MOST of all, those that are over. */
enum { HOT_OVER_MOST = 20 };
int hot_events(struct tx *tx, const struct actor *who, bool over, struct event_list *ret);

/* The case that is to lead a new card, for who may dispatch it. E_NOTFOUND; E_INVALID: it cannot lead. */
int hot_event_lead(struct tx *tx, const struct actor *who, struct str code, struct hot_lead *ret);
/* same: what is of the item of the case that leads is asked about it too. */
int hot_event_open(struct tx *tx, const struct actor *who, struct str lead, struct event_draft *d, bool same, struct str *ret_code);
int hot_event_change(struct tx *tx, const struct actor *who, struct str code, int64_t version, struct event_draft *d, bool same);

/* Those who called, newest first, behind an id; of what the reader does not dispatch there is no title. */
int hot_event_said(struct tx *tx, const struct actor *who, const struct event *e, int64_t before, int64_t limit, struct hot_said_list *ret);

#endif
