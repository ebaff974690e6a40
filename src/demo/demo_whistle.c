/* demo_whistle.c: two whistles of the subdistrict: one whose bodies are arriving now, one that was concluded some days ago. */
#include "base/clock.h"
#include "db/db.h"
#include "demo/demo_in.h"
#include "features/account/account.h"
#include "features/whistle/whistle.h"

enum { MINUTE = 60, DAY = 86400, CALLED_MOST = 4 };

static const struct whistling {
	int64_t ago; /* minutes before now that it was blown */
	int64_t within;
	const char *place, *spot, *title, *about, *goal, *orgs[CALLED_MOST];
} whistlings[] = {
	{25, 90, "YH-BL-B4", "4号楼北侧", "消防通道又被堵了", "前几次各家单独办过：贴条 3 次，拖车 1 次，第二天又停。一家办不完，所以要一起来。",
	 "夜里谁来管：隔离桩、拖车、24 小时谁看着", {"yh-safe", "yh-pol", "yh-enf", "bl-pm1"}},
	{3 * 1440 + 200, 60, "YH-BL-B3", "北门口", "学校门口的临时摊", "放学时摊子占了半条路，劝离几次又回来，家长和摊主都有难处。",
	 "摆到哪里、几点撤、谁来看", {"yh-enf", "yh-pol", "bl-com", NULL}},
};

static int
move(struct tx *tx, const struct actor *who, struct str code, int64_t at, const struct whistle_change *c)
{
	struct whistle_change change = *c;

	clock_set(at);
	change.at = at;
	return whistle_move(tx, who, code, &change);
}

static int
blow(struct tx *tx, struct demo *d, const struct actor *who, const struct whistling *w, int64_t *orgs, struct str *ret)
{
	int64_t at = d->now - w->ago * MINUTE;
	struct whistle_new n = {
		.title = str_of(w->title), .about = str_of(w->about), .goal = str_of(w->goal), .spot = str_of(w->spot), .orgs = orgs,
		.arrive_by = at + w->within * MINUTE, .at = at,
	};

	TRY(demo_place(tx, str_of(w->place), &n.place));
	for (; n.orgs_n < CALLED_MOST && w->orgs[n.orgs_n]; n.orgs_n++) {
		struct org org;

		TRY(account_org_by_code(tx, DEMO_DISTRICT, str_of(w->orgs[n.orgs_n]), &org));
		orgs[n.orgs_n] = org.id;
	}
	n.lead = orgs[0];
	clock_set(at);
	return whistle_blow(tx, who, &n, ret);
}

/* Concluded, one task done and one under way, and one side has said what it thinks. */
static int
go_on(struct tx *tx, struct demo *d, const struct actor *who, const int64_t *orgs, struct str code)
{
	int64_t at = d->now - whistlings[1].ago * MINUTE, day = clock_day(d->now) * DAY - 8 * 3600;
	struct actor handler;

	TRY(move(tx, who, code, at + 50 * MINUTE,
		 &(struct whistle_change){.act = WHISTLE_ACT_ADMIT, .org = orgs[1], .text = S("民警到了，执法记录仪在录，没空扫码"), .metres = -1}));
	TRY(move(tx, who, code, at + 55 * MINUTE,
		 &(struct whistle_change){.act = WHISTLE_ACT_ADMIT, .org = orgs[2], .text = S("社区书记到了，手机没电"), .metres = -1}));
	TRY(move(tx, who, code, at + 110 * MINUTE,
		 &(struct whistle_change){
			 .act = WHISTLE_ACT_CONCLUDE, .metres = -1,
			 .text = S("摊子统一摆到北门西侧空地，放学前一小时到放学后半小时可以摆，社区画线，执法队每天看一次。"),
			 .tasks = {{S("空地画线，写明几点摆几点撤"), orgs[2], day + 1 * DAY}, {S("放学时段每天巡一次，连巡 14 天"), orgs[0], day + 12 * DAY}},
		 }));
	TRY(demo_handler(tx, S("bl-com"), 1, &handler));
	if (actor_can(&handler, WHISTLE_ANSWER, NULL, orgs[2]))
		TRY(move(tx, &handler, code, at + 130 * MINUTE,
			 &(struct whistle_change){.act = WHISTLE_ACT_SIGN, .text = S("画线的漆请街道出"), .metres = -1}));
	if (actor_can(&handler, WHISTLE_ANSWER, NULL, orgs[2]))
		TRY(move(tx, &handler, code, at + 1440 * MINUTE,
			 &(struct whistle_change){.act = WHISTLE_ACT_DONE, .number = 1, .text = S("线画好了，牌子也立了。"), .metres = -1}));
	return move(tx, who, code, at + 1500 * MINUTE,
		    &(struct whistle_change){.act = WHISTLE_ACT_SCORE, .org = orgs[2], .first = 5, .second = 5, .text = S("来得快，第二天就画好了"), .metres = -1});
}

int
demo_fill_whistle(struct tx *tx, struct demo *d)
{
	int64_t orgs[CALLED_MOST];
	struct actor who, handler;
	struct str code;

	TRY(demo_person(tx, S("wanjingtao"), &who));
	TRY(blow(tx, d, &who, &whistlings[0], orgs, &code));
	TRY(demo_handler(tx, S("yh-enf"), 1, &handler));
	TRY(move(tx, &handler, code, d->now - 22 * MINUTE, &(struct whistle_change){.act = WHISTLE_ACT_COMING, .text = S("两个人，骑车过来"), .metres = -1}));
	TRY(demo_handler(tx, S("bl-pm1"), 1, &handler));
	TRY(move(tx, &handler, code, d->now - 12 * MINUTE, &(struct whistle_change){.act = WHISTLE_ACT_ARRIVE, .metres = 18}));
	TRY(blow(tx, d, &who, &whistlings[1], orgs, &code));
	TRY(go_on(tx, d, &who, orgs, code));
	clock_set(d->now);
	return 0;
}
