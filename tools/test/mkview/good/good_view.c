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
		"</h1>\n"
		"<p class=\"meta\">");
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
		"</p>\n"
		"<p>\n");
#line 7 "mkview/good/appeal.html"
	ui_say(v, UI_TEXT, "这是很长的一句，分成两行。 Then words too.");
	BUF_LIT(v->out,
		"\n"
		"</p>\n"
		"<ol>");
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
			"</b></li>\n");
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
		"</ol>\n");
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
#line 14 "mkview/good/appeal.html"
		ui_csrf(v);
		BUF_LIT(v->out,
			"<input name=\"t\" value=\"");
#line 14 "mkview/good/appeal.html"
		v->pos = UI_ATTR; ui_print(v, p->a.title);
		BUF_LIT(v->out,
			"\"");
#line 14 "mkview/good/appeal.html"
		if (ui_true(p->ro)) {
			BUF_LIT(v->out,
				" readonly");
#line 14 "mkview/good/appeal.html"
		}
		BUF_LIT(v->out,
			"><textarea name=\"x\">\n");
#line 14 "mkview/good/appeal.html"
		v->pos = UI_ATTR; ui_print(v, p->a.title);
		BUF_LIT(v->out,
			"</textarea><button>");
#line 14 "mkview/good/appeal.html"
		v->pos = UI_TEXT; ui_icon(v, "send");
#line 14 "mkview/good/appeal.html"
		ui_say(v, UI_TEXT, "提交");
		BUF_LIT(v->out,
			"</button></form>");
#line 14 "mkview/good/appeal.html"
	} else {
		BUF_LIT(v->out,
			"<p><a href=\"");
#line 14 "mkview/good/appeal.html"
		v->pos = UI_URL_START; ui_print(v, p->url);
		BUF_LIT(v->out,
			"\" aria-label=\"");
#line 14 "mkview/good/appeal.html"
		v->pos = UI_ATTR;
		for (const char *m_ = T(v, "去 {1} 那里"); *m_;)
			switch (ui_next(v, &m_)) {
#line 14 "mkview/good/appeal.html"
			case 1: ui_print(v, p->a.title); break;
			}
		BUF_LIT(v->out,
			"\">x</a></p>");
#line 14 "mkview/good/appeal.html"
	}
	BUF_LIT(v->out,
		"\n");
#line 15 "mkview/good/appeal.html"
	case_card_html(v, &p->a);
	BUF_LIT(v->out,
		"\n");
#line 16 "mkview/good/appeal.html"
	for (size_t s_i = 0; s_i < p->steps.n; s_i++) {
#line 16 "mkview/good/appeal.html"
		const __typeof__(*p->steps.v) *s = &p->steps.v[s_i];
#line 16 "mkview/good/appeal.html"
		step_html(v, s);
#line 16 "mkview/good/appeal.html"
	}
	(void)p;
}

void
plain_html(struct view *v, const void *none)
{
	BUF_LIT(v->out,
		"<p>");
#line 18 "mkview/good/appeal.html"
	v->pos = UI_TEXT; ui_field(v, "title");
	BUF_LIT(v->out,
		" &amp; ");
#line 18 "mkview/good/appeal.html"
	v->pos = UI_TEXT; ui_date(v, v->now);
#line 18 "mkview/good/appeal.html"
	if (ui_is(v->lang_code, "en")) {
		BUF_LIT(v->out,
			"x");
#line 18 "mkview/good/appeal.html"
	}
	BUF_LIT(v->out,
		"</p>");
#line 19 "mkview/good/appeal.html"
	(void)none;
}
