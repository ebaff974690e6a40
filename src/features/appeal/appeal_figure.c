/* appeal_figure.c: figures of cases, and what the suggestion learns from. */
#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_list.h"
#include "gen/appeal_sql.h"
#include "kit/matter_count.h"

int
appeal_figures(struct tx *tx, int64_t district, int64_t community, struct appeal_period p, struct appeal_figures *ret)
{
	struct matter_count count;
	struct appeal_never_at never = {0};
	struct appeal_sum sum;
	int64_t now = clock_now(), desk = community ? community : district;

	TRY(sql_appeal_figure_sum(tx, district, desk, p.unit, p.start, &sum));
	TRY(matter_count(tx, district, FLOW_APPEAL, community, &count));
	/* The district alone counts what is never public. */
	if (community)
		TRY(sql_appeal_never_at(tx, district, community, now, &never));
	*ret = (struct appeal_figures){
		.filed = sum.filed,
		.closed = sum.closed,
		.on_time = sum.on_time,
		.minutes = sum.minutes,
		.rated = sum.rated,
		.pleased = sum.pleased,
		.live_now = count.live - never.n,
		.late_now = count.late - never.late,
		.due = sum.closed + count.late - never.late,
		.due_on_time = sum.on_time,
		.as_of = now,
	};
	return 0;
}

int
appeal_by_week(struct tx *tx, int64_t district, int64_t community, int64_t start, struct appeal_week_list *ret)
{
	return sql_appeal_figure_weeks(tx, district, community ? community : district, start, ret);
}

int
appeal_by_class(struct tx *tx, int64_t district, int64_t community, struct appeal_period p, struct appeal_class_list *ret)
{
	return sql_appeal_figure_classes(tx, district, community ? community : district, p.unit, p.start, ret);
}

int
appeal_lessons(struct tx *tx, int64_t district,
	       int (*row)(void *ctx, const struct appeal_lesson *row), void *ctx)
{
	return sql_appeal_lessons(tx, district, row, ctx);
}
