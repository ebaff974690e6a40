/* hot_web_event.c: the card of a hot issue for who keeps it: opening one, its versions, the all-clear, who called when and where. */
#include "base/clock.h"
#include "features/appeal/appeal.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/hot/hot_page.h"
#include "features/hot/hot_web.h"
#include "features/territory/territory.h"
#include "features/territory/territory_web_map.h"
#include "gen/hot_view.h"
#include "http/form.h"
#include "http/reply.h"
#include "kit/flow.h"
#include "kit/gate.h"
#include "kit/list.h"
#include "kit/paging.h"
#include "kit/say.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, PLACES_SHOWN = 8, POINTS_MOST = 200 };

/* ---- the forms ---- */

struct event_in {
	struct str lead, title, spot, text, todo, who, words, time;
	int64_t place, day, version;
	bool same;
};
#define EVENT_FIELDS \
	FIELD(event_in, title, FIELD_TEXT, .label = N_("什么事"), .max = EVENT_TITLE_MAX, .required = true, \
	      .missing = N_("请写是什么事，比如“1–6号楼停水”。"), .hint = N_("比如：1–6号楼停水")), \
		FIELD(event_in, spot, FIELD_TEXT, .label = N_("哪一片"), .max = EVENT_SPOT_MAX, .hint = N_("大家怎么叫就怎么写，比如：1–6号楼")), \
		FIELD(event_in, text, FIELD_LINES, .label = N_("下一位，这样答"), .max = EVENT_TEXT_MAX, .required = true, \
		      .missing = N_("请写下一位打来怎么答：怎么回事、谁在办。"), .hint = N_("大家都看得到，不写人名、手机号、门牌")), \
		FIELD(event_in, todo, FIELD_LINES, .label = N_("眼下怎么办"), .max = EVENT_TODO_MAX, .hint = N_("比如：饭堂门口可以接水")), \
		FIELD(event_in, who, FIELD_TEXT, .label = N_("谁在办"), .max = EVENT_WHO_MAX, .hint = N_("单位，不写人名")), \
		FIELD(event_in, words, FIELD_LINES, .label = N_("什么样的说法算这件事"), .max = EVENT_WORDS_MAX, .required = true, \
		      .missing = N_("请写什么样的说法算这件事，比如“停水、没水、水压小”。"), .hint = N_("用顿号隔开，说到一个就算")), \
		FIELD(event_in, same, FIELD_BOOL, .label = N_("归到同一类的也算")), \
		FIELD(event_in, day, FIELD_DATE, .label = N_("下一次消息，哪天")), \
		FIELD(event_in, time, FIELD_TEXT, .label = N_("几点"), .max = 5, .hint = N_("比如 18:00"))

static const struct field open_fields[] = {
	EVENT_FIELDS,
	FIELD(event_in, lead, FIELD_TEXT, .label = N_("主件"), .max = 20, .required = true, .missing = N_("没有说哪一件是主件。")),
	FIELD(event_in, place, FIELD_ID, .label = N_("多大一片")),
};
static const struct form open_form = FORM(event_in, open_fields);
static const struct field change_fields[] = {
	EVENT_FIELDS,
	FIELD(event_in, version, FIELD_ID, .label = N_("版本")),
};
static const struct form change_form = FORM(event_in, change_fields);

struct over_in {
	struct str over;
	int64_t version;
};
static const struct field over_fields[] = {
	FIELD(over_in, over, FIELD_LINES, .label = N_("结束时告诉大家"), .max = EVENT_TEXT_MAX, .required = true,
	      .missing = N_("请写结束时告诉大家什么，比如“您家的水来了”。"),
	      .hint = N_("比如：您家的水来了。先放两分钟黄水再用，还没来请回这条。")),
	FIELD(over_in, version, FIELD_ID, .label = N_("版本")),
};
static const struct form over_form = FORM(over_in, over_fields);

struct lead_in {
	struct str lead;
};
static const struct field lead_fields[] = {
	FIELD(lead_in, lead, FIELD_TEXT, .label = N_("主件"), .max = 20, .required = true, .missing = N_("没有说哪一件是主件。")),
};
static const struct form lead_form = FORM(lead_in, lead_fields);

/* "18:00" of a day, 0 of neither. */
static int
read_time(struct req *r, const struct event_in *in, int64_t *ret)
{
	struct str rest = in->time, hour = S("");
	int64_t h, m;

	*ret = 0;
	if (!in->day && !in->time.n)
		return 0;
	if (!str_next(&rest, ':', &hour) || !str_int(hour, &h) || rest.n != 2 ||
	    !str_int(str_starts(rest, S("0")) ? str_sub(rest, 1, 1) : rest, &m) || h < 0 || h > 23 || m < 0 || m > 59)
		return form_fail(r, event_in, time, N_("时间请写成 18:00 这样。"));
	if (in->day) {
		*ret = in->day + (h * 60 + m) * MINUTE;
	} else {
		struct civil c = clock_civil(clock_now());

		*ret = clock_at(c.year, c.month, c.day, (int)h, (int)m, 0);
	}
	return 0;
}

static int
draft_of(struct req *r, const struct event_in *in, struct event_draft *ret)
{
	*ret = (struct event_draft){
		.title = in->title, .spot = in->spot, .text = in->text, .todo = in->todo, .who = in->who, .words = in->words, .place = in->place,
	};
	return read_time(r, in, &ret->next_at);
}

/* ---- one card ---- */

/* The words as a person writes them. */
static struct str
say_words(struct arena *a, struct str lines)
{
	struct str line;
	struct buf b;

	buf_init(&b, a);
	while (str_next(&lines, '\n', &line))
		buf_fmt(&b, "%s%.*s", b.n ? "、" : "", STR(line));
	return buf_done(&b);
}

static void
fill_form(struct req *r, const struct event *e)
{
	struct civil c = clock_civil(e->next_at);

	ui_fill(r, "title", e->title);
	ui_fill(r, "spot", e->spot);
	ui_fill(r, "text", e->text);
	ui_fill(r, "todo", e->todo);
	ui_fill(r, "who", e->who);
	ui_fill(r, "words", say_words(&r->arena, e->words));
	if (!e->next_at)
		return;
	ui_fill(r, "day", str_fmt(&r->arena, "%04d-%02d-%02d", c.year, c.month, c.day));
	ui_fill(r, "time", str_fmt(&r->arena, "%02d:%02d", c.hour, c.minute));
}

/* Columns by the hour while it fits, else by the day; the newest ones. */
static void
draw_calls(struct req *r, const struct hot_event *h, struct chart_columns *c)
{
	int64_t to = h->calls.n ? h->calls.v[0].filed_at : h->lead.filed_at, from = h->calls.n ? h->calls.v[h->calls.n - 1].filed_at : to;
	struct civil first;
	int64_t unit, start, n;

	if (h->lead.filed_at < from)
		from = h->lead.filed_at;
	unit = to - from < (CHART_COLUMNS_MAX - 1) * HOUR ? HOUR : DAY;
	first = clock_civil(from);
	start = clock_at(first.year, first.month, first.day, unit == HOUR ? first.hour : 0, 0, 0);
	n = (to - start) / unit + 1;
	if (n > CHART_COLUMNS_MAX) {
		start += (n - CHART_COLUMNS_MAX) * unit;
		n = CHART_COLUMNS_MAX;
	}
	*c = (struct chart_columns){
		.about = unit == HOUR ? N_("每小时进来几户，数字见下面的数据表") : N_("每天进来几户，数字见下面的数据表"), .step = N_("从"),
		.what = N_("户"), .columns = {NEW_ARRAY(&r->arena, struct chart_column, (size_t)n), (size_t)n},
	};
	for (int64_t i = 0; i < n; i++) {
		struct civil at = clock_civil(start + i * unit);

		c->columns.v[i] = (struct chart_column){.at = start + i * unit};
		if (i % ((n + 4) / 5) == 0)
			c->columns.v[i].label = unit == HOUR ? str_fmt(&r->arena, "%d:00", at.hour)
							     : str_fmt(&r->arena, "%d/%d", at.month, at.day);
	}
	for (size_t i = 0; i <= h->calls.n; i++) {
		int64_t at = i < h->calls.n ? h->calls.v[i].filed_at : h->lead.filed_at;

		if (at >= start && (at - start) / unit < n)
			c->columns.v[(at - start) / unit].value++;
	}
	chart_columns(c);
}

/* Where they called from: on the map by place, and in words. */
static int
draw_places(struct req *r, const struct hot_event *h, struct hot_event_page *p)
{
	struct territory_point_list points = {NEW_ARRAY(&r->arena, struct territory_point, POINTS_MOST), 0};

	for (size_t i = 0; i < h->calls.n; i++) {
		const struct hot_call *c = &h->calls.v[i];
		size_t k = 0;

		while (k < points.n && (points.v[k].lon != c->lon || points.v[k].lat != c->lat || !str_eq(points.v[k].id, c->place_name)))
			k++;
		if (k == POINTS_MOST)
			continue;
		if (k == points.n)
			points.v[points.n++] = (struct territory_point){
				.lon = c->lon, .lat = c->lat, .id = c->place_name, .label = say_place(r, c->place_name, S(""))};
		points.v[k].count++;
	}
	p->places.v = NEW_ARRAY(&r->arena, struct hot_place, PLACES_SHOWN);
	for (size_t i = 0; i < points.n; i++) {
		if (p->places.n < PLACES_SHOWN)
			p->places.v[p->places.n++] =
				(struct hot_place){.name = points.v[i].label, .count = str_number(&r->arena, points.v[i].count)};
		points.v[i].id = S("");
	}
	return territory_map(r, h->e.community, NULL, &points, &p->map);
}

int
hot_say_steps(struct req *r, int64_t event, bool staff, struct hot_step_list *ret)
{
	struct flow_step_list steps;

	TRY(gate_steps(r, FLOW_EVENT, event, FLOW_PUBLIC, &steps));
	*ret = (struct hot_step_list){NEW_ARRAY(&r->arena, struct hot_step, steps.n), 0};
	for (size_t i = steps.n; i-- > 0;)
		if (staff || steps.v[i].text.n)
			ret->v[ret->n++] = (struct hot_step){
				.word = event_step_word(steps.v[i].kind), .at = steps.v[i].at, .text = steps.v[i].text, .newest = !ret->n,
				.who = staff ? steps.v[i].person_title : S(""),
			};
	return 0;
}

/* ---- who called ---- */

struct said_row {
	struct hot_said s;
	struct str where, state, channel;
};
struct said_of {
	struct event e;
};

static int
said_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit, struct list_rows *ret)
{
	const struct said_of *of = filter;
	struct hot_said_list list;
	struct said_row *v;
	int64_t before = 0;

	if (after.n && (!str_int(after, &before) || before <= 0))
		return E_NOTFOUND;
	TRY(hot_event_said(tx, who, &of->e, before, limit, &list));
	v = NEW_ARRAY(a, struct said_row, list.n);
	for (size_t i = 0; i < list.n; i++)
		v[i] = (struct said_row){.s = list.v[i], .where = list.v[i].place_name};
	*ret = (struct list_rows){.v = v, .n = list.n};
	return 0;
}

static struct str
said_key(struct arena *a, const void *row)
{
	return str_number(a, ((const struct said_row *)row)->s.id);
}

static struct str
said_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/appeal/%.*s/desk", STR(((const struct said_row *)row)->s.code));
}

static void
said_say(struct req *r, void *row)
{
	struct said_row *x = row;

	x->where = say_place(r, x->s.place_name, S(""));
	x->state = str_of(ui_translate(req_lang(r), appeal_state_word(x->s.state)));
	x->channel = str_of(ui_translate(req_lang(r), appeal_channel_word(x->s.channel)));
	x->s.told = x->s.told > 0;
	if (!x->s.title.n)
		x->s.title = str_of(ui_translate(req_lang(r), N_("不归您派的一件")));
}

static const struct list_word told_words[] = {
	{0, N_("还没告诉"), "badge c-lamp", "clock"},
	{1, N_("告诉了"), "badge c-green", "check"},
	{0},
};
#define ROW(member) SHAPE_MEMBER(struct said_row, member)
static const struct shape_field said_fields[] = {
	{.name = "title", .type = SHAPE_TEXT, ROW(s.title), COLUMN(.label = N_("说的"), .show = LIST_TITLE)},
	{.name = "code", .type = SHAPE_TEXT, ROW(s.code), COLUMN(.label = N_("编号"), .show = LIST_LINE | LIST_UNBROKEN)},
	{.name = "place", .type = SHAPE_TEXT, ROW(where), COLUMN(.label = N_("楼栋"), .show = LIST_LINE)},
	{.name = "channel", .type = SHAPE_TEXT, ROW(channel), COLUMN(.label = N_("渠道"), .show = LIST_WIDE)},
	{.name = "state", .type = SHAPE_TEXT, ROW(state), COLUMN(.label = N_("办到哪了"))},
	{.name = "told", .type = SHAPE_INT, ROW(s.told), COLUMN(.label = N_("告诉了吗"), .words = told_words, .show = LIST_END)},
	{.name = "at", .type = SHAPE_TIME, ROW(s.filed_at), COLUMN(.label = N_("时间"), .show = LIST_SORTED)},
};
static const struct shape said_shape = {"EventCall", said_fields, sizeof said_fields / sizeof *said_fields};
static const struct list said_list = {
	.name = "said",
	.path = "/hot",
	.title = N_("谁说了"),
	.none = N_("还没有别人说"),
	.shape = &said_shape,
	.size = sizeof(struct said_row),
	.rows = said_rows,
	.key = said_key,
	.say = said_say,
	.href = said_href,
	.no_file = true,
};

struct desk_in {
	struct paging_in page;
};
static const struct field desk_fields[] = {PAGING_AFTER(desk_in, page), PAGING_BACK(desk_in, page)};
static const struct form desk_form = FORM(desk_in, desk_fields);

static int
list_said(struct req *r, const struct hot_event *h, struct table *ret)
{
	const struct desk_in *in = form_if(r, desk_in);
	struct said_of *of = NEW(&r->arena, struct said_of);
	struct list_ask ask = {.filter = of, .after = in ? in->page.after : S(""), .back = in ? in->page.back : S("")};

	of->e = h->e;
	ask.path = str_fmt(&r->arena, "/hot/%.*s/desk", STR(h->e.code)).p;
	return list_table(r, &said_list, &ask, ret);
}

/* ---- the pages ---- */

static int
desk_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .tab = "hot", .back = "/hot"};
	struct hot_event_page p = {0};
	struct hot_event h;

	TRY(hot_event_see(r->tx, r->who, r->arg[0], &h));
	page.title_text = h.e.title;
	ui_form(r, &change_form);
	fill_form(r, &h.e);
	p.e = h.e;
	p.lead = h.lead;
	p.lead_org = appeal_say(r, h.lead.org_name, h.lead.org_name_en);
	p.item = appeal_say(r, h.lead.item_name, h.lead.item_name_en);
	p.lead_state = appeal_state_word(h.lead.state);
	p.same = h.e.item != 0;
	p.takes = h.takes;
	p.typed = form_if(r, event_in) != NULL;
	p.late = h.e.next_at && h.e.next_at < clock_now();
	p.said = (int64_t)h.calls.n + 1;
	p.more = h.calls.n == HOT_CALLS_MOST;
	p.told = h.told;
	p.changes = h.e.version - 1;
	draw_calls(r, &h, &p.calls);
	TRY(draw_places(r, &h, &p));
	TRY(hot_say_steps(r, h.e.id, true, &p.steps));
	TRY(list_said(r, &h, &p.t));
	return reply_page(r, &page, hot_event, &p);
}

/* Where it is felt: what the case that leads lies in, as far as the reader keeps it. */
static int
offer_places(struct req *r, int64_t at, int64_t chosen, int64_t usual, struct hot_place_list *ret)
{
	struct territory_node node;
	struct place place;

	TRY(territory_get(r->tx, r->who->district, at, &node));
	place = territory_place_of(&node);
	*ret = (struct hot_place_list){NEW_ARRAY(&r->arena, struct hot_place, LEVEL__MAX), 0};
	for (int level = LEVEL_BUILDING; level >= LEVEL_DISTRICT; level--) {
		struct place up;

		if (!place.at[level])
			continue;
		TRY(territory_get(r->tx, r->who->district, place.at[level], &node));
		up = territory_place_of(&node);
		if (actor_can(r->who, EVENT_KEEP, &up, 0))
			ret->v[ret->n++] = (struct hot_place){
				.id = str_number(&r->arena, node.id), .name = territory_full_name(&r->arena, &node, req_lang(r) == LANG_EN),
				.chosen = node.id == (chosen ? chosen : usual),
			};
	}
	return 0;
}

static int
new_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("开一张热点卡片"), .tab = "hot", .back = "/hot"};
	const struct event_in *in = form_if(r, event_in);
	struct hot_event_page p = {.same = in ? in->same : true};

	TRY(hot_event_lead(r->tx, r->who, in ? in->lead : form_in(r, lead_in)->lead, &p.lead));
	ui_form(r, &open_form);
	ui_fill(r, "lead", p.lead.code);
	ui_fill(r, "title", str_clip(p.lead.title, EVENT_TITLE_MAX));
	ui_fill(r, "who", appeal_say(r, p.lead.org_name, S("")));
	p.item = appeal_say(r, p.lead.item_name, p.lead.item_name_en);
	TRY(offer_places(r, p.lead.place, in ? in->place : 0, p.lead.community, &p.places));
	return reply_page(r, &page, hot_event_new, &p);
}

static int
open_post(struct req *r)
{
	const struct event_in *in = form_in(r, event_in);
	struct event_draft d;
	struct str code;

	TRY(draft_of(r, in, &d));
	TRY(hot_event_open(r->tx, r->who, in->lead, &d, in->same, &code));
	gate_flash(r, N_("开好了。说同一件事的下一位，马上看得到"));
	return redirect(r, "/hot/%.*s/desk", STR(code));
}

static int
change_post(struct req *r)
{
	const struct event_in *in = form_in(r, event_in);
	struct event_draft d;

	TRY(draft_of(r, in, &d));
	TRY(hot_event_change(r->tx, r->who, r->arg[0], in->version, &d, in->same));
	gate_flash(r, N_("存好了，说过这件事的都会收到"));
	return redirect(r, "/hot/%.*s/desk", STR(r->arg[0]));
}

/* What everybody will be told is read once more before it goes. */
static int
over_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("过去了，告诉大家"), .tab = "hot"};
	struct hot_event_page p = {0};
	struct hot_event h;

	TRY(hot_event_see(r->tx, r->who, r->arg[0], &h));
	page.back = str_fmt(&r->arena, "/hot/%.*s/desk", STR(h.e.code)).p;
	ui_form(r, &over_form);
	p.e = h.e;
	p.said = (int64_t)h.calls.n + 1;
	return reply_page(r, &page, hot_event_over, &p);
}

static int
over_post(struct req *r)
{
	const struct over_in *in = form_in(r, over_in);

	TRY(event_end(r->tx, r->who, r->arg[0], in->version, in->over));
	gate_flash(r, N_("结束了，正在告诉大家"));
	return redirect(r, "/hot/%.*s/desk", STR(r->arg[0]));
}

static const struct route rows[] = {
	ROUTE_GET("/hot/new", EVENT_KEEP, new_page, .form = &lead_form, .about = "The form of an event card"),
	ROUTE_POST("/hot/new", EVENT_KEEP, open_post, .form = &open_form, .again = new_page, .about = "Open an event card"),
	ROUTE_GET("/hot/:code/desk", EVENT_KEEP, desk_page, .form = &desk_form, .about = "An event card for who keeps it"),
	ROUTE_POST("/hot/:code/desk", EVENT_KEEP, change_post, .form = &change_form, .again = desk_page,
		   .about = "A new version of an event card, which all it is about are told"),
	ROUTE_GET("/hot/:code/over", EVENT_KEEP, over_page, .about = "What everybody is told when it is over"),
	ROUTE_POST("/hot/:code/over", EVENT_KEEP, over_post, .form = &over_form, .again = over_page,
		   .about = "It is over: all it is about are told"),
};

const struct route_table hot_event_routes = {rows, sizeof rows / sizeof *rows};
