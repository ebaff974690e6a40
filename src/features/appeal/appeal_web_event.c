/* appeal_web_event.c: event cards shown to who is about to file what they tell of, and with a case that is dealt with under theirs. */
#include "features/appeal/appeal_web_event.h"

#include "features/catalogue/catalogue.h"
#include "features/event/event.h"
#include "features/territory/territory.h"

#define CARD(member) SHAPE_MEMBER(struct appeal_event_card, member)
static const struct shape_field card_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, CARD(code), .about = "Sent with a new case as event: counted with it, answered at once"},
	{.name = "title", .type = SHAPE_TEXT, CARD(title)},
	{.name = "spot", .type = SHAPE_TEXT, CARD(spot), .about = "Where, as people say it"},
	{.name = "text", .type = SHAPE_TEXT, CARD(text), .about = "What is told to who asks"},
	{.name = "todo", .type = SHAPE_TEXT, CARD(todo), .about = "What to do meanwhile"},
	{.name = "who", .type = SHAPE_TEXT, CARD(who), .about = "Who works on it"},
	{.name = "since", .type = SHAPE_TIME, CARD(since)},
	{.name = "next_at", .type = SHAPE_TIME, CARD(next_at), .about = "When the next word comes; null: not said"},
	{.name = "over_at", .type = SHAPE_TIME, CARD(over_at), .about = "null: it goes on"},
};
const struct shape appeal_event_shape = {"EventCard", card_fields, sizeof card_fields / sizeof *card_fields};

static struct appeal_event_card
card_of(const struct event *e)
{
	return (struct appeal_event_card){
		.code = e->code, .title = e->title, .spot = e->spot, .text = e->text, .todo = e->todo, .who = e->who, .since = e->since,
		.next_at = e->next_at, .over_at = e->over_at,
	};
}

static int
find_node(struct req *r, const struct appeal_event_ask *ask, struct territory_node *ret)
{
	int rc = ask->place ? territory_get(r->tx, r->who->district, ask->place, ret) : E_NOTFOUND;

	return rc == E_NOTFOUND && ask->community.n ? territory_by_code(r->tx, r->who->district, ask->community, ret) : rc;
}

static int
add_named(struct req *r, struct str code, struct appeal_event_card_list *list)
{
	struct event e;
	int rc = code.n ? event_by_code(r->tx, r->who->district, code, &e) : E_NOTFOUND;

	if (rc == 0 && !e.over_at)
		list->v[list->n++] = card_of(&e);
	return rc == E_NOTFOUND ? 0 : rc;
}

int
appeal_events(struct req *r, const struct appeal_event_ask *ask, struct appeal_event_card_list *ret)
{
	struct event_facts f = {.text = ask->text};
	struct event_list list = {0};
	struct territory_node node;
	struct catalogue_node item;
	int rc = find_node(r, ask, &node);

	*ret = (struct appeal_event_card_list){NEW_ARRAY(&r->arena, struct appeal_event_card, EVENT_SHOWN + 1), 0};
	TRY(add_named(r, ask->named, ret));
	if (rc == 0) {
		f.node = &node;
		if (ask->item && catalogue_get(r->tx, r->who->district, ask->item, &item) == 0) {
			f.items[0] = item.id;
			f.items[1] = item.parent;
			f.items[2] = item.class;
		}
		TRY(event_match(r->tx, r->who->district, &f, &list));
	}
	for (size_t i = 0; i < list.n; i++)
		if (!ret->n || !str_eq(ret->v[0].code, list.v[i].code))
			ret->v[ret->n++] = card_of(&list.v[i]);
	return rc == E_NOTFOUND ? 0 : rc;
}

struct str
appeal_event_codes(struct arena *a, const struct appeal_event_card_list *cards)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < cards->n; i++)
		buf_fmt(&b, "%s%.*s", i ? " " : "", STR(cards->v[i].code));
	return buf_done(&b);
}

int
appeal_event_of(struct req *r, const struct appeal *a, struct appeal_event_card *ret)
{
	struct event e;
	int rc = event_of_lead(r->tx, r->who->district, a->joined ? a->joined : a->id, true, &e);

	*ret = (struct appeal_event_card){0};
	if (rc == 0)
		*ret = card_of(&e);
	return rc == E_NOTFOUND ? 0 : rc;
}
