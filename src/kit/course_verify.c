/* course_verify.c: do the tables agree with the history of a matter? */
#include "base/str.h"
#include "gen/kit_sql.h"
#include "kit/course_check.h"
#include "kit/link.h"

enum { BATCH = 500 };

/* Each desk the matter must lie on, as it must lie there. */
static int
check_desks(struct move *m, const char **ret_why)
{
	for (size_t i = 0; i < m->desks->n; i++) {
		const struct desk *must = &m->desks->v[i];
		struct desk is;
		int rc = sql_desk_get(m->tx, m->who->district, must->desk, must->matter, &is);

		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
		if (rc == E_NOTFOUND)
			*ret_why = "it is missing on a desk";
		else if (is.tab != must->tab || is.queue_at != must->queue_at || is.kind != must->kind)
			*ret_why = "it lies on a desk otherwise than its state says";
	}
	return 0;
}

/* A clock that was given minutes is due when replaying them says so. */
static int
check_clocks(struct move *m, const char **ret_why)
{
	for (size_t i = 0; i < m->clocks.n; i++) {
		const struct due *d = &m->clocks.v[i];
		int64_t due_at;

		TRY(due_replay(m->tx, m->who->district, d, &due_at));
		if (due_at != d->due_at)
			*ret_why = "a clock is not due when its minutes say";
	}
	return 0;
}

/* Links and files are named by the steps that made them. */
static int
check_named(struct move *m, const struct flow_step_list *steps, const char **ret_why)
{
	struct matter_file_list files;
	struct link_line_list links;

	TRY(matter_files(m->tx, m->who->district, m->was.id, false, &files));
	for (size_t i = 0; i < files.n; i++) {
		bool named = false;

		for (size_t k = 0; k < steps->n && !named; k++)
			named = str_has(steps->v[k].photos, files.v[i].file);
		if (!named)
			*ret_why = "it has a photo that no step brought";
	}
	TRY(links_of(m->tx, m->who->district, m->was.id, &links));
	for (size_t i = 0; i < links.n; i++) {
		struct str made = str_fmt(m->tx->arena, "link=%.*s", STR(links.v[i].code));
		bool named = !links.v[i].ahead; /* the other end's step names it */

		for (size_t k = 0; k < steps->n && !named; k++)
			named = str_eq(steps->v[k].data, made);
		if (!named)
			*ret_why = "it has a link that no step made";
	}
	return 0;
}

int
course_verify(const struct course *c, struct tx *tx, int64_t district, int64_t id, struct verdict *ret)
{
	struct actor system = actor_system_of;
	struct move *m = move_new(c, tx, &system);
	struct flow_step_list steps;
	const char *why = NULL;
	struct str seal, last;

	system.district = district;
	TRY(course_read_id(m, id));
	TRY(flow_list(tx, district, c->kind, id, FLOW_INTERNAL, &steps));
	last = steps.n ? steps.v[steps.n - 1].seal : S("");
	TRY(check_desks(m, &why));
	TRY(check_clocks(m, &why));
	TRY(check_named(m, &steps, &why));
	TRY(course_seal(m, &seal));
	if (last.n && !str_eq(seal, last))
		why = "its row, a clock or a body was changed without a step";
	if (!steps.n || steps.v[steps.n - 1].seq != m->was.version)
		why = "its version is not the number of its steps";
	*ret = (struct verdict){.code = m->was.code, .why = why, .sealed = last.n};
	return 0;
}

/* A matter's memory goes when it has been told. */
static int
verify_one(const struct course *c, struct tx *tx, int64_t district, int64_t id,
	   int (*broken)(void *ctx, struct str line), void *ctx)
{
	struct arena *memory = tx->arena, one;
	struct verdict v;
	int rc;

	arena_init(&one);
	tx->arena = &one;
	rc = course_verify(c, tx, district, id, &v);
	if (rc == 0 && v.why)
		rc = broken(ctx, str_fmt(&one, "%s %.*s: %s", c->name, STR(v.code), v.why));
	tx->arena = memory;
	arena_release(&one);
	return rc;
}

/* Histories of which the matter is gone. */
static int
find_lost(const struct course *c, struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx)
{
	int64_t after = 0, subjects[BATCH];
	struct matter m;
	size_t n;

	do {
		TRY(flow_subjects(tx, district, c->kind, after, subjects, BATCH, &n));
		for (size_t i = 0; i < n; i++) {
			int rc = matter_get(tx, district, after = subjects[i], &m);

			if (rc == E_NOTFOUND)
				rc = broken(ctx, str_fmt(tx->arena, "%s %lld is gone, its history is there", c->name,
							 (long long)subjects[i]));
			TRY(rc);
		}
	} while (n == BATCH);
	return 0;
}

int
course_verify_all(const struct course *c, struct tx *tx, int64_t district,
		  int (*broken)(void *ctx, struct str line), void *ctx)
{
	struct matter_id_list ids;
	int64_t after = 0;

	do {
		TRY(matter_after(tx, district, c->kind, after, BATCH, &ids));
		for (size_t i = 0; i < ids.n; i++)
			TRY(verify_one(c, tx, district, after = ids.v[i].id, broken, ctx));
	} while (ids.n == BATCH);
	return find_lost(c, tx, district, broken, ctx);
}
