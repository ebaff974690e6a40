/* demo_listen.c: sessions of the past months and one that is announced; and a place at which the same comes again and again. */
#include "base/clock.h"
#include "db/db.h"
#include "demo/demo_in.h"
#include "features/account/account.h"
#include "features/catalogue/catalogue.h"
#include "features/listen/listen.h"

enum { DAY = 86400, HOUR = 3600, SAID_MOST = 9 };

static const struct sitting {
	int64_t ago; /* days before now; below 0: to come */
	enum listen_kind kind;
	const char *title, *place, *spot, *host;
	int64_t came;
	struct {
		const char *text, *words, *org;
		enum appeal_sort sort;
	} said[SAID_MOST];
} sessions[] = {
	{58, LISTEN_TEA, "电动车停哪里、怎么充", "YH-BL", "党群服务中心一楼", "社区书记", 23,
	 {{"晚上充电桩不够，八点以后没有空位", "", "bl-com", SORT_BIG},
	  {"3 号楼门厅停了三辆电动车，进出挤", "楼组长当场说好，今晚请车主推到车棚", "", SORT_SMALL},
	  {"充电要另装软件，老人不会用", "志愿者会后留下来，一台一台教", "", SORT_SMALL}}},
	{31, LISTEN_NEEDS, "放学后孩子去哪里", "YH-BL", "活动室", "社区工作者", 14,
	 {{"四点半放学，家里没人接", "给了社区托管的电话和报名时间", "", SORT_PRIVATE},
	  {"小广场的滑梯有一处翘起来，会划手", "", "bl-com", SORT_BIG}}},
	{12, LISTEN_VISIT, "走访 4 号楼独居老人", "YH-BL-B4", "", "网格员和社区工作者", 3,
	 {{"想换一个亮一点的灯泡", "当场换好了", "", SORT_SMALL},
	  {"腿脚不好，下楼难", "说了助餐可以送上门，留了电话", "", SORT_PRIVATE}}},
	{-4, LISTEN_PARTY, "党员接待日：物业的事当面说", "YH-BL", "党群服务中心一楼", "社区书记和物业经理", 0, {{NULL, NULL, NULL, 0}}},
};

static int
say_lines(struct tx *tx, const struct sitting *s, int64_t at, struct listen_said *lines)
{
	for (size_t i = 0; i < LISTEN_LINES_MAX; i++)
		lines[i] = (struct listen_said){.text = S(""), .words = S(""), .name = S(""), .phone = S(""), .owner = S("")};
	for (size_t i = 0; i < SAID_MOST && s->said[i].text; i++) {
		lines[i].text = str_of(s->said[i].text);
		lines[i].words = str_of(s->said[i].words);
		lines[i].sort = (int)s->said[i].sort;
		if (*s->said[i].org) {
			struct org org;

			TRY(account_org_by_code(tx, DEMO_DISTRICT, str_of(s->said[i].org), &org));
			lines[i].owner = str_fmt(tx->arena, "b%lld", (long long)org.id);
			lines[i].day = at + 7 * DAY;
		}
	}
	return 0;
}

static int
hold(struct tx *tx, const struct demo *d, const struct actor *who, const struct sitting *s)
{
	int64_t starts = d->now - s->ago * DAY, planned = (starts < d->now ? starts : d->now) - 2 * DAY;
	struct listen_said lines[LISTEN_LINES_MAX];
	struct listen_new n = {
		.title = str_of(s->title), .spot = str_of(s->spot), .host = str_of(s->host), .starts_at = starts, .kind = s->kind,
		.open = s->kind != LISTEN_VISIT, .at = planned,
	};
	struct str code;

	clock_set(planned);
	TRY(demo_place(tx, str_of(s->place), &n.place));
	TRY(listen_plan(tx, who, &n, &code));
	if (s->ago < 0)
		return 0;
	clock_set(starts);
	TRY(listen_move(tx, who, code, &(struct listen_change){.act = LISTEN_ACT_BEGIN, .at = starts}));
	TRY(say_lines(tx, s, starts, lines));
	clock_set(starts + HOUR);
	return listen_move(tx, who, code,
			   &(struct listen_change){
				   .act = LISTEN_ACT_CLOSE, .lines = lines, .came = s->came, .shown = s->kind != LISTEN_VISIT, .at = starts + HOUR});
}

/* What comes again and again at one place, for the weekly look to find. */
static const struct {
	int64_t ago; /* days */
	const char *text;
} puddles[] = {
	{25, "6号楼前的井又冒水，地上一大片"},
	{22, "6号楼门口污水满出来，进出要踮脚"},
	{18, "6号楼前下水道堵了，有味道"},
	{15, "井盖边上往外冒污水，又是6号楼这里"},
	{11, "6号楼前污水冒出来，上次疏通管了三天"},
	{8, "污水又满了，6号楼一楼的窗都不敢开"},
	{5, "6号楼前下水道又堵，这个月第七次了"},
	{2, "6号楼门前还是冒污水，请从根上修"},
};

static int
file_puddles(struct tx *tx, const struct demo *d, const struct actor *who)
{
	struct catalogue_node item;
	int64_t place;

	TRY(demo_place(tx, S("YH-BL-B6"), &place));
	TRY(catalogue_find(tx, DEMO_DISTRICT, S("污水井外溢"), &item));
	for (size_t i = 0; i < sizeof puddles / sizeof *puddles; i++) {
		int64_t at = d->now - puddles[i].ago * DAY - 3 * HOUR;
		struct appeal_new n = {
			.title = S(""), .text = str_of(puddles[i].text), .answers = S(""), .item = item.id, .place = place, .at = at, .calm = true,
			.channel = CHANNEL_PHONE, .anon = ANON_NOBODY, .up = true,
		};
		struct appeal_receipt made;

		clock_set(at);
		TRY(appeal_file(tx, who, &n, &made));
	}
	return 0;
}

int
demo_fill_listen(struct tx *tx, struct demo *d)
{
	struct actor who;

	TRY(demo_person(tx, S("sujingwen"), &who));
	for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++)
		TRY(hold(tx, d, &who, &sessions[i]));
	TRY(file_puddles(tx, d, &who));
	clock_set(d->now);
	return 0;
}
