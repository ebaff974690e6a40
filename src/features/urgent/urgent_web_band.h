/* urgent_web_band.h: whom to call, as a red band on pages of other features, and as answers for programs. */
#ifndef LINLI_URGENT_WEB_BAND_H
#define LINLI_URGENT_WEB_BAND_H

#include "features/urgent/urgent.h"
#include "lib/shape.h"
#include "ui/view.h"

/* The band of what was told; "" = of nothing. again: a form was shown again because of it, and says how to send it. */
struct html urgent_band_of(struct req *r, const struct urgent_alarm *alarm, bool again);

/* The same for programs: members urgent and call of an answer. */
struct urgent_call_out {
	struct str number, name, name_en, kind;
};
struct urgent_call_outs {
	struct urgent_call_out *v;
	size_t n;
};
extern const struct shape urgent_call_shape;
struct urgent_call_outs urgent_calls_out(struct arena *a, const struct urgent_alarm *alarm);

#endif
