/* appeal_import.c: a row of a table from elsewhere becomes a case. What it was there, it is here: live, over, refused, withdrawn. */
#include "features/appeal/appeal_import.h"

#include <string.h>

#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_move.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "lib/secret.h"

const char *const appeal_import_names[IMPORT_COLUMNS] = {
	[IMPORT_ID] = "id", [IMPORT_TITLE] = "title", [IMPORT_TEXT] = "text", [IMPORT_TIME] = "time", [IMPORT_ITEM] = "item",
	[IMPORT_PLACE] = "place", [IMPORT_SPOT] = "spot", [IMPORT_REPLY] = "reply", [IMPORT_REPLY_TIME] = "reply_time",
	[IMPORT_STATE] = "state", [IMPORT_CLOSED] = "closed",
};

enum { WORDS = 14 };
/* What tables call them, the surer name first. Ours come first but for the place, which our own export has twice. */
static const char *const words[IMPORT_COLUMNS][WORDS] = {
	[IMPORT_ID] = {"id", "code", "number", "编号", "诉求编号", "工单编号", "工单号", "流水号", "受理编号", "留言编号", "案件编号"},
	[IMPORT_TITLE] = {"title", "标题", "主题", "诉求标题", "工单标题", "留言标题", "留言主题"},
	[IMPORT_TEXT] = {"text", "内容", "诉求内容", "问题描述", "反映内容", "留言内容", "留言详情", "诉求描述", "描述", "详情", "具体内容"},
	[IMPORT_TIME] = {"time", "filed", "received", "收到", "时间", "反映时间", "诉求时间", "留言时间", "来电时间", "登记时间", "提交时间", "上报时间", "受理时间", "日期"},
	[IMPORT_ITEM] = {"item", "事项", "事项编号", "类别", "分类", "诉求类别", "诉求类型", "问题类型", "问题分类", "三级分类"},
	[IMPORT_PLACE] = {"place_code", "place code", "地点编码", "place", "地点编号", "地点", "所属社区", "社区"},
	[IMPORT_SPOT] = {"spot", "具体位置", "位置", "地址", "详细地址", "诉求地址", "问题地址"},
	[IMPORT_REPLY] = {"reply", "answer", "答复", "答复内容", "回复", "回复内容", "答复意见", "处理结果", "办理结果", "办理情况"},
	[IMPORT_REPLY_TIME] = {"reply_time", "replied", "answered at", "答复时间", "回复时间"},
	[IMPORT_STATE] = {"state", "progress", "进展", "状态", "办理状态", "工单状态", "当前状态"},
	[IMPORT_CLOSED] = {"closed", "closed at", "办结时间", "结案时间", "关闭时间", "完成时间"},
};

/* Whatever its capitals. */
static bool
is_word(struct str name, const char *word)
{
	size_t i = 0;

	for (; i < name.n && word[i]; i++)
		if (name.p[i] != word[i] && !(name.p[i] >= 'A' && name.p[i] <= 'Z' && name.p[i] + 32 == word[i]))
			return false;
	return i == name.n && !word[i];
}

void
appeal_import_find(const struct str *names, size_t n, int ret[IMPORT_COLUMNS])
{
	for (int c = 0; c < IMPORT_COLUMNS; c++) {
		ret[c] = -1;
		for (int k = 0; k < WORDS && words[c][k] && ret[c] < 0; k++)
			for (size_t i = 0; i < n && ret[c] < 0; i++)
				if (is_word(names[i], words[c][k]))
					ret[c] = (int)i;
	}
}

/* Takes "Z", "+08:00" or "-0500" off the end of a time of day. Returns how many seconds to add to read the rest as China's clock. */
static int64_t
cut_zone(struct str *s)
{
	enum { CHINA_S = 8 * 3600 };
	size_t colon = str_has(*s, S(":")) || str_has(*s, S("T")) ? 1 : 0, n = s->n;
	int v[4];
	char sign;

	if (!colon || n < 9)
		return 0;
	if (s->p[n - 1] == 'Z' || s->p[n - 1] == 'z') {
		s->n--;
		return CHINA_S;
	}
	colon = s->p[n - 3] == ':';
	sign = s->p[n - 5 - colon];
	if (sign != '+' && sign != '-')
		return 0;
	for (int i = 0; i < 4; i++) {
		v[i] = s->p[n - 4 - (i < 2 ? colon : 0) + (size_t)i] - '0';
		if (v[i] < 0 || v[i] > 9)
			return 0;
	}
	if (!str_has(str_sub(*s, 0, n - 5 - colon), S(":")) && !str_has(*s, S("T"))) /* "2026-02-2801:30" has no time before it */
		return 0;
	s->n -= 5 + colon;
	return CHINA_S - (sign == '+' ? 1 : -1) * ((v[0] * 10 + v[1]) * 3600 + (v[2] * 10 + v[3]) * 60);
}

/* "20260228", "20260228093000" and "20260228T093000" with a blank between their numbers. */
static struct str
spread(struct arena *a, struct str s)
{
	static const size_t ends[] = {4, 6, 8, 10, 12, 14};
	struct buf b;
	size_t digits = 0, part = 0;

	for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		digits++;
	if (digits != 8 && digits != 12 && digits != 14)
		return s;
	buf_init(&b, a);
	digits = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9' && part < 6 && digits == ends[part]) {
			buf_char(&b, ' ');
			part++;
		}
		if (s.p[i] == '+' || s.p[i] == '-')
			part = 6; /* a zone follows */
		digits += s.p[i] >= '0' && s.p[i] <= '9';
		buf_char(&b, s.p[i]);
	}
	return buf_done(&b);
}

/* "2019/4/25 9:32:09", "2020-01-06", "03/15/2020 01:23:45 PM", "20260228T013000Z": numbers in order, the year where it has four digits; as
 * China's clock where no zone is said. 0: not a time. */
static int64_t
read_time(struct arena *a, struct str s)
{
	int v[6] = {0}, n = 0, digits = 0;
	bool pm = str_has(s, S("PM")) || str_has(s, S("下午")),
	     am = str_has(s, S("AM")) || str_has(s, S("上午"));
	int64_t zone = cut_zone(&s);
	bool year_first = true;

	s = spread(a, str_trim(s));

	for (size_t i = 0; i <= s.n && n < 6; i++) {
		bool digit = i < s.n && s.p[i] >= '0' && s.p[i] <= '9';

		if (digit && digits < 4) {
			v[n] = v[n] * 10 + (s.p[i] - '0');
			digits++;
		} else if (digits) {
			if (n == 2 && digits == 4)
				year_first = false;
			n++;
			digits = 0;
		}
	}
	if (n < 3)
		return 0;
	if (!year_first) {
		int year = v[2];

		v[2] = v[1];
		v[1] = v[0];
		v[0] = year;
	}
	if (pm && v[3] < 12)
		v[3] += 12;
	if (am && v[3] == 12)
		v[3] = 0;
	if (v[0] < 1990 || v[0] > 2100 || v[1] < 1 || v[1] > 12 || v[2] < 1 || v[2] > 31 ||
	    v[3] > 23 || v[4] > 59 || v[5] > 60)
		return 0;
	return clock_at(v[0], v[1], v[2], v[3], v[4], v[5]) + zone;
}

/* What other programs call the states, beside our own names and words. */
static const struct state_said {
	const char *word;
	enum appeal_state state;
} states_said[] = {
	{"open", APPEAL_FILED},	      {"new", APPEAL_FILED},	    {"未办", APPEAL_FILED},	  {"待办", APPEAL_FILED},
	{"未受理", APPEAL_FILED},     {"待派发", APPEAL_FILED},	    {"待处理", APPEAL_FILED},	  {"已受理", APPEAL_ACCEPTED},
	{"处理中", APPEAL_ACCEPTED},  {"在办", APPEAL_ACCEPTED},    {"未办结", APPEAL_ACCEPTED},  {"办结", APPEAL_CLOSED},
	{"已办理", APPEAL_CLOSED},    {"完成", APPEAL_CLOSED},	    {"已完成", APPEAL_CLOSED},	  {"已完结", APPEAL_CLOSED},
	{"已结案", APPEAL_CLOSED},    {"结案", APPEAL_CLOSED},	    {"已关闭", APPEAL_CLOSED},	  {"已处理", APPEAL_CLOSED},
	{"已答复", APPEAL_CLOSED},    {"已回复", APPEAL_CLOSED},    {"done", APPEAL_CLOSED},	  {"resolved", APPEAL_CLOSED},
	{"不受理", APPEAL_REFUSED},   {"已退回", APPEAL_REFUSED},   {"rejected", APPEAL_REFUSED}, {"撤回", APPEAL_WITHDRAWN},
	{"not accepted", APPEAL_REFUSED}, {"in progress", APPEAL_ACCEPTED}, {"awaiting rating", APPEAL_CLOSED}, {"received", APPEAL_FILED},
	{"waiting for more", APPEAL_ASKED}, {"waiting for a ruling", APPEAL_RULING},
	{"已撤销", APPEAL_WITHDRAWN}, {"撤销", APPEAL_WITHDRAWN},   {"cancelled", APPEAL_WITHDRAWN},
};

static enum appeal_state
read_state(struct arena *a, struct str s)
{
	enum appeal_state state = appeal_state_find(s);
	struct str low = str_lower(a, s);

	for (int i = 1; i < APPEAL_STATE__MAX && !state; i++)
		if (str_is(s, appeal_state_word(i)))
			state = (enum appeal_state)i;
	for (size_t i = 0; i < sizeof states_said / sizeof *states_said && !state; i++)
		if (str_is(low, states_said[i].word))
			state = states_said[i].state;
	return state;
}

static int
refuse(struct tx *tx, enum import_column c, const char *why)
{
	return fail(tx, E_INVALID, appeal_import_names[c], why);
}

/* A moment after the case began and before now; 0 where the cell is empty. */
static int
read_moment(struct tx *tx, struct str s, int64_t begin, int64_t *ret)
{
	int64_t at = read_time(tx->arena, s);

	if (s.n && !at)
		return refuse(tx, IMPORT_REPLY_TIME, N_("答复或办结的时间读不懂"));
	if (at > clock_now())
		return refuse(tx, IMPORT_REPLY_TIME, N_("答复或办结的时间在将来"));
	if (at && (at < begin || !begin))
		return refuse(tx, IMPORT_REPLY_TIME, N_("答复或办结的时间比诉求还早"));
	*ret = at;
	return 0;
}

/* What became of it there. Who answered without a time cannot be judged, and what is over has an end. */
static int
fill_end(struct tx *tx, const struct str *cell, struct appeal_new *n)
{
	struct str said = str_trim(cell[IMPORT_STATE]);

	n->reply = str_trim(cell[IMPORT_REPLY]);
	TRY(read_moment(tx, str_trim(cell[IMPORT_REPLY_TIME]), n->at, &n->replied_at));
	TRY(read_moment(tx, str_trim(cell[IMPORT_CLOSED]), n->at, &n->closed_at));
	n->state = read_state(tx->arena, said);
	if (said.n && !n->state)
		return refuse(tx, IMPORT_STATE, N_("状态看不懂，可以写：待受理、办理中、已办结、不予受理、已撤回"));
	if (!said.n)
		n->state = n->reply.n || n->closed_at ? APPEAL_CLOSED : APPEAL_FILED;
	if (n->state == APPEAL_REPLIED) /* who could rate it is not here */
		n->state = APPEAL_CLOSED;
	if (n->state == APPEAL_CLOSED && !n->replied_at)
		n->replied_at = n->closed_at;
	if (n->state >= APPEAL_CLOSED && n->state <= APPEAL_WITHDRAWN && !n->closed_at)
		n->closed_at = n->replied_at;
	if (n->state == APPEAL_CLOSED && !n->reply.n)
		return refuse(tx, IMPORT_REPLY, N_("已经办结，却没有答复"));
	if (n->state == APPEAL_REFUSED && !n->reply.n)
		return refuse(tx, IMPORT_REPLY, N_("不予受理，却没有写依据"));
	if (n->state == APPEAL_CLOSED && !n->replied_at)
		return refuse(tx, IMPORT_REPLY_TIME, N_("答复没有时间，分不出有没有超时"));
	if (n->closed_at && n->closed_at < n->replied_at)
		return refuse(tx, IMPORT_CLOSED, N_("办结的时间比答复还早"));
	return 0;
}

/* By its code, else by its name where only one is called so. */
static int
find_place(struct tx *tx, int64_t district, struct str said, struct territory_node *ret)
{
	struct territory_node_list list;
	int rc;

	if (!said.n)
		return territory_root(tx, district, ret);
	rc = territory_by_code(tx, district, said, ret);
	if (rc != E_NOTFOUND)
		return rc;
	TRY(territory_search(tx, district, said, 2, &list));
	if (!list.n)
		return refuse(tx, IMPORT_PLACE, N_("没有这个编码或名字的地方"));
	if (list.n > 1)
		return refuse(tx, IMPORT_PLACE, N_("有几个地方都叫这个名字，请写编码"));
	*ret = list.v[0];
	return 0;
}

static int
find_item(struct tx *tx, int64_t district, struct str said, int64_t *ret)
{
	struct catalogue_node item = {0};
	int rc = said.n ? catalogue_find(tx, district, said, &item) : 0;

	if (rc == E_NOTFOUND)
		return refuse(tx, IMPORT_ITEM, N_("职责清单里没有这一类"));
	TRY(rc);
	*ret = item.id;
	return 0;
}

/* What the cells say, to be filed. */
static int
read_case(struct tx *tx, int64_t district, struct str source, const struct str *cell, struct appeal_new *ret)
{
	struct territory_node place;
	struct str time = str_trim(cell[IMPORT_TIME]);
	struct appeal_new n = {
		.title = str_trim(cell[IMPORT_TITLE]),
		.text = str_trim(cell[IMPORT_TEXT]),
		.spot = str_trim(cell[IMPORT_SPOT]),
		.channel = CHANNEL_IMPORT,
		.anon = ANON_COMMUNITY,
		.open = true,
		.source = source,
		.source_id = str_trim(cell[IMPORT_ID]),
		.at = read_time(tx->arena, time),
	};

	if (!n.text.n)
		n.text = n.title;
	if (!n.text.n)
		return refuse(tx, IMPORT_TEXT, N_("既没有内容也没有标题"));
	if (time.n && !n.at)
		return refuse(tx, IMPORT_TIME, N_("时间读不懂"));
	if (n.at > clock_now())
		return refuse(tx, IMPORT_TIME, N_("时间在将来"));
	if (!n.source_id.n)
		n.source_id = secret_digest(tx->arena, str_fmt(tx->arena, "%.*s\n%.*s", STR(n.title), STR(n.text)));
	TRY(find_place(tx, district, str_trim(cell[IMPORT_PLACE]), &place));
	TRY(find_item(tx, district, str_trim(cell[IMPORT_ITEM]), &n.item));
	TRY(fill_end(tx, cell, &n));
	n.place = place.id;
	*ret = n;
	return 0;
}

int
appeal_import_may(struct tx *tx, const struct actor *who)
{
	struct territory_node root;
	struct place place;

	if (who->kind == ACTOR_SYSTEM)
		return 0;
	TRY(territory_root(tx, who->district, &root));
	place = territory_place_of(&root);
	return actor_can(who, APPEAL_IMPORT, &place, 0) ? 0 : E_DENIED;
}

int
appeal_import_row(struct tx *tx, const struct actor *who, struct str source, const struct str *cell, bool *ret_again)
{
	struct appeal_receipt receipt;
	struct appeal_new n;

	TRY(read_case(tx, who->district, source, cell, &n));
	TRY(appeal_file(tx, who, &n, &receipt));
	*ret_again = receipt.again;
	return 0;
}

static struct str
moment(struct arena *a, int64_t at)
{
	struct civil c = clock_civil(at);

	return at ? str_fmt(a, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute) : S("");
}

int
appeal_import_say(struct tx *tx, const struct actor *who, struct str source, const struct str *cell, bool english,
		  struct appeal_import_said *ret)
{
	struct appeal_import_said said = {0};
	struct territory_node place;
	struct catalogue_node item = {0};
	struct appeal_new n;

	TRY(read_case(tx, who->district, source, cell, &n));
	TRY(territory_get(tx, who->district, n.place, &place));
	if (n.item)
		TRY(catalogue_get(tx, who->district, n.item, &item));
	said.state = n.state;
	said.cell[IMPORT_ID] = n.source_id;
	said.cell[IMPORT_TITLE] = n.title;
	said.cell[IMPORT_TEXT] = n.text;
	said.cell[IMPORT_TIME] = moment(tx->arena, n.at);
	said.cell[IMPORT_ITEM] = catalogue_path(&item, english);
	said.cell[IMPORT_PLACE] = territory_full_name(tx->arena, &place, english);
	said.cell[IMPORT_SPOT] = n.spot;
	said.cell[IMPORT_REPLY] = n.reply;
	said.cell[IMPORT_REPLY_TIME] = moment(tx->arena, n.replied_at);
	said.cell[IMPORT_CLOSED] = moment(tx->arena, n.closed_at);
	*ret = said;
	return 0;
}
