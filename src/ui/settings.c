/* settings.c: language, colours and size of text, kept in cookies, changed by plain links. */
#include "http/reply.h"
#include "ui/state.h"

enum { YEAR = 365 * 86400 };

/* ?key=value sets a cookie; value "" deletes it. */
static const struct setting {
	const char *key, *word, *cookie, *value;
} settings[] = {
	{.key = "lang", .word = "zh", .cookie = "lang", .value = "zh"},
	{.key = "lang", .word = "en", .cookie = "lang", .value = "en"},
	{.key = "theme", .word = "light", .cookie = "theme", .value = "light"},
	{.key = "theme", .word = "dark", .cookie = "theme", .value = "dark"},
	{.key = "theme", .word = "auto", .cookie = "theme", .value = ""},
	{.key = "mode", .word = "elder", .cookie = "elder", .value = "1"},
	{.key = "mode", .word = "plain", .cookie = "elder", .value = ""},
};

static bool
is_setting(struct str pair)
{
	static const char *const keys[] = {"lang=", "theme=", "mode="};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_starts(pair, str_of(keys[i])))
			return true;
	return false;
}

bool
ui_is_setting(struct pair cookie)
{
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		if (str_is(cookie.name, settings[i].cookie) &&
		    str_is(cookie.value, settings[i].value))
			return true;
	return false;
}

/* An address of this site without its settings, ending in ? or & so that one can be added. */
static struct str
without_settings(struct arena *a, struct str target)
{
	struct str path, pair;
	struct buf b;
	char sep = '?';

	buf_init(&b, a);
	if (!str_starts(target, S("/")) || str_starts(target, S("//")) ||
	    str_starts(target, S("/\\")))
		target = S("/");
	str_next(&target, '?', &path);
	buf_str(&b, path);
	while (str_next(&target, '&', &pair)) {
		if (pair.n == 0 || is_setting(pair))
			continue;
		buf_char(&b, sep);
		buf_str(&b, pair);
		sep = '&';
	}
	buf_char(&b, sep);
	return buf_done(&b);
}

/* A POST's own address may have no page; then the way back does. */
struct str
settings_url(struct view *v, const char *setting)
{
	struct req *r = v->r;
	struct str here = r->method == GET ? r->target : str_of(v->page->back);
	struct str base = without_settings(&r->arena, here);

	return str_fmt(&r->arena, "%.*s%s", STR(base), setting);
}

bool
ui_settings(struct req *r)
{
	struct str to;
	bool any = false;

	if (r->method != GET)
		return false;
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		const struct setting *s = &settings[i];

		if (!str_is(req_query(r, s->key), s->word))
			continue;
		reply_cookie(r, str_of(s->cookie), str_of(s->value), *s->value ? YEAR : -1);
		any = true;
	}
	if (!any)
		return false;
	to = without_settings(&r->arena, r->target);
	redirect(r, "%.*s", (int)to.n - 1, to.p);
	return true;
}
