/* mkview.c: compiles views, plain HTML with {{…}}, to C functions that print them.
 *
 *   mkview --name x --out DIR FILE.html...   writes DIR/x_view.h and DIR/x_view.c
 *   mkview --messages FILE.html...           lists "file:line<TAB>message" for mkpo
 *
 * White space between elements costs bytes and, between inline ones, moves what people see. So:
 *   1. On one line it counts: between words, values, tags and blocks it is one space.
 *   2. With a line break in it, next to a tag, a block, an element that a filter prints, or the
 *      view's ends, it is layout and is dropped.
 *   3. With a line break in it, between two words or values of one text, it is one space; between
 *      two Chinese characters, nothing.
 * Where a line must end and the space must stay, write {{space}}. Attributes, <pre>, <title> and
 * <textarea> keep what they have.
 *
 *   good   <b>{{s.word}}</b> <small>{{s.at|when}}</small>          a space between both
 *   good   <b>{{s.word}}</b>{{space}}
 *          <small>{{s.at|when}}</small>                            the same
 *   good   <li>                                                    no space anywhere: a grid, a
 *            <b>{{s.word}}</b>                                     row or blocks need none
 *            <small>{{s.at|when}}</small>
 *          </li>
 *   bad    <b>{{s.word}}</b>                                       in a sentence both words
 *          <small>{{s.at|when}}</small>                            would touch
 *   bad    <p>办结 {{n}}                                           "件" comes after a space:
 *          件</p>                                                  keep the sentence on one line
 *
 * A line of a view file holds at most 140 characters.
 *
 * The language is described in src/ui/README.md. The HTML is really parsed, so each value is
 * escaped for the place where it stands; what could not be escaped safely is refused with file:line
 * and status 1. Static bytes are printed together; a text with Chinese is one message, printed as it
 * is in Chinese and looked up in other languages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mkview.h"

struct output {
	struct buf uses, types, protos, code;
};

/* The inside of the comment at m->at that begins with word, moving behind it. */
static struct str
take_comment(struct mk *m, const char *word)
{
	struct str rest = str_sub(m->src, m->at, m->src.n);
	size_t n = str_find(rest, S("-->")), skip = 4 + strlen(word);

	if (n == rest.n || n < skip)
		mk_fail(m, m->line, "cannot read <!--%s", word);
	for (size_t i = 0; i < n; i++)
		m->line += rest.p[i] == '\n';
	m->at += n + 3;
	return str_trim(str_sub(rest, skip, n - skip));
}

static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '_' ||
		      (i && s.p[i] >= '0' && s.p[i] <= '9')))
			return false;
	return s.n > 0;
}

static void
add_line_once(struct buf *b, struct str line)
{
	if (!str_has(buf_done(b), line))
		buf_str(b, line);
}

static void
read_use(struct mk *m, struct output *o)
{
	int line = m->line;
	struct str path = take_comment(m, "use ");

	if (path.n < 3 || *path.p != '"' || path.p[path.n - 1] != '"')
		mk_fail(m, line, "write <!--use \"gen/x_row.h\"-->");
	add_line_once(&o->uses, str_fmt(m->a, "#include %.*s\n", STR(path)));
}

/* <!--view NAME-->, <!--view NAME(arg TYPE)-->. */
static void
read_head(struct mk *m, struct str *ret_arg)
{
	int line = m->line;
	struct str head = take_comment(m, "view "), args = S(""), rest;

	m->view = str_sub(head, 0, str_find(head, S("(")));
	if (m->view.n < head.n) {
		if (head.p[head.n - 1] != ')')
			mk_fail(m, line, "write <!--view NAME(arg TYPE)-->");
		args = str_trim(str_sub(head, m->view.n + 1, head.n - m->view.n - 2));
	}
	rest = args;
	*ret_arg = m->type = S("");
	if (args.n) {
		str_next(&rest, ' ', ret_arg);
		m->type = str_trim(rest);
	}
	if (!is_name(m->view) ||
	    (args.n && (!is_name(*ret_arg) || !is_name(m->type) || str_is(*ret_arg, "v"))))
		mk_fail(m, line, "write <!--view NAME(arg TYPE)-->, arg any name but v");
}

static void
read_view(struct mk *m, struct output *o)
{
	struct str arg, decl;
	int line = m->line;

	m->stack_n = m->blocks_n = m->vars_n = m->ids_n = 0;
	m->url = URL_NONE;
	m->code_line = 0;
	buf_init(&m->code, m->a);
	buf_init(&m->lit, m->a);
	read_head(m, &arg);
	while (m->at < m->src.n && str_trim(str_sub(m->src, m->at, 1)).n == 0)
		m->line += m->src.p[m->at++] == '\n';
	if (arg.n)
		m->vars[m->vars_n++] = (struct var){.name = arg};
	html_read(m);
	while (m->lit.n && str_trim(str_sub(buf_done(&m->lit), m->lit.n - 1, 1)).n == 0)
		m->lit.n--;
	emit_line(m, m->line, "(void)%.*s;", STR(arg.n ? arg : S("none")));
	if (arg.n && !m->vars[0].used)
		mk_fail(m, line, "the argument \"%.*s\" is not used", STR(arg));
	decl = arg.n ? str_fmt(m->a, "%.*s_html(struct view *v, const struct %.*s *%.*s)",
			       STR(m->view), STR(m->type), STR(arg))
		     : str_fmt(m->a, "%.*s_html(struct view *v, const void *none)", STR(m->view));
	if (str_has(buf_done(&o->protos), str_fmt(m->a, " %.*s_html(", STR(m->view))))
		mk_fail(m, line, "a view \"%.*s\" was already read", STR(m->view));
	if (arg.n)
		add_line_once(&o->types, str_fmt(m->a, "struct %.*s;\n", STR(m->type)));
	buf_fmt(&o->protos, "void %.*s;\n", STR(decl));
	buf_fmt(&o->code, "\nvoid\n%.*s\n{\n%.*s}\n", STR(decl), STR(buf_done(&m->code)));
}

/* What cannot be read on a screen is not looked at. */
static void
check_lines(const struct mk *m)
{
	struct str rest = m->src, text;

	for (int line = 1; str_next(&rest, '\n', &text); line++)
		if (str_clip(text, MAX_LINE).n < text.n)
			mk_fail(m, line, "more than %d characters in a line: an element a line, indented", MAX_LINE);
}

static void
read_file(struct mk *m, struct output *o)
{
	struct str rest;

	if (!str_valid(m->src))
		mk_fail(m, 1, "not UTF-8");
	check_lines(m);
	for (;;) {
		while (m->at < m->src.n && (m->src.p[m->at] == '\n' || m->src.p[m->at] == ' '))
			m->line += m->src.p[m->at++] == '\n';
		rest = str_sub(m->src, m->at, m->src.n);
		if (rest.n == 0)
			return;
		if (str_starts(rest, S("<!--use ")))
			read_use(m, o);
		else if (str_starts(rest, S("<!--view ")))
			read_view(m, o);
		else if (str_starts(rest, S("<!--")))
			take_comment(m, "");
		else
			mk_fail(m, m->line, "text before the first <!--view NAME-->");
	}
}

static void
write_output(struct arena *a, const char *dir, const char *name, struct output *o)
{
	struct str upper = str_dup(a, str_of(name));
	struct buf b;

	for (size_t i = 0; i < upper.n; i++)
		if (upper.p[i] >= 'a' && upper.p[i] <= 'z')
			((char *)upper.p)[i] = (char)(upper.p[i] - 32);
	buf_init(&b, a);
	buf_fmt(&b, "/* Made by mkview. */\n#ifndef GEN_%.*s_VIEW_H\n#define GEN_%.*s_VIEW_H\n\n",
		STR(upper), STR(upper));
	buf_fmt(&b, "#include \"ui/view.h\"\n\n%.*s\n%.*s\n#endif\n", STR(buf_done(&o->types)),
		STR(buf_done(&o->protos)));
	tool_write(str_z(a, str_fmt(a, "%s/%s_view.h", dir, name)), buf_done(&b));
	buf_init(&b, a);
	buf_fmt(&b, "/* Made by mkview. */\n#include \"gen/%s_view.h\"\n\n%.*s%.*s", name,
		STR(buf_done(&o->uses)), STR(buf_done(&o->code)));
	tool_write(str_z(a, str_fmt(a, "%s/%s_view.c", dir, name)), buf_done(&b));
}

static int
usage(void)
{
	fputs("usage: mkview --name x --out DIR FILE.html...\n"
	      "       mkview --messages FILE.html...\n",
	      stderr);
	return 2;
}

int
main(int argc, char **argv)
{
	const char *name = NULL, *dir = NULL;
	struct output o;
	struct buf listing;
	struct arena a;
	bool list = false;
	int i = 1;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--messages") == 0)
			list = true;
		else if (strcmp(argv[i], "--name") == 0 && i + 1 < argc)
			name = argv[++i];
		else if (strcmp(argv[i], "--out") == 0 && i + 1 < argc)
			dir = argv[++i];
		else
			return usage();
	}
	if (list ? name || dir : !name || !dir)
		return usage();
	arena_init(&a);
	buf_init(&o.uses, &a);
	buf_init(&o.types, &a);
	buf_init(&o.protos, &a);
	buf_init(&o.code, &a);
	buf_init(&listing, &a);
	for (; i < argc; i++) {
		struct mk *m = NEW(&a, struct mk);

		*m = (struct mk){.a = &a, .file = argv[i], .src = tool_read(&a, argv[i]), .line = 1,
				 .listing = list ? &listing : NULL};
		read_file(m, &o);
	}
	if (list)
		fwrite(buf_done(&listing).p, 1, buf_done(&listing).n, stdout);
	else
		write_output(&a, dir, name, &o);
	arena_release(&a);
	return 0;
}
