/* chart.c: where the lines, bars and words of a drawing stand. */
#include "ui/chart.h"

#include <assert.h>

enum {
	LEFT = 36,
	RIGHT = 472,
	TOP = 16,
	BOTTOM = 200,
	SCALE_STEPS = 4,
	SPAN_LEFT = 14, /* room for the round end of a line */
	SPAN_RIGHT = 286,
	SPARK_WIDTH = 120,
	SPARK_HEIGHT = 36,
	SPARK_EDGE = 4,
	BAR_STEP = 42,
	BAR_MAX = 300 /* leaves room for the figure behind it */
};

/* The smallest round number that holds the chart, in four steps. */
static int64_t
round_top(int64_t most)
{
	static const int64_t steps[] = {4,   8,	   20,	 40,   80,    120,   200,    400,
					800, 2000, 4000, 8000, 20000, 40000, 100000, 1000000};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (most <= steps[i])
			return steps[i];
	return most;
}

static int64_t
height_of(int64_t value, int64_t top)
{
	return BOTTOM - value * (BOTTOM - TOP) / top;
}

static void
add_point(struct buf *b, int64_t x, int64_t value, int64_t top)
{
	buf_fmt(b, "%lld,%lld ", (long long)x, (long long)height_of(value, top));
}

/* From the last step that is over to the one that is not: a figure that will still grow must not look like a fall. */
static void
add_open(struct arena *a, struct chart_lines *c, int64_t step, int64_t top)
{
	size_t last = c->steps.n - 1;
	const struct chart_step *was = &c->steps.v[last - 1], *is = &c->steps.v[last];
	int64_t x = LEFT + (int64_t)(last - 1) * step;
	struct buf first, second;

	buf_init(&first, a);
	buf_init(&second, a);
	add_point(&first, x, was->first, top);
	add_point(&first, x + step, is->first, top);
	add_point(&second, x, was->second, top);
	add_point(&second, x + step, is->second, top);
	c->first_open = buf_done(&first);
	c->second_open = buf_done(&second);
	c->open_x = x + step;
	c->open_first_y = height_of(is->first, top);
	c->open_second_y = height_of(is->second, top);
}

void
chart_lines(struct arena *a, struct chart_lines *c)
{
	int64_t most = 0, top, step = c->steps.n > 1 ? (RIGHT - LEFT) / (int64_t)(c->steps.n - 1) : 0;
	struct buf first, second;

	for (size_t i = 0; i < c->steps.n; i++) {
		const struct chart_step *s = &c->steps.v[i];

		most = s->first > most ? s->first : most;
		most = s->second > most ? s->second : most;
	}
	top = round_top(most);
	buf_init(&first, a);
	buf_init(&second, a);
	c->axis.v = NEW_ARRAY(a, struct chart_tick, c->steps.n);
	for (size_t i = 0; i < c->steps.n; i++) {
		const struct chart_step *s = &c->steps.v[i];
		int64_t x = LEFT + (int64_t)i * step;

		if (!c->open || i + 1 < c->steps.n) {
			add_point(&first, x, s->first, top);
			add_point(&second, x, s->second, top);
		}
		if (s->label.n)
			c->axis.v[c->axis.n++] = (struct chart_tick){.x = x, .label = s->label};
	}
	c->first_points = buf_done(&first);
	c->second_points = buf_done(&second);
	if (c->open && c->steps.n > 1)
		add_open(a, c, step, top);
	c->scale.v = NEW_ARRAY(a, struct chart_tick, SCALE_STEPS + 1);
	for (int i = 0; i <= SCALE_STEPS; i++)
		c->scale.v[c->scale.n++] = (struct chart_tick){
			.y = BOTTOM - (BOTTOM - TOP) * i / SCALE_STEPS,
			.label = str_number(a, top * i / SCALE_STEPS),
		};
}

void
chart_bars(struct chart_bars *c)
{
	int64_t most = 1;

	for (size_t i = 0; i < c->bars.n; i++)
		most = c->bars.v[i].value > most ? c->bars.v[i].value : most;
	for (size_t i = 0; i < c->bars.n; i++) {
		struct chart_bar *b = &c->bars.v[i];
		int64_t y = (int64_t)i * BAR_STEP;

		b->y = y + 24;
		b->text_y = y + 18;
		b->width = b->value * BAR_MAX / most;
		b->end = b->width + 6;
	}
	c->height = (int64_t)c->bars.n * BAR_STEP + 4;
}

enum { COLUMNS_LEFT = 26, COLUMNS_ROOM = 270, COLUMNS_FOOT = 104, COLUMNS_HIGH = 80 };

void
chart_columns(struct chart_columns *c)
{
	int64_t step;

	if (c->columns.n > CHART_COLUMNS_MAX) {
		c->columns.v += c->columns.n - CHART_COLUMNS_MAX;
		c->columns.n = CHART_COLUMNS_MAX;
	}
	step = COLUMNS_ROOM / (int64_t)(c->columns.n ? c->columns.n : 1);
	c->width = step > 27 ? 19 : step * 7 / 10;
	c->most = 0;
	for (size_t i = 0; i < c->columns.n; i++)
		c->most = c->columns.v[i].value > c->most ? c->columns.v[i].value : c->most;
	for (size_t i = 0; i < c->columns.n; i++) {
		struct chart_column *k = &c->columns.v[i];

		k->x = COLUMNS_LEFT + (int64_t)i * (step > 27 ? 27 : step);
		k->height = c->most ? k->value * COLUMNS_HIGH / c->most : 0;
		k->y = COLUMNS_FOOT - k->height;
	}
}

static int64_t
span_x(const struct chart_span *c, int64_t permille)
{
	return SPAN_LEFT + (permille - c->from) * (SPAN_RIGHT - SPAN_LEFT) / (c->to - c->from);
}

void
chart_span(struct chart_span *c)
{
	assert(c->from < c->to);
	c->low_x = span_x(c, c->low);
	c->high_x = span_x(c, c->high);
	c->at_x = span_x(c, c->at);
	c->beside_x = span_x(c, c->beside);
}

struct str
chart_spark_points(struct arena *a, const int64_t *values, size_t n, int64_t top)
{
	size_t drawn = 0;
	struct buf b;

	for (size_t i = 0; i < n; i++)
		top = values[i] > top ? values[i] : top;
	buf_init(&b, a);
	for (size_t i = 0; i < n; i++) {
		if (values[i] < 0)
			continue;
		buf_fmt(&b, "%zu,%lld ", SPARK_EDGE + i * (SPARK_WIDTH - 2 * SPARK_EDGE) / (n > 1 ? n - 1 : 1),
			(long long)(SPARK_HEIGHT - SPARK_EDGE - values[i] * (SPARK_HEIGHT - 2 * SPARK_EDGE) / (top ? top : 1)));
		drawn++;
	}
	return drawn > 1 ? buf_done(&b) : S("");
}
