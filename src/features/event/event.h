/* event.h: event cards (热点卡片): what many people call about, and what to tell the next of them at once.
 *
 * A card says what it is, where, since when, who works on it, what to do meanwhile and when the next word comes. It names the case that
 * leads (appeals are the business of the feature that uses this one). Invariants:
 *
 *  - every change is a version: one sealed step of FLOW_EVENT whose text is what people are told by it;
 *  - a change promises OUTBOX_EVENT in its own transaction: everybody who is dealt with under the case that leads is told that version;
 *  - a case is told a version once, however many workers look (event_tell);
 *  - its words are everybody's to read: numbers, doors and names are refused at the field;
 *  - matching knows no appeal: what was said, where, and of which item. */
#ifndef LINLI_EVENT_H
#define LINLI_EVENT_H

#include "gen/event_row.h"
#include "kit/actor.h"

struct territory_node;
struct tx;

enum {
	EVENT_TITLE_MAX = 40,
	EVENT_SPOT_MAX = 40,
	EVENT_TEXT_MAX = 300,
	EVENT_TODO_MAX = 300,
	EVENT_WHO_MAX = 60,
	EVENT_WORDS_MAX = 300,
	EVENT_WORDS_N = 20,
	EVENT_LIVE_MAX = 50, /* cards of a district that are not over */
	EVENT_SHOWN = 3,     /* so many are shown to who files */
	EVENT_AHEAD_S = 30 * 86400, /* the next word comes no later than this */
};
/* Stored. */
enum event_step { EVENT_OPENED = 1, EVENT_CHANGED, EVENT_ENDED, EVENT_LED_BY, EVENT_STEP__MAX };
const char *event_step_word(int64_t step); /* Chinese message keys */
extern const struct sealed event_sealed;

/* What can be said of a card. place counts when it is opened; 0 = where the case that leads stands. */
struct event_draft {
	struct str title, spot, text, todo, who, words;
	int64_t place, item, since, next_at;
};
/* Who keeps cards of that place. */
bool event_may(const struct actor *who, const struct event *e);
/* lead: id of the case that leads, which who may dispatch, standing at place. E_INVALID names the field; E_MANY. */
int event_open(struct tx *tx, const struct actor *who, int64_t lead, int64_t place, const struct event_draft *d, struct str *ret_code);
/* version: of the card as the form showed it. E_NOTFOUND for who does not keep it, E_STALE. */
int event_change(struct tx *tx, const struct actor *who, struct str code, int64_t version, const struct event_draft *d);
/* It is over: text is what everybody is told. */
int event_end(struct tx *tx, const struct actor *who, struct str code, int64_t version, struct str text);
/* The case that leads a card is dealt with under another one, or another goes on in its stead. */
int event_led_by(struct tx *tx, const struct actor *who, int64_t lead, int64_t next);

int event_get(struct tx *tx, int64_t district, int64_t id, struct event *ret);
int event_by_code(struct tx *tx, int64_t district, struct str code, struct event *ret);
/* The card of a case that leads, the newest that goes on; over too: the newest of all. E_NOTFOUND. */
int event_of_lead(struct tx *tx, int64_t district, int64_t lead, bool over, struct event *ret);
/* Those that go on, newest first, at most EVENT_LIVE_MAX. */
int event_live(struct tx *tx, int64_t district, struct event_list *ret);
/* Newest first, behind an id (0 = from the newest). */
int event_newest(struct tx *tx, int64_t district, int64_t before, int64_t limit, struct event_list *ret);

/* What somebody says. node: where, NULL = not said; item and what it lies in, 0 = none. */
struct event_facts {
	const struct territory_node *node;
	int64_t items[3];
	struct str text;
};
/* The cards it may be about: in that place, or in a part of it, and of its item or with one of its words. At most EVENT_SHOWN. */
int event_match(struct tx *tx, int64_t district, const struct event_facts *f, struct event_list *ret);

/* What people are told by a card as it stands. */
struct str event_said(struct arena *a, const struct event *e);
/* Notes that a case is told this version; *ret_first: it was not told it before. */
int event_tell(struct tx *tx, int64_t district, const struct event *e, int64_t matter, bool *ret_first);
int event_told_count(struct tx *tx, int64_t district, int64_t id, int64_t most, int64_t *ret);

#endif
