/* matter_count.c: figures of live matters by community: see matter_count.h. */
#include "kit/matter_count.h"

#include "base/clock.h"
#include "gen/kit_sql.h"
#include "kit/course.h"
#include "kit/matter_age.h"

/* A turn counts rows of so many communities, so many of each tab. */
enum { TURN_ROWS = 20, TURN_EACH = 300 };
#define NEVER INT64_MAX

int
matter_count(struct tx *tx, int64_t district, enum flow_subject kind, int64_t community, struct matter_count *ret)
{
	struct matter_number_of number = {0};
	int64_t now = clock_now();
	int rc = community ? sql_matter_count_at(tx, district, kind, community, now, &number)
			   : sql_matter_count_all(tx, district, kind, now, &number);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret = (struct matter_count){.live = number.n, .late = number.late};
	return 0;
}

int
matter_count_each(struct tx *tx, int64_t district, enum flow_subject kind, struct matter_count_of_list *ret)
{
	return sql_matter_count_each(tx, district, kind, clock_now(), ret);
}

/* ---- moves ---- */

/* How a matter is counted, before or after a move. */
struct counted {
	bool live;
	int64_t community, late_at; /* NEVER: it waits for nobody of the office */
};

static struct counted
counted_as(const struct course *c, const struct matter *m)
{
	bool live = m->id && m->live < LIVE_OVER && !m->part_of, office = live && c->states[m->state].tab <= DESK_RAISED;

	return (struct counted){.live = live, .community = m->community, .late_at = office ? m->queue_at : NEVER};
}

static int
add(const struct move *m, int64_t community, int64_t n, int64_t was_at, int64_t is_at)
{
	return sql_matter_count_add(m->tx, m->who->district,
				    &(struct matter_tally){
					    .kind = m->course->kind, .community = community, .n = n, .was_at = was_at, .is_at = is_at,
				    });
}

int
matter_count_move(const struct move *m)
{
	struct counted was = counted_as(m->course, &m->was), is = counted_as(m->course, &m->m);
	bool leaves = was.live && (!is.live || was.community < is.community);

	if (was.live && is.live && was.community == is.community)
		return was.late_at == is.late_at && !matter_age_differs(m) ? 0 : add(m, is.community, 0, was.late_at, is.late_at);
	/* The smaller community first, so that two moves never wait for each other. */
	if (leaves)
		TRY(add(m, was.community, -1, was.late_at, NEVER));
	if (is.live)
		TRY(add(m, is.community, 1, NEVER, is.late_at));
	return was.live && !leaves ? add(m, was.community, -1, was.late_at, NEVER) : 0;
}

/* ---- time ---- */

int
matter_late_waits(struct tx *tx, int64_t district, bool *ret)
{
	struct matter_late_list rows;

	TRY(sql_matter_late_ripe(tx, district, clock_now(), 1, &rows));
	*ret = rows.n > 0;
	return 0;
}

/* How far one turn may count from a moment on. */
static int
reach(struct tx *tx, int64_t district, const struct matter_late *row, int64_t now, int64_t *ret)
{
	int64_t desk = row->community ? row->community : district;

	*ret = now;
	for (int tab = DESK_NEW; tab <= DESK_RAISED; tab++) {
		struct matter_moment last;
		int rc = sql_matter_late_step(tx, district, desk, tab, row->until, TURN_EACH, &last);

		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
		if (rc == 0 && last.at < *ret)
			*ret = last.at > row->until ? last.at : row->until + 1;
	}
	return 0;
}

static int
count_on(struct tx *tx, int64_t district, const struct matter_late *ripe, int64_t now)
{
	struct matter_late row;
	struct desk_number more;
	int64_t to;

	TRY(sql_matter_late_hold(tx, district, ripe->kind, ripe->community, &row));
	if (row.until >= now)
		return 0;
	TRY(reach(tx, district, &row, now, &to));
	TRY(sql_matter_late_between(tx, district,
				    &(struct matter_span){
					    .kind = row.kind, .community = row.community, .from = row.until, .to = to,
				    },
				    &more));
	return sql_matter_late_set(tx, district, row.kind, row.community, more.n, to);
}

int
matter_late_turn(struct tx *tx, int64_t district, bool *ret_more)
{
	int64_t now = clock_now();
	struct matter_late_list rows;

	TRY(sql_matter_late_ripe(tx, district, now, TURN_ROWS, &rows));
	for (size_t i = 0; i < rows.n; i++)
		TRY(count_on(tx, district, &rows.v[i], now));
	*ret_more = rows.n > 0;
	return 0;
}

/* ---- anew ---- */

int
matter_recount(struct tx *tx, int64_t district)
{
	struct matter_late_list rows;
	struct matter_late held;

	TRY(sql_matter_count_open(tx, district, NULL));
	TRY(sql_matter_count_rows(tx, district, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		TRY(sql_matter_late_hold(tx, district, rows.v[i].kind, rows.v[i].community, &held));
		TRY(sql_matter_count_renew(tx, district, held.kind, held.community));
	}
	return matter_age_recount(tx, district);
}
