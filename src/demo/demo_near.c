/* demo_near.c: small matters of this morning that lie with building heads and a grid worker: waiting, taken, settled on the spot, passed up. */
#include "base/clock.h"
#include "db/db.h"
#include "demo/demo_in.h"
#include "features/appeal/appeal_move.h"
#include "features/catalogue/catalogue.h"

enum { MINUTE = 60 };

static const struct near_story {
	const char *login, *place, *item, *title, *text;
	int64_t ago, after; /* minutes before now that it was told; minutes after that until the act */
	enum appeal_act act;	/* 0: it waits */
	const char *words;
} stories[] = {
	{"xuchangming", "YH-BL-B1", "0301-01", "1号楼二层楼道灯不亮", "1号楼二层的楼道灯不亮，晚上上下楼看不见。", 100, 25, ACT_TAKE, ""},
	{"huangguizhen", "YH-BL-B3", "0601-02", "3号楼2单元五楼堆了纸箱", "五楼楼道堆了十几个纸箱，消防门推不开。", 190, 0, 0, ""},
	{"huangguizhen", "YH-BL-B3", "0301-01", "3号楼1单元三楼灯不亮", "三楼楼道灯昨晚就不亮，老人下楼扶着墙走。", 140, 30, ACT_TAKE, ""},
	{"huangguizhen", "YH-BL-B3", "0801-04", "楼上半夜挪椅子", "楼上十一点以后还在挪椅子，孩子睡不着，想请楼长去说一声。", 55, 0, 0, ""},
	{"huangguizhen", "YH-BL-B3", "0601-04", "3号楼门口飞线充电", "从二楼窗口拉线下来给电动车充电，线就搭在晾衣绳上。", 120, 35, ACT_SETTLE,
	 "和住户当面说了，线收了，车推到充电棚，下午再去看一次。"},
	{"huangguizhen", "YH-BL-B3", "0403-05", "空调外机的水滴到一楼雨棚", "外机的水一直滴在一楼雨棚上，响一夜。", 110, 50, ACT_PASS_UP,
	 "去了两次，住户说要等房东，房东在外地，电话没有接。"},
	{"caizhenning", "YH-BL-G3", "1105-01", "帮忙取药", "腿脚不便，想请人周三去社区医院取一次药。", 130, 0, 0, ""},
	{"caizhenning", "YH-BL-G3", "1801-06", "群里说要停水，是真的吗", "楼栋群里说明天停水一天，没有通知，请核实。", 80, 20, ACT_SETTLE,
	 "问过水司，没有停水安排，已经在群里说明。"},
	{"sujingwen", "YH-BL-B4", "1001-05", "自行车刮花了对门的门", "孩子推车不小心刮花了对门的门，对门要赔，价钱谈不拢。", 300, 40, ACT_ADVISE,
	 "这是两家之间的事，社区陪着谈：人民调解员每周三下午在党群服务中心，不收钱；附近修门的师傅电话在服务台，先问个价再谈。"},
};

static int
tell(struct tx *tx, struct demo *d, const struct near_story *s, const struct actor *staff)
{
	int64_t at = d->now - s->ago * MINUTE, place;
	struct catalogue_node item;
	struct appeal_receipt made;
	struct actor near;

	TRY(demo_place(tx, str_of(s->place), &place));
	TRY(catalogue_find(tx, DEMO_DISTRICT, str_of(s->item), &item));
	TRY(demo_person(tx, str_of(s->login), &near));
	clock_set(at);
	TRY(appeal_file(tx, staff,
			&(struct appeal_new){
				.title = str_of(s->title), .text = str_of(s->text), .item = item.id, .place = place, .channel = CHANNEL_PHONE,
				.anon = ANON_COMMUNITY, .open = true, .name = S("楼里邻居"), .at = at,
			},
			&made));
	if (!s->act)
		return 0;
	clock_set(at + s->after * MINUTE);
	return appeal_move(tx, &near, made.code,
			   &(struct appeal_change){
				   .act = s->act, .text = str_of(s->words), .at = at + s->after * MINUTE,
				   .photos = s->act == ACT_SETTLE ? demo_photo_of(d, S("record"), s->ago) : NULL, .photos_n = s->act == ACT_SETTLE,
			   });
}

int
demo_fill_near(struct tx *tx, struct demo *d)
{
	struct actor staff;

	TRY(demo_community_staff(tx, S("YH-BL-B3"), 1, &staff));
	for (size_t i = 0; i < sizeof stories / sizeof *stories; i++)
		TRY(tell(tx, d, &stories[i], &staff));
	clock_set(d->now);
	return 0;
}
