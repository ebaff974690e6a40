/* share_move.c: what happens to a booking after it was made. */
#include "base/clock.h"
#include "base/id.h"
#include "features/account/account.h"
#include "features/share/share_rules.h"
#include "gen/share_sql.h"
#include "kit/notice.h"

enum { EARLY_S = 15 * 60, DAY_S = 86400, WORD_MAX_CHARS = 500, PAUSES_MOST = 200 };

/* ---- telling ---- */

int
share_tell(struct tx *tx, int64_t district, const struct share_booking *b, const char *title, struct str more)
{
	struct civil from = clock_civil(b->from_at), to = clock_civil(b->to_at);
	struct share_thing t;

	if (!b->person) /* forgotten */
		return 0;
	TRY(sql_share_thing_get(tx, district, b->thing, &t));
	return notice_one(tx, district, b->person, title,
			  str_fmt(tx->arena, "%.*s，%d月%d日 %02d:%02d 到 %02d:%02d。%.*s", STR(t.name), from.month, from.day,
				  from.hour, from.minute, to.hour, to.minute, STR(more)));
}

static int
follow_one(struct tx *tx, int64_t district, const struct slot_take *take)
{
	struct share_booking b;
	struct share_thing t;
	int rc = sql_share_booking_of_take(tx, district, take->id, &b);

	if (rc < 0) /* another feature's take */
		return rc == E_NOTFOUND ? 0 : rc;
	TRY(sql_share_thing_get(tx, district, b.thing, &t));
	if (take->state == SLOT_OFFERED) {
		TRY(share_step_alone(tx, district, &b, SHARE_OFFERED));
		return share_tell(tx, district, &b, "排到您了，请尽快确认", S("过了时间就轮到下一位。"));
	}
	TRY(share_step_alone(tx, district, &b, t.approval ? SHARE_ASKED : SHARE_BOOKED));
	return share_tell(tx, district, &b, "排队排到了", t.approval ? S("等工作人员同意。") : S("已经约上了，来不了请提前取消。"));
}

int
share_follow(struct tx *tx, int64_t district, const struct slot_take_list *moved)
{
	for (size_t i = 0; i < moved->n; i++)
		TRY(follow_one(tx, district, &moved->v[i]));
	return 0;
}

/* ---- finding ---- */

int
share_booking(struct tx *tx, const struct actor *who, int64_t id, struct share_booking *ret)
{
	struct share_booking b;
	struct share_thing t;

	TRY(sql_share_booking_get(tx, who->district, id, &b));
	if (!share_is_theirs(who, &b)) {
		TRY(sql_share_thing_get(tx, who->district, b.thing, &t));
		if (!share_may_manage(tx, who, &t))
			return E_NOTFOUND;
	}
	*ret = b;
	return 0;
}

static int
managed(struct tx *tx, const struct actor *who, int64_t id, struct share_booking *ret, struct share_thing *ret_thing)
{
	TRY(share_booking(tx, who, id, ret));
	TRY(sql_share_thing_get(tx, who->district, ret->thing, ret_thing));
	return share_may_manage(tx, who, ret_thing) ? 0 : E_DENIED;
}

/* A booking of one's own, or of the body one serves. */
static int
own(struct tx *tx, const struct actor *who, int64_t id, struct share_booking *ret)
{
	struct share_booking b;

	TRY(sql_share_booking_get(tx, who->district, id, &b));
	if (!share_is_theirs(who, &b))
		return E_NOTFOUND;
	*ret = b;
	return 0;
}

static int
end_booking(struct tx *tx, const struct actor *who, const struct share_booking *b, enum share_state state, struct str why)
{
	struct slot_take_list moved;

	TRY(share_step(tx, who, b, state, why));
	TRY(slot_give_back(tx, who->district, b->take, &moved));
	return share_follow(tx, who->district, &moved);
}

static bool
is_open(int64_t state)
{
	return state == SHARE_ASKED || state == SHARE_BOOKED || state == SHARE_WAITING || state == SHARE_OFFERED;
}

/* ---- by who booked ---- */

int
share_cancel(struct tx *tx, const struct actor *who, int64_t id)
{
	struct share_booking b;
	struct share_thing t;

	TRY(own(tx, who, id, &b));
	if (b.state == SHARE_CANCELLED)
		return 0;
	if (!is_open(b.state))
		return E_STALE;
	TRY(sql_share_thing_get(tx, who->district, b.thing, &t));
	if (b.state == SHARE_BOOKED && clock_now() > b.from_at - t.cancel_s)
		return fail(tx, E_EXPIRED, NULL, N_("已经过了可以取消的时间。实在来不了，请打电话告诉管理的人。"));
	return end_booking(tx, who, &b, SHARE_CANCELLED, S(""));
}

int
share_confirm(struct tx *tx, const struct actor *who, int64_t id)
{
	struct share_booking b;
	struct share_thing t;

	TRY(own(tx, who, id, &b));
	if (b.state == SHARE_BOOKED)
		return 0;
	if (b.state != SHARE_OFFERED)
		return b.state == SHARE_LAPSED ? E_EXPIRED : E_STALE;
	TRY(sql_share_thing_get(tx, who->district, b.thing, &t));
	TRY(slot_confirm(tx, who->district, b.take));
	return share_step(tx, who, &b, t.approval ? SHARE_ASKED : SHARE_BOOKED, S(""));
}

static int
staff_says_came(struct tx *tx, const struct actor *who, const struct share_booking *b)
{
	struct share_thing t;

	TRY(sql_share_thing_get(tx, who->district, b->thing, &t));
	if (!share_may_manage(tx, who, &t))
		return fail(tx, E_INVALID, NULL, N_("这个时间已经过了。要是您来了，请告诉管理的人，可以改过来。"));
	return share_step(tx, who, b, SHARE_CAME, S(""));
}

int
share_check_in(struct tx *tx, const struct actor *who, int64_t id)
{
	int64_t now = clock_now();
	struct share_booking b;

	TRY(share_booking(tx, who, id, &b));
	if (b.state == SHARE_CAME)
		return 0;
	if (b.state == SHARE_OVER || b.state == SHARE_ABSENT) /* put right afterwards, by staff alone */
		return staff_says_came(tx, who, &b);
	if (b.state != SHARE_BOOKED)
		return E_STALE;
	if (now < b.from_at - EARLY_S || now >= b.to_at)
		return fail(tx, E_INVALID, NULL, N_("开始前一刻钟到结束之间才能签到。"));
	return share_step(tx, who, &b, SHARE_CAME, S(""));
}

/* ---- by staff ---- */

int
share_accept(struct tx *tx, const struct actor *who, int64_t id)
{
	struct share_booking b;
	struct share_thing t;

	TRY(managed(tx, who, id, &b, &t));
	if (b.state == SHARE_BOOKED)
		return 0;
	if (b.state != SHARE_ASKED)
		return E_STALE;
	TRY(slot_confirm(tx, who->district, b.take));
	TRY(share_step(tx, who, &b, SHARE_BOOKED, S("")));
	return share_tell(tx, who->district, &b, "预约同意了", S("来不了请提前取消。"));
}

int
share_refuse(struct tx *tx, const struct actor *who, int64_t id, struct str why)
{
	struct share_booking b;
	struct share_thing t;

	why = str_trim(why);
	TRY(managed(tx, who, id, &b, &t));
	if (b.state == SHARE_REFUSED)
		return 0;
	if (!is_open(b.state))
		return E_STALE;
	if (!why.n || str_chars(why) > WORD_MAX_CHARS)
		return fail(tx, E_INVALID, "why", N_("请写明原因，让人家明白，最多 500 个字。"));
	TRY(end_booking(tx, who, &b, SHARE_REFUSED, why));
	return share_tell(tx, who->district, &b, "很抱歉，这次预约不能用了", why);
}

/* Too often absent at the things of a body: no booking there for a while. A body's absences are the body's, not those of who booked. */
static int
pause_if_often(struct tx *tx, int64_t district, const struct share_booking *b, const struct share_thing *t)
{
	int64_t now = clock_now(), until = now + t->pause_days * DAY_S, person = b->for_org ? 0 : b->person;
	struct share_pause old;
	struct share_count absent;
	int rc;

	if ((!b->person && !b->for_org) || !t->pause_days || !t->absent_most)
		return 0;
	if (b->for_org)
		TRY(sql_share_absent_count_for(tx, district, b->for_org, t->org, now - t->absent_days * DAY_S, &absent));
	else
		TRY(sql_share_absent_count(tx, district, b->person, t->org, now - t->absent_days * DAY_S, &absent));
	if (absent.n < t->absent_most)
		return 0;
	rc = sql_share_pause_now(tx, district, person, b->for_org, t->org, now, &old);
	if (rc != E_NOTFOUND)
		return rc;
	TRY(sql_share_pause_add(tx, district, &(struct share_pause){.id = id_new(), .person = person, .org = t->org, .from_at = now,
								     .until_at = until, .for_org = b->for_org}));
	return share_tell(tx, district, b, "暂停预约一段时间",
			  str_fmt(tx->arena, "这已经是第 %lld 次约了没有来。%lld 天后又可以约；有特殊情况请告诉我们，可以提前恢复。",
				  (long long)absent.n, (long long)t->pause_days));
}

int
share_missed(struct tx *tx, const struct actor *who, const struct share_booking *b, const struct share_thing *t)
{
	struct slot_take_list moved;

	TRY(share_step(tx, who, b, SHARE_ABSENT, S("")));
	TRY(slot_absent(tx, who->district, b->take, &moved));
	TRY(share_follow(tx, who->district, &moved));
	return pause_if_often(tx, who->district, b, t);
}

int
share_absent(struct tx *tx, const struct actor *who, int64_t id)
{
	struct share_booking b;
	struct share_thing t;

	TRY(managed(tx, who, id, &b, &t));
	if (b.state == SHARE_ABSENT)
		return 0;
	if (b.state != SHARE_BOOKED && b.state != SHARE_OVER)
		return E_STALE;
	if (clock_now() < b.from_at)
		return fail(tx, E_INVALID, NULL, N_("时间还没到，不能记未到。"));
	return share_missed(tx, who, &b, &t);
}

int
share_close_span(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, struct str why, int64_t *ret_closing,
		 int64_t *ret_told)
{
	struct slot_take_list met;
	int64_t told = 0;

	TRY(slot_close(tx, district, thing, from, to, why, ret_closing, &met));
	for (size_t i = 0; i < met.n; i++) {
		struct share_booking b;
		int rc = sql_share_booking_of_take(tx, district, met.v[i].id, &b);

		if (rc == E_NOTFOUND)
			continue;
		TRY(rc);
		TRY(share_tell(tx, district, &b, "您约的时间临时不开放", why));
		told++;
	}
	*ret_told = told;
	return 0;
}

int
share_close(struct tx *tx, const struct actor *who, int64_t thing, int64_t from, int64_t to, struct str why, int64_t *ret_told)
{
	struct share_thing t;
	int64_t closing;

	why = str_trim(why);
	TRY(sql_share_thing_get(tx, who->district, thing, &t));
	if (!share_may_manage(tx, who, &t))
		return E_DENIED;
	if (!why.n || str_chars(why) > WORD_MAX_CHARS)
		return fail(tx, E_INVALID, "why", N_("请写明原因，让人家明白，最多 500 个字。"));
	return share_close_span(tx, who->district, thing, from, to, why, &closing, ret_told);
}

int
share_reopen(struct tx *tx, const struct actor *who, int64_t thing, int64_t closing)
{
	struct slot_take_list moved;
	struct share_thing t;

	TRY(sql_share_thing_get(tx, who->district, thing, &t));
	if (!share_may_manage(tx, who, &t))
		return E_DENIED;
	TRY(sql_share_outside_drop(tx, who->district, thing, closing, NULL));
	TRY(slot_reopen(tx, who->district, thing, closing, &moved));
	return share_follow(tx, who->district, &moved);
}

/* ---- pauses ---- */

int
share_pauses(struct tx *tx, const struct actor *who, struct share_pause_list *ret)
{
	return sql_share_pauses_of(tx, who->district, who->person, clock_now(), ret);
}

int
share_pauses_at(struct tx *tx, const struct actor *who, const struct share_thing *t, struct share_pause_line_list *ret)
{
	if (!share_may_manage(tx, who, t))
		return E_NOTFOUND;
	return sql_share_pauses_at(tx, who->district, t->org, clock_now(), PAUSES_MOST, ret);
}

int
share_pause_of(struct tx *tx, const struct actor *who, int64_t org, struct share_pause *ret)
{
	return sql_share_pause_now(tx, who->district, who->person, 0, org, clock_now(), ret);
}

int
share_pause_answer(struct tx *tx, const struct actor *who, int64_t pause, struct str word)
{
	struct share_pause p;

	TRY(sql_share_pause_get(tx, who->district, pause, &p));
	if (!who->person || p.person != who->person)
		return E_NOTFOUND;
	word = str_trim(word);
	if (!word.n || str_chars(word) > WORD_MAX_CHARS)
		return fail(tx, E_INVALID, "why", N_("请写几句当时的情况，最多 500 个字。"));
	return sql_share_pause_say(tx, who->district, pause, who->person, word);
}

int
share_pause_lift(struct tx *tx, const struct actor *who, int64_t thing, int64_t pause)
{
	struct share_pause p;
	struct share_thing t;

	TRY(sql_share_pause_get(tx, who->district, pause, &p));
	TRY(sql_share_thing_get(tx, who->district, thing, &t));
	if (t.org != p.org || !share_may_manage(tx, who, &t))
		return E_NOTFOUND;
	TRY(sql_share_pause_lift(tx, who->district, pause, who->person));
	return notice_one(tx, who->district, p.person, N_("又可以预约了"), S("谢谢您说明情况，现在可以照常预约。"));
}
