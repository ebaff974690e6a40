/* appeal_web_cards.c: rows turned into what lists show. */
#include "features/appeal/appeal_web_cards.h"

#include "base/clock.h"
#include "features/appeal/appeal_see.h"
#include "gen/appeal_view.h"
#include "kit/say.h"
#include "lib/calendar.h"

enum { SOON_MIN = CALENDAR_DAY_MIN };

const struct choice appeal_onlies[APPEAL_ONLIES] = {
	{"all", N_("全部"), 0},
	{"open", N_("办理中"), ONLY_LIVE},
	{"done", N_("已销号"), ONLY_OVER},
};

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
		return CLOCK_LATE;
	return l->queue_at <= calendar_add(now, SOON_MIN) ? CLOCK_SOON : CLOCK_OK;
}

/* Of a case whose words wait, what it is about. */
static struct str
title_of(struct req *r, const struct appeal_line *l)
{
	if (l->title.n)
		return l->title;
	return l->item_name.n ? appeal_say(r, l->item_name, l->item_name_en) : str_of(ui_translate(req_lang(r), N_("还没有归类")));
}

struct appeal_card_list
appeal_cards_of(struct req *r, const struct appeal_line_list *lines, bool open)
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
			.title = title_of(r, l),
			.item = appeal_say(r, l->item_name, l->item_name_en),
			.org = appeal_say(r, l->org_name, l->org_name_en),
			.community = say_place(r, l->community_name, l->community_name_en),
			.place = appeal_say_place(r, l->place_name, l->community_name,
						  l->community_name_en),
			.reply = l->reply,
			.waits = open && !matter_is_shown(l->sight, l->shown),
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

struct html
appeal_show_cards(struct req *r, const struct appeal_line_list *lines, bool open)
{
	struct appeal_card_list cards = appeal_cards_of(r, lines, open);

	return cards.n ? view_text(r, appeal_cards, &cards) : (struct html){S("")};
}

struct html
appeal_show_clock(struct req *r, const struct appeal_card *card)
{
	return view_text(r, appeal_clock, card);
}
