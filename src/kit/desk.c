/* desk.c: the rows of desks: which a matter must have, and making them so. */
#include "kit/desk.h"

#include <assert.h>

#include "db/db.h"
#include "gen/kit_sql.h"
#include "kit/course.h"
#include "kit/matter_find.h"

static_assert(DESK_ROWS_MAX >= 2 * (LEVEL_BUILDING + 1 + MATTER_PARTIES_MAX), "a desk would be left out in silence");

static void
add(struct desk_rows *rows, const struct matter *m, int64_t desk, enum desk_tab tab, int64_t queue_at)
{
	assert(rows->n < DESK_ROWS_MAX);
	if (!desk)
		return;
	/* Once more on the desk's part for urgent matters. */
	if (m->urgent && desk > 0 && tab != DESK_OVER)
		add(rows, m, desk_urgent(desk), tab, queue_at);
	rows->v[rows->n++] = (struct desk){
		.desk = desk,
		.matter = m->id,
		.kind = m->kind,
		.tab = tab,
		.queue_at = queue_at,
		.topic = rows->topic,
		.state = tab == DESK_OVER ? 0 : m->state,
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
		add(rows, m, p->org, m->live == LIVE_OFFICE && usual != DESK_OWN_LIST ? DESK_WORK : usual, queue_at);
	else
		add(rows, m, p->org, usual == DESK_OWN_LIST ? usual : DESK_ANSWERED, MATTER_FAR_AWAY);
}

void
desk_rows(const struct course *c, int64_t district, const struct matter *m, const struct party_list *parties,
	  const struct due_list *clocks, int64_t topic, struct desk_rows *ret)
{
	const int64_t nodes[] = {
		[LEVEL_DISTRICT] = district, [LEVEL_STREET] = m->street, [LEVEL_COMMUNITY] = m->community,
		[LEVEL_AREA] = m->area,		[LEVEL_GRID] = m->grid,	    [LEVEL_BUILDING] = m->building,
	};
	enum desk_tab tab = c->states[m->state].tab;

	ret->n = 0;
	ret->topic = topic;
	for (int level = LEVEL_DISTRICT; level <= LEVEL_BUILDING; level++) {
		bool raised = m->rung && level >= m->rung && level < LEVEL_COMMUNITY && m->live == LIVE_OFFICE && (m->part_of <= MATTER_PRACTICE || m->community);
		bool part = m->part_of > MATTER_PRACTICE && m->live != LIVE_OVER; /* a place counts the matter, not its parts */

		/* It lies at one level below the community: the others see that it is worked on. */
		bool elsewhere = m->rung > LEVEL_COMMUNITY && level != m->rung && tab == DESK_NEW;

		add(ret, m, nodes[level], raised ? DESK_RAISED : part ? DESK_PART : elsewhere ? DESK_WORK : tab, m->queue_at);
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
		else if (before->tab != now->tab || before->queue_at != now->queue_at || before->topic != now->topic ||
			 before->state != now->state)
			TRY(sql_desk_update(tx, district, now));
	}
	return 0;
}

/* ---- words ---- */

static void
put_word(struct buf *b, const char *mark, int64_t number)
{
	buf_fmt(b, "%s%s%lld", b->n ? " " : "", mark, (long long)number);
}

static struct str
words_of(struct arena *a, const struct desk_rows *rows)
{
	struct buf b;

	buf_init(&b, a);
	if (rows->topic)
		put_word(&b, MATTER_FIND_TOPIC, rows->topic);
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].desk > 0)
			put_word(&b, MATTER_FIND_DESK, rows->v[i].desk);
	return buf_done(&b);
}

struct str
desk_words(const struct move *m)
{
	struct due_list clocks = {m->clocks.v, m->clocks.n};
	struct desk_rows rows;

	desk_rows(m->course, m->who->district, &m->m, &m->parties, &clocks, m->topic, &rows);
	return words_of(m->tx->arena, &rows);
}

int
desk_words_of(struct tx *tx, const struct course *c, int64_t district, int64_t id, int64_t topic, struct str *ret)
{
	struct due_list none = {0};
	struct party_list parties;
	struct desk_rows rows;
	struct matter m;

	TRY(sql_matter_get(tx, district, id, &m));
	TRY(sql_party_of(tx, district, id, &parties));
	desk_rows(c, district, &m, &parties, &none, topic, &rows);
	*ret = words_of(tx->arena, &rows);
	return 0;
}

int
desk_find_again(struct tx *tx, int64_t district, int64_t id, const struct desk_rows *was, const struct desk_rows *is)
{
	struct buf gone, come;

	buf_init(&gone, tx->arena);
	buf_init(&come, tx->arena);
	if (was->topic != is->topic) {
		if (was->topic)
			put_word(&gone, MATTER_FIND_TOPIC, was->topic);
		if (is->topic)
			put_word(&come, MATTER_FIND_TOPIC, is->topic);
	}
	for (size_t i = 0; i < was->n; i++)
		if (was->v[i].desk > 0 && !find(is, was->v[i].desk))
			put_word(&gone, MATTER_FIND_DESK, was->v[i].desk);
	for (size_t i = 0; i < is->n; i++)
		if (is->v[i].desk > 0 && !find(was, is->v[i].desk))
			put_word(&come, MATTER_FIND_DESK, is->v[i].desk);
	return matter_find_change(tx, district, id, buf_done(&gone), buf_done(&come));
}

int
desk_count(struct tx *tx, int64_t district, const struct desk_span *span, int64_t *ret)
{
	struct desk_number number;

	if (span->other)
		TRY(sql_desk_count_both(tx, district, span, &number));
	else if (span->state)
		TRY(sql_desk_count_state(tx, district, span, &number));
	else
		TRY(sql_desk_count(tx, district, span, &number));
	*ret = number.n;
	return 0;
}
