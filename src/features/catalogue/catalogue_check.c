/* catalogue_check.c: the words of the catalogue, and what a node and a rule must look like. */
#include <string.h>

#include "base/err.h"
#include "features/catalogue/catalogue_rules.h"

const struct catalogue_colour catalogue_colours[CATALOGUE_COLOURS + 1] = {
	{"red", N_("党建红")},	  {"orange", N_("关爱橙")},
	{"yellow", N_("暖心黄")}, {"green", N_("低碳绿")},
	{"cyan", N_("清风青")},	  {"blue", N_("安全蓝")},
	{"purple", N_("和谐紫")}, {NULL, NULL},
};

static const struct circle {
	const char *name, *word;
} circles[LEVEL__MAX] = {
	[LEVEL_DISTRICT] = {"district", N_("区")},     [LEVEL_STREET] = {"street", N_("街道")},
	[LEVEL_COMMUNITY] = {"community", N_("社区")}, [LEVEL_GRID] = {"grid", N_("网格")},
	[LEVEL_BUILDING] = {"building", N_("楼栋")},
};

static const char *const steps[CATALOGUE_STEP__MAX] = {
	[CATALOGUE_DID_ADD] = N_("新增"),     [CATALOGUE_DID_NAME] = N_("改名称"),
	[CATALOGUE_DID_RULE] = N_("改规则"),  [CATALOGUE_DID_UNPLAN] = N_("取消未生效的规则"),
	[CATALOGUE_DID_MOVE] = N_("移动"),    [CATALOGUE_DID_RETIRE] = N_("停用"),
	[CATALOGUE_DID_RESTORE] = N_("恢复"),
};

const char *
catalogue_step_word(int64_t step)
{
	return step > 0 && step < CATALOGUE_STEP__MAX ? steps[step] : "";
}

const char *
catalogue_circle_word(int64_t circle)
{
	return circle > 0 && circle < LEVEL__MAX && circles[circle].word ? circles[circle].word
									 : "";
}

const char *
catalogue_circle_name(int64_t circle)
{
	return circle > 0 && circle < LEVEL__MAX && circles[circle].name ? circles[circle].name
									 : "";
}

int64_t
catalogue_circle_of(struct str name)
{
	for (int level = 1; level < LEVEL__MAX; level++)
		if (circles[level].name &&
		    (str_is(name, circles[level].name) || str_is(name, circles[level].word)))
			return level;
	return 0;
}

const struct catalogue_colour *
catalogue_colour_of(struct str code)
{
	for (const struct catalogue_colour *c = catalogue_colours; c->code; c++)
		if (str_is(code, c->code) || str_is(code, c->word))
			return c;
	return NULL;
}

struct str
catalogue_hours(struct arena *a, int64_t minutes)
{
	struct str s = str_fmt(a, "%.2f", (double)minutes / 60);

	while (s.p[s.n - 1] == '0')
		s.n--;
	s.n -= s.p[s.n - 1] == '.';
	return s;
}

static struct str
below(struct arena *a, struct str path, struct str name)
{
	return path.n ? str_fmt(a, "%.*s/%.*s", STR(path), STR(name)) : name;
}

void
catalogue_set_paths(struct arena *a, struct catalogue_node *n, const struct catalogue_node *parent)
{
	n->path = below(a, parent->path, n->name);
	n->path_en = below(a, parent->path_en, catalogue_name(n, true));
}

/* ---- a node ---- */

static bool
is_code(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'z') ||
		      (s.p[i] >= 'A' && s.p[i] <= 'Z') || s.p[i] == '-' || s.p[i] == '.' ||
		      s.p[i] == '_'))
			return false;
	return true;
}

const char *
catalogue_tidy_draft(struct catalogue_draft *d, const char **ret_field)
{
	const struct catalogue_colour *colour = catalogue_colour_of(str_trim(d->colour));

	d->code = str_trim(d->code);
	d->name = str_trim(d->name);
	d->name_en = str_trim(d->name_en);
	*ret_field = "name";
	if (!d->name.n)
		return N_("名称没填。");
	if (str_chars(d->name) > CATALOGUE_NAME_MAX)
		return N_("名称太长了，最多 40 个字。");
	if (str_has(d->name, S("/")) || str_has(d->name, S("\n")))
		return N_("名称里不能有“/”和换行，斜线请改成“、”。");
	*ret_field = "name_en";
	if (str_chars(d->name_en) > CATALOGUE_NAME_EN_MAX)
		return N_("英文名称太长了，最多 120 个字母。");
	*ret_field = "code";
	if (d->code.n > CATALOGUE_CODE_MAX || !is_code(d->code))
		return N_("编号用字母、数字和“-”，最多 20 个。");
	*ret_field = "colour";
	if (str_trim(d->colour).n && !colour)
		return N_("没有这种颜色。");
	d->colour = colour ? str_of(colour->code) : S("");
	return NULL;
}

/* ---- a rule ---- */

/* A Chinese keyboard's ；and ｜ separate as well. */
static struct str
narrow_marks(struct arena *a, struct str s)
{
	struct buf b;

	buf_init(&b, a);
	for (uint32_t c; str_rune(&s, &c);)
		buf_rune(&b, c == 0xff1b ? ';' : c == 0xff5c ? '|' : c);
	return buf_done(&b);
}

/* The code of a kind of body that was named by code or by its words; "" = unknown. */
static struct str
body_code(const struct catalogue_body_list *bodies, struct str s)
{
	for (size_t i = 0; i < bodies->n; i++)
		if (str_eq(bodies->v[i].code, s) || str_eq(bodies->v[i].name, s))
			return bodies->v[i].code;
	return S("");
}

static bool
before(struct str a, struct str b)
{
	int diff = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return diff < 0 || (diff == 0 && a.n < b.n);
}

/* "c; b；a" -> "a;b;c": the order means nothing, so one set has one text. false when one is not known or there are too
 * many. */
static bool
tidy_co(struct arena *a, struct str co, const struct catalogue_body_list *bodies, struct str *ret)
{
	struct str codes[CATALOGUE_CO_MAX], part;
	size_t n = 0, at;
	struct buf b;

	while (str_next(&co, ';', &part)) {
		part = str_trim(part);
		if (!part.n)
			continue;
		part = body_code(bodies, part);
		if (!part.n)
			return false;
		for (at = 0; at < n && before(codes[at], part); at++)
			;
		if (at < n && str_eq(codes[at], part))
			continue;
		if (n == CATALOGUE_CO_MAX)
			return false;
		memmove(codes + at + 1, codes + at, (n++ - at) * sizeof *codes);
		codes[at] = part;
	}
	buf_init(&b, a);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "%s%.*s", i ? ";" : "", STR(codes[i]));
	*ret = buf_done(&b);
	return true;
}

/* text, number, yesno, or choice:a/b with at least two to choose from. */
static bool
is_question_type(struct str type)
{
	struct str option;
	size_t n = 0;

	if (str_is(type, "text") || str_is(type, "number") || str_is(type, "yesno"))
		return true;
	if (!str_starts(type, S("choice:")))
		return false;
	type = str_sub(type, 7, type.n);
	while (str_next(&type, '/', &option)) {
		if (!str_trim(option).n)
			return false;
		n++;
	}
	return n >= 2 && n <= 12;
}

static bool
tidy_questions(struct arena *a, struct str questions, struct str *ret)
{
	struct str part, label;
	size_t n = 0;
	struct buf b;

	buf_init(&b, a);
	while (str_next(&questions, ';', &part)) {
		part = str_trim(part);
		if (!part.n)
			continue;
		if (!str_next(&part, '|', &label) || !str_trim(label).n ||
		    str_chars(label) > CATALOGUE_NAME_MAX)
			return false;
		if (!is_question_type(part.p ? str_trim(part) : S("text")) ||
		    ++n > CATALOGUE_QUESTIONS_MAX)
			return false;
		buf_fmt(&b, "%s%.*s|%.*s", n > 1 ? ";" : "", STR(str_trim(label)),
			STR(part.p ? str_trim(part) : S("text")));
	}
	*ret = buf_done(&b);
	return true;
}

/* Words with one blank between. */
static struct str
tidy_words(struct arena *a, struct str s)
{
	struct buf b;
	bool gap = false;

	buf_init(&b, a);
	for (uint32_t c; str_rune(&s, &c);) {
		if (c == ' ' || c == '\t' || c == '\n' || c == 0x3000) {
			gap = b.n > 0;
			continue;
		}
		if (gap)
			buf_char(&b, ' ');
		gap = false;
		buf_rune(&b, c);
	}
	return buf_done(&b);
}

static const char *
tidy_texts(struct arena *a, struct catalogue_rule *r, const char **ret_field)
{
	const struct {
		const char *field;
		struct str *text;
	} texts[] = {{"basis", &r->basis},
		     {"standard", &r->standard},
		     {"evidence", &r->evidence},
		     {"keywords", &r->keywords}};

	r->keywords = tidy_words(a, r->keywords);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		*texts[i].text = str_trim(*texts[i].text);
		*ret_field = texts[i].field;
		if (str_chars(*texts[i].text) > CATALOGUE_TEXT_MAX)
			return N_("写得太长了，最多 500 个字。");
	}
	return NULL;
}

static const char *
check_limits(const struct catalogue_rule *r, const char **ret_field)
{
	const struct {
		const char *field;
		int64_t minutes;
	} limits[] = {{"accept", r->accept_min},
		      {"handle", r->handle_min},
		      {"follow", r->follow_min}};

	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		*ret_field = limits[i].field;
		if (limits[i].minutes < 1)
			return N_("时限要填大于 0 的工作小时数。");
		if (limits[i].minutes > CATALOGUE_MINUTES_MAX)
			return N_("时限太长了，最多 2000 个工作小时。");
	}
	return NULL;
}

const char *
catalogue_tidy_rule(struct arena *a, struct catalogue_rule *r,
		    const struct catalogue_body_list *bodies, const char **ret_field)
{
	const char *flaw;

	*ret_field = "body";
	r->body = body_code(bodies, str_trim(r->body));
	r->co = narrow_marks(a, r->co);
	r->questions = narrow_marks(a, r->questions);
	if (!r->body.n)
		return N_("没有这种责任单位。");
	*ret_field = "co";
	if (!tidy_co(a, r->co, bodies, &r->co))
		return N_("协办单位里有不认识的，或者超过 8 个。");
	*ret_field = "circle";
	if (!*catalogue_circle_name(r->circle))
		return N_("没有这一级，请写楼栋、网格、社区、街道或区。");
	flaw = check_limits(r, ret_field);
	if (flaw)
		return flaw;
	*ret_field = "questions";
	if (!tidy_questions(a, r->questions, &r->questions))
		return N_("补充问题写成“问题|类型”，用分号隔开，最多 3 个；类型是 "
			  "text、number、yesno 或 choice:甲/乙。");
	return tidy_texts(a, r, ret_field);
}

bool
catalogue_same_rule(const struct catalogue_rule *a, const struct catalogue_rule *b)
{
	return str_eq(a->body, b->body) && str_eq(a->co, b->co) && a->circle == b->circle &&
	       str_eq(a->basis, b->basis) && a->accept_min == b->accept_min &&
	       a->handle_min == b->handle_min && a->follow_min == b->follow_min &&
	       str_eq(a->standard, b->standard) && str_eq(a->evidence, b->evidence) &&
	       str_eq(a->questions, b->questions) && str_eq(a->keywords, b->keywords) && a->urgent == b->urgent;
}
