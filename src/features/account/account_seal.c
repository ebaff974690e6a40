/* account_seal.c: what linli verify checks of people, bodies and of who read what. */
#include "features/account/account_seal.h"

#include <stdlib.h>

#include "features/account/account_rules.h"
#include "gen/account_sql.h"
#include "kit/due.h"
#include "lib/secret.h"

enum { BATCH = 200, ACCESS_READ = 1 };

/* ---- people and bodies ---- */

static int
put_person(struct tx *tx, int64_t district, const struct person *p, struct buf *b)
{
	const int64_t numbers[] = {p->home, p->state, p->version, p->created_at};
	const struct str texts[] = {
		p->login, p->name, p->name_en, p->title, p->phone, p->phone_index, p->email, p->password, p->totp,
	};
	struct role_grant_list roles;

	TRY(sql_grants_of(tx, district, p->id, &roles));
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, i ? "\x1f" : "\x1fperson ", numbers[i]);
	/* Sealed fields are bytes that may hold anything: each says how long it is. */
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		seal_number(b, "\x1f", (int64_t)texts[i].n);
		seal_text(b, " ", texts[i]);
	}
	/* Seals from before there were such passwords stay as they are. */
	if (p->temporary_until)
		seal_number(b, "\x1ftemporary ", p->temporary_until);
	for (size_t i = 0; i < roles.n; i++) {
		const struct role_grant *g = &roles.v[i];
		const int64_t grant[] = {g->id, g->role, g->node, g->level, g->org, g->granted_by, g->granted_at};

		for (size_t k = 0; k < sizeof grant / sizeof *grant; k++)
			seal_number(b, k ? " " : "\x1frole ", grant[k]);
	}
	return 0;
}

static void
put_org(const struct org *o, struct buf *b)
{
	const struct str texts[] = {o->code, o->name, o->name_en, o->kind, o->phone, o->about};

	seal_number(b, "\x1f" "body ", o->place);
	seal_number(b, "\x1f", o->state);
	seal_number(b, "\x1f", o->version);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		seal_text(b, "\x1f", texts[i]);
}

static int
put_thing(struct tx *tx, int64_t district, int64_t id, struct buf *b)
{
	struct person p;
	struct org o;
	int rc = sql_person_get(tx, district, id, &p);

	if (rc == 0)
		return put_person(tx, district, &p, b);
	if (rc != E_NOTFOUND)
		return rc;
	TRY(sql_org_get(tx, district, id, &o));
	put_org(&o, b);
	return 0;
}

static int
all_things(struct tx *tx, int64_t district, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n)
{
	struct account_thing_list list;

	TRY(sql_account_things(tx, district, after, (int64_t)most, &list));
	for (size_t i = 0; i < list.n; i++)
		ret_ids[i] = list.v[i].id;
	*ret_n = list.n;
	return 0;
}

const struct sealed account_sealed = {.subject = FLOW_ACCOUNT, .keyed = true, .put = put_thing, .things = all_things};

/* ---- who read what ---- */

/* Nobody's readings, those of commands, are the district's. */
static int64_t
chain_of(int64_t district, int64_t reader)
{
	return reader ? reader : district;
}

static struct str
seal_of(struct arena *a, const struct access_new *r)
{
	struct buf b;

	buf_init(&b, a);
	seal_number(&b, "", r->id);
	seal_number(&b, "\x1f", r->person);
	seal_number(&b, "\x1f", r->subject_kind);
	seal_number(&b, "\x1f", r->subject);
	seal_number(&b, "\x1f", r->at);
	seal_text(&b, "\x1f", r->what);
	seal_text(&b, "\x1f", r->reason);
	return secret_digest(a, buf_done(&b));
}

static int
chain_row(struct tx *tx, const struct actor *who, const struct access_new *row, int64_t kind)
{
	return flow_add(tx, who,
			&(struct flow_new){
				.subject = FLOW_ACCESS,
				.id = chain_of(who->district, row->person),
				.kind = kind,
				.sight = FLOW_INTERNAL,
				.data = str_fmt(tx->arena, "access=%lld", (long long)row->id),
				.seal = seal_of(tx->arena, row),
			});
}

int
account_chain_access(struct tx *tx, const struct actor *who, const struct access_new *row)
{
	struct person_held held;

	/* Two readings of one person at once take turns; nobody else waits. */
	if (row->person)
		TRY(sql_person_hold(tx, who->district, row->person, &held));
	return chain_row(tx, who, row, ACCESS_READ);
}

/* The reading that a step is about, 0 = of none. */
static int64_t
reading_of(const struct flow_step *s)
{
	int64_t id = 0;

	if (!str_starts(s->data, S("access=")) || !str_int(str_sub(s->data, 7, SIZE_MAX), &id))
		return 0;
	return id;
}

static int
by_reading(const void *a, const void *b)
{
	int64_t x = reading_of(a), y = reading_of(b);

	return (x > y) - (x < y);
}

/* A reader's readings beside the steps of their history, both by the reading's id. */
struct reader {
	int64_t id; /* of the chain */
	struct access_new_list rows;
	struct flow_step_list steps;
};

static int
read_reader(struct tx *tx, int64_t district, int64_t person, struct reader *ret)
{
	ret->id = chain_of(district, person);
	TRY(sql_access_by(tx, district, person == district ? 0 : person, &ret->rows));
	TRY(flow_list(tx, district, FLOW_ACCESS, ret->id, FLOW_INTERNAL, &ret->steps));
	if (ret->steps.n)
		qsort(ret->steps.v, ret->steps.n, sizeof *ret->steps.v, by_reading);
	return 0;
}

struct check {
	struct tx *tx;
	int64_t district;
	int (*broken)(void *ctx, struct str line);
	void *ctx;
};

static int
tell(const struct check *c, const struct reader *r, int64_t reading, const char *why)
{
	return c->broken(c->ctx, str_fmt(c->tx->arena, "access %lld: reading %lld %s", (long long)r->id, (long long)reading, why));
}

static int
compare(const struct check *c, const struct reader *r)
{
	size_t i = 0, k = 0;

	while (i < r->rows.n || k < r->steps.n) {
		int64_t row = i < r->rows.n ? r->rows.v[i].id : INT64_MAX;
		int64_t step = k < r->steps.n ? reading_of(&r->steps.v[k]) : INT64_MAX;

		if (row < step)
			TRY(tell(c, r, row, "is in no history"));
		else if (step < row)
			TRY(tell(c, r, step, "is gone from the log"));
		else if (!str_eq(seal_of(c->tx->arena, &r->rows.v[i]), r->steps.v[k].seal))
			TRY(tell(c, r, row, "was changed"));
		i += row <= step;
		k += step <= row;
	}
	return 0;
}

/* The reader's memory goes when it was looked at. */
static int
check_reader(struct check *c, int64_t person)
{
	struct arena *memory = c->tx->arena, one;
	struct reader r;
	int rc;

	arena_init(&one);
	c->tx->arena = &one;
	rc = read_reader(c->tx, c->district, person, &r);
	if (rc == 0)
		rc = compare(c, &r);
	c->tx->arena = memory;
	arena_release(&one);
	return rc;
}

int
account_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx)
{
	struct check c = {.tx = tx, .district = district, .broken = broken, .ctx = ctx};
	struct access_reader_list readers;
	int64_t after = -1, ids[BATCH];
	struct access_count count;
	size_t n;

	do {
		TRY(sql_access_readers(tx, district, after, BATCH, &readers));
		for (size_t i = 0; i < readers.n; i++)
			TRY(check_reader(&c, after = readers.v[i].person));
	} while (readers.n == BATCH);
	/* Readers of whom no reading is left. */
	after = 0;
	do {
		TRY(flow_subjects(tx, district, FLOW_ACCESS, after, ids, BATCH, &n));
		for (size_t i = 0; i < n; i++) {
			after = ids[i];
			TRY(sql_access_number(tx, district, after == district ? 0 : after, &count));
			if (!count.n)
				TRY(check_reader(&c, after));
		}
	} while (n == BATCH);
	return 0;
}

int
account_access_found(struct tx *tx, int64_t district, int64_t *after, int64_t *ret_n)
{
	struct actor system = actor_system_of;
	struct access_reader_list readers;
	struct reader r;
	size_t k = 0;

	*ret_n = 0;
	system.district = district;
	TRY(sql_access_readers(tx, district, *after, 1, &readers));
	*after = readers.n ? readers.v[0].person : INT64_MAX;
	if (!readers.n)
		return 0;
	TRY(read_reader(tx, district, *after, &r));
	for (size_t i = 0; i < r.rows.n; i++) {
		while (k < r.steps.n && reading_of(&r.steps.v[k]) < r.rows.v[i].id)
			k++;
		if (k < r.steps.n && reading_of(&r.steps.v[k]) == r.rows.v[i].id)
			continue;
		TRY(chain_row(tx, &system, &r.rows.v[i], FLOW_FOUND));
		++*ret_n;
	}
	return 0;
}
