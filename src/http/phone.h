/* phone.h: telephone numbers as people write them, brought into the one spelling they are kept and found by.
 *
 * Each takes a number whose digits are ASCII, and says what is wrong (Chinese message key; {1} = *ret_by) or NULL;
 * then *number is the spelling. */
#ifndef LINLI_HTTP_PHONE_H
#define LINLI_HTTP_PHONE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* A mainland mobile: 13812345678. */
const char *phone_mobile(struct arena *a, struct str *number, int64_t *ret_by);
/* That, or a landline: 01012345678, with an extension 05718888888-802. */
const char *phone_any(struct arena *a, struct str *number, int64_t *ret_by);

#endif
