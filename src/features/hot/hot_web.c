/* hot_web.c: the page of hot issues: clusters that the reader may join, joining the ticked ones, and taking that back. */
#include "features/hot/hot_web.h"

#include "base/clock.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/hot/hot_join.h"
#include "features/hot/hot_keep.h"
#include "features/hot/hot_page.h"
#include "gen/hot_view.h"
#include "http/form.h"
#include "http/reply.h"
#include "kit/gate.h"

enum { IDS_MOST = 50, CODES_CHARS = 900 };

/* ---- the page ---- */

struct hot_in {
	struct str lead, done, why;
};
static const struct field list_fields[] = {
	FIELD(hot_in, lead, FIELD_TEXT, .label = N_("主件"), .max = 20),
	FIELD(hot_in, done, FIELD_TEXT, .label = N_("刚并的"), .max = CODES_CHARS),
};
static const struct form list_form = FORM(hot_in, list_fields);

struct join_in {
	struct str lead;
	struct texts ids;
};
static const struct field join_fields[] = {
	FIELD(join_in, lead, FIELD_TEXT, .label = N_("主件"), .max = 20, .required = true, .missing = N_("没有说并到哪一件。")),
	FIELD_AS(join_in, ids, "id", FIELD_MANY, .label = N_("并哪几件"), .max = IDS_MOST, .required = true,
		 .missing = N_("请先勾选要并进来的。")),
};
static const struct form join_form = FORM(join_in, join_fields);

struct undo_in {
	struct str codes;
};
static const struct field undo_fields[] = {
	FIELD(undo_in, codes, FIELD_TEXT, .label = N_("撤销哪几件"), .max = CODES_CHARS, .required = true, .missing = N_("没有说撤销哪几件。")),
};
static const struct form undo_form = FORM(undo_in, undo_fields);

static struct hot_row
row_of(struct req *r, const struct hot_line *l)
{
	return (struct hot_row){
		.code = l->code, .title = l->title, .where = appeal_say_place(r, l->place_name, S(""), S("")), .at = l->filed_at,
		.state_word = appeal_state_word(l->state),
	};
}

static struct hot_card
card_of(struct req *r, const struct hot_group *g, struct str refused)
{
	struct hot_card c = {
		.lead = row_of(r, &g->lead), .rows = {NEW_ARRAY(&r->arena, struct hot_row, g->n), g->n}, .said = (int64_t)g->said,
		.joined = (int64_t)g->joined, .more = g->more, .refused = str_eq(g->lead.code, refused),
	};

	for (size_t i = 0; i < g->n; i++)
		c.rows.v[i] = row_of(r, &g->v[i]);
	return c;
}

/* The cards that the reader keeps. */
static int
list_events(struct req *r, bool over, struct hot_event_line_list *ret)
{
	struct event_list list;
	int64_t now = clock_now();

	*ret = (struct hot_event_line_list){0};
	if (!actor_has(r->who, EVENT_KEEP))
		return 0;
	TRY(hot_events(r->tx, r->who, over, &list));
	ret->v = NEW_ARRAY(&r->arena, struct hot_event_line, list.n);
	for (size_t i = 0; i < list.n; i++)
		ret->v[ret->n++] = (struct hot_event_line){
			.code = list.v[i].code, .title = list.v[i].title, .spot = list.v[i].spot, .since = list.v[i].since,
			.next_at = list.v[i].next_at, .over_at = list.v[i].over_at, .late = list.v[i].next_at && list.v[i].next_at < now,
		};
	return 0;
}

static int64_t
count_codes(struct str codes)
{
	struct str code;
	int64_t n = 0;

	while (codes.n && str_next(&codes, ' ', &code))
		n++;
	return n;
}

static int
hot_list_page(struct req *r)
{
	const struct hot_in *in = form_if(r, hot_in);
	const struct join_in *join = form_if(r, join_in);
	struct hot_group *groups = NEW_ARRAY(&r->arena, struct hot_group, HOT_SHOWN);
	struct page page = {.frame = FRAME_DESK, .title = N_("合并与热点"), .tab = "hot"};
	struct hot_page p = {0};
	struct hot_list list;
	size_t n;

	TRY(list_events(r, false, &p.events));
	TRY(list_events(r, true, &p.over));
	hot_kept(r->who->district, &r->arena, HOT_KEPT, &list, &p.as_of);
	TRY(hot_groups(r->tx, r->who, &list, groups, HOT_SHOWN, &n));
	p.cards = (struct hot_card_list){NEW_ARRAY(&r->arena, struct hot_card, n), n};
	for (size_t i = 0; i < n; i++)
		p.cards.v[i] = card_of(r, &groups[i], join ? join->lead : S(""));
	if (in) {
		p.undo = in->done;
		p.lead = in->lead;
		p.done = count_codes(in->done);
	}
	return reply_page(r, &page, hot_list, &p);
}

/* ---- joining ---- */

static int
hot_join_post(struct req *r)
{
	const struct join_in *in = form_in(r, join_in);
	const char *why;
	struct str done;

	TRY(hot_join(r->tx, r->who, in->lead, in->ids.v, in->ids.n, &done, &why));
	if (!done.n)
		return form_fail(r, join_in, ids, why ? why : N_("请先勾选要并进来的。"));
	if (why)
		gate_flash(r, N_("有几件没有并：别人先办了，或者不能并到这一件。"));
	return redirect(r, "/hot?lead=%.*s&done=%.*s", STR(gate_escape(&r->arena, in->lead)), STR(gate_escape(&r->arena, done)));
}

static int
hot_undo_post(struct req *r)
{
	const struct undo_in *in = form_in(r, undo_in);
	size_t n;

	TRY(hot_undo(r->tx, r->who, in->codes, &n));
	gate_flash(r, n ? N_("撤销了，各自单独办") : N_("没有能撤销的：已经拆出来，或者不归您派"));
	return redirect(r, "/hot");
}

static const struct route rows[] = {
	ROUTE_GET("/hot", HOT_SEE, hot_list_page, .form = &list_form, .about = "Cases that may say the same"),
	ROUTE_POST("/hot/join", HOT_SEE, hot_join_post, .form = &join_form, .again = hot_list_page, .about = "Join the ticked cases to one"),
	ROUTE_POST("/hot/undo", HOT_SEE, hot_undo_post, .form = &undo_form, .again = hot_list_page, .about = "Take joined cases out again"),
};

const struct route_table hot_routes = {rows, sizeof rows / sizeof *rows};
