/* hot_join.c: what of a cluster its reader may join, and joining many at once. */
#include "features/hot/hot_join.h"

#include "db/db.h"
#include "features/appeal/appeal.h"
#include "gen/hot_sql.h"

/* So many are joined at once; of a cluster so many cases are looked at, and the next ones when these are joined. */
enum { JOINED_MOST = 50, LOOKED_AT = 60 };

/* May the reader dispatch it, so that they may join it and others to it? */
static bool
is_theirs(const struct actor *who, const struct hot_line *l)
{
	struct place place = {0};

	place.at[LEVEL_DISTRICT] = who->district;
	place.at[LEVEL_STREET] = l->street;
	place.at[LEVEL_COMMUNITY] = l->community;
	return actor_can(who, APPEAL_DISPATCH, &place, 0);
}

static bool
takes_others(const struct hot_line *l)
{
	return l->live != LIVE_OVER && l->state != APPEAL_REPLIED && l->state != APPEAL_JOINED && !l->part_of;
}

static bool
may_go(const struct hot_line *l)
{
	return l->state == APPEAL_FILED || l->state == APPEAL_DISPATCHED || l->state == APPEAL_ACCEPTED;
}

/* The cases of a cluster that the reader may join, oldest first; the first that takes others leads. */
static int
group_of(struct tx *tx, const struct actor *who, const struct hot *h, struct hot_group *g)
{
	*g = (struct hot_group){.said = h->n, .more = h->n > LOOKED_AT};
	for (size_t i = 0; i < h->n && i < LOOKED_AT; i++) {
		struct hot_line l;
		int rc = sql_hot_line(tx, who->district, h->codes[i], &l);

		if (rc == E_NOTFOUND || (rc == 0 && !is_theirs(who, &l)))
			continue;
		TRY(rc);
		g->joined += l.state == APPEAL_JOINED;
		if (!g->lead.id && takes_others(&l))
			g->lead = l;
		else if (may_go(&l) && g->n < HOT_CASES)
			g->v[g->n++] = l;
		else if (may_go(&l))
			g->more = true;
	}
	return 0;
}

int
hot_groups(struct tx *tx, const struct actor *who, const struct hot_list *list, struct hot_group *v, size_t most, size_t *ret_n)
{
	*ret_n = 0;
	for (size_t i = 0; i < list->n && *ret_n < most; i++) {
		TRY(group_of(tx, who, &list->v[i], &v[*ret_n]));
		*ret_n += v[*ret_n].lead.id && v[*ret_n].n;
	}
	return 0;
}

/* What keeps one from being joined is found before anything of it is written, so the others may go on. */
static int
refused(struct tx *tx, int rc, const char **ret_why)
{
	const char *why;

	switch (rc) {
	case E_INVALID: why = tx->fault.text; break;
	case E_STALE:
	case E_DENIED: why = N_("别人先办了，现在不能并。"); break;
	case E_NOTFOUND: why = N_("没有这一件，或者不归您派。"); break;
	default: return rc;
	}
	if (!*ret_why)
		*ret_why = why;
	tx->fault = (struct fault){0};
	return 0;
}

int
hot_join(struct tx *tx, const struct actor *who, struct str lead, const struct str *codes, size_t n, struct str *ret_done, const char **ret_why)
{
	struct buf done;

	*ret_why = NULL;
	buf_init(&done, tx->arena);
	for (size_t i = 0; i < n && i < JOINED_MOST; i++) {
		int rc = appeal_join(tx, who, codes[i], lead);

		if (rc < 0)
			TRY(refused(tx, rc, ret_why));
		else
			buf_fmt(&done, "%s%.*s", done.n ? " " : "", STR(codes[i]));
	}
	*ret_done = buf_done(&done);
	return 0;
}

int
hot_undo(struct tx *tx, const struct actor *who, struct str codes, size_t *ret_n)
{
	const char *why = NULL;
	struct str code;

	*ret_n = 0;
	while (codes.n && str_next(&codes, ' ', &code)) {
		int rc = appeal_leave(tx, who, code, S("刚才并错了，撤销并案。"));

		if (rc < 0)
			TRY(refused(tx, rc, &why));
		else
			++*ret_n;
	}
	return 0;
}
