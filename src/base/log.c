/* log.c: lines to stderr, and progress of long work. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

static void
line(const char *level, const char *fmt, va_list ap)
{
	struct civil c = clock_civil(clock_now());
	char text[1024];

	vsnprintf(text, sizeof text, fmt, ap);
	fprintf(stderr, "%04d-%02d-%02dT%02d:%02d:%02d+08:00 %s %s\n", c.year, c.month, c.day, c.hour,
		c.minute, c.second, level, text);
}

#define LEVEL(name)                                                                                \
	void log_##name(const char *fmt, ...)                                                      \
	{                                                                                          \
		va_list ap;                                                                        \
		va_start(ap, fmt);                                                                 \
		line(#name, fmt, ap);                                                              \
		va_end(ap);                                                                        \
	}
LEVEL(info)
LEVEL(warn)
LEVEL(error)

static void
show(struct progress *p, const char *end)
{
	double s = (double)(clock_tick_us() - p->started_us) / 1e6;
	double rate = s > 0 ? (double)p->done / s : 0;

	if (p->is_tty)
		fputs("\r\033[K", stderr);
	if (p->total)
		fprintf(stderr, "%s: %zu of %zu (%.0f %%), %.0f/s", p->what, p->done, p->total,
			100.0 * (double)p->done / (double)p->total, rate);
	else
		fprintf(stderr, "%s: %zu, %.0f/s", p->what, p->done, rate);
	fputs(end, stderr);
	fflush(stderr);
}

void
progress_begin(struct progress *p, const char *what, size_t total)
{
	*p = (struct progress){.what = what, .total = total, .started_us = clock_tick_us(),
			       .is_tty = isatty(STDERR_FILENO)};
	p->shown_us = p->started_us;
}

void
progress_at(struct progress *p, size_t done)
{
	long long now;

	p->done = done;
	if (done & 63)
		return;
	now = clock_tick_us();
	if (now - p->shown_us < (p->is_tty ? 100000 : 5000000))
		return;
	p->shown_us = now;
	show(p, p->is_tty ? "" : "\n");
}

void
progress_end(struct progress *p)
{
	show(p, "\n");
}
