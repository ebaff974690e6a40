/* share_hours.c: opening hours as people write them. */
#include "features/share/share_hours.h"

#include "base/err.h"

static const char *const words[SHARE_DAYS] = {
	N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"),
	[SHARE_HOLIDAY] = N_("节假日"), [SHARE_SHIFTED] = N_("调休上班"),
};

const char *
share_day_word(int day)
{
	return day >= 0 && day < SHARE_DAYS ? words[day] : "";
}

bool
share_minute(struct str text, int64_t *ret)
{
	struct str hour, minute = text;
	int64_t h, m;

	if (!str_next(&minute, ':', &hour) || hour.n < 1 || hour.n > 2 || minute.n != 2 || !str_int(hour, &h) ||
	    !str_int(minute, &m) || h < 0 || h > 24 || m < 0 || m > 59 || h * 60 + m > 1440)
		return false;
	*ret = h * 60 + m;
	return true;
}

struct str
share_minute_text(struct arena *a, int64_t minute)
{
	return str_fmt(a, "%d:%02d", (int)(minute / 60), (int)(minute % 60));
}

static bool
read_span(struct str text, struct share_hours *ret)
{
	struct str to = text, from;

	return str_next(&to, '-', &from) && share_minute(from, &ret->from_min) && share_minute(to, &ret->to_min) &&
	       ret->from_min < ret->to_min;
}

int
share_hours_read(struct str text, int day, struct share_hours *v, size_t *n, const char **ret_why)
{
	size_t begun = *n;
	struct str word;

	while (str_next(&text, ' ', &word)) {
		struct str part;

		while (str_next(&word, ',', &part)) {
			struct share_hours h = {.days = 1 << day};

			if (!part.n)
				continue;
			*ret_why = N_("时间要写成 8:30-11:30 14:00-21:00，不开放就空着。");
			if (!read_span(part, &h) || *n - begun >= SHARE_SPANS_A_DAY)
				return E_INVALID;
			for (size_t i = begun; i < *n; i++)
				if (h.from_min < v[i].to_min && v[i].from_min < h.to_min) {
					*ret_why = N_("两段时间有重叠，请改一改。");
					return E_INVALID;
				}
			v[(*n)++] = h;
		}
	}
	return 0;
}

struct str
share_hours_text(struct arena *a, const struct share_hours_list *hours, int day)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < hours->n; i++) {
		const struct share_hours *h = &hours->v[i];

		if (!(h->days & 1 << day))
			continue;
		if (b.n)
			buf_char(&b, ' ');
		buf_fmt(&b, "%.*s-%.*s", STR(share_minute_text(a, h->from_min)), STR(share_minute_text(a, h->to_min)));
	}
	return buf_done(&b);
}
