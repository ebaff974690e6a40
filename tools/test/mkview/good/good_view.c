/* Made by mkview. */
#include "gen/good_view.h"

#include "gen/appeal_row.h"

void
appeal_show_html(struct view *v, const struct appeal_show_page *p)
{
	BUF_LIT(v->out,
		"<h1>");
#line 4 "mkview/good/appeal.html"
	v->pos = UI_TEXT; ui_print(v, p->a.title);
	BUF_LIT(v->out,
		"</h1><p class=\"meta\">");
#line 5 "mkview/good/appeal.html"
	v->pos = UI_TEXT;
	for (const char *m_ = T(v, "还有 {1} 天到期，{2} 反映"); *m_;)
		switch (ui_next(v, &m_)) {
#line 5 "mkview/good/appeal.html"
		case 1: ui_print(v, p->days); break;
#line 5 "mkview/good/appeal.html"
		case 2: ui_when(v, p->a.filed_at); break;
		}
	BUF_LIT(v->out,
		"</p><p>");
#line 7 "mkview/good/appeal.html"
	ui_say(v, UI_TEXT, "这是很长的一句，分成两行。 Then words too.");
	BUF_LIT(v->out,
		"</p><ol>");
#line 12 "mkview/good/appeal.html"
	for (size_t s_i = 0; s_i < p->steps.n; s_i++) {
#line 12 "mkview/good/appeal.html"
		const __typeof__(*p->steps.v) *s = &p->steps.v[s_i];
		BUF_LIT(v->out,
			"<li class=\"");
#line 12 "mkview/good/appeal.html"
		if (ui_true(s->on)) {
			BUF_LIT(v->out,
				"on");
#line 12 "mkview/good/appeal.html"
		} else if (s->now == STEP_NOW) {
			BUF_LIT(v->out,
				"now");
#line 12 "mkview/good/appeal.html"
		}
		BUF_LIT(v->out,
			"\"><b>");
#line 12 "mkview/good/appeal.html"
		v->pos = UI_TEXT; ui_print(v, s->text);
		BUF_LIT(v->out,
			"</b></li>");
#line 13 "mkview/good/appeal.html"
	}
#line 13 "mkview/good/appeal.html"
	if (p->steps.n == 0) {
		BUF_LIT(v->out,
			"<li>");
#line 13 "mkview/good/appeal.html"
		ui_say(v, UI_TEXT, "还没有进展");
		BUF_LIT(v->out,
			"</li>");
#line 13 "mkview/good/appeal.html"
	}
	BUF_LIT(v->out,
		"</ol>");
#line 14 "mkview/good/appeal.html"
	if ((ui_true(p->can_close) && !ui_true(p->closed)) || (p->days > 3)) {
		BUF_LIT(v->out,
			"<form method=\"post\" action=\"/appeal/");
#line 14 "mkview/good/appeal.html"
		v->pos = UI_URL_PATH; ui_print(v, p->a.code);
		BUF_LIT(v->out,
			"/close?x=");
#line 14 "mkview/good/appeal.html"
		v->pos = UI_URL_QUERY; ui_print(v, p->a.title);
		BUF_LIT(v->out,
			"\">");
#line 15 "mkview/good/appeal.html"
		ui_csrf(v);
		BUF_LIT(v->out,
			"<input name=\"t\" value=\"");
#line 16 "mkview/good/appeal.html"
		v->pos = UI_ATTR; ui_print(v, p->a.title);
		BUF_LIT(v->out,
			"\"");
#line 16 "mkview/good/appeal.html"
		if (ui_true(p->ro)) {
			BUF_LIT(v->out,
				" readonly");
#line 16 "mkview/good/appeal.html"
		}
		BUF_LIT(v->out,
			"><textarea name=\"x\">\n");
#line 17 "mkview/good/appeal.html"
		v->pos = UI_ATTR; ui_print(v, p->a.title);
		BUF_LIT(v->out,
			"</textarea><button>");
#line 18 "mkview/good/appeal.html"
		v->pos = UI_TEXT; ui_icon(v, "send");
#line 18 "mkview/good/appeal.html"
		ui_say(v, UI_TEXT, "提交");
		BUF_LIT(v->out,
			"</button></form>");
#line 19 "mkview/good/appeal.html"
	} else {
		BUF_LIT(v->out,
			"<p><a href=\"");
#line 19 "mkview/good/appeal.html"
		v->pos = UI_URL_START; ui_print(v, p->url);
		BUF_LIT(v->out,
			"\" aria-label=\"");
#line 19 "mkview/good/appeal.html"
		v->pos = UI_ATTR;
		for (const char *m_ = T(v, "去 {1} 那里"); *m_;)
			switch (ui_next(v, &m_)) {
#line 19 "mkview/good/appeal.html"
			case 1: ui_print(v, p->a.title); break;
			}
		BUF_LIT(v->out,
			"\">x</a></p>");
#line 19 "mkview/good/appeal.html"
	}
	case_card_html(v, &p->a);
	for (size_t s_i = 0; s_i < p->steps.n; s_i++) {
#line 21 "mkview/good/appeal.html"
		const __typeof__(*p->steps.v) *s = &p->steps.v[s_i];
#line 21 "mkview/good/appeal.html"
		step_html(v, s);
#line 21 "mkview/good/appeal.html"
	}
	(void)p;
}

void
plain_html(struct view *v, const void *none)
{
	BUF_LIT(v->out,
		"<p>");
#line 23 "mkview/good/appeal.html"
	v->pos = UI_TEXT; ui_field(v, "title");
	BUF_LIT(v->out,
		" &amp; ");
#line 23 "mkview/good/appeal.html"
	v->pos = UI_TEXT; ui_date(v, v->now);
#line 23 "mkview/good/appeal.html"
	if (ui_is(v->lang_code, "en")) {
		BUF_LIT(v->out,
			"x");
#line 23 "mkview/good/appeal.html"
	}
	BUF_LIT(v->out,
		"</p>");
#line 24 "mkview/good/appeal.html"
	(void)none;
}

void
spaces_html(struct view *v, const struct spaces *p)
{
	BUF_LIT(v->out,
		"<p><b>");
#line 3 "mkview/good/space.html"
	v->pos = UI_TEXT; ui_print(v, p->a);
	BUF_LIT(v->out,
		"</b> <i>");
#line 3 "mkview/good/space.html"
	v->pos = UI_TEXT; ui_print(v, p->b);
	BUF_LIT(v->out,
		"</i></p><p><b>");
#line 6 "mkview/good/space.html"
	v->pos = UI_TEXT; ui_print(v, p->a);
	BUF_LIT(v->out,
		"</b><i>");
#line 7 "mkview/good/space.html"
	v->pos = UI_TEXT; ui_print(v, p->b);
	BUF_LIT(v->out,
		"</i></p><p><b>");
#line 10 "mkview/good/space.html"
	v->pos = UI_TEXT; ui_print(v, p->a);
	BUF_LIT(v->out,
		"</b> <i>");
#line 11 "mkview/good/space.html"
	v->pos = UI_TEXT; ui_print(v, p->b);
	BUF_LIT(v->out,
		"</i>words and ");
#line 13 "mkview/good/space.html"
	v->pos = UI_TEXT; ui_print(v, p->a);
	BUF_LIT(v->out,
		"</p><p>");
#line 15 "mkview/good/space.html"
	v->pos = UI_TEXT;
	for (const char *m_ = T(v, "{1} 件"); *m_;)
		switch (ui_next(v, &m_)) {
#line 16 "mkview/good/space.html"
		case 1: ui_print(v, p->a); break;
		}
#line 17 "mkview/good/space.html"
	if (ui_true(p->b)) {
		BUF_LIT(v->out,
			"<b>b</b>");
#line 19 "mkview/good/space.html"
	}
	v->pos = UI_TEXT; ui_icon(v, "send");
	ui_say(v, UI_TEXT, "末尾");
	BUF_LIT(v->out,
		"</p><pre>\n"
		"\tkept\n"
		"</pre><textarea name=\"x\">\n"
		"\n"
		"\tkept</textarea>");
#line 28 "mkview/good/space.html"
	(void)p;
}
