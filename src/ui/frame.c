/* frame.c: gathers what a frame shows: title, tabs, side navigation, links to settings. It names no feature. */
#include "base/err.h"
#include "gen/ui_view.h"
#include "ui/model.h"
#include "ui/state.h"

static view_fn *const frames[] = {
	[FRAME_HOME] = (view_fn *)frame_home_html,
	[FRAME_PAGE] = (view_fn *)frame_page_html,
	[FRAME_TASK] = (view_fn *)frame_task_html,
	[FRAME_WIDE] = (view_fn *)frame_wide_html,
	[FRAME_DESK] = (view_fn *)frame_desk_html,
	[FRAME_PRINT] = (view_fn *)frame_print_html,
};

static void
add_tabs(struct view *v, struct frame_model *f, struct nav_list nav)
{
	struct tab_model *list = NEW_ARRAY(&v->r->arena, struct tab_model, nav.n);

	f->tabs.v = list;
	for (size_t i = 0; i < nav.n; i++)
		if (nav.v[i].at == NAV_TAB)
			list[f->tabs.n++] = (struct tab_model){
				.href = nav.v[i].href,
				.icon = nav.v[i].icon,
				.label = nav.v[i].label,
				.main = nav.v[i].main,
				.more = nav.v[i].more,
				.current = ui_is_z(v->page->tab, nav.v[i].key),
			};
}

static void
add_foot(struct view *v, struct frame_model *f, struct nav_list nav)
{
	struct tab_model *list = NEW_ARRAY(&v->r->arena, struct tab_model, nav.n);

	f->foot.v = list;
	for (size_t i = 0; i < nav.n; i++)
		if (nav.v[i].at == NAV_FOOT)
			list[f->foot.n++] = (struct tab_model){.href = nav.v[i].href, .label = nav.v[i].label};
}

/* Entries of one group stand together; those without a group are buttons. */
static void
add_side(struct view *v, struct frame_model *f, struct nav_list nav)
{
	struct arena *a = &v->r->arena;
	struct side_group *groups = NEW_ARRAY(a, struct side_group, nav.n);
	struct side_item *items = NEW_ARRAY(a, struct side_item, nav.n);
	struct side_item *buttons = NEW_ARRAY(a, struct side_item, nav.n);
	struct side_group *last = NULL;

	f->groups.v = groups;
	f->buttons.v = buttons;
	for (size_t i = 0; i < nav.n; i++) {
		const struct nav_item *from = &nav.v[i];
		struct side_item *to;

		if (from->at != NAV_SIDE)
			continue;
		to = from->group ? &items[i] : &buttons[f->buttons.n++];
		*to = (struct side_item){.href = from->href,
					 .icon = from->icon,
					 .label = from->label,
					 .current = ui_is_z(v->page->tab, from->key)};
		if (from->find) {
			f->find = from->href;
			/* What was looked for elsewhere (a place, a person) is no search here. */
			f->query = ui_is_z(v->page->tab, from->key) ? req_query(v->r, "q") : S("");
		}
		if (!from->group)
			continue;
		if (!last || !ui_is_z(last->label, from->group) ||
		    last->items.v + last->items.n != to) {
			last = &groups[f->groups.n++];
			*last = (struct side_group){.label = from->group};
			last->items.v = to;
		}
		last->items.n++;
	}
}

static void
add_settings(struct view *v, struct frame_model *f)
{
	f->mode_url = settings_url(v, v->elder ? "mode=plain" : "mode=elder");
	f->lang_url = settings_url(v, v->lang == LANG_EN ? "lang=zh" : "lang=en");
	f->light_url = settings_url(v, "theme=light");
	f->dark_url = settings_url(v, "theme=dark");
	f->auto_url = settings_url(v, "theme=auto");
	f->other_lang = v->lang == LANG_EN ? "中文" : "English";
	f->other_code = v->lang == LANG_EN ? "zh-CN" : "en";
}

/* Where the reader is: the home page names its community, others the district. */
static struct str
place_of(struct view *v, const struct view_state *s)
{
	if (v->page->frame == FRAME_HOME && v->page->title_text.n)
		return v->page->title_text;
	return s->reader.site.n ? s->reader.site : str_of(T(v, N_("本社区")));
}

static struct str
unread_of(struct view *v, int64_t n)
{
	enum { SHOWN = 99 };

	if (n > SHOWN)
		return S("99+");
	return n ? str_number(&v->r->arena, n) : S("");
}

/* What the document's content is: a frame with the page in it. */
struct framed {
	const struct frame_model *f;
	view_fn *content;
	const void *model;
};

static void
print_framed(struct view *v, const void *arg)
{
	const struct framed *d = arg;

	v->content = d->content;
	v->model = d->model;
	frames[v->page->frame](v, d->f);
}

void
frame_print(struct view *v)
{
	const struct view_state *s = ui_state(v->r);
	const struct page *p = v->page;
	bool paper = p->frame == FRAME_PRINT;
	struct frame_model f = {
		.title = p->title ? str_of(T(v, p->title)) : p->title_text,
		.site = place_of(v, s),
		.place = s->reader.desk.n ? s->reader.desk : place_of(v, s),
		.name = s->reader.name,
		.theme = paper ? S("light") : v->theme,
		.flash = s->reader.flash,
		.style = p->style,
		.library = p->library,
		.drawing = p->drawing && (!p->script || strcmp(p->script, p->drawing) != 0) ? p->drawing : NULL,
		.script = p->script,
		.back = p->back ? p->back : "/",
		.demo = s->reader.demo,
		.desk_url = s->reader.staff ? ui_nav_href(v->r, NAV_DESK) : NULL,
		.search_url = ui_nav_href(v->r, NAV_FIND),
		.self_url = ui_nav_href(v->r, NAV_SELF),
		.bell_url = s->reader.name.n ? ui_nav_href(v->r, NAV_BELL) : NULL,
		.operator = s->reader.operator,
		.phone = s->reader.phone,
		.icp = s->reader.icp,
		.security = s->reader.security,
		.unread = unread_of(v, s->reader.unread),
		.elder = v->elder && !paper,
		.desk = p->frame == FRAME_DESK,
	};
	struct framed framed = {&f, v->content, v->model};

	f.picture = str_fmt(&v->r->arena, "%.*s%s", STR(s->reader.base), ui_asset("share.png"));
	add_settings(v, &f);
	add_foot(v, &f, s->nav);
	if (f.desk) {
		add_side(v, &f, s->nav);
	} else if (p->frame != FRAME_TASK && !paper) {
		add_tabs(v, &f, s->nav);
	}
	v->content = print_framed;
	v->model = &framed;
	frame_document_html(v, &f);
}
