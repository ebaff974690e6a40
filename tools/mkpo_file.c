/* mkpo_file.c: reads and writes .po files. */
#include <string.h>

#include "mkpo.h"

struct reader {
	struct arena *a;
	const char *path;
	int line;
};

void
catalogue_add(struct catalogue *c, struct entry e)
{
	if (c->n == c->cap) {
		size_t cap = c->cap ? c->cap * 2 : 256;

		c->v = arena_grow(c->a, c->v, c->cap * sizeof *c->v, cap * sizeof *c->v);
		c->cap = cap;
	}
	c->v[c->n++] = e;
}

/* The text of a quoted line: "…" with \n, \t, \", \\ . */
static void
unquote(const struct reader *r, struct str s, struct buf *out)
{
	if (s.n < 2 || *s.p != '"' || s.p[s.n - 1] != '"')
		die_at(r->path, r->line, "a text must stand between double quotes");
	for (size_t i = 1; i < s.n - 1; i++) {
		char c = s.p[i];

		if (c == '"')
			die_at(r->path, r->line, "write \" inside a text as \\\"");
		if (c != '\\') {
			buf_char(out, c);
			continue;
		}
		c = ++i < s.n - 1 ? s.p[i] : '\0';
		if (c == 'n' || c == 't')
			buf_char(out, c == 'n' ? '\n' : '\t');
		else if (c == '"' || c == '\\')
			buf_char(out, c);
		else
			die_at(r->path, r->line, "unknown escape \\%c", c ? c : ' ');
	}
}

/* How often each {n} stands in a text, as bits 4 n … 4 n + 3. */
static uint64_t
holes(struct str s)
{
	uint64_t h = 0;

	for (size_t i = 0; i + 2 < s.n; i++)
		if (s.p[i] == '{' && s.p[i + 1] >= '1' && s.p[i + 1] <= '9' && s.p[i + 2] == '}')
			h += (uint64_t)1 << 4 * (s.p[i + 1] - '0');
	return h;
}

static void
add_entry(const struct reader *r, struct catalogue *c, struct entry *e, struct buf *key,
	  struct buf *text)
{
	e->key = str_dup(r->a, buf_done(key));
	e->text = str_dup(r->a, buf_done(text));
	key->n = text->n = 0;
	if (e->key.n == 0) {
		c->header = e->text;
		*e = (struct entry){0};
		return;
	}
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->v[i].key, e->key))
			die_at(r->path, e->line, "the message \"%.*s\" is already in line %d of %s",
			       STR(e->key), c->v[i].line, c->v[i].path);
	if (e->text.n && holes(e->key) != holes(e->text))
		die_at(r->path, e->line, "msgid and msgstr do not have the same {1}, {2}…");
	e->path = r->path;
	catalogue_add(c, *e);
	*e = (struct entry){0};
}

static void
read_remark(const struct reader *r, struct str line, struct entry *e)
{
	if (str_starts(line, S("#: ")))
		e->from = str_sub(line, 3, line.n);
	else if (str_starts(line, S("#,")))
		e->fuzzy = str_has(line, S("fuzzy"));
	else if (!str_starts(line, S("#~")) && !str_starts(line, S("#|")))
		e->note = str_fmt(r->a, "%.*s%.*s\n", STR(e->note), STR(line));
}

void
po_read(struct catalogue *c, const char *path)
{
	struct reader r = {.a = c->a, .path = path};
	struct str rest = tool_read(c->a, path), line;
	struct buf key, text, *to = NULL;
	struct entry e = {0};
	bool any = false;

	buf_init(&key, c->a);
	buf_init(&text, c->a);
	if (!str_valid(rest))
		die_at(path, 1, "not UTF-8");
	while (str_next(&rest, '\n', &line)) {
		r.line++;
		line = str_trim(line);
		if (to == &text && (line.n == 0 || *line.p != '"')) {
			add_entry(&r, c, &e, &key, &text);
			to = NULL;
		}
		if (line.n == 0)
			continue;
		if (*line.p == '#') {
			read_remark(&r, line, &e);
		} else if (str_starts(line, S("msgid "))) {
			if (to)
				die_at(path, r.line, "msgid without msgstr before it");
			to = &key;
			e.line = r.line;
			unquote(&r, str_trim(str_sub(line, 6, line.n)), to);
		} else if (str_starts(line, S("msgstr ")) && to == &key) {
			to = &text;
			any = true;
			unquote(&r, str_trim(str_sub(line, 7, line.n)), to);
		} else if (*line.p == '"' && to) {
			unquote(&r, line, to);
		} else {
			die_at(path, r.line, "cannot read this line");
		}
	}
	if (to == &text)
		add_entry(&r, c, &e, &key, &text);
	else if (to)
		die_at(path, r.line, "msgid without msgstr");
	if (!any)
		die_at(path, r.line, "no message in this file");
}

static void
put_quoted(struct buf *b, const char *word, struct str s)
{
	struct str rest = s;
	size_t n;

	buf_fmt(b, "%s ", word);
	if (str_has(s, S("\n")))
		BUF_LIT(b, "\"\"\n");
	do {
		n = str_find(rest, S("\n")) + 1;
		BUF_LIT(b, "\"");
		tool_c_escape(b, str_sub(rest, 0, n));
		BUF_LIT(b, "\"\n");
		rest = str_sub(rest, n, rest.n);
	} while (rest.n);
}

struct str
po_text(const struct catalogue *c)
{
	struct buf b;

	buf_init(&b, c->a);
	put_quoted(&b, "msgid", S(""));
	put_quoted(&b, "msgstr",
		   c->header.n ? c->header
			       : S("Project-Id-Version: linli\nMIME-Version: 1.0\n"
				   "Content-Type: text/plain; charset=UTF-8\n"
				   "Content-Transfer-Encoding: 8bit\n"));
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = &c->v[i];

		BUF_LIT(&b, "\n");
		buf_str(&b, e->note);
		if (e->from.n)
			buf_fmt(&b, "#: %.*s\n", STR(e->from));
		if (e->fuzzy)
			BUF_LIT(&b, "#, fuzzy\n");
		put_quoted(&b, "msgid", e->key);
		put_quoted(&b, "msgstr", e->text);
	}
	return buf_done(&b);
}
