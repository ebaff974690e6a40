/* appeal_web_show.c: one case as its reader may see it, and the page of who filed it and of the public. */
#include "features/appeal/appeal_web_show.h"

#include "base/clock.h"
#include "features/appeal/appeal_open.h"
#include "features/appeal/appeal_time.h"
#include "features/appeal/appeal_web_around.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_form.h"
#include "features/appeal/appeal_web_photo.h"
#include "features/appeal/appeal_web_pin.h"
#include "features/appeal/appeal_web_review.h"
#include "features/appeal/appeal_web_together.h"
#include "features/catalogue/catalogue.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/say.h"

enum appeal_act
appeal_act_of(const struct req *r)
{
	struct str rest = r->path, part = S("");

	while (str_next(&rest, '/', &part))
		;
	return appeal_act_find(part);
}

static struct appeal_lamp_line_list
lamps_of(struct req *r, const struct appeal *a, const struct flow_step_list *steps)
{
	static const char *const words[] = {N_("受理"), N_("派件"), N_("处置"), N_("反馈"),
					    N_("评价")};
	struct appeal_lamp_line_list list = {NEW_ARRAY(&r->arena, struct appeal_lamp_line, 5), 5};
	int now = appeal_lamp(a->state);

	for (int i = 0; i < 5; i++)
		list.v[i] = (struct appeal_lamp_line){.word = words[i],
						      .on = i + 1 < now,
						      .now = i + 1 == now};
	for (size_t i = 0; i < steps->n; i++) {
		int64_t at = steps->v[i].at;

		if (steps->v[i].kind == ACT_FILE)
			list.v[0].at = at;
		else if (steps->v[i].kind == ACT_DISPATCH || steps->v[i].kind == ACT_AUTO_SEND)
			list.v[1].at = at;
		else if (steps->v[i].kind == ACT_ACCEPT)
			list.v[2].at = at;
		else if (steps->v[i].kind == ACT_REPLY || steps->v[i].kind == ACT_SETTLE || steps->v[i].kind == ACT_ADVISE)
			list.v[3].at = at;
		else if (steps->v[i].kind == ACT_RATE || steps->v[i].kind == ACT_CALL_RATE)
			list.v[4].at = at;
	}
	for (int i = now > 0 ? now : 1; i < 5; i++) /* it went back: what was reached before is ahead again */
		list.v[i].at = 0;
	return list;
}

/* Who made a step, for colleagues: the body and the title of the person. The filer is no colleague: their title stays out of the history. */
static struct str
actor_word(struct req *r, const struct appeal_seen *s, const struct flow_step *step)
{
	struct str org = appeal_say(r, step->org_name, step->org_name_en);

	if (s->see != FLOW_INTERNAL)
		return S("");
	if (!step->person_title.n || step->person == s->a.person)
		return org;
	return org.n ? str_fmt(&r->arena, "%.*s · %.*s", STR(org), STR(say_duty(r, step->person_title))) : say_duty(r, step->person_title);
}

static int
step_lines(struct req *r, const struct appeal_seen *s, const struct flow_step_list *steps,
	   int64_t after_version, struct appeal_step_line_list *ret)
{
	struct appeal_step_line_list list = {NEW_ARRAY(&r->arena, struct appeal_step_line,
						       steps->n),
					     0};

	for (size_t i = steps->n; i-- > 0;) {
		const struct flow_step *step = &steps->v[i];

		/* Version n of a case is the one its nth step made: the case starts at 1 with its first. */
		if (step->seq <= after_version)
			break;
		list.v[list.n++] = (struct appeal_step_line){
			.who = actor_word(r, s, step),
			.text = s->see == FLOW_PUBLIC ? appeal_open_step(&r->arena, &s->a, step) : step->text,
			.at = step->at,
			.internal = step->sight == FLOW_INTERNAL,
			.lit = step->sight == FLOW_PUBLIC,
		};
		TRY(appeal_step_said(r, s, step, &list.v[list.n - 1].word));
		if (step->kind == ACT_BOUNCE)
			TRY(appeal_step_reason(r, step, &list.v[list.n - 1].reason));
	}
	*ret = list;
	return 0;
}

static void
what_may(struct appeal_show_page *p)
{
	const bool *may = p->s.may;

	p->add = p->s.filer && may[ACT_ADD];
	p->answer = p->s.filer && may[ACT_ANSWER];
	p->rate = p->s.filer && may[ACT_RATE];
	p->reopen = p->s.filer && may[ACT_REOPEN];
	p->contest = p->s.filer && may[ACT_CONTEST];
	p->withdraw = p->s.filer && may[ACT_WITHDRAW];
	p->may_triage = may[ACT_TRIAGE];
	p->may_dispatch = may[ACT_DISPATCH];
	p->may_accept = may[ACT_ACCEPT];
	p->may_note = may[ACT_NOTE];
	p->may_reply = may[ACT_REPLY];
	p->may_close = may[ACT_CLOSE];
	p->may_publish = may[ACT_PUBLISH];
	p->may_help = may[ACT_HELP];
	p->may_unsend = may[ACT_UNSEND];
	p->may_take = may[ACT_TAKE];
	p->may_settle = may[ACT_SETTLE];
	p->may_sort = may[ACT_SORT];
	p->may_advise = may[ACT_ADVISE];
	p->may_pass_up = may[ACT_PASS_UP];
	p->may_help_reply = may[ACT_HELP_REPLY];
	p->may_link = may[ACT_LINK];
	p->may_rule = may[ACT_RULE];
	p->may_join = may[ACT_JOIN];
	p->may_leave = may[ACT_LEAVE];
	p->may_split = may[ACT_SPLIT];
	p->urges = p->s.filer && may[ACT_URGE];
	p->urged_today = appeal_urged_today(p->a.urged_at, clock_now());
	p->may_urge = p->urges && !p->urged_today;
	p->extend_days = appeal_extend_days(p->rule.handle_min, p->a.extend_min);
	p->may_extend = may[ACT_EXTEND_ASK] && p->extend_days > 0 && p->a.promised_at > clock_now();
	p->may_decide = may[ACT_EXTEND_GRANT];
	p->may_bounce = may[ACT_BOUNCE];
	p->bound = p->a.ruled && p->a.ruled == p->a.org;
}

/* ---- the raiser's turn, and marks ---- */

struct appeal_faces
appeal_faces_of(struct req *r, enum mark_of of, const char *name, const char *legend, int64_t typed)
{
	static const char *const icons[FACES] = {"smile", "meh", "frown"};
	struct appeal_faces f = {.name = name, .legend = legend, .faces = {NEW_ARRAY(&r->arena, struct appeal_face, FACES), FACES}};

	for (int i = 0; i < FACES; i++)
		f.faces.v[i] = (struct appeal_face){
			.word = appeal_mark_word(of, appeal_faces[i]),
			.icon = icons[i],
			.mark = appeal_faces[i],
			.checked = typed == appeal_faces[i],
			.bad = r->failed == E_INVALID && !typed,
		};
	return f;
}

static void
fill_marks(struct req *r, struct appeal_show_page *p)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);

	if (p->s.filer)
		p->state_word = appeal_own_word(p->a.state);
	p->marked = p->s.filer && p->a.result;
	p->turn = p->answer || (p->rate && p->a.state == APPEAL_REPLIED);
	p->poor = p->reopen && appeal_mark_poor(p->a.result);
	p->result_word = appeal_mark_word(MARK_RESULT, p->a.result);
	p->attitude_word = appeal_mark_word(MARK_ATTITUDE, p->a.attitude);
	p->change_until = p->a.rated_at + APPEAL_MARK_DAYS * 86400;
	p->result = appeal_faces_of(r, MARK_RESULT, "result", N_("事情办得怎么样"), in ? in->result : 0);
	p->attitude = appeal_faces_of(r, MARK_ATTITUDE, "attitude", N_("办事的人态度怎么样"), in ? in->attitude : 0);
}

/* Puts on the page what a refused form brought, and what others changed meanwhile. */
static int
keep_typed(struct req *r, struct appeal_show_page *p, const struct flow_step_list *steps)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	enum appeal_act act;

	if (!in)
		return 0;
	act = appeal_act_of(r);
	p->text = in->text;
	p->other = in->other;
	p->title = in->title;
	p->days = in->days ? str_number(&r->arena, in->days) : S("");
	p->act = str_z(&r->arena, str_lower(&r->arena, str_of(appeal_act_name(act))));
	p->photo.kept = photos_kept(r, APPEAL_KEPT);
	if (p->s.see == FLOW_INTERNAL && p->s.may[ACT_REPLY])
		appeal_reply_look(&r->arena, in->text, p->local_basis ? S("") : p->rule.basis, &p->reply_hints);
	if (r->failed == E_STALE)
		return step_lines(r, &p->s, steps, in->version, &p->changed);
	return 0;
}

static void
fill_clocks(struct appeal_show_page *p)
{
	const struct appeal_line line = {
		.live = p->a.live, .state = p->a.state, .paused_at = p->a.paused_at, .queue_at = p->a.queue_at,
		.promised_at = p->a.promised_at,
	};
	int64_t now = clock_now();

	p->clock = appeal_clock_look(&line, now);
	p->promise = appeal_promise_look(&line, now);
	if ((p->promise == CLOCK_OK || p->promise == CLOCK_SOON) && p->a.promised_at > p->a.filed_at && now > p->a.filed_at)
		p->gone = (now - p->a.filed_at) * 100 / (p->a.promised_at - p->a.filed_at);
	p->answered_late = p->a.replied_at > p->a.promised_at;
}

int
appeal_load_page(struct req *r, bool desk, struct appeal_show_page *p)
{
	const struct actor *who = appeal_reader(r);
	struct flow_step_list steps;
	bool english = req_lang(r) == LANG_EN;

	TRY(appeal_see(r->tx, who, r->arg[0], &p->s));
	if (desk && p->s.see != FLOW_INTERNAL)
		return p->s.see == FLOW_PUBLIC || p->s.filer ? E_DENIED : E_NOTFOUND;
	p->desk = p->s.see == FLOW_INTERNAL;
	/* The public page is the public's, whoever looks at it, unless they filed it. */
	if (!desk && p->s.see == FLOW_INTERNAL && !p->s.filer && p->s.a.open)
		p->s.see = FLOW_PUBLIC;
	p->a = p->s.a;
	p->base = str_fmt(&r->arena, "/appeal/%.*s", STR(p->a.code));
	if (p->s.see != FLOW_INTERNAL)
		p->a.state = appeal_state_plain(p->a.state);
	if (p->s.see == FLOW_PUBLIC)
		appeal_open_case(&r->arena, &p->a);
	TRY(appeal_steps(r->tx, who, &p->s, &steps));
	TRY(appeal_photos(r->tx, who, &p->s, &p->photos));
	for (size_t i = 0; i < p->photos.n; i++)
		p->photos_hidden |= matter_is_shown(p->a.sight, p->a.shown) && !p->photos.v[i].open;
	TRY(catalogue_rule_get(r->tx, who->district, p->a.rule, &p->rule));
	p->local_basis = catalogue_basis_is_local(&p->rule);
	p->body_word = catalogue_body_word(r->tx, who->district, p->rule.body, english);
	p->item = appeal_say(r, p->a.item_name, p->a.item_name_en);
	p->item_path = appeal_say(r, p->a.item_path, p->a.item_path_en);
	p->org = appeal_say(r, p->a.org_name, p->a.org_name_en);
	p->org_phone = p->a.org_phone;
	p->community = say_place(r, p->a.community_name, p->a.community_name_en);
	p->where = appeal_say_place(r, p->a.place_name, p->a.community_name,
				    p->a.community_name_en);
	if (!str_eq(p->a.community_name, p->a.place_name))
		p->where = say_within(r, p->community, p->where);
	p->state_word = appeal_state_word(p->a.state);
	fill_clocks(p);
	p->lamps = lamps_of(r, &p->a, &steps);
	TRY(step_lines(r, &p->s, &steps, 0, &p->steps));
	for (size_t i = 0; i < steps.n; i++)
		if (steps.v[i].kind == ACT_ASK)
			p->question = steps.v[i].text;
		else if (steps.v[i].kind == ACT_EXTEND_ASK)
			p->extend_why = steps.v[i].text;
	p->version = p->a.version;
	what_may(p);
	appeal_review_of(r, p);
	p->waits_own = p->a.open && !p->shown;
	p->to_let_out = p->waits_own && p->may_publish;
	p->waits = p->s.see == FLOW_PUBLIC && !p->shown;
	TRY(keep_typed(r, p, &steps));
	if (!desk)
		fill_marks(r, p);
	if (p->s.filer)
		p->share.url = str_fmt(&r->arena, "%.*s/appeal/%.*s", STR(gate_base_url(r)), STR(p->a.code));
	return 0;
}

static int
load_talk(struct req *r, struct appeal_show_page *p)
{
	const struct appeal_comment_in *in = form_if(r, appeal_comment_in);

	TRY(appeal_talk(r->tx, appeal_reader(r), &p->s, &p->talk));
	p->comments.v = NEW_ARRAY(&r->arena, struct appeal_comment_line, p->talk.comments.n);
	for (size_t i = 0; i < p->talk.comments.n; i++)
		p->comments.v[p->comments.n++] = (struct appeal_comment_line){
			.c = p->talk.comments.v[i], .code = p->a.code, .may_judge = p->talk.may_judge,
		};
	if (in && r->failed) {
		p->said = in->text;
		p->said_why = gate_why(r);
	}
	return 0;
}

int
appeal_show_page(struct req *r)
{
	struct appeal_show_page p = {.photo.word = N_("补照片")};
	struct page page = {.frame = FRAME_PAGE,
			    .title = N_("办件进展"),
			    .tab = "appeal",
			    .back = "/appeal"};
	int rc = appeal_load_page(r, false, &p);

	/* Whether it is not there or not theirs to see: with its PIN it opens. */
	if (rc == E_NOTFOUND)
		ui_error_way(r, str_fmt(&r->arena, "/appeal/track?code=%.*s", STR(r->arg[0])), N_("凭编号和查询码打开"));
	TRY(rc);
	TRY(load_talk(r, &p));
	TRY(appeal_link_lines(r, appeal_reader(r), &p.s, &p.around.links));
	TRY(appeal_together_of(r, &p.s, &p.around.together));
	if (p.s.filer)
		TRY(appeal_readings(r->tx, appeal_reader(r), &p.s, &p.readings));
	ui_form(r, p.rate ? &appeal_rate_form : &appeal_move_form);
	return reply_page(r, &page, appeal_show, &p);
}
