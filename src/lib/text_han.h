/* text_han.h: single characters, for the text_*.c files alone. */
#ifndef LINLI_KIT_TEXT_HAN_H
#define LINLI_KIT_TEXT_HAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <unicode/utypes.h>

#include "base/str.h"

/* The Han characters our tables cover: extension A and the main block. */
enum { HAN_FIRST = 0x3400, HAN_LAST = 0x9fff, HAN_COUNT = HAN_LAST - HAN_FIRST + 1 };

/* Any ideograph, and 〇 and 々, which stand where ideographs stand. */
bool han_is(uint32_t c);

/* ICU without its own data is a broken installation: says so and ends the program. */
void icu_must(UErrorCode code, const char *what);
/* The pinyin without tones of the character, or of a word that is read in its own way, at the start of
 * *rest, which is taken off: "chong qing" for 重庆. NULL, taking nothing: not Han. */
const char *han_pinyin(struct str *rest);
/* Runs an ICU transliterator over the tables' characters, 256 at a time, and hands each result on:
 * n units of UTF-16 that became of c. */
void han_each(const char *transliterator, void (*take)(uint32_t c, const UChar *p, int32_t n));

#endif
