/* text_duty.c: what people do, as offices write it, in English: the duty that a name ends in, and the place before it. */
#include "lib/text.h"

/* The longest end that fits counts: an end of another stands after it. */
static const struct {
	const char *zh, *en;
} duties[] = {
	{"街道党工委书记", "Subdistrict Party secretary"},
	{"社区党委书记", "Community Party secretary"},
	{"居委会副主任", "deputy head of the residents' committee"},
	{"居委会主任", "head of the residents' committee"},
	{"业委会副主任", "deputy chair of the owners' committee"},
	{"业委会主任", "chair of the owners' committee"},
	{"业委会委员", "member of the owners' committee"},
	{"社区助老助残岗", "community care desk"},
	{"社区综合岗", "community desk"},
	{"社区助老岗", "community elder care desk"},
	{"社区民警", "community police officer"},
	{"社区理事", "community councillor"},
	{"监督委员", "member of the oversight committee"},
	{"物业客服主管", "property service supervisor"},
	{"物业监管岗", "property supervision desk"},
	{"物业经理", "property manager"},
	{"消防安全岗", "fire safety desk"},
	{"食品监管岗", "food safety desk"},
	{"河道管养岗", "waterway desk"},
	{"助老助残岗", "care desk"},
	{"入学咨询岗", "school admission desk"},
	{"综合岗", "general desk"},
	{"夜间巡逻志愿者", "night patrol volunteer"},
	{"助老结对志愿者", "volunteer paired with an elder"},
	{"护河志愿者", "river volunteer"},
	{"护学志愿者", "school crossing volunteer"},
	{"志愿队队长", "head of the volunteers"},
	{"志愿者", "volunteer"},
	{"设施维护组组长", "head of maintenance"},
	{"执法一组组长", "head of enforcement team 1"},
	{"执法二组组长", "head of enforcement team 2"},
	{"组长", "team head"},
	{"队长", "team head"},
	{"平台管理员", "administrator of the platform"},
	{"管理员", "administrator"},
	{"网格长", "grid head"},
	{"网格员", "grid worker"},
	{"楼栋长", "building head"},
	{"楼楼长", "building head"}, /* 3号楼楼长: the building stays with its number */
	{"楼长", "building head"},
	{"调度员", "dispatcher"},
	{"派件席", "dispatch desk"},
	{"值班席", "duty desk"},
	{"值班员", "officer on duty"},
	{"负责人", "head"},
	{"承办人", "handler"},
	{"主任", "head"},
	{"书记", "secretary"},
	{"主管", "supervisor"},
	{"经理", "manager"},
	{"店主", "shopkeeper"},
	{"退休职工", "retired worker"},
	{"退休教师", "retired teacher"},
	{"独居长者", "elder living alone"},
	{"业主", "owner"},
	{"租户", "tenant"},
	{"居民", "resident"},
	{"理事", "councillor"},
};
enum { DUTIES = sizeof duties / sizeof *duties };

static struct str
one_duty(struct arena *a, struct str name)
{
	for (size_t i = 0; i < DUTIES; i++) {
		struct str end = str_of(duties[i].zh), place;
		size_t at = name.n >= end.n ? name.n - end.n : 0;

		if (name.n < end.n || !str_eq(str_sub(name, at, end.n), end))
			continue;
		/* Of 3号楼楼长 the building stays. */
		place = str_sub(name, 0, str_is(end, "楼楼长") ? at + 3 : at);
		if (!place.n)
			return str_of(duties[i].en);
		if (str_is(place, "区"))
			return str_fmt(a, "district %s", duties[i].en);
		return str_fmt(a, "%s, %.*s", duties[i].en, STR(text_place_en(a, place)));
	}
	return S("");
}

struct str
text_duty_en(struct arena *a, struct str name)
{
	struct str rest = name, part;
	struct buf b;

	buf_init(&b, a);
	while (rest.n) {
		size_t cut = str_find(rest, S("、"));
		struct str said;

		part = str_sub(rest, 0, cut);
		rest = cut < rest.n ? str_sub(rest, cut + 3, rest.n) : S("");
		said = one_duty(a, str_trim(part));
		/* What is not known stays as it was written. */
		if (!said.n)
			return name;
		if (b.n)
			buf_z(&b, ", ");
		else if (said.p[0] >= 'a' && said.p[0] <= 'z') {
			buf_fmt(&b, "%c", said.p[0] - 'a' + 'A');
			said = str_sub(said, 1, said.n);
		}
		buf_str(&b, said);
	}
	return buf_done(&b);
}
