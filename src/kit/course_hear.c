/* course_hear.c: who hears of a move: the table of its course, as audiences of a notice. */
#include "db/db.h"
#include "kit/course_in.h"
#include "kit/notice.h"

static int64_t
place_desk(const struct move *m)
{
	const struct matter *row = &m->m;

	return row->community ? row->community : row->street ? row->street : m->who->district;
}

/* The level stays when the ladder was not climbed further, so a place without that level is told at the next one up. */
static int64_t
raised_desk(const struct move *m)
{
	struct place p = matter_place(m->who->district, &m->m);

	for (int64_t level = m->m.rung; level >= LEVEL_DISTRICT; level--)
		if (p.at[level])
			return p.at[level];
	return 0;
}

/* The body the move sent a request to. */
static int64_t
asked_desk(const struct move *m)
{
	for (size_t i = 0; i < m->parties.n; i++)
		if (m->party_changed[i] && m->parties.v[i].part == PARTY_HELPS && m->parties.v[i].state == PARTY_SENT)
			return m->parties.v[i].org;
	return 0;
}

/* Below the community it lies where nothing has been raised to; what has just left there is the community's. */
static int64_t
near_desk(const struct move *m)
{
	if (m->m.rung > LEVEL_COMMUNITY)
		return m->m.rung != m->was.rung ? raised_desk(m) : 0;
	return m->was.rung > LEVEL_COMMUNITY ? place_desk(m) : 0;
}

static int64_t
desk_of(const struct move *m, enum tells who)
{
	switch (who) {
	case TELLS_LEAD: return m->m.lead;
	case TELLS_HANDLER: return m->m.lead ? m->m.lead : place_desk(m);
	case TELLS_HELPER: return asked_desk(m);
	case TELLS_PLACE: return place_desk(m);
	case TELLS_ABOVE: return raised_desk(m);
	case TELLS_TIER: return m->m.street ? m->m.street : m->who->district;
	case TELLS_ALARM: return m->m.urgent ? place_desk(m) : 0;
	case TELLS_NEAR: return near_desk(m);
	case TELLS_RAISER:
	case TELLS_FOLLOWERS: break;
	}
	return 0;
}

static int
add(struct move *m, const struct telling *t, struct notice_new *n, struct audience *to)
{
	*to = (struct audience){.who = HEARS_DESK, .id = desk_of(m, t->who), .word = t->word};
	if (t->who == TELLS_FOLLOWERS && m->row->sight == FLOW_PUBLIC && m->m.sight == FLOW_PUBLIC) {
		to->who = HEARS_FOLLOWERS;
	} else if (t->who == TELLS_RAISER && !m->raiser) {
		if (!m->m.raiser)
			return m->course->tell_number ? m->course->tell_number(m, t->word) : 0;
		to->who = HEARS_RAISER;
	} else if (!to->id) {
		return 0;
	}
	n->n++;
	return 0;
}

int
course_hear(struct move *m)
{
	const struct course *c = m->course;
	struct audience to[NOTICE_AUDIENCES];
	struct notice_new n = {
		.kind = c->kind, .matter = m->m.id, .step = m->m.version, .by = m->who->person, .urgent = m->m.urgent != 0,
		.v = to,
	};

	/* Practice disturbs nobody. */
	if (m->m.part_of == MATTER_PRACTICE)
		return 0;
	for (size_t i = 0; i < c->tells_n && n.n < NOTICE_AUDIENCES; i++)
		if (c->tells[i].move == m->c->move)
			TRY(add(m, &c->tells[i], &n, &to[n.n]));
	return n.n ? notice_many(m->tx, m->who->district, &n) : 0;
}
