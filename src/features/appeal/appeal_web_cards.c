/* appeal_web_cards.c: rows turned into what lists and choices show. */
#include <string.h>

#include "base/clock.h"
#include "features/account/account.h"
#include "features/appeal/appeal_web.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "http/reply.h"
#include "lib/calendar.h"
#include "kit/gate.h"
#include "kit/guess.h"
#include "kit/say.h"
#include "lib/text.h"
#include "kit/throttle.h"

enum { SOON_MIN = CALENDAR_DAY_MIN, PROVEN_MAX = 12, PROVEN_DAYS = 30, LIKELY_PERMILLE = 50 };

struct str
appeal_say(const struct req *r, struct str zh, struct str en)
{
	return req_lang(r) == LANG_EN && en.n ? en : zh;
}

struct str
appeal_say_place(struct req *r, struct str place, struct str community, struct str community_en)
{
	return say_place(r, place, str_eq(place, community) ? community_en : S(""));
}

enum clock_look
appeal_clock_look(const struct appeal_line *l, int64_t now)
{
	if (l->live == LIVE_OVER)
		return CLOCK_DONE;
	if (l->paused_at)
		return CLOCK_PAUSE;
	if (l->state == APPEAL_REPLIED)
		return CLOCK_OK;
	if (l->queue_at <= now)
		return CLOCK_OVER;
	return l->queue_at <= calendar_add(now, SOON_MIN) ? CLOCK_SOON : CLOCK_OK;
}

struct appeal_card_list
appeal_cards_of(struct req *r, const struct appeal_line_list *lines, bool redact)
{
	struct appeal_card_list list = {NEW_ARRAY(&r->arena, struct appeal_card, lines->n),
					lines->n};
	int64_t now = clock_now();
	bool mixed = false; /* of several communities, which are then named */

	for (size_t i = 1; i < lines->n; i++)
		mixed |= !str_eq(lines->v[i].community_name, lines->v[0].community_name);
	for (size_t i = 0; i < lines->n; i++) {
		const struct appeal_line *l = &lines->v[i];

		list.v[i] = (struct appeal_card){
			.l = *l,
			.title = redact ? text_redact(&r->arena, l->title) : l->title,
			.item = appeal_say(r, l->item_name, l->item_name_en),
			.org = appeal_say(r, l->org_name, l->org_name_en),
			.community = say_place(r, l->community_name, l->community_name_en),
			.place = appeal_say_place(r, l->place_name, l->community_name,
						  l->community_name_en),
			.reply = redact ? text_redact(&r->arena, l->reply) : l->reply,
			.result = appeal_rating_shown(l->closed_at) ? l->result : 0,
			.state_word = appeal_state_word(l->state),
			.clock = appeal_clock_look(l, now),
			.lamp = appeal_lamp(l->state),
		};
		if (mixed && !str_eq(l->place_name, l->community_name))
			list.v[i].place =
				say_within(r, list.v[i].community, list.v[i].place);
	}
	return list;
}

int
appeal_community_of(struct req *r, struct str code, struct territory_node *ret)
{
	int rc = code.n ? territory_by_code(r->tx, r->who->district, code, ret) : E_NOTFOUND;

	if (rc == E_NOTFOUND)
		*ret = (struct territory_node){0};
	return rc == E_NOTFOUND ? 0 : rc;
}

int
appeal_pick_communities(struct req *r, int64_t chosen, struct pick_list *ret)
{
	struct territory_node_list nodes;

	TRY(territory_communities(r->tx, r->who->district, &nodes));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, nodes.n), nodes.n};
	for (size_t i = 0; i < nodes.n; i++)
		ret->v[i] = (struct pick){
			.value = nodes.v[i].code,
			.label = say_place(r, nodes.v[i].name, nodes.v[i].name_en),
			.chosen = nodes.v[i].id == chosen,
		};
	return 0;
}

void
appeal_likely(struct req *r, struct suggest_hit_list *hits)
{
	bool english = req_lang(r) == LANG_EN;
	size_t kept = 0;

	for (size_t i = 0; i < hits->n; i++) {
		struct suggest_hit *h = &hits->v[i];
		struct buf reasons;

		if (h->permille < LIKELY_PERMILLE)
			continue;
		h->name = appeal_say(r, h->name, h->name_en);
		h->path = appeal_say(r, h->path, h->path_en);
		buf_init(&reasons, &r->arena);
		for (size_t k = 0; k < h->reasons_n; k++)
			buf_fmt(&reasons, "%s%.*s",
				k == 0	  ? ""
				: english ? ", "
					  : "、",
				STR(h->reasons[k]));
		h->reason_text = buf_done(&reasons);
		hits->v[kept++] = *h;
	}
	hits->n = kept;
}

static int
check_throttle(struct req *r, struct str code)
{
	struct arena *a = &r->arena;
	struct throttle *t = r->app->throttle;
	struct str from = req_network(a, r);

	if (!t)
		return 0;
	if (!throttle_take(t, str_fmt(a, "pin from %.*s", STR(from)), 10, 5) ||
	    !throttle_take(t, str_fmt(a, "pin from %.*s %.*s", STR(from), STR(code)), 5, 1) ||
	    !throttle_take(t, str_fmt(a, "pin of %.*s", STR(code)), 200, 3))
		return E_LIMIT;
	return 0;
}

int
appeal_try_pin(struct req *r, struct str code, struct str pin, int64_t *ret_id)
{
	static const struct guess pin_of = {.what = "pin", .burst = 200, .seconds = 20};
	int rc;

	TRY(check_throttle(r, code));
	TRY(guess_check(r->tx, r->who->district, &pin_of, code));
	rc = matter_unlock(r->tx, r->who->district, code, pin, ret_id);
	if (rc == E_NOTFOUND)
		guess_wrong(r->app->db, r->who->district, &pin_of, code);
	return rc;
}

int
appeal_pick_moves(struct req *r, int64_t current, struct pick_list *ret)
{
	struct territory_node_list nodes;

	TRY(territory_communities(r->tx, r->who->district, &nodes));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, nodes.n), 0};
	for (size_t i = 0; i < nodes.n; i++)
		if (nodes.v[i].id != current)
			ret->v[ret->n++] = (struct pick){
				.value = str_number(&r->arena, nodes.v[i].id),
				.label = say_place(r, nodes.v[i].name, nodes.v[i].name_en),
			};
	return 0;
}

static int
pick_children(struct req *r, int64_t parent, int64_t chosen, struct pick_list *ret)
{
	struct catalogue_node_list nodes;

	TRY(catalogue_children(r->tx, r->who->district, parent, &nodes));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, nodes.n), nodes.n};
	for (size_t i = 0; i < nodes.n; i++)
		ret->v[i] = (struct pick){
			.value = str_number(&r->arena, nodes.v[i].id),
			.label = catalogue_name(&nodes.v[i], req_lang(r) == LANG_EN),
			.chosen = nodes.v[i].id == chosen,
		};
	return 0;
}

int
appeal_pick_classes(struct req *r, int64_t chosen, struct pick_list *ret)
{
	return pick_children(r, 0, chosen, ret);
}

int
appeal_pick_orgs(struct req *r, int64_t chosen, struct pick_list *ret)
{
	struct org_list orgs;

	TRY(account_orgs(r->tx, r->who->district, &orgs));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, orgs.n), orgs.n};
	for (size_t i = 0; i < orgs.n; i++)
		ret->v[i] = (struct pick){
			.value = str_number(&r->arena, orgs.v[i].id),
			.label = appeal_say(r, orgs.v[i].name, orgs.v[i].name_en),
			.chosen = orgs.v[i].id == chosen,
		};
	return 0;
}

/* ---- the cases whose PIN this browser has shown: a sealed cookie with their ids ---- */

static size_t
proven_ids(struct req *r, int64_t *ret)
{
	struct str text, part;
	size_t n = 0;

	if (!gate_unseal(r, "proven", &text))
		return 0;
	while (n < PROVEN_MAX && str_next(&text, ' ', &part))
		if (str_int(part, &ret[n]))
			n++;
	return n;
}

const struct actor *
appeal_reader(struct req *r)
{
	int64_t *ids;
	struct actor *who;

	if (!req_cookie(r, "proven").n)
		return r->who;
	ids = NEW_ARRAY(&r->arena, int64_t, PROVEN_MAX);
	who = NEW(&r->arena, struct actor);
	*who = *r->who;
	who->proven = ids;
	who->proven_n = proven_ids(r, ids);
	return who;
}

void
appeal_remember(struct req *r, int64_t id)
{
	int64_t ids[PROVEN_MAX];
	size_t n = proven_ids(r, ids), kept = 1;
	struct buf b;

	buf_init(&b, &r->arena);
	buf_int(&b, id);
	for (size_t i = 0; i < n && kept < PROVEN_MAX; i++)
		if (ids[i] != id) {
			buf_fmt(&b, " %lld", (long long)ids[i]);
			kept++;
		}
	gate_seal(r, "proven", buf_done(&b), PROVEN_DAYS * 86400);
}
