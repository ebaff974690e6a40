/* text_test.c: Chinese text for searching, sorting, publishing. */
#include <string.h>

#include "lib/text.h"
#include "arena_help.h"
#include "suite.h"

typedef struct str text_fn(struct arena *, struct str);

static const struct pair {
	const char *in, *out;
} folds[] = {
	{"", ""},
	{"  北岭\t社区 \n", "北岭 社区"},
	{"Ａ３区　ＫＴＶ", "a3区 ktv"},
	{"樓道燈壞了", "楼道灯坏了"},
	{"臺灣路", "台湾路"},
	{"①號　㎡", "1号 m2"},
	{"Straße ÉCOLE", "strasse école"},
	{"e\xcc\x81", "é"},
	{"a\xe2\x80\x8b" "b", "ab"},
	{"坏\xff了", "坏\xef\xbf\xbd了"},
	{"“好”——《规定》，", "“好”——《规定》,"},
	{"𠮷野家", "𠮷野家"},
}, tokens[] = {
	{"", ""},
	{" ，。！", ""},
	{"楼道灯", "楼道 道灯"},
	{"楼道燈，楼道", "楼道 道灯"},
	{"灯", "灯"},
	{"BL-2611-0387", "bl26110387 bl 2611 0387"},
	{"BL26110387", "bl26110387"},
	{"3栋2单元", "3 栋 2 单元"},
	{"水灯水水灯", "水灯 灯水 水水"},
	{"wi-fi -a- b", "wifi wi fi a b"},
	{"A市A3区", "a 市 a3 区"},
	{"ab a b", "ab a b"},
	{"b ab", "b ab"},
	{"二〇二六", "二〇 〇二 二六"},
	{"한국 русский", "한국 русский"},
}, queries[] = {
	{"", ""},
	{"灯", ""},
	{"楼灯", "楼灯"},
	{"BL-2611-0387", "bl 2611 0387"},
	{"灯 3栋", "3"},
	{"ａ b c d e f g h i j k l m n o p q r s t u v w x y z",
	 "a b c d e f g h i j k l m n o p q r s t u v w x"},
}, grams[] = {
	{"", ""},
	{"楼", "楼"},
	{"楼道灯", "楼 楼道 楼道灯 道 道灯 灯"},
	{"好，好", "好 好"},
	{"WiFi-6坏", "wifi 6 坏"},
}, initials[] = {
	{"", ""},
	{"北岭社区", "blsq"},
	{"長沙市岳麓區", "cssylq"},
	{"重庆 厦门", "cq xm"},
	{"A3区1号", "a3q1h"},
	{"𠮷", "𠮷"},
	{"〇一街道", "lyjd"},
}, places[] = {
	{"", ""},
	{"Beiling", "Beiling"},
	{"101", "101"},
	{"北岭社区", "Beiling Community"},
	{"云栖街道", "Yunqi Subdistrict"},
	{"云河街道办事处", "Yunhe Subdistrict"},
	{"青澜区", "Qinglan District"},
	{"3号楼", "Building 3"},
	{"2单元", "Unit 2"},
	{"第一网格", "Grid 1"},
	{"网格 01", "Grid 01"},
	{"网格01", "Grid 01"},
	{"北岭三网格", "Beiling Grid 3"},
	{"北岭第二十一网格", "Beiling Grid 21"},
	{"和平里片区", "Hepingli Area"},
	{"和平里片区 3号楼2单元", "Hepingli Area, Building 3, Unit 2"},
	{"3号楼2单元501", "Building 3, Unit 2, Room 501"},
	{"3号楼501室", "Building 3, Room 501"},
	{"北岭路片区 北岭路8号", "Beiling Road Area, Beiling Road, No. 8"},
	{"幸福苑12栋", "Xingfu Court, Building 12"},
	{"云锦小区", "Yunjin Estate"},
	{"A座", "Building A"},
	{"3-1号楼", "Building 3-1"},
	{"网格 01（原文桥社区）", "Grid 01 (formerly Wenqiao Community)"},
	{"北岭社区广场", "Beiling Community Square"},
	{"人民公园", "Renmin Park"},
	{"中山路12号", "Zhongshan Road, No. 12"},
	{"南塘新村三巷3号", "Nantang New Village, Lane 3, No. 3"},
	{"石榴巷社区", "Shiliuxiang Community"},
	{"文桥", "Wenqiao Bridge"},
	{"双桥街道", "Shuangqiao Subdistrict"},
	{"石庄村", "Shizhuang Village"},
	{"蔚县", "Yuxian County"},
	{"西安市", "Xi'an City"},
	{"绿苑社区", "Lüyuan Community"},
	{"五一村", "Wuyi Village"},
	{"三里屯社区", "Sanlitun Community"},
	{"团结第二社区", "Tuanjie Community 2"},
	{"大李三村", "Dalisan Village"},
	{"重庆市", "Chongqing City"},
	{"厦门市", "Xiamen City"},
	{"乐清市", "Yueqing City"},
	{"六安市", "Lu'an City"},
	{"东莞市", "Dongguan City"},
	{"陕西省", "Shaanxi Province"},
	{"长安区", "Chang'an District"},
	{"黄陂区", "Huangpi District"},
	{"成都市", "Chengdu City"},
	{"什邡市", "Shifang City"},
	{"东阿县", "Dong'e County"},
	{"内蒙古自治区", "Inner Mongolia Autonomous Region"},
	{"广西壮族自治区", "Guangxi Zhuang Autonomous Region"},
	{"哈尔滨市", "Harbin City"},
	{"SOHO广场", "SOHO Square"},
	{"社区", "Community"},
	{"、，（）", "、，（）"},
	{"和平里、东苑", "Hepingli, Dongyuan Court"},
};

static const struct pair digits[] = {
	{"三号楼", "3号楼"},
	{"和平里十二栋二单元三楼", "和平里12栋2单元3楼"},
	{"二十号", "20号"},
	{"三角梅", "三角梅"},
	{"十分着急", "十分着急"},
	{"五一路三号", "五一路3号"},
	{"一百二十号", "一百二十号"},
	{"三", "三"},
	{"", ""},
};

static const struct pair figured[] = {
	{"3号楼", "三号楼"},
	{"和平里12栋2单元", "和平里十二栋二单元"},
	{"２０号", "二十号"},
	{"10层", "十层"},
	{"03号楼", "03号楼"},
	{"123号", "123号"},
	{"3个人", "3个人"},
	{"BL-2611-0003", "BL-2611-0003"},
	{"", ""},
};

static void
check(text_fn *fn, const struct pair *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_string_equal(str_z(&arena, fn(&arena, str_of(rows[i].in))), rows[i].out);
}

#define CHECK(fn, rows) check((fn), (rows), sizeof(rows) / sizeof *(rows))

static void
test_text__folds(void **state)
{
	(void)state;
	CHECK(text_fold, folds);
}

static void
test_text__folding_twice_is_folding_once(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x30000; c++) {
		struct buf b;
		struct str once;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		buf_init(&b, &arena);
		buf_rune(&b, c);
		once = text_fold(&arena, buf_done(&b));
		assert_true(str_eq(once, text_fold(&arena, once)));
		if (c % 4096 == 0)
			arena_reset(&arena);
	}
}

static void
test_text__numbers_of_places_in_digits_and_figures(void **state)
{
	(void)state;
	CHECK(text_place_digits, digits);
	CHECK(text_place_figures, figured);
}

static void
test_text__cuts_tokens(void **state)
{
	(void)state;
	CHECK(text_tokens, tokens);
}

static void
test_text__cuts_queries(void **state)
{
	(void)state;
	CHECK(text_query, queries);
}

/* Whatever is cut out of a text and searched for finds that text. */
static void
test_text__query_tokens_are_among_the_tokens(void **state)
{
	static const char *const pieces[][2] = {
		{"编号BL-2611-0387的楼道灯", "BL-2611-0387"},
		{"编号BL-2611-0387的楼道灯", "bl26110387"},
		{"编号BL-2611-0387的楼道灯", "2611-0387"},
		{"编号BL-2611-0387的楼道灯", "樓道"},
		{"Ｗｉ－Ｆｉ不通", "wi-fi"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct str have = text_tokens(&arena, str_of(pieces[i][0]));
		struct str want = text_query(&arena, str_of(pieces[i][1])), token;

		have = str_fmt(&arena, " %.*s ", STR(have));
		assert_true(want.n > 0);
		while (str_next(&want, ' ', &token))
			assert_true(str_has(have, str_fmt(&arena, " %.*s ", STR(token))));
	}
}

static void
test_text__cuts_endless_words(void **state)
{
	char *word = arena_alloc(&arena, 10001);

	(void)state;
	memset(word, 'a', 10000);
	assert_int_equal(text_tokens(&arena, str_of(word)).n, 60);
}

static void
test_text__cuts_grams(void **state)
{
	(void)state;
	CHECK(text_grams, grams);
}

static void
test_text__makes_initials(void **state)
{
	(void)state;
	CHECK(text_initials, initials);
}

static const struct pair duty_names[] = {
	{"", ""},
	{"网格员", "Grid worker"},
	{"社区综合岗", "Community desk"},
	{"和平里3号楼楼长", "Building head, Hepingli Building 3"},
	{"老街26号楼长", "Building head, Laojie Street, No. 26"},
	{"云河街道派件席", "Dispatch desk, Yunhe Subdistrict"},
	{"区派件席", "District dispatch desk"},
	{"业委会主任、社区理事", "Chair of the owners' committee, community councillor"},
	{"什么都管的人", "什么都管的人"},
	{"、", "、"},
};

static void
test_text__says_duties_in_english(void **state)
{
	(void)state;
	CHECK(text_duty_en, duty_names);
}

static void
test_text__names_places_in_english(void **state)
{
	(void)state;
	CHECK(text_place_en, places);
}

static void
test_text__sorts_by_pinyin(void **state)
{
	static const char *const sorted[] = {
		"", "2栋", "10栋", "安化路", "北岭社区", "北岭社区2栋", "北岭社区10栋", "长沙", "重庆", "岳麓区", "中山路",
	};

	(void)state;
	for (size_t i = 1; i < sizeof sorted / sizeof *sorted; i++)
		assert_true(str_cmp(text_sort_key(&arena, str_of(sorted[i - 1])),
				    text_sort_key(&arena, str_of(sorted[i]))) < 0);
	assert_true(str_eq(text_sort_key(&arena, S("北嶺")), text_sort_key(&arena, S("北岭"))));
}

static const struct pair redacted[] = {
	{"请打138.0000.1111谢谢", "请打▇▇▇谢谢"},
	{"138·0000·1111", "▇▇▇"},
	{"138_0000_1111", "▇▇▇"},
	{"138/0000/1111", "▇▇▇"},
	{"138、0000、1111", "▇▇▇"},
	{"138" "\xe2\x80\x8b" "0000" "\xe2\x80\x8b" "1111", "▇▇▇"},
	{"138" "\xc2\xad" "0000" "\xc2\xad" "1111", "▇▇▇"},
	{"1" "\xe2\x81\xa0" "3800001111", "▇▇▇"},
	{"电话138 0013 8000", "电话▇▇▇"},
	{"手机138 0013 8000", "手机▇▇▇"},
	{"联系电话138 0013 8000", "联系电话▇▇▇"},
	{"座机0755 8888 8888", "座机▇▇▇"},
	{"电话一三八零零零零一一一一", "电话▇▇▇"},
	{"幺三八〇〇〇〇一一一一", "▇▇▇"},
	{"一三八 零零零零 一一一一", "▇▇▇"},
	{"138零零零零1111", "▇▇▇"},
	{"①③⑧⓪⓪⓪⓪①①①①", "▇▇▇"},
	{"壹叁捌零零零零壹壹壹壹", "▇▇▇"},
	{"3#2-501", "3#2-▇▇▇"},
	{"3#501漏水", "3#▇▇▇漏水"},
	{"12-1203", "12-▇▇▇"},
	{"住501", "住▇▇▇"},
	{"家住 1203 号房", "家住 ▇▇▇ 号房"},
	{"一巷3号307", "一巷3号▇▇▇"},
	{"12弄3号402", "12弄3号▇▇▇"},
	{"二楼201", "二楼▇▇▇"},
	{"二单元五零一", "二单元▇▇▇"},
	{"三单元五〇一的水管", "三单元▇▇▇的水管"},
	{"楼下101", "楼下▇▇▇"},
	{"楼上602天天吵", "楼上▇▇▇天天吵"},
	{"隔壁302", "隔壁▇▇▇"},
	{"501住户", "▇▇▇住户"},
	{"3号楼2单元1203", "3号楼2单元▇▇▇"},
	{"隔壁302室的王建国天天在楼道里抽烟", "隔壁▇▇▇室的▇▇▇天天在楼道里抽烟"},
	{"粤B12345", "▇▇▇"},
	{"京A·12345挡路", "▇▇▇挡路"},
	{"粤BD12345", "▇▇▇"},
	{"车牌号B12345", "车牌号▇▇▇"},
	{"护照E12345678", "护照▇▇▇"},
	{"李阿姨", "▇▇▇阿姨"},
	{"张老师说", "▇▇▇老师说"},
	{"找王师傅", "找▇▇▇师傅"},
	{"王建国", "▇▇▇"},
	{"邻居张伟", "邻居▇▇▇"},
	{"他叫李小龙。", "他叫▇▇▇。"},
	{"我叫欧阳铁柱", "我叫▇▇▇"},
	{"姓王的", "姓▇▇▇的"},
	{"楼上姓周", "楼上姓▇▇▇"},
	{"我是陈志强", "我是▇▇▇"},
	{"户主刘敏", "户主▇▇▇"},
	{"孙秀英家", "▇▇▇家"},
	{"联系人：赵立", "联系人：▇▇▇"},
	{"王建国老师", "▇▇▇老师"},
	{"电话13812345678谢谢", "电话▇▇▇谢谢"},
	{"１３８１２３４５６７８", "▇▇▇"},
	{"138 1234 5678", "▇▇▇"},
	{"138-1234-5678。", "▇▇▇。"},
	{"138—1234—5678", "▇▇▇"},
	{"13812345678、13912345678", "▇▇▇、▇▇▇"},
	{"+86 13812345678", "▇▇▇"},
	{"+8613812345678", "▇▇▇"},
	{"8613812345678", "▇▇▇"},
	{"0086-138-1234-5678", "▇▇▇"},
	{"1 3 8 1 2 3 4 5 6 7 8", "▇▇▇"},
	{"tel13812345678", "tel▇▇▇"},
	{"0731-88881234", "▇▇▇"},
	{"(0731)88881234", "▇▇▇"},
	{"（010）88881234转801", "▇▇▇"},
	{"010 8888 1234", "▇▇▇"},
	{"073188881234", "▇▇▇"},
	{"0731-88881234-801", "▇▇▇"},
	{"电话：88881234", "电话：▇▇▇"},
	{"物业电话是8888-1234，", "物业电话是▇▇▇，"},
	{"身份证430102199001011234。", "身份证▇▇▇。"},
	{"43010219900101123X", "▇▇▇"},
	{"43010219900101123x，", "▇▇▇，"},
	{"430102900101123", "▇▇▇"},
	{"430102 19900101 1234", "▇▇▇"},
	{"430102-19900101-123X", "▇▇▇"},
	{"卡号6222021234567890123", "卡号▇▇▇"},
	{"6222 0212 3456 7890", "▇▇▇"},
	{"6222 0212 3456 7890 123", "▇▇▇"},
	{"邮箱li.si+a@mail.example.com。", "邮箱▇▇▇。"},
	{"lisi＠qq．com", "▇▇▇"},
	{"微信号：abc_12345", "微信号：▇▇▇"},
	{"加微信lisi88", "加微信▇▇▇"},
	{"QQ12345678", "QQ▇▇▇"},
	{"QQ群号: 123456789", "QQ群号: ▇▇▇"},
	{"vx：lisi-88", "vx：▇▇▇"},
	{"3栋2单元501室漏水", "3栋2单元▇▇▇室漏水"},
	{"3栋2单元501漏水", "3栋2单元▇▇▇漏水"},
	{"住501房", "住▇▇▇房"},
	{"五零一室", "▇▇▇室"},
	{"5-2-301的住户", "5-2-▇▇▇的住户"},
	{"5号楼1203有人", "5号楼▇▇▇有人"},
	{"B座1203", "B座▇▇▇"},
	{"12号02室", "12号▇▇▇室"},
	{"501、502室", "▇▇▇、▇▇▇室"},
	{"3栋2-501室", "3栋2-▇▇▇室"},
	{"a@b.c 138 1234 5678", "▇▇▇ ▇▇▇"},
}, readable[] = {
	{"2004、2005、2006、2007年", NULL},
	{"班主任老师", NULL},
	{"新任校长", NULL},
	{"中英文小学校长", NULL},
	{"本人曾是K4县", NULL},
	{"打12345", NULL},
	{"2026年11月30日", NULL},
	{"5号楼1单元", NULL},
	{"和平里片区 3号楼", NULL},
	{"307路公交", NULL},
	{"坐307路到了", NULL},
	{"299元一个月", NULL},
	{"每月1200元", NULL},
	{"12弄3号", NULL},
	{"幸福里12弄", NULL},
	{"一巷3号", NULL},
	{"11月3号1800开始", NULL},
	{"3号楼2单元", NULL},
	{"9-12点", NULL},
	{"10-100元", NULL},
	{"8-10个人", NULL},
	{"200户", NULL},
	{"三楼的灯", NULL},
	{"一楼大厅", NULL},
	{"二〇二六年", NULL},
	{"一二三四五", NULL},
	{"1、2、3、4、5、6、7、8", NULL},
	{"第13、14、15、16、17栋", NULL},
	{"国标GB50016", NULL},
	{"编号BL-2611-0387", NULL},
	{"老百姓", NULL},
	{"百姓的事", NULL},
	{"关于主任", NULL},
	{"张贴广告", NULL},
	{"高空抛物", NULL},
	{"安全隐患", NULL},
	{"黄色的车", NULL},
	{"方便面", NULL},
	{"周末", NULL},
	{"建国路", NULL},
	{"王府井大街", NULL},
	{"石家庄", NULL},
	{"马路上", NULL},
	{"金属", NULL},
	{"陈旧的管道", NULL},
	{"江边", NULL},
	{"白天", NULL},
	{"史上", NULL},
	{"任何人", NULL},
	{"何时", NULL},
	{"于是", NULL},
	{"程序", NULL},
	{"温度", NULL},
	{"成都", NULL},
	{"应该", NULL},
	{"关门", NULL},
	{"时间", NULL},
	{"万一", NULL},
	{"常常", NULL},
	{"赵家小区", NULL},
	{"张江高科", NULL},
	{"杨树", NULL},
	{"杨浦区", NULL},
	{"郑东新区", NULL},
	{"沈阳", NULL},
	{"孙桥村", NULL},
	{"叫停", NULL},
	{"叫不应", NULL},
	{"是高层", NULL},
	{"住宅", NULL},
	{"住户", NULL},
	{"邻居", NULL},
	{"楼下的车", NULL},
	{"楼上漏水", NULL},
	{"住了200天", NULL},
	{"楼下307路车站", NULL},
	{"住院部", NULL},
	{"0.5平米", NULL},
	{"3.14", NULL},
	{"192.168.1.1", NULL},
	{"上午9:30", NULL},
	{"2026-11-30", NULL},
	{"2026/11/30 10:20", NULL},
	{"A4纸", NULL},
	{"WiFi", NULL},
	{"4K", NULL},
	{"社区主任", NULL},
	{"物业经理", NULL},
	{"小区的王", NULL},
	{"云A座", NULL},
	{"新A12", NULL},
	{"苏州", NULL},
	{"川菜", NULL},
	{"北岭路12号", NULL},
	{"北岭路1203号", NULL},
	{"北岭路12-3号", NULL},
	{"3栋2单元", NULL},
	{"2026-11-22 10:46:01", NULL},
	{"2026年11月22日晚上19:30-21:00", NULL},
	{"20261122", NULL},
	{"2019/4/25 9:32:09", NULL},
	{"12345热线", NULL},
	{"拨打110、119、12345", NULL},
	{"400-123-4567", NULL},
	{"13800元", NULL},
	{"1500-2000元", NULL},
	{"12000000元", NULL},
	{"3室2厅", NULL},
	{"三室两厅", NULL},
	{"全小区501户", NULL},
	{"2019房价", NULL},
	{"大楼300人", NULL},
	{"这栋2019年交房", NULL},
	{"3栋1203户", NULL},
	{"12.50元/平方米", NULL},
	{"微信公众号 wuhan", NULL},
	{"微信转账12000元", NULL},
	{"QQ音乐", NULL},
	{"BL-2611-0387", NULL},
	{"@所有人", NULL},
	{"a@b", NULL},
	{"1.5-2.5-300", NULL},
	{"坏\xff了", NULL},
};

static void
test_text__hides_what_tells_a_person(void **state)
{
	(void)state;
	CHECK(text_redact, redacted);
}

static void
test_text__leaves_the_rest_readable(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
		assert_string_equal(str_z(&arena, text_redact(&arena, str_of(readable[i].in))),
				    readable[i].in);
}

static void
test_text__reads_pinyin(void **state)
{
	static const struct {
		const char *in, *longest, *shortest;
	} rows[] = {
		{"hepingli", "hpl", "hpl"}, {"hepingl", "hpl", ""}, {"heping3hao", "hp3h", "hp3ho"}, {"fangan", "fa", "fg"}, {"v", "", ""},
		{"hpl", "", ""}, {"", "", ""}, {"nananananananananananananananananananav", "", ""},
		{"hepinglihepinglihepinglihepinglihepinglihe", "", ""},
	};

	(void)state;
	assert_string_equal(str_z(&arena, text_pinyin(&arena, S("和平里 3号楼"))), "hepingli3haolou");
	assert_string_equal(str_z(&arena, text_pinyin(&arena, S("")).n ? S("x") : S("")), "");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_string_equal(str_z(&arena, text_pinyin_initials(&arena, str_of(rows[i].in), true)), rows[i].longest);
		assert_string_equal(str_z(&arena, text_pinyin_initials(&arena, str_of(rows[i].in), false)), rows[i].shortest);
	}
}

static void
test_text__takes_any_bytes(void **state)
{
	static text_fn *const all[] = {text_fold, text_tokens, text_query, text_grams,
				       text_initials, text_pinyin, text_place_en, text_sort_key, text_redact};
	static const char alphabet[] = "0123456789-- @.qQxX\xe5\xe6\xa0\xa4\xbe\xae\xff\xf0\0";
	uint32_t r = 1;

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		all[i](&arena, (struct str){NULL, 0});
	for (int round = 0; round < 3000; round++) {
		size_t n = (size_t)round % 60;
		char *p = arena_alloc(&arena, n + 1);

		for (size_t i = 0; i < n; i++) {
			r = r * 1664525u + 1013904223u;
			p[i] = alphabet[(r >> 16) % (sizeof alphabet - 1)];
		}
		for (size_t i = 0; i < sizeof all / sizeof *all; i++)
			all[i](&arena, (struct str){p, n});
	}
}

SUITE(text)
{
	const struct CMUnitTest tests[] = {
		TEST(test_text__folds),
		TEST(test_text__folding_twice_is_folding_once),
		TEST(test_text__numbers_of_places_in_digits_and_figures),
		TEST(test_text__cuts_tokens),
		TEST(test_text__cuts_queries),
		TEST(test_text__query_tokens_are_among_the_tokens),
		TEST(test_text__cuts_endless_words),
		TEST(test_text__cuts_grams),
		TEST(test_text__makes_initials),
		TEST(test_text__names_places_in_english),
		TEST(test_text__says_duties_in_english),
		TEST(test_text__sorts_by_pinyin),
		TEST(test_text__hides_what_tells_a_person),
		TEST(test_text__leaves_the_rest_readable),
		TEST(test_text__takes_any_bytes),
		TEST(test_text__reads_pinyin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
