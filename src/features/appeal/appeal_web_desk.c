/* appeal_web_desk.c: the desk: queue, bulk dispatch, case page for staff, opening a contact, a new PIN. */
#include "base/clock.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_around.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/appeal/appeal_web_show.h"
#include "features/suggest/suggest.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/paging.h"

enum { BULK_MAX = 50 };

static const struct {
	const char *name, *word;
} tabs[TAB__MAX] = {
	[TAB_MINE] = {"mine", N_("待办")},
	[TAB_NEW] = {"new", N_("待派件")},
	[TAB_SOON] = {"soon", N_("快到期")},
	[TAB_LATE] = {"over", N_("超期")},
	[TAB_RAISED] = {"raised", N_("上提")},
	[TAB_WAITING] = {"waiting", N_("等居民补充")},
	[TAB_REPLIED] = {"replied", N_("等评价")},
	[TAB_ALL] = {"all", N_("全部")},
};

/* The bulk form carries the list it stands on, so that its reader stays there. */
struct appeal_bulk_in {
	struct appeal_queue_in queue;
	struct texts ids; /* "CODE.version" */
	int64_t org;
	struct str find_org;
	bool seek_org;
};
static const struct field bulk_fields[] = {
	APPEAL_QUEUE_FIELDS(appeal_bulk_in, queue.),
	FIELD_AS(appeal_bulk_in, ids, "id", FIELD_MANY, .label = N_("工单"), .max = BULK_MAX,
		 .required = true, .missing = N_("还没有勾选工单。")),
	FIELD(appeal_bulk_in, org, FIELD_ID, .label = N_("派给")),
	FIELD(appeal_bulk_in, find_org, FIELD_TEXT, .label = N_("找单位"), .max = 60),
	FIELD(appeal_bulk_in, seek_org, FIELD_AGAIN, .label = N_("找")),
};
static const struct form bulk_form = FORM(appeal_bulk_in, bulk_fields);

/* The list this request is about, whichever of the two forms brought it. */
static const struct appeal_queue_in *
queue_in(const struct req *r)
{
	const struct appeal_bulk_in *bulk = form_if(r, appeal_bulk_in);

	return bulk ? &bulk->queue : form_in(r, appeal_queue_in);
}

static enum appeal_tab
tab_of(struct str name)
{
	for (int t = TAB_MINE; t < TAB__MAX; t++)
		if (str_is(name, tabs[t].name))
			return (enum appeal_tab)t;
	return TAB_MINE;
}

static int
tab_links(struct req *r, enum appeal_tab current, int64_t desk, struct tab_link_list *ret)
{
	int64_t counts[TAB__MAX];

	TRY(appeal_counts(r->tx, r->who, desk, counts));
	*ret = (struct tab_link_list){NEW_ARRAY(&r->arena, struct tab_link, TAB__MAX), 0};
	for (int t = TAB_MINE; t < TAB__MAX; t++)
		ret->v[ret->n++] = (struct tab_link){
			.word = tabs[t].word,
			.href = str_fmt(&r->arena, "/appeal/queue?tab=%s&desk=%lld", tabs[t].name,
					(long long)desk),
			.count = counts[t] < APPEAL_COUNT_MAX ? counts[t] : APPEAL_COUNT_MAX - 1,
			.more = counts[t] >= APPEAL_COUNT_MAX,
			.current = t == (int)current,
		};
	return 0;
}

/* Offered to those with several posts only. */
static int
pick_desks(struct req *r, int64_t chosen, struct pick_list *ret)
{
	struct appeal_desk_list desks;

	TRY(appeal_desks(r->tx, r->who, &desks));
	if (desks.n < 2)
		return 0;
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, desks.n), desks.n};
	for (size_t i = 0; i < desks.n; i++)
		ret->v[i] = (struct pick){
			.value = str_number(&r->arena, desks.v[i].number),
			.label = appeal_say(r, desks.v[i].name, desks.v[i].name_en),
			.chosen = desks.v[i].number == chosen,
		};
	return 0;
}

/* The list this request is about: the same tab, words, class and desk. */
static struct str
queue_href(struct req *r, enum appeal_tab tab, struct str after)
{
	const struct appeal_queue_in *in = queue_in(r);
	struct arena *a = &r->arena;
	struct str klass = in->class_ ? str_number(a, in->class_) : S("");

	return str_fmt(a, "/appeal/queue?tab=%s&desk=%lld&q=%.*s&class=%.*s%s%.*s", tabs[tab].name,
		       (long long)in->desk, STR(gate_escape(a, in->query)), STR(klass),
		       after.n ? "&after=" : "", STR(after));
}

/* What a bulk dispatch did is said once. */
static void
take_told(struct req *r, struct appeal_queue_page *p)
{
	struct str text, done;

	if (r->method != GET || r->head || !gate_unseal(r, "bulk", &text))
		return;
	reply_cookie(r, S("bulk"), S(""), -1);
	if (str_next(&text, '\n', &done) && str_int(done, &p->done))
		p->left = text;
}

/* Rows that a refused bulk form had ticked stay ticked. */
static void
keep_picked(struct req *r, struct appeal_card_list *cards)
{
	const struct appeal_bulk_in *in = form_if(r, appeal_bulk_in);

	for (size_t i = 0; in && i < in->ids.n; i++)
		for (size_t c = 0; c < cards->n; c++)
			if (str_starts(in->ids.v[i], cards->v[c].l.code))
				cards->v[c].picked = true;
}

static int
appeal_queue_page(struct req *r)
{
	const struct appeal_queue_in *in = queue_in(r);
	const struct appeal_bulk_in *bulk = form_if(r, appeal_bulk_in);
	struct appeal_filter f = {.query = in->query,
				  .class_ = in->class_,
				  .after = in->page.after,
				  .desk = in->desk};
	/* A search looks everywhere, so the tab must say so. */
	enum appeal_tab tab = f.query.n ? TAB_ALL : tab_of(in->tab);
	struct appeal_queue_page p = {.as_of = clock_now(),
				      .tab = str_of(tabs[tab].name),
				      .query = f.query,
				      .class_ = f.class_,
				      .after = f.after,
				      .desk = f.desk,
				      .here = queue_href(r, tab, f.after),
				      .refused = r->method == POST && !r->show_again};
	struct page page = {.frame = FRAME_DESK,
			    .title = N_("工单队列"),
			    .tab = "queue",
			    .library = "pick.js",
			    .script = "appeal_queue.js"};
	struct appeal_line_list lines;
	struct str next;
	int rc = appeal_queue(r->tx, r->who, tab, &f, &lines, &next);

	if (rc == E_INVALID) {
		p.problem = gate_why(r);
		r->failed = rc;
	} else {
		TRY(rc);
	}
	take_told(r, &p);
	p.cards = appeal_cards_of(r, &lines, false);
	keep_picked(r, &p.cards);
	p.next = next.n ? queue_href(r, tab, next) : S("");
	p.may_dispatch = actor_has(r->who, APPEAL_DISPATCH);
	p.may_export = actor_has(r->who, APPEAL_EXPORT);
	TRY(appeal_exports(r->tx, r->who, &p.exports));
	TRY(flow_newest(r->tx, r->who->district, FLOW_APPEAL, &p.mark));
	TRY(tab_links(r, tab, f.desk, &p.tabs));
	TRY(pick_desks(r, f.desk, &p.desks));
	TRY(appeal_pick_classes(r, f.class_, &p.classes));
	if (p.may_dispatch)
		TRY(appeal_find_orgs(r, bulk ? bulk->find_org : S(""), bulk ? bulk->org : 0, appeal_by_duty, S(""), &p.orgs));
	return reply_page(r, &page, appeal_queue, &p);
}

/* "CODE.version" of the ticked rows. */
static int
picked_rows(struct req *r, struct appeal_bulk **ret)
{
	const struct texts *ids = &form_in(r, appeal_bulk_in)->ids;
	struct appeal_bulk *v = NEW_ARRAY(&r->arena, struct appeal_bulk, ids->n);

	for (size_t i = 0; i < ids->n; i++) {
		struct str version = ids->v[i];

		v[i] = (struct appeal_bulk){0};
		if (!str_next(&version, '.', &v[i].code) || !str_int(version, &v[i].version) ||
		    v[i].version < 1)
			return E_MALFORMED;
	}
	*ret = v;
	return 0;
}

/* What went is told on the list it was on, and what did not with the reason; nothing went: the form again, with it. */
static int
appeal_queue_post(struct req *r)
{
	const struct appeal_bulk_in *in = form_in(r, appeal_bulk_in);
	size_t n = in->ids.n, done = 0;
	struct appeal_bulk *v;
	struct buf left;
	int rc = E_INVALID;

	buf_init(&left, &r->arena);
	TRY(picked_rows(r, &v));
	TRY(appeal_dispatch_all(r->tx, r->who, in->org, v, n));
	for (size_t i = 0; i < n; i++) {
		done += !v[i].err;
		rc = v[i].err == E_STALE ? E_STALE : rc;
		if (v[i].err)
			buf_fmt(&left, "%s%.*s：%.*s", left.n ? " " : "", STR(v[i].code),
				STR(str_of(ui_translate(req_lang(r), v[i].why))));
	}
	if (!done) {
		form_fail_arg(r, appeal_bulk_in, ids, N_("一件也没有派出。{1}"), buf_done(&left));
		return rc;
	}
	gate_seal(r, "bulk", str_fmt(&r->arena, "%zu\n%.*s", done, STR(buf_done(&left))), 60);
	return redirect(r, "%.*s", STR(queue_href(r, tab_of(in->queue.tab), S(""))));
}

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
	appeal_likely(r, &p->hits);
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

/* What is shown once, in the answer to the POST that asked for it: it must not stay in any address or history. */
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
	ROUTE_GET("/appeal/queue", APPEAL_QUEUE, appeal_queue_page, .form = &appeal_queue_form,
		  .about = "The desk's queue"),
	ROUTE_POST("/appeal/queue", APPEAL_DISPATCH, appeal_queue_post, .form = &bulk_form,
		   .again = appeal_queue_page, .about = "Dispatch several cases"),
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
