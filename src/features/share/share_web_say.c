/* share_web_say.c: places, kinds and states in words, for people and for programs. */
#include "base/clock.h"
#include "features/share/share_web.h"
#include "features/territory/territory.h"
#include "kit/say.h"

const struct choice share_kinds[SHARE_KINDS] = {
	{"room", N_("活动室、会议室"), SHARE_ROOM},
	{"library", N_("图书馆"), SHARE_LIBRARY},
	{"ground", N_("运动场地"), SHARE_GROUND},
};
static const char *const icons[SHARE_KIND__MAX] = {
	[SHARE_ROOM] = "users", [SHARE_LIBRARY] = "book", [SHARE_GROUND] = "volunteer"};

const char *
share_kind_word(int64_t kind)
{
	for (size_t i = 0; i < SHARE_KINDS; i++)
		if (share_kinds[i].number == kind)
			return share_kinds[i].label;
	return NULL;
}

const char *
share_kind_name(int64_t kind)
{
	for (size_t i = 0; i < SHARE_KINDS; i++)
		if (share_kinds[i].number == kind)
			return share_kinds[i].value;
	return NULL;
}

const char *
share_kind_icon(int64_t kind)
{
	return kind > 0 && kind < SHARE_KIND__MAX ? icons[kind] : "calendar";
}

const char *
share_state_word(int64_t state, int64_t to)
{
	switch (state) {
	case SHARE_ASKED:
		return N_("等同意");
	case SHARE_BOOKED:
		return to > clock_now() ? N_("已约上") : N_("已结束");
	case SHARE_WAITING:
		return N_("排队中");
	case SHARE_OFFERED:
		return N_("轮到您，请确认");
	case SHARE_CANCELLED:
		return N_("已取消");
	case SHARE_REFUSED:
		return N_("没有同意");
	case SHARE_LAPSED:
		return N_("没约上");
	case SHARE_CAME:
		return N_("已到场");
	case SHARE_ABSENT:
		return N_("没有来");
	case SHARE_OVER:
		return N_("已结束");
	default:
		return NULL;
	}
}

struct str
share_thing_name(struct req *r, const struct share_thing *t)
{
	return req_lang(r) == LANG_EN && t->name_en.n ? t->name_en : t->name;
}

int
share_place_name(struct req *r, int64_t place, struct str *ret)
{
	struct territory_node n, community;
	struct str own, outer = S("");

	TRY(territory_get(r->tx, r->who->district, place, &n));
	own = territory_full_name(&r->arena, &n, req_lang(r) == LANG_EN);
	if (n.community && n.community != n.id) {
		TRY(territory_get(r->tx, r->who->district, n.community, &community));
		outer = say_place(r, community.name, community.name_en);
	}
	*ret = say_within(r, outer, own);
	return 0;
}
