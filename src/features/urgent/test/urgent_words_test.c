/* urgent_words_test.c: which texts alarm with the shipped table, and which must not. Each text was written for this table. */
#include "features/urgent/urgent_rules.h"
#include "suite.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The first kind that must be among those it alarms. */
static const struct {
	const char *kind, *text;
} must[] = {
	{"fire", "楼下着火了快来"},
	{"fire", "3号楼二单元着 火 了"},
	{"fire", "隔壁著火了，好大的烟"},
	{"fire", "着-火-啦 救命"},
	{"fire", "車庫起火"},
	{"fire", "电表箱一直在冒烟"},
	{"fire", "楼道里电动车充电冒烟了"},
	{"fire", "煤气罐爆炸了"},
	{"fire", "对面楼窗户冒黑烟"},
	{"fire", "是不是着火了，闻到糊味"},
	{"fire", "六楼失火，有老人没下来"},
	{"fire", "可能着火了，满楼道都是烟"},
	{"fire", "家里插座冒烟怎么办"},
	{"fire", "草坪烧起来了"},
	{"fire", "十分钟之前着火，现在更大了"},
	{"fire", "有人点着了房子"},
	{"fire", "there is a house fire in building 3"},
	{"fire", "The bin is on fire!"},
	{"fire", "看着火势越来越大"},
	{"fire", "楼上着伙了"},
	{"gas", "楼道里有煤气味"},
	{"gas", "好像燃气泄漏，头晕"},
	{"gas", "施工把燃气管道挖漏了"},
	{"gas", "挖断了天然气管"},
	{"gas", "媒气漏了怎么办"},
	{"gas", "厨房闻到天然气，关不上"},
	{"gas", "老人一氧化碳中毒"},
	{"gas", "煤气罐在漏"},
	{"gas", "I smell gas in the stairs"},
	{"violence", "小区有人拿刀砍人"},
	{"violence", "门口有人打架，打得头破血流"},
	{"violence", "有人持刀"},
	{"violence", "我被打了，流血"},
	{"violence", "小区门口打起来了"},
	{"violence", "有人撬门，我一个人在家"},
	{"violence", "有人一直尾随我到楼下"},
	{"violence", "保安正在打人"},
	{"violence", "他说要杀了我"},
	{"violence", "楼上那男的扬言要把人都杀了"},
	{"violence", "刚才被抢劫了"},
	{"violence", "a man has a knife at the gate"},
	{"domestic", "老公打我"},
	{"domestic", "楼上天天家暴，女人在哭"},
	{"domestic", "隔壁男的又在打老婆"},
	{"domestic", "邻居打孩子，孩子一直惨叫"},
	{"domestic", "前夫来家里威胁我"},
	{"missing", "孩子走失"},
	{"missing", "我家孩子在广场找不到了"},
	{"missing", "小孩不见了，穿红衣服"},
	{"missing", "娃走丢了"},
	{"missing", "女儿放学没回家，手机关机，怕是失踪了"},
	{"missing", "奶奶有老年痴呆，早上走丢了"},
	{"missing", "有人拐小孩"},
	{"missing", "my child is missing"},
	{"missing", "儿子不见了两个小时"},
	{"suicide", "我不想活了"},
	{"suicide", "有人要跳楼"},
	{"suicide", "楼顶站着一个女孩，好像要跳下去"},
	{"suicide", "活着没意思"},
	{"suicide", "邻居在家割腕"},
	{"suicide", "我担心他想不开"},
	{"suicide", "他留了遗书就走了"},
	{"suicide", "坐在楼顶边上哭"},
	{"suicide", "不 想 活 了"},
	{"suicide", "I want to die"},
	{"collapse", "围墙倒了，压到人"},
	{"collapse", "房顶塌了一块"},
	{"collapse", "脚手架倒了"},
	{"collapse", "门口路面塌陷，有个大坑"},
	{"collapse", "楼板断裂"},
	{"collapse", "后山滑坡了"},
	{"shock", "积水里漏电，有人触电"},
	{"shock", "电线掉在地上冒火花"},
	{"shock", "高压线断了"},
	{"shock", "孩子摸路灯杆被电了一下"},
	{"shock", "电线垂到地上，孩子在旁边玩"},
	{"lift", "我被困在电梯里"},
	{"lift", "电梯困人了，里面有孩子"},
	{"lift", "电梯突然下坠"},
	{"lift", "电梯门夹住人了"},
	{"lift", "stuck in the lift"},
	{"water", "有人落水"},
	{"water", "孩子掉河里了"},
	{"water", "地下车库被淹，车里有人"},
	{"water", "水管爆了，水往屋里灌"},
	{"water", "有老人掉进井里"},
	{"water", "发大水了"},
	{"medical", "有人晕倒在楼道"},
	{"medical", "老人敲门没人应"},
	{"medical", "独居老人两天没动静"},
	{"medical", "他没有呼吸了"},
	{"medical", "楼上掉东西砸到人"},
	{"medical", "门口出车祸了"},
	{"medical", "孩子被狗咬了"},
	{"medical", "老人摔倒起不来"},
	{"medical", "喝了农药，口吐白沫"},
	{"medical", "老婆羊水破了"},
	{"traffic", "路口翻车了"},
	{"traffic", "有人肇事逃逸"},
	{"chem", "化工厂氨气泄漏"},
	{"chem", "门口有可疑包裹"},
};

static const char *const must_not[] = {
	"火锅店油烟太大",
	"楼下火锅店半夜还在营业",
	"着火的路灯图案很好看",
	"消防栓没有水",
	"消防通道被占",
	"社区搞救火演练吵得很",
	"明天组织火灾演习吗",
	"广场灯杀虫效果不好",
	"门口电线打死结了",
	"刀削面馆排污",
	"没有着火，就是想问问灭火器在哪",
	"防止着火，请清理楼道",
	"容易引起火灾，请处理飞线充电",
	"担心发生火灾",
	"如果着火了怎么跑",
	"电动车在楼道充电有火灾隐患",
	"去年着火以后一直没修",
	"坐着火车去上班，公交衔接不上",
	"去火车站的公交太少",
	"超市火腿过期",
	"烧烤摊冒烟",
	"饭店烟囱冒烟",
	"隔壁抽烟，楼道冒烟味",
	"鞭炮爆炸声太吵",
	"信息爆炸，政策看不懂",
	"有人焚烧秸秆，浓烟呛人",
	"焚烧垃圾浓烟滚滚",
	"气得我肺都炸了",
	"发大火的样子",
	"网红店最近大火，人太多",
	"燃气公司什么时候来安检",
	"想报装天然气",
	"燃气费怎么交",
	"煤气灶打不着",
	"家里没有煤气味，只是想换管子",
	"暖气漏气",
	"车胎漏气，打气筒坏了",
	"菜市场砍价太凶",
	"砍树没有公示",
	"物业要砍掉门口的树",
	"剧本杀店扰民",
	"狼人杀桌游吧太吵",
	"隔壁装修正在打孔",
	"我在打电话投诉",
	"小区猫打架叫一晚上",
	"两个部门文件打架，到底听谁的",
	"禁止持刀入内的牌子掉了",
	"物业费简直抢劫一样",
	"被打了疫苗要不要登记",
	"打死蚊子的灯坏了",
	"反家暴宣传栏掉了",
	"老公打我电话打不通，社区电话也占线",
	"带孩子打疫苗在哪里",
	"打孩子疫苗要预约吗",
	"走失的小猫请大家帮忙找",
	"我家狗走失了",
	"孩子的书包丢了",
	"自行车丢了",
	"井盖不见了",
	"小孩丢了垃圾在楼道",
	"孩子不见得喜欢",
	"跳楼价甩卖的喇叭太吵",
	"跳楼机什么时候开",
	"夏天热得想死，空调坏了",
	"吵死了，半夜施工",
	"累死了也没人管",
	"小店生意活不下去",
	"不想活动室搬走",
	"想死你们了，食堂重新开门",
	"地铁口的坑，地面有点下沉",
	"我信心都塌了",
	"明星塌房",
	"沙发塌了，大件垃圾扔哪里",
	"床塌了能回收吗",
	"漏电保护器老跳闸",
	"路灯不亮",
	"灭蚊灯电死好多虫",
	"手机数据线断了",
	"充电线断了，充电桩没人修",
	"电梯坏了三天",
	"电梯广告太吵",
	"贫困人口怎么申请补助",
	"给老人办残疾证有困难",
	"雨落水管坏了",
	"溺水警示牌掉色",
	"防溺水宣传什么时候来",
	"手机掉进水里，物业能捞吗",
	"钥匙掉进下水道",
	"洪水季要到了，请清淤",
	"楼上漏水",
	"下雨积水",
	"骨折康复辅具在哪里租",
	"父亲脑梗后遗症，想申请护理",
	"有心梗史，能不能申请上门送药",
	"撞到护栏，护栏歪了",
	"掉东西砸到车了",
	"高空抛物砸中我的车",
	"电脑中毒打不开网页",
	"轮胎没气了，修车点在哪",
	"灶台没气了，送气电话多少",
	"门锁快生了锈",
	"狗咬狗，没人牵绳",
	"狂犬疫苗在哪里打",
	"做饭翻车，哈哈",
	"拆迁废墟像颗定时炸弹，请处理",
	"对流浪猫投毒的人太坏",
	"深夜放毒，烧烤味太香",
	"领导接访时间",
	"公交车不准点",
	"房产证怎么办",
	"孩子上学划片问题",
	"小区停车难",
	"噪音太大睡不着",
	"物业不作为",
	"工资被拖欠三个月",
	"医保卡怎么异地备案",
	"树枝挡住路灯",
	"楼道堆杂物",
	"公共厕所没有纸",
	"快递柜收费不合理",
	"跳广场舞的音响太大",
	"fireworks shop is noisy",
	"Please fix the fire hydrant",
	"the street light is broken",
};

static struct str
spared_of(void)
{
	const struct urgent_kind_list *all = urgent_shipped();

	for (size_t i = 0; i < all->n; i++)
		if (str_is(all->v[i].code, URGENT_ALL))
			return all->v[i].spared;
	return S("");
}

/* The kinds a text alarms, "fire gas", with the words. */
static struct str
alarms(struct arena *a, const char *text)
{
	const struct urgent_kind_list *all = urgent_shipped();
	struct str folded = urgent_fold(a, str_of(text)), word;
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < all->n; i++)
		if (urgent_tells(folded, &all->v[i], spared_of(), &word))
			buf_fmt(&b, "%.*s(%.*s) ", STR(all->v[i].code), STR(word));
	return buf_done(&b);
}

static void
test_words__each_of_these_alarms(void **state)
{
	struct arena a;
	int bad = 0;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof must / sizeof *must; i++) {
		struct str got = alarms(&a, must[i].text);

		if (str_has(got, str_fmt(&a, "%s(", must[i].kind)))
			continue;
		print_error("%s: got %.*s, not %s\n", must[i].text, STR(got), must[i].kind);
		bad++;
	}
	arena_release(&a);
	assert_int_equal(bad, 0);
}

static void
test_words__none_of_these_alarms(void **state)
{
	struct arena a;
	int bad = 0;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof must_not / sizeof *must_not; i++) {
		struct str got = alarms(&a, must_not[i]);

		if (!got.n)
			continue;
		print_error("%s: %.*s\n", must_not[i], STR(got));
		bad++;
	}
	arena_release(&a);
	assert_int_equal(bad, 0);
}

static void
test_words__there_are_enough_of_both(void **state)
{
	(void)state;
	assert_true(sizeof must / sizeof *must + sizeof must_not / sizeof *must_not >= 150);
}

/* What is odd, long or broken is looked at without harm. */
static void
test_words__odd_texts_do_no_harm(void **state)
{
	static const char *const odd[] = {"", " ", "…", "*", "……**……", "\n\n\n", "没有", "着", "a", "\xf0\x9f\x94\xa5"};
	struct arena a;
	struct buf b;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		assert_int_equal(alarms(&a, odd[i]).n, 0);
	buf_init(&b, &a);
	for (int i = 0; i < 3000; i++)
		buf_z(&b, "孩子");
	buf_char(&b, 0);
	assert_int_equal(alarms(&a, b.p).n, 0);
	arena_release(&a);
}

static void
test_words__sentences_do_not_run_together(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_int_equal(alarms(&a, "孩子很好。自行车找不到了").n, 0);
	assert_int_equal(alarms(&a, "孩子很好\n钱包找不到了").n, 0);
	assert_true(alarms(&a, "没有别的事。楼下着火了").n > 0);
	assert_true(alarms(&a, "这里没有人管，着火了").n > 0);
	arena_release(&a);
}

static const struct {
	struct urgent_draft d;
	const char *field; /* NULL: it is good */
} drafts[] = {
	{{.code = {"fire", 4}, .name = {"x", 1}, .calls = {"119 a", 5}, .words = {"ab", 2}}, NULL},
	{{.code = {"all", 3}, .name = {"x", 1}, .spared = {"ab", 2}}, NULL},
	{{.code = {"Fire", 4}, .name = {"x", 1}, .calls = {"119 a", 5}, .words = {"ab", 2}}, "code"},
	{{.code = {"", 0}, .name = {"x", 1}, .calls = {"119 a", 5}, .words = {"ab", 2}}, "code"},
	{{.code = {"a/b", 3}, .name = {"x", 1}, .calls = {"119 a", 5}, .words = {"ab", 2}}, "code"},
	{{.code = {"fire", 4}, .name = {" ", 1}, .calls = {"119 a", 5}, .words = {"ab", 2}}, "name"},
	{{.code = {"fire", 4}, .name = {"x", 1}, .calls = {"", 0}, .words = {"ab", 2}}, "calls"},
	{{.code = {"fire", 4}, .name = {"x", 1}, .calls = {"119", 3}, .words = {"ab", 2}}, "calls"},
	{{.code = {"fire", 4}, .name = {"x", 1}, .calls = {"abc d", 5}, .words = {"ab", 2}}, "calls"},
	{{.code = {"fire", 4}, .name = {"x", 1}, .calls = {"12 d", 4}, .words = {"ab", 2}}, "calls"},
	{{.code = {"fire", 4}, .name = {"x", 1}, .calls = {"119 a;1 b", 9}, .words = {"ab", 2}}, "calls"},
	{{.code = {"fire", 4}, .name = {"x", 1}, .calls = {"119 a", 5}, .words = {"a", 1}}, "words"},
	{{.code = {"fire", 4}, .name = {"x", 1}, .calls = {"119 a", 5}, .words = {"", 0}}, "words"},
	{{.code = {"fire", 4}, .name = {"x", 1}, .calls = {"119 a", 5}, .words = {"ab*", 3}}, "words"},
};

static void
test_words__bad_kinds_are_refused(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++) {
		struct urgent_draft d = drafts[i].d;
		const char *field = "", *flaw = urgent_tidy(&a, &d, &field);

		if (drafts[i].field) {
			assert_non_null(flaw);
			assert_string_equal(field, drafts[i].field);
		} else {
			assert_null(flaw);
		}
	}
	arena_release(&a);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_words__each_of_these_alarms),
	cmocka_unit_test(test_words__none_of_these_alarms),
	cmocka_unit_test(test_words__there_are_enough_of_both),
	cmocka_unit_test(test_words__odd_texts_do_no_harm),
	cmocka_unit_test(test_words__sentences_do_not_run_together),
	cmocka_unit_test(test_words__bad_kinds_are_refused),
};

SUITE(urgent_words)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
