/* whistle_web_show.c: one whistle: its page, its poster, arriving, and every move. */
#include "features/whistle/whistle_web.h"

#include "base/clock.h"
#include "features/territory/territory.h"
#include "features/whistle/whistle_page.h"
#include "gen/whistle_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/matter.h"
#include "kit/say.h"
#include "lib/qr.h"

enum { ROWS_SHOWN = 2 };

/* ---- in the reader's words ---- */

static struct str
name_of(struct req *r, struct str name, struct str name_en)
{
	return req_lang(r) == LANG_EN && name_en.n ? name_en : name;
}

static void
say_bodies(struct req *r, const struct whistle_seen *s, struct whistle_show_page *p)
{
	struct pick *absent = NEW_ARRAY(&r->arena, struct pick, s->bodies.n + 1);

	p->bodies.v = NEW_ARRAY(&r->arena, struct whistle_body_card, s->bodies.n + 1);
	p->absent.v = absent;
	for (size_t i = 0; i < s->bodies.n; i++) {
		const struct whistle_body_line *b = &s->bodies.v[i];
		struct whistle_body_card c = {
			.b = *b, .name = name_of(r, b->org_name, b->org_name_en), .own = actor_can(r->who, WHISTLE_ANSWER, NULL, b->org),
			.shown = b->scored_at && b->rated_at, .may_score = s->may[WHISTLE_ACT_SCORE] && !b->scored_at,
		};

		p->bodies.v[p->bodies.n++] = c;
		p->may_score |= c.may_score;
		p->scored += b->scored_at > 0;
		p->rated += b->rated_at > 0;
		if (!b->arrived_at)
			absent[p->absent.n++] = (struct pick){.value = str_number(&r->arena, b->org), .label = c.name};
	}
}

static void
say_tasks(struct req *r, const struct whistle_seen *s, struct whistle_show_page *p)
{
	p->tasks.v = NEW_ARRAY(&r->arena, struct whistle_task_card, s->tasks.n + 1);
	for (size_t i = 0; i < s->tasks.n; i++) {
		const struct whistle_task_line *t = &s->tasks.v[i];
		bool done = whistle_task_done(t);

		p->undone += !done;
		p->tasks.v[p->tasks.n++] = (struct whistle_task_card){
			.t = *t, .name = name_of(r, t->org_name, t->org_name_en), .done = done, .late = !done && t->due_at < clock_now(),
			.own = !t->part && !done && s->may[WHISTLE_ACT_DONE] && actor_can(r->who, WHISTLE_ANSWER, NULL, t->org),
		};
	}
}

/* The rows of the form of tasks: the first ones, and those that are folded away. */
static void
add_rows(struct req *r, const struct whistle_seen *s, struct whistle_show_page *p)
{
	const struct whistle_move_in *in = form_if(r, whistle_move_in);

	p->rows.v = NEW_ARRAY(&r->arena, struct whistle_task_row, WHISTLE_TASKS_MAX);
	p->more.v = NEW_ARRAY(&r->arena, struct whistle_task_row, WHISTLE_TASKS_MAX);
	for (int i = 0; i < WHISTLE_TASKS_MAX; i++) {
		struct whistle_task_row_list *to = i < ROWS_SHOWN || (in && in->tasks[i].text.n) ? &p->rows : &p->more;
		struct whistle_task_row row = {
			.task = str_fmt(&r->arena, "task%d", i + 1).p, .owner = str_fmt(&r->arena, "owner%d", i + 1).p,
			.day = str_fmt(&r->arena, "day%d", i + 1).p, .number = i + 1,
			.orgs = {NEW_ARRAY(&r->arena, struct pick, s->bodies.n + 1), 0},
		};

		for (size_t k = 0; k < s->bodies.n; k++)
			row.orgs.v[row.orgs.n++] = (struct pick){
				.value = str_number(&r->arena, s->bodies.v[k].org),
				.label = name_of(r, s->bodies.v[k].org_name, s->bodies.v[k].org_name_en),
				.chosen = in && in->tasks[i].org == s->bodies.v[k].org,
			};
		to->v[to->n++] = row;
	}
}

static int
say_steps(struct req *r, const struct whistle_seen *s, struct whistle_show_page *p)
{
	struct flow_step_list steps;

	TRY(gate_steps(r, FLOW_WHISTLE, s->m.id, FLOW_INTERNAL, &steps));
	p->steps.v = NEW_ARRAY(&r->arena, struct whistle_step_card, steps.n + 1);
	for (size_t i = 0; i < steps.n; i++) {
		const struct flow_step *f = &steps.v[i];
		struct str org = name_of(r, f->org_name, f->org_name_en);

		p->steps.v[p->steps.n++] = (struct whistle_step_card){
			.word = whistle_act_word(f->kind), .by = org.n ? org : say_duty(r, f->person_title), .at = f->at,
			/* The first one's is the page's own text. */
			.text = f->kind == WHISTLE_ACT_BLOW || f->kind == WHISTLE_ACT_CONCLUDE ? S("") : f->text,
		};
	}
	return 0;
}

/* What hangs at the place: for who convenes. */
static int
add_code(struct req *r, const struct whistle_seen *s, struct whistle_show_page *p)
{
	struct str base = gate_base_url(r), token;
	struct buf b;

	p->code = whistle_code(&r->arena, r->who->district, &s->w);
	token = whistle_token(&r->arena, r->who->district, &s->w);
	if (!token.n)
		return 0;
	buf_init(&b, &r->arena);
	TRY(qr_svg(&b, str_fmt(&r->arena, "%.*s/whistle/%.*s/arrive?code=%.*s", STR(base), STR(s->m.code), STR(token)), s->m.title));
	p->qr = (struct html){buf_done(&b)};
	return 0;
}

static int
fill(struct req *r, struct whistle_seen *s, struct whistle_show_page *p)
{
	TRY(whistle_see(r->tx, r->who, r->arg[0], s));
	*p = (struct whistle_show_page){
		.m = s->m, .w = s->w, .state = whistle_state_word(s->m.state), .place = s->m.place_name, .blown = s->m.state == WHISTLE_BLOWN,
		.over = s->m.live == LIVE_OVER, .overdue = s->w.arrive_by < clock_now(), .may_arrive = s->may[WHISTLE_ACT_ARRIVE],
		.may_admit = s->may[WHISTLE_ACT_ADMIT], .may_conclude = s->may[WHISTLE_ACT_CONCLUDE], .may_close = s->may[WHISTLE_ACT_CLOSE],
		.may_off = s->may[WHISTLE_ACT_CALL_OFF], .may_rate = s->may[WHISTLE_ACT_RATE], .version = s->m.version,
	};
	say_bodies(r, s, p);
	say_tasks(r, s, p);
	if (s->convenes && p->blown)
		TRY(add_code(r, s, p));
	return 0;
}

/* ---- the pages ---- */

static int
show_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .tab = "whistle", .back = "/whistle"};
	struct whistle_show_page p;
	struct whistle_seen s;

	TRY(fill(r, &s, &p));
	add_rows(r, &s, &p);
	TRY(say_steps(r, &s, &p));
	ui_form(r, &whistle_move_form);
	page.title_text = s.m.title;
	return reply_page(r, &page, whistle_show, &p);
}

static int
arrive_page(struct req *r)
{
	struct page page = {.frame = FRAME_TASK, .title = N_("到场报到"), .tab = "whistle", .script = "whistle_arrive.js"};
	const struct whistle_arrive_in *in = form_if(r, whistle_arrive_in);
	struct whistle_show_page p;
	struct whistle_seen s;

	TRY(fill(r, &s, &p));
	page.back = str_fmt(&r->arena, "/whistle/%.*s", STR(s.m.code)).p;
	/* Digits are typed; what a QR code brought stands in the form unseen, until it was refused. */
	if (in && in->code.n > WHISTLE_CODE_DIGITS && !r->failed)
		p.scan = in->code;
	ui_form(r, &whistle_arrive_form);
	return reply_page(r, &page, whistle_arrive, &p);
}

static int
poster_page(struct req *r)
{
	struct page page = {.frame = FRAME_PRINT, .title = N_("现场签到码")};
	struct whistle_show_page p;
	struct whistle_seen s;

	TRY(fill(r, &s, &p));
	if (!p.code.n)
		return E_NOTFOUND;
	return reply_page(r, &page, whistle_poster, &p);
}

static int
arrive_post(struct req *r)
{
	TRY(whistle_arrive_from_form(r));
	gate_forgive(r);
	gate_flash(r, N_("报到了，记下了怎么到的和几点到的"));
	return redirect(r, "/whistle/%.*s", STR(r->arg[0]));
}

static int
move_post(struct req *r)
{
	TRY(whistle_move_from_form(r));
	gate_flash(r, N_("记下了"));
	return redirect(r, "/whistle/%.*s", STR(r->arg[0]));
}

static const struct route rows[] = {
	ROUTE_GET("/whistle/:code", WHISTLE_SEE, show_page, .about = "A whistle: who was called, who came, what was concluded"),
	ROUTE_GET("/whistle/:code/desk", WHISTLE_SEE, show_page, .about = "The same, where notices lead"),
	ROUTE_POST("/whistle/:code", WHISTLE_SEE, move_post, .form = &whistle_move_form, .again = show_page,
		   .about = "Say who came, conclude, do, close, call off, score"),
	ROUTE_GET("/whistle/:code/arrive", WHISTLE_ANSWER, arrive_page, .form = &whistle_scan_form, .about = "The form to say that one is there"),
	ROUTE_POST("/whistle/:code/arrive", WHISTLE_ANSWER, arrive_post, .form = &whistle_arrive_form, .again = arrive_page,
		   .flags = ROUTE_THROTTLE, .about = "Say that one's body is there, by the code at the place or by position"),
	ROUTE_GET("/whistle/:code/poster", WHISTLE_BLOW, poster_page, .about = "The code to print for the place"),
};

const struct route_table whistle_show_routes = {rows, sizeof rows / sizeof *rows};
