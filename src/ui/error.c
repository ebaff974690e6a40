/* error.c: the page for what went wrong: what happened and what to do, no internals. */
#include "base/err.h"
#include "gen/ui_view.h"
#include "http/reply.h"
#include "http/route.h"
#include "ui/model.h"
#include "ui/state.h"

enum { NEXT_HOME = 1, NEXT_AGAIN, NEXT_SIGN_IN };

/* The heading of each error's page; err.def has the sentence below it. */
static const struct heading {
	int err;
	const char *title, *icon;
	int next;
} headings[] = {
	{.err = E_NOTFOUND, .title = N_("没有这一页"), .icon = "search", .next = NEXT_HOME},
	{.err = E_DENIED, .title = N_("不由您办理"), .icon = "lock", .next = NEXT_HOME},
	{.err = E_AUTH, .title = N_("请先登录"), .icon = "user", .next = NEXT_SIGN_IN},
	{.err = E_INVALID, .title = N_("没有提交成功"), .icon = "alert", .next = NEXT_AGAIN},
	{.err = E_MALFORMED, .title = N_("没有收完整"), .icon = "alert", .next = NEXT_HOME},
	{.err = E_STALE, .title = N_("别人先改了"), .icon = "refresh", .next = NEXT_AGAIN},
	{.err = E_EXPIRED, .title = N_("这一页过期了"), .icon = "clock", .next = NEXT_AGAIN},
	{.err = E_LIMIT, .title = N_("请歇一会儿"), .icon = "pause", .next = NEXT_HOME},
	{.err = E_TOOBIG, .title = N_("内容太大了"), .icon = "camera", .next = NEXT_AGAIN},
	{.err = E_HEAD, .title = N_("这个地址太长了"), .icon = "alert", .next = NEXT_HOME},
	{.err = E_MEDIA, .title = N_("换一种文件"), .icon = "camera", .next = NEXT_AGAIN},
	{.err = E_METHOD, .title = N_("这里不能这样用"), .icon = "alert", .next = NEXT_HOME},
	{.err = E_FULL, .title = N_("没有存下来"), .icon = "alert", .next = NEXT_HOME},
	{.err = E_BUSY, .title = N_("请稍等再来"), .icon = "clock", .next = NEXT_AGAIN},
	{.err = E_DB, .title = N_("请稍等再来"), .icon = "clock", .next = NEXT_AGAIN},
	{.err = E_SCHEMA, .title = N_("正在升级"), .icon = "gear", .next = NEXT_HOME},
	{.err = E_IO, .title = N_("没有存下来"), .icon = "alert", .next = NEXT_AGAIN},
	{.err = E_BUG, .title = N_("出了点问题"), .icon = "alert", .next = NEXT_HOME},
};

static const struct heading *
find_heading(int err)
{
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		if (headings[i].err == err)
			return &headings[i];
	return &headings[sizeof headings / sizeof *headings - 1];
}

/* Percent-encodes all but letters and digits, to carry an address in a query. */
static struct str
encoded(struct arena *a, struct str s)
{
	struct buf b;
	struct view v = {.out = &b, .pos = UI_URL_QUERY};

	buf_init(&b, a);
	ui_print_str(&v, s);
	return buf_done(&b);
}

/* The page a refused form was on. Only the path is kept: the header may name any site. */
static struct str
came_from(const struct req *r)
{
	struct str url = req_header(r, "Referer");
	size_t host = str_find(url, S("://")) + 3;

	url = str_sub(url, host, url.n);
	url = str_sub(url, str_find(url, S("/")), url.n);
	return str_starts(url, S("//")) || str_starts(url, S("/\\")) ? S("") : url;
}

/* Nothing typed is lost because the session ran out or the database was away: the page carries the form on.
 * Secrets and files are not carried. */
static void
keep_typed(const struct req *r, struct error_model *e)
{
	const struct form *f = r->route ? r->route->form : NULL;
	struct kept_model *kept;
	size_t n = 0;

	if (r->method != POST || !f || !r->in)
		return;
	for (size_t i = 0; i < f->n; i++)
		n += f->v[i].type == FIELD_MANY ? r->in[i].all_n + r->stored_n : 1;
	kept = NEW_ARRAY((struct arena *)(uintptr_t)&r->arena, struct kept_model, n);
	for (size_t i = 0; i < f->n; i++) {
		const struct field *field = &f->v[i];
		const struct input *in = &r->in[i];

		const struct str *all = in->all;
		size_t all_n = in->all_n;

		if (r->stored_n && str_is(str_of(field->name), "kept"))
			all = r->stored, all_n = r->stored_n;
		for (size_t k = 0; field->type == FIELD_MANY && k < all_n; k++)
			kept[e->kept.n++] = (struct kept_model){.name = field->name, .label = field->label, .value = all[k]};
		if (!in->text.n || field->type == FIELD_MANY || field->type == FIELD_SECRET || field->type == FIELD_FILES)
			continue;
		kept[e->kept.n++] = (struct kept_model){
			.name = field->name, .label = field->label, .value = in->text,
			.shown = field->type == FIELD_TEXT || field->type == FIELD_LINES,
		};
	}
	e->kept.v = kept;
	if (e->kept.n)
		e->action = r->path;
}

/* Problem details in the program's language: http, which prints them, knows no languages. */
static int
problem(struct req *r, int err, const char *text, int64_t limit)
{
	const struct form *f = r->in && r->route ? r->route->form : NULL;
	enum lang lang = req_lang(r);
	struct str detail = str_of(ui_translate(lang, r->fault.field ? err_text(err) : text));

	for (size_t i = 0; f && i < f->n; i++)
		if (r->in[i].error)
			r->in[i].error = ui_translate(lang, r->in[i].error);
	if (r->fault.text)
		r->fault.text = ui_translate(lang, r->fault.text);
	if (limit)
		detail = str_fmt(&r->arena, lang == LANG_EN ? "%.*s At most %lld bytes." : "%.*s最多 %lld 字节。",
				 STR(detail), (long long)limit);
	return reply_problem(r, err, detail);
}

int
reply_error_page(struct req *r, int err)
{
	const struct heading *h = find_heading(err);
	const char *text = r->fault.code == err && r->fault.text ? r->fault.text : err_text(err);
	struct str here = r->method == GET ? r->target : came_from(r);
	bool desk = ui_state(r)->reader.staff && ui_nav_href(r, NAV_SIDE);
	struct page page = {.frame = desk ? FRAME_DESK : FRAME_PAGE,
			    .title = h->title,
			    .status = err_status(err)};
	const char *sign_in = ui_nav_href(r, NAV_SIGN_IN);
	struct error_model e = {.title = h->title, .text = text, .icon = h->icon, .way = ui_state(r)->way,
				.way_word = ui_state(r)->way_word};

	if (err == E_TOOBIG)
		e.limit = (int64_t)r->body_max;
	if (req_wants_json(r))
		return problem(r, err, text, e.limit);
	if (h->next == NEXT_AGAIN)
		e.again = here;
	if (h->next == NEXT_SIGN_IN && sign_in) {
		struct str to = encoded(&r->arena, here.n ? here : S("/"));

		if (r->carried) {
			to = encoded(&r->arena, str_fmt(&r->arena, "%s/carry", sign_in));
			e.carried = true;
			e.text = N_("登录过期了。去登录，登录后接着交这一件，写的字和照片都在。");
		}
		e.sign_in = str_fmt(&r->arena, "%s?next=%.*s", sign_in, STR(to));
	}
	keep_typed(r, &e);
	return reply_page(r, &page, error_page, &e);
}

int
reply_kept_form(struct req *r)
{
	struct page page = {.frame = ui_state(r)->reader.staff && ui_nav_href(r, NAV_SIDE) ? FRAME_DESK : FRAME_PAGE,
			    .title = N_("接着提交"),
			    .status = 200};
	struct error_model e = {.title = page.title, .text = N_("登录好了。看一看，按下面的按钮就交上去。"), .icon = "send"};

	keep_typed(r, &e);
	e.main = true;
	return reply_page(r, &page, error_page, &e);
}
