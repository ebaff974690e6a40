/* sqltok.h: SQL text as words, for the two programs that check it. Comments are left out. */
#ifndef LINLI_TOOLS_SQLTOK_H
#define LINLI_TOOLS_SQLTOK_H

#include "base/str.h"

enum tok_kind { TOK_END = 1, TOK_WORD, TOK_NUMBER, TOK_STRING, TOK_PARAM, TOK_PUNCT };

struct tok {
	enum tok_kind kind;
	struct str s; /* a slice of the text; a string with its quotes, a parameter with its $ */
	int line;
	size_t at; /* offset in the text */
	bool odd;  /* a string that is not closed, or a "quoted name" */
};

/* n does not count the TOK_END that follows the last one: looking one ahead is always allowed. */
struct toks {
	struct tok *v;
	size_t n;
};

struct toks sql_split(struct arena *a, struct str text, int first_line);
bool tok_is(const struct tok *t, const char *word); /* letters of either case are the same */
/* Index after the bracket that closes the one at `open`; n when there is none. */
size_t tok_close(const struct toks *t, size_t open);

#endif
