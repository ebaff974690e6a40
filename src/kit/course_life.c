/* course_life.c: lives that are told: every move in memory, the rows once. The runner of real moves is course.c. */
#include "kit/course_life.h"

#include "gen/kit_sql.h"
#include "kit/course_in.h"

/* The step and the files it brought; m->c has none of them when the rows are written. */
static int
add_step(struct move *m, bool first)
{
	TRY(matter_files_put(m->tx, m->who->district, m->m.id, m->c->file_kind, m->c->files, m->c->files_n));
	return course_add_step(m, first);
}

int
course_tell_first(struct move *m, int move, int first)
{
	m->tail = NEW(m->tx->arena, struct flow_tail);
	course_begin(m, move, first);
	return add_step(m, true);
}

/* One move, whatever the clocks say. */
static int
make(struct move *m, const struct change *c)
{
	m->c = c;
	m->row = &m->course->moves[c->move];
	m->at = c->at;
	m->was = m->m;
	m->place = matter_place(m->who->district, &m->m);
	m->data = S("");
	m->raiser = matter_is_raiser(m->who, &m->m, m->course->track);
	m->org = m->raiser || m->who->kind == ACTOR_SYSTEM ? 0 : course_body(m);
	if (!(m->row->from & UINT32_C(1) << m->m.state))
		return E_DENIED;
	TRY(m->course->load(m));
	m->m.state = course_state_after(m);
	if (m->row->deed)
		TRY(m->row->deed(m));
	m->m.live = m->course->states[m->m.state].live;
	m->m.version++;
	m->m.updated_at = m->at;
	course_show_clocks(m);
	return add_step(m, false);
}

/* The clock that must be looked at first, if that is before until. */
static struct due *
ripest(const struct move *m, int64_t until)
{
	struct due *first = NULL;

	for (size_t i = 0; i < m->clocks.n; i++) {
		struct due *d = &m->clocks.v[i];

		if (d->next_at && d->next_at < until && (!first || d->next_at < first->next_at))
			first = d;
	}
	return first;
}

/* What the system did when clocks ran out: the stage's end, or the ladder. */
static int
grow_older(struct move *m, int64_t until)
{
	const struct actor *who = m->who;
	struct actor system = actor_system_of;

	system.district = who->district;
	clocks_more(m->tx, &m->clocks);
	for (struct due *d = ripest(m, until); d; d = ripest(m, until)) {
		const struct stage_row *stage = &m->course->stages[d->stage];
		struct change *c = NEW(m->tx->arena, struct change);
		int rc;

		*c = (struct change){
			.move = stage->ends ? stage->ends : m->course->climb,
			.text = str_of(stage->says),
			.at = d->next_at,
		};
		m->who = &system;
		m->ripe = d;
		rc = make(m, c);
		m->who = who;
		if (rc == E_DENIED || rc == E_NOTFOUND)
			d->next_at = 0;
		else
			TRY(rc);
		clocks_more(m->tx, &m->clocks);
	}
	return 0;
}

int
course_tell(struct move *m, const struct change *c)
{
	TRY(grow_older(m, c->at));
	clocks_more(m->tx, &m->clocks);
	return make(m, c);
}

int
course_tell_last(struct move *m, int64_t now)
{
	struct change last = {0};

	TRY(grow_older(m, now));
	/* Nothing of it was there before, and its files are. */
	m->c = &last;
	m->was = (struct matter){0};
	TRY(sql_matter_insert(m->tx, m->who->district, &m->m));
	return course_save_beside(m);
}
