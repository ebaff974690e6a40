/* appeal_web_call.c: follow-up calls: who waits for one as a list; a call with what to say, and what came of it. */
#include "base/clock.h"
#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_form.h"
#include "features/appeal/appeal_web_show.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/list.h"
#include "kit/paging.h"
#include "kit/setting.h"
#include "ui/view.h"

/* ---- the list ---- */

struct calls_in {
	struct paging_in page;
};
static const struct field calls_fields[] = {PAGING_AFTER(calls_in, page), PAGING_BACK(calls_in, page)};
static const struct form calls_form = FORM(calls_in, calls_fields);

struct call_row {
	int64_t appeal, promised_at, answered_at, tries, taken;
	struct str code, title, place, org;
};

static int
call_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	  struct list_rows *ret)
{
	struct appeal_call_line_list lines;
	struct str rest = after, part;
	int64_t promised_at = 0, appeal = 0, now = clock_now();
	struct call_row *v;

	(void)filter;
	if (after.n && (!str_next(&rest, '.', &part) || !str_int(part, &promised_at) || !str_int(rest, &appeal)))
		promised_at = appeal = 0;
	TRY(appeal_calls(tx, who, promised_at, appeal, limit, &lines));
	v = NEW_ARRAY(a, struct call_row, lines.n);
	for (size_t i = 0; i < lines.n; i++) {
		const struct appeal_call_line *l = &lines.v[i];

		v[i] = (struct call_row){
			.appeal = l->appeal, .promised_at = l->promised_at, .answered_at = l->answered_at, .tries = l->tries,
			.taken = l->taken_by && l->taken_until >= now ? l->taken_by == who->person ? 1 : 2 : 0,
			.code = l->code, .title = l->title, .place = l->community_name.n ? l->community_name : l->place_name, .org = l->org_name,
		};
	}
	*ret = (struct list_rows){.v = v, .n = lines.n};
	return 0;
}

static struct str
call_key(struct arena *a, const void *row)
{
	const struct call_row *c = row;

	return str_fmt(a, "%lld.%lld", (long long)c->promised_at, (long long)c->appeal);
}

static struct str
call_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/appeal/calls/%.*s", STR(((const struct call_row *)row)->code));
}

static const struct list_word taken_words[] = {
	{1, N_("您正在打"), "badge c-dai", "phone"},
	{2, N_("同事正在打"), "badge line", "clock"},
	{0, NULL, NULL, NULL},
};
#define CALL(member) SHAPE_MEMBER(struct call_row, member)
static const struct shape_field call_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, CALL(code), COLUMN(.label = N_("编号"), .show = LIST_TITLE | LIST_UNBROKEN)},
	{.name = "title", .type = SHAPE_TEXT, CALL(title), COLUMN(.label = N_("反映的事"))},
	{.name = "place", .type = SHAPE_TEXT, CALL(place), COLUMN(.label = N_("社区"), .show = LIST_WIDE)},
	{.name = "org", .type = SHAPE_TEXT, CALL(org), COLUMN(.label = N_("承办单位"), .show = LIST_WIDE)},
	{.name = "promised_at", .type = SHAPE_TIME, CALL(promised_at), COLUMN(.label = N_("承诺"), .show = LIST_SORTED | LIST_LINE)},
	{.name = "answered_at", .type = SHAPE_TIME, CALL(answered_at), COLUMN(.label = N_("答复"), .show = LIST_LINE)},
	{.name = "tries", .type = SHAPE_INT, CALL(tries), COLUMN(.label = N_("没打通"), .show = LIST_RIGHT, .empty = N_("没打过"))},
	{.name = "taken", .type = SHAPE_INT, CALL(taken), COLUMN(.label = N_("谁在打"), .words = taken_words, .show = LIST_END, .empty = N_("还没人打"))},
};
static const struct shape call_shape = {"FollowUpCall", call_fields, sizeof call_fields / sizeof *call_fields};
static const struct list calls = {
	.name = "calls",
	.path = "/appeal/calls",
	.title = N_("等回访的"),
	.none = N_("没有要回访的"),
	.none_hint = N_("答复以后到了日子还没评价的，会排到这里。"),
	.shape = &call_shape,
	.size = sizeof(struct call_row),
	.rows = call_rows,
	.key = call_key,
	.href = call_href,
	.no_file = true,
};

static int
calls_page(struct req *r)
{
	const struct calls_in *in = form_if(r, calls_in);
	struct list_ask ask = {.after = in ? in->page.after : S(""), .back = in ? in->page.back : S("")};
	struct page page = {.frame = FRAME_DESK, .title = N_("电话回访"), .tab = "calls"};
	struct appeal_calls_page p = {0};

	TRY(setting_number(r->tx, r->who->district, SETTING_CALL_DAYS, &p.days));
	TRY(list_table(r, &calls, &ask, &p.table));
	return reply_page(r, &page, appeal_calls, &p);
}

/* ---- one call ---- */

static int
call_page(struct req *r)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("电话回访"), .tab = "calls"};
	struct appeal_call_page p = {0};

	TRY(appeal_call_of(r->tx, r->who, r->arg[0], &p.c));
	p.org = appeal_say(r, p.c.s.a.org_name, p.c.s.a.org_name_en);
	p.community = appeal_say(r, p.c.s.a.community_name, p.c.s.a.community_name_en);
	p.result = appeal_faces_of(r, MARK_RESULT, "result", N_("事情办得怎么样"), in ? in->result : 0);
	p.attitude = appeal_faces_of(r, MARK_ATTITUDE, "attitude", N_("办事的人态度怎么样"), in ? in->attitude : 0);
	p.text = in ? in->text : S("");
	ui_form(r, &appeal_rate_form);
	return reply_page(r, &page, appeal_call, &p);
}

static int
take_post(struct req *r)
{
	TRY(appeal_call_take(r->tx, r->who, r->arg[0]));
	return redirect(r, "/appeal/calls/%.*s", STR(r->arg[0]));
}

static int
leave_post(struct req *r)
{
	TRY(appeal_call_leave(r->tx, r->who, r->arg[0]));
	return redirect(r, "/appeal/calls");
}

static int
end_call(struct req *r, enum appeal_act act, const char *done)
{
	const struct appeal_move_in *in = form_in(r, appeal_move_in);

	TRY(appeal_move(r->tx, r->who, r->arg[0],
			&(struct appeal_change){
				.act = act, .version = in->version, .text = in->text, .result = in->result, .attitude = in->attitude,
			}));
	gate_flash(r, done);
	/* What was not solved may be opened again for them, at the desk. */
	if (act == ACT_CALL_RATE && appeal_mark_poor(in->result))
		return redirect(r, "/appeal/%.*s/desk", STR(r->arg[0]));
	return redirect(r, "/appeal/calls");
}

static int
rate_post(struct req *r)
{
	bool poor = appeal_mark_poor(form_in(r, appeal_move_in)->result);

	return end_call(r, ACT_CALL_RATE, poor ? N_("记下了。没解决的，问清楚了可以替本人转回重新办理") : N_("记下了"));
}

static int
missed_post(struct req *r)
{
	return end_call(r, ACT_CALL_MISSED, N_("记下了：没打通，还在名单里"));
}

static int
refused_post(struct req *r)
{
	return end_call(r, ACT_CALL_REFUSED, N_("记下了：不愿评价，不再打"));
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/calls", APPEAL_CALL, calls_page, .form = &calls_form, .about = "Answered cases whose filers have not rated, to be called"),
	ROUTE_GET("/appeal/calls/:code", APPEAL_CALL, call_page, .about = "A follow-up call: what to say, and what came of it"),
	ROUTE_POST("/appeal/calls/:code/take", APPEAL_CALL, take_post, .again = call_page, .about = "Take a call, and read the number"),
	ROUTE_POST("/appeal/calls/:code/leave", APPEAL_CALL, leave_post, .again = call_page, .about = "Leave a call to others"),
	ROUTE_POST("/appeal/calls/:code/rate", APPEAL_CALL, rate_post, .form = &appeal_rate_form, .again = call_page,
		   .about = "What the person said, as marks with their words"),
	ROUTE_POST("/appeal/calls/:code/missed", APPEAL_CALL, missed_post, .form = &appeal_move_form, .again = call_page,
		   .about = "Nobody was reached"),
	ROUTE_POST("/appeal/calls/:code/refused", APPEAL_CALL, refused_post, .form = &appeal_move_form, .again = call_page,
		   .about = "They would not say"),
};

const struct route_table appeal_call_routes = {rows, sizeof rows / sizeof *rows};
