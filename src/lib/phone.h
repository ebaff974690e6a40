/* phone.h: telephone numbers as people write and copy them, brought into the one spelling they are kept and found by.
 *
 * Fullwidth digits, blanks, dashes, brackets and the marks nobody sees that phones copy around a number are no fault.
 * Each says what is wrong (Chinese message key; {1} = *ret_by) or NULL; then *number is the spelling. */
#ifndef LINLI_LIB_PHONE_H
#define LINLI_LIB_PHONE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* A number that can get a code: a mobile of the mainland, 13812345678, or one of Hong Kong, Macao or Taiwan,
 * +85291234567. Other countries cannot: what a code there costs is what swindlers live on. */
const char *phone_mobile(struct arena *a, struct str *number, int64_t *ret_by);
/* Any number that can be called: that, a landline 01012345678, with an extension 05718888888-802, a service number
 * 4001234567 or 95588, one abroad +6591234567. */
const char *phone_any(struct arena *a, struct str *number, int64_t *ret_by);
/* Is it spelt as phone_mobile spells? */
bool phone_is_mobile(struct str number);

#endif
