/* rule.c: which rule decides, and why: functions of rules and facts alone. */
#include "kit/rule.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/err.h"
#include "lib/calendar.h"
#include "lib/text.h"

/* ---- texts ---- */

bool
rule_next(struct str *lines, struct str *ret)
{
	while (str_next(lines, '\n', ret))
		if (ret->n)
			return true;
	return false;
}

struct str
rule_fold_text(struct arena *a, struct str title, struct str text)
{
	return text_fold(a, str_fmt(a, "%.*s\n%.*s", STR(title), STR(text)));
}

struct str
rule_fold_lines(struct arena *a, struct str lines)
{
	struct str line;
	struct buf b;

	buf_init(&b, a);
	while (rule_next(&lines, &line)) {
		struct str rest = text_fold(a, line), question;

		if (!rest.n || !str_next(&rest, ':', &question))
			continue;
		buf_fmt(&b, "%s%.*s", b.n ? "\n" : "", STR(str_trim(question)));
		if (rest.n)
			buf_fmt(&b, ": %.*s", STR(str_trim(rest)));
	}
	return buf_done(&b);
}

static bool
has_line(struct str lines, struct str line)
{
	struct str other;

	while (rule_next(&lines, &other))
		if (str_eq(other, line))
			return true;
	return false;
}

bool
rule_reads(const struct rule_list *rules)
{
	for (size_t i = 0; i < rules->n; i++)
		if (rules->v[i].words_all.n || rules->v[i].words_any.n || rules->v[i].answers.n)
			return true;
	return false;
}

/* ---- order ---- */

static int
conditions(const struct rule *r)
{
	return (r->times != RULE_ANY_TIME) + (r->day_from != 0) + (r->ways != 0) + (r->urgent != RULE_ANY_HURRY) + (r->words_all.n > 0) +
	       (r->words_any.n > 0) + (r->answers.n > 0);
}

static int
by_order(const void *a, const void *b)
{
	const struct rule *x = a, *y = b;
	const int64_t keys[][2] = {
		{y->thing_level, x->thing_level}, {y->node_level, x->node_level}, {conditions(y), conditions(x)},
		{x->number, y->number}, {x->rule, y->rule}, {x->version, y->version},
	};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	return 0;
}

void
rule_order(struct rule_list *rules)
{
	if (rules->n)
		qsort(rules->v, rules->n, sizeof *rules->v, by_order);
}

/* ---- does it hold? ---- */

/* Has it this day, 1 = Monday? */
static bool
has_day(const struct rule *r, int day)
{
	if (!r->day_from)
		return true;
	return r->day_from <= r->day_to ? day >= r->day_from && day <= r->day_to : day >= r->day_from || day <= r->day_to;
}

static bool
time_fits(const struct rule *r, int64_t district, int64_t at)
{
	struct civil c = clock_civil(at);
	bool works = calendar_at_work((struct calendar_whose){.district = district}, at);

	if (r->times != RULE_ANY_TIME && works != (r->times == RULE_WORKING))
		return false;
	return has_day(r, c.weekday ? c.weekday : 7);
}

static bool
words_fit(const struct rule *r, const struct rule_facts *f)
{
	struct str rest = r->words_all, word;
	bool any = !r->words_any.n;

	while (rule_next(&rest, &word))
		if (!str_has(f->text, word))
			return false;
	rest = r->words_any;
	while (!any && rule_next(&rest, &word))
		any = str_has(f->text, word);
	return any;
}

static bool
answers_fit(const struct rule *r, const struct rule_facts *f)
{
	struct str rest = r->answers, line;

	while (rule_next(&rest, &line))
		if (!has_line(f->answers, line))
			return false;
	return true;
}

static bool
thing_fits(const struct rule *r, const struct rule_facts *f)
{
	bool fits = !r->thing;

	for (int i = 0; i < RULE_DEPTH; i++)
		fits |= f->thing[i] == r->thing;
	return fits;
}

static bool
place_fits(const struct rule *r, const struct rule_facts *f)
{
	bool fits = !r->node || f->place.node == r->node;

	for (int i = 0; i < LEVEL__MAX; i++)
		fits |= f->place.at[i] == r->node;
	return fits;
}

bool
rule_holds(const struct rule *r, const struct rule_facts *f)
{
	if (!thing_fits(r, f) || !place_fits(r, f) || (r->ways && !((r->ways >> f->way) & 1)))
		return false;
	if (r->urgent != RULE_ANY_HURRY && f->urgent != (r->urgent == RULE_HURRY))
		return false;
	if ((r->times != RULE_ANY_TIME || r->day_from) && !time_fits(r, f->place.at[LEVEL_DISTRICT], f->at))
		return false;
	return words_fit(r, f) && answers_fit(r, f);
}

bool
rule_in_force(const struct rule *r, int64_t at)
{
	return !r->off && r->from_at <= at && at < r->until_at;
}

const struct rule *
rule_first(const struct rule_list *rules, const struct rule_facts *f, int64_t at)
{
	for (size_t i = 0; i < rules->n; i++)
		if (rule_in_force(&rules->v[i], at) && rule_holds(&rules->v[i], f))
			return &rules->v[i];
	return NULL;
}

/* ---- does one stand before another for good? ---- */

/* Has the text that has all (or any) of these words one of those in it? */
static bool
implies(struct str words, struct str piece, bool all)
{
	struct str word;
	bool any = false, each = words.n > 0;

	while (rule_next(&words, &word)) {
		any |= str_has(word, piece);
		each &= str_has(word, piece);
	}
	return all ? any : each;
}

static bool
all_covered(const struct rule *wide, const struct rule *narrow)
{
	struct str rest = wide->words_all, word;

	while (rule_next(&rest, &word))
		if (!implies(narrow->words_all, word, true) && !implies(narrow->words_any, word, false))
			return false;
	return true;
}

/* Whatever of its words brought the narrow one about has one of the wide one's in it. */
static bool
any_covered(const struct rule *wide, const struct rule *narrow)
{
	struct str rest = wide->words_any, word, mine = narrow->words_any, one;
	bool each = mine.n > 0;

	if (!wide->words_any.n)
		return true;
	while (rule_next(&rest, &word))
		if (implies(narrow->words_all, word, true))
			return true;
	while (each && rule_next(&mine, &one)) {
		bool found = false;

		rest = wide->words_any;
		while (!found && rule_next(&rest, &word))
			found = str_has(one, word);
		each = found;
	}
	return each;
}

static bool
days_covered(const struct rule *wide, const struct rule *narrow)
{
	for (int day = 1; day <= 7; day++)
		if (has_day(narrow, day) && !has_day(wide, day))
			return false;
	return true;
}

static bool
answers_covered(const struct rule *wide, const struct rule *narrow)
{
	struct str rest = wide->answers, line;

	while (rule_next(&rest, &line))
		if (!has_line(narrow->answers, line))
			return false;
	return true;
}

bool
rule_covers(const struct rule *wide, const struct rule *narrow)
{
	if (wide->off || wide->from_at > narrow->from_at || wide->until_at < narrow->until_at)
		return false;
	if ((wide->thing && wide->thing != narrow->thing) || (wide->node && wide->node != narrow->node))
		return false;
	if ((wide->times && wide->times != narrow->times) || (wide->urgent && wide->urgent != narrow->urgent))
		return false;
	if (wide->ways && (!narrow->ways || narrow->ways & ~wide->ways))
		return false;
	return days_covered(wide, narrow) && all_covered(wide, narrow) && any_covered(wide, narrow) && answers_covered(wide, narrow);
}

/* ---- why ---- */

/* The lines that were found, with 、 between. */
static void
say_lines(struct buf *b, struct str lines, struct str text)
{
	struct str line;

	while (rule_next(&lines, &line))
		if (!text.p || str_has(text, line))
			buf_fmt(b, "%s%.*s", b->n ? "、" : "", STR(line));
}

static void
add_part(struct rule_part_list *parts, enum rule_part_kind kind, const char *word, struct str text)
{
	parts->v[parts->n++] = (struct rule_part){.kind = kind, .word = word, .text = text};
}

void
rule_why(struct arena *a, const struct rule *r, const struct rule_facts *f, struct rule_part_list *ret)
{
	struct rule_part_list parts = {NEW_ARRAY(a, struct rule_part, RULE_BY_ANSWERS), 0};
	struct str text = f ? f->text : (struct str){0}, answers = f ? f->answers : (struct str){0};
	struct buf words, said;

	buf_init(&words, a);
	buf_init(&said, a);
	say_lines(&words, r->words_all, text);
	say_lines(&words, r->words_any, text);
	say_lines(&said, r->answers, answers);
	if (r->thing)
		add_part(&parts, RULE_BY_THING, N_("事项是"), S(""));
	if (r->node)
		add_part(&parts, RULE_BY_PLACE, N_("地点在"), S(""));
	if (r->times != RULE_ANY_TIME)
		add_part(&parts, RULE_BY_TIME, r->times == RULE_WORKING ? N_("在上班时间") : N_("在下班时间"), S(""));
	if (r->day_from)
		add_part(&parts, RULE_BY_DAY, N_("星期是"), S(""));
	if (r->ways)
		add_part(&parts, RULE_BY_WAY, N_("渠道是"), S(""));
	if (r->urgent != RULE_ANY_HURRY)
		add_part(&parts, RULE_BY_HURRY, r->urgent == RULE_HURRY ? N_("是急件") : N_("不是急件"), S(""));
	if (words.n)
		add_part(&parts, RULE_BY_WORDS, N_("写到了"), buf_done(&words));
	if (said.n)
		add_part(&parts, RULE_BY_ANSWERS, N_("回答了"), buf_done(&said));
	*ret = parts;
}
