/* ical_read.c: the times of a calendar's events. */
#include "lib/ical_in.h"

#include <stdlib.h>

enum { DAY_S = 86400, CHINA_S = 8 * 3600, STEP = 64 };

struct expansion {
	struct arena *a;
	const struct ical_entries *events;
	int64_t from, to, steps;
	struct ical_reading *out;
	size_t room, problems_room;
};

static void
complain(struct expansion *x, size_t line, const char *why, struct str text)
{
	struct ical_problem_list *list = &x->out->problems;

	if (list->n == ICAL_READ_PROBLEMS)
		return;
	ical_push(x->a, (void **)&list->v, &list->n, &x->problems_room, sizeof *list->v);
	list->v[list->n - 1] = (struct ical_problem){line, why, text};
}

/* ---- which instances are not ---- */

static int64_t
day_of(int64_t civil)
{
	return civil - (civil + CHINA_S) % DAY_S;
}

/* A day names all that begins on it; an instance that is a day is named by its day, whatever hour stands there. */
static bool
same_when(const struct ical_when *name, const struct ical_when *w)
{
	if (name->is_date || w->is_date)
		return day_of(name->civil) == day_of(w->civil);
	return ical_zone_moment(&name->zone, name->civil) == ical_zone_moment(&w->zone, w->civil);
}

static bool
listed(const struct ical_whens *list, const struct ical_when *w)
{
	for (size_t i = 0; i < list->n; i++)
		if (same_when(&list->v[i], w))
			return true;
	return false;
}

/* Another event of the calendar says what becomes of this instance. */
static bool
changed(const struct expansion *x, const struct ical_entry *e, const struct ical_when *w)
{
	if (!e->uid.n)
		return false;
	for (size_t i = 0; i < x->events->n; i++) {
		const struct ical_entry *other = &x->events->v[i];

		if (other->has_id && !other->why && str_eq(other->uid, e->uid) && same_when(&other->id, w))
			return true;
	}
	return false;
}

/* The same change was made again later in the calendar, or with a higher number. */
static bool
overtaken(const struct expansion *x, const struct ical_entry *e)
{
	for (size_t i = 0; i < x->events->n; i++) {
		const struct ical_entry *o = &x->events->v[i];

		if (o == e || o->why || !e->uid.n || !str_eq(o->uid, e->uid) || o->has_id != e->has_id)
			continue;
		if (e->has_id && !same_when(&o->id, &e->id))
			continue;
		if (!e->has_id && !(o->has_start && o->start.civil == e->start.civil))
			continue;
		if (o->sequence > e->sequence || (o->sequence == e->sequence && o > e))
			return true;
	}
	return false;
}

/* ---- instances ---- */

struct instances {
	struct ical_when *v;
	size_t n, room;
};

static int
put(struct expansion *x, struct instances *list, const struct ical_when *w)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].civil == w->civil && list->v[i].zone.kind == w->zone.kind)
			return 0;
	x->steps += (int64_t)list->n / STEP;
	if (list->n == ICAL_READ_SPANS)
		return E_TOOBIG;
	ICAL_PUSH(x->a, list);
	list->v[list->n - 1] = *w;
	return 0;
}

/* Those of a rule that reach the span asked for; a day more on both sides, since zones differ. */
static int
walk_rule(struct expansion *x, const struct ical_entry *e, const struct recur *written, int64_t length, struct instances *list)
{
	const struct recur_time start = {.at = e->start.civil, .is_date = e->start.is_date};
	struct ical_when w = e->start;
	struct recur rule = *written;
	struct recur_walk walk;
	const char *why;
	int rc;

	/* An end in UTC is looked at on the clock of the start. */
	if (rule.until && rule.until_utc && !e->start.is_date)
		rule.until = ical_zone_civil(&e->start.zone, rule.until + CHINA_S);
	rule.until_utc = false;
	rc = recur_begin(&walk, &rule, &start, false, &why);
	while (rc == 0 && (rc = recur_next(&walk, &w.civil)) == 0) {
		if (++x->steps > ICAL_READ_STEPS)
			return E_TOOBIG;
		if (w.civil > x->to + DAY_S)
			return 0;
		if (w.civil + length >= x->from - DAY_S)
			TRY(put(x, list, &w));
	}
	return rc == E_NOTFOUND ? 0 : rc;
}

/* How long it lasts; < 0: its end lies before its begin. */
static int64_t
length_of(const struct ical_entry *e)
{
	if (e->length >= 0)
		return e->length;
	if (!e->has_end || (e->start.is_date && e->end.civil == e->start.civil))
		return e->start.is_date ? DAY_S : 0;
	return ical_zone_moment(&e->end.zone, e->end.civil) - ical_zone_moment(&e->start.zone, e->start.civil);
}

static int
add_span(struct expansion *x, const struct ical_entry *e, const struct ical_when *w, int64_t length)
{
	int64_t from = ical_zone_moment(&w->zone, w->civil), to = from + (w->length >= 0 ? w->length : length);
	struct ical_span_list *list = &x->out->spans;

	if (from >= x->to || (to > from ? to <= x->from : to < x->from))
		return 0;
	if (list->n == ICAL_READ_SPANS)
		return E_TOOBIG;
	ical_push(x->a, (void **)&list->v, &list->n, &x->room, sizeof *list->v);
	list->v[list->n - 1] = (struct ical_span){from, to, e->summary, w->is_date, e->free};
	return 0;
}

/* An end by number and by day at once, or the start is of another sort than its end. */
static const char *
flaw_of(const struct ical_entry *e, int64_t length)
{
	if (e->why)
		return e->why;
	if (!e->has_start)
		return N_("没有写什么时候开始");
	if (e->has_end && e->length >= 0)
		return N_("又写了结束又写了多长");
	return length < 0 ? N_("结束早于开始") : NULL;
}

static int
expand(struct expansion *x, const struct ical_entry *e, int64_t length)
{
	struct instances list = {0}, not = {0};

	if (!e->rules.n || e->has_id)
		TRY(put(x, &list, &e->start));
	for (size_t i = 0; i < e->rules.n && !e->has_id; i++)
		TRY(walk_rule(x, e, &e->rules.v[i], length, &list));
	for (size_t i = 0; i < e->dates.n; i++)
		TRY(put(x, &list, &e->dates.v[i]));
	for (size_t i = 0; i < e->no_rules.n; i++)
		TRY(walk_rule(x, e, &e->no_rules.v[i], length, &not));
	for (size_t i = 0; i < list.n; i++) {
		const struct ical_when *w = &list.v[i];
		bool out;

		/* What is compared counts too: nobody's calendar holds up the others. */
		x->steps += (int64_t)(e->no_dates.n + x->events->n + not.n) / STEP;
		if (x->steps > ICAL_READ_STEPS)
			return E_TOOBIG;
		out = listed(&e->no_dates, w) || (!e->has_id && changed(x, e, w));

		for (size_t k = 0; k < not.n; k++)
			out |= not.v[k].civil == w->civil;
		if (!out)
			TRY(add_span(x, e, w, length));
	}
	return 0;
}

static int
by_begin(const void *a, const void *b)
{
	const struct ical_span *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

int
ical_read(struct arena *a, struct str text, int64_t from, int64_t to, struct ical_reading *ret, const char **ret_why)
{
	struct ical_reading out = {0};
	struct ical_entries events;
	struct expansion x = {.a = a, .events = &events, .from = from, .to = to, .out = &out};

	TRY(ical_parse(a, text, &events, ret_why));
	*ret_why = N_("日历里的次数太多了，请只导出这个学期的。");
	for (size_t i = 0; i < events.n; i++) {
		const struct ical_entry *e = &events.v[i];
		int64_t length = e->has_start ? length_of(e) : 0;
		const char *flaw = flaw_of(e, length);
		int rc;

		if (flaw) {
			complain(&x, e->bad_line ? e->bad_line : e->line, flaw, e->bad.n ? e->bad : e->summary);
			continue;
		}
		out.events++;
		if (e->cancelled || overtaken(&x, e))
			continue;
		rc = expand(&x, e, length);
		if (rc == E_TOOBIG)
			return rc;
		if (rc < 0) /* a rule that this start cannot have, or that looks in vain */
			complain(&x, e->line, N_("重复的规则看不懂"), e->summary);
	}
	if (out.spans.n)
		qsort(out.spans.v, out.spans.n, sizeof *out.spans.v, by_begin);
	*ret = out;
	return 0;
}
