/* demo_same.c: one matter that several neighbours told (two are joined, two more wait to be found) with its card, one card that is over, and one
 * case that is dealt with in parts. */
#include "base/clock.h"
#include "db/db.h"
#include "demo/demo_in.h"
#include "features/account/account.h"
#include "features/appeal/appeal_move.h"
#include "features/hot/hot_event.h"
#include "features/territory/territory.h"

enum { MINUTE = 60, TOLD = 5 };

static const char PLACE[] = "YH-BL-B3";
static const struct told {
	int64_t ago; /* minutes before now */
	const char *place, *title, *text;
	bool joined;
} told[TOLD] = {
	{190, "YH-BL-B3", "和平里路口施工围挡挡住出口", "和平里路口的施工围挡往外挪了，把小区出口挡住一半，车出不来，人也只能走机动车道。", false},
	{150, "YH-BL-B1", "围挡把出口堵了一半", "施工围挡堵在和平里路口，小区出口只剩一半，早上送孩子差点被车刮到。", true},
	{120, "YH-BL-B3", "路口围挡太靠外", "和平里路口施工围挡太靠外，出口挡住了，老人推车过不去。", true},
	{75, "YH-BL-B1", "出口被围挡挡住", "和平里路口那个施工围挡挡住小区出口，请往里挪一挪。", false},
	{40, "YH-BL-B3", "围挡什么时候往里挪", "和平里路口施工围挡挡住出口，电动车只能逆行，请尽快往里挪。", false},
};

static int
file(struct tx *tx, struct demo *d, const struct told *t, const struct actor *staff, struct str *ret_code)
{
	int64_t at = d->now - t->ago * MINUTE, place;
	struct appeal_receipt made;

	TRY(demo_place(tx, str_of(t->place), &place));
	clock_set(at);
	TRY(appeal_file(tx, staff,
			&(struct appeal_new){
				.title = str_of(t->title), .text = str_of(t->text), .place = place, .channel = CHANNEL_PHONE,
				.anon = ANON_COMMUNITY, .open = true, .name = S("和平里邻居"), .at = at, .calm = true,
			},
			&made));
	*ret_code = made.code;
	return 0;
}

static int
move(struct tx *tx, const struct actor *who, struct str code, int64_t at, const struct appeal_change *c)
{
	struct appeal_change change = *c;

	clock_set(at);
	change.at = at;
	return appeal_move(tx, who, code, &change);
}

/* The body of a kind at the place of the story. */
static int
body_of(struct tx *tx, const char *kind, struct org *ret)
{
	struct territory_node node;
	struct place at;
	int64_t place;

	TRY(demo_place(tx, str_of(PLACE), &place));
	TRY(territory_get(tx, DEMO_DISTRICT, place, &node));
	at = territory_place_of(&node);
	return account_org_for(tx, DEMO_DISTRICT, str_of(kind), &at, ret);
}

/* What the next one who calls about the fence is told: a first word, and a second one that knows more. */
static int
open_card(struct tx *tx, struct demo *d, const struct actor *staff, struct str lead)
{
	struct event_draft draft = {
		.title = S("和平里路口围挡挡住出口"), .spot = S("和平里路口"), .text = S("已经派给街道城建，正在联系施工单位。"),
		.todo = S("先走北门，推车的请保安帮一把。"), .who = S("街道城建办、施工单位"), .words = S("围挡、出口、路口施工"),
		.next_at = d->now + 30 * MINUTE,
	};
	struct str card;

	clock_set(d->now - 110 * MINUTE);
	TRY(hot_event_open(tx, staff, lead, &draft, false, &card));
	clock_set(d->now - 30 * MINUTE);
	draft.text = S("施工单位答应今天收工前把围挡往里挪，挪好以前物业在出口派人疏导。");
	draft.next_at = d->now + 180 * MINUTE;
	return hot_event_change(tx, staff, card, 1, &draft, false);
}

/* A card of the day before yesterday that is over. */
static int
end_card(struct tx *tx, struct demo *d, const struct actor *staff)
{
	static const struct told water = {2 * 1440 + 120, "YH-BL-B1", "早上突然停水", "早上起来就没有水，不知道是检修还是管子坏了。", false};
	int64_t at = d->now - water.ago * MINUTE;
	struct event_draft draft = {
		.title = S("一号楼一带停水"), .spot = S("小区东侧"), .text = S("供水管漏了，水司在抢修。"),
		.todo = S("物业门口有送水车，拿桶来接。"), .who = S("水司、物业"), .words = S("停水、没有水"), .next_at = at + 120 * MINUTE,
	};
	struct str lead, card;

	TRY(file(tx, d, &water, staff, &lead));
	TRY(move(tx, staff, lead, at + 5 * MINUTE, &(struct appeal_change){.act = ACT_PUBLISH, .open = true}));
	clock_set(at + 10 * MINUTE);
	TRY(hot_event_open(tx, staff, lead, &draft, false, &card));
	clock_set(at + 200 * MINUTE);
	return event_end(tx, staff, card, 1, S("管子修好了，水来了。先放一会儿，水清了再用。"));
}

int
demo_fill_same(struct tx *tx, struct demo *d)
{
	struct str codes[TOLD];
	struct actor staff;
	struct org city, property;
	int64_t at;

	TRY(demo_community_staff(tx, str_of(PLACE), 1, &staff));
	TRY(body_of(tx, "street_city", &city));
	TRY(body_of(tx, "property", &property));
	for (size_t i = 0; i < TOLD; i++) {
		at = d->now - told[i].ago * MINUTE;
		TRY(file(tx, d, &told[i], &staff, &codes[i]));
		if (i == 0) {
			TRY(move(tx, &staff, codes[0], at + 6 * MINUTE, &(struct appeal_change){.act = ACT_PUBLISH, .open = true}));
			TRY(move(tx, &staff, codes[0], at + 7 * MINUTE, &(struct appeal_change){.act = ACT_DISPATCH, .org = city.id}));
		}
		if (told[i].joined)
			TRY(move(tx, &staff, codes[i], at + 5 * MINUTE, &(struct appeal_change){.act = ACT_JOIN, .other = codes[0]}));
	}
	TRY(open_card(tx, d, &staff, codes[0]));
	TRY(end_card(tx, d, &staff));
	/* Who must look at the gate meanwhile is another body than the one that moves the fence. */
	TRY(move(tx, &staff, codes[0], d->now - 20 * MINUTE,
		 &(struct appeal_change){.act = ACT_SPLIT, .org = property.id, .days = 1, .title = S("围挡挪开以前，出口派人疏导"),
					 .text = S("围挡挪开以前，早晚高峰在出口派一个人疏导，让行人先过。")}));
	clock_set(d->now);
	return 0;
}
