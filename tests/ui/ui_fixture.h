/* ui_fixture.h: a request without a socket, and a model for the views of ui_test.html. */
#ifndef LINLI_TEST_UI_FIXTURE_H
#define LINLI_TEST_UI_FIXTURE_H

#include "base/clock.h"
#include "http/server.h"
#include "ui_test.h"

/* Sunday 22 November 2026, 10:46 in China. */
static inline int64_t
sunday(void)
{
	return clock_at(2026, 11, 22, 10, 46, 0);
}

struct fixture {
	struct arena a;
	struct req r;
	struct view v;
	struct buf out;
};

static inline struct str
fixture_token(struct req *r)
{
	(void)r;
	return S("tok");
}

static inline struct fixture *
begin(const char *head)
{
	static struct fixture f;
	struct str raw;

	f = (struct fixture){0};
	arena_init(&f.a);
	raw = str_fmt(&f.a, "%s\r\nHost: x\r\n\r\n", head);
	assert_int_equal(req_parse(&f.a, raw, &f.r), 0);
	buf_init(&f.out, &f.a);
	f.v = (struct view){.out = &f.out,
			    .r = &f.r,
			    .lang = req_lang(&f.r),
			    .pos = UI_TEXT,
			    .now = sunday(),
			    .lang_code = req_lang(&f.r) == LANG_EN ? "en" : "zh-CN",
			    .icons = "/static/i.svg",
			    .csrf = fixture_token};
	clock_set(sunday());
	return &f;
}

static inline void
end(struct fixture *f)
{
	clock_set(0);
	req_free(&f->r);
	arena_release(&f->a);
}

static const struct test_row two_rows[] = {{.text = {"a<", 2}, .on = true}, {.text = {"b", 1}}};

static inline struct test_page
page_with(const char *text)
{
	struct test_page p = {.text = str_of(text),
			      .word = "w",
			      .number = 1234567,
			      .count = 2,
			      .yes = true,
			      .state = TEST_STATE_CLOSED,
			      .real = 2.5,
			      .html = {S("<i>x</i>")}};

	p.rows.v = two_rows;
	p.rows.n = 2;
	return p;
}

#define HAS(html, part) assert_true(str_has((html), S(part)))
#define HAS_NOT(html, part) assert_false(str_has((html), S(part)))

#endif
