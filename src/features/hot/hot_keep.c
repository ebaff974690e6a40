/* hot_keep.c: clusters as they were found last. The thread of timers makes them; pages copy what they show. */
#include "features/hot/hot_keep.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "kit/district.h"
#include "kit/feature.h"

struct kept {
	struct kept *next;
	int64_t district, at;
	struct arena arena;
	struct hot_list list;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct kept *all;

static void
copy(struct arena *a, const struct hot *h, struct hot *ret)
{
	*ret = *h;
	ret->title = str_dup(a, h->title);
	for (int i = 0; i < HOT_PLACES; i++)
		ret->places[i] = str_dup(a, h->places[i]);
	ret->codes = NEW_ARRAY(a, struct str, h->n);
	ret->at = NEW_ARRAY(a, struct hot_at, h->n);
	for (size_t i = 0; i < h->n; i++)
		ret->at[i] = h->at[i];
	ret->source_ids = NULL;
	for (size_t i = 0; i < h->n; i++)
		ret->codes[i] = str_dup(a, h->codes[i]);
}

static struct hot_list
copy_list(struct arena *a, const struct hot_list *list, size_t most)
{
	struct hot_list ret = {NEW_ARRAY(a, struct hot, list->n), list->n < most ? list->n : most};

	for (size_t i = 0; i < ret.n; i++)
		copy(a, &list->v[i], &ret.v[i]);
	return ret;
}

static struct kept *
kept_of(int64_t district)
{
	struct kept *k = all;

	while (k && k->district != district)
		k = k->next;
	return k;
}

static void
put(int64_t district, const struct hot_list *list)
{
	struct kept *k;

	pthread_mutex_lock(&lock);
	k = kept_of(district);
	if (!k) {
		k = calloc(1, sizeof *k);
		if (!k)
			abort();
		arena_init(&k->arena);
		k->district = district;
		k->next = all;
		all = k;
	}
	arena_reset(&k->arena);
	k->list = copy_list(&k->arena, list, HOT_KEPT);
	k->at = clock_now();
	pthread_mutex_unlock(&lock);
}

/* The district whose clusters are the oldest, and old enough to be found anew. */
struct oldest {
	int64_t district, at, now;
};

static int
look_how_old(struct db *db, int64_t district, void *arg)
{
	struct oldest *o = arg;
	struct kept *k;
	int64_t at;

	(void)db;
	pthread_mutex_lock(&lock);
	k = kept_of(district);
	at = k ? k->at : 0;
	pthread_mutex_unlock(&lock);
	if (o->now - at >= HOT_AGAIN_S && (!o->district || at < o->at)) {
		o->district = district;
		o->at = at;
	}
	return 0;
}

static int
find_again(struct db *db, int64_t district)
{
	struct hot_list list;
	struct arena a;
	int rc;

	arena_init(&a);
	rc = hot_find(db, district, HOT_PAGE_MOST, &a, &list);
	if (rc < 0)
		list = (struct hot_list){0}; /* it takes its turn again when the others had theirs */
	put(district, &list);
	arena_release(&a);
	return rc;
}

int
hot_timer(const struct feature_env *env)
{
	struct oldest o = {.now = clock_now()};

	TRY(district_each(env->db, look_how_old, &o));
	return o.district ? find_again(env->db, o.district) : 0;
}

void
hot_kept(int64_t district, struct arena *a, size_t most, struct hot_list *ret, int64_t *ret_at)
{
	struct kept *k;

	*ret = (struct hot_list){0};
	*ret_at = 0;
	pthread_mutex_lock(&lock);
	k = kept_of(district);
	if (k) {
		*ret = copy_list(a, &k->list, most);
		*ret_at = k->at;
	}
	pthread_mutex_unlock(&lock);
}

void
hot_forget(void)
{
	pthread_mutex_lock(&lock);
	while (all) {
		struct kept *next = all->next;

		arena_release(&all->arena);
		free(all);
		all = next;
	}
	pthread_mutex_unlock(&lock);
}
