/* mkpo_collect.c: finds messages in C sources, .def tables and the listings of mkview. */
#include <string.h>

#include "mkpo.h"

struct source {
	struct catalogue *c;
	const char *path;
	struct str src;
	size_t at;
	int line;
};

static char
peek(const struct source *s, size_t ahead)
{
	return s->at + ahead < s->src.n ? s->src.p[s->at + ahead] : '\0';
}

static void
step(struct source *s)
{
	s->line += peek(s, 0) == '\n';
	s->at++;
}

static bool
at(const struct source *s, const char *what)
{
	return str_starts(str_sub(s->src, s->at, s->src.n), str_of(what));
}

/* White space, comments, and lines joined by a backslash. */
static void
skip(struct source *s)
{
	for (;;) {
		if (at(s, "/*")) {
			while (s->at < s->src.n && !at(s, "*/"))
				step(s);
			step(s);
			step(s);
		} else if (at(s, "//")) {
			while (s->at < s->src.n && peek(s, 0) != '\n')
				step(s);
		} else if (peek(s, 0) == ' ' || peek(s, 0) == '\t' || peek(s, 0) == '\n' ||
			   at(s, "\\\n")) {
			step(s);
		} else {
			return;
		}
	}
}

/* One literal and those written right behind it. */
static struct str
literal(struct source *s)
{
	struct buf b;
	char c;

	buf_init(&b, s->c->a);
	for (; peek(s, 0) == '"'; skip(s)) {
		int line = s->line;

		for (step(s); (c = peek(s, 0)) != '"'; step(s)) {
			if (c == '\0' || c == '\n')
				die_at(s->path, line, "a text is not closed");
			if (c != '\\') {
				buf_char(&b, c);
				continue;
			}
			step(s);
			c = peek(s, 0);
			buf_char(&b, c == 'n' ? '\n' : c == 't' ? '\t' : c);
		}
		step(s);
	}
	return buf_done(&b);
}

static void
add(struct source *s, struct str key, int line)
{
	if (key.n)
		catalogue_add(s->c,
			      (struct entry){.key = key, .from = str_of(s->path), .line = line});
}

static bool
word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Behind "T(": to the second argument, when that is a literal. */
static bool
second_argument(struct source *s)
{
	int depth = 0;

	for (; s->at < s->src.n && (depth || peek(s, 0) != ','); step(s)) {
		if (peek(s, 0) == '(')
			depth++;
		else if (peek(s, 0) == ')' && depth-- == 0)
			return false;
		else if (peek(s, 0) == ';' || peek(s, 0) == '"')
			return false;
	}
	step(s);
	skip(s);
	return peek(s, 0) == '"';
}

/* A name in the source: N_( or T( takes a message. */
static void
word(struct source *s)
{
	size_t from = s->at;
	struct str name;

	while (word_char(peek(s, 0)))
		step(s);
	name = str_sub(s->src, from, s->at - from);
	if (peek(s, 0) != '(' || (!str_is(name, "N_") && !str_is(name, "T")))
		return;
	step(s);
	skip(s);
	if (str_is(name, "N_") ? peek(s, 0) == '"' : second_argument(s)) {
		int line = s->line;

		add(s, literal(s), line);
	}
}

void
collect_source(struct catalogue *c, const char *path)
{
	struct source s = {.c = c, .path = path, .src = tool_read(c->a, path), .line = 1};
	bool def = str_ends(str_of(path), S(".def"));

	for (skip(&s); s.at < s.src.n; skip(&s)) {
		int line = s.line;

		if (peek(&s, 0) == '"') {
			struct str text = literal(&s);

			if (def && tool_chinese(text))
				add(&s, text, line);
		} else if (peek(&s, 0) == '\'') {
			for (step(&s); s.at < s.src.n && peek(&s, 0) != '\''; step(&s))
				if (peek(&s, 0) == '\\')
					step(&s);
			step(&s);
		} else if (word_char(peek(&s, 0))) {
			word(&s);
		} else {
			step(&s);
		}
	}
}

void
collect_listing(struct catalogue *c, const char *path)
{
	struct str rest = tool_read(c->a, path), line, file;
	struct source s = {.c = c, .path = path};

	while (str_next(&rest, '\n', &line)) {
		size_t tab = str_find(line, S("\t")), colon;

		s.line++;
		if (line.n == 0)
			continue;
		file = str_sub(line, 0, tab);
		colon = str_find(file, S(":"));
		if (tab == line.n || colon == file.n)
			die_at(path, s.line, "not a line of `mkview --messages`");
		catalogue_add(c, (struct entry){.key = str_sub(line, tab + 1, line.n),
						.from = str_sub(file, 0, colon), .line = s.line});
	}
}
