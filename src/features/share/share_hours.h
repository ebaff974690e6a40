/* share_hours.h: opening hours and times of a day as people write them: "8:30-11:30 14:00-21:00". */
#ifndef LINLI_SHARE_HOURS_H
#define LINLI_SHARE_HOURS_H

#include "features/share/share.h"

enum { SHARE_DAYS = 9, SHARE_SPANS_A_DAY = 6 };

/* Minutes of the day of "14:00" or "9:30"; 24:00 is the end of it. false: it is no time. */
bool share_minute(struct str text, int64_t *ret);
struct str share_minute_text(struct arena *a, int64_t minute);

/* Spans of one kind of day, apart by blanks or commas; "" = closed. Appends them to v, of which *n are there.
 * E_INVALID: *ret_why is a Chinese message key. */
int share_hours_read(struct str text, int day, struct share_hours *v, size_t *n, const char **ret_why);
/* The hours of one kind of day, as they are read. */
struct str share_hours_text(struct arena *a, const struct share_hours_list *hours, int day);
/* "周一", …, "节假日", "调休上班": Chinese message key of a kind of day. */
const char *share_day_word(int day);

#endif
