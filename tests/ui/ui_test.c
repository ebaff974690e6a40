/* ui_test.c: escaping by place, messages, filters, form pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "gen/ui_test_view.h"
#include "http/form.h"
#include "http/route.h"
#include "ui_fixture.h"
#include "suite.h"

#define ALL_TEXT "<script>alert(1)</script>\"'&>"

static void
expect(view_fn *view, const char *cookie, const struct test_page *p, const char *want)
{
	struct arena a;
	struct fixture *f;

	arena_init(&a);
	f = begin(str_z(&a, str_fmt(&a, "GET /x HTTP/1.1%s%s", cookie ? "\r\nCookie: " : "",
				    cookie ? cookie : "")));
	view(&f->v, p);
	buf_done(f->v.out);
	assert_string_equal(str_z(&a, buf_done(f->v.out)), want);
	end(f);
	arena_release(&a);
}
#define EXPECT(name, p, want) expect((view_fn *)name##_html, NULL, p, want)
#define EXPECT_EN(name, p, want) expect((view_fn *)name##_html, "lang=en", p, want)

static void
test_print__escapes_by_place(void **state)
{
	static const struct {
		view_fn *view;
		const char *text, *want;
	} cases[] = {
		{(view_fn *)test_text_html, ALL_TEXT,
		 "<p>&lt;script&gt;alert(1)&lt;/script&gt;\"'&amp;&gt;</p>"},
		{(view_fn *)test_attr_html, "\" onclick=\"x' <&",
		 "<input name=\"x\" value=\"&quot; onclick=&quot;x&#39; &lt;&amp;\">"},
		{(view_fn *)test_area_html, "</textarea><script>",
		 "<textarea name=\"x\">\n&lt;/textarea&gt;&lt;script&gt;</textarea>"},
		{(view_fn *)test_area_html, "\na", "<textarea name=\"x\">\n\na</textarea>"},
		{(view_fn *)test_path_html, "../a?b#c%/\" 北",
		 "<a href=\"/a/..%2Fa%3Fb%23c%25%2F%22%20%E5%8C%97/b\">x</a>"},
		{(view_fn *)test_query_html, "a&b=c+d #'\"<",
		 "<a href=\"/a?q=a%26b%3Dc%2Bd%20%23%27%22%3C&amp;z=1\">x</a>"},
		{(view_fn *)test_tel_html, "+86 10<", "<a href=\"tel:+86%2010%3C\">x</a>"},
		{(view_fn *)test_url_rest_html, "javascript:x",
		 "<a href=\"#javascript%3Ax\">x</a>"},
		{(view_fn *)test_url_branches_html, "//evil", "<a href=\"/yes/%2F%2Fevil\">x</a>"},
		{(view_fn *)test_html_html, "", "<p><i>x</i></p>"},
		{(view_fn *)test_html_attr_html, "", "<p title=\"&lt;i&gt;x&lt;/i&gt;\">x</p>"},
		{(view_fn *)test_lines_html, "a<\nb\n", "<p>a&lt;<br>b<br></p>"},
		{(view_fn *)test_clip_html, "北岭社区", "<p>北岭…</p>"},
		{(view_fn *)test_clip_html, "北<", "<p>北&lt;</p>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct test_page p = page_with(cases[i].text);

		expect(cases[i].view, NULL, &p, cases[i].want);
	}
}

static void
test_print__url_leads_nowhere_bad(void **state)
{
	static const struct {
		const char *url, *want;
	} cases[] = {
		{"/appeal?a=1&b=2", "/appeal?a=1&amp;b=2"},
		{"/", "/"},
		{"", ""},
		{"?page=2", "?page=2"},
		{"#a", "#a"},
		{"https://example.cn/a b", "https://example.cn/a%20b"},
		{"http://x/", "http://x/"},
		{"mailto:a@b.cn", "mailto:a@b.cn"},
		{"tel:110", "tel:110"},
		{"javascript:alert(1)", "#"},
		{"JavaScript:alert(1)", "#"},
		{" javascript:x", "#"},
		{"java\tscript:x", "#"},
		{"data:text/html,x", "#"},
		{"vbscript:x", "#"},
		{"//evil.example", "#"},
		{"/\\evil.example", "#"},
		{"/\t/evil.example", "/%09/evil.example"},
		{"evil", "#"},
		{"\"><script>", "#"},
		{"/a\"><script>", "/a&quot;&gt;&lt;script&gt;"},
		{"/a\\b", "/a%5Cb"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct test_page p = page_with(cases[i].url);
		char want[200];

		snprintf(want, sizeof want, "<a href=\"%s\">x</a>", cases[i].want);
		EXPECT(test_url, &p, want);
	}
}

static void
test_print__by_type(void **state)
{
	struct test_page p = page_with("s");

	(void)state;
	EXPECT(test_types, &p, "<p>1234567 2 1 0 2.5 w 2 s</p>");
	p.number = -5;
	p.real = -0.125;
	p.word = NULL;
	EXPECT(test_types, &p, "<p>-5 2 1 0 -0.12  2 s</p>");
}

static void
test_view__truth_and_comparison(void **state)
{
	struct test_page p = page_with("a");

	(void)state;
	EXPECT(test_truth, &p, "<p>twynric</p>");
	EXPECT(test_compare, &p, "<p>closed and or is not</p>");
	p = (struct test_page){.word = "a", .no = true};
	EXPECT(test_truth, &p, "<p>w</p>");
	EXPECT(test_compare, &p, "<p>other</p>");
}

static void
test_view__loops_and_partials(void **state)
{
	struct test_page p = page_with("");

	(void)state;
	EXPECT(test_loop, &p, "<ul><li class=\"on\">a&lt;</li><li>b</li><li>none</li></ul>");
	EXPECT(test_partial, &p, "<p><b>a&lt;</b><b>b</b></p>");
}

static void
test_message__values_change_places_in_english(void **state)
{
	struct test_page p = page_with("11\"<");

	(void)state;
	p.word = "2'";
	EXPECT(test_message, &p, "<p title=\"11&quot;&lt;2&#39;日\">11\"&lt;2'日</p>");
	EXPECT_EN(test_message, &p, "<p title=\"2&#39; 11&quot;&lt;\">2' 11\"&lt;</p>");
}

static void
test_message__line_breaks_between_chinese_vanish(void **state)
{
	(void)state;
	EXPECT(test_spaces, NULL, "<p>跳到正文</p>");
	EXPECT_EN(test_spaces, NULL, "<p>Skip to content</p>");
}

static void
test_message__from_data(void **state)
{
	struct test_page p = {.key = "居民"};
	int64_t before = ui_missing(NULL);
	const char *last;

	(void)state;
	EXPECT(test_msg, &p, "<p>居民</p>");
	EXPECT_EN(test_msg, &p, "<p>Resident</p>");
	assert_int_equal(ui_missing(NULL), before);
	p.key = "没有英文的<话>";
	EXPECT_EN(test_msg, &p, "<p>没有英文的&lt;话&gt;</p>");
	assert_int_equal(ui_missing(&last), before + 1);
	assert_string_equal(last, "没有英文的<话>");
}

static void
test_view__builtins(void **state)
{
	(void)state;
	EXPECT(test_builtins, NULL, "<p>zh-CN 10:46</p>");
	EXPECT_EN(test_builtins, NULL, "<p>en en10:46</p>");
}

static void
test_filter__times(void **state)
{
	static const struct {
		int64_t before; /* seconds before now */
		const char *zh, *en;
	} cases[] = {
		{30,
		 "今天 10:45|11月22日|11月22日 周日|10:45|2026-11-22T10:45:30+08:00|刚刚|超期 0 "
		 "分钟",
		 "Today 10:45|22 Nov|22 Nov, Sun|10:45|2026-11-22T10:45:30+08:00|Just now|0 min "
		 "overdue"},
		{3600,
		 "今天 09:46|11月22日|11月22日 周日|09:46|2026-11-22T09:46:00+08:00|1 小时前|超期 "
		 "1 小时",
		 "Today 09:46|22 Nov|22 Nov, Sun|09:46|2026-11-22T09:46:00+08:00|1 hour ago|1 h "
		 "overdue"},
		{86400 + 7200,
		 "昨天 08:46|11月21日|11月21日 周六|08:46|2026-11-21T08:46:00+08:00|1 天前|超期 1 "
		 "天 2 小时",
		 "Yesterday 08:46|21 Nov|21 Nov, Sat|08:46|2026-11-21T08:46:00+08:00|1 day ago|1 d "
		 "2 h overdue"},
		{-86400,
		 "明天 10:46|11月23日|11月23日 周一|10:46|2026-11-23T10:46:00+08:00|刚刚|还剩 1 天",
		 "Tomorrow 10:46|23 Nov|23 Nov, Mon|10:46|2026-11-23T10:46:00+08:00|Just now|1 d "
		 "left"},
		{-(2 * 86400 + 12 * 3600),
		 "11月24日 22:46|11月24日|11月24日 周二|22:46|2026-11-24T22:46:00+08:00|刚刚|还剩 2 天 12 小时",
		 "24 Nov, 22:46|24 Nov|24 Nov, Tue|22:46|2026-11-24T22:46:00+08:00|Just now|2 d 12 h left"},
		{-86399,
		 "明天 10:45|11月23日|11月23日 周一|10:45|2026-11-23T10:45:59+08:00|刚刚|还剩 23 小时",
		 "Tomorrow 10:45|23 Nov|23 Nov, Mon|10:45|2026-11-23T10:45:59+08:00|Just now|23 h left"},
		{-3599,
		 "今天 11:45|11月22日|11月22日 周日|11:45|2026-11-22T11:45:59+08:00|刚刚|还剩 59 分钟",
		 "Today 11:45|22 Nov|22 Nov, Sun|11:45|2026-11-22T11:45:59+08:00|Just now|59 min left"},
		{5 * 86400,
		 "11月17日 10:46|11月17日|11月17日 周二|10:46|2026-11-17T10:46:00+08:00|5 "
		 "天前|超期 5 天",
		 "17 Nov, 10:46|17 Nov|17 Nov, Tue|10:46|2026-11-17T10:46:00+08:00|5 days ago|5 d "
		 "overdue"},
		{400 * 86400,
		 "2025年10月18日|2025年10月18日|10月18日 "
		 "周六|10:46|2025-10-18T10:46:00+08:00|2025年10月18日|超期 400 天",
		 "18 Oct 2025|18 Oct 2025|18 Oct, Sat|10:46|2025-10-18T10:46:00+08:00|18 Oct "
		 "2025|400 d overdue"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct test_page p = {.at = sunday() - cases[i].before};
		char want[400];

		snprintf(want, sizeof want, "<p>%s</p>", cases[i].zh);
		EXPECT(test_times, &p, want);
		snprintf(want, sizeof want, "<p>%s</p>", cases[i].en);
		EXPECT_EN(test_times, &p, want);
	}
	EXPECT(test_times, &(struct test_page){0}, "<p>–|–|–|–|1970-01-01T08:00:00+08:00|–|–</p>");
}

static void
test_filter__numbers(void **state)
{
	static const struct {
		int64_t n;
		const char *want;
	} cases[] = {
		{0, "<p>0|0.0 KB|0.0</p>"},	     {964, "<p>964|0.9 KB|96.4</p>"},
		{-15, "<p>-15|0.0 KB|-1.5</p>"},     {1234567, "<p>1,234,567|1.1 MB|123456.7</p>"},
		{1000, "<p>1,000|0.9 KB|100.0</p>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		EXPECT(test_numbers, &(struct test_page){.number = cases[i].n}, cases[i].want);
}

static const struct choice kinds[] = {{"a", N_("深色"), 1}, {"b", N_("浅色"), 2}};
struct test_in {
	struct str title, body, pin;
	int kind;
	struct texts many;
	bool agree;
	struct str secret;
};
static const struct field fields[] = {
	FIELD(test_in, title, FIELD_TEXT, .label = N_("诉求"), .max = 10, .required = true,
	      .hint = N_("大字")),
	FIELD(test_in, body, FIELD_LINES, .label = N_("反映"), .max = 50),
	FIELD(test_in, pin, FIELD_SECRET, .label = N_("我的"), .required = true),
	FIELD(test_in, kind, FIELD_CHOICE, .label = N_("台账"), CHOICES(kinds)),
	FIELD(test_in, many, FIELD_MANY, .label = N_("首页"), CHOICES(kinds), .max = 2),
	FIELD(test_in, agree, FIELD_BOOL, .label = N_("返回")),
	FIELD(test_in, secret, FIELD_TEXT, .label = N_("邻里")),
};
static const struct form form = FORM(test_in, fields);
static const struct route post_route = {.method = POST, .path = "/x", .form = &form};

static struct str
post_and_show(struct fixture *f, const char *body)
{
	f->r.method = POST;
	f->r.route = &post_route;
	f->r.type = S("application/x-www-form-urlencoded");
	f->r.body = str_of(body);
	assert_int_equal(req_parse_body(&f->r), 0);
	assert_int_equal(form_read(&form, &f->r), 0);
	f->r.failed = f->r.invalid ? E_INVALID : 0;
	test_form_html(&f->v, NULL);
	return buf_done(f->v.out);
}

static void
test_form__refused_post_keeps_what_was_typed(void **state)
{
	struct fixture *f = begin("GET /x HTTP/1.1");
	struct str html = post_and_show(
		f, "title=%22%3Eabcdefghijkl&body=a%3C/textarea%3E&pin=1234&kind=b&many=a&agree=1&"
		   "secret=%22x");

	(void)state;
	HAS(html, "<input type=\"hidden\" name=\"csrf\" value=\"tok\">");
	HAS(html, "value=\"&quot;&gt;abcdefghijkl\"");
	HAS(html, "aria-invalid=\"true\" aria-describedby=\"f-title-hint f-title-err\"");
	HAS(html, "<small id=\"f-title-hint\">大字</small>");
	HAS(html, "<p class=\"err\" id=\"f-title-err\">");
	HAS(html, "a&lt;/textarea&gt;</textarea>");
	HAS(html, "role=\"alert\"");
	HAS(html, "<a href=\"#f-title\">诉求：");
	HAS(html, "value=\"b\" checked");
	HAS(html, "type=\"checkbox\" name=\"many\" value=\"a\" checked");
	HAS(html, "name=\"agree\" value=\"1\" checked");
	HAS(html, "name=\"secret\" value=\"&quot;x\"");
	HAS_NOT(html, "1234");
	end(f);
}

static void
test_form__rule_refusal_stands_at_its_field(void **state)
{
	struct fixture *f = begin("GET /x HTTP/1.1");
	struct str html;

	(void)state;
	f->r.fault = (struct fault){.code = E_STALE, .field = "body", .text = "别人先改了"};
	html = post_and_show(f, "title=a&pin=1");
	HAS(html, "<p class=\"err\" id=\"f-body-err\">");
	HAS_NOT(html, "f-title-err");
	end(f);
}

static void
test_form__fresh_page_shows_initial_values(void **state)
{
	struct fixture *f = begin("GET /x HTTP/1.1");
	struct str html;

	(void)state;
	ui_form(&f->r, &form);
	ui_fill(&f->r, "title", S("旧<"));
	ui_fill(&f->r, "pin", S("987"));
	ui_fill(&f->r, "many", S("b"));
	test_form_html(&f->v, NULL);
	html = buf_done(f->v.out);
	HAS(html, "value=\"旧&lt;\"");
	HAS(html, "name=\"many\" value=\"b\" checked");
	HAS_NOT(html, "name=\"kind\" value=\"a\" checked");
	HAS_NOT(html, "987");
	HAS_NOT(html, "role=\"alert\"");
	HAS_NOT(html, "aria-invalid");
	end(f);
}

static void
test_form__labels_in_english(void **state)
{
	struct fixture *f = begin("GET /x HTTP/1.1\r\nCookie: lang=en");
	struct str html = post_and_show(f, "title=abcdefghijkl&pin=1");

	(void)state;
	HAS(html, "Too long: at most 10 characters");
	HAS(html, "<a href=\"#f-title\">Matters: Too long");
	HAS(html, "<small>optional</small>");
	end(f);
}

static void
test_true__list_with_more_behind_it(void **state)
{
	struct {
		const char *v;
		size_t n;
		bool sure;
	} list = {.sure = true};

	(void)state;
	assert_false(ui_true(list));
	list.n = 1;
	assert_true(ui_true(list));
}

SUITE(ui)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_true__list_with_more_behind_it),
		cmocka_unit_test(test_print__escapes_by_place),
		cmocka_unit_test(test_print__url_leads_nowhere_bad),
		cmocka_unit_test(test_print__by_type),
		cmocka_unit_test(test_view__truth_and_comparison),
		cmocka_unit_test(test_view__loops_and_partials),
		cmocka_unit_test(test_message__values_change_places_in_english),
		cmocka_unit_test(test_message__line_breaks_between_chinese_vanish),
		cmocka_unit_test(test_message__from_data),
		cmocka_unit_test(test_view__builtins),
		cmocka_unit_test(test_filter__times),
		cmocka_unit_test(test_filter__numbers),
		cmocka_unit_test(test_form__refused_post_keeps_what_was_typed),
		cmocka_unit_test(test_form__rule_refusal_stands_at_its_field),
		cmocka_unit_test(test_form__fresh_page_shows_initial_values),
		cmocka_unit_test(test_form__labels_in_english),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
