/* mkview.h: what the files of mkview share. The manual is at the top of mkview.c. */
#ifndef LINLI_TOOLS_MKVIEW_H
#define LINLI_TOOLS_MKVIEW_H

#include "tool.h"

enum { MAX_LINE = 140 /* characters */ };
enum { MAX_STACK = 64, MAX_BLOCKS = 32, MAX_VARS = 16, MAX_IDS = 256, MAX_HOLES = 9 };

/* Where in the HTML the parser stands. */
enum place {
	PLACE_TEXT = 1,
	PLACE_RCDATA, /* inside <title> or <textarea>: text without elements */
	PLACE_TAG,    /* between the attributes of a start tag */
	PLACE_ATTR,   /* inside a quoted attribute */
};

/* How far into a URL an attribute is: what a value there can do to it. */
enum url_phase { URL_NONE = 1, URL_START, URL_PATH, URL_QUERY };

struct element {
	struct str name;
	int line;
	bool needs_csrf;
	size_t blocks; /* open when it began */
};

enum block_kind { BLOCK_IF = 1, BLOCK_FOR };

struct block {
	enum block_kind kind;
	enum place place;
	int line;
	bool has_else;
	size_t elements, vars;    /* open when it began */
	enum url_phase url, ends; /* at its begin, and after its branches so far (0 = none ended) */
	struct str url_prefix;
	struct str list;          /* BLOCK_FOR: the C expression of the list */
};

struct var {
	struct str name;
	bool used;
};

struct id {
	struct str name;
	int line;
};

enum expr_kind {
	EXPR_PRINT = 1,
	EXPR_IF,
	EXPR_ELIF,
	EXPR_ELSE,
	EXPR_END,
	EXPR_FOR,
	EXPR_PARTIAL,
	EXPR_CSRF,
	EXPR_CONTENT,
	EXPR_SPACE,
};

/* One {{…}}, already turned into C. */
struct expr {
	enum expr_kind kind;
	int line;
	bool bundled;    /* the URL of a bundled file */
	struct str c;    /* in C: PRINT statement, IF condition, PARTIAL argument, FOR list */
	struct str name; /* FOR: the variable; PARTIAL: the view */
	bool html;       /* prints elements: only allowed in text, and no part of a message */
};

/* A stretch of text and values between two tags or directives: one message when it has Chinese. */
struct run {
	struct buf key;             /* text with {1}, {2} for the values */
	struct expr hole[MAX_HOLES];
	size_t hole_at[MAX_HOLES];  /* where in key the hole's mark begins */
	size_t n;
	size_t broken;              /* the key ended here with white space that holds a line break; 0 = not */
	int line;
};

struct mk {
	struct arena *a;
	const char *file;
	struct str src;
	size_t at;
	int line;
	struct buf *listing; /* --messages: lines go here */

	/* The view being read. */
	struct str view, type; /* type: of its argument, "" = none */
	struct element stack[MAX_STACK];
	size_t stack_n;
	struct block blocks[MAX_BLOCKS];
	size_t blocks_n;
	struct var vars[MAX_VARS];
	size_t vars_n;
	struct id ids[MAX_IDS];
	size_t ids_n;
	enum url_phase url;    /* of the attribute being read */
	struct str url_prefix; /* its text before the first value */

	struct buf code, lit;  /* the function's body; bytes that wait to be printed together */
	int code_line;         /* what the last #line said, counted on */
};

__attribute__((noreturn, format(printf, 3, 4))) void mk_fail(const struct mk *m, int line,
							     const char *fmt, ...);

/* mkview_expr.c: reads the {{…}} that begins at m->at and moves behind it. */
struct expr expr_read(struct mk *m);

/* mkview_emit.c: writes C. */
void emit_text(struct mk *m, struct str s);
void emit_line(struct mk *m, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void emit_run(struct mk *m, struct run *r, enum place place, bool may_translate);
void emit_directive(struct mk *m, const struct expr *e, enum place place);

/* mkview_html.c: reads one view's HTML up to the next <!--view or the end of the file. */
void html_read(struct mk *m);
/* mkview_url.c: follows a URL through static text, and says how the next value is escaped. */
void url_text(struct mk *m, int line, struct str s);
const char *url_value(struct mk *m, int line);
void url_branch_end(struct mk *m, int line);

/* mkview_words.c: what is known of HTML. */
bool word_element(struct str name);  /* of HTML or SVG, and allowed here */
bool word_void(struct str name);
bool word_svg(struct str name);
bool word_ends_p(struct str name);   /* its start tag would end an open <p> */
bool word_no_self(struct str name);  /* must not stand inside itself */
bool word_url(struct str attr);
bool word_translated(struct str attr);
const char *word_refused(struct str attr); /* why an attribute is refused, or NULL */

#endif
