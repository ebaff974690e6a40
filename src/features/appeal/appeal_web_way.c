/* appeal_web_way.c: what a message leads to: the answer or the question, and what may be done with it without signing in. Showing it
 * changes nothing: programs that look at addresses before people do (previews of messengers) rate nothing. */
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_way.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_form.h"
#include "features/appeal/appeal_web_photo.h"
#include "features/appeal/appeal_web_show.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/file.h"
#include "kit/gate.h"
#include "kit/throttle.h"

enum { WRONG_BURST = 20, WRONG_MINUTE = 10, MOVES_BURST = 12, MOVES_MINUTE = 2 };

static bool
take(struct req *r, const char *what, struct str of, int burst, int minute)
{
	return !r->app->throttle || throttle_take(r->app->throttle, str_fmt(&r->arena, "%s %.*s", what, STR(of)), burst, minute);
}

/* From here on the reader is who the message was sent to, for this case alone; who is signed in keeps what keeps them from rating
 * their own work. *ret_last: the step that came after. */
static int
come_in(struct req *r, enum appeal_way *ret, int64_t *ret_last)
{
	struct proof *proof = NEW(&r->arena, struct proof);
	struct actor *who = NEW(&r->arena, struct actor);
	int rc = appeal_way_open(r->tx, r->who->district, r->arg[0], r->arg[1], proof, ret, ret_last);

	if (rc == E_NOTFOUND && !take(r, "wrong way from", req_network(&r->arena, r), WRONG_BURST, WRONG_MINUTE))
		return E_LIMIT;
	TRY(rc);
	*who = *r->who;
	who->proven = proof;
	who->proven_n = 1;
	r->who = who;
	return 0;
}

static int
closed_page(struct req *r, int status, const struct appeal_way_page *p)
{
	struct page page = {.frame = FRAME_PAGE, .title = N_("办件进展"), .tab = "mine", .status = status};

	return reply_page(r, &page, appeal_way_closed, p);
}

static int
past_page(struct req *r)
{
	struct appeal_seen s;

	TRY(appeal_see(r->tx, r->who, r->arg[0], &s));
	return closed_page(r, 0, &(struct appeal_way_page){
		.code = s.a.code, .past = true, .state_word = appeal_own_word(appeal_state_plain(s.a.state)),
	});
}

static int
way_page(struct req *r)
{
	struct page page = {.frame = FRAME_PAGE, .title = N_("办件进展"), .tab = "mine"};
	struct appeal_show_page p = {0};
	enum appeal_way way;
	int64_t last;
	int rc = come_in(r, &way, &last);

	if (rc == E_NOTFOUND)
		return closed_page(r, 404, &(struct appeal_way_page){.code = matter_code_typed(&r->arena, r->arg[0])});
	TRY(rc);
	if (way == APPEAL_WAY_OVER)
		return closed_page(r, 410, &(struct appeal_way_page){.code = matter_code_typed(&r->arena, r->arg[0]), .over = true});
	if (way == APPEAL_WAY_PAST)
		return past_page(r);
	TRY(appeal_load_page(r, false, &p));
	p.base = str_fmt(&r->arena, "/appeal/%.*s/a/%.*s", STR(p.a.code), STR(r->arg[1]));
	ui_form(r, p.rate ? &appeal_rate_form : &appeal_move_form);
	return reply_page(r, &page, appeal_way_show, &p);
}

static int
photo_page(struct req *r)
{
	struct matter_file photo;
	enum appeal_way way;
	struct str path;
	int64_t last;

	TRY(come_in(r, &way, &last));
	if (way != APPEAL_WAY_OPEN)
		return E_NOTFOUND;
	TRY(appeal_photo_of(r->tx, r->who, r->arg[0], r->arg[2], &photo));
	TRY(file_path(r->app->files, &r->arena, r->arg[2], &path));
	return reply_file(r, S("image/jpeg"), path, S(""));
}

/* A form that was sent twice is one move, although the first of them has ended its address. */
static int
come_to_move(struct req *r)
{
	const struct appeal_move_in *in = form_in(r, appeal_move_in);
	enum appeal_way way;
	int64_t last;

	TRY(come_in(r, &way, &last));
	if (way == APPEAL_WAY_OVER)
		return E_DENIED;
	return way == APPEAL_WAY_OPEN || (in->version && in->version < last) ? 0 : E_STALE;
}

/* Before photos are decoded. */
static int
may_move(struct req *r)
{
	if (!take(r, "move by", r->arg[1], MOVES_BURST, MOVES_MINUTE))
		return E_LIMIT;
	return come_to_move(r);
}

static int
prepare_photos(struct req *r)
{
	return photos_take(r, appeal_move_in, &form_in(r, appeal_move_in)->photos, appeal_photos_count(r));
}

static const char *
done_word(const struct appeal_change *c)
{
	switch (c->act) {
	case ACT_RATE:
		return appeal_mark_poor(c->result) ? N_("记下了。没解决的，接着就能要求重新办理") : N_("已评价，谢谢您");
	case ACT_REOPEN: return N_("已转回重新办理");
	case ACT_ANSWER: return N_("已发送补充");
	default: return N_("已申请复核");
	}
}

static int
way_post(struct req *r)
{
	struct appeal_change c;

	TRY(come_to_move(r));
	TRY(appeal_change_from(r, appeal_act_of(r), &c));
	TRY(appeal_move(r->tx, r->who, r->arg[0], &c));
	gate_flash(r, done_word(&c));
	return redirect(r, "/appeal/%.*s/a/%.*s", STR(r->arg[0]), STR(r->arg[1]));
}

#define WAY(act, form_, flags_, what) \
	ROUTE_POST("/appeal/:code/a/:key/" act, APPEAL_TRACK, way_post, .form = &form_, .ahead = may_move, \
		   .prepare = prepare_photos, .again = way_page, .flags = flags_, .about = what)

static const struct route rows[] = {
	ROUTE_GET("/appeal/:code/a/:key", APPEAL_TRACK, way_page, .about = "The answer or the question that a message told of"),
	ROUTE_GET("/appeal/:code/a/:key/photo/:file", APPEAL_TRACK, photo_page, .about = "A photo of it"),
	WAY("rate", appeal_rate_form, 0, "Rate result and attitude from a message"),
	WAY("answer", appeal_move_form, ROUTE_BIG | ROUTE_KEEP, "Answer what was asked from a message"),
	WAY("reopen", appeal_move_form, ROUTE_BIG | ROUTE_KEEP, "Have it dealt with again from a message"),
	WAY("contest", appeal_move_form, 0, "Contest a refusal from a message"),
};

const struct route_table appeal_way_routes = {rows, sizeof rows / sizeof *rows};
