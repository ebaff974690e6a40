/* hot_cluster.c: clusters of cases (lib/like.h) with the words that say what each is. */
#include "base/arena.h"
#include "db/db.h"
#include "features/appeal/appeal.h"
#include "features/hot/hot.h"
#include "gen/hot_sql.h"

enum { NAMES = 64, TITLE_CHARS = 60 };

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

struct telling {
	int64_t district;
	const struct like *like;
	const struct like_cluster *cluster;
	struct arena *keep;
	struct hot *hot;
};

/* Reads what each of a cluster's cases is. */
static int
tell(struct tx *tx, void *arg)
{
	struct telling *t = arg;
	struct hot *h = t->hot;
	struct names places = {.n = 0};

	for (size_t i = 0; i < t->cluster->n; i++) {
		struct hot_case c;

		TRY(sql_hot_case(tx, t->district, like_id(t->like, t->cluster->v[i]), &c));
		h->codes[i] = str_dup(t->keep, c.code);
		h->source_ids[i] = str_dup(t->keep, c.source_id);
		count(&places, str_dup(t->keep, c.place_name));
		if (t->cluster->v[i] == t->cluster->title)
			h->title = str_dup(t->keep, str_clip(c.title, TITLE_CHARS));
	}
	most_frequent(&places, h);
	return 0;
}

int
hot_find(struct db *db, int64_t district, size_t most, struct arena *keep, struct hot_list *ret)
{
	struct like_cluster *clusters;
	struct like *like;
	struct arena a;
	size_t n;

	TRY(appeal_like_read(db, district, most, keep, &like));
	n = like_clusters(like, keep, &clusters);
	*ret = (struct hot_list){NEW_ARRAY(keep, struct hot, n), n};
	for (size_t i = 0; i < n; i++) {
		const struct like_cluster *c = &clusters[i];
		struct hot *h = &ret->v[i];
		struct telling t = {.district = district, .like = like, .cluster = c, .keep = keep, .hot = h};
		int rc;

		*h = (struct hot){.from = c->from, .to = c->to, .heat = c->heat, .n = c->n, .codes = NEW_ARRAY(keep, struct str, c->n),
				  .source_ids = NEW_ARRAY(keep, struct str, c->n)};
		arena_init(&a);
		rc = db_read_now(db, &a, tell, &t);
		arena_release(&a);
		TRY(rc);
	}
	return 0;
}
