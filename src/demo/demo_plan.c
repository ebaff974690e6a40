/* demo_plan.c: when things happened to a case of the demo, so that clocks, deadlines and figures come out real.
 *
 * Staff act in working time: their moments are working minutes since the case was filed. Where less working
 * time has passed than the plan wants (cases of the last days), the plan is compressed. */
#include "base/clock.h"
#include "features/appeal/appeal_move.h"
#include "lib/calendar.h"
#include "demo/demo_in.h"

enum { HOUR = 3600, SHORT_WORK = 60, REOPEN_WORK = 12 * CALENDAR_DAY_MIN };

struct plan {
	const struct demo *d;
	struct demo_case *c;
	int64_t work;	/* working minutes from filing to now */
	int64_t minute; /* of the last planned step */
};

static struct demo_step *
add(struct plan *p, enum appeal_act act, enum demo_who by)
{
	struct demo_step *s = &p->c->steps[p->c->steps_n++];

	*s = (struct demo_step){.at = p->minute, .act = act, .by = by};
	return s;
}

/* Moves on by from … to working minutes, drawn by lot. */
static void
pass(struct plan *p, int64_t key, int64_t from, int64_t to)
{
	p->minute += from + lot(p->c->number, key, to > from ? to - from : 1);
}

/* Not before so many working minutes ago: what still has its clock running began lately. */
static void
lately(struct plan *p, int64_t key, int64_t minutes)
{
	int64_t ago = minutes / 10 + lot(p->c->number, key, minutes * 8 / 10 + 1);

	if (p->minute < p->work - ago)
		p->minute = p->work - ago;
}

/* Every third open case may be late; the others were taken up lately. */
static bool
is_late(const struct plan *p)
{
	return lot(p->c->number, 9, 3) == 0;
}

/* Community staff look at it, and give it to a body unless it ends here. */
static void
plan_dispatch(struct plan *p)
{
	struct demo_case *c = p->c;

	/* Half of the filers chose the item themselves. */
	if (c->item && lot(c->number, 10, 2)) {
		pass(p, 11, 4, 40);
		add(p, ACT_TRIAGE, DEMO_COMMUNITY)->item = c->item;
	}
	if (c->state == APPEAL_REFUSED) {
		pass(p, 12, 60, 400);
		add(p, ACT_REFUSE, DEMO_COMMUNITY)->text = c->refuse;
		return;
	}
	pass(p, 13, 6, 80);
	if (c->state == APPEAL_DISPATCHED && !is_late(p))
		lately(p, 14, c->accept_min);
	add(p, ACT_DISPATCH, DEMO_COMMUNITY);
}

static void
plan_note(struct plan *p, enum demo_who by)
{
	if (!p->c->note.n)
		return;
	pass(p, 15, 10, 90);
	add(p, ACT_NOTE, by)->text = p->c->note;
}

static void
plan_handling(struct plan *p)
{
	struct demo_case *c = p->c;
	int64_t accepted;

	pass(p, 20, 8, c->accept_min * 7 / 10);
	if (c->state == APPEAL_ACCEPTED && !is_late(p))
		lately(p, 21, c->handle_min);
	accepted = p->minute;
	add(p, ACT_ACCEPT, DEMO_BODY);
	if (c->state != APPEAL_REPLIED && !c->reopening.n)
		plan_note(p, DEMO_BODY);
	if (c->ask.n) {
		pass(p, 22, 20, 200);
		if (c->state == APPEAL_ASKED)
			lately(p, 23, APPEAL_ASK_DAYS * CALENDAR_DAY_MIN);
		add(p, ACT_ASK, DEMO_BODY)->text = c->ask;
	}
	if (c->state == APPEAL_ASKED || c->state == APPEAL_ACCEPTED)
		return;
	if (c->ask.n) {
		pass(p, 24, 40, 420);
		add(p, ACT_ANSWER, DEMO_FILER)->text = c->answer;
	}
	/* Most bodies use most of their time; a tenth of the answers may come after it. */
	if (p->minute < accepted + c->handle_min * 55 / 100)
		p->minute = accepted + c->handle_min * 55 / 100;
	pass(p, 25, 15, c->handle_min * (lot(c->number, 26, 10) ? 42 : 90) / 100);
	if (c->state == APPEAL_REPLIED)
		lately(p, 27, c->follow_min);
	/* It may only be opened again within a month. */
	if (c->reopening.n && p->minute < p->work - REOPEN_WORK)
		p->minute = p->work - REOPEN_WORK + lot(c->number, 28, 3 * CALENDAR_DAY_MIN);
	add(p, ACT_REPLY, DEMO_BODY)->text = c->reply;
}

/* ---- from minutes to moments ---- */

/* The same moment, or the next one at which people are awake. */
static int64_t
awake(int64_t at)
{
	struct civil t = clock_civil(at);

	if (t.hour < 8)
		return at + (8 - t.hour) * HOUR;
	return t.hour >= 22 ? at + (32 - t.hour) * HOUR : at;
}

/* The planned minutes as moments between filing and now. */
static void
settle(struct plan *p)
{
	int64_t room = p->work - 5, before = p->c->filed_at;

	for (size_t i = 0; i < p->c->steps_n; i++) {
		struct demo_step *s = &p->c->steps[i];
		int64_t left = (int64_t)(p->c->steps_n - i) * 40;

		if (p->work < SHORT_WORK)
			s->at = awake(p->c->filed_at + s->at * 60);
		else
			s->at = calendar_add(p->c->filed_at,
					     p->minute > room ? s->at * room / p->minute : s->at);
		s->at += lot(p->c->number, 40 + (int64_t)i, 50);
		if (s->at > p->d->now - left)
			s->at = p->d->now - left;
		if (s->at <= before)
			s->at = before + 5;
		before = s->at;
	}
}

/* ---- what follows the answer ---- */

static struct demo_step *
add_at(struct plan *p, enum appeal_act act, enum demo_who by, int64_t at)
{
	struct demo_case *c = p->c;
	int64_t before = c->steps_n ? c->steps[c->steps_n - 1].at : c->filed_at;

	if (at > p->d->now - 60)
		at = p->d->now - 60;
	p->minute = at > before ? at : before + 5;
	return add(p, act, by);
}

static void
plan_close(struct plan *p)
{
	static const char *const calls[] = {
		"电话回访，反映人说已经解决。",
		"上门看过，已经办好，反映人没有别的要求。",
		"现场复核，和答复一致。",
	};
	struct demo_case *c = p->c;
	int64_t replied = c->steps[c->steps_n - 1].at, due = calendar_add(replied, c->follow_min);

	if (c->result) {
		add_at(p, ACT_RATE, DEMO_FILER,
		       awake(replied + 2 * HOUR + lot(c->number, 60, 40 * HOUR)));
	} else if (due < p->d->now && lot(c->number, 61, 3) == 0) {
		add_at(p, ACT_CLOSE, DEMO_SYSTEM, due)->text =
			S("到期没有评价，自动办结。之后 30 天内仍可评价或要求重新办理。");
	} else {
		const char *words = calls[c->anon == ANON_NOBODY ? 2 : lot(c->number, 62, 3)];
		int64_t at = calendar_add(replied, 60 + lot(c->number, 63, 900));

		add_at(p, ACT_CLOSE, DEMO_COMMUNITY, at)->text = str_of(words);
	}
	if (c->open && (c->photo.n || c->photo_after.n) && lot(c->number, 64, 6))
		add_at(p, ACT_PUBLISH, DEMO_COMMUNITY, c->steps[c->steps_n - 1].at + 600);
}

static void
plan_reopening(struct plan *p)
{
	struct demo_case *c = p->c;
	int64_t closed = c->steps[c->steps_n - 1].at;
	int64_t handle = c->handle_min < REOPEN_WORK / 2 ? c->handle_min : REOPEN_WORK / 2;
	int64_t lived = calendar_between(closed, p->d->now);
	int64_t wait = lived > handle ? lived - lot(c->number, 65, handle * 8 / 10) : lived / 3;

	add_at(p, ACT_REOPEN, DEMO_FILER, calendar_add(closed, wait))->text = c->reopening;
	if (c->note.n)
		add_at(p, ACT_NOTE, DEMO_BODY, c->steps[c->steps_n - 1].at + HOUR)->text = c->note;
}

void
demo_plan(const struct demo *d, struct demo_case *c)
{
	struct plan p = {.d = d, .c = c, .work = calendar_between(c->filed_at, d->now)};

	c->steps_n = 0;
	if (c->state == APPEAL_FILED)
		return;
	plan_dispatch(&p);
	if (c->state == APPEAL_WITHDRAWN) {
		pass(&p, 30, 60, 400);
		plan_note(&p, DEMO_COMMUNITY);
		add(&p, ACT_WITHDRAW, DEMO_COMMUNITY);
	} else if (c->state == APPEAL_DISPATCHED) {
		plan_note(&p, DEMO_COMMUNITY);
	} else if (c->state != APPEAL_REFUSED) {
		plan_handling(&p);
	}
	settle(&p);
	if (c->state == APPEAL_CLOSED)
		plan_close(&p);
	if (c->reopening.n)
		plan_reopening(&p);
}
