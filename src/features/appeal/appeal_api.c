/* appeal_api.c: appeals for programs: the same rules as the pages, as JSON.
 *
 * Who filed a case without an account follows it with the header "Linli-Pin". */
#include "features/account/account.h"
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_web.h"
#include "features/suggest/suggest.h"
#include "features/territory/territory.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/paging.h"
#include "lib/secret.h"
#include "kit/answer.h"
#include "lib/text.h"

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

#define LINE(member) SHAPE_MEMBER(struct appeal_line, member)

static const struct shape_field line_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, LINE(code), .about = "Case code"},
	{.name = "title", .type = SHAPE_TEXT, LINE(title)},
	{.name = "state",
	 .type = SHAPE_WORD,
	 LINE(state),
	 .word = appeal_state_name,
	 .words = state_names},
	{.name = "item", .type = SHAPE_TEXT, LINE(item_name), .about = "Catalogue item"},
	{.name = "item_en", .type = SHAPE_TEXT, LINE(item_name_en)},
	{.name = "community", .type = SHAPE_TEXT, LINE(community_name)},
	{.name = "place", .type = SHAPE_TEXT, LINE(place_name)},
	{.name = "body", .type = SHAPE_TEXT, LINE(org_name), .about = "Responsible body"},
	{.name = "filed_at", .type = SHAPE_TIME, LINE(filed_at)},
	{.name = "due_at",
	 .type = SHAPE_TIME,
	 LINE(due_at),
	 .about = "Deadline of the current stage; null while no clock runs"},
	{.name = "promised_at",
	 .type = SHAPE_TIME,
	 LINE(promised_at),
	 .about = "When the answer is due"},
	{.name = "paused_at", .type = SHAPE_TIME, LINE(paused_at)},
	{.name = "closed_at", .type = SHAPE_TIME, LINE(closed_at)},
	{.name = "reply", .type = SHAPE_TEXT, LINE(reply)},
	{.name = "reopened", .type = SHAPE_INT, LINE(reopened)},
	{.name = "lon", .type = SHAPE_E7, LINE(lon)},
	{.name = "lat", .type = SHAPE_E7, LINE(lat)},
};
static const struct shape line_shape = {"Case", line_fields,
					sizeof line_fields / sizeof *line_fields};

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

struct api_case {
	struct appeal a;
	struct api_step_list steps;
};
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
	{.name = "due_at", .type = SHAPE_TIME, CASE(due_at)},
	{.name = "promised_at", .type = SHAPE_TIME, CASE(promised_at)},
	{.name = "paused_at", .type = SHAPE_TIME, CASE(paused_at)},
	{.name = "replied_at", .type = SHAPE_TIME, CASE(replied_at)},
	{.name = "closed_at", .type = SHAPE_TIME, CASE(closed_at)},
	{.name = "reply", .type = SHAPE_TEXT, CASE(reply)},
	{.name = "reopened", .type = SHAPE_INT, CASE(reopened)},
	{.name = "steps",
	 .type = SHAPE_LIST,
	 .offset = offsetof(struct api_case, steps),
	 .size = sizeof(struct api_step),
	 .sub = &step_shape},
};
static const struct shape case_shape = {"CaseDetail", case_fields,
					sizeof case_fields / sizeof *case_fields};

struct api_receipt {
	struct str code, pin, url;
	bool again;
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

/* ---- lists ---- */

enum { L_QUERY, L_COMMUNITY, L_CLASS, L_OVER, L_AFTER, L_LIMIT };
static const struct field list_fields[] = {
	[L_QUERY] = {.name = "q",
		     .type = FIELD_TEXT,
		     .label = N_("找什么"),
		     .max = 60,
		     .about = "Words or a case code"},
	[L_COMMUNITY] = {.name = "community",
			 .type = FIELD_TEXT,
			 .label = N_("社区"),
			 .max = 40,
			 .about = "Code of a community"},
	[L_CLASS] = {.name = "class",
		     .type = FIELD_ID,
		     .label = N_("类别"),
		     .about = "First-level catalogue node"},
	[L_OVER] = {.name = "show",
		    .type = FIELD_CHOICE,
		    .label = N_("办理情况"),
		    .choices = appeal_overs,
		    .choices_n = APPEAL_OVERS},
	[L_AFTER] = PAGING_AFTER,
	[L_LIMIT] = PAGING_LIMIT(20, 200),
};
static const struct form list_form = FORM("case_list", list_fields);

enum { Q_QUERY, Q_CLASS, Q_AFTER, Q_LIMIT };
static const struct field queue_fields[] = {
	[Q_QUERY] = {.name = "q",
		     .type = FIELD_TEXT,
		     .label = N_("找什么"),
		     .max = 60,
		     .about = "Words or a case code; looks in all cases of the desk"},
	[Q_CLASS] = {.name = "class",
		     .type = FIELD_ID,
		     .label = N_("类别"),
		     .about = "First-level catalogue node"},
	[Q_AFTER] = PAGING_AFTER,
	[Q_LIMIT] = PAGING_LIMIT(50, 200),
};
static const struct form queue_form = FORM("case_queue", queue_fields);

static int
filter_of(struct req *r, struct appeal_filter *ret)
{
	struct territory_node community;

	TRY(appeal_community_of(r, in_str(r, L_COMMUNITY), &community));
	*ret = (struct appeal_filter){
		.community = community.id,
		.class_ = in_int(r, L_CLASS),
		.over = (int)in_int(r, L_OVER),
		.query = in_str(r, L_QUERY),
		.after = in_str(r, L_AFTER),
		.limit = in_int(r, L_LIMIT),
	};
	return 0;
}

static void
redact_lines(struct req *r, struct appeal_line_list *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		lines->v[i].title = text_redact(&r->arena, lines->v[i].title);
		lines->v[i].reply = text_redact(&r->arena, lines->v[i].reply);
	}
}

static int
list_api(struct req *r)
{
	struct appeal_line_list lines;
	struct appeal_filter f;
	struct str next;

	TRY(filter_of(r, &f));
	TRY(appeal_public(r->tx, r->who->district, &f, &lines, &next));
	redact_lines(r, &lines);
	return reply_shapes(r, &line_shape, lines.v, lines.n, sizeof *lines.v, next);
}

static int
queue_api(struct req *r)
{
	struct appeal_line_list lines;
	struct appeal_filter f = {
		.query = in_str(r, Q_QUERY),
		.class_ = in_int(r, Q_CLASS),
		.after = in_str(r, Q_AFTER),
		.limit = in_int(r, Q_LIMIT),
	};
	struct str next;

	TRY(appeal_queue(r->tx, r->who, f.query.n ? TAB_ALL : TAB_MINE, &f, &lines, &next));
	return reply_shapes(r, &line_shape, lines.v, lines.n, sizeof *lines.v, next);
}

/* ---- one case ---- */

/* The caller, with the case whose PIN came in the header; a wrong PIN is E_NOTFOUND like an unknown code. */
static int
reader_of(struct req *r, const struct actor **ret)
{
	struct str pin = req_header(r, "Linli-Pin");
	int64_t *id = NEW(&r->arena, int64_t);
	struct actor *who;

	*ret = r->who;
	if (!pin.n)
		return 0;
	TRY(appeal_try_pin(r, r->arg[0], pin, id));
	who = NEW(&r->arena, struct actor);
	*who = *r->who;
	who->proven = id;
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
	c.a = s.a;
	c.steps = (struct api_step_list){NEW_ARRAY(&r->arena, struct api_step, steps.n), steps.n};
	for (size_t i = 0; i < steps.n; i++)
		c.steps.v[i] = (struct api_step){
			.at = steps.v[i].at,
			.kind = steps.v[i].kind,
			.who = steps.v[i].org_name,
			.text = s.see == FLOW_PUBLIC ? text_redact(&r->arena, steps.v[i].text)
						     : steps.v[i].text,
		};
	if (s.see == FLOW_PUBLIC) {
		appeal_make_public(&r->arena, &c.a);
		c.a.version = 0; /* it counts internal steps too */
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

enum { F_TITLE, F_TEXT, F_PLACE, F_SPOT, F_ITEM, F_LON, F_LAT, F_ANON, F_OPEN, F_NAME, F_PHONE };
static const struct field file_fields[] = {
	[F_TITLE] = {.name = "title",
		     .type = FIELD_TEXT,
		     .label = N_("标题"),
		     .max = APPEAL_TITLE_MAX,
		     .about = "Made from the text when absent"},
	[F_TEXT] = {.name = "text",
		    .type = FIELD_LINES,
		    .label = N_("说说情况"),
		    .max = APPEAL_TEXT_MAX,
		    .required = true,
		    .missing = N_("还没写情况，写一句话也可以。")},
	[F_PLACE] = {.name = "place",
		     .type = FIELD_TEXT,
		     .label = N_("地点"),
		     .max = 40,
		     .required = true,
		     .about = "Code of a territory node"},
	[F_SPOT] = {.name = "spot", .type = FIELD_TEXT, .label = N_("具体位置"), .max = 60},
	[F_ITEM] = {.name = "item",
		    .type = FIELD_ID,
		    .label = N_("事项"),
		    .about = "Catalogue node; absent: the suggestion when it is sure"},
	[F_LON] = {.name = "lon", .type = FIELD_DECIMAL, .label = N_("经度")},
	[F_LAT] = {.name = "lat", .type = FIELD_DECIMAL, .label = N_("纬度")},
	[F_ANON] = {.name = "anon",
		    .type = FIELD_CHOICE,
		    .label = N_("谁能看到您是谁"),
		    .required = true,
		    .choices = appeal_anons,
		    .choices_n = APPEAL_ANONS},
	[F_OPEN] = {.name = "open", .type = FIELD_BOOL, .label = N_("可以公开办理情况")},
	[F_NAME] = {.name = "name", .type = FIELD_TEXT, .label = N_("怎么称呼"), .max = 40},
	[F_PHONE] = {.name = "phone", .type = FIELD_TEL, .label = N_("电话")},
};
static const struct form file_form = FORM("case_new", file_fields);

/* The key of a repeated call: the caller's, and all that was sent, so that the same key with another text is another
 * case. Callers without an account share one name, so theirs must be long enough not to meet by chance. */
static int
once_of(struct req *r, struct str key, struct str *ret)
{
	struct buf b;

	*ret = S("");
	if (!key.n)
		return 0;
	if (!r->who->person && key.n < ONCE_MIN)
		return in_fail(r, F_TEXT,
			       N_("没有登录时，Idempotency-Key 至少要 16 个字符，请用随机的。"));
	buf_init(&b, &r->arena);
	buf_fmt(&b, "%lld\n%.*s", (long long)r->who->person, STR(key));
	for (size_t i = 0; i < file_form.n; i++)
		buf_fmt(&b, "\n%.*s", STR(in_str(r, (int)i)));
	*ret = str_fmt(&r->arena, "api %.*s", STR(secret_digest(&r->arena, buf_done(&b))));
	return 0;
}

static int
think(struct req *r)
{
	TRY(appeal_filing_budget(r));
	return appeal_think(r, in_str(r, F_TITLE), in_str(r, F_TEXT));
}

static int
file_api(struct req *r)
{
	const struct appeal_guess *guess = r->found;
	struct territory_node place;
	struct appeal_receipt made;
	struct api_receipt out;
	struct appeal_new n = {
		.title = in_str(r, F_TITLE),
		.text = in_str(r, F_TEXT),
		.spot = in_str(r, F_SPOT),
		.item = in_int(r, F_ITEM),
		.guess = *guess,
		.lon = in_int(r, F_LON),
		.lat = in_int(r, F_LAT),
		.anon = (enum matter_anon)(in_int(r, F_ANON) + 1),
		.open = in_bool(r, F_OPEN),
		.name = in_str(r, F_NAME),
		.phone = in_str(r, F_PHONE),
		.channel = CHANNEL_API,
	};
	struct str key = req_header(r, "Idempotency-Key");
	int rc = territory_by_code(r->tx, r->who->district, in_str(r, F_PLACE), &place);

	if (rc == E_NOTFOUND)
		return in_fail(r, F_PLACE, N_("没有这个地方，请重新选楼栋或社区。"));
	TRY(rc);
	n.place = place.id;
	TRY(once_of(r, key, &n.once));
	TRY(appeal_file(r->tx, r->who, &n, &made));
	out = (struct api_receipt){
		.code = made.code,
		.pin = made.pin,
		.again = made.again,
		.url = str_fmt(&r->arena, "%.*s/appeal/%.*s", STR(gate_base_url(r)),
			       STR(made.code)),
	};
	TRY(reply_shape(r, &receipt_shape, &out));
	r->reply.status = made.again ? 200 : 201;
	reply_header(r, S("Location"), str_fmt(&r->arena, "/api/appeal/%.*s", STR(made.code)));
	return 0;
}

enum { M_ACT, M_VERSION, M_TEXT, M_ITEM, M_ORG, M_RESULT, M_ATTITUDE, M_OPEN };
static const struct field move_fields[] = {
	[M_ACT] = {.name = "act",
		   .type = FIELD_TEXT,
		   .label = N_("动作"),
		   .max = 20,
		   .required = true,
		   .about = "DISPATCH, ACCEPT, BOUNCE, NOTE, ASK, ANSWER, ADD, REPLY, CLOSE, RATE, "
			    "REOPEN, REFUSE, CONTEST, WITHDRAW, TRIAGE, PUBLISH, UNASK"},
	[M_VERSION] = {.name = "version", .type = FIELD_ID, .label = N_("版本"), .required = true},
	[M_TEXT] = {.name = "text",
		    .type = FIELD_LINES,
		    .label = N_("内容"),
		    .max = APPEAL_TEXT_MAX},
	[M_ITEM] = {.name = "item", .type = FIELD_ID, .label = N_("事项")},
	[M_ORG] = {.name = "org",
		   .type = FIELD_TEXT,
		   .label = N_("单位"),
		   .max = 40,
		   .about = "Code of a body; absent: the one the rule names"},
	[M_RESULT] =
		{.name = "result", .type = FIELD_INT, .label = N_("办理结果"), .min = 1, .max = 5},
	[M_ATTITUDE] = {.name = "attitude",
			.type = FIELD_INT,
			.label = N_("办理态度"),
			.min = 1,
			.max = 5},
	[M_OPEN] = {.name = "open", .type = FIELD_BOOL, .label = N_("公开")},
};
static const struct form move_form = FORM("case_move", move_fields);

static int
move_api(struct req *r)
{
	const struct actor *who;
	struct org org = {0};
	struct appeal_change c = {
		.act = appeal_act_find(in_str(r, M_ACT)),
		.version = in_int(r, M_VERSION),
		.text = in_str(r, M_TEXT),
		.item = in_int(r, M_ITEM),
		.result = in_int(r, M_RESULT),
		.attitude = in_int(r, M_ATTITUDE),
		.open = in_bool(r, M_OPEN),
	};

	if (c.act <= ACT_FILE)
		return in_fail(r, M_ACT, N_("没有这个动作。"));
	TRY(reader_of(r, &who));
	if (in_str(r, M_ORG).n) {
		int rc = account_org_by_code(r->tx, who->district, in_str(r, M_ORG), &org);

		if (rc == E_NOTFOUND)
			return in_fail(r, M_ORG, N_("没有这个单位，请从列表里选。"));
		TRY(rc);
	}
	c.org = org.id;
	TRY(appeal_move(r->tx, who, r->arg[0], &c));
	return reply_case(r, who);
}

enum { S_TEXT, S_TITLE };
static const struct field suggest_fields[] = {
	[S_TEXT] = {.name = "text",
		    .type = FIELD_LINES,
		    .label = N_("说说情况"),
		    .max = APPEAL_TEXT_MAX,
		    .required = true},
	[S_TITLE] = {.name = "title", .type = FIELD_TEXT, .label = N_("标题"), .max = 200},
};
static const struct form suggest_form = FORM("case_suggest", suggest_fields);

static int
suggest_api(struct req *r)
{
	struct suggest_hit_list hits;

	TRY(suggest_for(r->tx, r->who->district, in_str(r, S_TITLE), in_str(r, S_TEXT), 3,
			&hits));
	return reply_shapes(r, &hit_shape, hits.v, hits.n, sizeof *hits.v, S(""));
}

#define PIN_HEADER .header = "Linli-Pin", .header_about = "The PIN given at filing: speaks for who filed it"
static const struct route rows[] = {
	ROUTE_GET("/api/appeal", OPEN, list_api, .form = &list_form, .out = &line_shape,
		  .about = "Public cases, newest first"),
	ROUTE_GET("/api/appeal/queue", APPEAL_QUEUE, queue_api, .form = &queue_form,
		  .out = &line_shape, .about = "Cases the caller's desk has to act on"),
	ROUTE_GET("/api/appeal/suggest", APPEAL_FILE, suggest_api, .form = &suggest_form,
		  .out = &hit_shape, .about = "Which item a text is about"),
	ROUTE_POST("/api/appeal", APPEAL_FILE, file_api, .form = &file_form, .ahead = think,
		   .out = &receipt_shape, .flags = ROUTE_MAKES, .header = "Idempotency-Key",
		   .header_about = "The same key with the same content makes one case", .about = "Raise a matter"),
	ROUTE_GET("/api/appeal/:code", OPEN, case_api, .out = &case_shape, PIN_HEADER,
		  .about = "A case, as the caller may see it"),
	ROUTE_POST("/api/appeal/:code/move", APPEAL_TRACK, move_api, .form = &move_form,
		   .out = &case_shape, PIN_HEADER, .about = "Make a move of a case"),
};

const struct route_table appeal_api_routes = {rows, sizeof rows / sizeof *rows};
