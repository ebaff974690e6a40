/* appeal_figure.h: figures of cases: by period, community, week and class. They are sums that moves keep (appeal_count.c). */
#ifndef LINLI_APPEAL_FIGURE_H
#define LINLI_APPEAL_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gen/appeal_row.h"
#include "gen/territory_row.h"

struct tx;

/* Stored. Figures are kept by week, which begins on Monday, and by month. */
enum appeal_unit { APPEAL_WEEK = 1, APPEAL_MONTH = 2 };
/* Weeks or months from the one that begins on day start (clock_day) until now. */
struct appeal_period {
	enum appeal_unit unit;
	int64_t start;
};
/* The first day of the week or month that a moment lies in. */
int64_t appeal_unit_start(enum appeal_unit unit, int64_t at);

/* Figures of a period for a community or the district (0). */
struct appeal_figures {
	int64_t filed, closed, on_time, minutes, rated, pleased;
	int64_t live_now; /* at this moment, whatever the period */
	int64_t late_now; /* of those: a deadline has passed */
	/* What was due until now: closed in the period, and late now. Who never answers a case does not look punctual. */
	int64_t due, due_on_time;
	int64_t extended; /* of the closed ones those that were given more time; on time is by the promise they then had */
	int64_t called, called_pleased; /* marks that were taken by phone, which are none of rated and pleased */
	int64_t as_of;
};
int appeal_figures(struct tx *tx, int64_t district, int64_t community, struct appeal_period p, struct appeal_figures *ret);
/* The same of each of these communities, in their order: as many as there are. */
int appeal_figures_each(struct tx *tx, int64_t district, const struct territory_node_list *communities, struct appeal_period p,
			struct appeal_figures **ret);
/* What a period that is over had, before the day until, of the district (NULL) or of these together: filed, closed, minutes, rated and
 * pleased. What was late then is kept nowhere, so what was due is not told. */
int appeal_figures_then(struct tx *tx, int64_t district, const struct territory_node_list *communities, struct appeal_period p, int64_t until,
			struct appeal_figures *ret);
/* Weeks of each of them from the one that begins on day start: week w of community i is (*ret)[i * weeks + w]. */
int appeal_weeks_each(struct tx *tx, int64_t district, const struct territory_node_list *communities, int64_t start, size_t weeks,
		      struct appeal_week **ret);
/* The weeks from the one that begins on day start; those without a figure are left out. */
int appeal_by_week(struct tx *tx, int64_t district, int64_t community, int64_t start, struct appeal_week_list *ret);
int appeal_by_class(struct tx *tx, int64_t district, int64_t community, struct appeal_period p, struct appeal_class_list *ret);

/* What figures count by, for who says it. */
struct appeal_counted {
	const char *word; /* of a state: a Chinese message key */
	int64_t number;
	bool office, over, closed; /* it waits for the office; it is over; it counts as closed */
};
struct appeal_counting {
	int64_t good, faces[3];		/* marks: pleased from here on in both; those of the three faces */
	int64_t reopen_days, mark_days; /* so long one may rate; so long one may change it */
	const struct appeal_counted *v; /* states */
	size_t n;
};
struct appeal_counting appeal_counting(void);

#endif
