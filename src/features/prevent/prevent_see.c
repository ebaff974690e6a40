/* prevent_see.c: one prevention as its reader may see it, and those of a reader. */
#include <stdlib.h>

#include "db/db.h"
#include "features/prevent/prevent_rules.h"
#include "gen/prevent_sql.h"

enum { DESKS_MAX = 16, CASES_SHOWN = 20 };

int
prevent_see(struct tx *tx, const struct actor *who, struct str code, struct prevent_see *ret)
{
	struct move *m = move_new(&prevent_course, tx, who);
	enum flow_sight sight;

	TRY(course_read(m, code));
	TRY(course_sight(&prevent_course, who, &m->was, &m->parties, &sight));
	if (sight != FLOW_INTERNAL)
		return E_NOTFOUND;
	*ret = (struct prevent_see){.m = m->m, .p = prevent_of(m)->row};
	for (int act = PREVENT_ACT__NONE + 1; act < PREVENT_ACT__MAX; act++)
		ret->may[act] = course_may(m, act);
	return sql_prevent_cases_of(tx, who->district, m->was.id, CASES_SHOWN, &ret->cases);
}

int
prevent_last_run(struct tx *tx, int64_t district, struct prevent_run_line *ret)
{
	return sql_prevent_run_last(tx, district, ret);
}

/* ---- lists ---- */

struct desk_of {
	enum level level; /* 0: a body */
	int64_t id;
};

static void
add_desk(struct desk_of *v, size_t *n, struct desk_of d)
{
	for (size_t i = 0; i < *n; i++)
		if (v[i].level == d.level && v[i].id == d.id)
			return;
	if (*n < DESKS_MAX)
		v[(*n)++] = d;
}

static size_t
desks_of(const struct actor *who, struct desk_of *v)
{
	struct perm_set scopes = who->scopes;
	size_t n = 0;

	for (size_t i = 0; i < who->grants_n && perm_set_has(&scopes, PREVENT_SEE); i++) {
		const struct grant *g = &who->grants[i];

		if (!role_has(g->role, PREVENT_SEE))
			continue;
		if (g->node && g->level <= LEVEL_COMMUNITY)
			add_desk(v, &n, (struct desk_of){g->level, g->node});
		if (g->org)
			add_desk(v, &n, (struct desk_of){0, g->org});
	}
	return n;
}

static int
of_desk(struct tx *tx, int64_t district, const struct desk_of *d, int64_t ended, int64_t before, int64_t limit, struct prevent_line_list *ret)
{
	switch (d->level) {
	case LEVEL_DISTRICT: return sql_prevent_of_all(tx, district, ended, before, limit, ret);
	case LEVEL_STREET: return sql_prevent_of_street(tx, district, d->id, ended, before, limit, ret);
	case LEVEL_COMMUNITY: return sql_prevent_of_community(tx, district, d->id, ended, before, limit, ret);
	default: return sql_prevent_of_body(tx, district, d->id, ended, before, limit, ret);
	}
}

static int
newest_first(const void *a, const void *b)
{
	const struct prevent_line *x = a, *y = b;

	return (x->id < y->id) - (x->id > y->id);
}

int
prevent_newest(struct tx *tx, const struct actor *who, bool ended, int64_t before, int64_t limit, struct prevent_line_list *ret)
{
	struct desk_of desks[DESKS_MAX];
	size_t n = desks_of(who, desks), kept = 0;
	struct prevent_line_list all = {NEW_ARRAY(tx->arena, struct prevent_line, (size_t)limit * (n + 1)), 0}, one;

	for (size_t i = 0; i < n; i++) {
		TRY(of_desk(tx, who->district, &desks[i], ended, before ? before : INT64_MAX, limit, &one));
		for (size_t k = 0; k < one.n; k++)
			all.v[all.n++] = one.v[k];
	}
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, newest_first);
	for (size_t i = 0; i < all.n && (int64_t)kept < limit; i++)
		if (!kept || all.v[kept - 1].id != all.v[i].id)
			all.v[kept++] = all.v[i];
	all.n = kept;
	*ret = all;
	return 0;
}

/* ---- words ---- */

const char *
prevent_state_key(int64_t state)
{
	switch (state) {
#define STATE(number, name, key, word, live) case number: return key;
#include "features/prevent/state.def"
#undef STATE
	}
	return NULL;
}

const char *
prevent_state_word(int64_t state)
{
	return state > 0 && state < PREVENT_STATE__MAX ? prevent_course.states[state].word : NULL;
}

const char *
prevent_act_word(int64_t act)
{
	return act > 0 && act < PREVENT_ACT__MAX ? prevent_course.moves[act].word : NULL;
}
