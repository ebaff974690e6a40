/* appeal_figure.c: figures of cases, and what the suggestion learns from. */
#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_see.h"
#include "features/appeal/appeal_word.h"
#include "gen/appeal_sql.h"
#include "kit/matter_count.h"

/* never: of what is late and live it is what nobody sees in a community. */
static struct appeal_figures
figures_of(const struct appeal_sum *sum, struct matter_count count, struct appeal_never_at never, int64_t now)
{
	return (struct appeal_figures){
		.filed = sum->filed,
		.closed = sum->closed,
		.on_time = sum->on_time,
		.minutes = sum->minutes,
		.rated = sum->rated,
		.pleased = sum->pleased,
		.live_now = count.live - never.n,
		.late_now = count.late - never.late,
		.due = sum->closed + count.late - never.late,
		.due_on_time = sum->on_time,
		.extended = sum->extended,
		.called = sum->called,
		.called_pleased = sum->called_pleased,
		.as_of = now,
	};
}

int
appeal_figures(struct tx *tx, int64_t district, int64_t community, struct appeal_period p, struct appeal_figures *ret)
{
	struct matter_count count;
	struct appeal_never_at never = {0};
	struct appeal_sum sum;
	int64_t now = clock_now(), desk = community ? community : district;

	TRY(sql_appeal_figure_sum(tx, district, desk, p.unit, p.start, INT64_MAX, &sum));
	TRY(matter_count(tx, district, FLOW_APPEAL, community, &count));
	/* The district alone counts what is never public. */
	if (community)
		TRY(sql_appeal_never_at(tx, district, community, now, &never));
	*ret = figures_of(&sum, count, never, now);
	return 0;
}

/* Which of them it is; their number: none. */
static size_t
index_of(const struct territory_node_list *communities, int64_t id)
{
	size_t i = 0;

	while (i < communities->n && communities->v[i].id != id)
		i++;
	return i;
}

int
appeal_figures_each(struct tx *tx, int64_t district, const struct territory_node_list *communities, struct appeal_period p,
		    struct appeal_figures **ret)
{
	size_t n = communities->n;
	/* One more than there are: what stands elsewhere falls there. */
	struct appeal_sum *sums = NEW_ARRAY(tx->arena, struct appeal_sum, n + 1);
	struct matter_count *counts = NEW_ARRAY(tx->arena, struct matter_count, n + 1);
	struct appeal_never_at *never = NEW_ARRAY(tx->arena, struct appeal_never_at, n + 1);
	struct appeal_place_sum_list sum_rows;
	struct matter_count_of_list count_rows;
	struct appeal_never_of_list never_rows;
	int64_t now = clock_now();

	TRY(sql_appeal_figure_each(tx, district, p.unit, p.start, INT64_MAX, &sum_rows));
	TRY(matter_count_each(tx, district, FLOW_APPEAL, &count_rows));
	TRY(sql_appeal_never_each(tx, district, now, &never_rows));
	for (size_t i = 0; i < sum_rows.n; i++) {
		const struct appeal_place_sum *s = &sum_rows.v[i];

		sums[index_of(communities, s->place)] = (struct appeal_sum){
			.filed = s->filed, .closed = s->closed, .on_time = s->on_time,
			.minutes = s->minutes, .rated = s->rated, .pleased = s->pleased, .extended = s->extended,
			.called = s->called, .called_pleased = s->called_pleased,
		};
	}
	for (size_t i = 0; i < count_rows.n; i++)
		counts[index_of(communities, count_rows.v[i].community)] =
			(struct matter_count){.live = count_rows.v[i].live, .late = count_rows.v[i].late};
	for (size_t i = 0; i < never_rows.n; i++)
		never[index_of(communities, never_rows.v[i].community)] =
			(struct appeal_never_at){.n = never_rows.v[i].n, .late = never_rows.v[i].late};
	*ret = NEW_ARRAY(tx->arena, struct appeal_figures, n);
	for (size_t i = 0; i < n; i++)
		(*ret)[i] = figures_of(&sums[i], counts[i], never[i], now);
	return 0;
}

int
appeal_figures_then(struct tx *tx, int64_t district, const struct territory_node_list *communities, struct appeal_period p, int64_t until,
		    struct appeal_figures *ret)
{
	struct appeal_place_sum_list rows;
	struct appeal_sum sum = {0};

	if (!communities) {
		TRY(sql_appeal_figure_sum(tx, district, district, p.unit, p.start, until, &sum));
	} else {
		TRY(sql_appeal_figure_each(tx, district, p.unit, p.start, until, &rows));
		for (size_t i = 0; i < rows.n; i++) {
			const struct appeal_place_sum *s = &rows.v[i];

			if (index_of(communities, s->place) == communities->n)
				continue;
			sum.filed += s->filed;
			sum.closed += s->closed;
			sum.minutes += s->minutes;
			sum.rated += s->rated;
			sum.pleased += s->pleased;
		}
	}
	*ret = (struct appeal_figures){
		.filed = sum.filed, .closed = sum.closed, .minutes = sum.minutes, .rated = sum.rated, .pleased = sum.pleased, .as_of = clock_now(),
	};
	return 0;
}

int
appeal_weeks_each(struct tx *tx, int64_t district, const struct territory_node_list *communities, int64_t start, size_t weeks,
		  struct appeal_week **ret)
{
	struct appeal_place_week_list rows;

	TRY(sql_appeal_figure_weeks_each(tx, district, start, &rows));
	*ret = NEW_ARRAY(tx->arena, struct appeal_week, communities->n * weeks);
	for (size_t i = 0; i < rows.n; i++) {
		const struct appeal_place_week *w = &rows.v[i];
		size_t at = index_of(communities, w->place);
		int64_t week = (w->start - start) / 7;

		if (at < communities->n && week >= 0 && week < (int64_t)weeks)
			(*ret)[at * weeks + (size_t)week] = (struct appeal_week){
				.start = w->start, .filed = w->filed, .closed = w->closed, .on_time = w->on_time,
				.minutes = w->minutes, .rated = w->rated, .pleased = w->pleased,
			};
	}
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

static const struct appeal_counted states[] = {
#define COUNTED_OFFICE .office = true
#define COUNTED_RAISER .office = false
#define COUNTED_OVER .over = true
#define STATE(number_, name, word_, live, tab, lamp) {.word = word_, .number = number_, COUNTED_##live, .closed = number_ == APPEAL_CLOSED},
#include "features/appeal/state.def"
#undef STATE
#undef COUNTED_OFFICE
#undef COUNTED_RAISER
#undef COUNTED_OVER
};

struct appeal_counting
appeal_counting(void)
{
	struct appeal_counting c = {
		.good = APPEAL_MARK_GOOD, .reopen_days = APPEAL_REOPEN_DAYS, .mark_days = APPEAL_MARK_DAYS, .v = states,
		.n = sizeof states / sizeof *states,
	};

	for (int i = 0; i < FACES; i++)
		c.faces[i] = appeal_faces[i];
	return c;
}
