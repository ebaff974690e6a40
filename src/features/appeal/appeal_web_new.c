/* appeal_web_new.c: filing: the form for residents and for staff who enter what somebody told them. */
#include "base/clock.h"
#include "features/account/account.h"
#include "features/appeal/appeal_web.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "features/territory/territory_web_map.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "lib/calendar.h"
#include "kit/gate.h"
#include "kit/say.h"
#include "lib/secret.h"
#include "kit/setting.h"
#include "lib/shape.h"

enum { QUESTIONS = 3 };

enum {
	N_ONCE,
	N_TEXT,
	N_PHOTO,
	N_KEPT,
	N_PLACE,
	N_SPOT,
	N_ITEM,
	N_FIND,
	N_SEEK,
	N_Q1,
	N_Q2,
	N_Q3,
	N_ANON,
	N_NAME,
	N_PHONE,
	N_OPEN,
	N_LOOK,
	N_CHANNEL,
	N_VIA,
	N_COMMUNITY,
	N_ELSEWHERE,
	N_ONMAP
};

const struct choice appeal_anons[APPEAL_ANONS] = {
	{"named", N_("实名")},
	{"community", N_("只让社区知道")},
	{"nobody", N_("匿名")},
};
static const struct choice channels[] = {
	{"phone", N_("来电")},	 {"visit", N_("来访")}, {"kiosk", N_("自助机")},
	{"meeting", N_("会议")}, {"email", N_("邮件")},
};
static const enum appeal_channel channel_of[] = {CHANNEL_PHONE, CHANNEL_VISIT, CHANNEL_KIOSK,
						 CHANNEL_MEETING, CHANNEL_EMAIL};

static const struct field new_fields[] = {
	[N_ONCE] = {.name = "once", .type = FIELD_TEXT, .label = N_("表单编号"), .max = 64},
	[N_TEXT] = {.name = "text",
		    .type = FIELD_LINES,
		    .label = N_("说说情况"),
		    .max = APPEAL_TEXT_MAX,
		    .required = true,
		    .missing = N_("还没写情况，写一句话也可以。"),
		    .about = "What happened, where and when"},
	[N_PHOTO] = {.name = "photo",
		     .type = FIELD_FILES,
		     .label = N_("照片"),
		     .max = APPEAL_PHOTOS_MAX},
	[N_KEPT] = {.name = "kept",
		    .type = FIELD_MANY,
		    .label = N_("已选的照片"),
		    .max = APPEAL_PHOTOS_MAX},
	[N_PLACE] = {.name = "place",
		     .type = FIELD_ID,
		     .label = N_("楼栋和单元"),
		     .required = true,
		     .missing = N_("请选在哪里，拿不准就选社区。")},
	[N_SPOT] = {.name = "spot",
		    .type = FIELD_TEXT,
		    .label = N_("具体位置"),
		    .max = 60,
		    .hint = N_("比如：一楼电表箱旁")},
	[N_ITEM] = {.name = "item", .type = FIELD_ID, .label = N_("事项")},
	[N_FIND] = {.name = "find", .type = FIELD_TEXT, .label = N_("找事项"), .max = 60},
	[N_SEEK] = {.name = "seek", .type = FIELD_AGAIN, .label = N_("找")},
	[N_Q1] = {.name = "q1", .type = FIELD_TEXT, .label = N_("补充问题"), .max = 100},
	[N_Q2] = {.name = "q2", .type = FIELD_TEXT, .label = N_("补充问题"), .max = 100},
	[N_Q3] = {.name = "q3", .type = FIELD_TEXT, .label = N_("补充问题"), .max = 100},
	[N_ANON] = {.name = "anon",
		    .type = FIELD_CHOICE,
		    .label = N_("谁能看到您是谁"),
		    .required = true,
		    .choices = appeal_anons,
		    .choices_n = APPEAL_ANONS,
		    .missing = N_("请选谁能看到您是谁。")},
	[N_NAME] = {.name = "name",
		    .type = FIELD_TEXT,
		    .label = N_("怎么称呼"),
		    .max = 40},
	[N_PHONE] = {.name = "phone",
		     .type = FIELD_TEL,
		     .label = N_("电话"),
		     .hint = N_("手机有进展发短信；座机请带区号")},
	[N_OPEN] = {.name = "open", .type = FIELD_BOOL, .label = N_("可以公开办理情况")},
	[N_LOOK] = {.name = "look", .type = FIELD_AGAIN, .label = N_("看看归哪类")},
	[N_CHANNEL] = {.name = "channel",
		       .type = FIELD_CHOICE,
		       .label = N_("怎么反映的"),
		       .choices = channels,
		       .choices_n = 5},
	[N_VIA] = {.name = "via", .type = FIELD_TEXT, .label = N_("来自"), .max = 10},
	[N_COMMUNITY] = {.name = "community",
			 .type = FIELD_TEXT,
			 .label = N_("社区"),
			 .max = 40,
			 .about = "Code of the community whose places the form offers"},
	[N_ELSEWHERE] = {.name = "elsewhere", .type = FIELD_AGAIN, .label = N_("换一个社区")},
	[N_ONMAP] = {.name = "onmap", .type = FIELD_AGAIN, .label = N_("在图上选")},
};
static const struct form new_form = FORM("appeal_new", new_fields);

/* What the address may bring: ?at=CODE of a node (from the poster), ?via=poster, ?item=ID (from the catalogue). */
static const struct field at_fields[] = {
	{.name = "at", .type = FIELD_TEXT, .label = N_("地点"), .max = 40},
	{.name = "via", .type = FIELD_TEXT, .label = N_("来自"), .max = 10},
	{.name = "item", .type = FIELD_ID, .label = N_("事项")},
};
static const struct form at_form = FORM("appeal_at", at_fields);

static bool
is_staff_form(const struct req *r)
{
	return str_starts(r->path, S("/appeal/enter"));
}

/* ---- where ---- */

/* The place that was sent; when it is gone or missing, the community whose places the form offered. */
static int
posted_place(struct req *r, struct territory_node *ret)
{
	struct territory_node node;
	int rc = E_NOTFOUND;

	if (in_bool(r, N_ELSEWHERE))
		return E_NOTFOUND;
	if (in_int(r, N_PLACE) && !r->in[N_PLACE].error)
		rc = territory_get(r->tx, r->who->district, in_int(r, N_PLACE), &node);
	if (rc == E_NOTFOUND || (rc == 0 && (node.state != TERRITORY_LIVE || !node.community)))
		rc = territory_by_code(r->tx, r->who->district, in_str(r, N_COMMUNITY), &node);
	if (rc == 0)
		*ret = node;
	return rc;
}

/* Where staff enter matters, when that is one community or a part of it. */
static int
own_place(struct req *r, struct territory_node *ret)
{
	enum level level;
	int64_t node;

	if (!actor_reach(r->who, APPEAL_ENTER, &level, &node) || level < LEVEL_COMMUNITY)
		return E_NOTFOUND;
	return territory_get(r->tx, r->who->district, node, ret);
}

/* The node the form is about: chosen before, or named by the address. E_NOTFOUND: nothing known yet. */
static int
known_place(struct req *r, struct territory_node *ret)
{
	if (r->method == POST)
		return posted_place(r, ret);
	if (in_str(r, 0).n)
		return territory_by_code(r->tx, r->who->district, in_str(r, 0), ret);
	if (is_staff_form(r))
		return own_place(r, ret);
	return r->who->home ? territory_get(r->tx, r->who->district, r->who->home, ret)
			    : E_NOTFOUND;
}

/* ---- what kind ---- */

/* "label|type;label|choice:a/b": the item's extra questions. */
static void
read_questions(struct req *r, struct str text, struct appeal_question_list *ret)
{
	struct str part, label, type, option;

	ret->v = NEW_ARRAY(&r->arena, struct appeal_question, QUESTIONS);
	while (ret->n < QUESTIONS && text.n && str_next(&text, ';', &part)) {
		struct appeal_question *q = &ret->v[ret->n];
		int field = N_Q1 + (int)ret->n;

		if (!str_next(&part, '|', &label))
			continue;
		type = part.p ? part : S("text");
		*q = (struct appeal_question){
			.name = str_of(new_fields[field].name),
			.label = label,
			.value = r->method == POST ? in_str(r, field) : S(""),
			.yesno = str_is(type, "yesno"),
		};
		if (q->yesno)
			type = S("choice:是/否");
		if (str_starts(type, S("choice:"))) {
			struct str options = str_sub(type, 7, type.n);

			q->choices.v = NEW_ARRAY(&r->arena, struct pick, 12);
			while (q->choices.n < 12 && str_next(&options, '/', &option))
				q->choices.v[q->choices.n++] =
					(struct pick){.value = option,
						      .label = option,
						      .chosen = str_eq(option, q->value)};
		}
		ret->n++;
	}
}

static int
describe_item(struct req *r, struct appeal_new_page *p)
{
	struct catalogue_node node;
	struct catalogue_rule rule;
	bool english = req_lang(r) == LANG_EN;
	int64_t d = r->who->district;

	if (!p->item || catalogue_get(r->tx, d, p->item, &node) < 0) {
		p->item = 0;
		return 0;
	}
	TRY(catalogue_rule_at(r->tx, d, p->item, clock_now(), &rule));
	p->item_name = catalogue_name(&node, english);
	p->item_path = catalogue_path(&node, english);
	p->item_colour = node.colour;
	p->body_word = catalogue_body_word(r->tx, d, rule.body, english);
	p->item_days =
		(rule.accept_min + rule.handle_min + CALENDAR_DAY_MIN - 1) / CALENDAR_DAY_MIN;
	read_questions(r, rule.questions, &p->questions);
	return 0;
}

/* The item chosen, else the suggestion when it is sure. */
static int
suggest(struct req *r, struct str text, int64_t chosen, struct appeal_new_page *p)
{
	p->item = chosen;
	if (text.n) {
		TRY(suggest_for(r->tx, r->who->district, S(""), text, 3, &p->hits));
		appeal_likely(r, &p->hits);
		p->looked = true;
		if (!p->item && p->hits.n && p->hits.sure)
			p->item = p->hits.v[0].item;
		for (size_t i = 0; i < p->hits.n; i++)
			p->hits.v[i].chosen = p->hits.v[i].item == p->item;
	}
	return describe_item(r, p);
}

/* ---- the page ---- */

static void
pick_channels(struct req *r, struct pick_list *ret)
{
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, 5), 5};
	for (size_t i = 0; i < 5; i++)
		ret->v[i] = (struct pick){
			.value = str_of(channels[i].value),
			.label = str_of(ui_translate(req_lang(r), channels[i].label)),
			.chosen = r->method == POST && in_int(r, N_CHANNEL) == (int64_t)i,
		};
}

/* What was typed before, for the form and for the choice of a community on the way to it. */
static void
take_typed(struct req *r, struct appeal_new_page *p)
{
	p->open = r->method != POST || in_bool(r, N_OPEN);
	if (r->method != POST) {
		ui_fill(r, "via", in_str(r, 1));
		p->item = in_int(r, 2);
		return;
	}
	p->once = in_str(r, N_ONCE).n ? in_str(r, N_ONCE) : secret_token(&r->arena, 16);
	p->text = in_str(r, N_TEXT);
	p->anon = r->in[N_ANON].given && !r->in[N_ANON].error ? (int)in_int(r, N_ANON) + 1 : 0;
	p->item = in_int(r, N_ITEM);
	p->kept = appeal_kept_photos(r);
}

/* A building chosen on the community's map: links from an empty form; with something typed the map leads to the buttons
 * below it, which carry that along. */
static int
choose_on_map(struct req *r, struct page *page, const struct territory_node *place,
	      const struct territory_node *community, struct appeal_new_page *p)
{
	bool typed = r->method == POST, english = req_lang(r) == LANG_EN;
	struct territory_node_list list;

	page->title = N_("在图上选");
	page->script = page->library = NULL;
	if (typed && place->id == in_int(r, N_PLACE))
		p->place = str_number(&r->arena, place->id);
	TRY(territory_map_choose(r, community, place->building,
				 typed     ? S("#at-")
				 : p->item ? str_fmt(&r->arena, "/appeal/new?item=%lld&at=",
						     (long long)p->item)
					   : S("/appeal/new?at="),
				 &list, &p->map));
	p->buildings.v = NEW_ARRAY(&r->arena, struct building_line, list.n);
	for (size_t i = 0; i < list.n; i++)
		p->buildings.v[p->buildings.n++] = (struct building_line){
			.id = list.v[i].id,
			.code = list.v[i].code,
			.name = territory_full_name(&r->arena, &list.v[i], english),
			.here = list.v[i].id == place->building,
		};
	return reply_page(r, page, appeal_place_map, p);
}

static bool
wants_map(const struct req *r)
{
	return r->method == POST ? in_bool(r, N_ONMAP) : str_ends(r->path, S("/map"));
}

static int
appeal_new_page(struct req *r)
{
	struct appeal_new_page p = {.staff = is_staff_form(r),
				    .signed_in = r->who->kind == ACTOR_PERSON,
				    .name = r->who->name};
	struct page page = {.frame = p.staff ? FRAME_DESK : FRAME_TASK,
			    .title = p.staff ? N_("代录诉求") : N_("我要反映"),
			    .tab = p.staff ? "enter" : "new",
			    .library = "pick.js",
			    .script = "appeal_new.js"};
	struct territory_node place, community;
	bool offered = false;
	int rc = known_place(r, &place);

	ui_form(r, &new_form);
	take_typed(r, &p);
	if (rc == E_NOTFOUND || (rc == 0 && !place.community)) {
		p.to_map = wants_map(r);
		TRY(appeal_pick_communities(r, 0, &p.communities));
		return reply_page(r, &page, appeal_where, &p);
	}
	TRY(rc);
	TRY(territory_get(r->tx, r->who->district, place.community, &community));
	p.community = say_place(r, community.name, community.name_en);
	p.community_code = community.code;
	if (wants_map(r))
		return choose_on_map(r, &page, &place, &community, &p);
	p.placed = r->method == POST || in_str(r, 0).n;
	/* After a place that was refused nothing is chosen: the reader says where, not we. */
	TRY(appeal_pick_places(r, &community,
			r->method != POST || place.id == in_int(r, N_PLACE) ? place.id : 0,
			&p.places));
	if (!p.once.n)
		p.once = secret_token(&r->arena, 16);
	TRY(suggest(r, p.text, p.item, &p));
	for (size_t i = 0; i < p.hits.n; i++)
		offered |= p.hits.v[i].chosen;
	TRY(appeal_find_items(r, r->method == POST ? in_str(r, N_FIND) : S(""), offered ? 0 : p.item, &p.find));
	TRY(setting_number(r->tx, r->who->district, SETTING_KEEP_MONTHS, &p.keep_months));
	pick_channels(r, &p.channels);
	return reply_page(r, &page, appeal_new, &p);
}

/* Looking at the form once more is free; what stores photos or makes a case is counted. Photos that are already
 * stored stay in a form that was sent too often. */
static int
prepare_photos(struct req *r)
{
	bool counts = r->in[N_PHOTO].files_n || !(r->invalid || r->show_again);
	int rc = counts ? appeal_filing_budget(r) : 0;

	TRY(appeal_take_photos(r, rc < 0 ? -1 : N_PHOTO, N_KEPT));
	return rc;
}

/* Answers to the item's questions as lines "label: answer". */
static int
join_answers(struct req *r, int64_t item, struct str *ret)
{
	struct appeal_question_list q = {0};
	struct catalogue_rule rule;
	struct buf b;

	buf_init(&b, &r->arena);
	TRY(catalogue_rule_at(r->tx, r->who->district, item, clock_now(), &rule));
	read_questions(r, rule.questions, &q);
	for (size_t i = 0; i < q.n; i++)
		if (q.v[i].value.n)
			buf_fmt(&b, "%s%.*s：%.*s", b.n ? "\n" : "", STR(q.v[i].label),
				STR(q.v[i].value));
	*ret = buf_done(&b);
	return 0;
}

/* The same form sent twice by the same browser is one case; sent again with a change, or by another browser that
 * knows its number, it is another. No field holds the separator: control characters are refused. */
static struct str
once_of(struct req *r, const struct appeal_new *n)
{
	struct buf b;

	if (!in_str(r, N_ONCE).n)
		return S("");
	buf_init(&b, &r->arena);
	buf_fmt(&b, "web\x1f%.*s\x1f%.*s\x1f%lld\x1f%lld\x1f%d\x1f%d", STR(gate_csrf(r)),
		STR(in_str(r, N_ONCE)), (long long)n->place, (long long)n->item, (int)n->anon,
		n->open);
	buf_fmt(&b, "\x1f%.*s\x1f%.*s\x1f%.*s\x1f%.*s\x1f%.*s", STR(n->text), STR(n->spot),
		STR(n->answers), STR(n->name), STR(n->phone));
	for (size_t i = 0; i < n->photos_n; i++)
		buf_fmt(&b, "\x1f%.*s", STR(n->photos[i].file));
	return str_fmt(&r->arena, "web %.*s", STR(secret_digest(&r->arena, buf_done(&b))));
}

int
appeal_think(struct req *r, struct str title, struct str text)
{
	struct appeal_guess *guess = NEW(&r->arena, struct appeal_guess);

	r->found = guess;
	return appeal_guess(r->tx, r->who, title, text, guess);
}

static int
think(struct req *r)
{
	return appeal_think(r, S(""), in_str(r, N_TEXT));
}

/* A signed-in resident's own name and phone stand in the account; only what was typed is kept with the case. */
static int
appeal_new_post(struct req *r)
{
	const struct appeal_photos *photos = r->prepared;
	const struct appeal_guess *guess = r->found;
	struct appeal_receipt receipt;
	bool staff = is_staff_form(r);
	struct appeal_new n = {
		.text = in_str(r, N_TEXT),
		.item = in_int(r, N_ITEM),
		.guess = *guess,
		.place = in_int(r, N_PLACE),
		.spot = in_str(r, N_SPOT),
		.anon = (enum appeal_anon)(in_int(r, N_ANON) + 1),
		.open = in_bool(r, N_OPEN),
		.name = in_str(r, N_NAME),
		.phone = in_str(r, N_PHONE),
		.photos = photos->v,
		.photos_n = photos->n,
		.channel = staff				? channel_of[in_int(r, N_CHANNEL)]
			   : str_is(in_str(r, N_VIA), "poster") ? CHANNEL_POSTER
								: CHANNEL_WEB,
	};

	if (n.anon == ANON_NOBODY && !staff)
		n.name = n.phone = S("");
	TRY(join_answers(r, n.item, &n.answers));
	n.once = once_of(r, &n);
	TRY(appeal_file(r->tx, r->who, &n, &receipt));
	/* The account opens what it owns; on a shared computer nobody else shall after signing out. */
	if (!staff && (r->who->kind != ACTOR_PERSON || n.anon == ANON_NOBODY))
		appeal_remember(r, receipt.id);
	return appeal_give_receipt(r, &receipt, staff);
}

enum { S_TEXT, S_ITEM };

/* The suggestion and the item's questions as parts of the form, for its script. */
static int
appeal_suggest_page(struct req *r)
{
	struct appeal_new_page p = {0};

	TRY(suggest(r, in_str(r, S_TEXT), in_int(r, S_ITEM), &p));
	return reply_fragment(r, appeal_suggest_parts, &p);
}

/* Items that fit what was typed, for pick.js. */
static int
appeal_items_page(struct req *r)
{
	struct pick_search s;

	TRY(appeal_find_items(r, in_str(r, 0), 0, &s));
	return reply_fragment(r, pick_hits, &s);
}

static const struct field items_fields[] = {
	{.name = "find", .type = FIELD_TEXT, .label = N_("找事项"), .max = 60},
};
static const struct form items_form = FORM("appeal_items", items_fields);

static const struct field suggest_fields[] = {
	[S_TEXT] = {.name = "text",
		    .type = FIELD_LINES,
		    .label = N_("说说情况"),
		    .max = APPEAL_TEXT_MAX},
	[S_ITEM] = {.name = "item", .type = FIELD_ID, .label = N_("事项")},
};
static const struct form suggest_form = FORM("appeal_suggest", suggest_fields);

static const struct route rows[] = {
	ROUTE_GET("/appeal/new", APPEAL_FILE, appeal_new_page, .form = &at_form,
		  .about = "Form to raise a matter"),
	ROUTE_POST("/appeal", APPEAL_FILE, appeal_new_post, .form = &new_form, .ahead = think,
		   .prepare = prepare_photos, .again = appeal_new_page,
		   .flags = ROUTE_BIG | ROUTE_KEEP, .about = "Raise a matter"),
	ROUTE_GET("/appeal/new/map", APPEAL_FILE, appeal_new_page, .form = &at_form,
		  .about = "Choose the place of a matter on a map"),
	ROUTE_GET("/appeal/enter", APPEAL_ENTER, appeal_new_page, .form = &at_form,
		  .about = "Form to enter a matter for somebody"),
	ROUTE_POST("/appeal/enter", APPEAL_ENTER, appeal_new_post, .form = &new_form,
		   .ahead = think, .prepare = prepare_photos, .again = appeal_new_page,
		   .flags = ROUTE_BIG | ROUTE_KEEP, .about = "Enter a matter for somebody"),
	ROUTE_GET("/appeal/suggest", APPEAL_FILE, appeal_suggest_page, .form = &suggest_form,
		  .about = "Which item a text is about"),
	ROUTE_GET("/appeal/items", APPEAL_FILE, appeal_items_page, .form = &items_form,
		  .about = "Items whose name, path or keywords hold the words typed"),
};

const struct route_table appeal_new_routes = {rows, sizeof rows / sizeof *rows};
