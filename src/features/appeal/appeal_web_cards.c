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

enum clock_look
appeal_promise_look(const struct appeal_line *l, int64_t now)
{
	if (l->live == LIVE_OVER)
		return CLOCK_DONE;
	if (l->state == APPEAL_REPLIED)
		return CLOCK_ANSWERED;
	if (l->paused_at)
		return CLOCK_PAUSE;
	if (l->promised_at <= now)
		return CLOCK_LATE;
	return l->promised_at <= calendar_add(now, SOON_MIN) ? CLOCK_SOON : CLOCK_OK;
}

const char *
appeal_own_word(int64_t state)
{
	return state == APPEAL_ASKED ? N_("等您补充") : state == APPEAL_REPLIED ? N_("等您评价") : appeal_state_word(state);
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
appeal_cards_raw(struct arena *a, const struct appeal_line_list *lines, bool open)
{
	struct appeal_card_list list = {NEW_ARRAY(a, struct appeal_card, lines->n), lines->n};
	bool wide = false;

	for (size_t i = 1; i < lines->n; i++)
		wide |= !str_eq(lines->v[i].community_name, lines->v[0].community_name);
	for (size_t i = 0; i < lines->n; i++) {
		struct appeal_card *c = &list.v[i];

		*c = (struct appeal_card){.l = lines->v[i], .wide = wide};
		c->waits = open && !matter_is_shown(c->l.sight, c->l.shown);
		if (open)
			c->l.due_at = 0; /* the stage's clock is the staff's */
		if (!appeal_rating_shown(c->l.closed_at))
			c->l.result = 0;
	}
	return list;
}

void
appeal_card_say(struct req *r, void *card)
{
	struct appeal_card *c = card;
	struct appeal_line *l = &c->l;
	bool within = c->wide && !str_eq(l->place_name, l->community_name);

	l->title = title_of(r, l);
	c->item = appeal_say(r, l->item_name, l->item_name_en);
	c->org = appeal_say(r, l->org_name, l->org_name_en);
	c->community = say_place(r, l->community_name, l->community_name_en);
	c->state_word = c->mine ? appeal_own_word(l->state) : appeal_state_word(l->state);
	c->clock = appeal_clock_look(l, clock_now());
	c->promise = appeal_promise_look(l, clock_now());
	c->mark = appeal_mark_word(MARK_RESULT, l->result);
	c->lamp = appeal_lamp(l->state);
	l->place_name = appeal_say_place(r, l->place_name, l->community_name, l->community_name_en);
	if (within)
		l->place_name = say_within(r, c->community, l->place_name);
	l->item_name = c->item;
	l->org_name = c->org.n ? c->org : c->community;
}

struct appeal_card_list
appeal_cards_of(struct req *r, const struct appeal_line_list *lines, bool open)
{
	struct appeal_card_list list = appeal_cards_raw(&r->arena, lines, open);

	for (size_t i = 0; i < list.n; i++)
		appeal_card_say(r, &list.v[i]);
	return list;
}

struct appeal_card_list
appeal_cards_mine(struct req *r, const struct appeal_line_list *lines)
{
	struct appeal_card_list cards = appeal_cards_raw(&r->arena, lines, false);

	for (size_t i = 0; i < cards.n; i++) {
		cards.v[i].mine = true;
		appeal_card_say(r, &cards.v[i]);
	}
	return cards;
}

struct html
appeal_show_cards(struct req *r, const struct appeal_card_list *cards)
{
	return cards->n ? view_text(r, appeal_cards, cards) : (struct html){S("")};
}

struct html
appeal_show_turn(struct req *r, const struct appeal_card_list *cards, int64_t *ret_n)
{
	struct appeal_card_list turn = {NEW_ARRAY(&r->arena, struct appeal_card, cards->n), 0};

	for (size_t i = 0; i < cards->n; i++)
		if (cards->v[i].l.live == LIVE_RAISER)
			turn.v[turn.n++] = cards->v[i];
	/* The earliest deadline first; few wait at a time. */
	for (size_t i = 1; i < turn.n; i++)
		for (size_t j = i; j > 0 && turn.v[j].l.due_at < turn.v[j - 1].l.due_at; j--) {
			struct appeal_card c = turn.v[j];

			turn.v[j] = turn.v[j - 1];
			turn.v[j - 1] = c;
		}
	*ret_n = (int64_t)turn.n;
	return turn.n ? view_text(r, appeal_turn_rows, &turn) : (struct html){S("")};
}

struct html
appeal_show_clock(struct req *r, const struct appeal_card *card)
{
	return view_text(r, appeal_clock, card);
}

struct html
appeal_show_promise(struct req *r, const struct appeal_card *card)
{
	return view_text(r, appeal_promise, card);
}
