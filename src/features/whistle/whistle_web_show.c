/* whistle_web_show.c: one whistle: its page, its poster, arriving, and every move. */
#include "features/whistle/whistle_web.h"

#include "base/clock.h"
#include "features/territory/territory.h"
#include "features/territory/territory_web_map.h"
#include "features/whistle/whistle_page.h"
#include "gen/whistle_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/file.h"
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

/* The words of a move's form: what was typed comes back with it, and with it alone. */
static struct whistle_words
words_of(struct req *r, enum whistle_act act, const char *label, bool lines, int64_t org, int64_t number)
{
	const struct whistle_move_in *in = form_if(r, whistle_move_in);
	bool failed = in && r->failed && in->act == (int)act && (!org || in->org == org) && (!number || in->number == number);

	return (struct whistle_words){.label = label, .lines = lines, .failed = failed, .text = failed ? in->text : S("")};
}

static struct whistle_photo_card_list
photos_of(struct req *r, const struct whistle_seen *s, int64_t org)
{
	struct whistle_photo_card_list list = {NEW_ARRAY(&r->arena, struct whistle_photo_card, s->photos.n + 1), 0};

	for (size_t i = 0; i < s->photos.n; i++)
		if (s->photos.v[i].kind == org)
			list.v[list.n++] = (struct whistle_photo_card){s->m.code, s->photos.v[i].file, s->photos.v[i].thumb};
	return list;
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
			.leads = b->org == s->w.lead, .photos = photos_of(r, s, b->org),
			.words = words_of(r, WHISTLE_ACT_SCORE, N_("说一句"), false, b->org, 0),
		};

		p->bodies.v[p->bodies.n++] = c;
		p->may_score |= c.may_score;
		p->scored += b->scored_at > 0;
		p->rated += b->rated_at > 0;
		p->signed_n += b->signed_at > 0;
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
			.words = words_of(r, WHISTLE_ACT_DONE, N_("办成了什么样"), true, 0, t->number),
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

static int64_t
percent_gone(int64_t from, int64_t to)
{
	int64_t now = clock_now();

	return now >= to ? 100 : now <= from ? 0 : (now - from) * 100 / (to - from);
}

static int
show_place(struct req *r, const struct whistle_seen *s, struct page *page, struct html *ret)
{
	struct territory_point point = {
		.lon = s->m.lon, .lat = s->m.lat, .href = str_fmt(&r->arena, "/whistle/%.*s", STR(s->m.code)), .label = s->m.title};
	struct territory_point_list points = {&point, 1};

	if (!s->m.lon || !s->m.community)
		return 0;
	TRY(territory_map(r, s->m.community, NULL, &points, ret));
	return territory_map_scripts(r, page);
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
	p->may_reply = s->may[WHISTLE_ACT_COMING];
	p->may_sign = s->may[WHISTLE_ACT_SIGN];
	p->gone = percent_gone(s->m.filed_at, s->w.arrive_by);
	p->conclude = words_of(r, WHISTLE_ACT_CONCLUDE, N_("一起定了什么"), true, 0, 0);
	p->admit = words_of(r, WHISTLE_ACT_ADMIT, N_("为什么代签"), false, 0, 0);
	p->off = words_of(r, WHISTLE_ACT_CALL_OFF, N_("为什么撤"), false, 0, 0);
	p->coming = words_of(r, WHISTLE_ACT_COMING, N_("谁来，几点能到（可以不写）"), false, 0, 0);
	p->cannot = words_of(r, WHISTLE_ACT_CANNOT, N_("为什么来不了，换谁来，几点能到"), false, 0, 0);
	p->sign = words_of(r, WHISTLE_ACT_SIGN, N_("有话说就写在这里（可以不写）"), false, 0, 0);
	p->rate = words_of(r, WHISTLE_ACT_RATE, N_("下回怎样更好（可以不写）"), false, 0, 0);
	p->photo = (struct photo_field){.word = N_("拍一张现场"), .camera = true, .kept = photos_kept(r, "/whistle/kept/")};
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
	TRY(show_place(r, &s, &page, &p.map));
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
	if (!form_if(r, whistle_move_in))
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
photo_page(struct req *r)
{
	struct matter_file photo;
	struct str path;

	TRY(whistle_photo(r->tx, r->who, r->arg[0], r->arg[1], &photo));
	TRY(file_path(r->app->files, &r->arena, r->arg[1], &path));
	r->reply.cache = S("private, max-age=300");
	return reply_file(r, S("image/jpeg"), path, S(""));
}

/* A body's reply comes from the page for its phone. */
static int
reply_again(struct req *r)
{
	const struct whistle_move_in *in = form_if(r, whistle_move_in);
	bool phone = in && (in->act == WHISTLE_ACT_COMING || in->act == WHISTLE_ACT_CANNOT);

	return phone ? arrive_page(r) : show_page(r);
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
	ROUTE_POST("/whistle/:code", WHISTLE_SEE, move_post, .form = &whistle_move_form, .again = reply_again,
		   .about = "Reply, say who came, conclude, sign, do, close, call off, score"),
	ROUTE_GET("/whistle/:code/arrive", WHISTLE_ANSWER, arrive_page, .form = &whistle_scan_form, .about = "The form to say that one is there"),
	ROUTE_POST("/whistle/:code/arrive", WHISTLE_ANSWER, arrive_post, .form = &whistle_arrive_form,
		   .prepare = whistle_arrive_prepare, .again = arrive_page, .flags = ROUTE_THROTTLE | ROUTE_BIG,
		   .about = "Say that one's body is there, by the code at the place, by position or by a photo"),
	ROUTE_GET("/whistle/kept/:token", WHISTLE_ANSWER, photos_kept_page, .about = "Thumbnail of a photo in a form"),
	ROUTE_GET("/whistle/:code/photo/:file", WHISTLE_SEE, photo_page, .about = "A photo that a body took when it came"),
	ROUTE_GET("/whistle/:code/poster", WHISTLE_BLOW, poster_page, .about = "The code to print for the place"),
};

const struct route_table whistle_show_routes = {rows, sizeof rows / sizeof *rows};
