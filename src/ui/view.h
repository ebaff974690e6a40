/* view.h: what a handler calls to answer with a page, and what the gate tells about the reader. */
#ifndef LINLI_UI_VIEW_H
#define LINLI_UI_VIEW_H

#include "http/form.h"
#include "http/req.h"
#include "ui/print.h"

/* One page being printed. Views get it first and the model second. */
struct view {
	struct buf *out;
	struct req *r;
	enum lang lang;
	enum ui_pos pos;
	int64_t now;           /* one moment for the whole page */
	bool elder;
	struct str theme;      /* "", "light", "dark" */
	const char *lang_code; /* for <html lang> and {{lang}}: zh-CN or en */
	const char *icons;     /* URL of icons.svg */
	struct str (*csrf)(struct req *r); /* the reader's */
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
	const char *tab;       /* which tab or side entry is current: "home", "new", "queue"… */
	const char *back;      /* where 返回 leads, NULL = "/" */
	const char *script;    /* a file of static/js this page gets better with, or NULL */
	const char *drawing;   /* a bundled script for the maps of a page, beside its own, or NULL */
	const char *library;   /* a bundled script that one needs before it (leaflet.js), or NULL */
	const char *style;     /* one more stylesheet (leaflet.css), or NULL */
	int status;            /* 0 = 200, or what r->failed says */
};

/* What the gate tells the frame about the reader (so that ui need not know kit). */
struct reader {
	struct str name;       /* "" = visitor */
	bool staff;            /* shows the desk */
	struct str site;       /* name of the district or community served */
	struct str desk;       /* of staff: the place their role is for; "" = as the site */
	struct str (*csrf)(struct req *r); /* token of this session or visitor, made when a form wants it */
	int64_t unread;        /* notices in the bell; counted no further than 100 */
	struct str flash;      /* one-time message after a redirect: Chinese message key */
	bool demo;
	int64_t district;
	struct str operator, phone, icp, security; /* said at the foot, "" = nothing */
	struct str base; /* the server's address as the reader sees it */
};
/* Where the reader is: the district's name in their words; "" = nobody knows. */
struct str ui_site(const struct req *r);
void ui_set_reader(struct req *r, const struct reader *reader);

/* Where an entry of the navigation stands. Features say theirs; the gate leaves out what the reader may not use and sorts
 * the rest by rank. */
enum nav_at {
	NAV_SIDE = 1, /* the desk's side: entries of one group have neighbouring ranks; without a group, a button in its eave */
	NAV_TAB,      /* the tabs of public pages, for everybody */
	NAV_DESK,     /* where the way from public pages to the desk leads */
	NAV_BELL,     /* where notices are: the bell of who is signed in leads there */
	NAV_SELF,     /* the reader's own page: their name in the desk's eave leads there */
	NAV_FIND,     /* the search over everything; it takes ?q= */
	NAV_FOOT,     /* at the foot of every page, for everybody: who runs this, what becomes of data */
	NAV_SIGN_IN,  /* where visitors sign in; it takes ?next= */
	NAV_CASE,     /* what another feature offers the office of a case that is not over: its code is appended to the address */
};
struct nav_item {
	enum nav_at at;
	const char *key, *group, *href, *icon, *label; /* group, label: Chinese message keys */
	int perm, rank;
	bool whole; /* a side entry: only for whose power counts in the whole district */
	bool main; /* a tab: the one that stands out */
	bool more; /* a tab: left out in large text */
	bool find; /* a side entry: takes the eave's search as ?q= */
};
struct nav_list {
	const struct nav_item *v;
	size_t n;
};
void ui_set_nav(struct req *r, struct nav_list nav);
/* The entries for this reader. */
struct nav_list ui_nav(const struct req *r);
/* Where the first entry of this kind leads; NULL = there is none. */
const char *ui_nav_href(const struct req *r, enum nav_at at);

typedef void view_fn(struct view *v, const void *model);
/* Answers with a page: reply_page(r, &page, NAME, model); the compiler checks the model's type. */
int reply_page_(struct req *r, const struct page *page, view_fn *content, const void *model);
#define reply_page(r, page, name, model)                                                           \
	((void)(0 ? name##_html((struct view *)0, (model)) : (void)0),                             \
	 reply_page_((r), (page), (view_fn *)name##_html, (model)))
/* A piece of a page that a script puts in place. */
int reply_fragment_(struct req *r, view_fn *content, const void *model);
#define reply_fragment(r, name, model)                                                             \
	((void)(0 ? name##_html((struct view *)0, (model)) : (void)0),                             \
	 reply_fragment_((r), (view_fn *)name##_html, (model)))
/* A view printed into a text, for a page of another feature to put in its place. */
struct html view_text_(struct req *r, view_fn *content, const void *model);
#define view_text(r, name, model) \
	((void)(0 ? name##_html((struct view *)0, (model)) : (void)0), \
	 view_text_((r), (view_fn *)name##_html, (model)))
/* The page for an error (no handler's own page); also JSON under /api/. Never shows internals. */
int reply_error_page(struct req *r, int err);
/* Where the page for an error leads besides; word: a Chinese message key. */
void ui_error_way(struct req *r, struct str href, const char *word);
/* What was typed, to be sent once more: for a form that has no page of its own. */
int reply_kept_form(struct req *r);
enum lang req_lang(const struct req *r);
/* Answers a GET with ?lang= ?theme= ?mode=: sets the cookie, leads to the same page without them.
 * false: there is nothing of the kind. */
bool ui_settings(struct req *r);
/* A cookie that only says how pages look to this reader, in words of ours. */
bool ui_is_setting(struct pair cookie);

/* Initial value of a field, for a form that is shown for the first time (editing). */
void ui_fill(struct req *r, const char *name, struct str value);
/* The form a page shows when it is not the route's own. Values from a refused POST stay. */
void ui_form(struct req *r, const struct form *f);

/* URL of a bundled file: /static/NAME-HASH.EXT. Aborts on a name that is not bundled. */
const char *ui_asset(const char *name);
/* Answers requests below /static/. 0, or E_NOTFOUND when it is none of ours. */
int ui_serve_asset(struct req *r);

#endif
