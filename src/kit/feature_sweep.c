/* feature_sweep.c: removes the files that no feature names, such as photos of forms that were never sent. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/db.h"
#include "kit/feature_list.h"
#include "kit/file.h"

enum { DIGEST = 64, UNSENT_S = 86400 };

struct sweep {
	const struct feature_env *env;
	struct arena keep, scratch; /* the names; of one file */
	struct buf named;           /* digests of all files that a feature names, one after the other, sorted */
	int64_t before, removed;
};

static int
add_name(void *ctx, struct str digest)
{
	struct sweep *s = ctx;

	if (digest.n == DIGEST)
		buf_str(&s->named, digest);
	return 0;
}

static int
read_names(struct tx *tx, void *arg)
{
	struct sweep *s = arg;
	const struct feature_list *all = s->env->features;

	s->named.n = 0;
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i]->files)
			TRY(all->v[i]->files(tx, add_name, s));
	return 0;
}

static int
by_digest(const void *a, const void *b)
{
	return memcmp(a, b, DIGEST);
}

/* The names were read before: a file that got one since was put or renewed since. */
static int
look_at(void *ctx, struct str digest)
{
	struct sweep *s = ctx;
	int64_t at;
	int rc = 0;

	if (s->named.n && bsearch(digest.p, s->named.p, s->named.n / DIGEST, DIGEST, by_digest))
		return 0;
	if (file_time(s->env->files, &s->scratch, digest, &at) == 0 && at < s->before) {
		rc = file_remove(s->env->files, &s->scratch, digest);
		s->removed += rc == 0;
	}
	arena_reset(&s->scratch);
	return rc == E_NOTFOUND ? 0 : rc;
}

int
feature_sweep(const struct feature_env *env)
{
	struct sweep s = {.env = env, .before = clock_now() - UNSENT_S};
	int rc;

	arena_init(&s.keep);
	arena_init(&s.scratch);
	buf_init(&s.named, &s.keep);
	rc = db_read_now(env->db, &s.scratch, read_names, &s);
	arena_reset(&s.scratch);
	if (rc == 0) {
		if (s.named.n)
			qsort(s.named.p, s.named.n / DIGEST, DIGEST, by_digest);
		rc = file_each(env->files, look_at, &s);
	}
	if (s.removed)
		log_info("files: %lld removed that no feature names", (long long)s.removed);
	arena_release(&s.scratch);
	arena_release(&s.keep);
	return rc;
}
