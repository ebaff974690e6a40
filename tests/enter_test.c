/* enter_test.c: the look at what Enter would do sees what is wrong. Every page that a script of .http fetches is looked at. */
#include "enter.h"
#include "arena_help.h"
#include "suite.h"

static const struct {
	const char *html;
	bool wrong;
} rows[] = {
	{"<form><input name=\"a\"><button class=\"btn\">ok</button></form>", false},
	{"<form><input name=\"a\"><button name=\"x\" value=\"1\">ok</button></form>", false},
	{"<form><input name=\"a\"><button name=\"map\" value=\"1\">map</button><button class=\"btn pri\">ok</button></form>", true},
	{"<form><input name=\"a\"><button formaction=\"/x\">x</button><button>ok</button></form>", true},
	{"<form><button class=\"vh\">ok</button><input name=\"a\"><button name=\"map\" value=\"1\">map</button>"
	 "<button class=\"btn pri\">ok</button></form>",
	 false},
	{"<form><button class=\"vh\">ok</button><input name=\"a\"><button name=\"m\" value=\"1\">m</button>"
	 "<button class=\"btn pri full\" name=\"wait\" value=\"1\">w</button></form>",
	 true},
	{"<form><input type=\"hidden\" name=\"a\"><button name=\"c\" value=\"1\">1</button><button name=\"c\" value=\"2\">2</button></form>", false},
	{"<form><input name=\"a\"><button type=\"button\" name=\"m\">m</button><button>ok</button></form>", false},
	{"<form><button>ok</button><button name=\"x\">x</button></form><form><input name=\"a\"><button name=\"c\">1</button>"
	 "<button name=\"d\">2</button></form>",
	 true},
};

static void
test_enter(void **state)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if ((enter_wrong(&arena, str_of(rows[i].html)).n > 0) != rows[i].wrong)
			fail_msg("%s", rows[i].html);
}

SUITE(enter)
{
	const struct CMUnitTest tests[] = {
		TEST(test_enter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
