/* view.c: answers with pages. Knows no session and no database: the gate says who reads. */
#include "ui/view.h"

#include "base/clock.h"
#include "ui/state.h"

enum lang
req_lang(const struct req *r)
{
	struct str cookie = req_cookie(r, "lang");

	/* Programs keep no settings; pages are Chinese until a person chooses. */
	if (!cookie.n && req_wants_json(r))
		return str_starts(str_trim(req_header(r, "Accept-Language")), S("en")) ? LANG_EN : LANG_ZH;
	return str_is(cookie, "en") ? LANG_EN : LANG_ZH;
}

/* The theme that is written into the page; large text always names one, so that its inks apply. */
static struct str
theme_of(const struct req *r, bool elder)
{
	struct str theme = req_cookie(r, "theme");

	if (str_is(theme, "light") || str_is(theme, "dark"))
		return theme;
	return elder ? S("light") : S("");
}

static struct view
view_of(struct req *r, const struct page *page, view_fn *content, const void *model)
{
	bool elder = str_is(req_cookie(r, "elder"), "1");
	enum lang lang = req_lang(r);

	return (struct view){
		.out = &r->reply.body,
		.r = r,
		.lang = lang,
		.pos = UI_TEXT,
		.now = clock_now(),
		.elder = elder,
		.theme = theme_of(r, elder),
		.lang_code = lang == LANG_EN ? "en" : "zh-CN",
		.icons = ui_asset("icons.svg"),
		.csrf = ui_state(r)->reader.csrf,
		.page = page,
		.content = content,
		.model = model,
	};
}

int
reply_page_(struct req *r, const struct page *page, view_fn *content, const void *model)
{
	struct view v = view_of(r, page, content, model);

	buf_init(v.out, &r->arena);
	buf_room(v.out, 24 * 1024);
	frame_print(&v);
	r->reply.type = S("text/html; charset=utf-8");
	r->reply.status = page->status ? page->status : err_status(r->failed);
	return 0;
}

int
reply_fragment_(struct req *r, view_fn *content, const void *model)
{
	struct view v = view_of(r, NULL, content, model);

	buf_init(v.out, &r->arena);
	content(&v, model);
	r->reply.type = S("text/html; charset=utf-8");
	r->reply.status = 200;
	return 0;
}

struct html
view_text_(struct req *r, view_fn *content, const void *model)
{
	struct view v = view_of(r, NULL, content, model);
	struct buf b;

	buf_init(&b, &r->arena);
	v.out = &b;
	content(&v, model);
	return (struct html){buf_done(&b)};
}
