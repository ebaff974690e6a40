/* mkview_fail.c: ends mkview at the line of a mistake. */
#include "mkview.h"

#include <stdarg.h>
#include <stdio.h>

void
mk_fail(const struct mk *m, int line, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	die_at(m->file, line, "%s", text);
}
