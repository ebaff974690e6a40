/* about_web.c: the pages at the foot, and changing their texts. */
#include "features/about/about_web.h"

#include "features/about/about_page.h"
#include "gen/about_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/say.h"
#include "kit/setting.h"

/* Names and numbers that the texts mention. */
static int
fill(struct req *r, struct about_page *p, const struct paper *paper)
{
	struct str told[SETTING__MAX];

	TRY(setting_all(r->tx, r->who->district, told));
	p->name = about_doc_name(p->doc);
	p->title = about_doc_title(p->doc);
	p->text = req_lang(r) == LANG_EN && paper->text_en.n ? paper->text_en : paper->text;
	p->version = paper->version;
	p->at = paper->at;
	p->may = about_may_edit(r->who);
	p->site = ui_site(r);
	p->who = told[SETTING_OPERATOR].n ? told[SETTING_OPERATOR] : p->site;
	p->phone = told[SETTING_CONTACT_PHONE];
	p->hours = told[SETTING_CONTACT_HOURS];
	p->mail = told[SETTING_CONTACT_MAIL];
	p->place = told[SETTING_CONTACT_PLACE];
	p->sms = told[SETTING_SMS_URL].n > 0;
	return setting_number(r->tx, r->who->district, SETTING_KEEP_MONTHS, &p->months);
}

static int
about_paper_page(struct req *r)
{
	struct page page = {.frame = FRAME_PAGE, .tab = "about"};
	struct about_page p = {.doc = about_doc_of(r->arg[0])};
	struct paper paper, now;
	int64_t version = 0;

	if (!p.doc || (r->arg[1].n && (!str_int(r->arg[1], &version) || version < 1)))
		return E_NOTFOUND;
	TRY(about_paper(r->tx, r->who->district, p.doc, version, &paper));
	TRY(about_paper(r->tx, r->who->district, p.doc, 0, &now));
	TRY(fill(r, &p, &paper));
	p.old = paper.version != now.version;
	page.title = p.title;
	return reply_page(r, &page, about_paper, &p);
}

struct about_edit_in {
	struct str text, text_en;
	int64_t seen;
};
static const struct field edit_fields[] = {
	FIELD(about_edit_in, text, FIELD_LINES, .label = N_("正文"), .max = ABOUT_TEXT_MAX,
	      .hint = N_("空着就是用自带的一份，里面的单位、电话、保存几个月跟着设置走")),
	FIELD(about_edit_in, text_en, FIELD_LINES, .label = N_("英文正文"), .max = ABOUT_TEXT_MAX, .hint = N_("空着的话，读英文的人看到中文")),
	FIELD(about_edit_in, seen, FIELD_INT, .label = N_("版本")),
};
static const struct form edit_form = FORM(about_edit_in, edit_fields);

static int
about_edit_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("改说明"), .tab = "settings"};
	struct about_page p = {.doc = about_doc_of(r->arg[0])};
	const struct about_edit_in *in = form_if(r, about_edit_in);
	struct paper now;

	if (!about_may_edit(r->who))
		return E_DENIED;
	if (!p.doc)
		return E_NOTFOUND;
	TRY(about_paper(r->tx, r->who->district, p.doc, 0, &now));
	TRY(fill(r, &p, &now));
	page.back = str_fmt(&r->arena, "/about/%s", p.name).p;
	p.seen = str_number(&r->arena, in && r->failed != E_STALE ? in->seen : now.version);
	ui_form(r, &edit_form);
	ui_fill(r, "text", now.text);
	ui_fill(r, "text_en", now.text_en);
	return reply_page(r, &page, about_edit, &p);
}

static int
about_edit_post(struct req *r)
{
	const struct about_edit_in *in = form_in(r, about_edit_in);
	enum about_doc doc = about_doc_of(r->arg[0]);

	if (!about_may_edit(r->who))
		return E_DENIED;
	if (!doc)
		return E_NOTFOUND;
	TRY(about_put(r->tx, r->who, doc, in->seen, str_trim(in->text), str_trim(in->text_en)));
	gate_flash(r, N_("存好了，马上起作用；以前的那份还能看"));
	return redirect(r, "/about/%s", about_doc_name(doc));
}

static const struct route rows[] = {
	ROUTE_GET("/about/:doc", OPEN, about_paper_page, .flags = ROUTE_SHARED,
		  .about = "Privacy notice, accessibility statement or contact"),
	ROUTE_GET("/about/:doc/edit", ABOUT_EDIT, about_edit_page, .about = "Form for one of these texts"),
	ROUTE_POST("/about/:doc/edit", ABOUT_EDIT, about_edit_post, .form = &edit_form, .again = about_edit_page,
		   .about = "Put an own text in its place"),
	ROUTE_GET("/about/:doc/version/:version", OPEN, about_paper_page, .about = "A version of one of these texts, as it was"),
};
const struct route_table about_routes = {rows, sizeof rows / sizeof *rows};
