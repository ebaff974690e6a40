/* whistle_deed.c: what each move of a whistle changes besides the state. */
#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal.h"
#include "features/whistle/whistle_rules.h"
#include "gen/whistle_sql.h"
#include "lib/calendar.h"
#include "lib/secret.h"

enum { DAY_S = 86400, DAY_END_S = 18 * 3600 + 1800 };

/* ---- which body ---- */

static struct whistle_body_line *
body_of(struct whistle_moving *s, int64_t org)
{
	for (size_t i = 0; i < s->bodies.n; i++)
		if (s->bodies.v[i].org == org)
			return &s->bodies.v[i];
	return NULL;
}

static void
changed(struct whistle_moving *s, const struct whistle_body_line *b)
{
	s->body_changed[b - s->bodies.v] = true;
}

/* Whom the actor speaks for: the body they named, or theirs that has not done this yet, or theirs. */
static struct whistle_body_line *
own_body(struct move *m, bool (*did)(const struct whistle_body_line *))
{
	struct whistle_moving *s = whistle_of(m);
	struct whistle_body_line *first = NULL;

	for (size_t i = 0; i < s->bodies.n; i++) {
		struct whistle_body_line *b = &s->bodies.v[i];

		if (!actor_can(m->who, WHISTLE_ANSWER, NULL, b->org) || (s->c->org && s->c->org != b->org))
			continue;
		if (!did(b))
			return b;
		first = first ? first : b;
	}
	return first;
}

static bool
has_come(const struct whistle_body_line *b)
{
	return b->arrived_at != 0;
}

static bool
has_rated(const struct whistle_body_line *b)
{
	return b->rated_at != 0;
}

/* ---- arriving ---- */

static int
check_open(const struct move *m)
{
	if (m->was.state == WHISTLE_OFF)
		return fail(m->tx, E_INVALID, "code", N_("这一哨已经撤了，不用再来。"));
	if (m->was.state != WHISTLE_BLOWN)
		return fail(m->tx, E_INVALID, "code", N_("这一哨已经有结论了，现在报到不算。请看结论里有没有自己的事。"));
	return 0;
}

static int
arrive(struct move *m, struct whistle_body_line *b, enum whistle_proof proof, int64_t metres)
{
	static const char *const words[] = {
		[WHISTLE_BY_CODE] = "code", [WHISTLE_BY_PLACE] = "place", [WHISTLE_BY_STAFF] = "staff", [WHISTLE_BY_PHOTO] = "photo"};
	struct whistle_moving *s = whistle_of(m);

	if (b->arrived_at)
		return fail(m->tx, E_INVALID, "code", N_("这一家已经报到过了，不用再报。"));
	b->arrived_at = m->at;
	b->proof = proof;
	b->metres = metres;
	if (m->at > b->due_at && !b->late) {
		b->late = 1;
		s->row.late++;
	}
	s->row.arrived++;
	changed(s, b);
	due_stop(&m->clocks, WHISTLE_ARRIVAL, b->org, m->at);
	due_stop(&m->clocks, WHISTLE_REPLY, b->org, m->at);
	m->org = b->org;
	m->data = str_fmt(m->tx->arena, "org=%lld proof=%s metres=%lld", (long long)b->org, words[proof], (long long)metres);
	TRY(matter_files_put(m->tx, m->who->district, m->m.id, b->org, s->c->photos, s->c->photos_n));
	return party_put(m, b->org, PARTY_HELPS, PARTY_ACCEPTED);
}

int
whistle_do_arrive(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);
	struct whistle_body_line *b = own_body(m, has_come);
	struct str code = str_trim(s->c->code);

	if (!b)
		return E_DENIED;
	TRY(check_open(m));
	if (code.n) {
		struct str digits = whistle_code(m->tx->arena, m->who->district, &s->row);
		struct str token = whistle_token(m->tx->arena, m->who->district, &s->row);

		if (!digits.n || !(secret_equal(code, digits) || secret_equal(code, token)))
			return fail(m->tx, E_INVALID, "code", N_("现场的码不对，请看清贴在现场的 6 位数再填。"));
		return arrive(m, b, WHISTLE_BY_CODE, -1);
	}
	if (s->c->metres < 0 && s->c->photos_n)
		return arrive(m, b, WHISTLE_BY_PHOTO, -1);
	if (s->c->metres < 0)
		return fail(m->tx, E_INVALID, "code", N_("请填现场的 6 位数，或者用定位、拍一张现场；都不行就请吹哨的人代签。"));
	if (s->c->metres > s->row.metres)
		return fail(m->tx, E_INVALID, "code", N_("离现场还太远，请走近了再用定位，或者填现场的 6 位数。"));
	return arrive(m, b, WHISTLE_BY_PLACE, s->c->metres);
}

int
whistle_do_admit(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);
	struct whistle_body_line *b = body_of(s, s->c->org);

	if (!b)
		return fail(m->tx, E_INVALID, "org", N_("请选是哪一家到了。"));
	TRY(check_open(m));
	if (!str_trim(s->c->text).n)
		return fail(m->tx, E_INVALID, "text", N_("请写为什么代签：谁到了，为什么没有自己报到。"));
	b->why = str_trim(s->c->text);
	return arrive(m, b, WHISTLE_BY_STAFF, -1);
}

/* ---- before coming ---- */

static int
reply(struct move *m, enum whistle_reply what)
{
	struct whistle_moving *s = whistle_of(m);
	struct whistle_body_line *b = own_body(m, has_come);

	if (!b)
		return E_DENIED;
	if (b->arrived_at)
		return fail(m->tx, E_INVALID, "text", N_("您的单位已经报到了。"));
	b->reply = what;
	b->replied_at = m->at;
	b->reply_words = str_trim(s->c->text);
	changed(s, b);
	due_stop(&m->clocks, WHISTLE_REPLY, b->org, m->at);
	m->org = b->org;
	m->data = str_fmt(m->tx->arena, "org=%lld", (long long)b->org);
	return 0;
}

int
whistle_do_coming(struct move *m)
{
	return reply(m, WHISTLE_COMING);
}

/* It counts as called all the same: who whistled decides whether to wait, to call another, or to call it off. */
int
whistle_do_cannot(struct move *m)
{
	if (!str_trim(whistle_of(m)->c->text).n)
		return fail(m->tx, E_INVALID, "text", N_("请写为什么来不了，能来的话几点能到。"));
	TRY(reply(m, WHISTLE_CANNOT));
	return whistle_tell_convener(m, m->was.version + 1, N_("吹哨：有一家说来不了"));
}

int
whistle_do_ring(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);
	struct whistle_body_line *b = m->ripe ? body_of(s, m->ripe->org) : NULL;

	if (!b)
		return E_DENIED;
	due_stop(&m->clocks, WHISTLE_REPLY, b->org, m->at);
	if (b->arrived_at || b->reply)
		return 0;
	b->rung_at = m->at;
	changed(s, b);
	m->org = b->org;
	m->data = str_fmt(m->tx->arena, "org=%lld", (long long)b->org);
	return whistle_tell(m, m->was.version + 1, b->org, 0, N_("吹哨：还没有回应，请按时到现场报到"));
}

int
whistle_do_late(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);
	struct whistle_body_line *b = m->ripe ? body_of(s, m->ripe->org) : NULL;

	if (!b)
		return E_DENIED;
	due_stop(&m->clocks, WHISTLE_ARRIVAL, b->org, m->at);
	due_stop(&m->clocks, WHISTLE_REPLY, b->org, m->at);
	if (b->arrived_at)
		return 0;
	b->late = 1;
	s->row.late++;
	changed(s, b);
	m->org = b->org;
	m->data = str_fmt(m->tx->arena, "org=%lld due=%lld", (long long)b->org, (long long)b->due_at);
	/* The district's desk, and the body's own once more. */
	return whistle_tell(m, m->was.version + 1, b->org, m->who->district, N_("吹哨到点没到场"));
}

/* ---- what was concluded ---- */

static bool
is_empty(const struct whistle_task_said *t)
{
	return !str_trim(t->text).n && !t->org && !t->day;
}

/* A refusal outlives the transaction: names of fields stand here, not in its arena. */
enum task_field { TASK_TEXT, TASK_OWNER, TASK_DAY };
static const char *const task_fields[][WHISTLE_TASKS_MAX] = {
	[TASK_TEXT] = {"task1", "task2", "task3", "task4", "task5", "task6", "task7", "task8"},
	[TASK_OWNER] = {"owner1", "owner2", "owner3", "owner4", "owner5", "owner6", "owner7", "owner8"},
	[TASK_DAY] = {"day1", "day2", "day3", "day4", "day5", "day6", "day7", "day8"},
};

static int
check_task(struct move *m, size_t i)
{
	const struct whistle_task_said *t = &whistle_of(m)->c->tasks[i];

	if (!str_trim(t->text).n || str_chars(t->text) > WHISTLE_WORDS_MAX)
		return fail(m->tx, E_INVALID, task_fields[TASK_TEXT][i], N_("请用 200 个字以内写做什么。"));
	if (!body_of(whistle_of(m), t->org))
		return fail(m->tx, E_INVALID, task_fields[TASK_OWNER][i], N_("请从叫来的单位里选谁做。"));
	if (t->day + DAY_S <= m->at)
		return fail(m->tx, E_INVALID, task_fields[TASK_DAY][i], N_("请写哪天前做完，不能早于今天。"));
	if (t->day > m->at + (int64_t)WHISTLE_TASK_DAYS_MAX * DAY_S)
		return fail(m->tx, E_INVALID, task_fields[TASK_DAY][i], N_("这个日子太远了，最多 250 天。"));
	return 0;
}

/* A part of the case it comes of, while that can be split by who concludes; else a task of the whistle alone. *ret: the part, or 0. */
static int
split_off(struct move *m, const struct whistle_task_said *t, int64_t due_at, int64_t *ret)
{
	const struct whistle_row *w = &whistle_of(m)->row;
	struct appeal_office c;
	int64_t days = calendar_between(m->at, due_at) / CALENDAR_DAY_MIN;
	int rc = w->origin ? appeal_office(m->tx, m->who, w->origin_code, &c) : E_NOTFOUND;

	*ret = 0;
	if (rc == E_NOTFOUND || (rc == 0 && !c.may_split))
		return 0;
	TRY(rc);
	return appeal_split_off(m->tx, m->who, w->origin_code, t->text, t->org, days ? days : 1, m->at, ret);
}

static int
add_task(struct move *m, int64_t number, const struct whistle_task_said *t)
{
	struct whistle_task row = {
		.whistle = m->m.id, .number = number, .org = t->org, .due_at = t->day + DAY_END_S, .text = str_trim(t->text),
		.done_text = S(""),
	};

	TRY(split_off(m, t, row.due_at, &row.part));
	return sql_whistle_task_insert(m->tx, m->who->district, &row);
}

int
whistle_do_conclude(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);
	int64_t number = 0;

	if (!s->row.arrived)
		return fail(m->tx, E_INVALID, "text", N_("还没有一家到场，定不了结论。等人来，或者写明原因撤哨。"));
	if (!str_trim(s->c->text).n)
		return fail(m->tx, E_INVALID, "text", N_("请写一起定了什么。"));
	for (size_t i = 0; i < WHISTLE_TASKS_MAX; i++)
		if (!is_empty(&s->c->tasks[i]))
			TRY(check_task(m, i));
	for (size_t i = 0; i < WHISTLE_TASKS_MAX; i++)
		if (!is_empty(&s->c->tasks[i]))
			TRY(add_task(m, ++number, &s->c->tasks[i]));
	if (!number)
		return fail(m->tx, E_INVALID, "task1", N_("至少写一条：做什么、谁做、哪天前。"));
	TRY(sql_whistle_tasks(m->tx, m->who->district, m->m.id, &s->tasks));
	s->row.conclusion = str_trim(s->c->text);
	s->row.concluded_at = m->at;
	/* Who is not there now was not there in time, also when the time was not over. */
	for (size_t i = 0; i < s->bodies.n; i++) {
		if (s->bodies.v[i].arrived_at || s->bodies.v[i].late)
			continue;
		s->bodies.v[i].late = 1;
		s->row.late++;
		changed(s, &s->bodies.v[i]);
	}
	due_stop(&m->clocks, 0, -1, m->at);
	return whistle_tell(m, m->was.version + 1, 0, 0, N_("吹哨有结论了，请看自己的那几条"));
}

bool
whistle_task_done(const struct whistle_task_line *t)
{
	return t->part ? t->part_live == LIVE_OVER : t->done_at != 0;
}

int
whistle_do_done(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);

	for (size_t i = 0; i < s->tasks.n; i++) {
		struct whistle_task_line *t = &s->tasks.v[i];

		if (t->number != s->c->number || !actor_can(m->who, WHISTLE_ANSWER, NULL, t->org))
			continue;
		if (t->part)
			return fail(m->tx, E_INVALID, "text", N_("这一条在拆出来的工单里办，请到那里答复。"));
		if (t->done_at)
			return fail(m->tx, E_INVALID, "text", N_("这一条已经办完了。"));
		if (!str_trim(s->c->text).n)
			return fail(m->tx, E_INVALID, "text", N_("请写办成了什么样。"));
		t->done_at = m->at;
		t->done_text = str_trim(s->c->text);
		s->task_changed[i] = true;
		m->org = t->org;
		m->data = str_fmt(m->tx->arena, "task=%lld org=%lld", (long long)t->number, (long long)t->org);
		return 0;
	}
	return E_NOTFOUND;
}

int
whistle_do_close(struct move *m)
{
	const struct whistle_moving *s = whistle_of(m);

	for (size_t i = 0; i < s->tasks.n; i++)
		if (!whistle_task_done(&s->tasks.v[i]))
			return fail(m->tx, E_INVALID, NULL, N_("还有没办完的，不能提前办结。"));
	m->m.closed_at = m->at;
	return 0;
}

int
whistle_do_call_off(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);

	if (!str_trim(s->c->text).n)
		return fail(m->tx, E_INVALID, "text", N_("撤哨要写原因。"));
	due_stop(&m->clocks, 0, -1, m->at);
	m->m.closed_at = m->at;
	/* Called off in time, it counts for nobody who was still on the way. */
	for (size_t i = 0; i < s->bodies.n; i++)
		if (!s->bodies.v[i].arrived_at && s->bodies.v[i].due_at > m->at) {
			s->bodies.v[i].due_at = 0;
			changed(s, &s->bodies.v[i]);
		}
	return whistle_tell(m, m->was.version + 1, 0, 0, N_("撤哨了，不用再来"));
}

static bool
has_signed(const struct whistle_body_line *b)
{
	return b->signed_at != 0;
}

/* The body stands by what was concluded, with what it has to say about it. */
int
whistle_do_sign(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);
	struct whistle_body_line *b = own_body(m, has_signed);

	if (!b)
		return E_DENIED;
	if (b->signed_at)
		return fail(m->tx, E_INVALID, "text", N_("您的单位已经签过了。"));
	b->signed_at = m->at;
	b->signed_words = str_trim(s->c->text);
	changed(s, b);
	m->org = b->org;
	m->data = str_fmt(m->tx->arena, "org=%lld", (long long)b->org);
	/* An objection is read by who whistled before the day of the task comes. */
	return b->signed_words.n ? whistle_tell_convener(m, m->was.version + 1, N_("吹哨的结论，有一家签字时有话说")) : 0;
}

/* ---- what each side says of the other ---- */

static int
check_marks(struct move *m, const char *first, const char *second)
{
	const struct whistle_change *c = whistle_of(m)->c;

	if (c->first < 1 || c->first > 5)
		return fail(m->tx, E_INVALID, first, N_("请给 1 到 5 分。"));
	if (c->second < 1 || c->second > 5)
		return fail(m->tx, E_INVALID, second, N_("请给 1 到 5 分。"));
	return 0;
}

int
whistle_do_score(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);
	struct whistle_body_line *b = body_of(s, s->c->org);

	if (!b)
		return fail(m->tx, E_INVALID, "org", N_("请选评哪一家。"));
	if (b->scored_at)
		return fail(m->tx, E_INVALID, "org", N_("这一家已经评过了，评分不能改。"));
	TRY(check_marks(m, "first", "second"));
	b->came = s->c->first;
	b->did = s->c->second;
	b->came_words = str_trim(s->c->text);
	b->scored_at = m->at;
	changed(s, b);
	m->data = str_fmt(m->tx->arena, "org=%lld", (long long)b->org);
	return 0;
}

int
whistle_do_rate(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);
	struct whistle_body_line *b = own_body(m, has_rated);

	if (!b)
		return E_DENIED;
	if (b->rated_at)
		return fail(m->tx, E_INVALID, "first", N_("这一哨已经评过了，评分不能改。"));
	TRY(check_marks(m, "first", "second"));
	b->needed = s->c->first;
	b->clear = s->c->second;
	b->needed_words = str_trim(s->c->text);
	b->rated_at = m->at;
	changed(s, b);
	m->org = b->org;
	m->data = str_fmt(m->tx->arena, "org=%lld", (long long)b->org);
	return 0;
}
