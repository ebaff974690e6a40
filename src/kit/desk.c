/* desk.c: the rows of desks: which a matter must have, and making them so. */
#include "kit/desk.h"

#include <assert.h>

#include "db/db.h"
#include "gen/kit_sql.h"
#include "kit/course.h"

static_assert(DESK_ROWS_MAX >= LEVEL_BUILDING + 1 + MATTER_PARTIES_MAX, "a desk would be left out in silence");

static void
add(struct desk_rows *rows, const struct matter *m, int64_t desk, enum desk_tab tab, int64_t queue_at)
{
	assert(rows->n < DESK_ROWS_MAX);
	if (!desk)
		return;
	rows->v[rows->n++] = (struct desk){
		.desk = desk,
		.matter = m->id,
		.kind = m->kind,
		.tab = tab,
		.queue_at = queue_at,
	};
}

/* A helping body's own clock decides when it must look; what it has answered only waits with the rest. */
static void
add_helper(struct desk_rows *rows, const struct matter *m, const struct party *p,
	   const struct due_list *clocks, enum desk_tab usual)
{
	int64_t queue_at = MATTER_FAR_AWAY;
	bool owes = p->state == PARTY_SENT || p->state == PARTY_ACCEPTED;

	for (size_t i = 0; i < clocks->n; i++)
		if (clocks->v[i].org == p->org && !clocks->v[i].stopped_at && !clocks->v[i].paused_at)
			queue_at = clocks->v[i].due_at;
	if (m->live == LIVE_OVER)
		add(rows, m, p->org, DESK_OVER, m->queue_at);
	else if (owes)
		add(rows, m, p->org, m->live == LIVE_OFFICE ? DESK_WORK : usual, queue_at);
	else
		add(rows, m, p->org, DESK_ANSWERED, MATTER_FAR_AWAY);
}

void
desk_rows(const struct course *c, int64_t district, const struct matter *m, const struct party_list *parties,
	  const struct due_list *clocks, struct desk_rows *ret)
{
	const int64_t nodes[] = {
		[LEVEL_DISTRICT] = district, [LEVEL_STREET] = m->street, [LEVEL_COMMUNITY] = m->community,
		[LEVEL_AREA] = m->area,		[LEVEL_GRID] = m->grid,	    [LEVEL_BUILDING] = m->building,
	};
	enum desk_tab tab = c->states[m->state].tab;

	ret->n = 0;
	for (int level = LEVEL_DISTRICT; level <= LEVEL_BUILDING; level++) {
		bool raised = m->rung && level >= m->rung && level < LEVEL_COMMUNITY && m->live == LIVE_OFFICE;

		add(ret, m, nodes[level], raised ? DESK_RAISED : tab, m->queue_at);
	}
	add(ret, m, m->lead, tab, m->queue_at);
	for (size_t i = 0; i < parties->n; i++)
		if (parties->v[i].part == PARTY_HELPS && parties->v[i].state != PARTY_GONE &&
		    parties->v[i].org != m->lead)
			add_helper(ret, m, &parties->v[i], clocks, tab);
}

static const struct desk *
find(const struct desk_rows *rows, int64_t desk)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].desk == desk)
			return &rows->v[i];
	return NULL;
}

int
desk_save(struct tx *tx, int64_t district, const struct desk_rows *was, const struct desk_rows *is)
{
	for (size_t i = 0; i < was->n; i++)
		if (!find(is, was->v[i].desk))
			TRY(sql_desk_delete(tx, district, was->v[i].desk, was->v[i].matter));
	for (size_t i = 0; i < is->n; i++) {
		const struct desk *now = &is->v[i], *before = find(was, now->desk);

		if (!before)
			TRY(sql_desk_insert(tx, district, now));
		else if (before->tab != now->tab || before->queue_at != now->queue_at)
			TRY(sql_desk_update(tx, district, now->desk, now->matter, now->tab, now->queue_at));
	}
	return 0;
}

int
desk_count(struct tx *tx, int64_t district, int64_t desk, enum desk_tab tab, int64_t from, int64_t to,
	   int64_t most, int64_t *ret)
{
	struct desk_number number;

	TRY(sql_desk_count(tx, district, desk, tab, from, to, most, &number));
	*ret = number.n;
	return 0;
}

int
desk_count_both(struct tx *tx, int64_t district, int64_t desk, int64_t other, enum desk_tab tab, int64_t from, int64_t to,
		int64_t most, int64_t *ret)
{
	struct desk_number number;

	TRY(sql_desk_count_both(tx, district,
				&(struct desk_span){
					.desk = desk, .other = other, .tab = tab, .from = from, .to = to, .most = most,
				},
				&number));
	*ret = number.n;
	return 0;
}
