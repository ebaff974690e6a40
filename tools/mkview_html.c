/* mkview_html.c: reads the HTML of one view. It is stricter than a browser on purpose: what a
 * browser would have to guess is refused, so that escaping by position is certain. */
#include <string.h>

#include "mkview.h"

/* What a start tag said that matters later. */
struct tag {
	struct str name;
	int line;
	bool post, alt, src, button;
	struct str attrs[48];
	size_t attrs_n;
};

static char
peek(const struct mk *m, size_t ahead)
{
	return m->at + ahead < m->src.n ? m->src.p[m->at + ahead] : '\0';
}

static bool
looking_at(const struct mk *m, const char *what)
{
	return str_starts(str_sub(m->src, m->at, m->src.n), str_of(what));
}

static void
advance(struct mk *m, size_t n)
{
	for (; n && m->at < m->src.n; n--)
		m->line += m->src.p[m->at++] == '\n';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool
inside(const struct mk *m, const char *name)
{
	for (size_t i = 0; i < m->stack_n; i++)
		if (str_is(m->stack[i].name, name))
			return true;
	return false;
}

static bool
chinese_at(struct str s)
{
	return tool_chinese(str_clip(s, 1));
}

/* A stretch of white space in text; the rule stands at the top of mkview.c. */
static void
add_space(struct mk *m, struct run *r)
{
	struct str key = buf_done(&r->key), last = key;
	bool broken = false;

	while (is_space(peek(m, 0))) {
		broken |= peek(m, 0) == '\n';
		advance(m, 1);
	}
	while (last.n && ((unsigned char)last.p[last.n - 1] & 0xc0) == 0x80)
		last.n--;
	if (last.n)
		last.n--;
	if (broken && chinese_at(str_sub(key, last.n, key.n)) &&
	    chinese_at(str_sub(m->src, m->at, 4)))
		return;
	if (broken && key.n == 0)
		return;
	buf_char(&r->key, ' ');
	if (broken)
		r->broken = r->key.n;
}

static void
check_ampersand(const struct mk *m)
{
	struct str rest = str_sub(m->src, m->at + 1, 32);
	size_t n = 0;

	if (rest.n && *rest.p == '#')
		n++;
	while (n < rest.n &&
	       ((rest.p[n] >= '0' && rest.p[n] <= '9') || (rest.p[n] >= 'a' && rest.p[n] <= 'z') ||
		(rest.p[n] >= 'A' && rest.p[n] <= 'Z')))
		n++;
	if (n == 0 || n == rest.n || rest.p[n] != ';')
		mk_fail(m, m->line, "write & as &amp;");
}

/* One {{…}} in a run: a value joins it, anything else ends it. */
static void
add_expr(struct mk *m, struct run *r, enum place place, bool may_translate)
{
	struct expr e = expr_read(m);

	if (e.kind != EXPR_PRINT || e.html) {
		emit_run(m, r, place, may_translate);
		emit_directive(m, &e, place);
		return;
	}
	if (r->n == MAX_HOLES)
		mk_fail(m, e.line, "more than %d values in one text", MAX_HOLES);
	r->hole[r->n] = e;
	r->hole_at[r->n] = r->key.n;
	r->n++;
	buf_fmt(&r->key, "{%zu}", r->n);
}

static void
add_char(struct mk *m, struct run *r)
{
	char c = peek(m, 0);

	if (c == '&')
		check_ampersand(m);
	if (c == '{')
		mk_fail(m, m->line, "a single { in text");
	if ((unsigned char)c < 0x20 && !is_space(c))
		mk_fail(m, m->line, "a control character");
	if (buf_done(&r->key).n == 0 || str_trim(buf_done(&r->key)).n == 0)
		r->line = m->line;
	buf_char(&r->key, c);
	advance(m, 1);
}

/* Text up to the next tag or comment. */
static void
read_text(struct mk *m)
{
	struct run r = {.line = m->line};
	bool keep = inside(m, "pre");

	buf_init(&r.key, m->a);
	while (m->at < m->src.n && peek(m, 0) != '<') {
		if (looking_at(m, "{{"))
			add_expr(m, &r, PLACE_TEXT, true);
		else if (is_space(peek(m, 0)) && !keep)
			add_space(m, &r);
		else
			add_char(m, &r);
	}
	emit_run(m, &r, PLACE_TEXT, true);
}

/* The inside of <title> or <textarea>, up to its end tag. */
static void
read_rcdata(struct mk *m, struct str name)
{
	const char *end = str_z(m->a, str_fmt(m->a, "</%.*s>", STR(name)));
	struct run r = {.line = m->line};
	size_t blocks = m->blocks_n;
	int line = m->line;

	buf_init(&r.key, m->a);
	while (!looking_at(m, end)) {
		if (m->at >= m->src.n || looking_at(m, "<!--"))
			mk_fail(m, line, "<%.*s> is not closed", STR(name));
		if (peek(m, 0) == '<')
			mk_fail(m, m->line, "an element inside <%.*s>", STR(name));
		if (looking_at(m, "{{"))
			add_expr(m, &r, PLACE_RCDATA, true);
		else
			add_char(m, &r);
	}
	emit_run(m, &r, PLACE_RCDATA, true);
	if (m->blocks_n != blocks)
		mk_fail(m, m->line, "{{end}} is missing before %s", end);
}

static struct str
read_name(struct mk *m)
{
	size_t from = m->at;

	while ((peek(m, 0) >= 'a' && peek(m, 0) <= 'z') ||
	       (peek(m, 0) >= 'A' && peek(m, 0) <= 'Z') ||
	       (peek(m, 0) >= '0' && peek(m, 0) <= '9') || peek(m, 0) == '-' || peek(m, 0) == ':')
		advance(m, 1);
	return str_sub(m->src, from, m->at - from);
}

/* What the static text of an attribute means; value is "" when it has {{…}}. */
static void
note_attr(struct mk *m, struct tag *t, struct str name, struct str value)
{
	if (str_is(name, "method") && str_is(value, "post"))
		t->post = true;
	else if (str_is(name, "method") && !str_is(value, "get") && !str_is(value, "dialog"))
		mk_fail(m, m->line, "method is \"get\", \"post\" or \"dialog\"");
	else if (str_is(name, "alt"))
		t->alt = true;
	else if (str_is(name, "src"))
		t->src = true;
	else if (str_is(name, "type") && str_is(t->name, "input"))
		t->button = str_is(value, "submit") || str_is(value, "button") ||
			    str_is(value, "reset");
	if (!str_is(name, "id") || value.n == 0)
		return;
	for (size_t i = 0; i < m->ids_n; i++)
		if (str_eq(m->ids[i].name, value))
			mk_fail(m, m->line, "the id \"%.*s\" is already in line %d", STR(value),
				m->ids[i].line);
	for (size_t i = 0; i < m->blocks_n; i++)
		if (m->blocks[i].kind == BLOCK_FOR)
			mk_fail(m, m->line, "the id \"%.*s\" stands in a loop and would repeat",
				STR(value));
	if (m->ids_n == MAX_IDS)
		mk_fail(m, m->line, "too many ids");
	m->ids[m->ids_n++] = (struct id){value, m->line};
}

/* The inside of a quoted attribute; m->at is behind the opening quote. */
static void
read_value(struct mk *m, struct tag *t, struct str name)
{
	bool may_translate = word_translated(name) || (t->button && str_is(name, "value"));
	struct run r = {.line = m->line};
	size_t from = m->at, blocks = m->blocks_n;
	bool code = word_url(name) && (str_is(t->name, "script") || str_is(t->name, "link"));
	bool plain = true;
	int line = m->line;

	m->url = word_url(name) ? URL_START : URL_NONE;
	m->url_prefix = S("");
	buf_init(&r.key, m->a);
	while (peek(m, 0) != '"') {
		if (m->at >= m->src.n)
			mk_fail(m, line, "the attribute %.*s is not closed", STR(name));
		if (peek(m, 0) == '<')
			mk_fail(m, m->line, "write < in an attribute as &lt;");
		if (looking_at(m, "{{")) {
			plain = false;
			add_expr(m, &r, PLACE_ATTR, may_translate);
			if (code && r.n && !r.hole[r.n - 1].bundled)
				mk_fail(m, m->line,
					"<%.*s> loads bundled files only: {{\"x.js\"|bundled}}",
					STR(t->name));
		} else if (m->url != URL_NONE && is_space(peek(m, 0))) {
			mk_fail(m, m->line, "white space in a URL");
		} else {
			add_char(m, &r);
		}
	}
	emit_run(m, &r, PLACE_ATTR, may_translate);
	m->url = URL_NONE;
	if (m->blocks_n != blocks)
		mk_fail(m, m->line, "{{end}} is missing in the attribute %.*s", STR(name));
	note_attr(m, t, name, plain ? str_sub(m->src, from, m->at - from) : S(""));
	advance(m, 1);
}

static void
read_attr(struct mk *m, struct tag *t)
{
	struct str name = read_name(m);
	size_t from;

	if (name.n == 0)
		mk_fail(m, m->line, "cannot read the tag <%.*s>", STR(t->name));
	if (word_refused(name))
		mk_fail(m, m->line, "%.*s: %s", STR(name), word_refused(name));
	for (size_t i = 0; i < t->attrs_n; i++)
		if (str_eq(t->attrs[i], name) && m->blocks_n == 0)
			mk_fail(m, m->line, "the attribute %.*s stands twice", STR(name));
	if (t->attrs_n == sizeof t->attrs / sizeof *t->attrs)
		mk_fail(m, m->line, "too many attributes");
	t->attrs[t->attrs_n++] = name;
	if (looking_at(m, "{{") && name.p[name.n - 1] == '-')
		mk_fail(m, m->line, "{{ in an attribute's name");
	emit_text(m, str_fmt(m->a, " %.*s", STR(name)));
	if (peek(m, 0) != '=') {
		note_attr(m, t, name, S(""));
		return;
	}
	advance(m, 1);
	emit_text(m, S("=\""));
	if (peek(m, 0) == '"') {
		advance(m, 1);
		read_value(m, t, name);
	} else {
		if (looking_at(m, "{{"))
			mk_fail(m, m->line, "{{ in an unquoted attribute: write %.*s=\"{{…}}\"",
				STR(name));
		from = m->at;
		read_name(m);
		if (m->at == from || word_url(name) || (!is_space(peek(m, 0)) && peek(m, 0) != '>'))
			mk_fail(m, m->line, "put the value of %.*s in double quotes", STR(name));
		emit_text(m, str_sub(m->src, from, m->at - from));
		note_attr(m, t, name, str_sub(m->src, from, m->at - from));
	}
	emit_text(m, S("\""));
}

static void
check_place(struct mk *m, const struct tag *t)
{
	if (!word_element(t->name))
		mk_fail(m, t->line, "the element <%.*s> is unknown or refused", STR(t->name));
	if (word_no_self(t->name) && inside(m, str_z(m->a, t->name)))
		mk_fail(m, t->line, "<%.*s> inside <%.*s>", STR(t->name), STR(t->name));
	if (word_ends_p(t->name) && inside(m, "p"))
		mk_fail(m, t->line, "<%.*s> inside <p>: a browser would close the <p> first",
			STR(t->name));
}

static void
push(struct mk *m, const struct tag *t)
{
	if (m->stack_n == MAX_STACK)
		mk_fail(m, t->line, "too many elements in one another");
	m->stack[m->stack_n++] = (struct element){
		.name = t->name, .line = t->line, .needs_csrf = t->post, .blocks = m->blocks_n};
}

static void
pop(struct mk *m, struct str name, int line)
{
	struct element *top = m->stack_n ? &m->stack[m->stack_n - 1] : NULL;
	size_t floor = m->blocks_n ? m->blocks[m->blocks_n - 1].elements : 0;

	if (!top)
		mk_fail(m, line, "</%.*s> closes nothing", STR(name));
	if (!str_eq(top->name, name))
		mk_fail(m, line, "</%.*s> where </%.*s> of line %d is due", STR(name),
			STR(top->name), top->line);
	if (m->stack_n == floor)
		mk_fail(m, line, "</%.*s> closes an element that was opened outside this block",
			STR(name));
	if (top->needs_csrf)
		mk_fail(m, top->line, "a form with method=\"post\" needs {{csrf}}");
	m->stack_n--;
}

static void
read_attrs(struct mk *m, struct tag *t)
{
	size_t blocks = m->blocks_n;

	while (peek(m, 0) != '>' && !looking_at(m, "/>")) {
		if (m->at >= m->src.n || peek(m, 0) == '<')
			mk_fail(m, t->line, "the tag <%.*s> is not closed", STR(t->name));
		if (is_space(peek(m, 0))) {
			advance(m, 1);
		} else if (looking_at(m, "{{")) {
			struct expr e = expr_read(m);

			if (e.kind == EXPR_PRINT)
				mk_fail(m, e.line,
					"a value between attributes or in the name of one");
			emit_directive(m, &e, PLACE_TAG);
		} else {
			read_attr(m, t);
		}
	}
	if (m->blocks_n != blocks)
		mk_fail(m, m->line, "{{end}} is missing in the tag <%.*s>", STR(t->name));
}

static void
read_start_tag(struct mk *m)
{
	struct tag t = {.line = m->line};
	bool empty;

	advance(m, 1);
	t.name = read_name(m);
	check_place(m, &t);
	emit_text(m, str_fmt(m->a, "<%.*s", STR(t.name)));
	read_attrs(m, &t);
	empty = peek(m, 0) == '/';
	if (empty && !word_void(t.name) && !(word_svg(t.name) && inside(m, "svg")))
		mk_fail(m, t.line, "<%.*s/> is not closed by a slash", STR(t.name));
	if (str_is(t.name, "img") && !t.alt)
		mk_fail(m, t.line, "<img> needs alt (alt=\"\" when it only decorates)");
	advance(m, empty ? 2 : 1);
	emit_text(m, empty && !word_void(t.name) ? S("/>") : S(">"));
	if (empty || word_void(t.name))
		return;
	push(m, &t);
	if (str_is(t.name, "textarea"))
		emit_text(m, S("\n")); /* a browser drops this one and keeps those of the value */
	if ((str_is(t.name, "title") && !inside(m, "svg")) || str_is(t.name, "textarea"))
		read_rcdata(m, t.name);
	if (str_is(t.name, "script") && !looking_at(m, "</script>"))
		mk_fail(m, t.line, "a <script> with content: put it in static/js");
	if (str_is(t.name, "script") && !t.src)
		mk_fail(m, t.line, "a <script> without src");
}

static void
read_end_tag(struct mk *m)
{
	int line = m->line;
	struct str name;

	advance(m, 2);
	name = read_name(m);
	while (is_space(peek(m, 0)))
		advance(m, 1);
	if (peek(m, 0) != '>')
		mk_fail(m, line, "cannot read the tag </%.*s", STR(name));
	advance(m, 1);
	pop(m, name, line);
	emit_text(m, str_fmt(m->a, "</%.*s>", STR(name)));
}

static void
read_comment(struct mk *m)
{
	struct str rest = str_sub(m->src, m->at, m->src.n);
	size_t n = str_find(rest, S("-->"));

	if (n == rest.n)
		mk_fail(m, m->line, "a comment is not closed");
	if (str_find(rest, S("{{")) < n)
		mk_fail(m, m->line, "{{ in a comment");
	advance(m, n + 3);
}

void
html_read(struct mk *m)
{
	while (m->at < m->src.n && !looking_at(m, "<!--view ")) {
		if (looking_at(m, "<!--"))
			read_comment(m);
		else if (looking_at(m, "<!doctype html>")) {
			emit_text(m, S("<!doctype html>"));
			advance(m, 15);
		} else if (looking_at(m, "</"))
			read_end_tag(m);
		else if (peek(m, 0) == '<')
			read_start_tag(m);
		else
			read_text(m);
	}
	if (m->blocks_n)
		mk_fail(m, m->blocks[m->blocks_n - 1].line, "{{end}} is missing for this block");
	if (m->stack_n)
		mk_fail(m, m->stack[m->stack_n - 1].line, "<%.*s> is not closed",
			STR(m->stack[m->stack_n - 1].name));
}
