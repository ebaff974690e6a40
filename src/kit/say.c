/* say.c: names of places in the reader's language. */
#include "kit/say.h"

#include "lib/text.h"
#include "ui/view.h"

struct str
say_place(struct req *r, struct str zh, struct str en)
{
	if (req_lang(r) != LANG_EN)
		return zh;
	return en.n ? en : text_place_en(&r->arena, zh);
}

struct str
say_within(struct req *r, struct str outer, struct str inner)
{
	if (!outer.n || !inner.n)
		return outer.n ? outer : inner;
	return str_fmt(&r->arena, "%.*s%s %.*s", STR(outer), req_lang(r) == LANG_EN ? "," : "",
		       STR(inner));
}

struct str
say_duty(struct req *r, struct str zh)
{
	return req_lang(r) == LANG_EN ? text_duty_en(&r->arena, zh) : zh;
}
