/* text_name.c: names in a text, where something tells that they are names: a title behind them (李阿姨), a word before them (叫, 邻居), or
 * that surname and given name are both made of what names are made of (王建国). A word that only looks like a name stays: hiding too much
 * makes a text nobody can read. */
#include "lib/text_redact_in.h"

/* Surnames that are hardly ever words, and those that often are. */
static const char32_t surnames[] = U"王李张刘陈杨赵吴徐孙朱胡郭罗郑梁谢宋唐邓冯韩曹曾彭萧蔡潘袁董蒋杜苏魏吕丁沈姚卢姜崔谭陆范廖韦贾傅邹熊孟秦邱侯尹薛闫雷陶贺顾郝"
				   U"龚邵覃钱戴严莫孔汤黎葛柯翁庞樊欧倪翟骆殷詹";
static const char32_t word_surnames[] = U"周何高林马黄许程叶余于田任钟汪石金夏方江史龙段武毛万常赖康向乔文易白尚洪牛古温齐梅兰华包左连成时关应";
static const char32_t *const double_surnames[] = {U"欧阳", U"上官", U"司马", U"诸葛", U"司徒", U"皇甫", U"东方", U"尉迟", U"慕容", U"令狐", NULL};
/* What given names are made of; the second row also makes many other words. */
static const char32_t given[] = U"伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超霞刚桂玉梅志辉鹏飞斌浩凯健俊帆龙玲燕萍珍荣琴莲雪香莺媛凡佳嘉琼勤贞莉茜珊莎黛倩婷姣婉娴瑾"
				U"颖瑶怡婵蓓仪丹蓉眉琪诗涵欣梓轩雅贵财根柱铁栓宝祥学武立卫峰亮昌盛启翔淑芬翠莹琳珠翰睿泽晨博彬鑫雯妮蕾薇晶洁慧娇芝兰菊凤喜旺"
				U"喆楠桐煜灏瀚骏骁宸妍璐琦";
static const char32_t common_given[] = U"建国华文明平海东新民红春秋冬夏云霞林生发成山金银元光天庆德福兴永长清思云波宇爱月康安乐顺小大家子世仁义礼信友克绍";
static const char32_t *const titles[] = {U"阿姨", U"老师", U"先生", U"女士", U"师傅", U"叔叔", U"大爷", U"大妈", U"奶奶", U"爷爷", U"大姐",
					 U"大哥", U"大叔", U"大娘", U"婆婆", U"伯伯", U"小姐", U"太太", U"医生", U"主任", U"书记", U"经理",
					 U"校长", U"警官", U"律师", U"老板", U"局长", U"院长", U"队长", U"姐姐", U"婶", U"嫂", NULL};
/* Before a name, and whether it says so by itself. */
static const char32_t *const strong[] = {U"名叫", U"叫做", U"叫", U"姓名", U"名字是", U"名字叫", U"联系人", U"本人", U"当事人", NULL};
static const char32_t *const weak[] = {U"我是", U"他是", U"她是", U"邻居", U"隔壁", U"楼上", U"楼下", U"对门", U"户主", U"业主", U"住户", U"房东",
				       U"租客", U"租户", U"保安", U"老公", U"老婆", U"丈夫", U"妻子", U"儿子", U"女儿", U"父亲", U"母亲", U"孙子",
				       U"患者", U"同学", U"室的", U"号的", U"是", NULL};
/* Behind a name that is a place's. */
static const char32_t *const places[] = {U"路", U"街", U"村", U"镇", U"乡", U"巷", U"弄", U"里", U"桥", U"区", U"小区", U"小学", U"中学", U"医院",
					 U"广场", U"公园", U"大厦", U"花园", U"店", U"超市", U"公司", U"物业", U"站", NULL};

static bool
in(uint32_t c, const char32_t *set)
{
	return c && among(c, set);
}

static bool
is_given(uint32_t c)
{
	return is_kind(c, TEXT_GIVEN | TEXT_COMMON_GIVEN);
}

/* The surname at c; *ret_word: it is a word as well. */
static size_t
surname(const uint32_t *c, bool *ret_word)
{
	size_t n = word_of(c, double_surnames);

	*ret_word = n == 0 && is_kind(*c, TEXT_WORD_SURNAME);
	return n ? n : is_kind(*c, TEXT_SURNAME) || *ret_word;
}

/* 王建国 with nothing to tell: both of the given name must be what names are made of, one of them hardly anything else, and no place
 * follows. */
static size_t
bare(const uint32_t *c)
{
	bool word;
	size_t n = surname(c, &word);

	if (n == 0 || word || !is_given(c[n]) || !is_given(c[n + 1]) || word_of(c + n + 2, places))
		return 0;
	if (!is_kind(c[n], TEXT_GIVEN) && !is_kind(c[n + 1], TEXT_GIVEN) && !(in(c[n], U"建国华文明平") && in(c[n + 1], U"国华军平文明")))
		return 0;
	return n + 2;
}

/* The name behind a word that announces one. */
static size_t
announced(const uint32_t *c, bool sure)
{
	bool word;
	size_t n = surname(c, &word);

	if (n == 0 || word_of(c + n, titles))
		return 0;
	if (is_given(c[n]) && is_given(c[n + 1]) && !word_of(c + n + 2, places))
		return n + 2;
	if (is_kind(c[n], TEXT_GIVEN) && !word_of(c + n + 1, places) && (!word || !is_han(c[n + 1])))
		return n + 1;
	/* 叫 says it: two more, when the text ends or stops behind them. */
	if (in(c[n], U"是在有不因已为经将"))
		return 0;
	if (sure && !word && is_han(c[n]) && !is_han(c[n + 1]))
		return n + 1;
	if (sure && !word && is_han(c[n]) && is_han(c[n + 1]) && (!is_han(c[n + 2]) || c[n + 2] == U'的'))
		return n + 2;
	return 0;
}

/* 叫王建国, 邻居张伟, 姓王的. */
static size_t
after_word(const uint32_t *c, size_t *ret_from)
{
	size_t n = word_of(c, strong), m;
	bool sure = n > 0, word;

	if (*c == U'姓' && c[-1] != U'百' && !word_of(c, strong)) {
		m = surname(c + 1, &word);
		*ret_from = 1;
		return m && (!word || !is_han(c[1 + m]) || c[1 + m] == U'的') ? 1 + m : 0;
	}
	if (n == 0)
		n = word_of(c, weak);
	if (n == 0)
		return 0;
	while (in(c[n], U" :是为叫"))
		n++;
	m = announced(c + n, sure);
	*ret_from = n;
	return m ? n + m : 0;
}

/* 李阿姨: of it the surname; of 王建国老师 all before the title. A word before it makes it another word: 关于主任. */
static size_t
titled(const uint32_t *c, size_t *ret_from)
{
	bool word;
	size_t n = surname(c, &word);

	*ret_from = 0;
	if (n == 0 || (word && in(*c, U"于向和成时应关任") && is_han(c[-1])))
		return 0;
	for (size_t more = 0; more <= 2; more++)
		if (word_of(c + n + more, titles) && (more == 0 || !word_of(c + n, places)) && (more == 0 || is_given(c[n])) && (more < 2 || is_given(c[n + 1])))
			return n + more;
	return 0;
}

size_t
text_name(const uint32_t *c, size_t *ret_from)
{
	size_t n = is_kind(*c, TEXT_ANNOUNCES) ? after_word(c, ret_from) : 0;

	if (n == 0)
		n = titled(c, ret_from);
	if (n)
		return n;
	*ret_from = 0;
	return bare(c);
}

static void
mark_first(const char32_t *const *words)
{
	for (; *words; words++)
		text_mark((const char32_t[]){**words, 0}, TEXT_ANNOUNCES);
}

void
text_name_mark(void)
{
	text_mark(surnames, TEXT_BEGINS | TEXT_SURNAME);
	text_mark(word_surnames, TEXT_BEGINS | TEXT_WORD_SURNAME);
	text_mark(given, TEXT_GIVEN);
	text_mark(common_given, TEXT_COMMON_GIVEN);
	text_mark(U"上司诸皇东尉慕令名叫姓联本当我他她邻隔楼对户业住房租保老丈妻儿女父母孙患同室号是", TEXT_BEGINS);
	mark_first(strong);
	mark_first(weak);
	text_mark(U"姓", TEXT_ANNOUNCES);
}
