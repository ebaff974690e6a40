/* appeal_web_desk.c: a case at the desk: its page for staff, opening a contact, a new PIN. */
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_around.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/appeal/appeal_web_show.h"
#include "features/suggest/suggest.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"

/* ---- a case at the desk ---- */

static int
desk_choices(struct req *r, struct appeal_show_page *p)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	struct org org;

	if (appeal_body_for(r->tx, &p->s.a, &org) == 0)
		p->suggested_org = appeal_say(r, org.name, org.name_en);
	TRY(appeal_find_orgs(r, in ? in->find_org : S(""), in ? in->org.id : 0, p->suggested_org.n ? appeal_by_duty : NULL, p->suggested_org,
			     &p->orgs));
	TRY(appeal_find_items(r, in ? in->find : S(""), p->a.item, true, &p->find));
	TRY(suggest_for(r->tx, r->who->district, p->a.title, p->a.body, 3, &p->hits));
	appeal_likely(r, &p->hits, p->a.urgent != 0);
	return 0;
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
	return p->may_help ? appeal_find_orgs(r, in ? in->find_org : S(""), in ? in->org.id : 0, NULL, S(""), &p->helpers) : 0;
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
	{ACT_BOUNCE, "bounce", N_("退回"), N_("依据职责清单哪一条不归本单位"), NULL, N_("退回"), 2, true, true, false},
	{ACT_REFUSE, "refuse", N_("不予受理"), N_("依据哪一条，居民可以怎么办"), NULL, N_("不予受理"), 3, true, true, false},
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
			.code = p->a.code, .version = p->version, .rows = text_moves[i].rows, .act = text_moves[i].path,
			.title = text_moves[i].title, .label = text_moves[i].label, .about = text_moves[i].about,
			.button = text_moves[i].button, .text = refused ? p->text : S(""), .must = text_moves[i].must,
			.bad = text_moves[i].bad, .refused = refused,
		};
	}
}

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

/* The answer to a POST shows this once: it must not stay in any address or history. */
struct shown_once {
	bool opened; /* person counts */
	struct appeal_person person;
	struct str pin;
};

static int
show_desk(struct req *r, const struct shown_once *once)
{
	struct appeal_show_page p = {0};
	struct page page = {.frame = FRAME_DESK,
			    .tab = "queue",
			    .back = "/appeal/queue",
			    .library = "pick.js",
			    .script = "appeal_desk.js"};

	TRY(appeal_load_page(r, true, &p));
	TRY(appeal_contact_masked(r->tx, r->who, &p.s, &p.contact));
	TRY(appeal_readings(r->tx, r->who, &p.s, &p.readings));
	if (once->opened) {
		p.contact = once->person;
		p.contact_full = true;
	}
	p.new_pin = once->pin;
	TRY(show_around(r, &p));
	TRY(appeal_pick_moves(r, p.a.community, &p.communities));
	p.anon_word = str_of(ui_translate(req_lang(r), appeal_anon_word(p.a.anon)));
	if (p.may_triage || p.may_dispatch) {
		TRY(desk_choices(r, &p));
		drop_current(&p);
	}
	fill_forms(r, &p);
	page.title_text = p.a.title;
	return reply_page(r, &page, appeal_desk, &p);
}

int
appeal_desk_page(struct req *r)
{
	return show_desk(r, &(struct shown_once){0});
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
	ROUTE_GET("/appeal/:code/desk", APPEAL_QUEUE, appeal_desk_page,
		  .about = "A case at the desk"),
	ROUTE_POST("/appeal/:code/contact", APPEAL_QUEUE, appeal_contact_post,
		   .form = &contact_form, .after = shown_once_page, .again = appeal_desk_page,
		   .about = "Open a contact in full; the reason is logged"),
	ROUTE_POST("/appeal/:code/pin", APPEAL_PIN, appeal_pin_post, .form = &pin_form,
		   .after = shown_once_page, .again = appeal_desk_page,
		   .about = "Give a new PIN to a filer who was recognised"),
};

const struct route_table appeal_desk_routes = {rows, sizeof rows / sizeof *rows};
