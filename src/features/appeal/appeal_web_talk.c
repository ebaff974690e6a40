/* appeal_web_talk.c: following a case and what neighbours say under it, for pages and programs. */
#include "features/appeal/appeal_talk.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_form.h"
#include "features/appeal/appeal_web_pin.h"
#include "features/appeal/appeal_web_show.h"
#include "http/form.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/gate.h"
#include "kit/notice_out.h"

static const struct field comment_fields[] = {
	FIELD(appeal_comment_in, text, FIELD_LINES, .label = N_("留言"), .max = COMMENT_TEXT_MAX, .required = true),
};
static const struct form comment_form = FORM(appeal_comment_in, comment_fields);

struct appeal_judge_in {
	struct str reason;
};
static const struct field judge_fields[] = {
	FIELD(appeal_judge_in, reason, FIELD_TEXT, .label = N_("为什么不公开"), .max = 200),
};
static const struct form judge_form = FORM(appeal_judge_in, judge_fields);

static int
comment_id(const struct req *r, int64_t *ret)
{
	return str_int(r->arg[1], ret) ? 0 : E_NOTFOUND;
}

static int
judge(struct req *r, enum comment_state to)
{
	int64_t id;

	TRY(comment_id(r, &id));
	return appeal_comment_judge(r->tx, appeal_reader(r), r->arg[0], id, to, form_in(r, appeal_judge_in)->reason);
}

static int
back(struct req *r, const char *said, const char *at)
{
	gate_flash(r, said);
	return redirect(r, "/appeal/%.*s%s", STR(r->arg[0]), at);
}

static int
follow_post(struct req *r)
{
	TRY(appeal_follow(r->tx, appeal_reader(r), r->arg[0], true));
	return back(r, N_("关注了，有进展会通知您"), "");
}

static int
unfollow_post(struct req *r)
{
	TRY(appeal_follow(r->tx, appeal_reader(r), r->arg[0], false));
	return back(r, N_("不再关注"), "");
}

static int
comment_post(struct req *r)
{
	TRY(appeal_comment(r->tx, appeal_reader(r), r->arg[0], form_in(r, appeal_comment_in)->text));
	return back(r, N_("留言收到了"), "#talk");
}

static int
show_post(struct req *r)
{
	TRY(judge(r, COMMENT_SHOWN));
	return back(r, N_("留言公开了"), "#talk");
}

static int
hide_post(struct req *r)
{
	TRY(judge(r, COMMENT_HIDDEN));
	return back(r, N_("留言不公开"), "#talk");
}

/* ---- programs ---- */

static int
done(struct req *r)
{
	return reply_text(r, 204, "application/json", S(""));
}

static int
comments_api(struct req *r)
{
	const struct actor *who = appeal_reader(r);
	struct appeal_seen s;
	struct appeal_talk t;

	TRY(appeal_see(r->tx, who, r->arg[0], &s));
	TRY(appeal_talk(r->tx, who, &s, &t));
	return reply_shapes(r, &comment_shape, t.comments.v, t.comments.n, sizeof *t.comments.v, S(""));
}

static int
comment_api(struct req *r)
{
	TRY(appeal_comment(r->tx, appeal_reader(r), r->arg[0], form_in(r, appeal_comment_in)->text));
	return done(r);
}

static int
show_api(struct req *r)
{
	TRY(judge(r, COMMENT_SHOWN));
	return done(r);
}

static int
hide_api(struct req *r)
{
	TRY(judge(r, COMMENT_HIDDEN));
	return done(r);
}

static int
follow_api(struct req *r)
{
	TRY(appeal_follow(r->tx, appeal_reader(r), r->arg[0], true));
	return done(r);
}

static int
unfollow_api(struct req *r)
{
	TRY(appeal_follow(r->tx, appeal_reader(r), r->arg[0], false));
	return done(r);
}

static const struct route rows[] = {
	ROUTE_POST("/appeal/:code/follow", COMMENT, follow_post, .again = appeal_show_page, .about = "Hear of its progress"),
	ROUTE_POST("/appeal/:code/unfollow", COMMENT, unfollow_post, .again = appeal_show_page, .about = "Hear no more of it"),
	ROUTE_POST("/appeal/:code/comment", COMMENT, comment_post, .form = &comment_form, .again = appeal_show_page,
		   .about = "Say something under a public case"),
	ROUTE_POST("/appeal/:code/comment/:id/show", APPEAL_TRIAGE, show_post, .form = &judge_form, .again = appeal_show_page,
		   .about = "Show a comment"),
	ROUTE_POST("/appeal/:code/comment/:id/hide", APPEAL_TRIAGE, hide_post, .form = &judge_form, .again = appeal_show_page,
		   .about = "Hide a comment with a reason"),
	ROUTE_GET("/api/appeal/:code/comment", OPEN, comments_api, .out = &comment_shape,
		  .about = "What neighbours say under a case"),
	ROUTE_POST("/api/appeal/:code/comment", COMMENT, comment_api, .form = &comment_form,
		   .about = "Say something under a public case"),
	ROUTE_POST("/api/appeal/:code/comment/:id/show", APPEAL_TRIAGE, show_api, .form = &judge_form, .about = "Show a comment"),
	ROUTE_POST("/api/appeal/:code/comment/:id/hide", APPEAL_TRIAGE, hide_api, .form = &judge_form,
		   .about = "Hide a comment with a reason"),
	ROUTE_POST("/api/appeal/:code/follow", COMMENT, follow_api, .about = "Hear of its progress"),
	ROUTE_POST("/api/appeal/:code/unfollow", COMMENT, unfollow_api, .about = "Hear no more of it"),
};

const struct route_table appeal_talk_routes = {rows, sizeof rows / sizeof *rows};
