/* mksql_words.c: reads the enumerators of preprocessed C, so that statements can name stored numbers.
 * The output asserts each number it uses: what is read wrongly here does not compile. */
#include "mksql_in.h"
#include "sqltok.h"
#include "tool.h"

static void
add_word(struct words *w, struct arena *a, struct word word)
{
	w->v = arena_grow(a, w->v, w->n * sizeof *w->v, (w->n + 1) * sizeof *w->v);
	w->v[w->n++] = word;
}

/* NAME [= number], …: a number that is no plain one leaves those after it unknown too. */
static void
enumerators(struct words *w, struct arena *a, struct str body)
{
	struct toks t = sql_split(a, body, 1);
	int64_t next = 0;
	bool plain = true;

	for (size_t i = 0; i < t.n; i++) {
		struct str name = t.v[i].s;

		if (tok_is(&t.v[i + 1], "=")) {
			plain = (tok_is(&t.v[i + 3], ",") || i + 3 == t.n) &&
				str_int(t.v[i + 2].s, &next);
			i += 2;
		}
		add_word(w, a, (struct word){.name = name, .number = next++, .plain = plain});
		while (i < t.n && !tok_is(&t.v[i], ","))
			i++;
	}
}

struct words
mksql_words(struct arena *a, const char *path)
{
	struct str rest = tool_read(a, path);
	struct words w = {0};

	for (;;) {
		size_t at = str_find(rest, S("enum ")), open, close;

		if (at == rest.n)
			return w;
		rest = str_sub(rest, at + 5, rest.n);
		open = str_find(rest, S("{"));
		close = str_find(rest, S("}"));
		/* Before { stands a tag or nothing: elsewhere the enum is only named. */
		if (close < rest.n && open < str_find(rest, S(";")) && open < str_find(rest, S("(")) &&
		    open < str_find(rest, S(")")))
			enumerators(&w, a, str_sub(rest, open + 1, close - open - 1));
	}
}
