/* appeal_web_form.c: the forms of appeals that pages and programs share, and what they make for the rules. */
#include "features/appeal/appeal_web_form.h"

#include "features/account/account.h"
#include "features/appeal/appeal_narrow.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_pick.h"
#include "base/clock.h"
#include "features/appeal/appeal_web_photo.h"
#include "kit/gate.h"
#include "lib/secret.h"

/* ---- filing ---- */

static const struct choice anons[] = {
	{"named", N_("实名"), ANON_NAMED},
	{"community", N_("只让社区知道"), ANON_COMMUNITY},
	{"nobody", N_("匿名"), ANON_NOBODY},
};
const struct choice appeal_told[APPEAL_TOLD] = {
	{"phone", N_("来电"), CHANNEL_PHONE},	{"visit", N_("来访"), CHANNEL_VISIT},
	{"kiosk", N_("自助机"), CHANNEL_KIOSK}, {"meeting", N_("会议"), CHANNEL_MEETING},
	{"email", N_("邮件"), CHANNEL_EMAIL},
};

#define PHOTO_FRESH(in_, member) \
	FIELD_AS(in_, member.fresh, "photo", FIELD_FILES, .label = N_("照片"), \
		 .max = PHOTOS_MAX, .only = BY_PAGE)
#define QUESTION(i, name) \
	FIELD_AS(appeal_new_in, answers[i], name, FIELD_TEXT, .label = N_("补充问题"), .max = 100, \
		 .only = BY_PAGE)

static const struct field new_fields[] = {
	FIELD(appeal_new_in, title, FIELD_TEXT, .label = N_("标题"), .max = APPEAL_TITLE_MAX,
	      .only = BY_API, .about = "Made from the text when absent"),
	FIELD(appeal_new_in, text, FIELD_LINES, .label = N_("说说情况"), .max = APPEAL_TEXT_MAX,
	      .required = true, .missing = N_("还没写情况，写一句话也可以。"),
	      .about = "What happened, where and when"),
	PHOTO_FRESH(appeal_new_in, photos),
	FIELD_AS(appeal_new_in, photos.kept, "kept", FIELD_MANY, .label = N_("已选的照片"),
		 .max = PHOTOS_MAX, .only = BY_PAGE),
	FIELD(appeal_new_in, place, FIELD_ID_OR_CODE, .label = N_("楼栋和单元"), .max = 40,
	      .required = true, .missing = N_("请选在哪里，拿不准就选社区。"),
	      .about = "Code of a territory node"),
	FIELD(appeal_new_in, spot, FIELD_TEXT, .label = N_("具体位置"), .max = 60,
	      .hint = N_("比如：一楼电表箱旁")),
	FIELD(appeal_new_in, item, FIELD_ID, .label = N_("事项"),
	      .about = "Catalogue node; absent: the suggestion when it is sure"),
	FIELD(appeal_new_in, find_place, FIELD_TEXT, .label = N_("找楼栋和单元"), .max = 60, .only = BY_PAGE),
	FIELD(appeal_new_in, seek_place, FIELD_AGAIN, .label = N_("找"), .only = BY_PAGE),
	FIELD(appeal_new_in, find, FIELD_TEXT, .label = N_("找事项"), .max = 60, .only = BY_PAGE),
	FIELD(appeal_new_in, seek, FIELD_AGAIN, .label = N_("找"), .only = BY_PAGE),
	FIELD(appeal_new_in, lon, FIELD_DECIMAL, .label = N_("经度"), .only = BY_API),
	FIELD(appeal_new_in, lat, FIELD_DECIMAL, .label = N_("纬度"), .only = BY_API),
	QUESTION(0, "q1"),
	QUESTION(1, "q2"),
	QUESTION(2, "q3"),
	FIELD(appeal_new_in, anon, FIELD_CHOICE, .label = N_("谁能看到您是谁"), .required = true,
	      CHOICES(anons), .missing = N_("请选谁能看到您是谁。")),
	FIELD(appeal_new_in, name, FIELD_TEXT, .label = N_("怎么称呼"), .max = 40),
	FIELD(appeal_new_in, phone, FIELD_TEL, .label = N_("电话"),
	      .hint = N_("手机有进展发短信；座机请带区号")),
	FIELD(appeal_new_in, open, FIELD_BOOL, .label = N_("可以公开办理情况")),
	FIELD(appeal_new_in, channel, FIELD_CHOICE, .label = N_("怎么反映的"), CHOICES(appeal_told),
	      .only = BY_PAGE),
	FIELD(appeal_new_in, once, FIELD_TEXT, .label = N_("表单编号"), .max = 64, .only = BY_PAGE),
	FIELD(appeal_new_in, called, FIELD_TEXT, .label = N_("已提醒的紧急情况"), .max = 100, .only = BY_PAGE),
	FIELD(appeal_new_in, via, FIELD_TEXT, .label = N_("来自"), .max = 10, .only = BY_PAGE),
	FIELD(appeal_new_in, community, FIELD_TEXT, .label = N_("社区"), .max = 40, .only = BY_PAGE,
	      .about = "Code of the community whose places the form offers"),
	FIELD(appeal_new_in, same, FIELD_TEXT, .label = N_("和哪一件是同一件事"), .max = 20,
	      .about = "Code of a public case that is the same matter: dealt with together, answered each"),
	FIELD(appeal_new_in, practice, FIELD_BOOL, .label = N_("这是演练"), .only = BY_PAGE),
	FIELD(appeal_new_in, event, FIELD_TEXT, .label = N_("和哪张热点卡片说的是同一件事"), .max = 20,
	      .about = "Code of an event card that tells of the same matter: counted with it, answered at once"),
	FIELD(appeal_new_in, events, FIELD_TEXT, .label = N_("看过的热点卡片"), .max = 100, .only = BY_PAGE),
	FIELD(appeal_new_in, sure, FIELD_BOOL, .label = N_("是另一件"), .only = BY_PAGE),
	FIELD(appeal_new_in, look, FIELD_AGAIN, .label = N_("看看归哪类"), .only = BY_PAGE),
	FIELD(appeal_new_in, elsewhere, FIELD_AGAIN, .label = N_("换一个社区"), .only = BY_PAGE),
	FIELD(appeal_new_in, onmap, FIELD_AGAIN, .label = N_("在图上选"), .only = BY_PAGE),
};
const struct form appeal_new_form = FORM(appeal_new_in, new_fields);

/* The id that was sent, or that of the code; 0 for neither. E_NOTFOUND: nobody has the code. */
static int
place_id(struct req *r, const struct id_or_code *place, int64_t *ret)
{
	struct territory_node node = {.id = place->id};

	if (place->code.n)
		TRY(territory_by_code(r->tx, r->who->district, place->code, &node));
	*ret = node.id;
	return 0;
}

int
appeal_new_from(struct req *r, struct appeal_new *ret)
{
	const struct appeal_new_in *in = form_in(r, appeal_new_in);
	int rc;

	*ret = (struct appeal_new){
		.title = in->title,
		.text = in->text,
		.item = in->item,
		.spot = in->spot,
		.lon = in->lon,
		.lat = in->lat,
		.anon = in->anon,
		.open = in->open,
		.same = in->same,
		.practice = in->practice,
		.event = in->event,
		.name = in->name,
		.phone = in->phone,
	};
	rc = place_id(r, &in->place, &ret->place);
	if (rc == E_NOTFOUND)
		return form_fail(r, appeal_new_in, place, N_("没有这个地方，请重新选楼栋或社区。"));
	return rc;
}

/* No field holds the separator: control characters are refused. */
struct str
appeal_once_of(struct req *r, const char *door, struct str sender, const struct appeal_new *n)
{
	const struct str texts[] = {n->title, n->text, n->spot, n->answers, n->name, n->phone, n->same, n->event};
	struct buf b;
	struct str digest;

	buf_init(&b, &r->arena);
	buf_fmt(&b, "%s\x1f%.*s\x1f%lld\x1f%lld\x1f%lld\x1f%lld\x1f%d\x1f%d", door, STR(sender),
		(long long)n->place, (long long)n->item, (long long)n->lon, (long long)n->lat,
		(int)n->anon, n->open);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		buf_fmt(&b, "\x1f%.*s", STR(texts[i]));
	for (size_t i = 0; i < n->photos_n; i++)
		buf_fmt(&b, "\x1f%.*s", STR(n->photos[i].file));
	digest = secret_digest(&r->arena, buf_done(&b));
	return str_fmt(&r->arena, "%s %.*s", door, STR(digest));
}

/* ---- moving: the forms of all moves are one form; each reads the fields it needs ---- */

static const struct choice marks[] = {
	{"5", N_("5 分"), 5}, {"4", N_("4 分"), 4}, {"3", N_("3 分"), 3},
	{"2", N_("2 分"), 2}, {"1", N_("1 分"), 1},
};
const struct choice appeal_sort_choices[] = {
	{"big", N_("大事"), SORT_BIG}, {"small", N_("小事"), SORT_SMALL}, {"private", N_("私事"), SORT_PRIVATE}, {0},
};
const struct choice appeal_affair_choices[] = {
	{"government", N_("政务"), AFFAIR_GOVERNMENT}, {"residents", N_("居务"), AFFAIR_RESIDENTS}, {0},
};
/* Marks are asked for when rating, and only then. The page shows faces, which give 5, 3 and 1. */
#define MOVE_FIELDS(rating) \
	FIELD(appeal_move_in, act, FIELD_TEXT, .label = N_("动作"), .max = 20, .required = true, \
	      .only = BY_API, \
	      .about = "DISPATCH, ACCEPT, BOUNCE, NOTE, ASK, ANSWER, ADD, REPLY, CLOSE, RATE, " \
		       "REOPEN, REFUSE, CONTEST, WITHDRAW, TRIAGE, PUBLISH, UNASK, HELP, HELP_ACCEPT, " \
		       "HELP_REPLY, HELP_BOUNCE, TAKE, SETTLE, PASS_UP, LINK, UNLINK, HURRY, CALM, UNSEND, RULE, APPEAL_RULING, JOIN, LEAVE, SPLIT, URGE, EXTEND_ASK, " \
		       "EXTEND_GRANT, EXTEND_REFUSE"), \
		FIELD(appeal_move_in, version, FIELD_ID, .label = N_("版本"), \
		      .required_by = BY_API, .about = "Version of the case the caller saw"), \
		FIELD(appeal_move_in, text, FIELD_LINES, .label = N_("内容"), \
		      .max = APPEAL_TEXT_MAX), \
		PHOTO_FRESH(appeal_move_in, photos), \
		FIELD_AS(appeal_move_in, photos.kept, "kept", FIELD_MANY, .label = N_("已选的照片"), \
			 .max = PHOTOS_MAX, .only = BY_PAGE), \
		FIELD(appeal_move_in, item, FIELD_ID, .label = N_("事项"), \
		      .about = "Catalogue node"), \
		FIELD(appeal_move_in, org, FIELD_ID_OR_CODE, .label = N_("单位"), .max = 40, \
		      .about = "Code of a body; absent: the one the rule names"), \
		FIELD(appeal_move_in, from, FIELD_TEXT, .label = N_("来自"), .max = 100, \
		      .only = BY_PAGE), \
		FIELD(appeal_move_in, phrase, FIELD_ID, .label = N_("常用语"), .only = BY_PAGE), \
		FIELD(appeal_move_in, look, FIELD_AGAIN, .label = N_("看看写得怎样"), .only = BY_PAGE), \
		FIELD(appeal_move_in, sure, FIELD_BOOL, .label = N_("看过提示"), .only = BY_PAGE), \
		FIELD(appeal_move_in, fill, FIELD_AGAIN, .label = N_("填入"), .only = BY_PAGE), \
		FIELD(appeal_move_in, why, FIELD_ID, .label = N_("退回理由"), \
		      .about = "BOUNCE: number of the reason"), \
		FIELD(appeal_move_in, find, FIELD_TEXT, .label = N_("找事项"), .max = 60, \
		      .only = BY_PAGE), \
		FIELD(appeal_move_in, seek, FIELD_AGAIN, .label = N_("找"), .only = BY_PAGE), \
		FIELD(appeal_move_in, find_org, FIELD_TEXT, .label = N_("找单位"), .max = 60, .only = BY_PAGE), \
		FIELD(appeal_move_in, seek_org, FIELD_AGAIN, .label = N_("找"), .only = BY_PAGE), \
		FIELD(appeal_move_in, find_place, FIELD_TEXT, .label = N_("找社区"), .max = 60, .only = BY_PAGE), \
		FIELD(appeal_move_in, seek_place, FIELD_AGAIN, .label = N_("找"), .only = BY_PAGE), \
		FIELD(appeal_move_in, other, FIELD_TEXT, .label = N_("另一件的编号"), .max = 20, \
		      .about = "LINK, UNLINK: code of the other case; JOIN: of the case it is dealt with under"), \
		FIELD(appeal_move_in, title, FIELD_TEXT, .label = N_("标题"), .max = APPEAL_TITLE_MAX, .about = "SPLIT: what the part is called"), \
		FIELD(appeal_move_in, days, FIELD_INT, .label = N_("几个工作日"), .max = 250, \
		      .about = "SPLIT: working days the part has; absent: those of its item; EXTEND_ASK: working days more"), \
		FIELD(appeal_move_in, result, FIELD_CHOICE, .label = N_("事情办得怎么样"), \
		      .required = (rating), .missing = N_("请选事情办得怎么样。"), \
		      .about = "5 is best; a number is taken too; the three faces of the page are 5, 3 and 1", \
		      CHOICES(marks)), \
		FIELD(appeal_move_in, attitude, FIELD_CHOICE, .label = N_("办事的人态度怎么样"), \
		      .required = (rating), .missing = N_("请选办事的人态度怎么样。"), \
		      .about = "5 is best; a number is taken too; the three faces of the page are 5, 3 and 1", \
		      CHOICES(marks)), \
		FIELD(appeal_move_in, sort, FIELD_CHOICE, .label = N_("三类"), .choices = appeal_sort_choices, .choices_n = SORT__MAX - 1, \
		      .about = "SORT, DISPATCH: what it is; absent: as it is, or as its item says"), \
		FIELD(appeal_move_in, affair, FIELD_CHOICE, .label = N_("归口"), .choices = appeal_affair_choices, \
		      .choices_n = AFFAIR__MAX - 1, .about = "SORT, DISPATCH: whose business it is; absent: as it is, or as its item says"), \
		FIELD(appeal_move_in, open, FIELD_BOOL, .label = N_("公开"), \
		      .about = "PUBLISH: everybody may read title and text, with what is marked covered; DISPATCH: let them out as marked"), \
		FIELD(appeal_move_in, pictures, FIELD_BOOL, .label = N_("照片也公开"), .about = "PUBLISH: the photos too"), \
		FIELD(appeal_move_in, let, FIELD_MANY, .label = N_("不用遮住的"), .max = APPEAL_LET_MAX, \
		      .about = "PUBLISH: pieces that are marked and may be read all the same"), \
		FIELD(appeal_move_in, also, FIELD_LINES, .label = N_("另外遮住的字"), .max = 400, \
		      .about = "PUBLISH: more pieces to cover, one a line"), \
		FIELD(appeal_move_in, place, FIELD_ID_OR_CODE, .label = N_("地点"), .max = 40, \
		      .about = "Code of a territory node; absent: where it is")

static const struct field move_fields[] = {MOVE_FIELDS(false)};
static const struct field rate_fields[] = {MOVE_FIELDS(true)};
const struct form appeal_move_form = FORM(appeal_move_in, move_fields);
const struct form appeal_rate_form = FORM(appeal_move_in, rate_fields);

static int
org_id(struct req *r, const struct id_or_code *typed, int64_t *ret)
{
	struct org org = {.id = typed->id};

	if (typed->code.n)
		TRY(account_org_by_code(r->tx, r->who->district, typed->code, &org));
	*ret = org.id;
	return 0;
}

static struct str
join(struct arena *a, const struct texts *pieces)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < pieces->n; i++)
		buf_fmt(&b, "%s%.*s", i ? "\n" : "", STR(pieces->v[i]));
	return buf_done(&b);
}

int
appeal_change_from(struct req *r, enum appeal_act act, struct appeal_change *ret)
{
	const struct appeal_move_in *in = form_in(r, appeal_move_in);
	const struct photos *photos = TAKE(&r->prepared, photos);
	int rc;

	*ret = (struct appeal_change){
		.act = act,
		.version = in->version,
		.text = in->text,
		.item = in->item,
		.reason = in->why,
		.result = in->result,
		.attitude = in->attitude,
		.sort = (enum appeal_sort)in->sort,
		.affair = (enum appeal_affair)in->affair,
		.open = in->open,
		.pictures = in->pictures,
		.let = join(&r->arena, &in->let),
		.also = in->also,
		.other = in->other,
		.title = in->title,
		.days = in->days,
		.photos = photos ? photos->v : NULL,
		.photos_n = photos ? photos->n : 0,
	};
	rc = org_id(r, &in->org, &ret->org);
	if (rc == E_NOTFOUND)
		return form_fail(r, appeal_move_in, org, N_("没有这个单位，请从列表里选。"));
	TRY(rc);
	rc = place_id(r, &in->place, &ret->place);
	if (rc == E_NOTFOUND)
		return form_fail(r, appeal_move_in, place,
				 N_("没有这个地方，请重新选楼栋或社区。"));
	return rc;
}

/* ---- lists ---- */

/* In addresses of pages, which people read out, the community is c. */
#define LIST_FIELDS(community_) \
	FIELD_AS(appeal_list_in, query, "q", FIELD_TEXT, .label = N_("找什么"), .max = 60, \
		 .about = "Words or a case code"), \
		FIELD_AS(appeal_list_in, community, community_, FIELD_TEXT, .label = N_("社区"), \
			 .max = 40, .about = "Code of a community"), \
		FIELD_AS(appeal_list_in, class_, "class", FIELD_ID, .label = N_("类别"), \
			 .about = "First-level catalogue node"), \
		FIELD(appeal_list_in, show, FIELD_CHOICE, .label = N_("办理情况"), \
		      CHOICES(appeal_onlies), .about = "Only open or only closed cases"), \
		PAGING_AFTER(appeal_list_in, page)

static const struct field list_fields[] = {LIST_FIELDS("c"), FIELD(appeal_list_in, find, FIELD_TEXT, .label = N_("找社区"), .max = 60, .only = BY_PAGE), PAGING_BACK(appeal_list_in, page),
					   LIST_FORMAT(appeal_list_in, format)};
static const struct field mine_api_fields[] = {PAGING_AFTER(appeal_list_in, page),
					       PAGING_LIMIT(appeal_list_in, page, 20, 200)};
const struct form appeal_mine_api_form = FORM(appeal_list_in, mine_api_fields);
static const struct field list_api_fields[] = {LIST_FIELDS("community"),
					       PAGING_LIMIT(appeal_list_in, page, 20, 200)};
const struct form appeal_list_form = FORM(appeal_list_in, list_fields);
const struct form appeal_list_api_form = FORM(appeal_list_in, list_api_fields);

int
appeal_filter_from(struct req *r, struct appeal_filter *ret, struct territory_node *ret_community)
{
	const struct appeal_list_in *in = form_in(r, appeal_list_in);

	TRY(appeal_community_of(r, in->community, ret_community));
	*ret = (struct appeal_filter){
		.community = ret_community->id,
		.class_ = in->class_,
		.only = in->show,
		.query = in->query,
		.after = in->page.after,
		.limit = in->page.limit,
	};
	return 0;
}

/* ---- conditions of the queue and its files ---- */

const struct choice appeal_state_choices[] = {
#define STATE(number, name, word, live, tab, lamp) {#name, word, number},
#include "features/appeal/state.def"
#undef STATE
	{"LIVE", N_("还没办完的"), APPEAL_STATE_LIVE},
	{0},
};
const struct choice appeal_channel_choices[] = {
	{"web", N_("网上"), CHANNEL_WEB},	  {"poster", N_("扫码"), CHANNEL_POSTER}, {"phone", N_("来电"), CHANNEL_PHONE},
	{"visit", N_("来访"), CHANNEL_VISIT}, {"kiosk", N_("自助机"), CHANNEL_KIOSK}, {"meeting", N_("会议"), CHANNEL_MEETING},
	{"email", N_("邮件"), CHANNEL_EMAIL}, {"api", N_("接口"), CHANNEL_API},	  {"import", N_("导入"), CHANNEL_IMPORT},
	{0},
};
const struct choice appeal_anon_choices[] = {
	{"named", N_("实名"), ANON_NAMED}, {"community", N_("只让社区知道"), ANON_COMMUNITY}, {"nobody", N_("匿名"), ANON_NOBODY}, {0},
};

int
appeal_narrow_from(struct req *r, const struct appeal_narrow_in *in, int64_t class_, struct appeal_narrow *ret)
{
	struct territory_node node = {0};
	int rc = in->place.n ? territory_by_code(r->tx, r->who->district, in->place, &node) : 0;

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret = (struct appeal_narrow){
		.place = rc == E_NOTFOUND ? -1 : node.level == LEVEL_DISTRICT ? 0 : node.id,
		.class_ = class_,
		.org = in->org,
		.channel = in->channel,
		.state = in->state,
		.anon = in->anon,
		.sort = in->sort,
		.affair = in->affair,
		.from = in->from,
		.to = in->to ? in->to + 86400 : 0,
	};
	return 0;
}

struct str
appeal_choice_param(const struct choice *v, int number)
{
	for (; v->value; v++)
		if (v->number == number)
			return str_of(v->value);
	return S("");
}

struct str
appeal_day_param(struct arena *a, int64_t at)
{
	struct civil c = clock_civil(at);

	return at ? str_fmt(a, "%04d-%02d-%02d", c.year, c.month, c.day) : S("");
}

struct str
appeal_narrow_params(struct arena *a, struct str s, const struct appeal_narrow_in *in)
{
	s = list_param(a, s, "place", in->place);
	s = list_param(a, s, "body", in->org ? str_number(a, in->org) : S(""));
	s = list_param(a, s, "channel", appeal_choice_param(appeal_channel_choices, in->channel));
	s = list_param(a, s, "state", appeal_choice_param(appeal_state_choices, in->state));
	s = list_param(a, s, "anon", appeal_choice_param(appeal_anon_choices, in->anon));
	s = list_param(a, s, "sort", appeal_choice_param(appeal_sort_choices, in->sort));
	s = list_param(a, s, "affair", appeal_choice_param(appeal_affair_choices, in->affair));
	s = list_param(a, s, "from", appeal_day_param(a, in->from));
	s = list_param(a, s, "to", appeal_day_param(a, in->to));
	return list_param(a, s, "newest", in->newest ? S("1") : S(""));
}

static const struct field queue_fields[] = {
	APPEAL_QUEUE_FIELDS(appeal_queue_in, ),
	PAGING_LIMIT(appeal_queue_in, page, 50, 200),
};
const struct form appeal_queue_form = FORM(appeal_queue_in, queue_fields);

/* The page's script asks while nothing is written yet, too. */
static const struct field caller_fields[] = {
	FIELD(appeal_caller_in, caller, FIELD_TEXT, .label = N_("电话或姓名"), .max = 40, .required = true,
	      .missing = N_("请写电话号码、它的后四位，或者完整的姓名。"),
	      .about = "A whole number, its last four digits or more, or a whole name"),
	FIELD(appeal_caller_in, reason, FIELD_TEXT, .label = N_("为什么要找"), .max = 100, .required = true,
	      .missing = N_("请写明为什么要找，比如“来电查进展”。"), .about = "Noted in the access log"),
	PAGING_AFTER(appeal_caller_in, page),
};
const struct form appeal_caller_form = FORM(appeal_caller_in, caller_fields);

static const struct field suggest_fields[] = {
	FIELD(appeal_suggest_in, text, FIELD_LINES, .label = N_("说说情况"), .max = APPEAL_TEXT_MAX,
	      .required_by = BY_API),
	FIELD(appeal_suggest_in, title, FIELD_TEXT, .label = N_("标题"), .max = 200,
	      .only = BY_API),
	FIELD(appeal_suggest_in, item, FIELD_ID, .label = N_("事项"), .only = BY_PAGE),
	FIELD(appeal_suggest_in, community, FIELD_TEXT, .label = N_("社区"), .max = 40, .about = "Code of the place, for events"),
	FIELD(appeal_suggest_in, look, FIELD_AGAIN, .label = N_("看看归哪类"), .only = BY_PAGE),
};
const struct form appeal_suggest_form = FORM(appeal_suggest_in, suggest_fields);
