/* comment.c: what neighbours say under a matter. */
#include "kit/comment.h"

#include <assert.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "gen/kit_sql.h"
#include "kit/flow.h"
#include "kit/matter.h"
#include "kit/notice.h"
#include "kit/setting.h"

enum { HOUR_S = 3600, DAY_S = 86400, AGAIN_S = 600, BATCH = 200 };

static int
check_budget(struct tx *tx, const struct actor *who)
{
	struct comment_number hour, day;

	TRY(sql_comment_since(tx, who->district, who->person, clock_now() - HOUR_S, &hour));
	TRY(sql_comment_since(tx, who->district, who->person, clock_now() - DAY_S, &day));
	if (hour.n >= COMMENT_HOUR_MOST || day.n >= COMMENT_DAY_MOST)
		return fail(tx, E_LIMIT, "text", N_("留言太密了，请过一会儿再写。"));
	return 0;
}

/* The button was pressed twice. */
static int
is_again(struct tx *tx, const struct actor *who, int64_t matter, struct str text, bool *ret)
{
	struct comment_line last;
	int rc = sql_comment_last(tx, who->district, matter, who->person, &last);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret = rc == 0 && str_eq(last.text, text) && last.at > clock_now() - AGAIN_S;
	return 0;
}

/* One step about comments of the matter: its number, which is also the turn of whoever writes it. */
static int
step(struct tx *tx, const struct actor *who, int64_t matter, const struct flow_new *s, int64_t *ret_seq)
{
	struct comment_number turn;
	struct flow_new row = *s;

	TRY(sql_comment_turn(tx, who->district, matter, &turn));
	row.subject = FLOW_COMMENT;
	row.id = matter;
	TRY(flow_add(tx, who, &row));
	*ret_seq = turn.n;
	return 0;
}

static int
tell_staff(struct tx *tx, int64_t district, const struct matter *m, int64_t seq, int64_t by)
{
	const struct audience to = {
		.who = HEARS_DESK,
		.id = m->community ? m->community : m->street ? m->street : district,
		.word = N_("有邻居留言，等您看过才公开"),
	};

	return notice_many(tx, district,
			   &(struct notice_new){.kind = FLOW_COMMENT, .matter = m->id, .step = seq, .by = by, .v = &to, .n = 1});
}

int
comment_add(struct tx *tx, const struct actor *who, const struct matter *m, struct str text)
{
	struct comment row = {.id = id_new(), .matter = m->id, .person = who->person, .at = clock_now()};
	struct flow_new s = {.kind = COMMENT_WRITTEN, .text = str_trim(text), .at = row.at};
	int64_t look;
	bool again;

	assert(tx->may_write && m->id > 0);
	if (!who->person)
		return E_AUTH;
	if (!s.text.n || str_chars(s.text) > COMMENT_TEXT_MAX)
		return fail(tx, E_INVALID, "text", N_("请写几句，最多 500 字。"));
	TRY(is_again(tx, who, m->id, s.text, &again));
	if (again)
		return 0;
	TRY(check_budget(tx, who));
	TRY(setting_number(tx, who->district, SETTING_COMMENT_LOOK, &look));
	row.state = look ? COMMENT_WAITS : COMMENT_SHOWN;
	s.sight = look ? FLOW_INTERNAL : FLOW_PUBLIC;
	TRY(step(tx, who, m->id, &s, &row.step));
	TRY(sql_comment_insert(tx, who->district, &row));
	return look ? tell_staff(tx, who->district, m, row.step, who->person) : 0;
}

static int
tell_writer(struct tx *tx, const struct actor *who, const struct comment_line *c, int64_t seq)
{
	const struct audience to = {.who = HEARS_PERSON, .id = c->person, .word = N_("您的留言没有公开")};

	return notice_many(tx, who->district,
			   &(struct notice_new){.kind = FLOW_COMMENT, .matter = c->matter, .step = seq, .by = who->person, .v = &to, .n = 1});
}

int
comment_judge(struct tx *tx, const struct actor *who, int64_t matter, int64_t id, enum comment_state to, struct str reason)
{
	struct comment_line c;
	struct flow_new s = {
		.kind = to == COMMENT_SHOWN ? COMMENT_SHOW : COMMENT_HIDE,
		.sight = to == COMMENT_SHOWN ? FLOW_PUBLIC : FLOW_INTERNAL,
		.text = to == COMMENT_SHOWN ? S("") : str_trim(reason),
	};
	int64_t seq;

	assert(tx->may_write && (to == COMMENT_SHOWN || to == COMMENT_HIDDEN));
	TRY(sql_comment_get(tx, who->district, matter, id, &c));
	if (to == COMMENT_HIDDEN && str_chars(s.text) < 2)
		return fail(tx, E_INVALID, "reason", N_("请写明为什么不公开，留言的人会看到。"));
	if (c.state == (int64_t)to)
		return E_STALE;
	s.data = str_fmt(tx->arena, "comment=%lld", (long long)c.step);
	TRY(step(tx, who, matter, &s, &seq));
	TRY(sql_comment_state(tx, who->district, id, c.state, to));
	return to == COMMENT_HIDDEN ? tell_writer(tx, who, &c, seq) : 0;
}

int
comment_list(struct tx *tx, const struct actor *who, int64_t matter, bool all, struct comment_line_list *ret)
{
	assert(matter > 0 && ret);
	return sql_comments_of(tx, who->district, matter, who->person, all, COMMENT_LIST_MOST, ret);
}

int
comment_own(struct tx *tx, const struct actor *who, int64_t after, int64_t limit, struct comment_line_list *ret)
{
	assert(limit > 0 && ret);
	return sql_comments_by(tx, who->district, who->person, after, limit, ret);
}

int
comment_forget(struct tx *tx, const struct actor *who)
{
	struct comment_line_list list;

	assert(tx->may_write && who->person > 0);
	if (!who->person)
		return 0;
	do {
		TRY(comment_own(tx, who, 0, BATCH, &list));
		for (size_t i = 0; i < list.n; i++) {
			TRY(flow_forget_text(tx, who->district, FLOW_COMMENT, list.v[i].matter, list.v[i].step));
			TRY(sql_comment_drop(tx, who->district, list.v[i].id));
		}
	} while (list.n == BATCH);
	return 0;
}

/* ---- verify ---- */

/* What the steps say about a comment; 0 = there is none of this number, or somebody else wrote it. */
static enum comment_state
state_by_steps(struct arena *a, const struct flow_step_list *steps, const struct comment_line *c)
{
	struct str about = str_fmt(a, "comment=%lld", (long long)c->step);
	enum comment_state state = 0;

	for (size_t i = 0; i < steps->n; i++) {
		const struct flow_step *s = &steps->v[i];

		if (s->seq == c->step && s->kind == COMMENT_WRITTEN && s->person == c->person)
			state = s->sight == FLOW_PUBLIC ? COMMENT_SHOWN : COMMENT_WAITS;
		else if (s->kind == COMMENT_SHOW && str_eq(s->data, about))
			state = COMMENT_SHOWN;
		else if (s->kind == COMMENT_HIDE && str_eq(s->data, about))
			state = COMMENT_HIDDEN;
	}
	return state;
}

static int
check_one(struct tx *tx, int64_t district, const struct comment_line *c, int (*broken)(void *ctx, struct str line), void *ctx)
{
	struct arena *memory = tx->arena, one;
	struct flow_step_list steps;
	int rc;

	arena_init(&one);
	tx->arena = &one;
	rc = flow_list(tx, district, FLOW_COMMENT, c->matter, FLOW_INTERNAL, &steps);
	if (rc == 0 && state_by_steps(&one, &steps, c) != c->state)
		rc = broken(ctx, str_fmt(&one, "comment %lld of matter %lld stands otherwise than its history says",
					 (long long)c->id, (long long)c->matter));
	tx->arena = memory;
	arena_release(&one);
	return rc;
}

int
comment_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx)
{
	struct comment_line_list list;
	int64_t after = 0;

	do {
		TRY(sql_comments_after(tx, district, after, BATCH, &list));
		for (size_t i = 0; i < list.n; i++) {
			TRY(check_one(tx, district, &list.v[i], broken, ctx));
			after = list.v[i].id;
		}
	} while (list.n == BATCH);
	return 0;
}
