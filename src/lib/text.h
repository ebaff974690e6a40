/* text.h: Chinese text for searching, sorting and comparing. ICU does the work.
 *
 * text_fold: NFKC case folding, traditional to simplified, white space to one space, none at the
 * ends.
 * text_tokens: of the folded text, separated by spaces, each once, in order of first appearance:
 * every pair of neighbouring Han characters (楼道灯 -> 楼道 道灯), single Han characters standing
 * alone, runs of letters and digits, and of runs joined by hyphens each part too (bl-2611-0387 ->
 * bl26110387 bl 2611 0387). The same tokens go into SQLite FTS5 and PostgreSQL tsvector, so both
 * engines find the same rows. */
#ifndef LINLI_KIT_TEXT_H
#define LINLI_KIT_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct str text_fold(struct arena *a, struct str s);
struct str text_tokens(struct arena *a, struct str s);
/* Tokens a searcher means, all of which a text must have: like text_tokens, at most 24; a single
 * Han character is "" (too common); of a joined run the parts alone. */
struct str text_query(struct arena *a, struct str s);
/* Tokens for the classifier: 1- to 3-grams of Han runs, other words whole, with repeats. */
struct str text_grams(struct arena *a, struct str s);
/* First letters of the pinyin, lower case, others kept: 北岭社区 -> blsq. */
struct str text_initials(struct arena *a, struct str s);
/* The whole pinyin, without blanks: 和平里 3号楼 -> hepingli3haolou. */
struct str text_pinyin(struct arena *a, struct str s);
/* First letters of what somebody types in pinyin, whose last syllable may be unfinished: hepingl -> hpl; "": it is none, or longer than 40 bytes.
 * Where it can be read in two ways (fangan), the longer syllables first, or the shorter, all of them whole. */
struct str text_pinyin_initials(struct arena *a, struct str s, bool longest);
/* A place's name in English, for places that were given none: the part of its own in pinyin, what it is
 * translated. 北岭社区 -> Beiling Community, 和平里片区 3号楼2单元 -> Hepingli Area, Building 3, Unit 2. */
struct str text_place_en(struct arena *a, struct str name);
/* A duty as offices write it: 和平里3号楼楼长 -> Building head, Hepingli Building 3. What is not known stays as it is. */
struct str text_duty_en(struct arena *a, struct str name);
/* Takes a number below 一百 in Chinese figures (三, 十二, 二十) from the start of *rest; 0: there is none. */
int64_t text_take_figures(struct str *rest);
/* Numbers of buildings, units and floors below 一百 in digits (三号楼 -> 3号楼) and in Chinese figures; the rest as it is. */
struct str text_place_digits(struct arena *a, struct str s);
struct str text_place_figures(struct arena *a, struct str s);
/* A key that sorts by pinyin in any byte-wise collation (hex). */
struct str text_sort_key(struct arena *a, struct str s);
/* What identifies a person in a text: phone, ID-card, bank-card, passport and account numbers, e-mail addresses, doors, number plates, and
 * names where something tells that they are names; however they are spelled, also with unseen marks between. In bytes, in order. */
struct text_span {
	size_t from, to;
};
struct text_span_list {
	struct text_span *v;
	size_t n;
};
void text_private(struct arena *a, struct str s, struct text_span_list *ret);
/* s with each of the spans, which are in order, hidden by TEXT_COVERED. */
#define TEXT_COVERED "▇▇▇"
struct str text_cover(struct arena *a, struct str s, const struct text_span_list *spans);
/* Both: for public pages. */
struct str text_redact(struct arena *a, struct str s);

#endif
