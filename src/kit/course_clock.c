/* course_clock.c: the clocks of a move: starting and changing one, what the row says of them, and the ladder that climbs when one
 * runs out. */
#include <assert.h>

#include "kit/course_in.h"
#include "lib/calendar.h"

/* A clock around the clock climbs a ladder of its own. */
static bool
rung_is_of(const struct rung *r, const struct due *d)
{
	return r->stage == d->stage && r->urgent == (due_kind(d) == CALENDAR_AROUND);
}

/* When somebody must look at a clock: its end, or the next rung of the ladder. */
static int64_t
look_at(const struct course *c, int64_t district, const struct due *d)
{
	int64_t climbed = 0;

	if (d->stopped_at || d->paused_at)
		return 0;
	if (c->stages[d->stage].ends)
		return d->due_at;
	for (size_t i = 0; i < c->rungs_n; i++)
		if (rung_is_of(&c->rungs[i], d) && climbed++ == d->rung)
			return due_later(district, d, c->rungs[i].minutes);
	return 0;
}

/* The columns of the row that say what the clocks say. */
void
course_show_clocks(struct move *m)
{
	const struct course *c = m->course;
	struct matter *row = &m->m;
	bool promised = false;

	row->due_at = row->paused_at = 0;
	for (size_t i = 0; i < m->clocks.n; i++) {
		struct due *d = &m->clocks.v[i];
		int64_t next = look_at(c, m->clocks.district, d);

		if (next != d->next_at) {
			d->next_at = next;
			m->clocks.changed[i] = true;
		}
		if (d->stage == c->promise) {
			row->promised_at = d->due_at;
			promised = !d->stopped_at && !d->paused_at;
		}
		if (d->stopped_at || c->stages[d->stage].kind != STAGE_SHOWN)
			continue;
		row->due_at = d->paused_at ? 0 : d->due_at;
		row->paused_at = d->paused_at;
	}
	row->queue_at = row->due_at ? row->due_at : MATTER_FAR_AWAY;
	/* A broken promise is overdue, whatever the present stage still allows. */
	if (row->live == LIVE_OFFICE && promised && row->promised_at < row->queue_at)
		row->queue_at = row->promised_at;
	/* Practice is never late: what is late is counted on desks. */
	if (row->part_of == MATTER_PRACTICE)
		row->queue_at = MATTER_FAR_AWAY;
}

static int
foot_of(const struct move *m)
{
	return m->course->foot ? m->course->foot(m) : 0;
}

int
move_clock(struct move *m, int64_t stage, int64_t org, int64_t minutes)
{
	assert(stage > 0 && stage < m->course->stages_n);
	if (m->course->stages[stage].kind == STAGE_SHOWN)
		m->m.rung = foot_of(m);
	/* What the raiser is given ends by itself, and is not hurried. */
	return due_start_by(&m->clocks, m->m.urgent && !m->course->stages[stage].ends ? CALENDAR_AROUND : CALENDAR_OFFICE,
			    stage, org, minutes, m->at);
}

int
move_clock_change(struct move *m, struct due *d, int64_t given, int64_t minutes)
{
	TRY(due_change(m->tx, &m->clocks, d, given, minutes));
	if (d->due_at <= m->at)
		return 0;
	/* There is time again: the ladder is climbed from its foot. */
	d->rung = 0;
	if (m->course->stages[d->stage].kind == STAGE_SHOWN)
		m->m.rung = foot_of(m);
	return 0;
}

int
course_climb(struct move *m)
{
	const struct course *c = m->course;
	struct due *clock = m->ripe;
	int64_t climbed = 0;

	for (size_t i = 0; clock && i < c->rungs_n; i++) {
		const struct rung *r = &c->rungs[i];

		if (!rung_is_of(r, clock) || climbed++ != clock->rung)
			continue;
		clock->rung++;
		m->clocks.changed[clock - m->clocks.v] = true;
		m->m.rung = m->m.rung && m->m.rung < r->level ? m->m.rung : r->level;
		m->data = str_fmt(m->tx->arena, "stage=%lld org=%lld level=%d due=%lld", (long long)clock->stage,
				  (long long)clock->org, r->level, (long long)clock->due_at);
		return 0;
	}
	return E_DENIED;
}
