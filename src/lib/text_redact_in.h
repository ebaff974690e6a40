/* text_redact_in.h: what the rules of text_redact.c share: they look at cells, one a character. */
#ifndef LINLI_TEXT_REDACT_IN_H
#define LINLI_TEXT_REDACT_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

static inline bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
is_word(uint32_t c)
{
	return is_digit(c) || is_letter(c) || c == '_';
}

/* Whether c is one of the characters of set. */
static inline bool
among(uint32_t c, const char32_t *set)
{
	while (*set && *set != c)
		set++;
	return *set;
}

static inline size_t
digits(const uint32_t *c)
{
	size_t n = 0;

	while (is_digit(c[n]))
		n++;
	return n;
}

/* Length of word at c when it stands there, ASCII letters in any case; else 0. */
static inline size_t
word_at(const uint32_t *c, const char32_t *word)
{
	size_t n = 0;

	for (; word[n]; n++)
		if (c[n] != word[n] && !(is_letter(c[n]) && (c[n] | 0x20) == word[n]))
			return 0;
	return n;
}

/* What a character may be: a bit each, in a table that text_private makes before any rule looks. */
enum text_kind {
	TEXT_BEGINS = 1, /* a rule may find something here */
	TEXT_SURNAME = 2,
	TEXT_WORD_SURNAME = 4,
	TEXT_GIVEN = 8,
	TEXT_COMMON_GIVEN = 16,
	TEXT_ANNOUNCES = 32, /* the first of a word before a name */
	TEXT_DIGIT = 64,     /* another way of writing a digit */
};
enum { TEXT_KINDS = 0x10000 };
extern uint8_t text_kinds[TEXT_KINDS];

static inline bool
is_kind(uint32_t c, unsigned kinds)
{
	return c < TEXT_KINDS && text_kinds[c] & kinds;
}

/* Each character of the set is of these kinds; for the two below, which say what their rules begin with. */
void text_mark(const char32_t *set, unsigned kinds);
void text_door_mark(void);
void text_name_mark(void);

static inline bool
is_han(uint32_t c)
{
	return c >= 0x4e00 && c <= 0x9fff;
}

/* The longest of some words that stands at c. */
static inline size_t
word_of(const uint32_t *c, const char32_t *const *words)
{
	size_t longest = 0;

	for (; *words; words++) {
		size_t n = word_at(c, *words);

		longest = n > longest ? n : longest;
	}
	return longest;
}

/* What a number may count, so that it is no room: 元, 年, 路 ... */
#define TEXT_COUNTED U"户元年月日个名块万米平点多余人套栋幢座号楼层时分天次度路线%.:/"

/* Each: how many cells a door or a name that begins at c takes, 0 = none begins there; *ret_from: the first of them that is hidden. */
size_t text_door(const uint32_t *c, size_t *ret_from);
size_t text_plate(const uint32_t *c, size_t *ret_from);
size_t text_name(const uint32_t *c, size_t *ret_from);

#endif
