/* text.c: folding Chinese text and cutting it into tokens. */
#include "lib/text.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "lib/text_han.h"

enum {
	QUERY_TOKENS = 24,
	TOKEN_CHARS = 60, /* longer words are cut, in texts and queries alike */
	GRAM_MAX = 3,
};

static pthread_once_t fold_once = PTHREAD_ONCE_INIT;
static const UNormalizer2 *nfkc;
static uint16_t simple_of[HAN_COUNT]; /* the simplified form of each character */

void
icu_must(UErrorCode code, const char *what)
{
	if (U_SUCCESS(code))
		return;
	fprintf(stderr, "linli: ICU cannot open %s: %s\n", what, u_errorName(code));
	abort();
}

void
han_each(const char *transliterator, void (*take)(uint32_t c, const UChar *p, int32_t n))
{
	enum { STEP = 256, ROOM = STEP * 16 };
	UErrorCode code = U_ZERO_ERROR;
	UChar id[64], text[ROOM];
	UTransliterator *t;

	u_uastrcpy(id, transliterator);
	t = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
	icu_must(code, transliterator);
	for (uint32_t first = HAN_FIRST; first <= HAN_LAST; first += STEP) {
		int32_t n = 0, limit, at = 0;

		for (uint32_t i = 0; i < STEP; i++) {
			text[n++] = (UChar)(first + i);
			text[n++] = '\n';
		}
		limit = n;
		utrans_transUChars(t, text, &n, ROOM, 0, &limit, &code);
		icu_must(code, transliterator);
		for (uint32_t i = 0; i < STEP && at < n; i++) {
			int32_t end = at;

			while (end < n && text[end] != '\n')
				end++;
			take(first + i, text + at, end - at);
			at = end + 1;
		}
	}
	utrans_close(t);
}

static void
take_simple(uint32_t c, const UChar *p, int32_t n)
{
	bool one = n == 1 && p[0] >= HAN_FIRST && p[0] <= HAN_LAST;

	simple_of[c - HAN_FIRST] = one ? p[0] : (uint16_t)c;
}

static void
fold_open(void)
{
	UErrorCode code = U_ZERO_ERROR;

	nfkc = unorm2_getNFKCCasefoldInstance(&code);
	icu_must(code, "nfkc_cf");
	han_each("Traditional-Simplified", take_simple);
	/* A few characters go two steps; afterwards folding twice is folding once. */
	for (size_t i = 0; i < HAN_COUNT; i++)
		simple_of[i] = simple_of[simple_of[i] - HAN_FIRST];
}

bool
han_is(uint32_t c)
{
	if (c >= 0x4e00 && c <= HAN_LAST)
		return true;
	return c >= 0x3005 && (c < 0x3040 || c >= HAN_FIRST) &&
	       (c == 0x3005 || c == 0x3007 || u_hasBinaryProperty((UChar32)c, UCHAR_IDEOGRAPHIC));
}

/* Characters that fold to one, whatever stands beside them: what most texts are made of. */
static bool
is_plain(uint32_t c)
{
	return c < 0x80 || (c >= 0x4e00 && c <= HAN_LAST) || (c >= 0x3001 && c <= 0x301b) ||
	       c == 0x2014 || (c >= 0x2018 && c <= 0x201f) || (c >= 0x3400 && c <= 0x4dbf);
}

/* Full-width forms become ASCII here; the rest of the work is fold_icu's. */
static uint32_t
narrow(uint32_t c)
{
	return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c == 0x3000 ? ' ' : c;
}

static bool
is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x80 && u_isUWhiteSpace((UChar32)c));
}

/* NFKC case folding by ICU. */
static struct str
fold_icu(struct arena *a, struct str s)
{
	UErrorCode code = U_ZERO_ERROR;
	int32_t n, m, room;
	UChar *wide, *folded;
	char *p;

	if (s.n > INT32_MAX / 8)
		s.n = INT32_MAX / 8;
	wide = NEW_ARRAY(a, UChar, s.n + 1);
	u_strFromUTF8WithSub(wide, (int32_t)s.n + 1, &n, s.p, (int32_t)s.n, 0xfffd, NULL, &code);
	icu_must(code, "UTF-8");
	room = unorm2_normalize(nfkc, wide, n, NULL, 0, &code);
	code = U_ZERO_ERROR;
	folded = NEW_ARRAY(a, UChar, (size_t)room + 1);
	m = unorm2_normalize(nfkc, wide, n, folded, room + 1, &code);
	icu_must(code, "nfkc_cf");
	p = arena_alloc(a, (size_t)m * 3 + 1);
	u_strToUTF8WithSub(p, m * 3 + 1, &n, folded, m, 0xfffd, NULL, &code);
	icu_must(code, "UTF-8");
	return (struct str){p, (size_t)n};
}

struct str
text_fold(struct arena *a, struct str s)
{
	struct buf out;
	bool gap = false;

	pthread_once(&fold_once, fold_open);
	for (struct str rest = s; rest.n;) {
		uint32_t c;

		str_rune(&rest, &c);
		if (!is_plain(narrow(c))) {
			s = fold_icu(a, s);
			break;
		}
	}
	buf_init(&out, a);
	buf_room(&out, s.n);
	for (uint32_t c; str_rune(&s, &c);) {
		c = narrow(c);
		if (is_space(c)) {
			gap = out.n > 0;
			continue;
		}
		if (gap)
			buf_char(&out, ' ');
		gap = false;
		if (c < 0x80)
			buf_char(&out, (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
		else
			buf_rune(&out,
				 c >= HAN_FIRST && c <= HAN_LAST ? simple_of[c - HAN_FIRST] : c);
	}
	return buf_done(&out);
}

/* A stretch of folded text that is cut alike: Han characters, or one word of letters and digits
 * that may be joined by inner hyphens. */
struct run {
	struct str text;
	size_t chars;
	bool han, joined;
};

enum kind { KIND_OTHER = 1, KIND_WORD, KIND_HAN };

static enum kind
kind_of(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
			       ? KIND_WORD : KIND_OTHER;
	if (han_is(c))
		return KIND_HAN;
	return u_isalnum((UChar32)c) || (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) ? KIND_WORD
										   : KIND_OTHER;
}

/* Takes a character off *rest and says its kind; OTHER at the end too. */
static enum kind
kind_take(struct str *rest)
{
	uint32_t c;

	return str_rune(rest, &c) ? kind_of(c) : KIND_OTHER;
}

/* Takes the next run off *rest; false at the end. */
static bool
run_next(struct str *rest, struct run *ret)
{
	enum kind kind = KIND_OTHER;
	struct str at = *rest;

	while (rest->n && kind == KIND_OTHER) {
		at = *rest;
		kind = kind_take(rest);
	}
	if (kind == KIND_OTHER)
		return false;
	*ret = (struct run){.text = {at.p, 0}, .chars = 1, .han = kind == KIND_HAN};
	for (at = *rest; at.n; *rest = at, ret->chars++) {
		struct str next;

		if (kind_take(&at) == kind)
			continue;
		next = at;
		if (kind != KIND_WORD || *rest->p != '-' || kind_take(&next) != KIND_WORD)
			break;
		ret->joined = true;
	}
	ret->text.n = (size_t)(rest->p - ret->text.p);
	return true;
}

/* Tokens in the order of their first appearance, each once. */
struct bag {
	struct buf out;
	uint32_t *slots; /* open addressing; 1 + where in out the token begins */
	size_t mask, count, limit;
};

static void
bag_init(struct bag *bag, struct arena *a, size_t bytes, size_t limit)
{
	size_t most = bytes / 2 + 2, size = 16; /* a token costs two bytes of text at least */

	while (size < most * 2)
		size *= 2;
	*bag = (struct bag){.mask = size - 1, .limit = limit};
	bag->slots = NEW_ARRAY(a, uint32_t, size);
	buf_init(&bag->out, a);
	buf_room(&bag->out, bytes * 2);
}

static void
bag_put(struct bag *bag, struct str token)
{
	size_t at;

	if (token.n > TOKEN_CHARS)
		token = str_clip(token, TOKEN_CHARS);
	if (bag->count >= bag->limit)
		return;
	for (at = str_hash(token) & bag->mask; bag->slots[at]; at = (at + 1) & bag->mask) {
		struct str had = str_sub((struct str){bag->out.p, bag->out.n}, bag->slots[at] - 1,
					 token.n);

		if (str_eq(had, token) &&
		    (had.p + had.n == bag->out.p + bag->out.n || had.p[had.n] == ' '))
			return;
	}
	if (bag->out.n)
		buf_char(&bag->out, ' ');
	bag->slots[at] = (uint32_t)bag->out.n + 1;
	bag->count++;
	buf_str(&bag->out, token);
}

/* Every pair of neighbours; a character that stands alone is itself. */
static void
bag_put_han(struct bag *bag, struct str run, size_t chars, bool alone)
{
	if (chars == 1) {
		if (alone)
			bag_put(bag, run);
		return;
	}
	for (struct str one = run, two = str_sub(run, str_clip(run, 1).n, run.n); two.n; one = two, two = run) {
		uint32_t c;

		run = two;
		str_rune(&run, &c);
		bag_put(bag, (struct str){one.p, (size_t)(run.p - one.p)});
	}
}

/* A joined word as one, then its parts. A query has the parts alone: they find the text whether the
 * searcher writes all of the number or a piece of it. */
static void
bag_put_joined(struct arena *a, struct bag *bag, struct str run, bool whole)
{
	struct buf word;
	struct str part;

	if (whole) {
		buf_init(&word, a);
		for (struct str rest = run; str_next(&rest, '-', &part);)
			buf_str(&word, part);
		bag_put(bag, buf_done(&word));
	}
	while (str_next(&run, '-', &part))
		bag_put(bag, part);
}

static struct str
cut(struct arena *a, struct str s, bool query)
{
	struct str rest = text_fold(a, s);
	struct bag bag;

	bag_init(&bag, a, rest.n, query ? QUERY_TOKENS : SIZE_MAX);
	for (struct run run; bag.count < bag.limit && run_next(&rest, &run);) {
		if (run.han)
			bag_put_han(&bag, run.text, run.chars, !query);
		else if (run.joined)
			bag_put_joined(a, &bag, run.text, !query);
		else
			bag_put(&bag, run.text);
	}
	return buf_done(&bag.out);
}

struct str
text_tokens(struct arena *a, struct str s)
{
	return cut(a, s, false);
}

struct str
text_query(struct arena *a, struct str s)
{
	return cut(a, s, true);
}

static void
put_gram(struct buf *out, struct str gram)
{
	if (out->n)
		buf_char(out, ' ');
	buf_str(out, gram);
}

static void
put_han_grams(struct buf *out, struct str run)
{
	for (uint32_t c; run.n; str_rune(&run, &c)) {
		struct str rest = run;

		for (size_t n = 1; n <= GRAM_MAX && str_rune(&rest, &c); n++)
			put_gram(out, (struct str){run.p, run.n - rest.n});
	}
}

struct str
text_grams(struct arena *a, struct str s)
{
	struct str rest = text_fold(a, s), part;
	struct buf out;

	buf_init(&out, a);
	buf_room(&out, rest.n * 8);
	for (struct run run; run_next(&rest, &run);) {
		if (run.han)
			put_han_grams(&out, run.text);
		else
			while (str_next(&run.text, '-', &part))
				put_gram(&out, str_clip(part, TOKEN_CHARS));
	}
	return buf_done(&out);
}
