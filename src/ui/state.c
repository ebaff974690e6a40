/* state.c: what ui remembers of one request: who reads, where they may go, which form is shown with what. */
#include "ui/state.h"

struct view_state *
ui_state(struct req *r)
{
	if (!r->ui)
		r->ui = NEW(&r->arena, struct view_state);
	return r->ui;
}

void
ui_set_reader(struct req *r, const struct reader *reader)
{
	ui_state(r)->reader = *reader;
}

struct str
ui_site(const struct req *r)
{
	return ui_state((struct req *)(uintptr_t)r)->reader.site;
}

void
ui_set_nav(struct req *r, struct nav_list nav)
{
	ui_state(r)->nav = nav;
}

struct nav_list
ui_nav(const struct req *r)
{
	const struct view_state *s = r->ui;

	return s ? s->nav : (struct nav_list){0};
}

const char *
ui_nav_href(const struct req *r, enum nav_at at)
{
	const struct view_state *s = r->ui;

	for (size_t i = 0; s && i < s->nav.n; i++)
		if (s->nav.v[i].at == at)
			return s->nav.v[i].href;
	return NULL;
}

void
ui_form(struct req *r, const struct form *f)
{
	ui_state(r)->form = f;
}

void
ui_error_way(struct req *r, struct str href, const char *word)
{
	ui_state(r)->way = href;
	ui_state(r)->way_word = word;
}

void
ui_fill(struct req *r, const char *name, struct str value)
{
	struct fill *fill = NEW(&r->arena, struct fill);

	*fill = (struct fill){.name = name, .value = value, .next = ui_state(r)->fills};
	ui_state(r)->fills = fill;
}
