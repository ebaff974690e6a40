/* appeal_web_new.c: filing: the form for residents and for staff who enter what somebody told them. */
#include "base/clock.h"
#include "features/account/account.h"
#include "features/about/about.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_event.h"
#include "features/appeal/appeal_web_photo.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/appeal/appeal_web_pin.h"
#include "features/appeal/appeal_web_same.h"
#include "features/appeal/appeal_alike.h"
#include "features/appeal/appeal_web_together.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "features/territory/territory_web_map.h"
#include "features/urgent/urgent_web_band.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "lib/calendar.h"
#include "kit/gate.h"
#include "kit/say.h"
#include "lib/secret.h"
#include "kit/setting.h"
#include "lib/shape.h"

/* The address may bring ?at=CODE of a node (from the poster), ?via=poster, ?item=ID (from the catalogue). */
struct at_in {
	struct str at, via, event;
	int64_t item;
};
static const struct field at_fields[] = {
	FIELD(at_in, at, FIELD_TEXT, .label = N_("地点"), .max = 40),
	FIELD(at_in, via, FIELD_TEXT, .label = N_("来自"), .max = 10),
	FIELD(at_in, item, FIELD_ID, .label = N_("事项")),
	FIELD(at_in, event, FIELD_TEXT, .label = N_("热点卡片"), .max = 20),
};
static const struct form at_form = FORM(at_in, at_fields);

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
	const struct appeal_new_in *in = form_in(r, appeal_new_in);
	struct territory_node node;
	int rc = E_NOTFOUND;

	if (in->elsewhere)
		return E_NOTFOUND;
	if (in->place.id)
		rc = territory_get(r->tx, r->who->district, in->place.id, &node);
	if (rc == E_NOTFOUND || (rc == 0 && (node.state != TERRITORY_LIVE || !node.community)))
		rc = territory_by_code(r->tx, r->who->district, in->community, &node);
	if (rc == 0)
		*ret = node;
	return rc;
}

/* Finds the community, or the part of one, that staff enter matters for. */
static int
own_place(struct req *r, struct territory_node *ret)
{
	enum level level;
	int64_t node;

	if (!actor_reach(r->who, APPEAL_ENTER, &level, &node) || level < LEVEL_COMMUNITY)
		return E_NOTFOUND;
	return territory_get(r->tx, r->who->district, node, ret);
}

/* Where a resident lives, as far as filing names a place: no flats. */
static int
home_of(struct req *r, struct territory_node *ret)
{
	struct territory_node home;

	if (!r->who->home)
		return E_NOTFOUND;
	TRY(territory_get(r->tx, r->who->district, r->who->home, &home));
	if (home.level > LEVEL_UNIT && (home.unit || home.building))
		TRY(territory_get(r->tx, r->who->district, home.unit ? home.unit : home.building, &home));
	*ret = home;
	return 0;
}

/* The node the form is about: chosen before, or named by the address. E_NOTFOUND: nothing known yet. */
static int
known_place(struct req *r, struct territory_node *ret)
{
	const struct at_in *in = form_if(r, at_in);

	if (!in)
		return posted_place(r, ret);
	if (in->at.n)
		return territory_by_code(r->tx, r->who->district, in->at, ret);
	if (is_staff_form(r))
		return own_place(r, ret);
	return home_of(r, ret);
}

/* ---- what kind ---- */

/* "label|type;label|choice:a/b": the item's extra questions. */
static void
read_questions(struct req *r, struct str text, struct appeal_question_list *ret)
{
	const struct appeal_new_in *in = form_if(r, appeal_new_in);
	struct str part, label, type, option;

	ret->v = NEW_ARRAY(&r->arena, struct appeal_question, APPEAL_QUESTIONS);
	while (ret->n < APPEAL_QUESTIONS && text.n && str_next(&text, ';', &part)) {
		struct appeal_question *q = &ret->v[ret->n];

		if (!str_next(&part, '|', &label))
			continue;
		type = part.p ? part : S("text");
		*q = (struct appeal_question){
			.name = str_fmt(&r->arena, "q%zu", ret->n + 1),
			.label = label,
			.value = in ? in->answers[ret->n] : S(""),
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

/* A button that only shows the form one step further was pressed. */
static bool
steps_on(const struct appeal_new_in *in)
{
	return in->look || in->elsewhere || in->onmap || in->seek || in->seek_place;
}

/* Whom to call. Who sends the form reads it before the matter goes: once for each kind of emergency. */
static int
show_urgent(struct req *r, struct str text, struct appeal_new_page *p)
{
	const struct appeal_new_in *in = form_if(r, appeal_new_in);
	struct urgent_alarm alarm;

	TRY(urgent_look(r->tx, r->who->district, text, &alarm));
	p->called = urgent_codes(&r->arena, &alarm);
	p->urgent_again = in && alarm.n && r->show_again && !steps_on(in);
	p->urgent = urgent_band_of(r, &alarm, p->urgent_again);
	return 0;
}

/* What neighbours have said that may be the same: the writer says whether it is. Staff see that at the desk. */
static int
find_alike(struct req *r, struct str text, struct appeal_new_page *p)
{
	const struct appeal_new_in *in = form_if(r, appeal_new_in);
	const struct appeal_suggest_in *asked = form_if(r, appeal_suggest_in);
	struct str code = in ? in->community : asked ? asked->community : S("");
	struct appeal_alike_list list;
	struct territory_node node = {0};
	int rc = code.n ? territory_by_code(r->tx, r->who->district, code, &node) : E_NOTFOUND;

	if (rc == E_NOTFOUND || p->staff)
		return 0;
	TRY(rc);
	TRY(appeal_alike_open(r->tx, r->who->district, node.level == LEVEL_COMMUNITY ? node.id : node.community, text, &list));
	p->alike = appeal_alike_lines(r, &list, in ? in->same : S(""));
	return 0;
}

/* Cards that what is written may be about, and the one that the address names: whoever has read them need not call. */
static int
find_events(struct req *r, struct str text, struct appeal_new_page *p)
{
	const struct appeal_new_in *in = form_if(r, appeal_new_in);
	const struct appeal_suggest_in *asked = form_if(r, appeal_suggest_in);
	const struct at_in *at = form_if(r, at_in);
	struct appeal_event_ask ask = {
		.place = in ? in->place.id : 0, .community = in ? in->community : asked ? asked->community : S(""), .item = p->item, .text = text,
		.named = at ? at->event : in ? in->event : S(""),
	};

	TRY(appeal_events(r, &ask, &p->events));
	p->events_seen = appeal_event_codes(&r->arena, &p->events);
	p->events_again = in && p->events.n && r->show_again && !steps_on(in) && !str_eq(in->events, p->events_seen);
	return 0;
}

/* The item chosen, else the suggestion when it is sure. */
static int
suggest(struct req *r, struct str text, int64_t chosen, struct appeal_new_page *p)
{
	TRY(show_urgent(r, text, p));
	p->item = chosen;
	if (text.n) {
		TRY(suggest_for(r->tx, r->who->district, S(""), text, 3, &p->hits));
		appeal_likely(r, &p->hits, p->called.n > 0);
		p->looked = true;
		if (!p->item && p->hits.n && p->hits.sure)
			p->item = p->hits.v[0].item;
		for (size_t i = 0; i < p->hits.n; i++)
			p->among_hits |= p->hits.v[i].chosen = p->hits.v[i].item == p->item;
		for (size_t i = 0; i < p->hits.n; i++) {
			bool low = p->hits.v[i].percent < 50; /* as view/new.html */

			p->unsure |= low;
			p->unsure_open |= low && p->hits.v[i].chosen;
		}
		TRY(find_alike(r, text, p));
	}
	TRY(find_events(r, text, p));
	return describe_item(r, p);
}

/* ---- the page ---- */

static void
pick_channels(struct req *r, struct pick_list *ret)
{
	const struct appeal_new_in *in = form_if(r, appeal_new_in);

	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, APPEAL_TOLD), APPEAL_TOLD};
	for (size_t i = 0; i < APPEAL_TOLD; i++)
		ret->v[i] = (struct pick){
			.value = str_of(appeal_told[i].value),
			.label = str_of(ui_translate(req_lang(r), appeal_told[i].label)),
			.chosen = in && (int)in->channel == appeal_told[i].number,
		};
}

/* Puts back what was typed before, in the form and in the choice of a community on the way to it. */
static void
take_typed(struct req *r, struct appeal_new_page *p)
{
	const struct appeal_new_in *in = form_if(r, appeal_new_in);
	const struct at_in *at = form_if(r, at_in);

	p->open = in ? in->open : !p->staff;
	if (at) {
		ui_fill(r, "via", at->via);
		p->item = at->item;
	}
	if (!in)
		return;
	if (r->failed == E_AGAIN && !in->look && !in->seek && !in->seek_place)
		appeal_filed_same(r, in, &p->same);
	p->once = in->once.n ? in->once : secret_token(&r->arena, 16);
	p->text = in->text;
	p->anon = (int)in->anon;
	p->item = in->item;
	p->photo.kept = photos_kept(r, APPEAL_KEPT);
}

/* A building chosen on the community's map: links from an empty form; with something typed the map leads to the buttons
 * below it, which carry that along. */
static int
choose_on_map(struct req *r, struct page *page, const struct territory_node *place,
	      const struct territory_node *community, struct appeal_new_page *p)
{
	const struct appeal_new_in *in = form_if(r, appeal_new_in);
	bool english = req_lang(r) == LANG_EN;
	struct territory_node_list list;

	page->title = N_("在图上选");
	page->script = page->library = NULL;
	if (in && place->id == in->place.id)
		p->place = str_number(&r->arena, place->id);
	TRY(territory_map_choose(r, community, place->building,
				 in	   ? S("#at-")
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
	const struct appeal_new_in *in = form_if(r, appeal_new_in);

	return in ? in->onmap : str_ends(r->path, S("/map"));
}

static int
appeal_new_page(struct req *r)
{
	const struct appeal_new_in *in = form_if(r, appeal_new_in);
	struct appeal_new_page p = {.photo.word = N_("拍照或选照片"),
				    .staff = is_staff_form(r),
				    .signed_in = r->who->kind == ACTOR_PERSON,
				    .may_practice = actor_has(r->who, APPEAL_PRACTICE),
				    .practice = in ? in->practice : str_is(req_query(r, "practice"), "1"),
				    .name = r->who->name};
	struct page page = {.frame = p.staff ? FRAME_DESK : FRAME_TASK,
			    .title = p.staff ? N_("代录诉求") : N_("我要反映"),
			    .tab = p.staff ? "enter" : "new",
			    .library = "pick.js",
			    .script = "appeal_new.js"};
	struct territory_node place, community;
	bool offered = false;
	int rc = known_place(r, &place);

	if (p.signed_in)
		p.reader = str_sub(secret_mac(&r->arena, "draft reader", str_number(&r->arena, r->who->person)), 0, 16);
	ui_form(r, &appeal_new_form);
	take_typed(r, &p);
	if (rc == E_NOTFOUND || (rc == 0 && !place.community)) {
		p.to_map = wants_map(r);
		TRY(show_urgent(r, p.text, &p));
		TRY(appeal_pick_communities(r, 0, &p.communities));
		return reply_page(r, &page, appeal_where, &p);
	}
	TRY(rc);
	TRY(territory_get(r->tx, r->who->district, place.community, &community));
	p.community = say_place(r, community.name, community.name_en);
	p.community_code = community.code;
	TRY(show_urgent(r, p.text, &p));
	if (wants_map(r))
		return choose_on_map(r, &page, &place, &community, &p);
	p.placed = in || form_in(r, at_in)->at.n;
	/* After a place that was refused nothing is chosen: the reader says where, not we. */
	TRY(appeal_find_places(r, &community, in ? in->find_place : S(""),
			       !in || place.id == in->place.id ? place.id : 0, &p.places));
	if (!p.once.n)
		p.once = secret_token(&r->arena, 16);
	TRY(suggest(r, p.text, p.item, &p));
	for (size_t i = 0; i < p.hits.n; i++)
		offered |= p.hits.v[i].chosen;
	TRY(appeal_find_items(r, in ? in->find : S(""), offered ? 0 : p.item, false, &p.find));
	TRY(catalogue_is_never(r->tx, r->who->district, p.item, &p.never));
	TRY(setting_number(r->tx, r->who->district, SETTING_KEEP_MONTHS, &p.keep_months));
	pick_channels(r, &p.channels);
	return reply_page(r, &page, appeal_new, &p);
}

/* Looking at the form once more is free; what stores photos or makes a case is counted. Photos that are already
 * stored stay in a form that was sent too often. */
static int
prepare_photos(struct req *r)
{
	const struct appeal_new_in *in = form_in(r, appeal_new_in);
	struct photos_in photos = in->photos;
	struct str same;
	bool counts = photos.fresh.n || !(r->invalid || r->show_again);
	int rc = counts ? appeal_filing_budget(r) : 0;

	if (rc < 0)
		photos.fresh.n = 0;
	TRY(photos_take(r, appeal_new_in, &photos, appeal_photos_count(r)));
	/* Asked once, with the photos kept; the answer comes with the form. */
	if (rc == 0 && !r->invalid && !in->sure && appeal_filed_same(r, in, &same))
		r->show_again = true;
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

int
appeal_think(struct req *r, struct str title, struct str text, struct str answers)
{
	struct appeal_guess *guess = NEW(&r->arena, struct appeal_guess);

	LEAVE(&r->found, appeal_guess, guess);
	return appeal_guess(r->tx, r->who, title, text, answers, guess);
}

/* What many call about has an answer already: the form comes back once with its card, and its sender says whether it is that. What is an
 * emergency goes at once. */
static int
show_events(struct req *r, const struct appeal_new_in *in)
{
	const struct appeal_guess *guess = TAKE(&r->found, appeal_guess);
	struct appeal_event_ask ask = {
		.place = in->place.id, .community = in->community, .item = in->item ? in->item : guess->item, .text = in->text,
	};
	struct appeal_event_card_list cards;

	if (in->event.n || guess->alarm->n)
		return 0;
	TRY(appeal_events(r, &ask, &cards));
	r->show_again = cards.n && !str_eq(appeal_event_codes(&r->arena, &cards), in->events);
	return 0;
}

/* What tells of an emergency is not taken before its sender has seen whom to call: the form comes back once, with all that was typed
 * and chosen. */
static int
think(struct req *r)
{
	const struct appeal_new_in *in = form_in(r, appeal_new_in);
	struct urgent_alarm alarm;
	struct str answers;

	TRY(urgent_look(r->tx, r->who->district, in->text, &alarm));
	if (alarm.n && !str_eq(urgent_codes(&r->arena, &alarm), in->called)) {
		r->show_again = true;
		return 0;
	}
	TRY(join_answers(r, in->item, &answers));
	TRY(appeal_think(r, S(""), in->text, answers));
	return show_events(r, in);
}

static enum appeal_channel
channel_of(const struct appeal_new_in *in, bool staff)
{
	if (staff)
		return in->channel ? in->channel : CHANNEL_PHONE;
	return str_is(in->via, "poster") ? CHANNEL_POSTER : CHANNEL_WEB;
}

/* A signed-in resident's own name and phone stand in the account; only what was typed is kept with the case. The same
 * form sent twice by the same browser is one case; sent again with a change, or by another browser that knows its
 * number, it is another. */
static int
appeal_new_post(struct req *r)
{
	const struct appeal_new_in *in = form_in(r, appeal_new_in);
	const struct photos *photos = TAKE(&r->prepared, photos);
	struct appeal_receipt receipt;
	bool staff = is_staff_form(r);
	struct appeal_new n;

	TRY(appeal_new_from(r, &n));
	n.guess = *TAKE(&r->found, appeal_guess);
	n.channel = channel_of(in, staff);
	n.crowd = appeal_is_crowd(r);
	n.same = staff ? S("") : in->same;
	n.photos = photos->v;
	n.photos_n = photos->n;
	if (n.anon == ANON_NOBODY && !staff)
		n.name = n.phone = S("");
	TRY(join_answers(r, n.item, &n.answers));
	if (in->once.n)
		n.once = appeal_once_of(r, "web",
					str_fmt(&r->arena, "%.*s\x1f%.*s", STR(gate_csrf(r)),
						STR(in->once)),
					&n);
	TRY(appeal_file(r->tx, r->who, &n, &receipt));
	/* The form says that sending it agrees. Staff who write down a call agree to nothing for others. */
	if (!staff && (r->who->person || n.phone.n))
		TRY(about_agree(r->tx, r->who, receipt.id));
	/* The account opens what it owns; on a shared computer nobody else shall after signing out. */
	if (!staff && (r->who->kind != ACTOR_PERSON || n.anon == ANON_NOBODY))
		appeal_remember(r, &(struct proof){.matter = receipt.id, .salt = receipt.pin_salt});
	appeal_remember_filed(r, in, receipt.code);
	return appeal_give_receipt(r, &receipt, in->called, staff);
}

/* The suggestion and the item's questions as parts of the form, for its script. */
static int
appeal_suggest_page(struct req *r)
{
	const struct appeal_suggest_in *in = form_in(r, appeal_suggest_in);
	struct appeal_new_page p = {0};

	TRY(suggest(r, in->text, in->item, &p));
	return reply_fragment(r, appeal_suggest_parts, &p);
}

/* Words of an address stand in the logs of proxies, so the script asks by a form, with a button that only shows something: nothing is
 * written. */
static int
appeal_suggest_post(struct req *r)
{
	return redirect(r, "/appeal/new");
}

/* Items that fit what was typed, for pick.js. */
struct items_in {
	struct str find;
	bool must;
};
static const struct field items_fields[] = {
	FIELD(items_in, find, FIELD_TEXT, .label = N_("找事项"), .max = 60),
	FIELD(items_in, must, FIELD_BOOL, .label = N_("要选一个")),
};
static const struct form items_form = FORM(items_in, items_fields);

static int
appeal_items_page(struct req *r)
{
	const struct items_in *in = form_in(r, items_in);
	struct pick_search s;

	TRY(appeal_find_items(r, in->find, 0, in->must, &s));
	return reply_fragment(r, pick_hits, &s);
}

/* Bodies, likewise. */
static int
appeal_orgs_page(struct req *r)
{
	const struct items_in *in = form_in(r, items_in);
	struct pick_search s;

	TRY(appeal_find_orgs(r, in->find, 0, in->must ? NULL : appeal_by_duty, S(""), &s));
	return reply_fragment(r, pick_hits, &s);
}

/* Places of a community that fit, for pick.js; place: the one a draft has kept. */
struct places_in {
	struct str community, find;
	int64_t place;
};
static const struct field places_fields[] = {
	FIELD(places_in, community, FIELD_TEXT, .label = N_("社区"), .max = 40, .required = true),
	FIELD(places_in, find, FIELD_TEXT, .label = N_("找楼栋和单元"), .max = 60),
	FIELD(places_in, place, FIELD_ID, .label = N_("楼栋和单元")),
};
static const struct form places_form = FORM(places_in, places_fields);

static int
appeal_places_page(struct req *r)
{
	const struct places_in *in = form_in(r, places_in);
	struct territory_node community;
	struct pick_search s;

	TRY(territory_by_code(r->tx, r->who->district, in->community, &community));
	if (community.level != LEVEL_COMMUNITY)
		return E_NOTFOUND;
	TRY(appeal_find_places(r, &community, in->find, in->place, &s));
	return reply_fragment(r, pick_hits, &s);
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/new", APPEAL_FILE, appeal_new_page, .form = &at_form,
		  .about = "Form to raise a matter"),
	ROUTE_POST("/appeal", APPEAL_FILE, appeal_new_post, .form = &appeal_new_form,
		   .ahead = think, .prepare = prepare_photos, .again = appeal_new_page,
		   .flags = ROUTE_BIG | ROUTE_KEEP, .about = "Raise a matter"),
	ROUTE_GET("/appeal/new/map", APPEAL_FILE, appeal_new_page, .form = &at_form,
		  .about = "Choose the place of a matter on a map"),
	ROUTE_GET("/appeal/enter", APPEAL_ENTER, appeal_new_page, .form = &at_form,
		  .about = "Form to enter a matter for somebody"),
	ROUTE_POST("/appeal/enter", APPEAL_ENTER, appeal_new_post, .form = &appeal_new_form,
		   .ahead = think, .prepare = prepare_photos, .again = appeal_new_page,
		   .flags = ROUTE_BIG | ROUTE_KEEP, .about = "Enter a matter for somebody"),
	ROUTE_POST("/appeal/suggest", APPEAL_FILE, appeal_suggest_post, .form = &appeal_suggest_form, .again = appeal_suggest_page,
		  .about = "Which item a text is about"),
	ROUTE_GET("/appeal/places", APPEAL_FILE, appeal_places_page, .form = &places_form,
		  .about = "Grids, buildings and units of a community that fit the words typed"),
	ROUTE_GET("/appeal/orgs", APPEAL_QUEUE, appeal_orgs_page, .form = &items_form,
		  .about = "Bodies whose name, initials or code fit the words typed"),
	ROUTE_GET("/appeal/items", APPEAL_FILE, appeal_items_page, .form = &items_form,
		  .about = "Items whose name, path or keywords hold the words typed"),
};

const struct route_table appeal_new_routes = {rows, sizeof rows / sizeof *rows};
