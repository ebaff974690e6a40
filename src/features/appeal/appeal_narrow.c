/* appeal_narrow.c: which cases fit conditions, and a queue of those alone. */
#include "features/appeal/appeal_narrow.h"

#include "base/clock.h"
#include "db/db.h"
#include "gen/appeal_sql.h"
#include "lib/calendar.h"

enum { READ_PAGE = 200 };

struct facts {
	int64_t street, community, class_, org, channel, state, anon, filed_at;
};

bool
appeal_is_narrow(const struct appeal_narrow *n)
{
	return n->place || n->class_ || n->org || n->channel || n->state || n->anon || n->from || n->to;
}

static bool
fits(const struct appeal_narrow *n, const struct facts *x)
{
	return (!n->place || n->place == x->street || n->place == x->community) && (!n->class_ || n->class_ == x->class_) &&
	       (!n->org || n->org == x->org) && (!n->channel || n->channel == x->channel) &&
	       (!n->state || n->state == x->state) && (!n->anon || n->anon == x->anon) && x->filed_at >= n->from &&
	       (!n->to || x->filed_at < n->to);
}

bool
appeal_fits_out(const struct appeal_narrow *n, const struct appeal_out *o)
{
	return fits(n, &(struct facts){o->street, o->community, o->class, o->org, o->channel, o->state, o->anon, o->filed_at});
}

/* Is it of the tab, when it is read newest first from all that the desk ever had? */
static bool
of_tab(enum appeal_tab tab, const struct appeal_line *l, int64_t now)
{
	switch (tab) {
	case TAB_NEW: return l->state == APPEAL_FILED;
	case TAB_SOON: return l->live == LIVE_OFFICE && l->queue_at >= now && l->queue_at < calendar_add(now, CALENDAR_DAY_MIN);
	case TAB_LATE: return l->live == LIVE_OFFICE && l->queue_at < now;
	case TAB_RULING: return l->state == APPEAL_RULING;
	case TAB_RAISED: return l->live == LIVE_OFFICE && l->rung;
	case TAB_WAITING: return l->state == APPEAL_ASKED;
	case TAB_REPLIED: return l->state == APPEAL_REPLIED;
	case TAB_MINE: return l->live == LIVE_OFFICE;
	case TAB_ALL:
	case TAB__MAX: break;
	}
	return true;
}

static bool
fits_line(const struct appeal_narrow *n, const struct appeal_line *l)
{
	return fits(n, &(struct facts){l->street, l->community, 0, l->org, l->channel, l->state, l->anon, l->filed_at});
}

int
appeal_queue_narrow(struct tx *tx, const struct actor *who, enum appeal_tab tab, const struct appeal_filter *f,
		    const struct appeal_narrow *n, struct appeal_line_list *ret, bool *ret_stopped)
{
	struct appeal_line_list all = {NEW_ARRAY(tx->arena, struct appeal_line, (size_t)f->limit), 0};
	struct appeal_narrow rest = *n;
	struct appeal_filter page = *f;
	enum appeal_tab order = n->newest ? TAB_ALL : tab;
	int64_t read = 0, now = clock_now();

	/* The class is an index of its own: appeal_queue has it already. */
	rest.class_ = 0;
	page.limit = READ_PAGE;
	*ret_stopped = false;
	do {
		struct appeal_line_list lines;

		TRY(appeal_queue(tx, who, order, &page, &lines, &page.after));
		read += (int64_t)lines.n;
		for (size_t i = 0; i < lines.n && (int64_t)all.n < f->limit; i++)
			if (fits_line(&rest, &lines.v[i]) && (order == tab || of_tab(tab, &lines.v[i], now)))
				all.v[all.n++] = lines.v[i];
	} while (page.after.n && (int64_t)all.n < f->limit && read < APPEAL_READ_MOST);
	*ret_stopped = page.after.n && (int64_t)all.n < f->limit;
	*ret = all;
	return 0;
}

int
appeal_line_body(struct tx *tx, int64_t district, const struct appeal_line *l, struct str *ret)
{
	struct appeal_row row;

	TRY(sql_appeal_row_get(tx, district, l->id, &row));
	*ret = row.body;
	return 0;
}
