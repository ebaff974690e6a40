/* appeal_api.c: appeals for programs: the same rules as the pages, as JSON.
 *
 * A filer without an account follows the case with the header "Linli-Pin". */
#include "features/account/account.h"
#include "features/appeal/appeal_caller.h"
#include "features/appeal/appeal_web_event.h"
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_open.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_around.h"
#include "features/appeal/appeal_web_photo.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/appeal/appeal_web_pin.h"
#include "features/appeal/appeal_web_rows.h"
#include "features/appeal/appeal_web_show.h"
#include "features/suggest/suggest.h"
#include "features/territory/territory.h"
#include "features/urgent/urgent_web_band.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "lib/secret.h"
#include "kit/answer.h"

/* ---- answers ---- */

static const char *const state_names[] = {
#define STATE(number, name, word, live, tab, lamp) #name,
#include "features/appeal/state.def"
#undef STATE
	NULL,
};
static const char *const act_names[] = {
#define ACT(number, name, word, from, to, by, perm, sight, deed) #name,
#include "features/appeal/act.def"
#undef ACT
	NULL,
};

struct api_step {
	int64_t at, kind;
	struct str who, text;
};
struct api_step_list {
	struct api_step *v;
	size_t n;
};
#define STEP(member) SHAPE_MEMBER(struct api_step, member)
static const struct shape_field step_fields[] = {
	{.name = "at", .type = SHAPE_TIME, STEP(at)},
	{.name = "act",
	 .type = SHAPE_WORD,
	 STEP(kind),
	 .word = appeal_act_name,
	 .words = act_names},
	{.name = "by", .type = SHAPE_TEXT, STEP(who), .about = "Body that acted"},
	{.name = "text", .type = SHAPE_TEXT, STEP(text)},
};
static const struct shape step_shape = {"CaseStep", step_fields,
					sizeof step_fields / sizeof *step_fields};

static const char *const part_names[] = {"lead", "helps", NULL};
static const char *const party_names[] = {"sent", "accepted", "answered", "gone", NULL};
_Static_assert(sizeof part_names / sizeof *part_names == PARTY_HELPS + 1 && sizeof party_names / sizeof *party_names == PARTY_GONE + 1,
	       "each part and state of a body has a name");
static const char *const stage_names[] = {
#define STAGE(number, name, word, kind, ends, says) #name,
#define RUNG(stage, days, level)
#include "features/appeal/stage.def"
#undef RUNG
#undef STAGE
	NULL,
};
static const char *const why_names[] = {"related", "came_of", NULL};
_Static_assert(sizeof why_names / sizeof *why_names == LINK_CAME_OF + 1, "each reason of a link has a name");

#define BODY(member) SHAPE_MEMBER(struct appeal_body_line, member)
static const struct shape_field body_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, BODY(code)},
	{.name = "name", .type = SHAPE_TEXT, BODY(name)},
	{.name = "part", .type = SHAPE_WORD, BODY(part), .words = part_names},
	{.name = "state", .type = SHAPE_WORD, BODY(state), .words = party_names},
	{.name = "sent_at", .type = SHAPE_TIME, BODY(sent_at)},
	{.name = "accepted_at", .type = SHAPE_TIME, BODY(accepted_at)},
	{.name = "done_at", .type = SHAPE_TIME, BODY(done_at)},
	{.name = "due_at", .type = SHAPE_TIME, BODY(due_at), .about = "Of the clock that runs for it; null: none does"},
	{.name = "answer", .type = SHAPE_TEXT, BODY(answer), .about = "What a helping body answered the lead"},
};
static const struct shape body_shape = {"CaseBody", body_fields, sizeof body_fields / sizeof *body_fields};

#define CLOCK(member) SHAPE_MEMBER(struct appeal_clock_line, member)
static const struct shape_field clock_fields[] = {
	{.name = "stage", .type = SHAPE_WORD, CLOCK(stage), .word = appeal_stage_name, .words = stage_names},
	{.name = "by", .type = SHAPE_TEXT, CLOCK(who), .about = "Whose hours it counts: a body or the community"},
	{.name = "minutes", .type = SHAPE_INT, CLOCK(minutes), .about = "Working minutes it has"},
	{.name = "used_minutes", .type = SHAPE_INT, CLOCK(used_minutes), .about = "Working minutes used, pauses left out"},
	{.name = "started_at", .type = SHAPE_TIME, CLOCK(started_at)},
	{.name = "due_at", .type = SHAPE_TIME, CLOCK(due_at)},
	{.name = "paused_at", .type = SHAPE_TIME, CLOCK(paused_at)},
	{.name = "stopped_at", .type = SHAPE_TIME, CLOCK(stopped_at)},
};
static const struct shape clock_shape = {"CaseClock", clock_fields, sizeof clock_fields / sizeof *clock_fields};

#define LINKED(member) SHAPE_MEMBER(struct appeal_link_line, member)
static const struct shape_field link_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, LINKED(code)},
	{.name = "title", .type = SHAPE_TEXT, LINKED(title)},
	{.name = "state", .type = SHAPE_WORD, LINKED(state), .word = appeal_state_name, .words = state_names},
	{.name = "why", .type = SHAPE_WORD, LINKED(why), .words = why_names},
	{.name = "at", .type = SHAPE_TIME, LINKED(at)},
};
static const struct shape link_shape = {"CaseLink", link_fields, sizeof link_fields / sizeof *link_fields};

struct api_case {
	struct appeal a;
	struct api_step_list steps;
	struct appeal_around around;
};
#define AROUND(member, row) .offset = offsetof(struct api_case, around.member), .size = sizeof(struct row)
#define CASE(member) SHAPE_MEMBER(struct api_case, a.member)
static const struct shape_field case_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, CASE(code)},
	{.name = "version",
	 .type = SHAPE_ID,
	 CASE(version),
	 .about = "Send it with a move; a stale one is refused with 409; null for the public"},
	{.name = "title", .type = SHAPE_TEXT, CASE(title)},
	{.name = "text", .type = SHAPE_TEXT, CASE(body)},
	{.name = "answers", .type = SHAPE_TEXT, CASE(answers)},
	{.name = "state",
	 .type = SHAPE_WORD,
	 CASE(state),
	 .word = appeal_state_name,
	 .words = state_names},
	{.name = "item",
	 .type = SHAPE_TEXT,
	 CASE(item_path),
	 .about = "Names from the first level down, joined by /"},
	{.name = "item_en", .type = SHAPE_TEXT, CASE(item_path_en)},
	{.name = "community", .type = SHAPE_TEXT, CASE(community_name)},
	{.name = "place", .type = SHAPE_TEXT, CASE(place_name)},
	{.name = "body", .type = SHAPE_TEXT, CASE(org_name)},
	{.name = "filed_at", .type = SHAPE_TIME, CASE(filed_at)},
	{.name = "due_at", .type = SHAPE_TIME, CASE(due_at), .about = "Deadline of the present stage, for staff; null for others"},
	{.name = "promised_at", .type = SHAPE_TIME, CASE(promised_at)},
	{.name = "paused_at", .type = SHAPE_TIME, CASE(paused_at)},
	{.name = "replied_at", .type = SHAPE_TIME, CASE(replied_at)},
	{.name = "closed_at", .type = SHAPE_TIME, CASE(closed_at)},
	{.name = "reply", .type = SHAPE_TEXT, CASE(reply)},
	{.name = "reopened", .type = SHAPE_INT, CASE(reopened)},
	{.name = "sort", .type = SHAPE_WORD, CASE(sort), .words = appeal_sort_names,
	 .about = "What it was said to be at first sight, for staff; null for others, and when nobody has said"},
	{.name = "affair", .type = SHAPE_WORD, CASE(affair), .words = appeal_affair_names,
	 .about = "Whose business it is, for staff; null for others, and when nobody has said"},
	{.name = "urgent", .type = SHAPE_BOOL, CASE(urgent), .about = "It stands first, its deadlines count day and night"},
	{.name = "steps",
	 .type = SHAPE_LIST,
	 .offset = offsetof(struct api_case, steps),
	 .size = sizeof(struct api_step),
	 .sub = &step_shape},
	{.name = "bodies", .type = SHAPE_LIST, AROUND(bodies, appeal_body_line), .sub = &body_shape,
	 .about = "Who leads and who helps; for staff, empty for others"},
	{.name = "clocks", .type = SHAPE_LIST, AROUND(clocks, appeal_clock_line), .sub = &clock_shape,
	 .about = "Every clock it had, oldest first; for staff, empty for others"},
	{.name = "links", .type = SHAPE_LIST, AROUND(links, appeal_link_line), .sub = &link_shape,
	 .about = "Cases it is linked to that the caller may see as well"},
};
static const struct shape case_shape = {"CaseDetail", case_fields,
					sizeof case_fields / sizeof *case_fields};

struct api_receipt {
	struct str code, pin, url;
	bool again, urgent;
	struct urgent_call_outs call;
	struct appeal_event_card_list events;
};
#define RECEIPT(member) SHAPE_MEMBER(struct api_receipt, member)
static const struct shape_field receipt_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, RECEIPT(code)},
	{.name = "pin",
	 .type = SHAPE_TEXT,
	 RECEIPT(pin),
	 .about = "With the code it opens the case; shown only here"},
	{.name = "url", .type = SHAPE_TEXT, RECEIPT(url)},
	{.name = "repeated",
	 .type = SHAPE_BOOL,
	 RECEIPT(again),
	 .about = "The same Idempotency-Key had made it before"},
	{.name = "urgent", .type = SHAPE_BOOL, RECEIPT(urgent), .about = "The text tells of an emergency: show the numbers at once"},
	{.name = "call", .type = SHAPE_LIST, .offset = offsetof(struct api_receipt, call), .size = sizeof(struct urgent_call_out),
	 .sub = &urgent_call_shape, .about = "Whom to call; filing a case is no call for help"},
	{.name = "events", .type = SHAPE_LIST, .offset = offsetof(struct api_receipt, events), .size = sizeof(struct appeal_event_card),
	 .sub = &appeal_event_shape, .about = "The card that was named as event: what is known of it already"},
};
static const struct shape receipt_shape = {"Receipt", receipt_fields,
					   sizeof receipt_fields / sizeof *receipt_fields};

#define HIT(member) SHAPE_MEMBER(struct suggest_hit, member)
static const struct shape_field hit_fields[] = {
	{.name = "item", .type = SHAPE_ID, HIT(item)},
	{.name = "path", .type = SHAPE_TEXT, HIT(path)},
	{.name = "path_en", .type = SHAPE_TEXT, HIT(path_en)},
	{.name = "permille",
	 .type = SHAPE_INT,
	 HIT(permille),
	 .about = "How often it is right when it says so, in thousandths"},
	{.name = "because", .type = SHAPE_TEXT, HIT(reason_text)},
};
static const struct shape hit_shape = {"Suggestion", hit_fields,
				       sizeof hit_fields / sizeof *hit_fields};

struct api_guess {
	struct {
		struct suggest_hit *v;
		size_t n;
	} items;
	bool urgent;
	struct urgent_call_outs call;
	struct appeal_event_card_list events;
};
static const struct shape_field guess_fields[] = {
	{.name = "items", .type = SHAPE_LIST, .offset = offsetof(struct api_guess, items), .size = sizeof(struct suggest_hit),
	 .sub = &hit_shape, .about = "The likeliest first; none below 300 thousandths"},
	{.name = "urgent", .type = SHAPE_BOOL, SHAPE_MEMBER(struct api_guess, urgent), .about = "The text tells of an emergency: show the numbers at once"},
	{.name = "call", .type = SHAPE_LIST, .offset = offsetof(struct api_guess, call), .size = sizeof(struct urgent_call_out),
	 .sub = &urgent_call_shape, .about = "Whom to call"},
	{.name = "events", .type = SHAPE_LIST, .offset = offsetof(struct api_guess, events), .size = sizeof(struct appeal_event_card),
	 .sub = &appeal_event_shape, .about = "What many call about there, and this may be that: show it before filing"},
};
static const struct shape guess_shape = {"SuggestionAnswer", guess_fields, sizeof guess_fields / sizeof *guess_fields};

/* ---- callers ---- */

static int
caller_api(struct req *r)
{
	const struct appeal_caller_in *in = form_in(r, appeal_caller_in);
	struct appeal_line_list lines;
	struct str next;

	TRY(appeal_by_caller(r->tx, r->who, &(struct appeal_calling){in->caller, in->reason, in->page.after}, &lines, &next));
	return reply_shapes(r, &appeal_line_shape, lines.v, lines.n, sizeof *lines.v, next);
}

/* ---- one case ---- */

/* The caller, with the case whose PIN came in the header; a wrong PIN is E_NOTFOUND like an unknown code. */
static int
reader_of(struct req *r, const struct actor **ret)
{
	struct str pin = req_header(r, "Linli-Pin");
	struct proof *proof = NEW(&r->arena, struct proof);
	struct actor *who;

	*ret = r->who;
	if (!pin.n)
		return 0;
	TRY(appeal_try_pin(r, r->arg[0], pin, proof));
	who = NEW(&r->arena, struct actor);
	*who = *r->who;
	who->proven = proof;
	who->proven_n = 1;
	*ret = who;
	return 0;
}

static int
reply_case(struct req *r, const struct actor *who)
{
	struct api_case c = {0};
	struct appeal_seen s;
	struct flow_step_list steps;

	TRY(appeal_see(r->tx, who, r->arg[0], &s));
	TRY(appeal_steps(r->tx, who, &s, &steps));
	TRY(appeal_around_of(r, who, &s, &c.around));
	c.a = s.a;
	if (s.see != FLOW_INTERNAL)
		c.a.state = appeal_state_plain(c.a.state);
	c.steps = (struct api_step_list){NEW_ARRAY(&r->arena, struct api_step, steps.n), steps.n};
	for (size_t i = 0; i < steps.n; i++)
		c.steps.v[i] = (struct api_step){
			.at = steps.v[i].at,
			.kind = steps.v[i].kind,
			.who = steps.v[i].org_name,
			.text = s.see == FLOW_PUBLIC ? appeal_open_step(&r->arena, &s.a, &steps.v[i]) : steps.v[i].text,
		};
	if (s.see != FLOW_INTERNAL)
		c.a.due_at = c.a.sort = c.a.affair = 0;
	if (s.see == FLOW_PUBLIC) {
		c.a.version = 0; /* it counts internal steps too */
		c.a.urgent = 0;
	}
	return reply_shape(r, &case_shape, &c);
}

static int
case_api(struct req *r)
{
	const struct actor *who;

	TRY(reader_of(r, &who));
	return reply_case(r, who);
}

/* ---- filing and moving ---- */

enum { ONCE_MIN = 16 };

/* The key of a repeated call: the caller's, and all that was sent, so that the same key with another text is another
 * case. Callers without an account share one name, so theirs must be long enough not to meet by chance. */
static int
once_of(struct req *r, const struct appeal_new *n, struct str *ret)
{
	struct str key = req_header(r, "Idempotency-Key");

	*ret = S("");
	if (!key.n)
		return 0;
	if (!r->who->person && key.n < ONCE_MIN)
		return form_fail(r, appeal_new_in, text,
				 N_("没有登录时，Idempotency-Key 至少要 16 个字符，请用随机的。"));
	*ret = appeal_once_of(r, "api",
			      str_fmt(&r->arena, "%lld\x1f%.*s", (long long)r->who->person,
				      STR(key)),
			      n);
	return 0;
}

static int
think(struct req *r)
{
	const struct appeal_new_in *in = form_in(r, appeal_new_in);

	TRY(appeal_filing_budget(r));
	return appeal_think(r, in->title, in->text, S(""));
}

static int
file_api(struct req *r)
{
	struct appeal_receipt made;
	struct api_receipt out;
	struct appeal_new n;

	TRY(appeal_new_from(r, &n));
	n.guess = *TAKE(&r->found, appeal_guess);
	n.channel = CHANNEL_API;
	n.crowd = appeal_is_crowd(r);
	TRY(once_of(r, &n, &n.once));
	TRY(appeal_file(r->tx, r->who, &n, &made));
	out = (struct api_receipt){
		.code = made.code,
		.pin = made.pin,
		.again = made.again,
		.url = str_fmt(&r->arena, "%.*s/appeal/%.*s", STR(gate_base_url(r)),
			       STR(made.code)),
		.urgent = n.guess.alarm->n > 0,
		.call = urgent_calls_out(&r->arena, n.guess.alarm),
	};
	TRY(appeal_events(r, &(struct appeal_event_ask){.named = n.event}, &out.events));
	TRY(reply_shape(r, &receipt_shape, &out));
	r->reply.status = made.again ? 200 : 201;
	reply_header(r, S("Location"), str_fmt(&r->arena, "/api/appeal/%.*s", STR(made.code)));
	return 0;
}

static int
move_api(struct req *r)
{
	enum appeal_act act = appeal_act_find(form_in(r, appeal_move_in)->act);
	const struct actor *who;
	struct appeal_change c;

	/* A new PIN is given by its own page alone, which notes who gave it and why, and shows it once. */
	if (act <= ACT_FILE || act == ACT_PIN)
		return form_fail(r, appeal_move_in, act, N_("没有这个动作。"));
	TRY(reader_of(r, &who));
	TRY(appeal_change_from(r, act, &c));
	TRY(appeal_move(r->tx, who, r->arg[0], &c));
	return reply_case(r, who);
}

/* Thought of in the reading transaction; the one that writes only prints it. */
static int
think_api(struct req *r)
{
	const struct appeal_suggest_in *in = form_in(r, appeal_suggest_in);
	struct api_guess *out = NEW(&r->arena, struct api_guess);
	struct suggest_hit_list hits;
	struct urgent_alarm alarm;

	TRY(urgent_look(r->tx, r->who->district, str_fmt(&r->arena, "%.*s\n%.*s", STR(in->title), STR(in->text)), &alarm));
	TRY(suggest_for(r->tx, r->who->district, in->title, in->text, 3, &hits));
	appeal_likely(r, &hits, alarm.n > 0);
	*out = (struct api_guess){
		.items = {hits.v, hits.n}, .urgent = alarm.n > 0, .call = urgent_calls_out(&r->arena, &alarm),
	};
	TRY(appeal_events(r, &(struct appeal_event_ask){.community = in->community, .item = hits.n && hits.sure ? hits.v[0].item : 0,
							.text = in->text}, &out->events));
	LEAVE(&r->found, api_guess, out);
	return 0;
}

static int
suggest_api(struct req *r)
{
	return reply_shape(r, &guess_shape, TAKE(&r->found, api_guess));
}

#define PIN_HEADER .header = "Linli-Pin", .header_about = "The PIN given at filing: speaks for who filed it"
static const struct route rows[] = {
	ROUTE_POST("/api/appeal/suggest", APPEAL_FILE, suggest_api, .form = &appeal_suggest_form, .ahead = think_api,
		   .out = &guess_shape, .about = "Which item a text is about, and whom to call"),
	ROUTE_POST("/api/appeal/caller", APPEAL_QUEUE, caller_api, .form = &appeal_caller_form, .out = &appeal_line_shape,
		   .about = "Cases of somebody by phone number or name; the reason is logged"),
	ROUTE_POST("/api/appeal", APPEAL_FILE, file_api, .form = &appeal_new_form, .ahead = think,
		   .out = &receipt_shape, .flags = ROUTE_MAKES, .header = "Idempotency-Key",
		   .header_about = "The same key with the same content makes one case",
		   .about = "Raise a matter"),
	ROUTE_GET("/api/appeal/:code", OPEN, case_api, .out = &case_shape, PIN_HEADER,
		  .about = "A case, as the caller may see it"),
	ROUTE_POST("/api/appeal/:code/move", APPEAL_TRACK, move_api, .form = &appeal_move_form,
		   .out = &case_shape, PIN_HEADER, .about = "Make a move of a case"),
};

const struct route_table appeal_api_routes = {rows, sizeof rows / sizeof *rows};
