/* notice_out.c: notices, wishes and follows as JSON: for programs, and the copy that their owner may take. */
#include "kit/notice_out.h"

#include <assert.h>

#include "db/db.h"
#include "gen/kit_sql.h"
#include "kit/comment.h"
#include "kit/follow.h"
#include "kit/notice.h"
#include "ui/print.h"

enum { COPIED = 1000, HOUR_MIN = 60 };

static const char *const why_names[] = {"OWN", "FOLLOWED", "DESK", "MEANT", NULL};
static const char *const way_names[] = {"bell", "phone", "mail", "both", NULL};
static_assert(sizeof why_names / sizeof *why_names == NOTICE_MEANT + 1, "each reason has a name");
static_assert(sizeof way_names / sizeof *way_names == NOTICE_BY_BOTH + 1, "each way has a name");
static const char *const lang_names[] = {"zh", "en", NULL};
static_assert(sizeof lang_names / sizeof *lang_names == LANG_EN + 1, "each language has a name");

#define LINE(member) SHAPE_MEMBER(struct notice_line, member)
static const struct shape_field notice_fields[] = {
	{.name = "id", .type = SHAPE_ID, LINE(id)},
	{.name = "why", .type = SHAPE_WORD, LINE(why), .words = why_names,
	 .about = "Why one hears of it: one raised it, follows it, it lies on one's desk, it was meant for one"},
	{.name = "code", .type = SHAPE_TEXT, LINE(code), .about = "Code of the matter"},
	{.name = "title", .type = SHAPE_TEXT, LINE(title), .about = "Title of the matter; empty when it is no longer public"},
	{.name = "happened", .type = SHAPE_TEXT, LINE(word), .about = "What happened"},
	{.name = "said", .type = SHAPE_TEXT, LINE(said), .about = "What was said with it"},
	{.name = "text", .type = SHAPE_TEXT, LINE(text), .about = "The message of a notice that is of no matter"},
	{.name = "at", .type = SHAPE_TIME, LINE(at)},
	{.name = "read_at", .type = SHAPE_TIME, LINE(read_at), .about = "null: not yet"},
};
const struct shape notice_shape = {"Notice", notice_fields, sizeof notice_fields / sizeof *notice_fields};

#define FOLLOW(member) SHAPE_MEMBER(struct follow_line, member)
static const struct shape_field follow_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, FOLLOW(code), .about = "Code of the matter"},
	{.name = "title", .type = SHAPE_TEXT, FOLLOW(title), .about = "As everybody reads it; empty when they do not, or not yet"},
	{.name = "since", .type = SHAPE_TIME, FOLLOW(at)},
};
const struct shape follow_shape = {"Follow", follow_fields, sizeof follow_fields / sizeof *follow_fields};

#define WISH(member) SHAPE_MEMBER(struct notice_wish_out, member)
static const struct shape_field wish_fields[] = {
	{.name = "own", .type = SHAPE_WORD, WISH(own), .words = way_names, .about = "Of what one raised"},
	{.name = "followed", .type = SHAPE_WORD, WISH(followed), .words = way_names, .about = "Of what one follows"},
	{.name = "desk", .type = SHAPE_WORD, WISH(desk), .words = way_names, .about = "Of what lies on one's desk"},
	{.name = "lang", .type = SHAPE_WORD, WISH(lang), .words = lang_names, .about = "Language of messages"},
	{.name = "quiet_from", .type = SHAPE_INT, WISH(quiet_from), .about = "First quiet hour, China time"},
	{.name = "quiet_to", .type = SHAPE_INT, WISH(quiet_to), .about = "First hour that is not quiet"},
};
const struct shape notice_wish_shape = {"NoticeWish", wish_fields, sizeof wish_fields / sizeof *wish_fields};

struct notice_wish_out
notice_wish_out(const struct notice_wish *w)
{
	return (struct notice_wish_out){
		.own = w->own, .followed = w->followed, .desk = w->desk, .lang = w->lang,
		.quiet_from = w->quiet_from / HOUR_MIN, .quiet_to = w->quiet_to / HOUR_MIN,
	};
}

static const char *const comment_states[] = {"WAITS", "SHOWN", "HIDDEN", NULL};
static_assert(sizeof comment_states / sizeof *comment_states == COMMENT_HIDDEN + 1, "each state has a name");

#define COMMENT(member) SHAPE_MEMBER(struct comment_line, member)
static const struct shape_field comment_fields[] = {
	{.name = "id", .type = SHAPE_ID, COMMENT(id)},
	{.name = "state", .type = SHAPE_WORD, COMMENT(state), .words = comment_states,
	 .about = "Waits until staff have looked, shown to everybody, or hidden"},
	{.name = "at", .type = SHAPE_TIME, COMMENT(at)},
	{.name = "text", .type = SHAPE_TEXT, COMMENT(text)},
};
const struct shape comment_shape = {"Comment", comment_fields, sizeof comment_fields / sizeof *comment_fields};

/* ---- a copy ---- */

static int
print_personal(struct tx *tx, const struct actor *who, struct buf *json)
{
	struct notice_line_list notices;
	struct follow_line_list follows;
	struct comment_line_list comments;
	struct notice_wish w;
	struct notice_wish_out out;

	TRY(comment_own(tx, who, 0, COPIED, &comments));
	TRY(notice_list(tx, who, (struct notice_at){0}, COPIED, &notices));
	for (size_t i = 0; i < notices.n; i++)
		notice_veil(tx->arena, &notices.v[i]);
	TRY(follow_list(tx, who, 0, COPIED, &follows));
	TRY(notice_wish_of(tx, who->district, who->person, &w));
	out = notice_wish_out(&w);
	BUF_LIT(json, "{\"how\":");
	shape_json(json, &notice_wish_shape, &out);
	BUF_LIT(json, ",\"notices\":");
	shape_json_list(json, &notice_shape, notices.v, notices.n, sizeof *notices.v);
	BUF_LIT(json, ",\"follows\":");
	shape_json_list(json, &follow_shape, follows.v, follows.n, sizeof *follows.v);
	BUF_LIT(json, ",\"comments\":");
	shape_json_list(json, &comment_shape, comments.v, comments.n, sizeof *comments.v);
	buf_char(json, '}');
	return 0;
}

static int
forget_personal(struct tx *tx, const struct actor *who)
{
	TRY(comment_forget(tx, who));
	TRY(follow_forget(tx, who));
	return notice_forget(tx, who);
}

const struct personal notice_personal = {.name = "notices", .print = print_personal, .forget = forget_personal};
