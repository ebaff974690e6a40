/* account_weak.c: which passwords are too easy to guess. */
#include "base/err.h"
#include "features/account/account_auth.h"

enum { CHARS_MIN = 10, CHARS_MAX = 200 };

static const char *const weak[] = {
#define WEAK(text) text,
#include "features/account/account_weak.def"
#undef WEAK
};

/* The same character, or the same two, over and over. */
static bool
is_pattern(struct str s)
{
	for (size_t i = 2; i < s.n; i++)
		if (s.p[i] != s.p[i % 2])
			return false;
	return true;
}

const char *
account_password_flaw(struct arena *a, struct str login, struct str password)
{
	struct str small = str_lower(a, password);

	if (str_chars(password) < CHARS_MIN)
		return N_("太短了，至少 10 个字；一句好记的话也行");
	if (str_chars(password) > CHARS_MAX)
		return N_("太长了，最多 200 个字");
	if (login.n && str_has(small, str_lower(a, login)) && small.n < login.n + CHARS_MIN)
		return N_("不要把登录名放在密码里");
	if (is_pattern(small))
		return N_("太好猜了，不要用重复的字");
	for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
		if (str_is(small, weak[i]))
			return N_("很多人用过这个密码，太好猜了，请换一个");
	return NULL;
}
