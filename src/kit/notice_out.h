/* notice_out.h: notices, wishes and follows as JSON. */
#ifndef LINLI_KIT_NOTICE_OUT_H
#define LINLI_KIT_NOTICE_OUT_H

#include "gen/kit_row.h"
#include "kit/privacy.h"
#include "lib/shape.h"

/* Of struct notice_line, struct follow_line, struct notice_wish_out, struct comment_line. */
extern const struct shape notice_shape, follow_shape, notice_wish_shape, comment_shape;

/* A wish as programs see it: quiet hours as hours. */
struct notice_wish_out {
	int64_t own, followed, desk, lang, quiet_from, quiet_to;
};
struct notice_wish_out notice_wish_out(const struct notice_wish *w);

/* What the kit keeps of a person: notices, wishes, what they follow, what they said under matters. */
extern const struct personal notice_personal;

#endif
