/* hot_join.c: what of a cluster its reader may join, and joining many at once. */
#include "features/hot/hot_join.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "features/appeal/appeal.h"
#include "gen/hot_sql.h"

/* So many are joined at once; of a cluster so many cases are looked at, and the next ones when these are joined. */
enum { JOINED_MOST = 50, LOOKED_AT = 60 };
/* Of all clusters so many are looked at for a page, AT_ONCE a statement: 50 statements at most, however many clusters there are. */
enum { LOOKED_MOST = 1600, AT_ONCE = 32 };

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

/* Cases of clusters as they are now, some at once. */
struct looking {
	int64_t v[LOOKED_MOST];
	size_t n;
	struct hot_line *lines; /* by id */
	size_t lines_n;
};

static int
by_id(const void *a, const void *b)
{
	const struct hot_line *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* Those of a cluster that stand where the reader dispatches; false: there is no more room, or they are no two. */
static bool
add_cluster(const struct actor *who, const struct hot *h, struct looking *l)
{
	size_t was = l->n;

	for (size_t i = 0; i < h->n && i < LOOKED_AT; i++) {
		struct hot_line at = {.street = h->at[i].street, .community = h->at[i].community};

		if (!is_theirs(who, &at))
			continue;
		if (l->n == LOOKED_MOST) {
			l->n = was;
			return false;
		}
		l->v[l->n++] = h->at[i].id;
	}
	if (l->n < was + 2)
		l->n = was;
	return l->n > was;
}

static int
read_lines(struct tx *tx, int64_t district, struct looking *l)
{
	static_assert(sizeof(struct hot_ids) == AT_ONCE * sizeof(int64_t), "as many ids as the statement takes");

	l->lines = NEW_ARRAY(tx->arena, struct hot_line, l->n);
	for (size_t from = 0; from < l->n; from += AT_ONCE) {
		struct hot_ids ids = {0};
		struct hot_line_list list;

		memcpy(&ids, &l->v[from], (l->n - from < AT_ONCE ? l->n - from : AT_ONCE) * sizeof(int64_t));
		TRY(sql_hot_lines(tx, district, &ids, &list));
		for (size_t i = 0; i < list.n; i++)
			l->lines[l->lines_n++] = list.v[i];
	}
	qsort(l->lines, l->lines_n, sizeof *l->lines, by_id);
	return 0;
}

/* The cases of a cluster that the reader may join, oldest first; the first that takes others leads. */
static void
group_of(const struct actor *who, const struct hot *h, const struct looking *looked, struct hot_group *g)
{
	*g = (struct hot_group){.said = h->n, .more = h->n > LOOKED_AT};
	for (size_t i = 0; i < h->n && i < LOOKED_AT; i++) {
		struct hot_line key = {.id = h->at[i].id};
		const struct hot_line *l = bsearch(&key, looked->lines, looked->lines_n, sizeof *looked->lines, by_id);

		/* It stands elsewhere now. */
		if (!l || !is_theirs(who, l))
			continue;
		g->joined += l->state == APPEAL_JOINED;
		if (!g->lead.id && takes_others(l))
			g->lead = *l;
		else if (may_go(l) && g->n < HOT_CASES)
			g->v[g->n++] = *l;
		else if (may_go(l))
			g->more = true;
	}
}

int
hot_groups(struct tx *tx, const struct actor *who, const struct hot_list *list, struct hot_group *v, size_t most, size_t *ret_n)
{
	struct looking *l = NEW(tx->arena, struct looking);
	size_t *asked = NEW_ARRAY(tx->arena, size_t, list->n + 1), asked_n = 0;

	*l = (struct looking){.n = 0};
	for (size_t i = 0; i < list->n; i++)
		if (add_cluster(who, &list->v[i], l))
			asked[asked_n++] = i;
	if (l->n)
		TRY(read_lines(tx, who->district, l));
	*ret_n = 0;
	for (size_t i = 0; i < asked_n && *ret_n < most; i++) {
		group_of(who, &list->v[asked[i]], l, &v[*ret_n]);
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
