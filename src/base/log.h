/* log.h: one line a happening, to stderr. Below main nothing logs and returns an error: either. */
#ifndef LINLI_BASE_LOG_H
#define LINLI_BASE_LOG_H

#include <stddef.h>

/* "2026-11-22T10:46:01+08:00 level message"; personal data never goes in here. */
__attribute__((format(printf, 1, 2))) void log_info(const char *fmt, ...);
__attribute__((format(printf, 1, 2))) void log_warn(const char *fmt, ...);
__attribute__((format(printf, 1, 2))) void log_error(const char *fmt, ...);

/* Progress of long work: a moving line on a terminal, a plain line every few seconds elsewhere.
 * total 0 = not known. progress_end writes the last line. */
struct progress {
	const char *what;
	size_t done, total;
	long long started_us, shown_us;
	int is_tty;
};
void progress_begin(struct progress *p, const char *what, size_t total);
void progress_at(struct progress *p, size_t done);
void progress_end(struct progress *p);

#endif
