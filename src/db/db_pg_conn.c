/* db_pg_conn.c: a PostgreSQL connection: opening it, preparing once, running often. Parameters and
 * results travel in binary. */
#include <endian.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/db_pg.h"

/* The types of PostgreSQL's catalogue that we know. */
enum pg_type {
	PG_BOOL = 16,
	PG_BYTEA = 17,
	PG_INT8 = 20,
	PG_INT2 = 21,
	PG_INT4 = 23,
	PG_TEXT = 25,
	PG_FLOAT8 = 701,
	PG_VARCHAR = 1043
};

enum { WAIT_FIRST_US = 250000, WAIT_MOST_US = 4000000 };

static const char settings[] = "SET statement_timeout = '60s'; SET lock_timeout = '2s'";

static void
quiet(void *arg, const char *message)
{
	(void)arg;
	(void)message;
}

static PGconn *
connect_to(const char *url)
{
	/* Before the URL, so that the URL may say otherwise. */
	const char *const keys[] = {
		"connect_timeout",  "keepalives_idle",	"keepalives_interval",
		"keepalives_count", "tcp_user_timeout", "fallback_application_name",
		"dbname",	    "client_encoding",	NULL};
	const char *const values[] = {"2", "5", "2", "3", "5000", "linli", url, "UTF8", NULL};
	PGconn *pg = PQconnectdbParams(keys, values, 1);

	PQsetNoticeProcessor(pg, quiet, NULL);
	if (PQstatus(pg) == CONNECTION_OK)
		PQclear(PQexec(pg, settings));
	return pg;
}

int
pg_ready(struct pg_conn *c, const char *url, struct arena *a, struct str *ret_why)
{
	struct str why;

	if (c->pg && PQstatus(c->pg) == CONNECTION_OK)
		return 0;
	pg_hang_up(c);
	if (clock_tick_us() < c->next_try_us && *c->up_us < c->next_try_us - c->wait_us)
		return E_DB;
	c->pg = connect_to(url);
	if (PQstatus(c->pg) == CONNECTION_OK) {
		c->wait_us = 0;
		*c->up_us = clock_tick_us();
		return 0;
	}
	why = str_of(PQerrorMessage(c->pg));
	str_next(&(struct str){why.p, why.n}, '\n', &why); /* the rest is advice */
	if (ret_why)
		*ret_why = str_dup(a, why);
	else
		log_error("db: %.*s", STR(why));
	pg_hang_up(c);
	c->wait_us = c->wait_us ? c->wait_us * 2 : WAIT_FIRST_US;
	if (c->wait_us > WAIT_MOST_US)
		c->wait_us = WAIT_MOST_US;
	c->next_try_us = clock_tick_us() + c->wait_us;
	return E_DB;
}

void
pg_hang_up(struct pg_conn *c)
{
	PQfinish(c->pg);
	c->pg = NULL;
	memset(c->prepared, 0, sizeof c->prepared);
}

static int
err_of(const char *state, bool *ret_again)
{
	static const struct {
		struct str state; /* or its first letters */
		int err;
		bool again;
	} known[] = {
		{{"23505", 5}, E_STALE, false}, /* unique_violation */
		{{"23", 2}, E_INVALID, false},	/* other constraints */
		{{"22", 2}, E_INVALID, false},	/* data no column takes */
		{{"40001", 5}, E_BUSY, true},	/* serialization_failure */
		{{"40P01", 5}, E_BUSY, true},	/* deadlock_detected */
		{{"55P03", 5}, E_BUSY, true},	/* lock_not_available */
		{{"53100", 5}, E_FULL, false},	/* disk_full */
		{{"53300", 5}, E_BUSY, false},	/* too_many_connections */
		{{"57014", 5}, E_BUSY, false},	/* query_canceled: the timeout */
		{{"57P", 3}, E_DB, true}, /* the server or this connection is being shut down */
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (str_starts(str_of(state), known[i].state)) {
			*ret_again = known[i].again;
			return known[i].err;
		}
	}
	return E_DB;
}

/* Notes why the transaction is lost. The detail stays out: it holds values. */
static int
broke(struct pg_conn *c, const PGresult *r)
{
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *primary = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	bool again = false;
	int err = E_DB;

	if (c->base.err)
		return c->base.err;
	if (PQstatus(c->pg) == CONNECTION_OK && state)
		err = err_of(state, &again);
	else
		again = true; /* the connection is gone */
	c->again = again;
	return db_broke(&c->base, err, "%s %s", state ? state : "connection lost",
			primary ? primary : "");
}

static bool
is_fine(const PGresult *r)
{
	switch (PQresultStatus(r)) {
	case PGRES_COMMAND_OK:
	case PGRES_TUPLES_OK:
	case PGRES_SINGLE_TUPLE:
		return true;
	default:
		return false;
	}
}

/* Takes the result. */
static int
finish(struct pg_conn *c, PGresult *r)
{
	int err = is_fine(r) ? 0 : broke(c, r);

	PQclear(r);
	return err;
}

int
pg_control(struct pg_conn *c, const char *text)
{
	return finish(c, PQexec(c->pg, text));
}

int
pg_commit(struct pg_conn *c)
{
	/* With Citus a transaction that only wrote on other nodes has no number here, and pg_look of other
	 * processes would not see it. */
	PGresult *r = PQexec(c->pg, c->base.wrote ? "SELECT pg_current_xact_id(); COMMIT" : "COMMIT");

	if (PQresultStatus(r) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(r), "COMMIT") != 0)
		db_broke(&c->base, E_DB, "the server rolled back");
	else if (!is_fine(r))
		broke(c, r);
	PQclear(r);
	if (c->base.err == E_DB)
		c->again = false;
	return c->base.err;
}

static void
put_params(const struct db_stmt *st, const struct db_val *params, uint64_t *bits,
	   const char **values, int *lengths)
{
	for (size_t k = 0; st->params[k]; k++) {
		const struct db_val *v = &params[k];

		switch (st->params[k]) {
		case 'i':
			bits[k] = htobe64((uint64_t)v->i);
			break;
		case 'r':
			memcpy(&bits[k], &v->r, sizeof bits[k]);
			bits[k] = htobe64(bits[k]);
			break;
		default:
			values[k] = v->s.p ? v->s.p : "";
			lengths[k] = (int)v->s.n;
			continue;
		}
		values[k] = (const char *)&bits[k];
		lengths[k] = sizeof bits[k];
	}
}

static Oid
type_of(char letter)
{
	switch (letter) {
	case 'i':
		return PG_INT8;
	case 'r':
		return PG_FLOAT8;
	case 't':
		return PG_TEXT;
	default:
		return PG_BYTEA;
	}
}

/* Said outright: what the server would guess is not always what is sent. */
static int
param_types(const struct db_stmt *st, Oid *types)
{
	int n = 0;

	for (; st->params[n]; n++)
		types[n] = type_of(st->params[n]);
	return n;
}

static int
forget_statements(struct pg_conn *c)
{
	memset(c->prepared, 0, sizeof c->prepared);
	return pg_control(c, "DEALLOCATE ALL");
}

/* Those made by hand take turns under one name. */
static const char *
known_as(const struct db_stmt *st)
{
	return st->number ? st->name : "by_hand";
}

static int
prepare(struct pg_conn *c, const struct db_stmt *st)
{
	const struct db_stmt **slot = &c->prepared[st->number];
	Oid types[STMT_MAX_PARAMS];

	if (*slot == st)
		return 0;
	if (*slot && st->number)
		return db_broke(&c->base, E_BUG, "%s has the number of %s", st->name, (*slot)->name);
	if (*slot)
		TRY(pg_control(c, "DEALLOCATE by_hand"));
	*slot = NULL;
	TRY(finish(c, PQprepare(c->pg, known_as(st), st->pg, param_types(st, types), types)));
	*slot = st;
	return 0;
}

/* The letter a type is read as; 0 = none of ours. */
static char
letter(Oid type)
{
	switch (type) {
	case PG_BOOL:
	case PG_INT2:
	case PG_INT4:
	case PG_INT8:
		return 'i';
	case PG_TEXT:
	case PG_VARCHAR:
		return 't';
	case PG_BYTEA:
		return 'b';
	case PG_FLOAT8:
		return 'r';
	default:
		return 0;
	}
}

static int64_t
read_int(const char *p, int n)
{
	uint64_t v = n > 1 && (unsigned char)p[0] & 0x80 ? UINT64_MAX : 0;

	for (int i = 0; i < n; i++)
		v = v << 8 | (unsigned char)p[i];
	return (int64_t)v;
}

static double
read_real(const char *p)
{
	uint64_t bits = (uint64_t)read_int(p, 8);
	double v;

	memcpy(&v, &bits, sizeof v);
	return v;
}

static void
read_row(struct tx *tx, const struct db_stmt *st, const PGresult *r, int row, struct db_val *cols,
	 bool borrow)
{
	for (int k = 0; st->cols[k]; k++) {
		bool null = PQgetisnull(r, row, k);
		struct str bytes = {PQgetvalue(r, row, k), (size_t)PQgetlength(r, row, k)};

		if (st->cols[k] == 'i')
			cols[k].i = null ? 0 : read_int(bytes.p, (int)bytes.n);
		else if (st->cols[k] == 'r')
			cols[k].r = null ? 0 : read_real(bytes.p);
		else
			cols[k].s = null ? S("") : borrow ? bytes : str_dup(tx->arena, bytes);
	}
}

/* A statement on its way. */
struct flow {
	struct tx *tx;
	const struct db_stmt *st;
	db_row *row;
	void *ctx;
	bool borrow;
	int64_t changed;
	int stop; /* what the row function said */
};

static int
take_result(struct flow *f, PGresult *r)
{
	struct pg_conn *c = (struct pg_conn *)f->tx->conn;
	struct db_val cols[STMT_MAX_COLS];
	int64_t n = 0;

	if (!is_fine(r))
		return broke(c, r);
	if (!f->st->cols[0]) {
		str_int(str_of(PQcmdTuples(r)), &n);
		f->changed += n;
		return 0;
	}
	for (int k = 0; f->st->cols[k]; k++)
		if (k >= PQnfields(r) || letter(PQftype(r, k)) != f->st->cols[k])
			return db_broke(&c->base, E_BUG, "column %d is not of the declared type",
					k + 1);
	for (int i = 0; i < PQntuples(r) && !f->stop; i++) {
		f->changed++;
		read_row(f->tx, f->st, r, i, cols, f->borrow);
		f->stop = f->row(f->ctx, cols);
	}
	return 0;
}

int
pg_run(struct tx *tx, const struct db_stmt *st, const struct db_val *params, db_row *row, void *ctx,
       bool borrow, int64_t *ret_changed)
{
	static const int binary[STMT_MAX_PARAMS] = {[0 ... STMT_MAX_PARAMS - 1] = 1};
	struct pg_conn *c = (struct pg_conn *)tx->conn;
	struct flow f = {.tx = tx, .st = st, .row = row, .ctx = ctx, .borrow = borrow};
	uint64_t bits[STMT_MAX_PARAMS];
	const char *values[STMT_MAX_PARAMS];
	int lengths[STMT_MAX_PARAMS];
	PGresult *r;

	TRY(prepare(c, st));
	put_params(st, params, bits, values, lengths);
	if (!PQsendQueryPrepared(c->pg, known_as(st), (int)strlen(st->params), values, lengths,
				 binary, 1))
		return broke(c, NULL);
	if (borrow)
		PQsetSingleRowMode(c->pg); /* an export of a million rows is never held whole */
	while ((r = PQgetResult(c->pg))) {
		take_result(&f, r);
		PQclear(r);
	}
	if (c->base.err)
		return c->base.err;
	if (f.stop < 0)
		return f.stop;
	if (ret_changed)
		*ret_changed = f.changed;
	return 0;
}

/* ---- sending on ---- */

enum { SENT_MOST = 256, SYNCS_MOST = 4 };

/* An index of words takes what is new to it in heaps: the larger they are, the more of them lies together. VACUUM takes in the last one. */
int
pg_send_begin(struct pg_conn *c)
{
	c->sent = c->syncs = 0;
	TRY(pg_control(c, "SET LOCAL gin_pending_list_limit = '64MB'; SET LOCAL work_mem = '128MB'"));
	return PQenterPipelineMode(c->pg) ? 0 : broke(c, NULL);
}

/* Reads answers until no more marks are out than that. */
static int
take_answers(struct pg_conn *c, int syncs)
{
	while (c->syncs > syncs) {
		PGresult *r = PQgetResult(c->pg);

		if (!r && PQstatus(c->pg) != CONNECTION_OK)
			return broke(c, NULL);
		if (r && PQresultStatus(r) == PGRES_PIPELINE_SYNC)
			c->syncs--;
		else if (r && !is_fine(r) && PQresultStatus(r) != PGRES_PIPELINE_ABORTED)
			broke(c, r);
		PQclear(r);
	}
	return c->base.err;
}

static int
mark(struct pg_conn *c)
{
	if (!PQpipelineSync(c->pg))
		return broke(c, NULL);
	c->sent = 0;
	c->syncs++;
	return 0;
}

int
pg_send(struct tx *tx, const struct db_stmt *st, const struct db_val *params)
{
	static const int binary[STMT_MAX_PARAMS] = {[0 ... STMT_MAX_PARAMS - 1] = 1};
	struct pg_conn *c = (struct pg_conn *)tx->conn->send_to;
	uint64_t bits[STMT_MAX_PARAMS];
	const char *values[STMT_MAX_PARAMS];
	int lengths[STMT_MAX_PARAMS];
	Oid types[STMT_MAX_PARAMS];

	if (c->base.err)
		return c->base.err;
	c->base.last = st;
	if (c->prepared[st->number] != st) {
		int n = param_types(st, types);

		if (!st->number || c->prepared[st->number])
			return db_broke(&c->base, E_BUG, "%s cannot be sent", st->name);
		if (!PQsendPrepare(c->pg, known_as(st), st->pg, n, types))
			return broke(c, NULL);
		c->prepared[st->number] = st;
	}
	put_params(st, params, bits, values, lengths);
	if (!PQsendQueryPrepared(c->pg, known_as(st), (int)strlen(st->params), values, lengths, binary, 1))
		return broke(c, NULL);
	if (++c->sent < SENT_MOST)
		return 0;
	TRY(mark(c));
	return take_answers(c, SYNCS_MOST);
}

int
pg_send_end(struct pg_conn *c)
{
	if (PQstatus(c->pg) == CONNECTION_OK && mark(c) == 0)
		(void)take_answers(c, 0);
	if (!PQexitPipelineMode(c->pg))
		broke(c, NULL);
	return c->base.err;
}

static int
compare(const PGresult *r, const struct db_stmt *st, struct arena *a, struct str *ret_why)
{
	int cols = (int)strlen(st->cols);

	if (!is_fine(r)) {
		*ret_why = str_dup(a, str_of(PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY)));
		return E_SCHEMA;
	}
	if (PQnparams(r) != (int)strlen(st->params)) {
		*ret_why = str_fmt(a, "%zu parameters declared, %d found", strlen(st->params),
				   PQnparams(r));
		return E_SCHEMA;
	}
	if (PQnfields(r) != cols) {
		*ret_why = str_fmt(a, "%d columns declared, %d found", cols, PQnfields(r));
		return E_SCHEMA;
	}
	for (int k = 0; k < cols; k++) {
		if (letter(PQftype(r, k)) != st->cols[k]) {
			*ret_why = str_fmt(a, "column %d (%s) is declared %c and is type %u", k + 1,
					   PQfname(r, k), st->cols[k], PQftype(r, k));
			return E_SCHEMA;
		}
	}
	return 0;
}

/* In a savepoint: a statement that cannot be prepared does not end the caller's transaction. */
int
pg_check(struct tx *tx, const struct db_stmt *st, struct str *ret_why)
{
	struct pg_conn *c = (struct pg_conn *)tx->conn;
	Oid types[STMT_MAX_PARAMS];
	PGresult *r;
	int err;

	TRY(pg_control(c, "SAVEPOINT checking"));
	r = PQprepare(c->pg, "", st->pg, param_types(st, types), types);
	if (is_fine(r)) {
		PQclear(r);
		r = PQdescribePrepared(c->pg, "");
	}
	err = compare(r, st, tx->arena, ret_why);
	PQclear(r);
	TRY(pg_control(c, "ROLLBACK TO checking; RELEASE checking"));
	return err;
}

int
pg_script(struct tx *tx, const char *text)
{
	return pg_control((struct pg_conn *)tx->conn, text);
}

int
pg_forget(struct tx *tx)
{
	return forget_statements((struct pg_conn *)tx->conn);
}

/* A snapshot says which transactions it sees; a commit anywhere makes it another one. It means the same on
 * every connection. */
int
pg_look(struct tx *tx, bool *ret_changed)
{
	struct pg_conn *c = (struct pg_conn *)tx->conn;
	PGresult *r =
		PQexec(c->pg, "SELECT hashtextextended(CAST(pg_current_snapshot() AS text), 0)");
	int64_t mark;
	int err = is_fine(r) && str_int(str_of(PQgetvalue(r, 0, 0)), &mark) ? 0 : broke(c, r);

	PQclear(r);
	if (!err)
		*ret_changed = atomic_exchange(c->mark, mark) != mark;
	return err;
}
