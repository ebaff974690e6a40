/* whistle_web_form.c: the forms of whistles that pages and programs share. */
#include <assert.h>

#include "base/clock.h"
#include "features/account/account.h"
#include "features/whistle/whistle_web.h"
#include "kit/gate.h"

enum { MINUTE = 60, AGREED = -1, DAY_S = 86400 };

/* ---- blowing ---- */

const struct choice whistle_withins[WHISTLE_WITHINS] = {
	{"15", N_("15 分钟内"), 15}, {"30", N_("30 分钟内"), 30}, {"60", N_("1 小时内"), 60}, {"120", N_("2 小时内"), 120},
	{"agreed", N_("约个时间"), AGREED},
};
static const struct field new_fields[] = {
	FIELD(whistle_new_in, title, FIELD_TEXT, .label = N_("什么事"), .max = WHISTLE_TITLE_MAX, .required = true),
	FIELD(whistle_new_in, about, FIELD_LINES, .label = N_("要解决什么"), .max = WHISTLE_TEXT_MAX, .required = true),
	FIELD(whistle_new_in, goal, FIELD_LINES, .label = N_("来了要定什么"), .max = WHISTLE_TEXT_MAX, .required = true),
	FIELD(whistle_new_in, place, FIELD_ID, .label = N_("在哪里集合"), .about = "Id of a place"),
	FIELD(whistle_new_in, spot, FIELD_TEXT, .label = N_("具体位置"), .max = 80),
	FIELD(whistle_new_in, find, FIELD_TEXT, .label = N_("找地方"), .max = 60, .only = BY_PAGE),
	FIELD(whistle_new_in, seek, FIELD_AGAIN, .label = N_("找"), .only = BY_PAGE),
	FIELD(whistle_new_in, origin, FIELD_TEXT, .label = N_("从哪一件来"), .max = 40, .hint = N_("诉求编号，可以不填；定下的每一条会从它拆出去办"),
	      .about = "Code of the case it comes of"),
	FIELD(whistle_new_in, org, FIELD_MANY, .label = N_("叫谁来"), .max = WHISTLE_BODIES_MAX + 1, .about = "Ids or codes of 2 to 12 bodies"),
	FIELD(whistle_new_in, lead, FIELD_TEXT, .label = N_("谁牵头"), .max = 40, .about = "Id or code of one of them"),
	FIELD(whistle_new_in, within, FIELD_CHOICE, .label = N_("多久到"), CHOICES(whistle_withins),
	      .about = "Minutes from now, or agreed: at day and time; 30"),
	FIELD(whistle_new_in, day, FIELD_DATE, .label = N_("哪一天"), .about = "With within=agreed"),
	FIELD(whistle_new_in, time, FIELD_TEXT, .label = N_("几点"), .max = 5, .hint = N_("比如 14:30"), .about = "14:30, with within=agreed"),
	FIELD(whistle_new_in, metres, FIELD_INT, .label = N_("多少米以内算到场"), .min = WHISTLE_METRES_MIN, .max = WHISTLE_METRES_MAX,
	      .about = "Who is nearer than this has come, 50"),
};
const struct form whistle_new_form = FORM(whistle_new_in, new_fields);

static int
read_time(struct req *r, const struct whistle_new_in *in, int64_t *ret)
{
	struct str rest = in->time, hour = S("");
	int64_t h, m;

	if (in->within != AGREED) {
		*ret = clock_now() + (in->within ? in->within : 30) * MINUTE;
		return 0;
	}
	if (!in->day)
		return form_fail(r, whistle_new_in, day, N_("约在哪一天？"));
	if (!str_next(&rest, ':', &hour) || !str_int(hour, &h) || !str_int(str_starts(rest, S("0")) ? str_sub(rest, 1, 1) : rest, &m) || h < 0 ||
	    h > 23 || m < 0 || m > 59)
		return form_fail(r, whistle_new_in, time, N_("时间请写成 14:30 这样。"));
	*ret = in->day + (h * 60 + m) * MINUTE;
	return 0;
}

static int
read_body(struct req *r, struct str said, int64_t *ret)
{
	struct org org;
	int rc;

	if (str_int(said, ret) && *ret > 0)
		return 0;
	rc = account_org_by_code(r->tx, r->who->district, said, &org);
	if (rc == E_NOTFOUND)
		return form_fail(r, whistle_new_in, org, N_("有一家找不到，或者已经撤了，请重新选。"));
	TRY(rc);
	*ret = org.id;
	return 0;
}

int
whistle_blow_from_form(struct req *r, struct str *ret_code)
{
	const struct whistle_new_in *in = form_in(r, whistle_new_in);
	struct whistle_new n = {
		.title = in->title, .about = in->about, .goal = in->goal, .spot = in->spot, .origin = in->origin, .place = in->place,
		.metres = in->metres, .orgs_n = in->org.n,
	};
	int64_t *orgs = NEW_ARRAY(&r->arena, int64_t, in->org.n + 1);

	TRY(read_time(r, in, &n.arrive_by));
	for (size_t i = 0; i < in->org.n; i++)
		TRY(read_body(r, in->org.v[i], &orgs[i]));
	if (in->lead.n)
		TRY(read_body(r, in->lead, &n.lead));
	n.orgs = orgs;
	return whistle_blow(r->tx, r->who, &n, ret_code);
}

/* ---- arriving ---- */

#define ARRIVE_FIELDS \
	FIELD(whistle_arrive_in, code, FIELD_TEXT, .label = N_("现场的 6 位数"), .max = 64, .digits = true, .autocomplete = "off", \
	      .about = "The 6 digits at the place, or what its QR code says"), \
	FIELD(whistle_arrive_in, lon, FIELD_DECIMAL, .label = N_("经度"), .min = -1800000000, .max = 1800000000, .about = "WGS-84"), \
	FIELD(whistle_arrive_in, lat, FIELD_DECIMAL, .label = N_("纬度"), .min = -900000000, .max = 900000000, .about = "WGS-84"), \
	FIELD(whistle_arrive_in, org, FIELD_ID, .label = N_("哪一家"), .about = "Of several bodies one acts for"), \
	FIELD(whistle_arrive_in, version, FIELD_INT, .label = N_("版本"), .min = 1, .about = "As it was read")
static const struct field arrive_fields[] = {
	ARRIVE_FIELDS,
	FIELD_AS(whistle_arrive_in, photos.fresh, "photo", FIELD_FILES, .label = N_("照片"), .max = PHOTOS_MAX, .only = BY_PAGE),
	FIELD_AS(whistle_arrive_in, photos.kept, "kept", FIELD_MANY, .label = N_("已选的照片"), .max = PHOTOS_MAX, .only = BY_PAGE),
};
const struct form whistle_arrive_form = FORM(whistle_arrive_in, arrive_fields);
/* What the address of the QR code brings. */
static const struct field scan_fields[] = {ARRIVE_FIELDS};
const struct form whistle_scan_form = FORM(whistle_arrive_in, scan_fields);

/* Staff's: their network does not pay for it. */
int
whistle_arrive_prepare(struct req *r)
{
	return photos_take(r, whistle_arrive_in, &form_in(r, whistle_arrive_in)->photos, false);
}

int
whistle_arrive_from_form(struct req *r)
{
	const struct whistle_arrive_in *in = form_in(r, whistle_arrive_in);
	const struct photos *photos = TAKE(&r->prepared, photos);
	struct whistle_change c = {
		.act = WHISTLE_ACT_ARRIVE, .version = in->version, .org = in->org, .code = str_trim(in->code), .metres = -1,
		.photos = photos ? photos->v : NULL, .photos_n = photos ? photos->n : 0,
	};

	if (!c.code.n && (in->lon || in->lat)) {
		struct whistle_seen s;

		TRY(whistle_see(r->tx, r->who, r->arg[0], &s));
		TRY(whistle_distance(r->tx, r->who->district, &s.m, in->lon, in->lat, &c.metres));
		if (c.metres < 0)
			return form_fail(r, whistle_arrive_in, code, N_("这个地方没有坐标，请填现场的 6 位数。"));
		if (s.may[WHISTLE_ACT_ARRIVE] && c.metres > s.w.metres)
			return form_fail_arg(r, whistle_arrive_in, code,
					     N_("您离现场还有 {1} 米。请走近了再用定位，或者填现场的 6 位数；都不行就请吹哨的人代签。"),
					     str_number(&r->arena, c.metres));
	}
	return whistle_move(r->tx, r->who, r->arg[0], &c);
}

/* ---- every other move ---- */

static const struct choice acts[] = {
	{"admit", N_("代为签到"), WHISTLE_ACT_ADMIT},	{"conclude", N_("定结论"), WHISTLE_ACT_CONCLUDE}, {"done", N_("办完一条"), WHISTLE_ACT_DONE},
	{"close", N_("办结"), WHISTLE_ACT_CLOSE},	{"off", N_("撤哨"), WHISTLE_ACT_CALL_OFF},	 {"score", N_("评单位"), WHISTLE_ACT_SCORE},
	{"rate", N_("评这一哨"), WHISTLE_ACT_RATE},	{"coming", N_("在路上"), WHISTLE_ACT_COMING},		  {"cannot", N_("来不了"), WHISTLE_ACT_CANNOT},
	{"sign", N_("签字"), WHISTLE_ACT_SIGN},
};
#define TASK(i, n) \
	FIELD_AS(whistle_move_in, tasks[i].text, "task" n, FIELD_TEXT, .label = N_("做什么"), .max = WHISTLE_WORDS_MAX, \
		 .about = "conclude: what is to be done"), \
	FIELD_AS(whistle_move_in, tasks[i].org, "owner" n, FIELD_ID, .label = N_("谁做"), .about = "conclude: id of the body that does it"), \
	FIELD_AS(whistle_move_in, tasks[i].day, "day" n, FIELD_DATE, .label = N_("哪天前"), .about = "conclude: by which day")
static const struct field move_fields[] = {
	FIELD(whistle_move_in, act, FIELD_CHOICE, .label = N_("操作"), .required = true, CHOICES(acts)),
	FIELD(whistle_move_in, version, FIELD_INT, .label = N_("版本"), .min = 1, .about = "As it was read"),
	FIELD(whistle_move_in, text, FIELD_LINES, .label = N_("说明"), .max = WHISTLE_TEXT_MAX,
	      .about = "What was concluded or done; why; or words with a mark, a reply or a signature"),
	FIELD(whistle_move_in, org, FIELD_ID, .label = N_("哪一家"), .about = "admit, score, rate, coming, cannot, sign: which body"),
	FIELD(whistle_move_in, number, FIELD_INT, .label = N_("哪一条"), .min = 1, .max = WHISTLE_TASKS_MAX, .about = "done: number of the task"),
	FIELD(whistle_move_in, first, FIELD_INT, .label = N_("第一个分"), .min = 1, .max = 5, .about = "score: did it come; rate: was it needed"),
	FIELD(whistle_move_in, second, FIELD_INT, .label = N_("第二个分"), .min = 1, .max = 5, .about = "score: did it do its part; rate: was it clear"),
	TASK(0, "1"), TASK(1, "2"), TASK(2, "3"), TASK(3, "4"), TASK(4, "5"), TASK(5, "6"), TASK(6, "7"), TASK(7, "8"),
};
static_assert(WHISTLE_TASKS_MAX == 8, "the form has as many tasks");
const struct form whistle_move_form = FORM(whistle_move_in, move_fields);

int
whistle_move_from_form(struct req *r)
{
	const struct whistle_move_in *in = form_in(r, whistle_move_in);
	struct whistle_change c = {
		.act = (enum whistle_act)in->act, .version = in->version, .text = in->text, .org = in->org, .number = in->number,
		.first = in->first, .second = in->second, .metres = -1,
	};

	for (size_t i = 0; i < WHISTLE_TASKS_MAX; i++)
		c.tasks[i] = in->tasks[i];
	return whistle_move(r->tx, r->who, r->arg[0], &c);
}
