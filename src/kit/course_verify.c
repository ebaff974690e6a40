/* course_verify.c: do the tables agree with the history of a matter? */
#include "base/str.h"
#include "gen/kit_sql.h"
#include "kit/course.h"
#include "kit/link.h"

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

		if (d->paused_at || d->stopped_at)
			continue;
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
course_verify(struct move *m, int64_t id, struct verdict *ret)
{
	struct flow_step_list steps;
	const char *why = NULL;
	struct str seal, last;

	TRY(course_read_id(m, id));
	TRY(flow_list(m->tx, m->who->district, m->course->kind, id, FLOW_INTERNAL, &steps));
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
