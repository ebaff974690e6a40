/* listen_see.c: one session as its reader may see it, the sessions of a reader, figures. */
#include <stdlib.h>

#include "db/db.h"
#include "features/listen/listen_rules.h"
#include "gen/listen_sql.h"
#include "lib/text.h"

/* The desks of one reader that are looked at. */
enum { DESKS_MAX = 16 };

/* Private lines are nobody else's business; the others lose numbers and doors. */
static void
open_lines(struct arena *a, struct listen_seen *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->lines.n; i++) {
		struct listen_told l = s->lines.v[i];

		if (l.sort == SORT_PRIVATE)
			continue;
		l.text = text_redact(a, l.text);
		l.words = text_redact(a, l.words);
		l.person = l.appeal = 0;
		l.appeal_code = S("");
		s->lines.v[kept++] = l;
	}
	s->lines.n = s->m.state == LISTEN_CLOSED && s->s.shown ? kept : 0;
}

int
listen_see(struct tx *tx, const struct actor *who, struct str code, struct listen_seen *ret)
{
	struct move *m = move_new(&listen_course, tx, who);
	const struct listen_moving *s = listen_of(m);
	enum flow_sight sight = FLOW_PUBLIC;
	int rc;

	TRY(course_read(m, code));
	*ret = (struct listen_seen){.m = m->m, .s = s->row};
	rc = course_sight(&listen_course, who, &m->was, &m->parties, &sight);
	if (rc != 0 && rc != E_NOTFOUND)
		return rc;
	ret->staff = rc == 0 && sight == FLOW_INTERNAL;
	if (!ret->staff && !s->row.open)
		return E_NOTFOUND;
	TRY(sql_listen_told(tx, who->district, m->was.id, LISTEN_LINES_MAX, &ret->lines));
	ret->s.names = S("");
	if (!ret->staff) {
		ret->m.title = text_redact(tx->arena, ret->m.title);
		ret->s.spot = text_redact(tx->arena, ret->s.spot);
		open_lines(tx->arena, ret);
		return 0;
	}
	for (int act = LISTEN_ACT__NONE + 1; act < LISTEN_ACT__MAX; act++)
		ret->may[act] = course_may(m, act);
	for (size_t i = 0; i < s->lines.n; i++)
		ret->sealed[s->lines.v[i].number - 1] = s->lines.v[i].name.n || s->lines.v[i].phone.n;
	return 0;
}

/* ---- lists ---- */

int
listen_announced(struct tx *tx, int64_t district, bool ended, int64_t before, int64_t limit, struct listen_item_list *ret)
{
	TRY(sql_listen_of_open(tx, district, ended, before ? before : INT64_MAX, limit, ret));
	for (size_t i = 0; i < ret->n; i++)
		ret->v[i].title = text_redact(tx->arena, ret->v[i].title);
	return 0;
}

struct desk_of {
	enum level level;
	int64_t id;
};

static size_t
desks_of(const struct actor *who, struct desk_of *v)
{
	struct perm_set scopes = who->scopes;
	size_t n = 0;

	for (size_t i = 0; i < who->grants_n && n < DESKS_MAX && perm_set_has(&scopes, LISTEN_SEE); i++) {
		const struct grant *g = &who->grants[i];
		bool known = !role_has(g->role, LISTEN_SEE) || !g->node || g->level > LEVEL_COMMUNITY;

		for (size_t k = 0; k < n; k++)
			known |= v[k].id == g->node;
		if (!known)
			v[n++] = (struct desk_of){g->level, g->node};
	}
	return n;
}

static int
of_desk(struct tx *tx, int64_t district, const struct desk_of *d, int64_t ended, int64_t before, int64_t limit, struct listen_item_list *ret)
{
	switch (d->level) {
	case LEVEL_DISTRICT: return sql_listen_of_all(tx, district, ended, before, limit, ret);
	case LEVEL_STREET: return sql_listen_of_street(tx, district, d->id, ended, before, limit, ret);
	default: return sql_listen_of_community(tx, district, d->id, ended, before, limit, ret);
	}
}

static int
newest_first(const void *a, const void *b)
{
	const struct listen_item *x = a, *y = b;

	return (x->id < y->id) - (x->id > y->id);
}

int
listen_newest(struct tx *tx, const struct actor *who, bool ended, int64_t before, int64_t limit, struct listen_item_list *ret)
{
	struct desk_of desks[DESKS_MAX];
	size_t n = desks_of(who, desks), kept = 0;
	struct listen_item_list all = {NEW_ARRAY(tx->arena, struct listen_item, (size_t)limit * (n + 1)), 0}, one;

	before = before ? before : INT64_MAX;
	TRY(sql_listen_of_person(tx, who->district, who->person, ended, before, limit, &one));
	for (size_t i = 0; i <= n; i++) {
		for (size_t k = 0; k < one.n; k++)
			all.v[all.n++] = one.v[k];
		if (i < n)
			TRY(of_desk(tx, who->district, &desks[i], ended, before, limit, &one));
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

int
listen_figures(struct tx *tx, const struct actor *who, int64_t from, int64_t to, struct listen_sum_list *ret)
{
	if (!actor_has(who, LISTEN_SEE))
		return E_DENIED;
	return sql_listen_sums(tx, who->district, from, to, ret);
}

/* ---- words ---- */

const char *
listen_state_key(int64_t state)
{
	switch (state) {
#define STATE(number, name, key, word, live) case number: return key;
#include "features/listen/state.def"
#undef STATE
	}
	return NULL;
}

const char *
listen_state_word(int64_t state)
{
	return state > 0 && state < LISTEN_STATE__MAX ? listen_course.states[state].word : NULL;
}

const char *
listen_act_word(int64_t act)
{
	return act > 0 && act < LISTEN_ACT__MAX ? listen_course.moves[act].word : NULL;
}

const char *
listen_kind_key(int64_t kind)
{
	static const char *const keys[] = {NULL, "tea", "needs", "party", "visit"};

	return kind > 0 && kind < LISTEN_KIND__MAX ? keys[kind] : NULL;
}

const char *
listen_kind_word(int64_t kind)
{
	static const char *const words[] = {NULL, N_("书记茶话会"), N_("问需会"), N_("党员接待日"), N_("入户走访")};

	return kind > 0 && kind < LISTEN_KIND__MAX ? words[kind] : NULL;
}
