/* mkview_emit.c: writes the C of a view. Static bytes wait in m->lit and go out in one call. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "mkview.h"

void
emit_text(struct mk *m, struct str s)
{
	buf_str(&m->lit, s);
}

static void
indent(struct mk *m)
{
	for (size_t i = 0; i <= m->blocks_n; i++)
		buf_char(&m->code, '\t');
}

/* Bytes of s for one line of C: up to a line break, or to the end of a tag once the line is long. */
static size_t
line_of(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\n' || (s.p[i] == '>' && i >= 60))
			return i + 1;
	return s.n;
}

/* Prints what waits, in C literals of about a line. */
static void
flush(struct mk *m)
{
	struct str rest = buf_done(&m->lit);
	size_t n;

	if (rest.n == 0)
		return;
	indent(m);
	BUF_LIT(&m->code, "BUF_LIT(v->out,");
	while (rest.n) {
		n = line_of(rest);
		BUF_LIT(&m->code, "\n");
		indent(m);
		BUF_LIT(&m->code, "\t\"");
		tool_c_escape(&m->code, str_sub(rest, 0, n));
		BUF_LIT(&m->code, "\"");
		rest = str_sub(rest, n, rest.n);
	}
	BUF_LIT(&m->code, ");\n");
	m->lit.n = 0;
	m->code_line = 0;
}

void
emit_line(struct mk *m, int line, const char *fmt, ...)
{
	char text[2048];
	va_list ap;
	int n;

	flush(m);
	if (line != m->code_line)
		buf_fmt(&m->code, "#line %d \"%s\"\n", line, m->file);
	m->code_line = line + 1;
	va_start(ap, fmt);
	n = vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= sizeof text)
		mk_fail(m, line, "an expression is too long");
	indent(m);
	buf_z(&m->code, text);
	buf_char(&m->code, '\n');
}

/* The message's text without the white space around it; *ret_from = where it begins in the key. */
static struct str
trimmed(struct str key, size_t *ret_from)
{
	struct str s = key;

	while (s.n && (*s.p == ' ' || *s.p == '\n'))
		s = str_sub(s, 1, s.n);
	*ret_from = key.n - s.n;
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\n'))
		s.n--;
	return s;
}

static void
emit_message(struct mk *m, struct run *r, enum place place)
{
	const char *pos = place == PLACE_TEXT ? "UI_TEXT" : "UI_ATTR";
	struct str key = buf_done(&r->key), text;
	struct buf c;
	size_t from;

	text = str_dup(m->a, trimmed(key, &from));
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\n')
			((char *)text.p)[i] = ' ';
	if (memchr(text.p, '&', text.n))
		mk_fail(m, r->line,
			"a message is plain text: write the character itself instead of &…;");
	if (m->listing)
		buf_fmt(m->listing, "%s:%d\t%.*s\n", m->file, r->line, STR(text));
	buf_init(&c, m->a);
	tool_c_escape(&c, text);
	emit_text(m, str_sub(key, 0, from));
	if (r->n == 0) {
		emit_line(m, r->line, "ui_say(v, %s, \"%.*s\");", pos, STR(buf_done(&c)));
	} else {
		emit_line(m, r->line, "v->pos = %s;", pos);
		emit_line(m, r->line + 1, "for (const char *m_ = T(v, \"%.*s\"); *m_;)",
			  STR(buf_done(&c)));
		emit_line(m, r->line + 2, "\tswitch (ui_next(v, &m_)) {");
		for (size_t i = 0; i < r->n; i++)
			emit_line(m, r->hole[i].line, "\tcase %zu: %.*s break;", i + 1,
				  STR(r->hole[i].c));
		emit_line(m, m->code_line, "\t}");
	}
	emit_text(m, str_sub(key, from + text.n, key.n));
}

/* Text and values in the order they were written. */
static void
emit_pieces(struct mk *m, struct run *r, enum place place)
{
	struct str key = buf_done(&r->key), piece;
	size_t from = 0;

	for (size_t i = 0; i <= r->n; i++) {
		piece = str_sub(key, from, (i < r->n ? r->hole_at[i] : key.n) - from);
		url_text(m, r->line, piece);
		emit_text(m, piece);
		if (i == r->n)
			return;
		emit_line(m, r->hole[i].line, "v->pos = %s; %.*s",
			  place == PLACE_TEXT ? "UI_TEXT" : url_value(m, r->hole[i].line),
			  STR(r->hole[i].c));
		from = r->hole_at[i] + 3; /* behind {n} */
	}
}

void
emit_run(struct mk *m, struct run *r, enum place place, bool may_translate)
{
	if (r->broken && r->broken == r->key.n)
		r->key.n--; /* a line break before a tag or block is layout */
	if (may_translate && tool_chinese(buf_done(&r->key)))
		emit_message(m, r, place);
	else
		emit_pieces(m, r, place);
	r->key.n = 0;
	r->n = 0;
	r->broken = 0;
}

static struct block *
innermost(struct mk *m, const struct expr *e, enum place place)
{
	struct block *b = m->blocks_n ? &m->blocks[m->blocks_n - 1] : NULL;

	if (!b)
		mk_fail(m, e->line, "{{else}}, {{elif}} or {{end}} without {{if}} or {{for}}");
	if (b->place != place)
		mk_fail(m, e->line,
			"the block of line %d began around, between or inside attributes, not here",
			b->line);
	if (m->stack_n != b->elements)
		mk_fail(m, e->line, "<%.*s> of line %d is still open at the end of this branch",
			STR(m->stack[m->stack_n - 1].name), m->stack[m->stack_n - 1].line);
	return b;
}

/* A branch ends: the URL must be where the other branches left it, or at least as far. */
static void
end_branch(struct mk *m, struct block *b, int line)
{
	if (m->url != URL_NONE)
		url_branch_end(m, line);
	if (b->ends && (b->ends == URL_START) != (m->url == URL_START))
		mk_fail(m, line, "the branches leave the URL in different places");
	if (m->url > b->ends)
		b->ends = m->url;
	m->url = b->url;
	m->url_prefix = b->url_prefix;
}

static void
begin(struct mk *m, const struct expr *e, enum place place)
{
	struct block *b = &m->blocks[m->blocks_n];
	struct str list;

	if (m->blocks_n == MAX_BLOCKS)
		mk_fail(m, e->line, "too many blocks in one another");
	list = *e->c.p == '*' ? str_fmt(m->a, "(%.*s)", STR(e->c)) : e->c;
	*b = (struct block){.kind = e->kind == EXPR_FOR ? BLOCK_FOR : BLOCK_IF,
			    .place = place,
			    .line = e->line,
			    .elements = m->stack_n,
			    .vars = m->vars_n,
			    .url = m->url,
			    .url_prefix = m->url_prefix,
			    .list = list};
	if (e->kind == EXPR_IF) {
		emit_line(m, e->line, "if (%.*s) {", STR(e->c));
		m->blocks_n++;
		return;
	}
	if (place == PLACE_TAG)
		mk_fail(m, e->line, "a loop cannot make attributes");
	emit_line(m, e->line, "for (size_t %.*s_i = 0; %.*s_i < %.*s.n; %.*s_i++) {", STR(e->name),
		  STR(e->name), STR(list), STR(e->name));
	m->blocks_n++;
	emit_line(m, e->line, "const __typeof__(*%.*s.v) *%.*s = &%.*s.v[%.*s_i];", STR(list),
		  STR(e->name), STR(list), STR(e->name));
	m->vars[m->vars_n++] = (struct var){.name = e->name};
}

static void
drop_vars(struct mk *m, const struct block *b)
{
	while (m->vars_n > b->vars)
		if (!m->vars[--m->vars_n].used)
			mk_fail(m, b->line, "the loop variable \"%.*s\" is not used",
				STR(m->vars[m->vars_n].name));
}

static void
otherwise(struct mk *m, const struct expr *e, enum place place)
{
	struct block *b = innermost(m, e, place);

	if (b->has_else)
		mk_fail(m, e->line, "a branch after {{else}}");
	if (e->kind == EXPR_ELIF && b->kind == BLOCK_FOR)
		mk_fail(m, e->line, "{{elif}} in a loop");
	end_branch(m, b, e->line);
	b->has_else = e->kind == EXPR_ELSE;
	flush(m);
	m->blocks_n--;
	if (b->kind == BLOCK_FOR) {
		drop_vars(m, b);
		emit_line(m, e->line, "}");
		emit_line(m, e->line, "if (%.*s.n == 0) {", STR(b->list));
	} else if (e->kind == EXPR_ELIF) {
		emit_line(m, e->line, "} else if (%.*s) {", STR(e->c));
	} else {
		emit_line(m, e->line, "} else {");
	}
	m->blocks_n++;
}

static void
finish(struct mk *m, const struct expr *e, enum place place)
{
	struct block *b = innermost(m, e, place);

	end_branch(m, b, e->line);
	if (!b->has_else) /* the way without any branch */
		end_branch(m, b, e->line);
	m->url = b->ends;
	drop_vars(m, b);
	flush(m);
	m->blocks_n--;
	emit_line(m, e->line, "}");
}

void
emit_directive(struct mk *m, const struct expr *e, enum place place)
{
	bool elements = e->kind == EXPR_PARTIAL || e->kind == EXPR_CSRF ||
			e->kind == EXPR_CONTENT || e->kind == EXPR_SPACE || e->html;

	if (elements && place != PLACE_TEXT)
		mk_fail(m, e->line, "this prints elements: it can only stand in text");
	switch (e->kind) {
	case EXPR_IF:
	case EXPR_FOR:
		begin(m, e, place);
		break;
	case EXPR_ELIF:
	case EXPR_ELSE:
		otherwise(m, e, place);
		break;
	case EXPR_END:
		finish(m, e, place);
		break;
	case EXPR_PARTIAL:
		emit_line(m, e->line, "%.*s_html(v, %.*s);", STR(e->name), STR(e->c));
		break;
	case EXPR_CONTENT:
		emit_line(m, e->line, "v->content(v, v->model);");
		break;
	case EXPR_SPACE:
		emit_text(m, S(" "));
		break;
	case EXPR_CSRF:
		for (size_t i = 0; i < m->stack_n; i++)
			if (m->stack[i].blocks == m->blocks_n) /* not only in some branch */
				m->stack[i].needs_csrf = false;
		emit_line(m, e->line, "ui_csrf(v);");
		break;
	case EXPR_PRINT:
		emit_line(m, e->line, "v->pos = UI_TEXT; %.*s", STR(e->c));
		break;
	}
}
