/* view.h: what generated views call, and what a handler calls to answer with a page. */
#ifndef LINLI_UI_VIEW_H
#define LINLI_UI_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "http/form.h"
#include "http/req.h"

enum lang { LANG_ZH = 1, LANG_EN };

struct html {
	struct str s;
};

/* The way a value is escaped where it stands; set by the generated code before each print. */
enum ui_pos { UI_TEXT = 1, UI_ATTR, UI_URL_START, UI_URL_PATH, UI_URL_QUERY };

struct view {
	struct buf *out;
	struct req *r;
	enum lang lang;
	enum ui_pos pos;
	int64_t now;        /* one moment for the whole page */
	bool elder;
	struct str theme;   /* "", "light", "dark" */
	struct str csrf;    /* token of this session or visitor */
	const struct page *page;
	void (*content)(struct view *v, const void *model);
	const void *model;
};

/* The frame around a page. */
enum frame {
	FRAME_HOME = 1,  /* phone first: eave with brand and place, tab bar */
	FRAME_PAGE,      /* eave with back and title, tab bar */
	FRAME_TASK,      /* eave with back and title, no tab bar: the form's button is sticky */
	FRAME_WIDE,      /* public, wide: ledger, lists, maps */
	FRAME_DESK,      /* staff: eave with search, side navigation */
	FRAME_PRINT,     /* poster, receipt */
};

struct page {
	enum frame frame;
	const char *title;     /* Chinese message key, or NULL: title_text */
	struct str title_text; /* already in the reader's words (a case's title) */
	const char *tab;       /* which tab or side entry is current: "home", "appeal", "queue"… */
	const char *back;      /* where 返回 leads, NULL = "/" */
	const char *script;    /* a file of static/js this page gets better with, or NULL */
	int status;            /* 0 = 200, or what r->failed says */
};

/* What the gate tells the frame about the reader (set through ui_set_reader, so that ui need not know kit). */
struct reader {
	struct str name;       /* "" = visitor */
	bool staff;            /* shows the desk */
	struct str site;       /* name of the district or community served */
	struct str csrf;
	struct str flash;      /* one-time message after a redirect: Chinese message key */
	bool demo;
	int64_t district;
};
void ui_set_reader(struct req *r, const struct reader *reader);

/* Side entries and tabs the reader may use: features say theirs in nav.def; the gate filters by perm. */
struct nav_item {
	const char *key, *group, *href, *icon, *label; /* group, label: Chinese message keys */
	int perm;
};
struct nav_list {
	const struct nav_item *v;
	size_t n;
};
void ui_set_nav(struct req *r, struct nav_list side);

typedef void view_fn(struct view *v, const void *model);
/* Answers with a page: reply_page(r, &page, NAME, model) checks the model's type at compile time. */
int reply_page_(struct req *r, const struct page *page, view_fn *content, const void *model);
#define reply_page(r, page, name, model)                                                           \
	((void)(0 ? name##_html((struct view *)0, (model)) : (void)0),                             \
	 reply_page_((r), (page), (view_fn *)name##_html, (model)))
/* The page for an error (no handler's own page); also JSON under /api/. Never shows internals. */
int reply_error_page(struct req *r, int err);
enum lang req_lang(const struct req *r);

/* Translation. T gives the reader's text of a Chinese key; unknown keys come back as they are. */
const char *ui_translate(enum lang lang, const char *zh);
#define T(v, zh) ui_translate((v)->lang, (zh))
/* For generated code: prints the message's literal text up to its next {n} and returns n; 0 at the end. */
int ui_next(struct view *v, const char **message);

/* Printing by type. */
void ui_print_str(struct view *v, struct str s);
void ui_print_z(struct view *v, const char *z);
void ui_print_int(struct view *v, int64_t i);
void ui_print_real(struct view *v, double d);
void ui_print_bool(struct view *v, bool b);
void ui_print_html(struct view *v, struct html h);
#define ui_print(v, x)                                                                             \
	_Generic((x), struct str: ui_print_str, char *: ui_print_z, const char *: ui_print_z,      \
		bool: ui_print_bool, double: ui_print_real, struct html: ui_print_html,            \
		default: ui_print_int)((v), (x))
bool ui_true_str(struct str s);
bool ui_true_z(const char *z);
bool ui_true_int(int64_t i);
#define ui_true(x)                                                                                 \
	_Generic((x), struct str: ui_true_str, char *: ui_true_z, const char *: ui_true_z,         \
		default: ui_true_int)(x)

/* Filters. Times are seconds; 0 prints an en dash. */
void ui_when(struct view *v, int64_t at);  /* 今天 18:20 · 昨天 09:00 · 11月20日 14:20 · 2025年3月1日 */
void ui_date(struct view *v, int64_t at);  /* 11月20日, with the year when it is another one */
void ui_time(struct view *v, int64_t at);  /* 18:20 */
void ui_iso(struct view *v, int64_t at);   /* 2026-11-22T10:46:00+08:00, for datetime= */
void ui_ago(struct view *v, int64_t at);   /* 3 分钟前 */
void ui_left(struct view *v, int64_t due); /* 剩 1 天 4 小时 · 超期 3 小时 */
void ui_n(struct view *v, int64_t n);      /* 12,345 */
void ui_msg(struct view *v, const char *zh);
void ui_msg_str(struct view *v, struct str zh);
void ui_lines(struct view *v, struct str s);
void ui_clip(struct view *v, struct str s, int64_t chars);
void ui_size(struct view *v, int64_t bytes); /* 1.2 MB */
void ui_tenths(struct view *v, int64_t n);   /* 964 -> 96.4 */
void ui_icon(struct view *v, const char *name); /* {{> icon}} is <svg class=i><use href=/static/icons-HASH.svg#name> */

/* Form pieces: label, control with what was typed, hint, error with icon; ids and aria set. They read the
 * route's form through v->r, so {{> field}} needs only the field's name: {{"title"|field}}. */
void ui_field(struct view *v, const char *name);
void ui_hidden(struct view *v, const char *name);
void ui_errors(struct view *v, const char *unused); /* the summary on top, linking to the fields */
/* Initial values for a form that is shown for the first time (editing). */
void ui_fill(struct req *r, const char *name, struct str value);
/* The form a page shows when it is not the route's own. Values from a refused POST stay. */
void ui_form(struct req *r, const struct form *f);

/* URL of a bundled file: /static/NAME-HASH.EXT. */
const char *ui_asset(const char *name);

#endif
