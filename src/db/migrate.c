/* migrate.c: which migrations a database has, and applying the others.
 *
 * The table schema_version cannot come from a migration, so its few statements stand here. */
#include "db/migrate.h"

#include <assert.h>

#include "base/clock.h"
#include "db/driver.h"

static const struct db_stmt version_table = {
	.name = "version_table",
	.sqlite = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = "
		  "'schema_version'",
	.pg = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = "
	      "'schema_version'",
	.params = "",
	.cols = "i",
};
static const struct db_stmt version_make = {
	.name = "version_make",
	.sqlite = "CREATE TABLE schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
		  "checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
	.pg = "CREATE TABLE schema_version (number BIGINT PRIMARY KEY, name TEXT NOT NULL, "
	      "checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)",
	.params = "",
	.cols = "",
	.writes = true,
};
static const char list_text[] = "SELECT number, checksum, name FROM schema_version ORDER BY number";
static const struct db_stmt version_list = {
	.name = "version_list",
	.sqlite = list_text,
	.pg = list_text,
	.params = "",
	.cols = "itt",
};
static const char add_text[] =
	"INSERT INTO schema_version (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)";
static const struct db_stmt version_add = {
	.name = "version_add",
	.sqlite = add_text,
	.pg = add_text,
	.params = "itti",
	.cols = "",
	.writes = true,
};
static const char citus_text[] = "SELECT count(*) FROM pg_extension WHERE extname = 'citus'";
static const struct db_stmt has_citus = {
	.name = "has_citus",
	.sqlite = "SELECT 0",
	.pg = citus_text,
	.params = "",
	.cols = "i",
};
/* Citus lists the tables it distributes in a table of its own. */
static const struct db_stmt lists_tables = {
	.name = "lists_tables",
	.sqlite = "SELECT 0",
	.pg = "SELECT CASE WHEN to_regclass('pg_dist_partition') IS NULL THEN 0 ELSE 1 END",
	.params = "",
	.cols = "i",
};
static const struct db_stmt local_tables = {
	.name = "local_tables",
	.sqlite = "SELECT 0",
	.pg = "SELECT count(*) FROM pg_class c WHERE c.relkind = 'r' AND c.relname <> 'schema_version' AND "
	      "c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND "
	      "NOT EXISTS (SELECT 1 FROM pg_dist_partition p WHERE p.logicalrelid = c.oid)",
	.params = "",
	.cols = "i",
};
static const struct db_stmt version_shared = {
	.name = "version_shared",
	.sqlite = "SELECT 1",
	.pg = "SELECT count(*) FROM pg_dist_partition WHERE logicalrelid = to_regclass('schema_version')",
	.params = "",
	.cols = "i",
};
/* PostgreSQL's lock against a second migrator ends with the transaction; the number has no meaning
 * but to be ours. SQLite's only writer is alone anyway. */
static const char one_migrator[] = "SELECT pg_advisory_xact_lock(6926137)";

struct standing {
	enum schema_state state;
	int have;	   /* the highest number there is */
	struct str edited; /* name of the first one that is not as this program knows it */
};

static int
first_number(void *ctx, const struct db_val *cols)
{
	*(int64_t *)ctx = cols[0].i;
	return 1;
}

static int
count(struct tx *tx, const struct db_stmt *st, int64_t *ret)
{
	return db_run(tx, st, NULL, first_number, ret, false, NULL);
}

/* Tables that lie on this node alone although Citus could distribute them. */
static int
count_local(struct tx *tx, int64_t *ret)
{
	int64_t citus = 0;

	*ret = 0;
	TRY(count(tx, &lists_tables, &citus));
	return citus ? count(tx, &local_tables, ret) : 0;
}

/* Where Citus is, every node knows the schema's version: a program may connect to any of them. */
static int
share_version(struct tx *tx)
{
	int64_t citus = 0, shared = 0;

	TRY(count(tx, &lists_tables, &citus));
	if (!citus)
		return 0;
	TRY(count(tx, &version_shared, &shared));
	return shared ? 0 : db_script(tx, "SELECT create_reference_table('schema_version')");
}

static int
compare(void *ctx, const struct db_val *cols)
{
	struct standing *s = ctx;
	int64_t number = cols[0].i;

	if (number <= migrations_n && !s->edited.n &&
	    (number != s->have + 1 || !str_is(cols[1].s, migrations[number - 1].checksum)))
		s->edited = cols[2].s;
	s->have = (int)number;
	return 0;
}

static int
look(struct tx *tx, void *arg)
{
	struct standing *s = arg;
	int64_t has_table = 0, local = 0;

	*s = (struct standing){.state = SCHEMA_EMPTY};
	TRY(count(tx, &version_table, &has_table));
	if (!has_table)
		return 0;
	TRY(db_run(tx, &version_list, NULL, compare, s, false, NULL));
	if (s->have > migrations_n)
		s->state = SCHEMA_NEWER;
	else if (s->edited.n)
		s->state = SCHEMA_EDITED;
	else if (s->have > 0)
		s->state = s->have == migrations_n ? SCHEMA_CURRENT : SCHEMA_OLD;
	if (s->state == SCHEMA_CURRENT) {
		TRY(count_local(tx, &local));
		if (local)
			s->state = SCHEMA_LOCAL;
	}
	return 0;
}

int
schema_state(struct db *db, struct arena *a, enum schema_state *ret, int *ret_have)
{
	struct standing s;

	assert(a && ret && ret_have);
	TRY(db_read_now(db, a, look, &s));
	*ret = s.state;
	*ret_have = s.have;
	return 0;
}

static int
apply(struct tx *tx, const struct migration *m)
{
	const struct db_val row[] = {
		{.i = m->number},
		{.s = str_of(m->name)},
		{.s = str_of(m->checksum)},
		{.i = clock_now()},
	};
	int64_t citus = 0;

	TRY(db_script(tx, tx->engine == DB_SQLITE ? m->sqlite : m->pg));
	TRY(count(tx, &has_citus, &citus));
	if (citus && m->citus[0])
		TRY(db_script(tx, m->citus));
	return db_run(tx, &version_add, row, NULL, NULL, false, NULL);
}

struct step {
	int to;		       /* no further than this number */
	struct standing found; /* under the lock, before this step */
	struct str why;	       /* the engine's words when it failed */
};

static int
one_step(struct tx *tx, struct step *s)
{
	int64_t has_table = 0;

	if (tx->engine == DB_PG)
		TRY(db_script(tx, one_migrator));
	TRY(count(tx, &version_table, &has_table));
	if (!has_table)
		TRY(db_run(tx, &version_make, NULL, NULL, NULL, false, NULL));
	TRY(share_version(tx));
	TRY(look(tx, &s->found));
	if (s->found.state != SCHEMA_EMPTY && s->found.state != SCHEMA_OLD)
		return 0;
	if (s->found.have >= s->to)
		return 0;
	return apply(tx, &migrations[s->found.have]);
}

/* Another program may have migrated since the step before: each looks again under its lock. */
static int
step(struct tx *tx, void *arg)
{
	struct step *s = arg;
	int err = one_step(tx, s);

	if (err < 0)
		s->why = str_fmt(tx->arena, "%s", tx->conn->err ? tx->conn->why : err_name(err));
	return err;
}

/* err of the step, or that this program must not touch the database. */
static int
verdict(const struct step *s, int err, struct arena *a, struct str *ret_why)
{
	if (err) {
		*ret_why = str_fmt(a, "migration %d failed (%s): %.*s", s->found.have + 1,
				   err_name(err), STR(s->why));
		return err;
	}
	if (s->found.state == SCHEMA_NEWER)
		*ret_why = str_fmt(
			a,
			"the database has migration %d, this program knows %d: use a newer program",
			s->found.have, migrations_n);
	else if (s->found.state == SCHEMA_EDITED)
		*ret_why = str_fmt(a,
				   "migration %.*s was applied with another text: files that were "
				   "released are never edited",
				   STR(s->found.edited));
	else if (s->found.state == SCHEMA_LOCAL)
		*ret_why = S("Citus is here, and tables are not distributed: the extension is created before "
			     "the first linli migrate; back up, migrate an empty database, restore");
	else
		return 0;
	return E_SCHEMA;
}

int
schema_migrate(struct db *db, struct arena *a, int *ret_applied, struct str *ret_why)
{
	struct step s = {.to = migrations_n};

	assert(a && ret_applied && ret_why);
	for (int applied = 0;; applied++) {
		TRY(verdict(&s, db_bulk(db, a, step, &s), a, ret_why));
		if (s.found.have == s.to) {
			*ret_applied = applied;
			return 0;
		}
	}
}

int
schema_migrate_in(struct tx *tx, int to, struct str *ret_why)
{
	struct step s = {.to = to};

	assert(tx->may_write && ret_why);
	do
		TRY(verdict(&s, step(tx, &s), tx->arena, ret_why));
	while (s.found.have < to);
	return 0;
}
