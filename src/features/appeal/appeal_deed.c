/* appeal_deed.c: what each move of a case changes besides the state: item, clocks, answer, marks. Bodies that help and links are in
 * appeal_help.c, the figures in appeal_count.c. */
#include "features/appeal/appeal_deed.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_auto.h"
#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_help.h"
#include "features/appeal/appeal_join.h"
#include "features/appeal/appeal_near.h"
#include "features/appeal/appeal_open.h"
#include "features/appeal/appeal_rules.h"
#include "features/appeal/appeal_sort.h"
#include "features/appeal/appeal_steer.h"
#include "features/appeal/appeal_urgent.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"
#include "lib/calendar.h"
#include "lib/secret.h"

/* ---- classifying and sending ---- */

static int
change_item(struct move *m, int64_t item_id)
{
	struct appeal_moving *a = appeal_of(m);
	struct catalogue_node item;
	struct catalogue_rule was = a->rule;
	struct due *clock;
	bool never;
	int rc = catalogue_get(m->tx, m->who->district, item_id, &item);

	if (rc == E_NOTFOUND || (rc == 0 && item.state != CATALOGUE_LIVE))
		return fail(m->tx, E_INVALID, "item", N_("没有这一类，请从列表里选。"));
	TRY(rc);
	a->a.item = item.id;
	/* What was said of it as another thing is no longer said. */
	if (a->was.item)
		a->a.sort = a->a.affair = 0;
	a->a.class = m->topic = item.class;
	TRY(catalogue_is_never(m->tx, m->who->district, item.id, &never));
	appeal_never(a, never);
	/* Judged by the rule of the day it came in, whenever it is classified. */
	TRY(catalogue_rule_at(m->tx, m->who->district, item.id, m->m.filed_at, &a->rule));
	a->a.rule = a->rule.id;
	if (a->rule.urgent && !m->m.urgent)
		return appeal_make_urgent(m, true);
	appeal_fit_rule(a);
	clock = due_of(&m->clocks, STAGE_PROMISE, -1);
	if (clock)
		TRY(move_clock_change(m, clock, appeal_promise_min(&was, &m->m) + a->a.extend_min,
				      appeal_promise_min(&a->rule, &m->m) + a->a.extend_min));
	/* An accepted case gets the new rule's time to answer. */
	clock = m->m.state == APPEAL_ACCEPTED ? due_of(&m->clocks, STAGE_HANDLE, -1) : NULL;
	return clock ? move_clock_change(m, clock, was.handle_min + a->a.extend_min, a->rule.handle_min + a->a.extend_min) : 0;
}

static int
change_place(struct move *m, int64_t place)
{
	struct territory_node node;
	int rc = territory_get(m->tx, m->who->district, place, &node);

	if (rc == E_NOTFOUND || (rc == 0 && node.state != TERRITORY_LIVE))
		return fail(m->tx, E_INVALID, "place", N_("没有这个地方，请重新选楼栋或社区。"));
	TRY(rc);
	if (node.level == LEVEL_ROOM)
		return fail(m->tx, E_INVALID, "place", N_("请选到单元或楼栋，不要选房间。"));
	appeal_stand_at(&m->m, &node);
	return 0;
}

void
appeal_never(struct appeal_moving *a, bool never)
{
	struct matter *m = &a->move.m;

	if (never) {
		m->sight = FLOW_PARTIES;
		m->shown = MATTER_NEVER;
		m->open_title = a->a.open_body = S("");
	} else if (m->shown == MATTER_NEVER && m->part_of != MATTER_PRACTICE) {
		m->shown = MATTER_WAITS;
	}
}

/* What everybody may read has changed: they find it by other words, and see no photo of what is taken back. */
static int
open_again(struct move *m)
{
	const struct appeal_moving *a = appeal_of(m);
	struct appeal_words was = {
		.id = m->m.id, .sight = m->was.sight, .shown = m->was.shown, .code = m->m.code, .title = m->was.title, .body = a->was.body,
		.place_name = m->m.place_name, .spot = a->was.spot, .open_title = m->was.open_title, .open_body = a->was.open_body,
	}, now = was;

	now.sight = m->m.sight;
	now.shown = m->m.shown;
	now.open_title = m->m.open_title;
	now.open_body = a->a.open_body;
	/* A life that is told gets its words when all of it is over (appeal_write_beside). */
	if (!m->tail)
		TRY(appeal_index_again(m->tx, m->who->district, &was, &now));
	return now.sight == FLOW_PUBLIC ? 0 : matter_files_publish(m->tx, m->who->district, m->m.id, false);
}

int
do_triage(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	if (a->c->item && a->c->item != a->a.item)
		TRY(change_item(m, a->c->item));
	if (a->c->place && a->c->place != m->m.place)
		TRY(change_place(m, a->c->place));
	TRY(appeal_count_elsewhere(appeal_of(m)));
	if (m->m.shown != m->was.shown)
		TRY(open_again(m));
	TRY(appeal_near_again(m));
	if (a->a.item == a->was.item && m->m.place == m->was.place)
		return fail(m->tx, E_INVALID, "item", N_("没有改动。请选别的类别或地点。"));
	m->data = str_fmt(m->tx->arena, "item=%lld>%lld place=%lld>%lld", (long long)a->was.item,
			  (long long)a->a.item, (long long)m->was.place, (long long)m->m.place);
	return 0;
}

int
appeal_give(struct move *m, const struct org *org)
{
	struct appeal_moving *a = appeal_of(m);
	int rc;

	if (m->was.lead)
		TRY(party_put(m, m->was.lead, PARTY_LEAD, PARTY_GONE));
	/* Whom it was asked to help it now answers for: its time as a helper is over. */
	due_stop(&m->clocks, STAGE_HELP_ACCEPT, org->id, m->at);
	due_stop(&m->clocks, STAGE_HELP, org->id, m->at);
	rc = party_put(m, org->id, PARTY_LEAD, PARTY_SENT);
	if (rc == E_MANY)
		return fail(m->tx, E_INVALID, "org", N_("这一件经手的单位太多了，最多 32 家。请派给经手过的单位。"));
	TRY(rc);
	m->m.lead = org->id;
	a->a.accepted_at = 0;
	return appeal_next_stage(m, STAGE_ACCEPT, org->id, a->rule.accept_min);
}

/* Whom the rules of dispatching or the catalogue name for the case as it now is. */
static int
whom(struct move *m, struct appeal_whom *ret)
{
	struct appeal_moving *a = appeal_of(m);
	const struct steer_case c = {
		.item = a->a.item, .at = m->m.filed_at, .place = matter_place(m->who->district, &m->m), .channel = a->a.channel,
		.urgent = m->m.urgent != 0, .title = m->m.title, .body = a->a.body, .answers = a->a.answers,
		.gave_back = a->a.bounces ? &m->parties : NULL,
	};

	return appeal_whom(m->tx, m->who->district, &c, a->rule.body, ret);
}

int
do_dispatch(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	struct appeal_whom to = {0};
	int rc;

	/* One press: the item of the suggestion, and the body its rule names. */
	if (a->c->item && a->c->item != a->a.item) {
		TRY(change_item(m, a->c->item));
		TRY(appeal_count_elsewhere(appeal_of(m)));
		if (m->m.shown != m->was.shown)
			TRY(open_again(m));
	}
	rc = a->c->org ? account_org(m->tx, m->who->district, a->c->org, &to.org) : whom(m, &to);
	if (rc == E_NOTFOUND && !a->c->org)
		return fail(m->tx, E_INVALID, "org", N_("按职责清单找不到管这里的单位，请选一个单位。"));
	if (rc == E_NOTFOUND || (rc == 0 && to.org.state != ORG_ACTIVE))
		return fail(m->tx, E_INVALID, "org", N_("没有这个单位，请从列表里选。"));
	TRY(rc);
	if (to.org.id == m->was.lead && m->was.state != APPEAL_FILED)
		return fail(m->tx, E_INVALID, "org", N_("已经派给这家了，不用再派。"));
	a->a.ruled = 0;
	if (m->was.lead)
		TRY(appeal_auto_undone(m->tx, m->who->district, m->m.id, m->at));
	m->data = str_fmt(m->tx->arena, "org=%lld>%lld rule=%lld", (long long)m->was.lead, (long long)to.org.id,
			  (long long)a->a.rule);
	if (to.rule.id)
		m->data = str_fmt(m->tx->arena, "%.*s steer=%lld", STR(m->data), (long long)to.rule.id);
	if (a->a.item != a->was.item)
		m->data = str_fmt(m->tx->arena, "%.*s item=%lld>%lld", STR(m->data), (long long)a->was.item,
				  (long long)a->a.item);
	appeal_sort_sent(m);
	TRY(appeal_near_given(m, to.org.id, m->at, 1));
	return appeal_give(m, &to.org);
}

int
do_accept(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	a->a.accepted_at = m->at;
	TRY(party_put(m, m->m.lead, PARTY_LEAD, PARTY_ACCEPTED));
	return appeal_next_stage(m, STAGE_HANDLE, m->m.lead, a->rule.handle_min);
}

/* ---- words ---- */

int
do_note(struct move *m)
{
	return need_text(m, N_("便签还没写内容。"));
}

int
do_ask(struct move *m)
{
	TRY(need_text(m, N_("请写清楚要居民补充什么。")));
	due_pause(&m->clocks, 0, m->at);
	return move_clock(m, STAGE_ASK, 0, APPEAL_ASK_DAYS * CALENDAR_DAY_MIN);
}

/* The answer came, or the question is taken back: the work goes on where it stood. */
int
do_answer(struct move *m)
{
	if (m->c->move == ACT_ANSWER && m->who->kind != ACTOR_SYSTEM)
		TRY(need_text(m, N_("还没写补充内容。")));
	due_stop(&m->clocks, STAGE_ASK, -1, m->at);
	due_resume(&m->clocks, m->at);
	return 0;
}

int
do_add(struct move *m)
{
	return m->c->files_n ? 0 : need_text(m, N_("还没写补充内容。"));
}

int
do_reply(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	TRY(need_text(m, N_("请写明做了什么、结果怎样。")));
	TRY(appeal_need_photo(m));
	/* Answered without waiting any longer: what was waited counts as after an answer of the resident. */
	due_stop(&m->clocks, STAGE_ASK, -1, m->at);
	due_resume(&m->clocks, m->at);
	TRY(appeal_helpers_done(m));
	TRY(appeal_parts_done(m));
	due_stop(&m->clocks, STAGE_PROMISE, -1, m->at);
	if (m->m.lead)
		TRY(party_put(m, m->m.lead, PARTY_LEAD, PARTY_ANSWERED));
	a->a.reply = str_trim(m->c->text);
	a->a.replied_at = m->at;
	TRY(appeal_near_answered(m));
	TRY(appeal_call_wait(m));
	TRY(appeal_joined_follow(m));
	return appeal_next_stage(m, STAGE_FOLLOW, 0, a->rule.follow_min);
}

/* ---- the end, and going on after it ---- */

static void
end(struct move *m)
{
	appeal_near_leave(m);
	due_stop(&m->clocks, 0, -1, m->at);
	appeal_of(m)->a.extend_ask = 0;
	m->m.closed_at = m->at;
}

int
do_close(struct move *m)
{
	TRY(appeal_parts_done(m));
	end(m);
	return appeal_count_closed(appeal_of(m), 1);
}

static int
check_marks(struct move *m)
{
	const struct appeal_moving *a = appeal_of(m);

	if (a->c->result < 1 || a->c->result > 5)
		return fail(m->tx, E_INVALID, "result", N_("请选事情办得怎么样。"));
	if (a->c->attitude < 1 || a->c->attitude > 5)
		return fail(m->tx, E_INVALID, "attitude", N_("请选办事的人态度怎么样。"));
	if (a->c->result == a->was.result && a->c->attitude == a->was.attitude && !str_trim(m->c->text).n)
		return fail(m->tx, E_INVALID, "result", N_("和上次评的一样。要改请另选，或者补两句话。"));
	return 0;
}

/* A mark that is changed stays one of the day it was first given: it is taken out of that day's sums and put back into them. */
int
appeal_rate_by(struct move *m, int64_t by)
{
	struct appeal_moving *a = appeal_of(m);

	TRY(check_marks(m));
	a->a.result = a->c->result;
	a->a.attitude = a->c->attitude;
	if (a->was.result)
		TRY(appeal_count_rated(a, -1));
	else
		a->a.rated_at = m->at;
	a->a.repinned = by;
	m->data = str_fmt(m->tx->arena, "result=%lld attitude=%lld%s", (long long)a->c->result, (long long)a->c->attitude,
			  by == MARK_BY_PHONE ? " phone=1" : by ? " repinned=1" : "");
	TRY(appeal_count_rated(a, 1));
	TRY(appeal_call_end(m));
	return m->was.state == APPEAL_CLOSED ? 0 : do_close(m);
}

int
do_rate(struct move *m)
{
	struct appeal_number repins = {0};

	/* A life that is told has no steps to read yet, and nobody gave its case another PIN. */
	if (!m->tail)
		TRY(sql_appeal_repins(m->tx, m->who->district, m->was.id, &repins));
	return appeal_rate_by(m, repins.n > 0 ? MARK_AFTER_NEW_PIN : MARK_BY_OWN);
}

/* It was answered elsewhere, before it came here. */
int
do_settled(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	a->a.reply = str_trim(m->c->text);
	a->a.replied_at = m->at;
	end(m);
	if (a->c->closed_at)
		m->m.closed_at = a->c->closed_at;
	return appeal_count_closed(a, 1);
}

/* The place may have been merged away while the case was over. */
static int
stand_again(struct move *m)
{
	bool moved;

	TRY(appeal_stand_now(m, &moved));
	return moved ? appeal_count_elsewhere(appeal_of(m)) : 0;
}

int
do_reopen(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	bool accepted = m->m.state == APPEAL_ACCEPTED;

	TRY(need_text(m, N_("请说说哪里还没办好。")));
	TRY(appeal_whole_waits(m));
	/* It counts as closed again only when it is closed again. */
	if (m->was.state == APPEAL_CLOSED)
		TRY(appeal_count_closed(a, -1));
	if (a->was.result)
		TRY(appeal_count_rated(a, -1));
	TRY(appeal_call_end(m));
	a->a.reopened++;
	a->a.result = 0;
	a->a.attitude = 0;
	a->a.rated_at = 0;
	a->a.repinned = 0;
	a->a.joined = a->a.joined_lead = 0;
	/* A new promise is given, which nobody has put off yet. */
	a->a.extended = a->a.extend_min = 0;
	m->m.closed_at = 0;
	TRY(stand_again(m));
	if (accepted)
		TRY(party_put(m, m->m.lead, PARTY_LEAD, PARTY_ACCEPTED));
	TRY(appeal_next_stage(m, accepted ? STAGE_HANDLE : STAGE_TRIAGE, accepted ? m->m.lead : 0, a->rule.handle_min));
	return appeal_promise(m, a->rule.handle_min);
}

/* Which law or which clause: who is refused can look it up. */
static int
check_cites(struct move *m)
{
	struct str t = m->c->text;

	if (str_has(t, S("《")) || (str_has(t, S("第")) && str_has(t, S("条"))))
		return 0;
	return fail(m->tx, E_INVALID, "text", N_("要写明依据：哪部规定（《…》）或者第几条。"));
}

/* What was refused and contested is decided by somebody else. */
static int
check_other_hand(struct move *m)
{
	struct appeal_number refused;

	TRY(sql_appeal_refused_by(m->tx, m->who->district, m->was.id, m->who->person, &refused));
	return refused.n ? fail(m->tx, E_INVALID, "text", N_("上次是您决定不予受理的，复核请另一位同事来定。")) : 0;
}

int
do_refuse(struct move *m)
{
	TRY(need_text(m, N_("请写明依据哪一条不予受理，居民可以据此申请复核。")));
	if (m->who->kind != ACTOR_SYSTEM && !m->tail) {
		TRY(check_cites(m));
		TRY(check_other_hand(m));
	}
	end(m);
	appeal_of(m)->a.reply = str_trim(m->c->text);
	return appeal_joined_follow(m);
}

int
do_contest(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	TRY(need_text(m, N_("请说说为什么应当受理。")));
	m->m.closed_at = 0;
	a->a.reply = S("");
	TRY(stand_again(m));
	TRY(appeal_next_stage(m, STAGE_TRIAGE, 0, CALENDAR_DAY_MIN));
	return appeal_promise(m, CALENDAR_DAY_MIN + a->rule.accept_min + a->rule.handle_min);
}

int
do_withdraw(struct move *m)
{
	end(m);
	return appeal_joined_follow(m);
}

/* ---- what no clock is for ---- */

/* The title and the text as the form left them: what is marked is covered, but for what it lets through, and what it adds. */
static int
let_out(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	struct arena *arena = m->tx->arena;

	if (appeal_cover_missing(m->m.title, a->a.body, a->c->also))
		return fail(m->tx, E_INVALID, "also", N_("要另外遮住的字里，有的在标题和内容里都没有，请照原文写。"));
	m->m.open_title = appeal_cover(arena, m->m.title, a->c->let, a->c->also);
	a->a.open_body = appeal_cover(arena, a->a.body, a->c->let, a->c->also);
	m->m.sight = FLOW_PUBLIC;
	m->m.shown = MATTER_SHOWN;
	return 0;
}

int
do_publish(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	if (a->c->open && m->m.shown == MATTER_NEVER)
		return fail(m->tx, E_INVALID, "open", N_("这一类事项不公开。"));
	if (a->c->open) {
		TRY(let_out(m));
	} else {
		m->m.sight = FLOW_PARTIES;
		m->m.shown = m->m.shown == MATTER_NEVER ? MATTER_NEVER : MATTER_KEPT;
		m->m.open_title = a->a.open_body = S("");
	}
	m->data = str_fmt(m->tx->arena, "open=%d>%d shown=%lld>%lld%s", m->was.sight == FLOW_PUBLIC, a->c->open,
			  (long long)m->was.shown, (long long)m->m.shown, a->c->pictures ? " photos=1" : "");
	TRY(open_again(m));
	/* Public with the words or taken back, as the form says; open_again has taken them back where the words are not public. */
	return a->c->open ? matter_files_publish(m->tx, m->who->district, m->m.id, a->c->pictures) : 0;
}

/* The item is never public from now on. */
int
do_hide(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	if (m->m.shown == MATTER_NEVER)
		return E_DENIED;
	appeal_never(a, true);
	m->data = str_fmt(m->tx->arena, "shown=%lld>%lld", (long long)m->was.shown, (long long)m->m.shown);
	TRY(appeal_count_again(a));
	return open_again(m);
}

int
do_follow(struct move *m)
{
	bool moved;

	TRY(appeal_stand_now(m, &moved));
	if (!moved)
		return E_DENIED;
	m->data = str_fmt(m->tx->arena, "place=%lld>%lld community=%lld>%lld", (long long)m->was.place,
			  (long long)m->m.place, (long long)m->was.community, (long long)m->m.community);
	TRY(appeal_call_moved(m));
	return appeal_count_elsewhere(appeal_of(m));
}

int
do_forget(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	a->forgets = true;
	a->a.body = a->body;
	a->a.answers = a->answers;
	a->a.spot = a->spot;
	m->m.title = a->c->title;
	TRY(appeal_call_end(m));
	m->m.raiser = 0;
	m->m.kept = 0;
	m->m.anon = ANON_NOBODY;
	/* Seals of earlier steps must not tell whether somebody guesses the texts right. */
	m->m.seal_salt = S("");
	return 0;
}

/* Who accepted or answered the case themselves rates nothing of it, whatever body they did it for. */
static int
check_hands(struct move *m)
{
	struct appeal_number hands;

	TRY(sql_appeal_hands(m->tx, m->who->district, m->was.id, m->who->person, &hands));
	return hands.n ? fail(m->tx, E_INVALID, "reason", N_("这一件您经手办过，请没有经手的同事来换查询码。")) : 0;
}

int
do_pin(struct move *m)
{
	TRY(check_hands(m));
	if (str_chars(str_trim(m->c->text)) < 2)
		return fail(m->tx, E_INVALID, "reason", N_("请写明怎样核对了是本人，比如“当面核对身份证”。"));
	m->m.pin_salt = secret_token(m->tx->arena, 8);
	return 0;
}
