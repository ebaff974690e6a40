/* sealed.c: seals of things that have a history and no course. */
#include "kit/sealed.h"

#include "db/db.h"
#include "gen/kit_sql.h"
#include "lib/secret.h"

enum { BATCH = 200 };

static bool
checked(const struct sealed *s)
{
	return !s->keyed || secret_loaded();
}

/* "" where no seal can be made. */
static int
seal_of(struct tx *tx, int64_t district, const struct sealed *s, int64_t id, struct str *ret)
{
	struct buf b;

	*ret = S("");
	if (!checked(s))
		return 0;
	buf_init(&b, tx->arena);
	buf_fmt(&b, "%lld %d %lld", (long long)district, (int)s->subject, (long long)id);
	TRY(s->put(tx, district, id, &b));
	*ret = s->keyed ? secret_mac(tx->arena, "seal", buf_done(&b)) : secret_digest(tx->arena, buf_done(&b));
	return 0;
}

int
sealed_add(struct tx *tx, const struct actor *who, const struct sealed *s, const struct flow_new *step)
{
	struct flow_new row = *step;

	row.subject = s->subject;
	TRY(seal_of(tx, who->district, s, row.id, &row.seal));
	return flow_add(tx, who, &row);
}

/* Runs for one thing with a memory of its own, which goes when it was looked at. */
struct look {
	struct tx *tx;
	int64_t district;
	const struct sealed *s;
	int (*broken)(void *ctx, struct str line);
	void *ctx;
	int64_t unsealed, found;
};

static int
with_memory(struct look *l, int64_t id, int (*run)(struct look *l, int64_t id))
{
	struct arena *memory = l->tx->arena, one;
	int rc;

	arena_init(&one);
	l->tx->arena = &one;
	rc = run(l, id);
	l->tx->arena = memory;
	arena_release(&one);
	return rc;
}

static int
tell(struct look *l, int64_t id, const char *why)
{
	return l->broken(l->ctx, str_fmt(l->tx->arena, "%s %lld: %s", flow_word(l->s->subject), (long long)id, why));
}

static int
check_thing(struct look *l, int64_t id)
{
	struct flow_tail tail = {0};
	struct str seal;
	int rc = sql_flow_last(l->tx, l->district, l->s->subject, id, &tail);

	if (rc == E_NOTFOUND)
		return tell(l, id, "it has no history");
	TRY(rc);
	l->unsealed += !tail.seal.n;
	if (!tail.seal.n)
		return 0;
	TRY(seal_of(l->tx, l->district, l->s, id, &seal));
	return str_eq(seal, tail.seal) ? 0 : tell(l, id, "it was changed without a step");
}

static int
check_lost(struct look *l, int64_t id)
{
	struct str seal;
	int rc = seal_of(l->tx, l->district, l->s, id, &seal);

	return rc == E_NOTFOUND ? tell(l, id, "it is gone, its history is there") : rc;
}

int
sealed_verify(struct tx *tx, int64_t district, const struct sealed *s, int (*broken)(void *ctx, struct str line), void *ctx,
	      int64_t *ret_unsealed)
{
	struct look l = {.tx = tx, .district = district, .s = s, .broken = broken, .ctx = ctx};
	int64_t ids[BATCH], after = 0;
	size_t n;

	*ret_unsealed = 0;
	if (!checked(s))
		return 0;
	do {
		TRY(s->things(tx, district, after, ids, BATCH, &n));
		for (size_t i = 0; i < n; i++)
			TRY(with_memory(&l, after = ids[i], check_thing));
	} while (n == BATCH);
	after = 0;
	do {
		TRY(flow_subjects(tx, district, s->subject, after, ids, BATCH, &n));
		for (size_t i = 0; i < n; i++)
			TRY(with_memory(&l, after = ids[i], check_lost));
	} while (n == BATCH);
	*ret_unsealed = l.unsealed;
	return 0;
}

static int
seal_found(struct look *l, int64_t id)
{
	struct actor system = actor_system_of;
	struct flow_tail tail = {0};
	int rc = sql_flow_last(l->tx, l->district, l->s->subject, id, &tail);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (tail.seal.n)
		return 0;
	system.district = l->district;
	l->found++;
	return sealed_add(l->tx, &system, l->s,
			  &(struct flow_new){.id = id, .kind = FLOW_FOUND, .sight = FLOW_INTERNAL, .data = S("sealed as found")});
}

int
sealed_found(struct tx *tx, int64_t district, const struct sealed *s, size_t most, int64_t *after, int64_t *ret_n)
{
	struct look l = {.tx = tx, .district = district, .s = s};
	int64_t ids[BATCH];
	size_t n = 0;

	if (checked(s))
		TRY(s->things(tx, district, *after, ids, most < BATCH ? most : BATCH, &n));
	for (size_t i = 0; i < n; i++)
		TRY(with_memory(&l, *after = ids[i], seal_found));
	if (n < (most < BATCH ? most : BATCH))
		*after = INT64_MAX;
	*ret_n = l.found;
	return 0;
}
