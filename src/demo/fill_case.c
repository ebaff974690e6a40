/* fill_case.c: one case of the measured district after the other: who files it, what it is about, how far it came and how late. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "demo/fill_in.h"
#include "features/account/account.h"
#include "features/appeal/appeal_life.h"
#include "lib/calendar.h"

enum { MINUTE = 60, DAY = 86400, MOVES = 16 };

/* How far a case comes. */
enum end { END_FILED = 1, END_SENT, END_TAKEN, END_ASKED, END_REPLIED, END_OVER };

/* Which case comes next, and when it was filed. */
struct fill_turn {
	int64_t number, at;
};

struct story {
	const struct fill *f;
	int64_t number, at;
	const struct fill_theme *theme;
	size_t community;
	const struct fill_body *body;
	struct actor filer;
	struct grant home; /* of the filer */
	struct appeal_new n;
	struct appeal_lived moves[MOVES + 1]; /* the last is for what has not happened yet */
	size_t moves_n;
};

/* Below n, small numbers much likelier than great ones; the same for the same case and key. */
static size_t
skewed(int64_t which, int64_t key, size_t n)
{
	double u = (double)lot(which, key, 1 << 20) / (double)(1 << 20);

	return (size_t)((double)n * u * u * u);
}

static const struct fill_body *
body_of(const struct fill *f, const struct fill_kind *kind, size_t community)
{
	if (kind->reach == FILL_WIDE)
		return &kind->bodies[0];
	return &kind->bodies[kind->reach == FILL_STREET ? f->communities[community].street : community];
}

static int64_t
pick(const struct story *s, int64_t key, int64_t n)
{
	return lot(s->number, key, n);
}

static bool
chance(const struct story *s, int64_t key, int64_t percent)
{
	return pick(s, key, 100) < percent;
}

/* ---- filing ---- */

/* People write in the morning and in the evening. */
static int64_t
filed_at(const struct fill *f, int64_t number)
{
	static const int hour[] = {7, 8, 8, 9, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 18, 19, 19, 20, 20, 21, 21, 22};
	int64_t first = f->now - (int64_t)FILL_YEARS * 365 * DAY, span = f->now - 2 * DAY - first;
	int64_t day = clock_day(first + span / f->cases * number + span % f->cases * number / f->cases);

	return clock_at(1970, 1, 1 + (int)day, hour[lot(number, 201, 22)], (int)lot(number, 202, 60), (int)lot(number, 203, 60));
}

static void
choose_filer(struct story *s)
{
	const struct fill *f = s->f;
	size_t each = FILL_RESIDENTS / FILL_COMMUNITIES;
	const struct fill_resident *r = &f->residents[s->community * each + skewed(s->number, 204, each)];

	account_visitor(FILL_DISTRICT, &s->filer);
	/* Somebody writes about everything: two cases in a thousand are theirs. */
	if (pick(s, 205, 500) == 0)
		r = &f->residents[0];
	else if (!chance(s, 206, 55))
		return;
	s->community = r->community;
	s->home = (struct grant){.role = ROLE_RESIDENT, .level = LEVEL_BUILDING, .node = r->home};
	s->filer = (struct actor){
		.kind = ACTOR_PERSON,
		.district = FILL_DISTRICT,
		.person = r->person,
		.grants = &s->home,
		.grants_n = 1,
		.scopes = PERM_SET_ALL,
		.home = r->home,
	};
}

/* Without an account: by phone and at the counter staff writes it down, online nobody need say who they are. */
static void
choose_channel(struct tx *tx, struct story *s)
{
	static const char *const names[] = {"陈女士", "李先生", "黄女士", "张先生", "梁女士", "林先生"};
	struct appeal_new *n = &s->n;

	n->channel = chance(s, 207, 80) ? CHANNEL_WEB : CHANNEL_POSTER;
	n->anon = chance(s, 208, 50) ? ANON_NAMED : ANON_COMMUNITY;
	if (s->filer.kind == ACTOR_PERSON)
		return;
	if (chance(s, 209, 45)) {
		n->channel = chance(s, 210, 75) ? CHANNEL_PHONE : CHANNEL_VISIT;
		s->filer = s->f->communities[s->community].staff;
	} else if (chance(s, 211, 60)) {
		n->anon = ANON_NOBODY;
		return;
	}
	n->name = str_of(names[pick(s, 212, 6)]);
	n->phone = str_fmt(tx->arena, "199%08lld", (long long)(FILL_RESIDENTS + pick(s, 213, 70000000)));
}

static int64_t
choose_place(struct story *s)
{
	const struct fill_community *c = &s->f->communities[s->community];

	if (s->filer.home && chance(s, 214, 60))
		return s->filer.home;
	return chance(s, 215, 20) ? c->node : c->houses[skewed(s->number, 216, c->houses_n)];
}

static void
write_down(struct tx *tx, struct story *s)
{
	static const char *const since[] = {"昨天", "上周", "这个月", "入冬以来", "节后", "下雨以后"};
	struct appeal_new *n = &s->n;
	int64_t known = pick(s, 217, 10);

	choose_filer(s);
	choose_channel(tx, s);
	n->at = s->at;
	n->title = s->theme->title;
	n->text = str_fmt(tx->arena, "%.*s从%s开始，第%lld次反映，门牌%lld号附近。", STR(s->theme->text), since[pick(s, 218, 6)],
			  (long long)pick(s, 219, 5) + 1, (long long)pick(s, 220, 900) + 1);
	n->spot = s->theme->spot;
	n->place = choose_place(s);
	n->open = chance(s, 221, 75);
	n->calm = true;
	n->item = known < 4 ? s->theme->item : 0;
	if (known >= 4 && known < 7)
		n->guess = (struct appeal_guess){.item = s->theme->item, .permille = 600 + pick(s, 222, 390)};
	n->photos = chance(s, 223, 15) ? &s->f->photos[pick(s, 224, FILL_PHOTOS)] : NULL;
	n->photos_n = n->photos != NULL;
}

/* ---- what became of it ---- */

/* One in five is not over: nearly all of the last months, and few old ones that lie late on somebody's desk. */
static enum end
choose_end(const struct story *s)
{
	bool young = s->number >= s->f->cases / 100 * 85;
	int64_t lies = pick(s, 225, 100);

	if (!chance(s, 226, young ? 85 : 9))
		return END_OVER;
	if (s->number >= s->f->cases / 1000 * 990)
		return lies < 35 ? END_ASKED : lies < 70 ? END_REPLIED : END_TAKEN;
	return lies < 12 ? END_FILED : lies < 35 ? END_SENT : END_TAKEN;
}

static struct appeal_change *
add(struct story *s, const struct actor *who, enum appeal_act act, struct str text)
{
	struct appeal_lived *m;

	if (s->moves_n == MOVES || s->at > s->f->now - MINUTE)
		return &s->moves[MOVES].c;
	m = &s->moves[s->moves_n++];
	*m = (struct appeal_lived){.who = who, .c = {.act = act, .text = text, .at = s->at}};
	return &m->c;
}

/* A share of the working time given, sometimes more than all of it. */
static void
wait_for(struct story *s, int64_t key, int64_t minutes)
{
	int64_t percent = chance(s, key, 12) ? 100 + pick(s, key + 1, 120) : 5 + pick(s, key + 1, 92);

	s->at = calendar_add(s->at, minutes * percent / 100 + 1);
}

static void
send(struct story *s)
{
	const struct actor *staff = &s->f->communities[s->community].staff;

	wait_for(s, 227, CALENDAR_DAY_MIN / 2);
	if (!s->n.item && !s->n.guess.item)
		add(s, staff, ACT_TRIAGE, S(""))->item = s->theme->item;
	s->at += (2 + pick(s, 229, 40)) * MINUTE;
	add(s, staff, ACT_DISPATCH, S(""))->org = s->body->org;
}

static void
take(struct story *s)
{
	const struct fill *f = s->f;
	const struct fill_body *helper = body_of(f, &f->kinds[pick(s, 230, (int64_t)f->kinds_n)], s->community);

	wait_for(s, 231, s->theme->accept_min);
	add(s, &s->body->who, ACT_ACCEPT, S(""));
	if (chance(s, 233, 10)) {
		s->at += 20 * MINUTE;
		add(s, &s->body->who, ACT_NOTE, S("已电话联系，约好上门时间。"));
	}
	if (!chance(s, 234, 3) || helper->org == s->body->org)
		return;
	s->at += 30 * MINUTE;
	add(s, &s->body->who, ACT_HELP, S("请到现场一起看一看，三天内回复。"))->org = helper->org;
	s->at += 90 * MINUTE;
	add(s, &helper->who, ACT_HELP_ACCEPT, S(""));
	wait_for(s, 235, CALENDAR_DAY_MIN);
	add(s, &helper->who, ACT_HELP_REPLY, S("现场看过，管线完好，可以施工。"));
}

static void
ask(struct story *s, bool answered)
{
	s->at += (30 + pick(s, 237, 600)) * MINUTE;
	add(s, &s->body->who, ACT_ASK, s->theme->ask.n ? s->theme->ask : S("请补充一下具体位置和时间。"));
	if (!answered)
		return;
	s->at += (120 + pick(s, 238, 2000)) * MINUTE;
	add(s, &s->filer, ACT_ANSWER, s->theme->answer.n ? s->theme->answer : S("就在门口，每天晚上八点以后。"));
}

static void
answer(struct story *s, int64_t key)
{
	struct appeal_change *c;

	wait_for(s, key, s->theme->handle_min);
	c = add(s, &s->body->who, ACT_REPLY, s->theme->reply.n ? s->theme->reply : S("已经处理好了，有不放心的地方请再告诉我们。"));
	c->photos = &s->f->photos[pick(s, key + 2, FILL_PHOTOS)];
	c->photos_n = 1;
}

static void
rate(struct story *s)
{
	struct appeal_change *c;

	s->at += (60 + pick(s, 243, 5000)) * MINUTE;
	c = add(s, &s->filer, ACT_RATE, S(""));
	c->result = 5 - (int64_t)skewed(s->number, 244, 5);
	c->attitude = 5 - (int64_t)skewed(s->number, 245, 5);
}

/* Nobody had to send it anywhere. */
static bool
ends_early(struct story *s)
{
	int64_t how = pick(s, 246, 100);

	if (how >= 7)
		return false;
	wait_for(s, 247, CALENDAR_DAY_MIN / 2);
	if (how < 4)
		add(s, &s->f->communities[s->community].staff, ACT_REFUSE,
		    s->theme->refuse.n ? s->theme->refuse : S("不属于受理范围，依据《信访工作条例》请向有关部门提出。"));
	else
		add(s, &s->filer, ACT_WITHDRAW, S("自己解决了，谢谢。"));
	return true;
}

static void
happen(struct story *s, enum end end)
{
	if (end == END_FILED || (end == END_OVER && ends_early(s)))
		return;
	send(s);
	if (end == END_SENT)
		return;
	take(s);
	if (end == END_TAKEN)
		return;
	if (end == END_ASKED || chance(s, 249, 10))
		ask(s, end != END_ASKED);
	if (end == END_ASKED)
		return;
	answer(s, 250);
	if (end == END_REPLIED)
		return;
	if (chance(s, 254, 4)) {
		s->at += 2 * DAY;
		add(s, &s->filer, ACT_REOPEN, S("还是老样子，没有真正解决。"));
		answer(s, 255);
	}
	if (chance(s, 259, 45))
		rate(s);
}

static int
tell(struct tx *tx, struct fill *f, const struct fill_turn *turn)
{
	int64_t number = turn->number;
	struct story s = {.f = f, .number = number, .at = turn->at};
	enum end end = choose_end(&s);

	s.theme = &f->themes[skewed(number, 260, f->themes_n)];
	s.community = skewed(number, 261, FILL_COMMUNITIES);
	write_down(tx, &s);
	s.body = body_of(f, s.theme->kind, s.community);
	s.n.code = matter_codes_next(tx->arena, &f->codes, f->communities[s.community].plate, s.at);
	happen(&s, end);
	return appeal_live(tx, s.n.channel == CHANNEL_PHONE || s.n.channel == CHANNEL_VISIT ? &f->communities[s.community].staff : &s.filer,
			   &s.n, s.moves, s.moves_n, f->now, &f->sums);
}

static int
by_time(const void *x, const void *y)
{
	const struct fill_turn *a = x, *b = y;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

/* In the order they were filed in, as a district has them: FTS5 writes what it has collected whenever an id is smaller than the last one. */
static struct fill_turn *
turns_of(struct arena *a, const struct fill *f)
{
	struct fill_turn *v = NEW_ARRAY(a, struct fill_turn, (size_t)f->batch);

	for (int64_t i = 0; i < f->batch; i++)
		v[i] = (struct fill_turn){.number = f->done + i, .at = filed_at(f, f->done + i)};
	if (f->batch)
		qsort(v, (size_t)f->batch, sizeof *v, by_time);
	return v;
}

int
fill_cases(struct tx *tx, void *ctx)
{
	struct fill *f = ctx;
	struct fill_turn *turns = turns_of(tx->arena, f);

	arena_release(&f->sums.memory); /* of a try that was lost */
	f->sums = (struct appeal_sums){0};
	arena_release(&f->code_memory);
	TRY(matter_codes_read(tx, FILL_DISTRICT, &f->code_memory, &f->codes));
	TRY(db_send(tx));
	for (int64_t i = 0; i < f->batch; i++) {
		struct arena_mark mark = arena_mark(tx->arena);
		int rc = tell(tx, f, &turns[i]);

		if (rc < 0) {
			log_error("bench fill: case %lld: %s", (long long)turns[i].number, tx->fault.text ? tx->fault.text : err_line(rc));
			return rc;
		}
		arena_rewind(tx->arena, mark);
	}
	TRY(matter_codes_put(tx, FILL_DISTRICT, &f->codes));
	return appeal_sums_write(tx, FILL_DISTRICT, &f->sums);
}
