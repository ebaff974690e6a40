/* appeal_web_desk.c: a case at the desk: its page for staff, opening a contact, a new PIN. */
#include "base/clock.h"
#include "features/appeal/appeal_precedent.h"
#include "features/appeal/appeal_sort.h"
#include "features/appeal/appeal_steer.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_around.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_neighbour.h"
#include "features/appeal/appeal_web_phrase.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/appeal/appeal_web_show.h"
#include "features/appeal/appeal_web_steer.h"
#include "features/appeal/appeal_web_together.h"
#include "features/appeal/appeal_alike.h"
#include "features/suggest/suggest.h"
#include "features/territory/territory_web_map.h"
#include "features/territory/territory.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"

/* ---- a case at the desk ---- */

struct desk_in {
	struct str from;
};
static const struct field desk_fields[] = {
	FIELD(desk_in, from, FIELD_TEXT, .label = N_("来自"), .max = 100),
};
static const struct form desk_form = FORM(desk_in, desk_fields);

/* The item it has already is no suggestion. */
static void
drop_current(struct appeal_show_page *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->hits.n; i++)
		if (p->hits.v[i].item != p->a.item)
			p->hits.v[kept++] = p->hits.v[i];
	p->hits.n = kept;
}

/* Bodies to choose from, without those that gave it back: nobody sends it there again by habit. Who rules names one. */
static int
pick_bodies(struct req *r, struct appeal_show_page *p)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	bool usual = p->suggested_org.n && !p->may_rule;
	struct pick_list *hits = &p->orgs.hits;
	size_t kept = 0;

	TRY(appeal_find_orgs(r, in ? in->find_org : S(""), in ? in->org.id : 0, usual ? appeal_by_duty : NULL, p->suggested_org, &p->orgs));
	for (size_t i = 0; i < hits->n; i++) {
		bool gone = false;
		int64_t id;

		for (size_t k = 0; k < p->s.parties.n && str_int(hits->v[i].value, &id); k++)
			gone |= p->s.parties.v[k].org == id && p->s.parties.v[k].state == PARTY_GONE && p->a.bounces;
		if (!gone || p->may_rule)
			hits->v[kept++] = hits->v[i];
	}
	hits->n = kept;
	return 0;
}

static bool
gave_it_back(const struct appeal_show_page *p, int64_t org)
{
	for (size_t i = 0; i < p->s.parties.n; i++)
		if (p->s.parties.v[i].org == org)
			return p->a.bounces && p->s.parties.v[i].state == PARTY_GONE;
	return false;
}

/* Each suggested item with the body its rule names here. The first is one press, when there is such a body. */
static int
make_hints(struct req *r, struct appeal_show_page *p)
{
	p->hints.v = NEW_ARRAY(&r->arena, struct appeal_hint, p->hits.n);
	for (size_t i = 0; i < p->hits.n; i++) {
		struct appeal_hint *h = &p->hints.v[p->hints.n];
		struct appeal_whom to;
		int rc = appeal_whom_of(r->tx, &p->s.a, &p->s.parties, p->hits.v[i].item, &to);

		if (rc == E_NOTFOUND || (rc == 0 && gave_it_back(p, to.org.id)))
			continue;
		TRY(rc);
		*h = (struct appeal_hint){
			.hit = p->hits.v[i], .org = to.org.id, .org_name = appeal_say(r, to.org.name, to.org.name_en),
			.first = !p->a.item && i == 0, .by = appeal_steer_by_of(r, &to),
		};
		if (h->first) {
			p->sure = true;
			p->percent = h->hit.percent;
		}
		p->hints.n++;
	}
	return 0;
}

static int
desk_choices(struct req *r, struct appeal_show_page *p)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	struct appeal_whom to;
	int rc = appeal_whom_of(r->tx, &p->s.a, &p->s.parties, 0, &to);

	if (rc == 0 && !gave_it_back(p, to.org.id)) {
		p->suggested_org = appeal_say(r, to.org.name, to.org.name_en);
		p->sure = p->a.item != 0;
		p->by = appeal_steer_by_of(r, &to);
	}
	if (rc != E_NOTFOUND)
		TRY(rc);
	TRY(pick_bodies(r, p));
	TRY(appeal_find_items(r, in ? in->find : S(""), p->a.item, true, &p->find));
	TRY(suggest_for(r->tx, r->who->district, p->a.title, p->a.body, 3, &p->hits));
	appeal_likely(r, &p->hits, p->a.urgent != 0);
	drop_current(p);
	return make_hints(r, p);
}

/* Its bodies, clocks and links; and whom to ask for help. */
static int
show_around(struct req *r, struct appeal_show_page *p)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	const struct appeal_body_line_list *bodies = &p->around.bodies;

	TRY(appeal_around_of(r, r->who, &p->s, &p->around));
	for (size_t i = 0; i < bodies->n; i++)
		p->may_help_accept |= p->s.may[ACT_HELP_ACCEPT] && bodies->v[i].mine && bodies->v[i].state == PARTY_SENT;
	if (!p->may_help && !p->may_split)
		return 0;
	TRY(appeal_find_orgs(r, in ? in->find_org : S(""), in ? in->org.id : 0, NULL, S(""), &p->helpers));
	return appeal_find_orgs(r, in ? in->find_org : S(""), in ? in->org.id : 0, NULL, S(""), &p->part_orgs);
}

/* Moves of the desk that take a text alone; help: of a body that was asked to help. */
static const struct {
	enum appeal_act act;
	const char *path, *title, *label, *about, *button;
	int rows;
	bool must, bad, help;
} text_moves[] = {
	{ACT_ASK, "ask", N_("请居民补充"), N_("要补充什么"), N_("等居民补充时计时暂停，最多等 5 个工作日。"), N_("发给居民"), 2, true, false, false},
	{ACT_UNASK, "unask", N_("撤回提问"), N_("为什么不用补充了（居民看得到）"),
	 N_("撤回后接着计时，等的时间不算。已经可以答复时，不用撤回，直接答复。"), N_("撤回提问"), 2, false, false, false},
	{ACT_APPEAL_RULING, "appeal_ruling", N_("请求重新裁定"), N_("为什么要重新裁定，依据哪一条"), N_("只能请求一次，由上一级裁定。"),
	 N_("请求重新裁定"), 2, true, true, false},
	{ACT_URGE, "urge", N_("替反映人催办"), N_("来电说了什么"), N_("一天一次，承办单位会收到通知。"), N_("催办"), 2, false, false, false},
	{ACT_HURRY, "hurry", N_("设为急件"), N_("为什么急"), NULL, N_("设为急件"), 2, true, false, false},
	{ACT_CALM, "calm", N_("取消急件"), N_("为什么不急了"), NULL, N_("取消急件"), 2, true, false, false},
	{ACT_REFUSE, "refuse", N_("不予受理"), N_("依据哪一条，居民可以怎么办"), NULL, N_("不予受理"), 3, true, true, false},
	{ACT_LEAVE, "leave", N_("拆出来单独办"), N_("为什么单独办（居民看得到）"), NULL, N_("拆出来"), 2, true, false, false},
	{ACT_REOPEN, "reopen", N_("重新办理"), N_("为什么"), NULL, N_("重新办理"), 2, true, false, false},
	{ACT_HELP_BOUNCE, "help_bounce", N_("不归我们，退回会办"), N_("依据职责清单哪一条不归本单位"), NULL, N_("退回"), 2, true, true,
	 true},
};
enum { TEXT_MOVES = sizeof text_moves / sizeof *text_moves };

static void
fill_forms(struct req *r, struct appeal_show_page *p)
{
	p->forms.v = NEW_ARRAY(&r->arena, struct appeal_text_form, TEXT_MOVES);
	p->help_forms.v = NEW_ARRAY(&r->arena, struct appeal_text_form, TEXT_MOVES);
	for (size_t i = 0; i < TEXT_MOVES; i++) {
		struct appeal_text_form_list *list = text_moves[i].help ? &p->help_forms : &p->forms;
		bool refused = p->act && str_is(str_of(p->act), text_moves[i].path);

		if (!p->s.may[text_moves[i].act])
			continue;
		list->v[list->n++] = (struct appeal_text_form){
			.code = p->a.code, .from = p->from, .version = p->version, .rows = text_moves[i].rows, .act = text_moves[i].path,
			.title = text_moves[i].title, .label = text_moves[i].label, .about = text_moves[i].about,
			.button = text_moves[i].button, .text = refused ? p->text : S(""), .must = text_moves[i].must,
			.bad = text_moves[i].bad, .refused = refused,
		};
	}
}

/* The answer to a POST shows this once: it must not stay in any address or history. */
struct shown_once {
	bool opened; /* person counts */
	struct appeal_person person;
	struct str pin;
};

static int
pick_reasons(struct req *r, struct appeal_show_page *p)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	struct phrase_list list;

	TRY(appeal_reasons(r->tx, r->who->district, false, &list));
	p->reasons.v = NEW_ARRAY(&r->arena, struct appeal_reason_line, list.n);
	for (size_t i = 0; i < list.n; i++) {
		const struct phrase *x = &list.v[i];

		p->reasons.v[p->reasons.n++] = (struct appeal_reason_line){
			.id = x->id, .title = appeal_say_reason(r, x), .asks = appeal_say_asks(r, x),
			.chosen = in && in->why == x->id,
		};
	}
	return 0;
}

/* Who has it, by which clock, and why it came back. */
static int
show_state(struct req *r, struct appeal_show_page *p)
{
	struct phrase reason;
	int rc = p->a.bounces ? appeal_reason_get(r->tx, r->who->district, p->a.reason, &reason) : E_NOTFOUND;

	if (rc == 0)
		p->bounce_word = appeal_say_reason(r, &reason);
	else if (rc != E_NOTFOUND)
		return rc;
	p->holder = p->org.n ? p->org : p->community;
	if (p->a.state == APPEAL_RULING)
		p->holder = str_of(ui_translate(req_lang(r), territory_level_word(p->a.tier)));
	p->stage_clock = appeal_clock_look(&(struct appeal_line){.live = p->a.live, .state = APPEAL_FILED, .queue_at = p->a.due_at},
					   clock_now());
	p->promise_late = p->a.promised_at < clock_now();
	p->own = p->a.org && actor_can(r->who, APPEAL_HANDLE, NULL, p->a.org);
	p->stage_word = appeal_stage_word(p->a.state == APPEAL_FILED	    ? STAGE_TRIAGE
					  : p->a.state == APPEAL_DISPATCHED ? STAGE_ACCEPT
					  : p->a.state == APPEAL_ACCEPTED   ? STAGE_HANDLE
					  : p->a.state == APPEAL_RULING	    ? STAGE_RULE
									    : STAGE_FOLLOW);
	return 0;
}

/* What was ruled before, for who sends the case or gives it back. */
static int
show_precedents(struct req *r, struct appeal_show_page *p)
{
	struct precedent_list list;

	TRY(appeal_precedents(r->tx, &p->s.a, &list));
	p->precedents.v = NEW_ARRAY(&r->arena, struct appeal_precedent_line, list.n);
	for (size_t i = 0; i < list.n; i++) {
		const struct precedent *x = &list.v[i];
		bool sends = x->open && p->may_dispatch && x->org.id != p->a.org && !gave_it_back(p, x->org.id);

		p->precedents.v[p->precedents.n++] = (struct appeal_precedent_line){
			.code = x->code, .text = x->text, .org = appeal_say(r, x->org.name, x->org.name_en), .at = x->at,
			.other = appeal_say(r, x->other, x->other_en), .id = sends ? x->org.id : 0, .tier = territory_level_word(x->tier),
		};
	}
	return 0;
}

/* Cases it may be the same as, for who may join them. */
static int
show_alike(struct req *r, struct appeal_show_page *p)
{
	struct appeal_alike_list list;

	TRY(appeal_alike_desk(r->tx, r->who, &p->s.a, &list));
	p->alike = appeal_alike_lines(r, &list, S(""));
	return 0;
}

/* What it is at first sight, or what its item proposes. */
static void
show_sort(struct req *r, struct appeal_show_page *p)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	enum appeal_sort sort;
	enum appeal_affair affair;

	appeal_sort_proposed(&p->rule, &sort, &affair);
	p->sort_word = appeal_sort_word(p->s.a.sort);
	p->affair_word = appeal_affair_word(p->s.a.affair);
	p->sorted = p->s.a.sort || p->s.a.affair;
	p->sort = in && in->sort ? in->sort : p->s.a.sort ? (int)p->s.a.sort : (int)sort;
	p->affair = in && in->affair ? in->affair : p->s.a.affair ? (int)p->s.a.affair : (int)affair;
	p->proposed = !p->s.a.sort && !p->s.a.affair && affair;
}

/* What the reader may do with it. */
static int
show_work(struct req *r, struct appeal_show_page *p)
{
	show_sort(r, p);
	TRY(show_state(r, p));
	if (p->may_dispatch || p->may_rule || p->may_bounce)
		TRY(show_precedents(r, p));
	if (p->may_join && p->a.state != APPEAL_JOINED)
		TRY(show_alike(r, p));
	if (p->may_bounce)
		TRY(pick_reasons(r, p));
	if (p->may_reply)
		TRY(appeal_pick_phrases(r, p));
	return p->may_triage || p->may_dispatch || p->may_rule ? desk_choices(r, p) : 0;
}

/* The list its reader came from, of the address or of a refused form. */
static struct str
from_of(struct req *r)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	const struct desk_in *desk = form_if(r, desk_in);

	return in ? in->from : desk ? desk->from : S("");
}

/* A map of the community with the place of the case, for who may see it. */
static int
show_place(struct req *r, struct appeal_show_page *p, struct page *page)
{
	struct territory_point point = {
		.lon = p->a.lon, .lat = p->a.lat, .href = str_fmt(&r->arena, "/appeal/%.*s/desk", STR(p->a.code)), .label = p->a.title,
	};
	struct territory_point_list points = {&point, p->a.lon != 0};

	if (!p->a.lon || !p->a.community)
		return 0;
	TRY(territory_map(r, p->a.community, NULL, &points, &p->map));
	TRY(territory_map_scripts(r, page));
	return 0;
}

/* What other features make of a case that is not over, for whose power counts at its place. */
static int
show_offers(struct req *r, struct appeal_show_page *p)
{
	struct nav_list nav = ui_nav(r);
	struct territory_node node;
	struct place at;

	if (p->a.live == LIVE_OVER)
		return 0;
	TRY(territory_get(r->tx, r->who->district, p->a.place, &node));
	at = territory_place_of(&node);
	p->offers.v = NEW_ARRAY(&r->arena, struct appeal_offer, nav.n + 1);
	for (size_t i = 0; i < nav.n; i++)
		if (nav.v[i].at == NAV_CASE && actor_can(r->who, (enum perm)nav.v[i].perm, &at, 0))
			p->offers.v[p->offers.n++] = (struct appeal_offer){
				str_fmt(&r->arena, "%s%.*s", nav.v[i].href, STR(p->a.code)), nav.v[i].icon, nav.v[i].label};
	return 0;
}

/* Is the reader the one it waits for? */
static bool
has_work(const struct appeal_show_page *p)
{
	return p->may_reply || p->may_rule || (p->may_accept && p->own) || (p->may_dispatch && p->a.state == APPEAL_FILED);
}

static int
show_desk(struct req *r, const struct shown_once *once)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	struct appeal_show_page p = {.photo.word = N_("处置后的照片")};
	struct page page = {.frame = FRAME_DESK,
			    .tab = "queue",
			    .back = "/appeal/queue",
			    .library = "pick.js",
			    .script = "appeal_desk.js"};

	TRY(appeal_load_page(r, true, &p));
	TRY(appeal_neighbours(r, from_of(r), &p));
	TRY(show_place(r, &p, &page));
	TRY(appeal_contact_masked(r->tx, r->who, &p.s, &p.contact));
	TRY(appeal_readings(r->tx, r->who, &p.s, &p.readings));
	if (once->opened) {
		p.contact = once->person;
		p.contact_full = true;
	}
	p.new_pin = once->pin;
	TRY(show_around(r, &p));
	TRY(appeal_pick_moves(r, p.a.community, in ? in->find_place : S(""), in ? in->place.id : 0, &p.communities));
	p.anon_word = str_of(ui_translate(req_lang(r), appeal_anon_word(p.a.anon)));
	TRY(show_work(r, &p));
	TRY(show_offers(r, &p));
	p.moved = p.moved && !has_work(&p);
	fill_forms(r, &p);
	page.title_text = p.a.title;
	return reply_page(r, &page, appeal_desk, &p);
}

int
appeal_desk_page(struct req *r)
{
	return show_desk(r, &(struct shown_once){0});
}

/* What stands beside the queue, for its script; without one the row leads to the case. */
static int
appeal_glance_page(struct req *r)
{
	struct appeal_show_page p = {.photo.word = N_("处置后的照片")};

	TRY(appeal_load_page(r, true, &p));
	p.from = from_of(r);
	p.anon_word = str_of(ui_translate(req_lang(r), appeal_anon_word(p.a.anon)));
	TRY(show_state(r, &p));
	return reply_fragment(r, appeal_glance, &p);
}

static int
shown_once_page(struct req *r)
{
	return show_desk(r, TAKE(&r->found, shown_once));
}

struct contact_in {
	struct str reason;
};
static const struct field contact_fields[] = {
	FIELD(contact_in, reason, FIELD_TEXT, .label = N_("为什么要看"), .max = 100,
	      .required = true, .missing = N_("请写明为什么要看，比如“约上门时间”。")),
};
static const struct form contact_form = FORM(contact_in, contact_fields);
static const struct field pin_fields[] = {
	FIELD(contact_in, reason, FIELD_TEXT, .label = N_("怎样核对了是本人"), .max = 100,
	      .required = true, .missing = N_("请写明怎样核对了是本人，比如“当面核对身份证”。")),
};
static const struct form pin_form = FORM(contact_in, pin_fields);

static int
appeal_contact_post(struct req *r)
{
	const struct contact_in *in = form_in(r, contact_in);
	struct shown_once *once = NEW(&r->arena, struct shown_once);
	struct appeal_person person;

	TRY(appeal_contact(r->tx, r->who, r->arg[0], in->reason, &person));
	*once = (struct shown_once){
		.opened = true,
		.person = {.name = str_dup(&r->arena, person.name), .phone = str_dup(&r->arena, person.phone)},
	};
	LEAVE(&r->found, shown_once, once);
	return 0;
}

/* A new PIN is told to whoever stands at the desk. */
static int
appeal_pin_post(struct req *r)
{
	const struct contact_in *in = form_in(r, contact_in);
	struct shown_once *once = NEW(&r->arena, struct shown_once);
	struct str pin;

	TRY(appeal_new_pin(r->tx, r->who, r->arg[0], in->reason, &pin));
	*once = (struct shown_once){.pin = str_dup(&r->arena, pin)};
	LEAVE(&r->found, shown_once, once);
	return 0;
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/:code/desk", APPEAL_QUEUE, appeal_desk_page, .form = &desk_form,
		  .about = "A case at the desk"),
	ROUTE_GET("/appeal/:code/glance", APPEAL_QUEUE, appeal_glance_page, .form = &desk_form,
		  .about = "A case beside the queue"),
	ROUTE_POST("/appeal/:code/contact", APPEAL_QUEUE, appeal_contact_post,
		   .form = &contact_form, .after = shown_once_page, .again = appeal_desk_page,
		   .about = "Open a contact in full; the reason is logged"),
	ROUTE_POST("/appeal/:code/pin", APPEAL_PIN, appeal_pin_post, .form = &pin_form,
		   .after = shown_once_page, .again = appeal_desk_page,
		   .about = "Give a new PIN to a filer who was recognised"),
};

const struct route_table appeal_desk_routes = {rows, sizeof rows / sizeof *rows};
