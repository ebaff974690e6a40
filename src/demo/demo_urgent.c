/* demo_urgent.c: two emergencies of the last hours: one that is over, one that somebody is on the way to. */
#include "db/db.h"
#include "base/clock.h"
#include "demo/demo_in.h"
#include "features/account/account.h"
#include "features/appeal/appeal_move.h"
#include "features/territory/territory.h"

enum { MINUTE = 60 };

static const struct life {
	int64_t ago; /* minutes before now that it came in */
	const char *place, *title, *text, *spot, *reply; /* reply NULL: they are still at it */
} lives[] = {
	{310, "YH-BL-B3", "3号楼电表箱冒烟", "3号楼二单元一楼的电表箱在冒烟，楼道里都是糊味，已经打了 119。", "二单元一楼电表箱",
	 "119 到场前物业已拉闸断电，明火没有起来。供电所 21 点前换好烧坏的表箱和线，逐户试过电，没有人受伤。"},
	{55, "YH-BL-B1", "独居老人敲门没人应", "1号楼有位独居的老人，今天没出门，敲门没人应，屋里电视一直响。", "1号楼三楼", NULL},
};

static int
move(struct tx *tx, const struct actor *who, struct str code, int64_t at, const struct appeal_change *c)
{
	struct appeal_change change = *c;

	clock_set(at);
	change.at = at;
	return appeal_move(tx, who, code, &change);
}

static int
live(struct tx *tx, struct demo *d, const struct life *l, int64_t which)
{
	int64_t filed = d->now - l->ago * MINUTE, place;
	struct territory_node node;
	struct actor staff, handler;
	struct appeal_receipt made;
	struct place at;
	struct org org;

	TRY(demo_place(tx, str_of(l->place), &place));
	TRY(territory_get(tx, DEMO_DISTRICT, place, &node));
	at = territory_place_of(&node);
	TRY(demo_community_staff(tx, str_of(l->place), which, &staff));
	TRY(account_org_for(tx, DEMO_DISTRICT, l->reply ? S("property") : S("community"), &at, &org));
	TRY(demo_handler(tx, org.code, which, &handler));
	clock_set(filed);
	TRY(appeal_file(tx, &staff,
			&(struct appeal_new){
				.title = str_of(l->title), .text = str_of(l->text), .spot = str_of(l->spot), .place = place,
				.channel = CHANNEL_PHONE, .anon = ANON_COMMUNITY, .name = S("热心邻居"), .at = filed,
			},
			&made));
	TRY(move(tx, &staff, made.code, filed + 4 * MINUTE, &(struct appeal_change){.act = ACT_DISPATCH, .org = org.id}));
	TRY(move(tx, &handler, made.code, filed + 9 * MINUTE, &(struct appeal_change){.act = ACT_ACCEPT}));
	if (!l->reply)
		return move(tx, &handler, made.code, filed + 12 * MINUTE,
			    &(struct appeal_change){.act = ACT_NOTE, .text = S("已叫上楼长和开锁师傅，民警在路上。")});
	TRY(move(tx, &handler, made.code, filed + 95 * MINUTE, &(struct appeal_change){.act = ACT_REPLY, .text = str_of(l->reply)}));
	return move(tx, &staff, made.code, filed + 240 * MINUTE,
		    &(struct appeal_change){.act = ACT_CLOSE, .text = S("电话回访，住户说电已经正常。")});
}

int
demo_fill_urgent(struct tx *tx, struct demo *d)
{
	for (size_t i = 0; i < sizeof lives / sizeof *lives; i++)
		TRY(live(tx, d, &lives[i], (int64_t)i + 1));
	clock_set(d->now);
	return 0;
}
