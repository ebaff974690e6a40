/* home_web.c: the front page of a place, and where somebody begins who has just signed in. */
#include "features/home/home_web.h"

#include "base/clock.h"
#include "features/appeal/appeal.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/appeal/appeal_web_pin.h"
#include "features/home/home_page.h"
#include "features/setup/setup.h"
#include "features/territory/territory.h"
#include "gen/home_view.h"
#include "http/form.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/say.h"
#include "kit/setting.h"

enum { CASES = 6, WAITING_MOST = 99, DUTIES = 4, PLACE_SECONDS = 365 * 86400 };

struct home_in {
	struct str community;
};
static const struct field home_fields[] = {
	FIELD_AS(home_in, community, "c", FIELD_TEXT, .label = N_("社区"), .max = 40),
};
static const struct form home_form = FORM(home_in, home_fields);

/* Finds the community that is shown: asked for, remembered, lived in, else the first of all. */
static int
home_community(struct req *r, const struct territory_node_list *all, struct territory_node *ret)
{
	const struct home_in *in = form_in(r, home_in);
	struct territory_node home;

	TRY(appeal_community_of(r, in->community, ret));
	if (ret->id) {
		reply_cookie(r, S("place"), ret->code, PLACE_SECONDS);
		return 0;
	}
	TRY(appeal_community_of(r, req_cookie(r, "place"), ret));
	if (ret->id)
		return 0;
	if (r->who->home && territory_get(r->tx, r->who->district, r->who->home, &home) == 0 &&
	    home.community)
		return territory_get(r->tx, r->who->district, home.community, ret);
	if (all->n)
		*ret = all->v[0];
	return 0;
}

static int
home_lists(struct req *r, const struct territory_node *community, struct home_page *p)
{
	const struct actor *who = appeal_reader(r);
	struct appeal_filter f = {.community = community->id, .limit = CASES, .shown = true};
	struct appeal_line_list lines;
	struct appeal_card_list cards;
	struct appeal_period month = {APPEAL_MONTH, appeal_unit_start(APPEAL_MONTH, clock_now())};
	struct str next;

	TRY(appeal_public(r->tx, who->district, &f, &lines, &next));
	cards = appeal_cards_of(r, &lines, true);
	p->news = appeal_show_cards(r, &cards);
	TRY(appeal_waiting(r->tx, who->district, community->id, WAITING_MOST + 1, &p->waiting));
	p->waiting_more = p->waiting > WAITING_MOST;
	p->waiting = p->waiting_more ? WAITING_MOST : p->waiting;
	TRY(appeal_mine(r->tx, who, S(""), APPEAL_PAGE, &lines, &next));
	cards = appeal_cards_mine(r, &lines);
	p->turn = appeal_show_turn(r, &cards, &p->turns);
	if (cards.n > CASES)
		cards.n = CASES;
	p->mine = appeal_show_cards(r, &cards);
	return appeal_figures(r->tx, who->district, community->id, month, &p->month);
}

static int
home_page(struct req *r)
{
	struct home_page p = {0};
	struct page page = {.frame = FRAME_HOME, .title = N_("首页"), .tab = "home"};
	struct territory_node community = {0};
	struct territory_node_list all;

	TRY(territory_communities(r->tx, r->who->district, &all));
	TRY(home_community(r, &all, &community));
	p.communities = appeal_picks_of(r, &all, community.id);
	p.community = say_place(r, community.name, community.name_en);
	p.code = community.code;
	page.title_text = p.community;
	if (community.id) {
		page.title = NULL;
		TRY(territory_duties(r->tx, &community, &p.duties));
		if (p.duties.n > DUTIES)
			p.duties.n = DUTIES;
		TRY(home_lists(r, &community, &p));
	}
	return reply_page(r, &page, home, &p);
}

/* The way to the desk leads to the queue of who has one. */
static int
start_page(struct req *r)
{
	const char *desk = ui_nav_href(r, NAV_DESK);
	bool waits;

	TRY(setup_waits(r->tx, r->who, &waits));
	if (waits)
		return redirect(r, "/setup");
	return redirect(r, "%s", desk ? desk : "/");
}

/* What searches the web may look at: what everybody sees, and nothing at all where the district said so. */
static int
robots_page(struct req *r)
{
	struct str search;

	TRY(setting_get(r->tx, r->who->district, SETTING_SHOW_SEARCH, &search));
	return reply_text(r, 200, "text/plain; charset=utf-8",
			  str_is(search, "1") ? S("User-agent: *\nDisallow: /account\nDisallow: /setup\nDisallow: /appeal/track\nDisallow: /api/\n"
						  "Disallow: /search\n")
					      : S("User-agent: *\nDisallow: /\n"));
}

static const struct route rows[] = {
	ROUTE_GET("/", OPEN, home_page, .form = &home_form, .flags = ROUTE_SHARED,
		  .about = "Home of the place"),
	ROUTE_GET("/robots.txt", OPEN, robots_page, .about = "What searches of the web may look at"),
	ROUTE_GET("/start", OPEN, start_page, .about = "Where one goes after signing in"),
};

const struct route_table home_routes = {rows, sizeof rows / sizeof *rows};
