/* whistle_api.c: whistles for programs: the same rules, forms and list as the pages, as JSON. */
#include "features/whistle/whistle_web.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/gate.h"

static const char *const state_keys[] = {
#define STATE(number, name, key, word, live) key,
#include "features/whistle/state.def"
#undef STATE
	NULL,
};
static const char *const proof_words[] = {"none", "code", "position", "staff", "photo", NULL};
static const char *const reply_words[] = {"none", "coming", "cannot", NULL};

static const char *
proof_word(int64_t proof)
{
	return proof >= 0 && proof <= WHISTLE_BY_PHOTO ? proof_words[proof] : NULL;
}

static const char *
reply_word(int64_t reply)
{
	return reply >= 0 && reply <= WHISTLE_CANNOT ? reply_words[reply] : NULL;
}

#define BODY(member) SHAPE_MEMBER(struct whistle_body_line, member)
static const struct shape_field body_fields[] = {
	{.name = "org", .type = SHAPE_ID, BODY(org)},
	{.name = "name", .type = SHAPE_TEXT, BODY(org_name)},
	{.name = "arrived_at", .type = SHAPE_TIME, BODY(arrived_at)},
	{.name = "proof", .type = SHAPE_WORD, BODY(proof), .word = proof_word, .words = proof_words, .about = "How it proved to be there"},
	{.name = "metres", .type = SHAPE_INT, BODY(metres), .about = "By position: from the place; -1: not by position"},
	{.name = "late", .type = SHAPE_BOOL, BODY(late)},
	{.name = "reply", .type = SHAPE_WORD, BODY(reply), .word = reply_word, .words = reply_words, .about = "What it said before it came"},
	{.name = "reply_words", .type = SHAPE_TEXT, BODY(reply_words)},
	{.name = "replied_at", .type = SHAPE_TIME, BODY(replied_at)},
	{.name = "rung_at", .type = SHAPE_TIME, BODY(rung_at), .about = "When it was told once more, having said nothing"},
	{.name = "signed_at", .type = SHAPE_TIME, BODY(signed_at)},
	{.name = "signed_words", .type = SHAPE_TEXT, BODY(signed_words)},
	{.name = "came", .type = SHAPE_INT, BODY(came), .about = "1 to 5; 0 until both sides have spoken"},
	{.name = "did", .type = SHAPE_INT, BODY(did)},
	{.name = "needed", .type = SHAPE_INT, BODY(needed)},
	{.name = "clear", .type = SHAPE_INT, BODY(clear)},
};
static const struct shape body_shape = {"WhistleBody", body_fields, sizeof body_fields / sizeof *body_fields};

struct task_out {
	struct whistle_task_line t;
	int64_t done;
};
#define TASK(member) SHAPE_MEMBER(struct task_out, member)
static const struct shape_field task_fields[] = {
	{.name = "number", .type = SHAPE_INT, TASK(t.number)},
	{.name = "org", .type = SHAPE_ID, TASK(t.org)},
	{.name = "name", .type = SHAPE_TEXT, TASK(t.org_name)},
	{.name = "text", .type = SHAPE_TEXT, TASK(t.text)},
	{.name = "due_at", .type = SHAPE_TIME, TASK(t.due_at)},
	{.name = "part", .type = SHAPE_TEXT, TASK(t.part_code), .about = "Code of the part of the case that it is; \"\" = it is done here"},
	{.name = "done", .type = SHAPE_BOOL, TASK(done)},
};
static const struct shape task_shape = {"WhistleTask", task_fields, sizeof task_fields / sizeof *task_fields};

struct task_out_list {
	struct task_out *v;
	size_t n;
};
struct whistle_out {
	struct matter m;
	struct whistle_row w;
	struct whistle_body_line_list bodies;
	struct task_out_list tasks;
};
#define OUT(member) SHAPE_MEMBER(struct whistle_out, member)
static const struct shape_field out_fields[] = {
	{.name = "id", .type = SHAPE_ID, OUT(m.id)},
	{.name = "code", .type = SHAPE_TEXT, OUT(m.code)},
	{.name = "title", .type = SHAPE_TEXT, OUT(m.title)},
	{.name = "place", .type = SHAPE_TEXT, OUT(m.place_name)},
	{.name = "state", .type = SHAPE_WORD, OUT(m.state), .word = whistle_state_key, .words = state_keys},
	{.name = "about", .type = SHAPE_TEXT, OUT(w.about)},
	{.name = "goal", .type = SHAPE_TEXT, OUT(w.goal)},
	{.name = "origin", .type = SHAPE_TEXT, OUT(w.origin_code), .about = "Code of the case it comes of"},
	{.name = "arrive_by", .type = SHAPE_TIME, OUT(w.arrive_by)},
	{.name = "lead", .type = SHAPE_ID, OUT(w.lead), .about = "The body that leads; 0: none"},
	{.name = "metres", .type = SHAPE_INT, OUT(w.metres), .about = "Who is nearer than this has come"},
	{.name = "conclusion", .type = SHAPE_TEXT, OUT(w.conclusion)},
	{.name = "bodies", .type = SHAPE_LIST, .offset = offsetof(struct whistle_out, bodies), .size = sizeof(struct whistle_body_line),
	 .sub = &body_shape},
	{.name = "tasks", .type = SHAPE_LIST, .offset = offsetof(struct whistle_out, tasks), .size = sizeof(struct task_out), .sub = &task_shape},
	{.name = "version", .type = SHAPE_INT, OUT(m.version), .about = "Send it with a change"},
};
static const struct shape whistle_shape = {"Whistle", out_fields, sizeof out_fields / sizeof *out_fields};

static int
reply_whistle(struct req *r, struct str code)
{
	struct whistle_seen s;
	struct whistle_out out;

	TRY(whistle_see(r->tx, r->who, code, &s));
	out = (struct whistle_out){.m = s.m, .w = s.w, .bodies = s.bodies};
	out.tasks.v = NEW_ARRAY(&r->arena, struct task_out, s.tasks.n + 1);
	for (size_t i = 0; i < s.tasks.n; i++)
		out.tasks.v[out.tasks.n++] = (struct task_out){s.tasks.v[i], whistle_task_done(&s.tasks.v[i])};
	return reply_shape(r, &whistle_shape, &out);
}

static int
list_api(struct req *r)
{
	struct list_ask ask = whistle_asked(r);

	return list_answer(r, &whistle_list, &ask, 0);
}

static int
show_api(struct req *r)
{
	return reply_whistle(r, r->arg[0]);
}

static int
blow_api(struct req *r)
{
	struct str code;

	TRY(whistle_blow_from_form(r, &code));
	TRY(reply_whistle(r, code));
	r->reply.status = 201;
	reply_header(r, S("Location"), str_fmt(&r->arena, "/api/whistle/%.*s", STR(code)));
	return 0;
}

static int
arrive_api(struct req *r)
{
	TRY(whistle_arrive_from_form(r));
	gate_forgive(r);
	return reply_whistle(r, r->arg[0]);
}

static int
move_api(struct req *r)
{
	TRY(whistle_move_from_form(r));
	return reply_whistle(r, r->arg[0]);
}

static const struct route rows[] = {
	ROUTE_GET("/api/whistle", WHISTLE_SEE, list_api, .form = &whistle_list_form, .out = &whistle_line_shape,
		  .about = "Whistles of the reader's desks, newest first"),
	ROUTE_GET("/api/whistle/:code", WHISTLE_SEE, show_api, .out = &whistle_shape, .about = "A whistle"),
	ROUTE_POST("/api/whistle", WHISTLE_BLOW, blow_api, .form = &whistle_new_form, .out = &whistle_shape, .flags = ROUTE_MAKES,
		   .about = "Whistle"),
	ROUTE_POST("/api/whistle/:code", WHISTLE_SEE, move_api, .form = &whistle_move_form, .out = &whistle_shape,
		   .about = "Say who came, conclude, do, close, call off, score"),
	ROUTE_POST("/api/whistle/:code/arrive", WHISTLE_ANSWER, arrive_api, .form = &whistle_arrive_form, .out = &whistle_shape,
		   .flags = ROUTE_THROTTLE | ROUTE_ONE, .about = "Say that one's body is there"),
};

const struct route_table whistle_api_routes = {rows, sizeof rows / sizeof *rows};
