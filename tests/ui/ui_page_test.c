/* ui_page_test.c: frames, settings, error pages, bundled files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "gen/ui_test_view.h"
#include "ui/bundle.h"
#include "ui_fixture.h"
#include "suite.h"

static const struct nav_item nav[] = {
	{.at = NAV_TAB, .key = "home", .href = "/", .icon = "home", .label = N_("首页")},
	{.at = NAV_TAB, .key = "queue", .href = "/tab/new", .icon = "report", .label = N_("反映"), .main = true},
	{.at = NAV_TAB, .key = "list", .href = "/tab/list", .icon = "list", .label = N_("诉求"), .more = true},
	{.at = NAV_DESK, .key = "desk", .href = "/the/desk"},
	{.at = NAV_SELF, .key = "self", .href = "/myself"},
	{.at = NAV_SIGN_IN, .key = "in", .href = "/come/in"},
	{.at = NAV_SIDE, .key = "queue", .group = N_("办件"), .href = "/appeal/queue", .icon = "list", .label = N_("诉求"),
	 .find = true},
	{.at = NAV_SIDE, .key = "enter", .href = "/appeal/enter", .icon = "plus", .label = N_("代录诉求")},
	{.at = NAV_SIDE, .key = "duty", .group = N_("系统"), .href = "/territory/duty", .icon = "gear", .label = N_("返回")},
};
enum { NAV = sizeof nav / sizeof *nav };

static struct str
framed(struct fixture *f, enum frame frame)
{
	struct page page = {.frame = frame, .title = N_("诉求"), .tab = "queue", .back = "/b"};
	struct test_page p = page_with("CONTENT");
	struct reader reader = {.name = S("王<"),
				.site = S("北岭&社区"),
				.csrf = fixture_token,
				.staff = true,
				.flash = S("没有存下来"),
				.demo = true};

	ui_set_reader(&f->r, &reader);
	ui_set_nav(&f->r, (struct nav_list){nav, NAV});
	assert_int_equal(reply_page(&f->r, &page, test_text, &p), 0);
	assert_int_equal(f->r.reply.status, 200);
	return buf_done(&f->r.reply.body);
}

static void
test_frame__every_one_has_its_parts(void **state)
{
	(void)state;
	for (enum frame frame = FRAME_HOME; frame <= FRAME_PRINT; frame++) {
		struct fixture *f = begin("GET /x HTTP/1.1");
		struct str html = framed(f, frame);

		assert_true(str_starts(html, S("<!doctype html><html lang=\"zh-CN\"")));
		HAS(html, "<title>诉求 · 邻里</title>");
		HAS(html, "<a class=\"skip\" href=\"#main\">");
		HAS(html, "<main id=\"main\"");
		HAS(html, "<p>CONTENT</p>");
		HAS(html, "/static/style-");
		HAS_NOT(html, "style=\"");
		HAS_NOT(html, "北岭&社区");
		assert_int_equal(str_has(html, S("class=\"tabbar")),
				 frame == FRAME_HOME || frame == FRAME_PAGE || frame == FRAME_WIDE);
		assert_int_equal(str_has(html, S("role=\"status\"")), frame != FRAME_PRINT);
		assert_int_equal(str_has(html, S("class=\"side\"")), frame == FRAME_DESK);
		end(f);
	}
}

static void
test_frame__desk_navigation(void **state)
{
	struct fixture *f = begin("GET /appeal/queue?q=%3Cb%3E HTTP/1.1");
	struct str html = framed(f, FRAME_DESK);

	(void)state;
	HAS(html, "<h2>办件</h2><a href=\"/appeal/queue\" aria-current=\"page\">");
	HAS(html, "<h2>系统</h2><a href=\"/territory/duty\">");
	HAS(html, "<a class=\"btn\" href=\"/appeal/enter\">");
	HAS(html, "role=\"search\" aria-label=\"搜索工单\" action=\"/appeal/queue\"");
	HAS(html, "name=\"q\" value=\"&lt;b&gt;\"");
	HAS(html, "王&lt;");
	HAS(html, "href=\"/myself\"");
	end(f);
}

static void
test_frame__tabs_are_those_of_the_features(void **state)
{
	struct fixture *f = begin("GET /x HTTP/1.1");
	struct str html = framed(f, FRAME_PAGE);

	(void)state;
	HAS(html, "<a href=\"/tab/new\" class=\"main\" aria-current=\"page\">");
	HAS(html, "<a href=\"/tab/list\" class=\"more\"");
	HAS(html, "href=\"/the/desk\"");
	HAS_NOT(html, "/territory/duty");
	HAS_NOT(html, "/account");
	end(f);
}

static void
test_frame__reader_settings(void **state)
{
	static const struct {
		const char *cookie, *html;
	} cases[] = {
		{"a=b", "<html lang=\"zh-CN\">"},
		{"elder=1", "<html lang=\"zh-CN\" data-theme=\"light\" class=\"elder\">"},
		{"elder=1; theme=dark",
		 "<html lang=\"zh-CN\" data-theme=\"dark\" class=\"elder\">"},
		{"theme=dark; lang=en", "<html lang=\"en\" data-theme=\"dark\">"},
		{"theme=\"><script>; lang=fr", "<html lang=\"zh-CN\">"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char head[200];
		struct fixture *f;

		snprintf(head, sizeof head, "GET /x HTTP/1.1\r\nCookie: %s", cases[i].cookie);
		f = begin(head);
		assert_true(str_has(framed(f, FRAME_PAGE), str_of(cases[i].html)));
		end(f);
	}
}

static void
test_frame__settings_links_keep_the_query(void **state)
{
	struct fixture *f = begin("GET /appeal?q=%E5%8C%97&lang=zh&page=2 HTTP/1.1");
	struct str html = framed(f, FRAME_PAGE);

	(void)state;
	HAS(html, "href=\"/appeal?q=%E5%8C%97&amp;page=2&amp;lang=en\"");
	HAS(html, "href=\"/appeal?q=%E5%8C%97&amp;page=2&amp;mode=elder\"");
	end(f);
}

static void
test_frame__english_misses_nothing(void **state)
{
	int64_t before = ui_missing(NULL);

	(void)state;
	for (enum frame frame = FRAME_HOME; frame <= FRAME_PRINT; frame++) {
		struct fixture *f = begin("GET /x HTTP/1.1\r\nCookie: lang=en");

		if (frame != FRAME_DESK) /* its entries' words are the features' */
			HAS(framed(f, frame), " · Linli</title>");
		end(f);
	}
	assert_int_equal(ui_missing(NULL), before);
}

static void
test_settings__link_sets_cookie_and_leads_back(void **state)
{
	static const struct {
		const char *target, *location, *cookie, *value;
		int64_t age;
	} cases[] = {
		{"/a?lang=en", "/a", "lang", "en", 365 * 86400},
		{"/a?x=1&mode=elder&y=2", "/a?x=1&y=2", "elder", "1", 365 * 86400},
		{"/?mode=plain", "/", "elder", "", -1},
		{"/a?theme=auto", "/a", "theme", "", -1},
		{"/a?theme=dark&x=1", "/a?x=1", "theme", "dark", 365 * 86400},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char head[200];
		struct fixture *f;

		snprintf(head, sizeof head, "GET %s HTTP/1.1", cases[i].target);
		f = begin(head);
		assert_true(ui_settings(&f->r));
		assert_int_equal(f->r.reply.status, 303);
		assert_true(str_is(f->r.reply.location, cases[i].location));
		assert_int_equal(f->r.reply.cookies_n, 1);
		assert_true(str_is(f->r.reply.cookies[0].name, cases[i].cookie));
		assert_true(str_is(f->r.reply.cookies[0].value, cases[i].value));
		assert_int_equal(f->r.reply.cookies[0].max_age, cases[i].age);
		end(f);
	}
}

static void
test_settings__other_requests_pass(void **state)
{
	static const char *const heads[] = {"GET /a HTTP/1.1", "GET /a?lang=fr HTTP/1.1",
					    "GET /a?mode= HTTP/1.1", "POST /a?lang=en HTTP/1.1"};

	(void)state;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct fixture *f = begin(heads[i]);

		assert_false(ui_settings(&f->r));
		assert_int_equal(f->r.reply.cookies_n, 0);
		end(f);
	}
}

static void
test_error__each_has_a_page_in_both_languages(void **state)
{
	int64_t before = ui_missing(NULL);

	(void)state;
	for (int err = E__BASE + 1; err < E__END; err++)
		for (int en = 0; en < 2; en++) {
			struct fixture *f = begin(en ? "GET /x HTTP/1.1\r\nCookie: lang=en"
						     : "GET /x HTTP/1.1");

			assert_int_equal(reply_error_page(&f->r, err), 0);
			assert_int_equal(f->r.reply.status, err_status(err));
			HAS(buf_done(&f->r.reply.body), "<h1>");
			HAS(buf_done(&f->r.reply.body), "href=\"/\"");
			end(f);
		}
	assert_int_equal(ui_missing(NULL), before);
}

static void
test_error__sign_in_comes_back_here(void **state)
{
	struct fixture *f = begin("GET /account/a?b=1&c=2 HTTP/1.1");

	(void)state;
	reply_error_page(&f->r, E_AUTH);
	HAS_NOT(buf_done(&f->r.reply.body), "?next=");
	end(f);
	f = begin("GET /account/a?b=1&c=2 HTTP/1.1");
	ui_set_nav(&f->r, (struct nav_list){nav, NAV});
	reply_error_page(&f->r, E_AUTH);
	HAS(buf_done(&f->r.reply.body), "href=\"/come/in?next=%2Faccount%2Fa%3Fb%3D1%26c%3D2\"");
	end(f);
}

static void
test_error__again_never_leaves_the_site(void **state)
{
	struct fixture *f =
		begin("POST /a HTTP/1.1\r\nReferer: https://evil.example//evil.example/x");

	(void)state;
	reply_error_page(&f->r, E_EXPIRED);
	HAS_NOT(buf_done(&f->r.reply.body), "evil.example");
	end(f);
}

static void
test_error__rule_says_why(void **state)
{
	struct fixture *f = begin("GET /x HTTP/1.1");

	(void)state;
	f->r.fault = (struct fault){.code = E_DENIED, .text = "<b>不行"};
	reply_error_page(&f->r, E_DENIED);
	HAS(buf_done(&f->r.reply.body), "<p>&lt;b&gt;不行</p>");
	end(f);
}

static void
test_error__api_answers_in_json(void **state)
{
	struct fixture *f = begin("GET /api/appeal HTTP/1.1");

	(void)state;
	reply_error_page(&f->r, E_NOTFOUND);
	assert_int_equal(f->r.reply.status, 404);
	assert_true(str_is(f->r.reply.type, "application/problem+json"));
	HAS_NOT(buf_done(&f->r.reply.body), "<html");
	end(f);
}

static void
test_asset__served_by_hashed_name_for_ever(void **state)
{
	const struct asset *css = asset_by_name("style.css");
	char head[300];
	struct fixture *f;

	(void)state;
	assert_non_null(css);
	snprintf(head, sizeof head, "GET %s HTTP/1.1\r\nAccept-Encoding: br;q=1.0, gzip;q=0.8",
		 css->path);
	f = begin(head);
	assert_int_equal(ui_serve_asset(&f->r), 0);
	assert_true(f->r.reply.gzipped);
	assert_true(f->r.reply.body_static.n < css->bytes.n);
	HAS(f->r.reply.cache, "immutable");
	assert_true(str_is(f->r.reply.type, "text/css; charset=utf-8"));
	end(f);
	snprintf(head, sizeof head, "GET %s HTTP/1.1\r\nAccept-Encoding: gzip;q=0", css->path);
	f = begin(head);
	assert_int_equal(ui_serve_asset(&f->r), 0);
	assert_false(f->r.reply.gzipped);
	assert_true(str_eq(f->r.reply.body_static, css->bytes));
	end(f);
}

static void
test_asset__others_are_not_found(void **state)
{
	static const char *const heads[] = {"GET /static/style.css HTTP/1.1",
					    "GET /static/ HTTP/1.1", "GET /style.css HTTP/1.1",
					    "GET /static/style-0000000000.css HTTP/1.1"};

	(void)state;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct fixture *f = begin(heads[i]);

		assert_int_equal(ui_serve_asset(&f->r), E_NOTFOUND);
		end(f);
	}
}

static void
test_asset__dark_inks_serve_both_ways(void **state)
{
	const struct asset *css = asset_by_name("style.css");

	(void)state;
	HAS(css->bytes, "\n[data-theme=dark]{");
	HAS(css->bytes, "@media (prefers-color-scheme:dark){:root:not([data-theme]){");
	HAS_NOT(css->bytes, "/*");
}

static void
test_asset__every_icon_a_page_names_exists(void **state)
{
	const struct asset *icons = asset_by_name("icons.svg");
	struct fixture *f = begin("GET /x HTTP/1.1");
	struct str html = framed(f, FRAME_DESK), ref;
	int found = 0;

	(void)state;
	for (size_t at; (at = str_find(html, S(".svg#"))) < html.n; found++) {
		html = str_sub(html, at + 5, html.n);
		ref = str_sub(html, 0, str_find(html, S("\"")));
		assert_true(str_has(icons->bytes, str_fmt(&f->a, "id=\"%.*s\"", STR(ref))));
	}
	assert_true(found > 5);
	end(f);
}

SUITE(ui_page)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frame__every_one_has_its_parts),
		cmocka_unit_test(test_frame__desk_navigation),
		cmocka_unit_test(test_frame__tabs_are_those_of_the_features),
		cmocka_unit_test(test_frame__reader_settings),
		cmocka_unit_test(test_frame__settings_links_keep_the_query),
		cmocka_unit_test(test_frame__english_misses_nothing),
		cmocka_unit_test(test_settings__link_sets_cookie_and_leads_back),
		cmocka_unit_test(test_settings__other_requests_pass),
		cmocka_unit_test(test_error__each_has_a_page_in_both_languages),
		cmocka_unit_test(test_error__sign_in_comes_back_here),
		cmocka_unit_test(test_error__again_never_leaves_the_site),
		cmocka_unit_test(test_error__rule_says_why),
		cmocka_unit_test(test_error__api_answers_in_json),
		cmocka_unit_test(test_asset__served_by_hashed_name_for_ever),
		cmocka_unit_test(test_asset__others_are_not_found),
		cmocka_unit_test(test_asset__dark_inks_serve_both_ways),
		cmocka_unit_test(test_asset__every_icon_a_page_names_exists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
