/* course_verify.c: do the tables agree with the history of a matter? */
#include "base/str.h"
#include "gen/kit_sql.h"
#include "kit/course_check.h"
#include "kit/course_in.h"
#include "kit/holiday.h"
#include "kit/link.h"
#include "kit/matter_age.h"
#include "kit/workday.h"

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
		else if (is.tab != must->tab || is.queue_at != must->queue_at || is.kind != must->kind ||
			 is.topic != must->topic || is.state != must->state)
			*ret_why = "it lies on a desk otherwise than its state says";
	}
	return 0;
}

/* A clock that was given minutes is due when replaying them says so. */
static int
check_clocks(struct move *m, const char **ret_why)
{
	bool holidays;

	for (size_t i = 0; i < m->clocks.n; i++) {
		const struct due *d = &m->clocks.v[i];
		int64_t due_at, later;

		TRY(due_replay(m->tx, m->who->district, d, &due_at));
		if (due_at == d->due_at)
			continue;
		later = due_at > d->due_at ? due_at : d->due_at;
		TRY(holiday_since(m->tx, d->stopped_at ? d->stopped_at : m->was.updated_at, d->started_at, later, &holidays));
		if (!holidays)
			TRY(workday_since(m->tx, m->who->district, d->org, d->stopped_at ? d->stopped_at : m->was.updated_at, later,
					  &holidays));
		/* What ended before a day was said to be free or worked stays as it ended. */
		if (!holidays)
			*ret_why = "a clock is not due when its minutes say";
		else if (!d->stopped_at)
			*ret_why = "a clock is not due when its minutes say, holidays were imported since: linli clocks recompute";
	}
	return 0;
}

/* Has a step of these brought this file? */
static bool
brought(const struct flow_step_list *steps, struct str file)
{
	for (size_t i = 0; i < steps->n; i++)
		if (str_has(steps->v[i].photos, file))
			return true;
	return false;
}

static bool
has_file(const struct matter_file_list *files, struct str file)
{
	for (size_t i = 0; i < files->n; i++)
		if (str_eq(files->v[i].file, file))
			return true;
	return false;
}

/* The number of the last step that forgot, 0 = none. */
static int64_t
forgot_at(const struct course *c, const struct flow_step_list *steps)
{
	int64_t seq = 0;

	for (size_t i = 0; i < steps->n; i++)
		if (c->forget && steps->v[i].kind == c->forget)
			seq = steps->v[i].seq;
	return seq;
}

/* Files are those that steps brought; files and texts go only before a step that says so. */
static int
check_kept(struct move *m, const struct flow_step_list *steps, const char **ret_why)
{
	int64_t forgot = forgot_at(m->course, steps);
	struct matter_file_list files;

	TRY(matter_files(m->tx, m->who->district, m->was.id, false, &files));
	for (size_t i = 0; i < files.n; i++)
		if (!brought(steps, files.v[i].file))
			*ret_why = "it has a photo that no step brought";
	for (size_t i = 0; i < steps->n; i++) {
		const struct flow_step *s = &steps->v[i];
		struct str rest = s->photos, file;

		if (s->seq <= forgot)
			continue;
		while (str_next(&rest, ' ', &file))
			if (file.n && !has_file(&files, file))
				*ret_why = "a photo that a step brought is gone";
		if (flow_forgotten(m->tx->arena, s))
			*ret_why = "the text of a step was emptied without a step";
	}
	return 0;
}

/* What the latest of these steps says of a link to the matter with this code. */
struct said {
	int64_t step;
	bool linked;
};

static void
hear(struct arena *a, const struct flow_step_list *steps, struct str code, struct said *last)
{
	struct str link = str_fmt(a, "link=%.*s", STR(code)), unlink = str_fmt(a, "unlink=%.*s", STR(code));

	for (size_t i = 0; i < steps->n; i++) {
		const struct flow_step *s = &steps->v[i];
		bool linked = str_eq(s->data, link);

		if (s->id > last->step && (linked || str_eq(s->data, unlink)))
			*last = (struct said){s->id, linked};
	}
}

/* Both ends say it: the later one counts. */
static int
hear_both(struct move *m, const struct flow_step_list *steps, struct str code, bool *ret_linked)
{
	struct said last = {0};
	struct flow_step_list others;
	struct matter other;
	int rc;

	hear(m->tx->arena, steps, code, &last);
	*ret_linked = last.linked;
	rc = matter_by_code(m->tx, m->who->district, code, &other);
	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	TRY(flow_list(m->tx, m->who->district, (enum flow_subject)other.kind, other.id, FLOW_INTERNAL, &others));
	hear(m->tx->arena, &others, m->was.code, &last);
	*ret_linked = last.linked;
	return 0;
}

static int
check_links(struct move *m, const struct flow_step_list *steps, const char **ret_why)
{
	struct link_line_list links;
	bool linked;

	TRY(links_of(m->tx, m->who->district, m->was.id, &links));
	for (size_t i = 0; i < links.n; i++) {
		TRY(hear_both(m, steps, links.v[i].code, &linked));
		if (!linked)
			*ret_why = "it has a link that no step made";
	}
	for (size_t i = 0; i < steps->n; i++) {
		struct str code = str_starts(steps->v[i].data, S("link=")) ? str_sub(steps->v[i].data, 5, SIZE_MAX) : S("");
		bool there = false;

		for (size_t k = 0; k < links.n; k++)
			there |= str_eq(links.v[k].code, code);
		if (!code.n || there)
			continue;
		TRY(hear_both(m, steps, code, &linked));
		if (linked)
			*ret_why = "a link that a step made is gone";
	}
	return 0;
}

static int
judge(struct move *m, struct verdict *ret)
{
	struct flow_step_list steps;
	const char *why = NULL;
	struct str seal, last;

	TRY(flow_list(m->tx, m->who->district, m->course->kind, m->was.id, FLOW_INTERNAL, &steps));
	last = steps.n ? steps.v[steps.n - 1].seal : S("");
	TRY(check_desks(m, &why));
	TRY(check_clocks(m, &why));
	TRY(check_links(m, &steps, &why));
	/* What was filed before there were seals may have forgotten without a step. */
	if (steps.n && steps.v[0].seal.n)
		TRY(check_kept(m, &steps, &why));
	if (m->course->check)
		TRY(m->course->check(m, &steps, &why));
	TRY(course_seal(m, &seal));
	if (last.n && !str_eq(seal, last))
		why = "its row, a clock or a body was changed without a step";
	if (!steps.n || steps.v[steps.n - 1].seq != m->was.version)
		why = "its version is not the number of its steps";
	*ret = (struct verdict){.code = m->was.code, .why = why, .sealed = last.n, .desks = m->desks->n};
	return 0;
}

int
course_verify(const struct course *c, struct tx *tx, int64_t district, int64_t id, struct verdict *ret)
{
	struct actor system = actor_system_of;
	struct move *m = move_new(c, tx, &system);
	int rc;

	system.district = district;
	rc = course_read_id(m, id);
	if (rc == E_BUG)
		*ret = (struct verdict){.code = m->was.code, .why = "its state or a clock's stage is none of its course"};
	else if (rc == E_NOTFOUND && m->was.id)
		*ret = (struct verdict){.code = m->was.code, .why = "a part of it is gone"};
	else
		return rc < 0 ? rc : judge(m, ret);
	return 0;
}

/* A walk over all matters of a kind, and whom to tell. */
struct walk {
	const struct course *c;
	struct tx *tx;
	int64_t district, desks;
	int (*broken)(void *ctx, struct str line);
	void *ctx;
};

/* A matter's memory goes when it has been told. */
static int
verify_one(struct walk *w, int64_t id)
{
	struct arena *memory = w->tx->arena, one;
	struct verdict v;
	int rc;

	arena_init(&one);
	w->tx->arena = &one;
	rc = course_verify(w->c, w->tx, w->district, id, &v);
	if (rc == 0 && v.why)
		rc = w->broken(w->ctx, str_fmt(&one, "%s %.*s: %s", w->c->name, STR(v.code), v.why));
	if (rc == 0)
		w->desks += (int64_t)v.desks;
	w->tx->arena = memory;
	arena_release(&one);
	return rc;
}

/* Histories of which the matter is gone. */
static int
find_lost(struct walk *w)
{
	int64_t after = 0, subjects[BATCH];
	struct matter m;
	size_t n;

	do {
		TRY(flow_subjects(w->tx, w->district, w->c->kind, after, subjects, BATCH, &n));
		for (size_t i = 0; i < n; i++) {
			int rc = matter_get(w->tx, w->district, after = subjects[i], &m);

			if (rc == E_NOTFOUND)
				rc = w->broken(w->ctx, str_fmt(w->tx->arena, "%s %lld is gone, its history is there",
							       w->c->name, (long long)subjects[i]));
			TRY(rc);
		}
	} while (n == BATCH);
	return 0;
}

/* Each matter lies on the desks it must lie on; here, that nothing else lies on any. */
static int
check_desk_number(struct walk *w)
{
	struct desk_number is;

	TRY(sql_desk_rows_of(w->tx, w->district, w->c->kind, &is));
	if (is.n == w->desks)
		return 0;
	return w->broken(w->ctx, str_fmt(w->tx->arena, "%s: %lld rows of desks, and %lld that must be", w->c->name,
					 (long long)is.n, (long long)w->desks));
}

static int
check_counts(struct walk *w)
{
	struct matter_counted_list counts;
	struct matter_number live;
	int64_t counted = 0;

	TRY(sql_matter_counts(w->tx, w->district, w->c->kind, &counts));
	for (size_t i = 0; i < counts.n; i++) {
		counted += counts.v[i].live;
		if (counts.v[i].n != counts.v[i].live)
			TRY(w->broken(w->ctx, str_fmt(w->tx->arena, "%s: community %lld counts %lld that are not over, there are %lld",
						      w->c->name, (long long)counts.v[i].community,
						      (long long)counts.v[i].n, (long long)counts.v[i].live)));
		if (counts.v[i].late != counts.v[i].over)
			TRY(w->broken(w->ctx, str_fmt(w->tx->arena, "%s: community %lld counts %lld that are late, there are %lld",
						      w->c->name, (long long)counts.v[i].community,
						      (long long)counts.v[i].late, (long long)counts.v[i].over)));
	}
	TRY(sql_matter_live_number(w->tx, w->district, w->c->kind, &live));
	if (counted == live.last)
		return 0;
	return w->broken(w->ctx, str_fmt(w->tx->arena, "%s: a community has no count", w->c->name));
}

static int
check_ages(struct walk *w)
{
	struct matter_age_list wrong;

	TRY(matter_age_wrong(w->tx, w->district, w->c->kind, &wrong));
	for (size_t i = 0; i < wrong.n; i++)
		TRY(w->broken(w->ctx, str_fmt(w->tx->arena, "%s: how old is what is not over: desk %lld, day %lld (%lld) counts %lld too many",
					      w->c->name, (long long)wrong.v[i].desk, (long long)wrong.v[i].day,
					      (long long)wrong.v[i].what, (long long)wrong.v[i].n)));
	return 0;
}

int
course_verify_all(const struct course *c, struct tx *tx, int64_t district,
		  int (*broken)(void *ctx, struct str line), void *ctx)
{
	struct walk w = {.c = c, .tx = tx, .district = district, .broken = broken, .ctx = ctx};
	struct matter_id_list ids;
	int64_t after = 0;

	do {
		TRY(matter_after(tx, district, c->kind, after, BATCH, &ids));
		for (size_t i = 0; i < ids.n; i++)
			TRY(verify_one(&w, after = ids.v[i].id));
	} while (ids.n == BATCH);
	TRY(check_desk_number(&w));
	TRY(check_counts(&w));
	TRY(check_ages(&w));
	return find_lost(&w);
}
