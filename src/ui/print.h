/* print.h: how a value becomes text where it stands. Called by views, and by ui itself. */
#ifndef LINLI_UI_PRINT_H
#define LINLI_UI_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

struct view;

/* The only raw HTML there is. Printed as text anywhere but between elements. */
struct html {
	struct str s;
};

enum lang { LANG_ZH = 1, LANG_EN };

/* The way a value is escaped where it stands; set by the generated code before each print. */
enum ui_pos { UI_TEXT = 1, UI_ATTR, UI_URL_START, UI_URL_PATH, UI_URL_QUERY };

/* Translation. ui_translate gives the reader's text of a Chinese key; a key without a text in that
 * language comes back as it is and is counted: ui_missing. */
const char *ui_translate(enum lang lang, const char *zh);
/* The same with its {1} filled in. */
struct str ui_translate_with(struct arena *a, enum lang lang, const char *zh, struct str arg);
int64_t ui_missing(const char **ret_last);
#define T(v, zh) ui_translate((v)->lang, (zh))
/* Prints the message's text up to its next {n} and returns n; 0 at the end. */
int ui_next(struct view *v, const char **message);
/* Prints a message with its {1}, {2}… filled in. */
void ui_fill_in(struct view *v, const char *zh, const struct str *args);
/* Prints a message without values. */
void ui_say(struct view *v, enum ui_pos pos, const char *zh);

/* By type. */
void ui_print_str(struct view *v, struct str s);
void ui_print_z(struct view *v, const char *z); /* NULL prints nothing */
void ui_print_int(struct view *v, int64_t i);
void ui_print_size(struct view *v, size_t n);
void ui_print_real(struct view *v, double d); /* at most two decimals */
void ui_print_bool(struct view *v, bool b);   /* 1 or 0 */
void ui_print_html(struct view *v, struct html h);
#define ui_print(v, x)                                                                             \
	_Generic((x), struct str: ui_print_str, char *: ui_print_z, const char *: ui_print_z,      \
		bool: ui_print_bool, double: ui_print_real, struct html: ui_print_html,            \
		size_t: ui_print_size, default: ui_print_int)((v), (x))

/* True is: a number that is not 0, a text that is not empty, a list with elements. A list is any
 * struct that begins with a pointer and a size_t, like struct str. */
static inline bool
ui_true_z(const void *at, size_t size)
{
	const char *z;

	memcpy(&z, at, size);
	return z && *z;
}

static inline bool
ui_true_any(const void *at, size_t size)
{
	size_t n = 0;

	if (size >= sizeof(struct str))
		memcpy(&n, (const char *)at + offsetof(struct str, n), sizeof n);
	else
		memcpy(&n, at, size);
	return n != 0;
}
#define ui_true(x)                                                                                 \
	_Generic((x), char *: ui_true_z, const char *: ui_true_z, default: ui_true_any)(           \
		&(x), sizeof(x))

static inline bool
ui_is_z(const char *a, const char *b)
{
	return a && strcmp(a, b) == 0;
}
#define ui_is(x, literal) _Generic((x), struct str: str_is, default: ui_is_z)((x), (literal))

/* Filters. Times are seconds since 1970; 0 prints an en dash. */
void ui_when(struct view *v, int64_t at);  /* 今天 18:20 · 11月20日 14:20 · 2025年3月1日 */
void ui_date(struct view *v, int64_t at);  /* 11月20日, with the year when it is another one */
void ui_day(struct view *v, int64_t at);   /* 11月20日 周五 */
void ui_time(struct view *v, int64_t at);  /* 18:20 */
void ui_iso(struct view *v, int64_t at);   /* 2026-11-22T10:46:00+08:00, for datetime= */
void ui_ago(struct view *v, int64_t at);   /* 3 分钟前 */
void ui_left(struct view *v, int64_t due); /* 还剩 1 天 4 小时 · 超期 3 小时; days of 24 hours */
void ui_n(struct view *v, int64_t n);      /* 12,345 */
void ui_size(struct view *v, int64_t bytes); /* 1.2 MB */
void ui_tenths(struct view *v, int64_t n); /* 964 -> 96.4 */
void ui_clip(struct view *v, struct str s, int64_t chars);
void ui_lines(struct view *v, struct str s); /* line breaks as <br> */
void ui_msg_z(struct view *v, const char *zh);
void ui_msg_str(struct view *v, struct str zh);
#define ui_msg(v, x) _Generic((x), struct str: ui_msg_str, default: ui_msg_z)((v), (x))
void ui_bundled(struct view *v, const char *name); /* URL of a bundled file */
void ui_icon(struct view *v, const char *name);    /* line icon of icons.svg, class i */
void ui_shape_z(struct view *v, const char *colour); /* service shape of icons.svg: red … purple */
void ui_shape_str(struct view *v, struct str colour);
#define ui_shape(v, x) _Generic((x), struct str: ui_shape_str, default: ui_shape_z)((v), (x))
void ui_csrf(struct view *v);                      /* {{csrf}}: the hidden field "csrf" */

/* Form pieces. They read the form through v->r, so only the name is needed: {{"title"|field}}.
 *   field    label, control with what was typed, hint, error
 *   problem  the error alone, id f-NAME-err: for controls that a view draws itself
 *   errors   the summary of a refused form, linking to its fields; "" has the usual heading */
void ui_field(struct view *v, const char *name);
void ui_problem(struct view *v, const char *name);
void ui_hidden(struct view *v, const char *name);
void ui_errors(struct view *v, const char *heading);

#endif
