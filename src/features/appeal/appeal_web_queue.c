/* appeal_web_queue.c: the desk's queue: its tabs, its list, and dispatching several cases at once. */
#include "base/clock.h"
#include "features/appeal/appeal_narrow.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_neighbour.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/appeal/appeal_web_rows.h"
#include "features/suggest/suggest.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/narrow.h"
#include "kit/paging.h"

enum { BULK_MAX = 50, ALARMS_MAX = 20, TOLD_S = 15 * 60 };
/* A browser without the page's script, which says by a cookie that it runs, asks for the page again after so many seconds. */
#define REFRESH "60"

/* The bulk form carries the list it stands on, so that its reader stays there. */
struct appeal_bulk_in {
	struct appeal_queue_in queue;
	struct texts ids; /* "CODE.version" */
	int64_t org;
	struct str find_org;
	bool seek_org;
	bool look; /* shows to whom each would go */
	bool open;
};
static const struct field bulk_fields[] = {
	APPEAL_QUEUE_FIELDS(appeal_bulk_in, queue.),
	FIELD_AS(appeal_bulk_in, ids, "id", FIELD_MANY, .label = N_("工单"), .max = BULK_MAX,
		 .required = true, .missing = N_("还没有勾选工单。")),
	FIELD(appeal_bulk_in, org, FIELD_ID, .label = N_("派给")),
	FIELD(appeal_bulk_in, find_org, FIELD_TEXT, .label = N_("找单位"), .max = 60),
	FIELD(appeal_bulk_in, seek_org, FIELD_AGAIN, .label = N_("找")),
	FIELD(appeal_bulk_in, look, FIELD_AGAIN, .label = N_("看看派给谁")),
	FIELD(appeal_bulk_in, open, FIELD_BOOL, .label = N_("内容可以公开（按标出的遮住）")),
};
static const struct form bulk_form = FORM(appeal_bulk_in, bulk_fields);

/* The list this request is about, whichever of the two forms brought it. */
static const struct appeal_queue_in *
queue_in(const struct req *r)
{
	const struct appeal_bulk_in *bulk = form_if(r, appeal_bulk_in);

	return bulk ? &bulk->queue : form_in(r, appeal_queue_in);
}

/* ---- the list ---- */

struct queue_filter {
	enum appeal_tab tab;
	struct appeal_filter f;
	struct appeal_narrow n;
	bool *stopped; /* it read no further */
	bool for_people; /* programs are given no suggestions */
};

static bool
by_id(const struct queue_filter *q)
{
	return q->tab == TAB_ALL || q->f.newest;
}

static int
queue_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	   struct list_rows *ret)
{
	const struct queue_filter *q = filter;
	struct appeal_filter f = q->f;
	struct appeal_line_list lines;
	struct appeal_card_list cards;
	struct str next = S(""), unused;

	f.after = after;
	f.limit = limit;
	if (appeal_is_narrow(&q->n))
		TRY(appeal_queue_narrow(tx, who, q->tab, &f, &q->n, &lines, &next));
	else
		TRY(appeal_queue(tx, who, q->tab, &f, &lines, &unused));
	cards = appeal_cards_raw(a, &lines, false);
	for (size_t i = 0; i < cards.n; i++) {
		cards.v[i].by_id = by_id(q);
		cards.v[i].from = appeal_from(a, q->tab, &q->f);
		/* The same as on the page of the case. */
		if (q->for_people && lines.v[i].unsorted_body.n)
			TRY(suggest_for(tx, who->district, lines.v[i].title, lines.v[i].unsorted_body, 1, &cards.v[i].hits));
	}
	*q->stopped = next.n > 0;
	*ret = (struct list_rows){cards.v, cards.n, next};
	return 0;
}

static struct str
queue_key(struct arena *a, const void *row)
{
	const struct appeal_card *c = row;

	if (c->by_id)
		return str_number(a, c->l.id);
	/* appeal_list.c: what is urgent is a range of its own. */
	return str_fmt(a, "%s%lld.%lld", c->l.urgent ? "u" : "", (long long)c->l.queue_at, (long long)c->l.id);
}

/* Names the body that has it. Nobody has it yet: its state says that better than its community. */
static void
queue_say(struct req *r, void *row)
{
	struct appeal_card *c = row;

	appeal_card_say(r, c);
	appeal_likely(r, &c->hits, c->l.urgent != 0);
	c->guess = c->hits.n ? c->hits.v[0].name : S("");
	if (!c->org.n)
		c->l.org_name = str_of(ui_translate(req_lang(r), c->state_word));
}

static struct str
queue_tick(struct arena *a, const void *row)
{
	const struct appeal_line *l = &((const struct appeal_card *)row)->l;

	return str_fmt(a, "%.*s.%lld", STR(l->code), (long long)l->version);
}

static struct html
draw_title(struct req *r, const void *row)
{
	const struct appeal_card *c = row;

	return view_text(r, appeal_queue_title, c);
}

static struct html
draw_item(struct req *r, const void *row)
{
	const struct appeal_card *c = row;

	return view_text(r, appeal_queue_item, c);
}

#define CARD(member) SHAPE_MEMBER(struct appeal_card, l.member)
static const struct shape_field queue_columns[] = {
	{.name = "code", .type = SHAPE_TEXT, CARD(code), COLUMN(.label = N_("编号"), .show = LIST_LINE | LIST_UNBROKEN)},
	{.name = "title", .type = SHAPE_TEXT, CARD(title), COLUMN(.label = N_("事项"), .show = LIST_TITLE, .draw = draw_title)},
	{.name = "place", .type = SHAPE_TEXT, CARD(place_name), COLUMN(.label = N_("地点"), .show = LIST_LINE | LIST_WRAP)},
	{.name = "item", .type = SHAPE_TEXT, CARD(item_name), COLUMN(.label = N_("类别"), .show = LIST_LINE, .draw = draw_item)},
	{.name = "body", .type = SHAPE_TEXT, CARD(org_name), COLUMN(.label = N_("承办"), .show = LIST_LINE | LIST_WRAP)},
	{.name = "due_at", .type = SHAPE_TIME, CARD(queue_at),
	 COLUMN(.label = N_("承办内部时限"), .show = LIST_LINE, .draw = appeal_row_clock)},
	{.name = "updated_at", .type = SHAPE_TIME, CARD(updated_at), COLUMN(.label = N_("更新"), .show = LIST_LINE | LIST_RIGHT)},
};
static const struct shape queue_shape = {"QueueCase", queue_columns, sizeof queue_columns / sizeof *queue_columns};

/* It cannot be downloaded like others: taking cases out is noted (appeal_web_export.c). */
static const struct list queue = {
	.name = "queue",
	.path = "/appeal/queue",
	.title = N_("工单"),
	.none = N_("这里没有要办的事。"),
	.lost = N_("没有找到。换个说法，或者只写编号的后四位。"),
	.page = APPEAL_DESK_PAGE,
	.no_file = true,
	.live = true,
	.shape = &appeal_line_shape,
	.view = &queue_shape,
	.size = sizeof(struct appeal_card),
	.rows = queue_rows,
	.key = queue_key,
	.say = queue_say,
	.tick = queue_tick,
	.tick_perm = APPEAL_DISPATCH,
};

/* Names a list by tab, desk, words and class. A search looks everywhere, so the tab must say so. */
static struct str
params_of(struct req *r, const struct appeal_queue_in *in, enum appeal_tab tab)
{
	struct arena *a = &r->arena;
	struct str s = list_param(a, S(""), "tab", str_of(appeal_tab_name(tab)));

	s = list_param(a, s, "desk", in->desk ? str_number(a, in->desk) : S(""));
	s = list_param(a, s, "q", in->query);
	s = list_param(a, s, "class", in->class_ ? str_number(a, in->class_) : S(""));
	return appeal_narrow_params(a, s, &in->narrow);
}

static struct list_ask
queue_asked(struct req *r, struct queue_filter *q)
{
	const struct appeal_bulk_in *bulk = form_if(r, appeal_bulk_in);
	const struct appeal_queue_in *in = queue_in(r);

	q->tab = in->query.n ? TAB_ALL : appeal_tab_of(in->tab);
	q->f = (struct appeal_filter){
		.query = in->query, .class_ = in->class_, .desk = in->desk, .newest = in->narrow.newest,
	};
	q->stopped = NEW(&r->arena, bool);
	*q->stopped = false;
	q->for_people = true;
	return (struct list_ask){
		.filter = q,
		.query = in->query,
		.params = params_of(r, in, q->tab),
		.narrowed = in->query.n || appeal_is_narrow(&q->n),
		.after = in->page.after,
		.back = in->page.back,
		.ticked = bulk ? &bulk->ids : NULL,
	};
}

enum { KEPT_MOST = 11 };

/* The conditions for a form that stands beside the list. */
static struct table_kept_list
kept_of(struct req *r, const struct appeal_narrow_in *in, int64_t class_)
{
	struct table_kept *v = NEW_ARRAY(&r->arena, struct table_kept, KEPT_MOST);
	const struct table_kept all[] = {
		{"place", in->place},
		{"body", in->org ? str_number(&r->arena, in->org) : S("")},
		{"channel", appeal_choice_param(appeal_channel_choices, in->channel)},
		{"state", appeal_choice_param(appeal_state_choices, in->state)},
		{"anon", appeal_choice_param(appeal_anon_choices, in->anon)},
		{"sort", appeal_choice_param(appeal_sort_choices, in->sort)},
		{"affair", appeal_choice_param(appeal_affair_choices, in->affair)},
		{"from", appeal_day_param(&r->arena, in->from)},
		{"to", appeal_day_param(&r->arena, in->to)},
		{"newest", in->newest ? S("1") : S("")},
		{"class", class_ ? str_number(&r->arena, class_) : S("")},
	};
	size_t n = 0;

	_Static_assert(sizeof all / sizeof *all == KEPT_MOST, "room for each");
	for (size_t i = 0; i < KEPT_MOST; i++)
		if (all[i].value.n)
			v[n++] = all[i];
	return (struct table_kept_list){v, n};
}

/* ---- the page ---- */

static int
tab_links(struct req *r, enum appeal_tab current, int64_t desk, struct tab_link_list *ret)
{
	int64_t counts[TAB__MAX];

	TRY(appeal_counts(r->tx, r->who, desk, counts));
	*ret = (struct tab_link_list){NEW_ARRAY(&r->arena, struct tab_link, TAB__MAX), 0};
	for (int t = TAB_MINE; t < TAB__MAX; t++)
		ret->v[ret->n++] = (struct tab_link){
			.word = appeal_tab_word((enum appeal_tab)t),
			.href = str_fmt(&r->arena, "/appeal/queue?tab=%s&desk=%lld", appeal_tab_name((enum appeal_tab)t),
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

/* The list says once what a bulk dispatch did. */
static void
take_told(struct req *r, struct appeal_queue_page *p)
{
	struct str text, done;

	if (r->method != GET || r->head || !gate_unseal(r, "bulk", &text))
		return;
	reply_cookie(r, S("bulk"), S(""), -1);
	if (str_next(&text, '\n', &done) && str_int(done, &p->done) && str_next(&text, '\n', &p->undo))
		p->left = text;
}

static struct pick_list
picks_of(struct req *r, const struct choice *v, int chosen)
{
	struct pick_list list = {NEW_ARRAY(&r->arena, struct pick, APPEAL_STATE__MAX + CHANNEL__MAX), 0};

	for (; v->value; v++)
		list.v[list.n++] = (struct pick){
			.value = str_of(v->value), .label = str_of(ui_translate(req_lang(r), v->label)), .chosen = v->number == chosen,
		};
	return list;
}

enum { FILTERS = 4, FILTERS_MORE = 8 };

/* Words that name a place or a body are what was chosen. *ret: the queue so narrowed has an address of its own. */
static int
take_words(struct req *r, const struct appeal_queue_in *in, struct str *ret)
{
	struct appeal_queue_in meant = *in;
	struct pick_list places, bodies, hits;
	const struct pick *place = NULL, *body = NULL;

	*ret = S("");
	if (!in->find_place.n && !in->find_body.n)
		return 0;
	TRY(appeal_pick_areas(r, in->narrow.place, &places));
	TRY(appeal_pick_orgs(r, in->narrow.org, &bodies));
	if (in->find_place.n)
		place = pick_meant(&r->arena, &places, in->find_place, &hits);
	if (in->find_body.n)
		body = pick_meant(&r->arena, &bodies, in->find_body, &hits);
	if ((in->find_place.n && !place) || (in->find_body.n && !body))
		return 0;
	if (place)
		meant.narrow.place = place->value;
	if (body)
		str_int(body->value, &meant.narrow.org);
	*ret = str_fmt(&r->arena, "/appeal/queue?%.*s", STR(params_of(r, &meant, in->query.n ? TAB_ALL : appeal_tab_of(in->tab))));
	return 0;
}

/* Where the queue is with the other conditions, up to the value of this one. */
static struct str
up_to(struct req *r, const struct queue_filter *q, const char *name)
{
	struct appeal_queue_in rest = *queue_in(r);

	if (str_is(S("place"), name))
		rest.narrow.place = S("");
	else
		rest.narrow.org = 0;
	return str_fmt(&r->arena, "/appeal/queue?%.*s&%s=", STR(params_of(r, &rest, q->tab)), name);
}

static void
add_more(struct req *r, const struct appeal_narrow_in *in, struct table *t)
{
	struct table_filter *v = NEW_ARRAY(&r->arena, struct table_filter, FILTERS_MORE);
	size_t n = 0;

	v[n++] = (struct table_filter){.name = "state", .label = N_("进展"), .all = N_("全部进展"),
				       .options = picks_of(r, appeal_state_choices, in->state)};
	v[n++] = (struct table_filter){.name = "channel", .label = N_("怎么反映的"), .all = N_("全部来源"),
				       .options = picks_of(r, appeal_channel_choices, in->channel)};
	v[n++] = (struct table_filter){.name = "anon", .label = N_("实名还是匿名"), .all = N_("实名和匿名"),
				       .options = picks_of(r, appeal_anon_choices, in->anon)};
	v[n++] = (struct table_filter){.name = "sort", .label = N_("大事、小事、私事"), .all = N_("三类都看"),
				       .options = picks_of(r, appeal_sort_choices, in->sort)};
	v[n++] = (struct table_filter){.name = "affair", .label = N_("政务还是居务"), .all = N_("政务和居务"),
				       .options = picks_of(r, appeal_affair_choices, in->affair)};
	v[n++] = (struct table_filter){.name = "from", .label = N_("从"), .day = true, .value = appeal_day_param(&r->arena, in->from)};
	v[n++] = (struct table_filter){.name = "to", .label = N_("到"), .day = true, .value = appeal_day_param(&r->arena, in->to)};
	v[n] = (struct table_filter){.name = "newest", .label = N_("顺序"), .all = N_("时限近的在前")};
	v[n].options = (struct pick_list){NEW(&r->arena, struct pick), 1};
	v[n].options.v[0] = (struct pick){
		.value = S("1"), .label = str_of(ui_translate(req_lang(r), N_("最新的在前"))), .chosen = in->newest,
	};
	t->more = (struct table_filter_list){v, n + 1};
	t->more_open = in->state || in->channel || in->anon || in->sort || in->affair || in->from || in->to || in->newest;
}

static int
add_filters(struct req *r, const struct queue_filter *q, struct table *t)
{
	const struct appeal_narrow_in *in = &queue_in(r)->narrow;
	struct table_filter *v = NEW_ARRAY(&r->arena, struct table_filter, FILTERS);
	struct table_kept *kept = NEW_ARRAY(&r->arena, struct table_kept, 2);
	struct appeal_queue_in bare = {.desk = q->f.desk};
	size_t n = 0;

	v[n] = (struct table_filter){.name = "desk", .label = N_("岗位"), .all = N_("全部岗位")};
	TRY(pick_desks(r, q->f.desk, &v[n].options));
	n += v[n].options.n > 0;
	v[n] = (struct table_filter){.name = "class", .label = N_("类别"), .all = N_("全部类别")};
	TRY(appeal_pick_classes(r, q->f.class_, &v[n++].options));
	v[n] = (struct table_filter){.name = "place", .label = N_("地点"), .all = N_("全部地点")};
	TRY(appeal_pick_areas(r, in->place, &v[n].options));
	pick_by_words(&r->arena, &v[n].options, "find_place", queue_in(r)->find_place, up_to(r, q, "place"), &v[n].words);
	n++;
	v[n] = (struct table_filter){.name = "body", .label = N_("承办"), .all = N_("全部单位")};
	TRY(appeal_pick_orgs(r, in->org, &v[n].options));
	pick_by_words(&r->arena, &v[n].options, "find_body", queue_in(r)->find_body, up_to(r, q, "body"), &v[n].words);
	n++;
	t->filters = (struct table_filter_list){v, n};
	add_more(r, in, t);
	kept[0] = (struct table_kept){"tab", str_of(appeal_tab_name(q->tab))};
	kept[1] = (struct table_kept){"q", q->f.query};
	t->kept = (struct table_kept_list){kept, q->f.query.n ? 2 : 1};
	t->clear = str_fmt(&r->arena, "/appeal/queue?%.*s", STR(params_of(r, &bare, q->tab)));
	return 0;
}

/* The form carries the list it stands on. */
static int
add_bulk(struct req *r, const struct list_ask *ask, const struct queue_filter *q, struct table *t)
{
	const struct appeal_bulk_in *in = form_if(r, appeal_bulk_in);
	struct appeal_bulk_page p = {
		.tab = str_of(appeal_tab_name(q->tab)), .query = q->f.query, .after = ask->after, .back = ask->back,
		.class_ = q->f.class_, .desk = q->f.desk, .kept = kept_of(r, &queue_in(r)->narrow, 0),
	};

	if (!t->ticks)
		return 0;
	TRY(appeal_find_orgs(r, in ? in->find_org : S(""), in ? in->org : 0, appeal_by_duty, S(""), &p.orgs));
	t->bulk_action = list_here(r, &queue, ask);
	t->bulk = view_text(r, appeal_queue_bulk, &p);
	return 0;
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

/* To whom each of the ticked would go, before any does. */
static int
show_plan(struct req *r, const struct list_ask *ask, const struct queue_filter *q)
{
	const struct appeal_bulk_in *in = form_in(r, appeal_bulk_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("派给谁"), .tab = "queue", .back = "/appeal/queue"};
	struct appeal_queue_page p = {
		.here = list_here(r, &queue, ask), .tab = str_of(appeal_tab_name(q->tab)), .query = q->f.query, .after = ask->after,
		.back = ask->back, .class_ = q->f.class_, .desk = q->f.desk, .org = in->org, .let_out = in->open,
		.kept = kept_of(r, &in->queue.narrow, 0),
	};
	size_t n = in->ids.n;
	struct appeal_bulk *v;

	TRY(picked_rows(r, &v));
	TRY(appeal_dispatch_plan(r->tx, r->who, in->org, v, n));
	p.plan.v = NEW_ARRAY(&r->arena, struct appeal_bulk_line, n);
	for (size_t i = 0; i < n; i++) {
		p.plan.v[p.plan.n++] = (struct appeal_bulk_line){
			.id = in->ids.v[i], .code = v[i].code, .title = v[i].title, .org = appeal_say(r, v[i].org, v[i].org_en),
			.why = v[i].err ? v[i].why : NULL, .rule_number = v[i].rule_number, .rule = v[i].rule,
		};
		*(v[i].err ? &p.stays : &p.goes) += 1;
	}
	return reply_page(r, &page, appeal_bulk, &p);
}

static int
appeal_queue_page(struct req *r)
{
	const struct appeal_bulk_in *bulk = form_if(r, appeal_bulk_in);
	struct queue_filter q;
	struct list_ask ask;
	struct appeal_line_list alarms;
	struct str meant = S("");
	struct appeal_queue_page p = {.as_of = clock_now(), .refused = r->method == POST};
	struct page page = {.frame = FRAME_DESK, .title = N_("工单队列"), .tab = "queue", .library = "appeal_alarm.js",
			    .script = "appeal_queue.js"};

	if (r->method == GET)
		TRY(take_words(r, queue_in(r), &meant));
	if (meant.n)
		return redirect(r, "%.*s", STR(meant));
	TRY(appeal_narrow_from(r, &queue_in(r)->narrow, queue_in(r)->class_, &q.n));
	ask = queue_asked(r, &q);
	p.desk = q.f.desk;
	if (bulk && bulk->look && bulk->ids.n)
		return show_plan(r, &ask, &q);
	if (bulk && bulk->look) {
		form_fail(r, appeal_bulk_in, ids, N_("还没有勾选工单。"));
		r->failed = E_INVALID;
	}
	TRY(appeal_alarms(r->tx, r->who, q.f.desk, ALARMS_MAX, &alarms));
	p.alarms = appeal_cards_of(r, &alarms, false);
	TRY(list_table(r, &queue, &ask, &p.table));
	p.stopped = *q.stopped;
	p.kept = kept_of(r, &queue_in(r)->narrow, q.f.class_);
	TRY(add_filters(r, &q, &p.table));
	TRY(add_bulk(r, &ask, &q, &p.table));
	take_told(r, &p);
	p.may_export = actor_has(r->who, APPEAL_EXPORT);
	TRY(appeal_exports(r->tx, r->who, &p.exports));
	TRY(flow_newest(r->tx, r->who->district, FLOW_APPEAL, &p.mark));
	TRY(tab_links(r, q.tab, q.f.desk, &p.tabs));
	TRY(reply_page(r, &page, appeal_queue, &p));
	if (r->method == GET && !req_cookie(r, "scripted").n)
		reply_header(r, S("Refresh"), S(REFRESH));
	return 0;
}

static int
queue_api(struct req *r)
{
	const struct appeal_queue_in *in = form_in(r, appeal_queue_in);
	bool stopped = false;
	struct queue_filter q = {
		.tab = in->query.n ? TAB_ALL : TAB_MINE, .stopped = &stopped,
		.f = {.query = in->query, .class_ = in->class_, .newest = in->narrow.newest},
	};
	struct list_ask ask = {.filter = &q, .after = in->page.after};

	TRY(appeal_narrow_from(r, &in->narrow, in->class_, &q.n));
	return list_answer(r, &queue, &ask, in->page.limit ? in->page.limit : APPEAL_DESK_PAGE);
}

/* ---- several at once ---- */

/* The list tells how many went, and why others did not. When nothing went, the form comes again with the reasons. */
static int
appeal_queue_post(struct req *r)
{
	const struct appeal_bulk_in *in = form_in(r, appeal_bulk_in);
	size_t n = in->ids.n, done = 0;
	struct appeal_bulk *v;
	struct list_ask ask;
	struct buf left, went;
	int rc = E_INVALID;

	buf_init(&left, &r->arena);
	buf_init(&went, &r->arena);
	TRY(picked_rows(r, &v));
	TRY(appeal_dispatch_all(r->tx, r->who, in->org, in->open, v, n));
	for (size_t i = 0; i < n; i++) {
		done += !v[i].err;
		if (!v[i].err)
			buf_fmt(&went, "%s%.*s", went.n ? " " : "", STR(v[i].code));
		rc = v[i].err == E_STALE ? E_STALE : rc;
		if (v[i].err)
			buf_fmt(&left, "%s%.*s：%.*s", left.n ? " " : "", STR(v[i].code),
				STR(str_of(ui_translate(req_lang(r), v[i].why))));
	}
	if (!done) {
		form_fail_arg(r, appeal_bulk_in, ids, N_("一件也没有派出。{1}"), buf_done(&left));
		return rc;
	}
	gate_seal(r, "bulk", str_fmt(&r->arena, "%zu\n%.*s\n%.*s", done, STR(buf_done(&went)), STR(buf_done(&left))), TOLD_S);
	ask = queue_asked(r, &(struct queue_filter){0});
	ask.after = ask.back = S("");
	return redirect(r, "%.*s", STR(list_here(r, &queue, &ask)));
}

/* One press takes back what a bulk dispatch has sent, as long as no body has accepted it. */
struct appeal_undo_in {
	struct str codes;
};
static const struct field undo_fields[] = {
	FIELD(appeal_undo_in, codes, FIELD_TEXT, .label = N_("工单"), .max = BULK_MAX * 20, .required = true),
};
static const struct form undo_form = FORM(appeal_undo_in, undo_fields);

static int
appeal_undo_post(struct req *r)
{
	struct str rest = form_in(r, appeal_undo_in)->codes, code;
	struct appeal_bulk *v = NEW_ARRAY(&r->arena, struct appeal_bulk, BULK_MAX);
	size_t n = 0, back = 0;

	while (n < BULK_MAX && str_next(&rest, ' ', &code))
		if (code.n)
			v[n++] = (struct appeal_bulk){.code = code};
	TRY(appeal_unsend_all(r->tx, r->who, v, n));
	for (size_t i = 0; i < n; i++)
		back += !v[i].err;
	gate_flash(r, back == n ? N_("都收回来了，现在等重新派件")
		      : back	? N_("没有签收的收回来了，已经签收的收不回来")
				: N_("一件也没有收回：已经签收，或者过了 15 分钟"));
	return redirect(r, "/appeal/queue?tab=new");
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/queue", APPEAL_QUEUE, appeal_queue_page, .form = &appeal_queue_form, .about = "The desk's queue"),
	ROUTE_POST("/appeal/queue", APPEAL_DISPATCH, appeal_queue_post, .form = &bulk_form, .again = appeal_queue_page,
		   .about = "Dispatch several cases"),
	ROUTE_POST("/appeal/queue/undo", APPEAL_DISPATCH, appeal_undo_post, .form = &undo_form,
		   .about = "Take back what was dispatched just now"),
	ROUTE_GET("/api/appeal/queue", APPEAL_QUEUE, queue_api, .form = &appeal_queue_form, .out = &appeal_line_shape,
		  .about = "Cases the caller's desk has to act on"),
};

const struct route_table appeal_queue_routes = {rows, sizeof rows / sizeof *rows};
