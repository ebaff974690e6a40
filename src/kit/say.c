/* say.c: names in the reader's language. */
#include "kit/say.h"

#include "kit/text.h"
#include "ui/view.h"

struct str
say(const struct req *r, struct str zh, struct str en)
{
	return req_lang(r) == LANG_EN && en.n ? en : zh;
}

struct str
say_place(struct req *r, struct str zh, struct str en)
{
	return req_lang(r) == LANG_EN && !en.n ? text_place_en(&r->arena, zh) : say(r, zh, en);
}

struct str
say_within(struct req *r, struct str outer, struct str inner)
{
	if (!outer.n || !inner.n)
		return outer.n ? outer : inner;
	return str_fmt(&r->arena, "%.*s%s %.*s", STR(outer), req_lang(r) == LANG_EN ? "," : "",
		       STR(inner));
}
