/* sqltok.c: SQL text as words. */
#include "sqltok.h"

#include <string.h>
#include <strings.h>

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || (unsigned char)c >= 0x80;
}

/* Length of the blank or the comment at s; 0 when something else stands there. */
static size_t
skip(struct str s)
{
	size_t n = 1;

	if (strchr(" \t\r\n", s.p[0]))
		return 1;
	if (str_starts(s, S("--"))) {
		while (n < s.n && s.p[n] != '\n')
			n++;
		return n;
	}
	if (str_starts(s, S("/*"))) {
		n = str_find(s, S("*/"));
		return n == s.n ? n : n + 2;
	}
	return 0;
}

static size_t
quoted(struct str s, bool *ret_closed)
{
	char quote = s.p[0];
	size_t n = 1;

	*ret_closed = false;
	for (; n < s.n; n++) {
		if (s.p[n] != quote)
			continue;
		if (n + 1 < s.n && s.p[n + 1] == quote) {
			n++;
			continue;
		}
		*ret_closed = true;
		return n + 1;
	}
	return n;
}

static size_t
punct(struct str s)
{
	static const char *const two[] = {"::", "||", "<=", ">=", "<>", "!=", "==", "->", "@@"};

	for (size_t i = 0; i < sizeof two / sizeof two[0]; i++)
		if (str_starts(s, str_of(two[i])))
			return 2;
	return 1;
}

static size_t
one(struct str s, struct tok *t)
{
	size_t n = 1;
	bool closed = true;

	if (s.p[0] == '\'' || s.p[0] == '"') {
		n = quoted(s, &closed);
		t->kind = TOK_STRING;
		t->odd = !closed || s.p[0] == '"';
	} else if (s.p[0] == '$' || is_word(s.p[0])) {
		while (n < s.n && is_word(s.p[n]))
			n++;
		t->kind = TOK_WORD;
		if (s.p[0] == '$')
			t->kind = TOK_PARAM;
		else if (s.p[0] >= '0' && s.p[0] <= '9')
			t->kind = TOK_NUMBER;
	} else {
		n = punct(s);
		t->kind = TOK_PUNCT;
	}
	return n;
}

struct toks
sql_split(struct arena *a, struct str text, int first_line)
{
	struct toks t = {NEW_ARRAY(a, struct tok, text.n + 1), 0};
	int line = first_line;
	size_t n;

	for (size_t at = 0; at < text.n; at += n) {
		struct str rest = str_sub(text, at, text.n);

		n = skip(rest);
		if (n == 0) {
			t.v[t.n] = (struct tok){.line = line, .at = at};
			n = one(rest, &t.v[t.n]);
			t.v[t.n++].s = str_sub(rest, 0, n);
		}
		for (size_t i = 0; i < n; i++)
			line += rest.p[i] == '\n';
	}
	t.v[t.n] = (struct tok){.kind = TOK_END, .line = line, .at = text.n};
	return t;
}

bool
tok_is(const struct tok *t, const char *word)
{
	return t->kind != TOK_STRING && t->s.n == strlen(word) &&
	       strncasecmp(t->s.p, word, t->s.n) == 0;
}

size_t
tok_close(const struct toks *t, size_t open)
{
	int depth = 0;

	for (size_t i = open; i < t->n; i++) {
		depth += tok_is(&t->v[i], "(") - tok_is(&t->v[i], ")");
		if (depth == 0)
			return i + 1;
	}
	return t->n;
}
