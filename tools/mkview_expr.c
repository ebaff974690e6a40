/* mkview_expr.c: turns one {{…}} into C.
 *
 *   print   := value ['|' filter [':' number]]
 *   if      := and { 'or' and }      and := test { 'and' test }
 *   test    := ['!'] path | path op (NAME | number | "text")
 *   value   := path | "text"
 *   path    := name { '.' name }     the argument, a loop variable, or now, elder, lang */
#include <string.h>

#include "mkview.h"

struct lex {
	struct mk *m;
	struct str rest;
	int line;
};

/* Filters: {{x|name}} calls ui_name(v, x). */
static const struct filter {
	const char *name;
	bool arg;  /* takes :number */
	bool html; /* prints elements */
} filters[] = {
	{.name = "when"},
	{.name = "date"},
	{.name = "time"},
	{.name = "iso"},
	{.name = "ago"},
	{.name = "day"},
	{.name = "left"},
	{.name = "n"},
	{.name = "msg"},
	{.name = "size"},
	{.name = "tenths"},
	{.name = "clip", .arg = true},
	{.name = "bundled"},
	{.name = "lines", .html = true},
	{.name = "icon", .html = true},
	{.name = "shape", .html = true},
	{.name = "field", .html = true},
	{.name = "hidden", .html = true},
	{.name = "errors", .html = true},
	{.name = "problem", .html = true},
	{.name = "problem", .html = true},
};

static void
skip_space(struct lex *x)
{
	while (x->rest.n && (*x->rest.p == ' ' || *x->rest.p == '\n' || *x->rest.p == '\t'))
		x->rest = str_sub(x->rest, 1, x->rest.n);
}

static bool
name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* A name, or the empty text when something else comes. */
static struct str
take_name(struct lex *x)
{
	struct str name;
	size_t n = 0;

	skip_space(x);
	while (n < x->rest.n && name_char(x->rest.p[n]))
		n++;
	name = str_sub(x->rest, 0, n);
	if (n && *name.p >= '0' && *name.p <= '9')
		return S("");
	x->rest = str_sub(x->rest, n, x->rest.n);
	return name;
}

static struct str
take_number(struct lex *x)
{
	struct str number;
	size_t n = 0;

	skip_space(x);
	if (x->rest.n && *x->rest.p == '-')
		n++;
	while (n < x->rest.n && x->rest.p[n] >= '0' && x->rest.p[n] <= '9')
		n++;
	number = str_sub(x->rest, 0, n);
	x->rest = str_sub(x->rest, n, x->rest.n);
	return number;
}

static bool
take(struct lex *x, const char *sign)
{
	skip_space(x);
	if (!str_starts(x->rest, str_of(sign)))
		return false;
	x->rest = str_sub(x->rest, strlen(sign), x->rest.n);
	return true;
}

static bool
take_word(struct lex *x, const char *word)
{
	struct lex was = *x;

	if (str_is(take_name(x), word))
		return true;
	*x = was;
	return false;
}

/* "text" as a C literal; the empty text when no quote comes. */
static struct str
take_literal(struct lex *x)
{
	struct str text;
	struct buf b;
	const char *end;

	if (!take(x, "\""))
		return S("");
	end = x->rest.n ? memchr(x->rest.p, '"', x->rest.n) : NULL;
	if (!end)
		mk_fail(x->m, x->line, "a text in {{…}} is not closed");
	text = str_sub(x->rest, 0, (size_t)(end - x->rest.p));
	x->rest = str_sub(x->rest, text.n + 1, x->rest.n);
	buf_init(&b, x->m->a);
	buf_char(&b, '"');
	tool_c_escape(&b, text);
	buf_char(&b, '"');
	return buf_done(&b);
}

static struct var *
find_var(struct mk *m, struct str name)
{
	for (size_t i = m->vars_n; i-- > 0;)
		if (str_eq(m->vars[i].name, name))
			return &m->vars[i];
	return NULL;
}

/* A path as a C expression. by_address: as a pointer, for partials. */
static struct str
take_path(struct lex *x, bool by_address)
{
	struct mk *m = x->m;
	struct str name = take_name(x);
	struct var *var;
	struct buf b;
	bool deep = false;

	if (name.n == 0)
		mk_fail(m, x->line, "a name is missing in {{…}} before \"%.*s\"", STR(x->rest));
	if (!by_address && str_is(name, "now"))
		return S("v->now");
	if (!by_address && str_is(name, "elder"))
		return S("v->elder");
	if (!by_address && str_is(name, "lang"))
		return S("v->lang_code");
	var = find_var(m, name);
	if (!var)
		mk_fail(m, x->line, "\"%.*s\" is neither the view's argument nor a loop variable",
			STR(name));
	var->used = true;
	buf_init(&b, m->a);
	buf_str(&b, name);
	while (take(x, ".")) {
		struct str part = take_name(x);

		if (part.n == 0)
			mk_fail(m, x->line, "a name is missing after the dot");
		buf_z(&b, deep ? "." : "->");
		buf_str(&b, part);
		deep = true;
	}
	if (by_address)
		return deep ? str_fmt(m->a, "&%.*s", STR(buf_done(&b))) : buf_done(&b);
	return deep ? buf_done(&b) : str_fmt(m->a, "*%.*s", STR(buf_done(&b)));
}

static struct str
take_test(struct lex *x)
{
	static const char *const ops[] = {"==", "!=", ">=", "<=", ">", "<"};
	struct mk *m = x->m;
	bool not = take(x, "!");
	struct str path = take_path(x, false), right;

	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
		if (!take(x, ops[i]))
			continue;
		if (not)
			mk_fail(m, x->line, "! and %s do not go together", ops[i]);
		right = take_literal(x);
		if (right.n && i < 2)
			return str_fmt(m->a, "%sui_is(%.*s, %.*s)", i ? "!" : "", STR(path),
				       STR(right));
		if (right.n)
			mk_fail(m, x->line, "a text is only compared with == and !=");
		right = take_number(x);
		if (right.n == 0)
			right = take_name(x);
		if (right.n == 0 || (name_char(*right.p) && *right.p >= 'a'))
			mk_fail(m, x->line,
				"compare with a NAME in capitals, a number or a \"text\"");
		return str_fmt(m->a, "%.*s %s %.*s", STR(path), ops[i], STR(right));
	}
	return str_fmt(m->a, "%sui_true(%.*s)", not ? "!" : "", STR(path));
}

static struct str
take_condition(struct lex *x)
{
	struct mk *m = x->m;
	struct str group = take_test(x), next;

	while (take_word(x, "and")) {
		next = take_test(x);
		group = str_fmt(m->a, "%.*s && %.*s", STR(group), STR(next));
	}
	if (!take_word(x, "or"))
		return group;
	next = take_condition(x);
	return str_fmt(m->a, "(%.*s) || (%.*s)", STR(group), STR(next));
}

static void
read_print(struct lex *x, struct expr *e)
{
	struct mk *m = x->m;
	struct str value = take_literal(x), name, arg = S("");
	const struct filter *f = NULL;
	bool literal = value.n;

	e->kind = EXPR_PRINT;
	if (!literal)
		value = take_path(x, false);
	if (!take(x, "|")) {
		if (literal)
			mk_fail(m, x->line, "a \"text\" needs a filter: write it without {{…}}");
		e->c = str_fmt(m->a, "ui_print(v, %.*s);", STR(value));
		return;
	}
	name = take_name(x);
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		if (str_is(name, filters[i].name))
			f = &filters[i];
	if (!f)
		mk_fail(m, x->line, "unknown filter \"%.*s\"", STR(name));
	if (take(x, ":"))
		arg = take_number(x);
	if (f->arg != (arg.n > 0))
		mk_fail(m, x->line,
			f->arg ? "%s needs a number: {{x|%s:20}}" : "%s takes no argument", f->name,
			f->name);
	e->html = f->html;
	e->bundled = str_is(name, "bundled");
	e->c = str_fmt(m->a, "ui_%s(v, %.*s%s%.*s);", f->name, STR(value), arg.n ? ", " : "",
		       STR(arg));
}

static void
read_for(struct lex *x, struct expr *e)
{
	struct mk *m = x->m;

	e->kind = EXPR_FOR;
	e->name = take_name(x);
	if (e->name.n == 0 || !take_word(x, "in"))
		mk_fail(m, x->line, "write {{for name in path}}");
	if (str_is(e->name, "v") || find_var(m, e->name))
		mk_fail(m, x->line, "the name \"%.*s\" is taken", STR(e->name));
	e->c = take_path(x, false);
	if (m->vars_n == MAX_VARS)
		mk_fail(m, x->line, "too many loops in one another");
}

struct expr
expr_read(struct mk *m)
{
	struct expr e = {.line = m->line};
	struct str rest = str_sub(m->src, m->at + 2, m->src.n);
	struct str inner = str_sub(rest, 0, str_find(rest, S("}}")));
	struct lex x = {.m = m, .rest = inner, .line = m->line};

	if (inner.n == rest.n)
		mk_fail(m, m->line, "{{ without }}");
	for (size_t i = 0; i < inner.n; i++)
		m->line += inner.p[i] == '\n';
	m->at += inner.n + 4;
	if (take(&x, ">")) {
		e.kind = EXPR_PARTIAL;
		e.name = take_name(&x);
		if (e.name.n == 0)
			mk_fail(m, x.line, "write {{> view path}}");
		skip_space(&x);
		e.c = x.rest.n ? take_path(&x, true) : S("NULL");
	} else if (take_word(&x, "if") || take_word(&x, "elif")) {
		e.kind = str_starts(str_trim(inner), S("if")) ? EXPR_IF : EXPR_ELIF;
		e.c = take_condition(&x);
	} else if (take_word(&x, "for")) {
		read_for(&x, &e);
	} else if (take_word(&x, "else")) {
		e.kind = EXPR_ELSE;
	} else if (take_word(&x, "end")) {
		e.kind = EXPR_END;
	} else if (take_word(&x, "csrf")) {
		e.kind = EXPR_CSRF;
	} else if (take_word(&x, "content")) {
		e.kind = EXPR_CONTENT;
	} else if (take_word(&x, "space")) {
		e.kind = EXPR_SPACE;
	} else {
		read_print(&x, &e);
	}
	skip_space(&x);
	if (x.rest.n)
		mk_fail(m, x.line, "cannot read \"%.*s\" in {{%.*s}}", STR(x.rest), STR(inner));
	return e;
}
