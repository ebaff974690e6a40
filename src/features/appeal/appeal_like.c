/* appeal_like.c: the newest cases of each district as words in memory, and reading them.
 *
 * The thread of timers alone reads tables and adds; pages only look, under the same lock, for a millisecond or two. When a mind is full it is
 * made anew of the newest cases, beside the one that pages go on looking into. */
#include "features/appeal/appeal_like.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "db/db.h"
#include "features/appeal/appeal.h"
#include "gen/appeal_sql.h"
#include "kit/district.h"
#include "kit/feature.h"

enum { BATCH = 500, ROOM = 2 };

/* What is kept in mind of one district. */
struct mind {
	struct mind *next;
	int64_t district, last; /* the newest case in it */
	struct arena arena;
	struct like *like;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct mind *minds;

/* ---- reading ---- */

struct reading {
	int64_t district, after, skip;
	struct appeal_text_list list;
};

static int
read_texts(struct tx *tx, void *arg)
{
	struct reading *r = arg;

	return sql_appeal_texts(tx, r->district, r->after, BATCH, &r->list);
}

static int
read_first(struct tx *tx, void *arg)
{
	struct reading *r = arg;
	struct appeal_number n;
	int rc = sql_appeal_newest(tx, r->district, r->skip, &n);

	if (rc == E_NOTFOUND)
		return 0;
	r->after = n.n;
	return rc;
}

static struct like_text
text_of(const struct appeal_text *t)
{
	return (struct like_text){
		.id = t->id, .at = t->filed_at, .place = {t->building, t->area, t->community, t->street}, .title = t->title, .text = t->body,
	};
}

/* The next cases after *after go into the index; *ret_n: how many. */
static int
read_on(struct db *db, int64_t district, struct like *l, int64_t *after, size_t *ret_n)
{
	struct reading r = {.district = district, .after = *after};
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_read_now(db, &a, read_texts, &r);
	*ret_n = 0;
	for (size_t i = 0; rc == 0 && i < r.list.n; i++) {
		struct like_text t = text_of(&r.list.v[i]);

		if (!like_add(l, &t))
			break;
		*after = t.id;
		++*ret_n;
	}
	arena_release(&a);
	return rc;
}

/* Reads the newest into an index; *ret_last: the newest of them. */
static int
read_newest(struct db *db, int64_t district, size_t most, struct like *l, int64_t *ret_last)
{
	struct reading r = {.district = district, .skip = (int64_t)most};
	struct arena a;
	size_t n = 1;
	int rc;

	arena_init(&a);
	rc = db_read_now(db, &a, read_first, &r);
	arena_release(&a);
	*ret_last = r.after;
	while (rc == 0 && n)
		rc = read_on(db, district, l, ret_last, &n);
	return rc;
}

int
appeal_like_read(struct db *db, int64_t district, size_t most, struct arena *keep, struct like **ret)
{
	int64_t last;

	*ret = like_new(keep, most);
	return read_newest(db, district, most, *ret, &last);
}

/* ---- what is kept in mind ---- */

static struct mind *
mind_of(int64_t district)
{
	struct mind *m = minds;

	while (m && m->district != district)
		m = m->next;
	return m;
}

static void
free_mind(struct mind *m)
{
	arena_release(&m->arena);
	free(m);
}

/* A mind made of the newest cases takes the place of the old one, NULL = of none. */
static int
make_anew(struct db *db, int64_t district, struct mind *old)
{
	struct mind *fresh = calloc(1, sizeof *fresh), **at = &minds;
	int rc;

	if (!fresh)
		abort();
	fresh->district = district;
	arena_init(&fresh->arena);
	fresh->like = like_new(&fresh->arena, ROOM * APPEAL_LIKE_MOST);
	rc = read_newest(db, district, APPEAL_LIKE_MOST, fresh->like, &fresh->last);
	if (rc < 0) {
		free_mind(fresh);
		return rc;
	}
	pthread_mutex_lock(&lock);
	while (*at && *at != old)
		at = &(*at)->next;
	fresh->next = old ? old->next : NULL;
	*at = fresh;
	pthread_mutex_unlock(&lock);
	if (old)
		free_mind(old);
	return 0;
}

/* Only this thread adds, so what it knows of the mind stays true while it reads. */
static int
go_on(struct db *db, int64_t district, void *arg)
{
	struct mind *m;
	size_t n = BATCH;
	int rc = 0;

	(void)arg;
	pthread_mutex_lock(&lock);
	m = mind_of(district);
	pthread_mutex_unlock(&lock);
	if (!m || like_count(m->like) + BATCH > ROOM * APPEAL_LIKE_MOST)
		return make_anew(db, district, m);
	while (rc == 0 && n == BATCH && like_count(m->like) + BATCH <= ROOM * APPEAL_LIKE_MOST) {
		struct reading r = {.district = district, .after = m->last};
		struct arena a;

		arena_init(&a);
		rc = db_read_now(db, &a, read_texts, &r);
		n = rc == 0 ? r.list.n : 0;
		for (size_t i = 0; i < n; i++) {
			struct like_text t = text_of(&r.list.v[i]);

			pthread_mutex_lock(&lock);
			like_add(m->like, &t);
			m->last = t.id;
			pthread_mutex_unlock(&lock);
		}
		arena_release(&a);
	}
	return rc;
}

int
appeal_like_timer(const struct feature_env *env)
{
	return district_each(env->db, go_on, NULL);
}

size_t
appeal_like_find(int64_t district, const struct like_text *t, int least, struct like_hit *v, size_t most)
{
	struct mind *m;
	size_t n;

	pthread_mutex_lock(&lock);
	m = mind_of(district);
	n = m ? like_find(m->like, t, least, v, most) : 0;
	pthread_mutex_unlock(&lock);
	return n;
}

void
appeal_like_forget(void)
{
	pthread_mutex_lock(&lock);
	while (minds) {
		struct mind *next = minds->next;

		free_mind(minds);
		minds = next;
	}
	pthread_mutex_unlock(&lock);
}
