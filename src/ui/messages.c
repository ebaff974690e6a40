/* messages.c: finds the reader's text of a Chinese message, and prints it with its values. */
#include "ui/messages.h"

#include <stdatomic.h>

#include "ui/view.h"

static _Atomic int64_t missing;
static const char *_Atomic last_missing;

const char *
ui_translate(enum lang lang, const char *zh)
{
	const struct ui_messages *m = &ui_messages_en;
	size_t at;

	if (lang != LANG_EN || *zh == '\0')
		return zh;
	for (at = str_hash(str_of(zh)) & m->mask; m->slot[at]; at = (at + 1) & m->mask)
		if (strcmp(m->v[m->slot[at] - 1].zh, zh) == 0)
			return m->v[m->slot[at] - 1].en;
	missing++;
	last_missing = zh;
	return zh;
}

struct str
ui_translate_with(struct arena *a, enum lang lang, const char *zh, struct str arg)
{
	struct str text = str_of(ui_translate(lang, zh));
	size_t at = str_find(text, S("{1}"));

	if (at == text.n)
		return text;
	return str_fmt(a, "%.*s%.*s%s", (int)at, text.p, STR(arg), text.p + at + 3);
}

int64_t
ui_missing(const char **ret_last)
{
	if (ret_last)
		*ret_last = last_missing;
	return missing;
}

int
ui_next(struct view *v, const char **message)
{
	const char *from = *message, *at = from;

	for (; *at; at++) {
		if (at[0] != '{' || at[1] < '1' || at[1] > '9' || at[2] != '}')
			continue;
		ui_print_str(v, (struct str){from, (size_t)(at - from)});
		*message = at + 3;
		return at[1] - '0';
	}
	ui_print_str(v, (struct str){from, (size_t)(at - from)});
	*message = at;
	return 0;
}

void
ui_fill_in(struct view *v, const char *zh, const struct str *args)
{
	for (const char *m = T(v, zh); *m;) {
		int n = ui_next(v, &m);

		if (n)
			ui_print_str(v, args[n - 1]);
	}
}

void
ui_say(struct view *v, enum ui_pos pos, const char *zh)
{
	if (v->lang == LANG_ZH) {
		buf_z(v->out, zh); /* mkview let no character through that needs escaping */
		return;
	}
	v->pos = pos;
	ui_print_z(v, T(v, zh));
}

void
ui_msg_z(struct view *v, const char *zh)
{
	if (zh)
		ui_print_z(v, T(v, zh));
}

void
ui_msg_str(struct view *v, struct str zh)
{
	if (v->lang == LANG_ZH)
		ui_print_str(v, zh);
	else
		ui_print_z(v, T(v, str_z(&v->r->arena, zh)));
}
