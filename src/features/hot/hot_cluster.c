/* hot_cluster.c: clusters of cases (lib/like.h) with the words that say what each is. */
#include <stdlib.h>

#include "base/arena.h"
#include "db/db.h"
#include "features/appeal/appeal.h"
#include "features/hot/hot.h"
#include "gen/hot_sql.h"

enum { NAMES = 64, TITLE_CHARS = 60, BATCH = 500 };

/* Names of places with how many cases have each. */
struct names {
	struct str name[NAMES];
	size_t times[NAMES], n;
};

static void
count(struct names *t, struct str name)
{
	size_t i = 0;

	if (!name.n)
		return;
	while (i < t->n && !str_eq(t->name[i], name))
		i++;
	if (i == NAMES)
		return;
	if (i == t->n) {
		t->name[t->n] = name;
		t->times[t->n++] = 0;
	}
	t->times[i]++;
}

static void
most_frequent(struct names *t, struct hot *h)
{
	for (int k = 0; k < HOT_PLACES; k++) {
		size_t best = NAMES;

		for (size_t i = 0; i < t->n; i++)
			if (t->times[i] && (best == NAMES || t->times[i] > t->times[best]))
				best = i;
		if (best == NAMES)
			return;
		h->places[k] = t->name[best];
		t->times[best] = 0;
	}
}

/* What is said of the cases that are in clusters, by id. */
struct said {
	struct hot_case *v;
	size_t n;
};

static int
by_id(const void *a, const void *b)
{
	const struct hot_case *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static struct hot_case *
said_of(const struct said *s, int64_t id)
{
	struct hot_case key = {.id = id};

	return s->n ? bsearch(&key, s->v, s->n, sizeof *s->v, by_id) : NULL;
}

struct reading {
	int64_t district, after;
	struct hot_case_list list;
};

static int
read_cases(struct tx *tx, void *arg)
{
	struct reading *r = arg;

	return sql_hot_cases(tx, r->district, r->after, BATCH, &r->list);
}

static void
keep_cases(struct arena *keep, const struct hot_case_list *list, struct said *s)
{
	for (size_t i = 0; i < list->n; i++) {
		struct hot_case *c = said_of(s, list->v[i].id);

		if (!c)
			continue;
		*c = list->v[i];
		c->code = str_dup(keep, c->code);
		c->title = str_dup(keep, str_clip(c->title, TITLE_CHARS));
		c->source_id = str_dup(keep, c->source_id);
		c->place_name = str_dup(keep, c->place_name);
	}
}

/* From the oldest that is in a cluster to the newest: a statement for some hundred cases, each in a transaction of its own. */
static int
read_all(struct db *db, int64_t district, struct arena *keep, struct said *s)
{
	struct reading r = {.district = district, .after = s->n ? s->v[0].id - 1 : 0};
	int64_t last = s->n ? s->v[s->n - 1].id : 0;
	struct arena a;
	int rc = 0;

	arena_init(&a);
	while (rc == 0 && r.after < last) {
		rc = db_read_now(db, &a, read_cases, &r);
		if (rc < 0 || !r.list.n)
			break;
		keep_cases(keep, &r.list, s);
		r.after = r.list.v[r.list.n - 1].id;
		arena_reset(&a);
	}
	arena_release(&a);
	return rc;
}

static void
tell(struct arena *keep, const struct like *like, const struct like_cluster *c, const struct said *s, struct hot *h)
{
	struct names places = {.n = 0};

	*h = (struct hot){
		.from = c->from, .to = c->to, .heat = c->heat, .at = NEW_ARRAY(keep, struct hot_at, c->n),
		.codes = NEW_ARRAY(keep, struct str, c->n), .source_ids = NEW_ARRAY(keep, struct str, c->n),
	};
	for (size_t i = 0; i < c->n; i++) {
		const struct hot_case *is = said_of(s, like_id(like, c->v[i]));

		/* It was not there any more. */
		if (!is->code.n)
			continue;
		h->at[h->n] = (struct hot_at){is->id, is->street, is->community};
		h->codes[h->n] = is->code;
		h->source_ids[h->n++] = is->source_id;
		count(&places, is->place_name);
		if (c->v[i] == c->title)
			h->title = is->title;
	}
	most_frequent(&places, h);
}

int
hot_find(struct db *db, int64_t district, size_t most, struct arena *keep, struct hot_list *ret)
{
	struct like_cluster *clusters;
	struct said said = {.n = 0};
	struct like *like;
	size_t n, all = 0;

	TRY(appeal_like_read(db, district, most, keep, &like));
	n = like_clusters(like, keep, &clusters);
	for (size_t i = 0; i < n; i++)
		all += clusters[i].n;
	said.v = NEW_ARRAY(keep, struct hot_case, all);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < clusters[i].n; k++)
			said.v[said.n++] = (struct hot_case){.id = like_id(like, clusters[i].v[k])};
	qsort(said.v, said.n, sizeof *said.v, by_id);
	TRY(read_all(db, district, keep, &said));
	*ret = (struct hot_list){NEW_ARRAY(keep, struct hot, n), n};
	for (size_t i = 0; i < n; i++)
		tell(keep, like, &clusters[i], &said, &ret->v[i]);
	return 0;
}
