/* appeal_web_case.c: every move of a case as a form. The rule decides who may make it; this file only carries it there and
 * back. */
#include "features/appeal/appeal_hint.h"
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_neighbour.h"
#include "features/appeal/appeal_web_photo.h"
#include "features/appeal/appeal_web_pin.h"
#include "features/appeal/appeal_web_show.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"

/* The page says this after a move: the button's word in the past. */
static const char *const done_words[ACT__MAX] = {
	[ACT_TRIAGE] = N_("已改类别"),	   [ACT_DISPATCH] = N_("已派件"),
	[ACT_ACCEPT] = N_("已签收"),	   [ACT_BOUNCE] = N_("已退回"),
	[ACT_NOTE] = N_("已记下"),	   [ACT_ASK] = N_("已发给居民，计时暂停"),
	[ACT_ANSWER] = N_("已发送补充"),   [ACT_ADD] = N_("已发送补充"),
	[ACT_REPLY] = N_("已答复"),	   [ACT_CLOSE] = N_("已办结"),
	[ACT_RATE] = N_("已评价，谢谢您"), [ACT_REOPEN] = N_("已转回重新办理"),
	[ACT_REFUSE] = N_("已不予受理"),   [ACT_CONTEST] = N_("已申请复核"),
	[ACT_WITHDRAW] = N_("已撤回"),	   [ACT_PUBLISH] = N_("已改公开设置"),
	[ACT_UNASK] = N_("已撤回提问，接着计时"),
	[ACT_HELP] = N_("已请会办"),	   [ACT_HELP_ACCEPT] = N_("已签收会办"),
	[ACT_HELP_REPLY] = N_("已答复主办单位"), [ACT_HELP_BOUNCE] = N_("已退回会办"),
	[ACT_RULE] = N_("已裁定"),	   [ACT_APPEAL_RULING] = N_("已请求重新裁定"),
	[ACT_HURRY] = N_("已设为急件"),	   [ACT_CALM] = N_("已取消急件"),
	[ACT_UNSEND] = N_("已收回派件"),
	[ACT_URGE] = N_("催过了，承办的会看到"),   [ACT_EXTEND_ASK] = N_("已申请延期，等批"),
	[ACT_EXTEND_GRANT] = N_("已同意延期，反映人会收到通知"), [ACT_EXTEND_REFUSE] = N_("已回复：不同意延期"),
	[ACT_JOIN] = N_("已并案，编号、查询码和评价还是各自的"),
	[ACT_LEAVE] = N_("已拆出单独办"),   [ACT_SPLIT] = N_("已拆分，派出去了"),
	[ACT_TAKE] = N_("接下了"),	   [ACT_SETTLE] = N_("办好了，已告诉反映人"),
	[ACT_PASS_UP] = N_("已往上报"),
	[ACT_SORT] = N_("已定性"),	   [ACT_ADVISE] = N_("已答复"),
	[ACT_LINK] = N_("已关联"),	   [ACT_UNLINK] = N_("已取消关联"),
};

/* Photos are decoded only for who may make this move, or has perhaps made it already: the form may have been sent twice. */
static int
may_move(struct req *r)
{
	const struct appeal_move_in *in = form_in(r, appeal_move_in);
	struct appeal_seen s;

	TRY(appeal_see(r->tx, appeal_reader(r), r->arg[0], &s));
	if (s.may[appeal_act_of(r)] || (in->version && in->version < s.a.version && s.see > FLOW_PUBLIC))
		return 0;
	return in->version && in->version != s.a.version && s.see > FLOW_PUBLIC ? E_STALE : E_DENIED;
}

/* The first press of an answer that lacks something shows what, and sends nothing; the second sends. */
static int
may_reply(struct req *r)
{
	const struct appeal_move_in *in = form_in(r, appeal_move_in);
	struct appeal_reply_hints hints;
	struct appeal_seen s;

	TRY(may_move(r));
	if (in->sure || r->invalid)
		return 0;
	TRY(appeal_see(r->tx, appeal_reader(r), r->arg[0], &s));
	if (!s.may[ACT_REPLY])
		return 0;
	appeal_reply_look(&r->arena, in->text, S(""), &hints);
	r->show_again = hints.hold;
	return 0;
}

/* What the answer being written lacks, for the script of its page. */
static int
hints_page(struct req *r)
{
	struct appeal_show_page p = {0};

	TRY(appeal_load_page(r, true, &p));
	return reply_fragment(r, appeal_reply_hints, &p);
}

/* Asked with a button that only shows something: nothing is written. */
static int
hints_post(struct req *r)
{
	struct appeal_seen s;

	TRY(appeal_see(r->tx, appeal_reader(r), r->arg[0], &s));
	if (!s.may[ACT_REPLY])
		return E_DENIED;
	return redirect(r, "/appeal/%.*s/desk", STR(r->arg[0]));
}

static int
prepare_photos(struct req *r)
{
	return photos_take(r, appeal_move_in, &form_in(r, appeal_move_in)->photos, appeal_photos_count(r));
}

static int
appeal_move_post(struct req *r)
{
	const struct actor *who = appeal_reader(r);
	struct str from = form_in(r, appeal_move_in)->from;
	struct appeal_change c;
	struct appeal_seen s;

	TRY(appeal_change_from(r, appeal_act_of(r), &c));
	TRY(appeal_move(r->tx, who, r->arg[0], &c));
	gate_flash(r, c.act == ACT_RATE && appeal_mark_poor(c.result) ? N_("记下了。没解决的，接着就能要求重新办理") : done_words[c.act]);
	if (c.act == ACT_TAKE)
		return redirect(r, "/appeal/%.*s/near", STR(r->arg[0]));
	if (c.act == ACT_SETTLE || c.act == ACT_PASS_UP)
		return redirect(r, "/appeal/grid");
	/* A reader who handed the case to others sees it no more, or only as the public does: they go on to the queue. */
	if (appeal_see(r->tx, who, r->arg[0], &s) < 0 || (s.see == FLOW_PUBLIC && !s.filer))
		return redirect(r, "%.*s", STR(appeal_from_href(&r->arena, from)));
	if (s.see == FLOW_INTERNAL && from.n)
		return redirect(r, "/appeal/%.*s/desk?from=%.*s", STR(r->arg[0]), STR(gate_escape(&r->arena, from)));
	return redirect(r, "/appeal/%.*s%s", STR(r->arg[0]), s.see == FLOW_INTERNAL ? "/desk" : "");
}

/* A refused move comes back to the page it came from. */
static int
appeal_again_page(struct req *r)
{
	struct appeal_seen s;
	enum appeal_act act = appeal_act_of(r);

	if (act == ACT_TAKE || act == ACT_SETTLE || act == ACT_PASS_UP)
		return appeal_near_page(r);
	TRY(appeal_see(r->tx, appeal_reader(r), r->arg[0], &s));
	return s.see == FLOW_INTERNAL && !s.filer ? appeal_desk_page(r) : appeal_show_page(r);
}

#define MOVE(act, perm, what) \
	ROUTE_POST("/appeal/:code/" act, perm, appeal_move_post, .form = &appeal_move_form, \
		   .again = appeal_again_page, .about = what)
#define MOVE_PHOTO(act, perm, what) \
	ROUTE_POST("/appeal/:code/" act, perm, appeal_move_post, .form = &appeal_move_form, \
		   .ahead = may_move, .prepare = prepare_photos, .again = appeal_again_page, .flags = ROUTE_BIG | ROUTE_KEEP, \
		   .about = what)

static const struct route rows[] = {
	MOVE_PHOTO("answer", APPEAL_TRACK, "Answer what the body asked"),
	MOVE_PHOTO("add", APPEAL_TRACK, "Add to one's case"),
	ROUTE_POST("/appeal/:code/rate", APPEAL_TRACK, appeal_move_post, .form = &appeal_rate_form,
		   .again = appeal_again_page, .about = "Rate result and attitude"),
	MOVE_PHOTO("reopen", APPEAL_TRACK, "Have it dealt with again"),
	MOVE("contest", APPEAL_TRACK, "Contest a refusal"),
	MOVE("withdraw", APPEAL_TRACK, "Withdraw one's case"),
	MOVE("triage", APPEAL_TRIAGE, "Change item or place"),
	MOVE("dispatch", APPEAL_DISPATCH, "Give it to a body"),
	MOVE("accept", APPEAL_HANDLE, "Accept it"),
	MOVE("bounce", APPEAL_HANDLE, "Give it back with a reason"),
	MOVE("rule", APPEAL_RULE, "Rule which body takes it"),
	MOVE("appeal_ruling", APPEAL_HANDLE, "Ask for another ruling"),
	MOVE("note", APPEAL_NOTE, "Write an internal note"),
	MOVE("ask", APPEAL_HANDLE, "Ask the resident; the clock pauses"),
	MOVE("unask", APPEAL_HANDLE, "Take the question back; the clock goes on"),
	ROUTE_POST("/appeal/:code/reply", APPEAL_HANDLE, appeal_move_post, .form = &appeal_move_form, .ahead = may_reply,
		   .prepare = prepare_photos, .again = appeal_again_page, .flags = ROUTE_BIG | ROUTE_KEEP, .about = "Answer with evidence"),
	ROUTE_POST("/appeal/:code/hints", APPEAL_HANDLE, hints_post, .form = &appeal_move_form, .again = hints_page,
		   .about = "What an answer being written lacks"),
	MOVE("take", APPEAL_SETTLE, "Take what a building or a grid may settle"),
	MOVE_PHOTO("settle", APPEAL_SETTLE, "Settle it where it is, with evidence"),
	MOVE("pass_up", APPEAL_SETTLE, "Pass it up with what was tried"),
	MOVE("sort", APPEAL_TRIAGE, "Say which of the three kinds it is, and whose business"),
	MOVE("advise", APPEAL_DISPATCH, "Answer a private matter with where to find help"),
	MOVE("close", APPEAL_CLOSE, "Close it"),
	MOVE("refuse", APPEAL_TRIAGE, "Refuse it with the clause"),
	MOVE("publish", APPEAL_TRIAGE, "Show it in public or not"),
	MOVE("help", APPEAL_HELP, "Ask another body to help the lead"),
	MOVE("help_accept", APPEAL_HANDLE, "Accept to help"),
	MOVE("help_reply", APPEAL_HANDLE, "Answer the lead"),
	MOVE("help_bounce", APPEAL_HANDLE, "Give the request for help back with a reason"),
	MOVE("hurry", APPEAL_NOTE, "Make it urgent, with a reason"),
	MOVE("calm", APPEAL_TRIAGE, "Make it urgent no more, with a reason"),
	MOVE("unsend", APPEAL_DISPATCH, "Take a dispatch back that nobody has accepted, within minutes"),
	MOVE("join", APPEAL_DISPATCH, "Deal with it under another case that says the same"),
	MOVE("leave", APPEAL_TRACK, "Deal with it by itself again"),
	MOVE("split", APPEAL_DISPATCH, "Split a piece of work off for another body"),
	MOVE("urge", APPEAL_TRACK, "Urge it, once a day"),
	MOVE("extend_ask", APPEAL_HANDLE, "Ask for more working days, with a reason"),
	MOVE("extend_grant", APPEAL_DISPATCH, "Give more time; who filed it is told why"),
	MOVE("extend_refuse", APPEAL_DISPATCH, "Give no more time, with a reason"),
	MOVE("link", APPEAL_NOTE, "Link it to another case"),
	MOVE("unlink", APPEAL_NOTE, "End a link"),
};

const struct route_table appeal_case_routes = {rows, sizeof rows / sizeof *rows};
