/* hint_test.c: what an answer lacks. */
#include "features/appeal/appeal_hint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "suite.h"

static void
test_hint__what_an_answer_lacks(void **state)
{
	static const struct {
		const char *text;
		bool stock, brief, no_clause, no_fact, private, hold;
	} cases[] = {
		{"", false, false, false, false, false, false},
		{"   ", false, false, false, false, false, false},
		{"好的", false, true, true, true, false, true},
		{"花坛砌好了。", false, true, true, false, false, false},
		{"修好了。", false, true, true, false, false, true},
		{"换了灯泡。11月20日起两晚正常亮灯。", false, false, true, false, false, false},
		{"依据《城市照明管理规定》，换了灯泡，两晚正常亮灯。", false, false, false, false, false, false},
		{"按条例第十二条，本周拆除违章的棚子。", false, false, false, false, false, false},
		{"您好，您反映的问题已收悉，我们高度重视，将尽快处理。感谢您的支持！", true, false, true, false, false, true},
		{"已转相关部门处理，请耐心等待。", true, false, true, false, false, true},
		{"灯修好了，有事请打 13800000001，随时都在。", false, false, true, false, true, true},
	};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct appeal_reply_hints h;

		appeal_reply_look(&a, str_of(cases[i].text), S("《城市照明管理规定》"), &h);
		if (h.stock != cases[i].stock || h.brief != cases[i].brief || h.no_clause != cases[i].no_clause ||
		    (h.private.n > 0) != cases[i].private || h.hold != cases[i].hold || (!h.stock && h.no_fact != cases[i].no_fact))
			fail_msg("%s: stock %d brief %d clause %d fact %d private %d hold %d", cases[i].text, h.stock, h.brief, h.no_clause,
				 h.no_fact, h.private.n > 0, h.hold);
	}
	/* An item without a basis of its own asks for none. */
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct appeal_reply_hints h;

		appeal_reply_look(&a, str_of(cases[i].text), S(""), &h);
		assert_false(h.no_clause);
	}
	arena_release(&a);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_hint__what_an_answer_lacks)};

SUITE(hint)
{
	return cmocka_run_group_tests_name("hint", tests, NULL, NULL);
}
