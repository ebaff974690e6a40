/* str.h: text as a slice, and a writer that grows on an arena.
 *
 * A struct str is a pointer and a length; it owns nothing. p may be NULL when n is 0. Text made by
 * these functions in an arena ends with a NUL byte that n does not count, so it may be handed to
 * libc; a slice of somebody else's text need not, use str_z for that. Text is UTF-8 throughout. */
#ifndef LINLI_BASE_STR_H
#define LINLI_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct str {
	const char *p;
	size_t n;
};

#define S(literal) ((struct str){"" literal, sizeof(literal) - 1})
/* For printf: printf("%.*s", STR(s)). What stands in it is worked out three times: a call that makes something goes into a variable first. */
#define STR(s) (int)(s).n, ((s).p ? (s).p : "")

struct str str_of(const char *z); /* NULL gives the empty text */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *z);
int str_cmp(struct str a, struct str b); /* by bytes */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_has(struct str s, struct str part);
/* Where part begins in s, or s.n when it does not occur. */
size_t str_find(struct str s, struct str part);
struct str str_sub(struct str s, size_t from, size_t n); /* clipped to s */
struct str str_trim(struct str s);                       /* ASCII and ideographic space */
/* Takes the text before the first sep off *rest; false when *rest was used up. */
bool str_next(struct str *rest, char sep, struct str *ret_part);
struct str str_dup(struct arena *a, struct str s);
const char *str_z(struct arena *a, struct str s);
__attribute__((format(printf, 2, 3))) struct str str_fmt(struct arena *a, const char *fmt, ...);
/* Whole text as a decimal number; false on anything else, overflow too. */
bool str_int(struct str s, int64_t *ret);
struct str str_number(struct arena *a, int64_t n); /* as str_int reads it */
bool str_real(struct str s, double *ret);
struct str str_lower(struct arena *a, struct str s); /* ASCII letters only */
struct str str_upper(struct arena *a, struct str s);
uint64_t str_hash(struct str s);                     /* FNV-1a; for tables, not for secrets */

/* UTF-8. str_valid refuses overlong forms, surrogates, and control characters other than tab and
 * line feed. str_chars counts code points; str_clip cuts after at most n of them. */
bool str_valid(struct str s);
size_t str_chars(struct str s);
struct str str_clip(struct str s, size_t chars);
/* Is there anything in it that can be seen? Blanks of all kinds and marks without a shape are nothing; what is no text is. */
bool str_seen(struct str s);
/* Chinese keyboards write digits and signs of full width: １３８ is 138 here. */
struct str str_narrow(struct arena *a, struct str s);
/* Takes one code point off *rest; false at the end. Bytes that are not UTF-8 come as U+FFFD. */
bool str_rune(struct str *rest, uint32_t *ret);

struct buf {
	struct arena *a;
	char *p; /* NUL-terminated once anything was written */
	size_t n, cap;
};

void buf_init(struct buf *b, struct arena *a);
void buf_room(struct buf *b, size_t more); /* makes sure that many bytes fit */
void buf_put(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_z(struct buf *b, const char *z);
void buf_char(struct buf *b, char c);
void buf_rune(struct buf *b, uint32_t rune);
void buf_int(struct buf *b, int64_t v);
__attribute__((format(printf, 2, 3))) void buf_fmt(struct buf *b, const char *fmt, ...);
struct str buf_done(struct buf *b); /* what was written so far */

#define BUF_LIT(b, literal) buf_put((b), "" literal, sizeof(literal) - 1)

#endif
