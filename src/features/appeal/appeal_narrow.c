/* appeal_narrow.c: which cases fit conditions, and a queue of those alone. */
#include "features/appeal/appeal_narrow.h"

#include "db/db.h"
#include "gen/appeal_row.h"

enum { READ_PAGE = 200 };

struct facts {
	int64_t street, community, class_, org, channel, state, anon, sort, affair, filed_at;
};

static bool
fits_state(int64_t asked, int64_t state)
{
	bool over = state == APPEAL_CLOSED || state == APPEAL_REFUSED || state == APPEAL_WITHDRAWN;

	return !asked || (asked == APPEAL_STATE_LIVE ? !over : asked == state);
}

bool
appeal_is_narrow(const struct appeal_narrow *n)
{
	return n->place || n->class_ || n->org || n->channel || n->state || n->anon || n->sort || n->affair || n->from || n->to;
}

static bool
fits(const struct appeal_narrow *n, const struct facts *x)
{
	return (!n->place || n->place == x->street || n->place == x->community) && (!n->class_ || n->class_ == x->class_) &&
	       (!n->org || n->org == x->org) && (!n->channel || n->channel == x->channel) &&
	       fits_state(n->state, x->state) && (!n->anon || n->anon == x->anon) && (!n->sort || n->sort == x->sort) &&
	       (!n->affair || n->affair == x->affair) && x->filed_at >= n->from && (!n->to || x->filed_at < n->to);
}

bool
appeal_fits_out(const struct appeal_narrow *n, const struct appeal_out *o)
{
	return fits(n, &(struct facts){o->street, o->community, o->class, o->org, o->channel, o->state, o->anon, o->sort, o->affair, o->filed_at});
}

static bool
fits_line(const struct appeal_narrow *n, const struct appeal_line *l)
{
	return fits(n, &(struct facts){l->street, l->community, 0, l->org, l->channel, l->state, l->anon, l->sort, l->affair, l->filed_at});
}

int
appeal_queue_narrow(struct tx *tx, const struct actor *who, enum appeal_tab tab, const struct appeal_filter *f,
		    const struct appeal_narrow *n, struct appeal_line_list *ret, struct str *ret_next)
{
	struct appeal_line_list all = {NEW_ARRAY(tx->arena, struct appeal_line, (size_t)f->limit), 0};
	struct appeal_narrow rest = *n;
	struct appeal_filter page = *f;
	int64_t read = 0;

	/* The class has an index of its own, and of a tab the state: appeal_queue leaves the others out. */
	rest.class_ = 0;
	page.state = tab == TAB_ALL || n->state == APPEAL_STATE_LIVE ? 0 : n->state;
	page.limit = READ_PAGE;
	do {
		struct appeal_line_list lines;

		TRY(appeal_queue(tx, who, tab, &page, &lines, &page.after));
		read += (int64_t)lines.n;
		for (size_t i = 0; i < lines.n && (int64_t)all.n < f->limit; i++)
			if (fits_line(&rest, &lines.v[i]))
				all.v[all.n++] = lines.v[i];
	} while (page.after.n && (int64_t)all.n < f->limit && read < APPEAL_READ_MOST);
	*ret_next = (int64_t)all.n < f->limit ? page.after : S("");
	*ret = all;
	return 0;
}
