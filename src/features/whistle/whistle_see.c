/* whistle_see.c: one whistle as its reader may see it, and the whistles of a reader. */
#include <stdlib.h>

#include "db/db.h"
#include "features/territory/territory.h"
#include "features/whistle/whistle_rules.h"
#include "gen/whistle_sql.h"
#include "lib/datum.h"

/* The desks of one reader that are looked at. */
enum { DESKS_MAX = 16 };

/* What each side said of the other is seen when both have spoken, and by who said it; till then it counts in sums alone. */
static void
veil(const struct actor *who, struct whistle_seen *s)
{
	for (size_t i = 0; i < s->bodies.n; i++) {
		struct whistle_body_line *b = &s->bodies.v[i];

		if (b->scored_at && b->rated_at)
			continue;
		if (!s->convenes) {
			b->came = b->did = 0;
			b->came_words = S("");
		}
		if (!actor_can(who, WHISTLE_ANSWER, NULL, b->org)) {
			b->needed = b->clear = 0;
			b->needed_words = S("");
		}
	}
}

/* The table of moves lets some through only so that their deed says why not. */
static void
make_sense(struct whistle_seen *s, const struct whistle_body_line *own)
{
	bool blown = s->m.state == WHISTLE_BLOWN;

	s->may[WHISTLE_ACT_ARRIVE] &= blown && own && !own->arrived_at;
	s->may[WHISTLE_ACT_ADMIT] &= blown && s->w.arrived < s->w.called;
	s->may[WHISTLE_ACT_COMING] &= own && !own->arrived_at;
	s->may[WHISTLE_ACT_CANNOT] &= own && !own->arrived_at;
	s->may[WHISTLE_ACT_SIGN] &= own && !own->signed_at;
	s->may[WHISTLE_ACT_RATE] &= own && !own->rated_at;
}

int
whistle_see(struct tx *tx, const struct actor *who, struct str code, struct whistle_seen *ret)
{
	struct move *m = move_new(&whistle_course, tx, who);
	const struct whistle_moving *s = whistle_of(m);
	const struct whistle_body_line *own = NULL;
	enum flow_sight sight;

	TRY(course_read(m, code));
	TRY(course_sight(&whistle_course, who, &m->was, &m->parties, &sight));
	if (sight != FLOW_INTERNAL)
		return E_NOTFOUND;
	*ret = (struct whistle_seen){.m = m->m, .w = s->row, .bodies = s->bodies, .tasks = s->tasks};
	ret->convenes = actor_can(who, WHISTLE_BLOW, &m->place, 0);
	for (int act = WHISTLE_ACT__NONE + 1; act < WHISTLE_ACT__MAX; act++)
		ret->may[act] = course_may(m, act);
	for (size_t i = 0; i < s->bodies.n; i++)
		if (actor_can(who, WHISTLE_ANSWER, NULL, s->bodies.v[i].org) && (!own || own->arrived_at))
			own = &s->bodies.v[i];
	ret->org = own ? own->org : 0;
	make_sense(ret, own);
	veil(who, ret);
	return matter_files(tx, who->district, ret->m.id, false, &ret->photos);
}

int
whistle_photo(struct tx *tx, const struct actor *who, struct str code, struct str file, struct matter_file *ret)
{
	struct whistle_seen s;

	TRY(whistle_see(tx, who, code, &s));
	return matter_file_find(tx, who->district, s.m.id, file, false, ret);
}

int
whistle_distance(struct tx *tx, int64_t district, const struct matter *m, int64_t lon, int64_t lat, int64_t *ret)
{
	enum datum own;

	*ret = -1;
	if (!m->lon && !m->lat)
		return 0;
	TRY(territory_datum(tx, district, &own));
	datum_convert(DATUM_WGS84, own, &lon, &lat);
	*ret = (int64_t)(datum_metres(lon, lat, m->lon, m->lat) + 0.5);
	return 0;
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

	for (size_t i = 0; i < who->grants_n && perm_set_has(&scopes, WHISTLE_SEE); i++) {
		const struct grant *g = &who->grants[i];

		if (!role_has(g->role, WHISTLE_SEE))
			continue;
		if (g->node && g->level <= LEVEL_COMMUNITY)
			add_desk(v, &n, (struct desk_of){g->level, g->node});
		if (g->org)
			add_desk(v, &n, (struct desk_of){0, g->org});
	}
	return n;
}

static int
of_desk(struct tx *tx, int64_t district, const struct desk_of *d, int64_t ended, int64_t before, int64_t limit, struct whistle_line_list *ret)
{
	switch (d->level) {
	case LEVEL_DISTRICT: return sql_whistle_of_all(tx, district, ended, before, limit, ret);
	case LEVEL_STREET: return sql_whistle_of_street(tx, district, d->id, ended, before, limit, ret);
	case LEVEL_COMMUNITY: return sql_whistle_of_community(tx, district, d->id, ended, before, limit, ret);
	default: return sql_whistle_of_body(tx, district, d->id, ended, before, limit, ret);
	}
}

static int
newest_first(const void *a, const void *b)
{
	const struct whistle_line *x = a, *y = b;

	return (x->id < y->id) - (x->id > y->id);
}

int
whistle_newest(struct tx *tx, const struct actor *who, bool ended, int64_t before, int64_t limit, struct whistle_line_list *ret)
{
	struct desk_of desks[DESKS_MAX];
	size_t n = desks_of(who, desks), kept = 0;
	struct whistle_line_list all = {NEW_ARRAY(tx->arena, struct whistle_line, (size_t)limit * (n + 1)), 0}, one;

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
whistle_state_key(int64_t state)
{
	switch (state) {
#define STATE(number, name, key, word, live) case number: return key;
#include "features/whistle/state.def"
#undef STATE
	}
	return NULL;
}

const char *
whistle_state_word(int64_t state)
{
	return state > 0 && state < WHISTLE_STATE__MAX ? whistle_course.states[state].word : NULL;
}

const char *
whistle_act_word(int64_t act)
{
	return act > 0 && act < WHISTLE_ACT__MAX ? whistle_course.moves[act].word : NULL;
}
