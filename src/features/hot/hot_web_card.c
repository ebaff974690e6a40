/* hot_web_card.c: the card of a hot issue for everybody, and the reader's own case beside it. */
#include "base/clock.h"
#include "features/appeal/appeal.h"
#include "features/appeal/appeal_web_pin.h"
#include "features/hot/hot_page.h"
#include "features/hot/hot_web.h"
#include "features/territory/territory.h"
#include "gen/hot_view.h"
#include "http/form.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/gate.h"

struct card_in {
	struct str of;
};
static const struct field card_fields[] = {
	FIELD(card_in, of, FIELD_TEXT, .label = N_("您的编号"), .max = 20),
};
static const struct form card_form = FORM(card_in, card_fields);

/* The reader's own case, when it is dealt with under the card's. */
static int
own_case(struct req *r, const struct event *e, struct hot_open_page *p)
{
	struct str code = form_in(r, card_in)->of;
	struct appeal_raised own;
	int rc = code.n ? appeal_raised(r->tx, appeal_reader(r), code, &own) : E_NOTFOUND;

	if (rc == 0 && (own.joined == e->lead || own.id == e->lead)) {
		p->own = own.code;
		p->own_text = own.text;
	}
	return rc == E_NOTFOUND ? 0 : rc;
}

static int
card_page(struct req *r)
{
	struct page page = {.frame = FRAME_PAGE, .tab = "appeal", .back = "/appeal"};
	struct hot_open_page p = {0};
	struct territory_node community;
	struct hot_event_open h;

	TRY(hot_event_public(r->tx, r->who->district, r->arg[0], &h));
	page.title_text = h.e.title;
	p.e = h.e;
	p.called = h.called;
	p.lead = h.lead;
	p.lead_title = h.lead_title;
	p.late = h.e.next_at && h.e.next_at < clock_now();
	p.may_follow = h.lead.n && r->who->kind == ACTOR_PERSON;
	TRY(own_case(r, &h.e, &p));
	if (h.e.community && territory_get(r->tx, r->who->district, h.e.community, &community) == 0)
		p.at = community.code;
	TRY(hot_say_steps(r, h.e.id, false, &p.steps));
	return reply_page(r, &page, hot_open, &p);
}

/* ---- for programs ---- */

#define CARD(member) SHAPE_MEMBER(struct hot_event_open, member)
static const struct shape_field open_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, CARD(e.code)},
	{.name = "title", .type = SHAPE_TEXT, CARD(e.title)},
	{.name = "spot", .type = SHAPE_TEXT, CARD(e.spot)},
	{.name = "text", .type = SHAPE_TEXT, CARD(e.text), .about = "What the next caller is told"},
	{.name = "todo", .type = SHAPE_TEXT, CARD(e.todo)},
	{.name = "who", .type = SHAPE_TEXT, CARD(e.who)},
	{.name = "since", .type = SHAPE_TIME, CARD(e.since)},
	{.name = "next_at", .type = SHAPE_TIME, CARD(e.next_at)},
	{.name = "over_at", .type = SHAPE_TIME, CARD(e.over_at)},
	{.name = "version", .type = SHAPE_INT, CARD(e.version)},
	{.name = "called", .type = SHAPE_INT, CARD(called), .about = "How many said it, up to 2,001"},
	{.name = "case", .type = SHAPE_TEXT, CARD(lead), .about = "The case that leads, where everybody may read it"},
};
static const struct shape open_shape = {"HotIssue", open_fields, sizeof open_fields / sizeof *open_fields};

static int
card_api(struct req *r)
{
	struct hot_event_open h;

	TRY(hot_event_public(r->tx, r->who->district, r->arg[0], &h));
	return reply_shape(r, &open_shape, &h);
}

static const struct route rows[] = {
	ROUTE_GET("/hot/:code", OPEN, card_page, .form = &card_form, .about = "What many call about: what is known, and when the next word comes"),
	ROUTE_GET("/api/hot/:code", OPEN, card_api, .out = &open_shape, .about = "An event card"),
};

const struct route_table hot_card_routes = {rows, sizeof rows / sizeof *rows};
